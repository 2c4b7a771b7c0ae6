//! What a unit says of an authority and what it does with its orders are compared, and neither replaces the other.

use super::{bonds, told};
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::{Compliance, Conduct, Stance};
use shura_act::{Act, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "word-against-conduct",
    system: "D10",
    severity: Severity::Note,
    looks: Looks::At(&[Kind::Compliance], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Compliance(did) = &entry.act else { return };
    let Some(authority) = authority(standing, did) else { return };
    let said = bonds::stance_of(standing, &did.unit, authority).filter(|held| !held.shown);
    let Some(said) = said.filter(|held| contradicts(held.stance, did.conduct)) else { return };
    findings.add(
        RULE.finding(&entry.id)
            .fact("unit", &did.unit)
            .fact("authority", authority)
            .fact("said", told::stance(said.stance))
            .fact("did", told::conduct(did.conduct))
            .fact("order", &did.with)
            .concerns(&said.act),
    );
}

/// Whose order it was, or the authority itself.
fn authority<'a>(standing: &'a Standing, did: &'a Compliance) -> Option<&'a Id> {
    if standing.organs.contains_key(&did.with) || standing.persons.contains_key(&did.with) {
        return Some(&did.with);
    }
    bonds::issuer_of(standing, &did.with)
}

fn contradicts(said: Stance, did: Conduct) -> bool {
    match said {
        Stance::Recognises => matches!(did, Conduct::Refused | Conduct::Ignored),
        Stance::Refuses => did == Conduct::Obeyed,
        _ => false,
    }
}
