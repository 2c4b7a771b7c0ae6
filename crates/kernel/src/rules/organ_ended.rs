//! An organ that has come to an end is neither filled nor called.

use crate::charter::Mode;
use crate::finding::{Fact, Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Bilingual, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "organ-ended",
    system: "A1",
    severity: Severity::Irregular,
    looks: Looks::At(&[Kind::Election, Kind::Mandate, Kind::Convening, Kind::Sitting], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let organ = match &entry.act {
        Act::Election(a) => &a.of,
        Act::Mandate(a) => &a.organ,
        Act::Convening(a) => &a.organ,
        Act::Sitting(a) => &a.organ,
        _ => return,
    };
    let Some((by, ended)) = standing.ended(organ) else { return };
    let living = standing.charter.organisation.mode == Mode::Enforcing;
    if let (Some(at), Some(ended), false) = (&entry.at, ended, living)
        && !at.surely_after(ended)
    {
        return;
    }
    let unknown = || Fact::from(Bilingual::new("on a day that is not told", "در روزی که گفته نشده"));
    let finding = RULE.finding(&entry.id).concerns(by).fact("organ", organ);
    findings.add(finding.fact("ended", ended.map_or_else(unknown, Fact::from)));
}
