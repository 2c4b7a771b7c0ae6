//! When all the motions that stood against each other are lost, nothing is decided, and that is said.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Entry, Kind};
use crate::verdict;
use shura_act::act::{MotionState, Outcome};
use shura_act::{Bilingual, Id};

/// The rule.
pub static RULE: Rule = Rule { id: "rivals-all-lost", system: "C1", severity: Severity::Note, looks: Looks::At(&[Kind::Division, Kind::Declaration], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Some(division) = verdict::declared(standing, entry) else { return };
    if division.division.outcome != Some(Outcome::Lost) || division.division.consultative {
        return;
    }
    let Some(motion) = division.division.on.iter().find(|m| standing.motions.contains_key(*m)) else { return };
    let rivals = standing.rivals(motion);
    let lost = |r: &&Id| standing.motions.get(*r).is_some_and(|m| m.state == Some(MotionState::Rejected));
    if rivals.is_empty() || !rivals.iter().all(lost) {
        return;
    }
    let of_rival = |r: &&Id| {
        let last = standing.motions.get(*r)?.divisions.last()?;
        Some(verdict::figures(&verdict::tally(standing.divisions.get(last)?)))
    };
    let mut figures: Vec<Bilingual> = rivals.iter().filter_map(of_rival).collect();
    figures.push(verdict::figures(&verdict::tally(&division)));
    let list = |pick: fn(&Bilingual) -> &str, comma| figures.iter().map(pick).collect::<Vec<_>>().join(comma);
    let figures = Bilingual { en: list(|f| &f.en, "; "), fa: list(|f| &f.fa, "؛ ") };
    let mut finding = RULE.finding(&entry.id).fact("motions", rivals.len() + 1).fact("figures", figures);
    finding.concerns.extend(rivals.into_iter().cloned());
    findings.add(finding);
}
