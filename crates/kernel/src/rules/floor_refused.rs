//! Whoever is refused the floor or cut off is named.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use shura_act::act::Floor;

/// The rule.
pub static RULE: Rule = Rule { id: "floor-refused", system: "B4", severity: Severity::Note, looks: Looks::At(&[Kind::Speech], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Speech(a) = &entry.act else { return };
    let how = match a.floor {
        Floor::Refused => "refused",
        Floor::CutOff => "cut-off",
        _ => return,
    };
    let organ = entry.sitting.as_ref().and_then(|s| standing.organ_of_sitting(s));
    let seated = organ.is_some_and(|o| standing.mandates_in(&a.speaker, o).next().is_some());
    findings.add(
        RULE.finding(&entry.id)
            .fact("speaker", &a.speaker)
            .fact("how", how)
            .fact("seat", if seated { "yes" } else { "no" }),
    );
}
