//! Minutes are neither lost, left unkept nor altered.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use shura_act::act::MinutesState;

/// The rule.
pub static RULE: Rule = Rule { id: "minutes-lost", system: "E1", severity: Severity::Irregular, looks: Looks::At(&[Kind::Minutes], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Minutes(a) = &entry.act else { return };
    let how = match a.to {
        MinutesState::Lost => "lost",
        MinutesState::NeverKept => "never-kept",
        MinutesState::Altered => "altered",
        _ => return,
    };
    let decided = standing.sittings.get(&a.of).map_or(0, |s| s.divisions.len());
    let organ = standing.organ_of_sitting(&a.of).unwrap_or(&a.of);
    let finding = RULE.finding(&entry.id).concerns(&a.of).fact("how", how).fact("organ", organ);
    findings.add(finding.fact("divisions", decided));
}
