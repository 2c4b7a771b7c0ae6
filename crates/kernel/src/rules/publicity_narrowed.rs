//! A sitting is no more closed than the charter lets it be, and what was open is not closed again.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use shura_act::act::Publicity;

/// The rule.
pub static RULE: Rule = Rule { id: "publicity-narrowed", system: "B6", severity: Severity::Irregular, looks: Looks::At(&[Kind::Sitting, Kind::Disclosure], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let narrowed = match &entry.act {
        Act::Sitting(a) => a.publicity.zip(standing.kind_of(&a.organ).and_then(|k| k.publicity)),
        Act::Disclosure(a) => standing.sittings.get(&a.of).and_then(|s| Some((a.publicity, s.publicity?))),
        _ => None,
    };
    let Some((now, was)) = narrowed.filter(|(now, was)| now > was) else { return };
    let finding = RULE.finding(&entry.id).fact("now", word(now)).fact("was", word(was));
    findings.add(match &entry.act {
        Act::Sitting(a) => finding.clause(standing.clause_of(&a.organ, "publicity")),
        Act::Disclosure(a) => finding.concerns(&a.of),
        _ => finding,
    });
}

fn word(publicity: Publicity) -> &'static str {
    match publicity {
        Publicity::Public => "public",
        Publicity::Members => "members",
        Publicity::Closed => "closed",
        Publicity::Secret => "secret",
    }
}
