//! A signature beside an entry is by a key that someone in the record holds.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, PublicKey};

/// The rule.
pub static RULE: Rule = Rule {
    id: "signed-by-stranger",
    system: "E2",
    severity: Severity::Irregular,
    looks: Looks::AtSigners(check),
};

fn check(standing: &Standing, entry: &Entry, signers: &[PublicKey], findings: &mut Findings) {
    // A key may sign its own enrolment.
    let own = |key: &PublicKey| matches!(&entry.act, Act::Key(a) if a.public == *key);
    for key in signers.iter().filter(|key| standing.key_of(key).is_none() && !own(key)) {
        findings.add(RULE.finding(&entry.id).fact("key", key.to_string()));
    }
}
