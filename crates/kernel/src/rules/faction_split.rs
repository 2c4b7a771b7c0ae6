//! A faction that parts in two is seen, with the mandates given under its name.

use crate::charter::Role;
use crate::finding::{Fact, Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::LifeState;
use shura_act::{Act, Bilingual, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule = Rule { id: "faction-split", system: "A8", severity: Severity::Note, looks: Looks::At(&[Kind::Affiliation, Kind::Status], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let (whole, parts): (&Id, Fact) = match &entry.act {
        Act::Affiliation(a) if a.joins.is_none() && standing.factions.contains_key(&a.who) => match &a.leaves {
            Some(whole) => (whole, Fact::from(&a.who)),
            None => return,
        },
        Act::Status(a) if a.to == LifeState::Split && is_party(standing, &a.of) => (&a.of, parts(&a.into)),
        _ => return,
    };
    findings.add(RULE.finding(&entry.id).fact("whole", whole).fact("parts", parts));
}

fn is_party(standing: &Standing, id: &Id) -> bool {
    standing.kind_of(id).is_some_and(|kind| kind.role == Role::Party)
}

fn parts(into: &[Id]) -> Fact {
    if into.is_empty() { Bilingual::new("parts not named", "بخش‌هایی بی‌نام").into() } else { into.to_vec().into() }
}
