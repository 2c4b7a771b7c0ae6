//! A public key is one person's, and is enrolled once.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "key-used-twice",
    system: "E2",
    severity: Severity::Void,
    looks: Looks::At(&[Kind::Key], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Key(a) = &entry.act else { return };
    if let Some((first, held)) = standing.key_of(&a.public) {
        let finding = RULE.finding(&entry.id).fact("first", first).fact("person", &held.key.person);
        findings.add(finding.concerns(first));
    }
}
