//! Two divisions of one sitting add up to the same number of voters.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use crate::standing::{DivisionStanding, Sums};
use crate::{apply, verdict};
use shura_act::Bilingual;
use shura_count::majority::Tally;

/// The rule.
pub static RULE: Rule = Rule { id: "divisions-disagree", system: "E4", severity: Severity::Irregular, looks: Looks::At(&[Kind::Division], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Division(a) = &entry.act else { return };
    let Some(sitting) = entry.sitting.as_ref().and_then(|s| standing.sittings.get(s)) else { return };
    if a.in_favour.is_none() || sitting.divisions.is_empty() {
        return;
    }
    let now = apply::opened(standing, a, entry);
    let before = sitting.divisions.iter().rev().filter_map(|id| standing.divisions.get_key_value(id));
    let Some((id, before)) = before.into_iter().find(|(_, d)| disagree(d, &now)) else { return };
    let (then_figures, now_figures) = (verdict::tally(before), verdict::tally(&now));
    let (then_sum, _) = verdict::handed_in(&then_figures);
    let (now_sum, _) = verdict::handed_in(&now_figures);
    findings.add(
        RULE.finding(&entry.id)
            .concerns(id)
            .fact("other", id)
            .fact("earlier", sum(&then_figures, then_sum))
            .fact("later", sum(&now_figures, now_sum)),
    );
}

/// `20 + 2 + 3 = 25`.
fn sum(tally: &Tally, total: u64) -> Bilingual {
    let figures = verdict::figures(tally);
    let add = |text: &str| format!("{} = {total}", text.replace(':', "+"));
    Bilingual { en: add(&figures.en), fa: add(&figures.fa) }
}

/// Whether two divisions told with their figures, by the same voters, cannot both be right: their totals differ, or a part of one already
/// exceeds the total of the other. Another number present explains another total.
fn disagree(before: &DivisionStanding, now: &DivisionStanding) -> bool {
    let same = before.organ == now.organ && before.division.counts == now.division.counts;
    let told = before.sums == Sums::default() && before.division.in_favour.is_some();
    let moved = before.present.is_some() && now.present.is_some() && before.present != now.present;
    if !same || !told || moved {
        return false;
    }
    let (then_sum, then_whole) = verdict::handed_in(&verdict::tally(before));
    let (now_sum, now_whole) = verdict::handed_in(&verdict::tally(now));
    match (then_whole, now_whole) {
        (true, true) => then_sum != now_sum,
        (true, false) => now_sum > then_sum,
        (false, true) => then_sum > now_sum,
        (false, false) => false,
    }
}
