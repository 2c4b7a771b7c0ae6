//! Acts of the kinds that the charter names are signed by their author with a key of their own.

use super::told;
use crate::charter::SIGNED_BY_KEY_HOLDERS;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Id, PublicKey};

/// The rule.
pub static RULE: Rule = Rule {
    id: "not-signed",
    system: "E2",
    severity: Severity::Void,
    looks: Looks::AtSigners(check),
};

fn check(standing: &Standing, entry: &Entry, signers: &[PublicKey], findings: &mut Findings) {
    let kind = entry.act.kind();
    let (kinds, always) = match &standing.charter.signed {
        Some(kinds) => (kinds.as_slice(), true),
        None => (SIGNED_BY_KEY_HOLDERS, false),
    };
    if !kinds.contains(&kind) {
        return;
    }
    let author = entry.by.as_ref().or(entry.behalf.as_ref());
    let is_author = |person: &Id| author.is_some_and(|author| standing.signs_for(person, author));
    let holds_keys = author.is_some_and(|author| standing.has_keys(author));
    // Whoever enrols a first key has no other to sign with, and shows with it that it is in their hands.
    let first_key = match &entry.act {
        Act::Key(a) if !holds_keys => is_author(&a.person) && signers.contains(&a.public),
        _ => false,
    };
    let by_author = |key: &PublicKey| standing.key_of(key).is_some_and(|(_, held)| is_author(&held.key.person));
    // Whether the key still held when it signed is for the rule key-revoked to say.
    if (always || holds_keys) && !first_key && !signers.iter().any(by_author) {
        let finding = RULE.finding(&entry.id).fact("author", told::who(standing, author));
        findings.add(finding.fact("kind", kind.name()).clause("signed"));
    }
}
