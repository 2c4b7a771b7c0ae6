//! When a mandate that has voted is voided, the old tally and the new one are shown side by side.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use crate::standing::{DivisionStanding, Sums};
use crate::verdict;
use shura_act::act::MandateState;
use shura_act::{Bilingual, Id};

/// The rule.
pub static RULE: Rule = Rule { id: "mandate-void-changes-tally", system: "A5", severity: Severity::Note, looks: Looks::At(&[Kind::Ruling, Kind::MandateChange], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Some(mandate) = voided(standing, entry) else { return };
    let Some(organ) = standing.mandates.get(mandate).and_then(|m| standing.organs.get(&m.mandate.organ)) else {
        return;
    };
    let divisions = organ.sittings.iter().filter_map(|s| standing.sittings.get(s)).flat_map(|s| &s.divisions);
    for (id, division) in divisions.filter_map(|d| standing.divisions.get_key_value(d)).filter(|(_, d)| !d.open) {
        let Some(casts) = division.ballots.get(mandate) else { continue };
        let mut sums = division.sums;
        casts.iter().for_each(|cast| sums.count(cast, false));
        let mut without = by_ballots(division, sums);
        without.ballots.remove(mandate);
        let (old, new) = (by_ballots(division, division.sums), without);
        findings.add(
            RULE.finding(&entry.id)
                .concerns(id)
                .fact("division", id)
                .fact("mandate", mandate)
                .fact("old", verdict::figures(&verdict::tally(&old)))
                .fact("new", verdict::figures(&verdict::tally(&new)))
                .fact("verdict", sentence(standing, &new)),
        );
    }
}

/// The mandate that the act voids.
fn voided<'a>(standing: &'a Standing, entry: &'a Entry) -> Option<&'a Id> {
    match &entry.act {
        Act::MandateChange(a) => (a.to == MandateState::Voided).then_some(&a.of),
        Act::Ruling(a) => standing.voids(a),
        _ => None,
    }
}

/// The division as its ballots alone would have it.
fn by_ballots(division: &DivisionStanding, sums: Sums) -> DivisionStanding {
    let mut copy = DivisionStanding { sums, open: true, ..division.clone() };
    (copy.division.in_favour, copy.division.against, copy.division.abstain) = (None, None, None);
    copy
}

fn sentence(standing: &Standing, division: &DivisionStanding) -> Bilingual {
    verdict::decide_on(standing, division).map_or_else(Bilingual::default, |d| d.verdict.sentence)
}
