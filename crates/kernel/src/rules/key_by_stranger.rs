//! A key is enrolled, replaced or ended by the person whose it is, or by those whom the charter names.

use super::told;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "key-by-stranger",
    system: "E2",
    severity: Severity::Void,
    looks: Looks::At(&[Kind::Key, Kind::KeyChange], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let owner = |key: &Id| standing.keys.get(key).map(|held| &held.key.person);
    let owners = match &entry.act {
        Act::Key(a) => [Some(&a.person), a.replaces.as_ref().and_then(owner)],
        Act::KeyChange(a) => [owner(&a.of), None],
        _ => return,
    };
    // A replaced key of somebody else is not the person's to replace, whoever enters it.
    let [first, second] = owners;
    let foreign = second.filter(|second| first != Some(*second));
    let kind = entry.act.kind();
    // Whom `may` names is for the rule not-entitled-to-act to hold.
    let named = standing.charter.may.contains_key(&kind);
    let own = |person: &Id| entry.by.as_ref() == Some(person);
    let wronged = foreign.or_else(|| first.filter(|person| !named && !own(person)));
    if let Some(person) = wronged {
        let finding = RULE.finding(&entry.id).fact("by", told::who(standing, entry.by.as_ref()));
        findings.add(finding.fact("person", person).clause(format!("may.{}", kind.name())));
    }
}
