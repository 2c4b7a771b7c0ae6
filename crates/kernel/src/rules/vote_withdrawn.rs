//! A ballot that was taken back is noted.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule { id: "vote-withdrawn", system: "C3", severity: Severity::Note, looks: Looks::At(&[Kind::Ballot], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Ballot(a) = &entry.act else { return };
    if !a.withdrawn {
        return;
    }
    let Some(division) = standing.divisions.get(&a.division) else { return };
    let told_at_once = division.declared_by.as_ref() == Some(&a.division);
    // The ballots of a division that is told with its figures are not kept.
    let earlier = if told_at_once { 1 } else { division.ballots.get(&a.mandate).map_or(0, Vec::len) };
    findings.add(RULE.finding(&entry.id).fact("mandate", &a.mandate).fact("earlier", earlier));
}
