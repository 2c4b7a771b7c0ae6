//! Nothing is signed with a key that was revoked, lost or replaced before.

use super::told;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Entry, PublicKey};

/// The rule.
pub static RULE: Rule = Rule {
    id: "key-revoked",
    system: "E2",
    severity: Severity::Void,
    looks: Looks::AtSigners(check),
};

fn check(standing: &Standing, entry: &Entry, signers: &[PublicKey], findings: &mut Findings) {
    let ended = signers.iter().filter_map(|key| standing.key_of(key)).filter(|(_, held)| !held.in_force);
    for (id, held) in ended {
        let mut finding = RULE.finding(&entry.id).concerns(id);
        finding.concerns.extend(held.ended_by.clone());
        let by = told::who(standing, held.ended_by.as_ref());
        findings.add(finding.fact("key", id).fact("person", &held.key.person).fact("by", by));
    }
}
