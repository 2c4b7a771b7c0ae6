//! The charter knows the kind of every organ.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule { id: "unknown-kind-of-organ", system: "A1", severity: Severity::Note, looks: Looks::At(&[Kind::Organ], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Organ(a) = &entry.act else { return };
    if !standing.charter.kind.is_empty() && standing.charter.kind_of(&a.form).is_none() {
        findings.add(
            RULE.finding(&entry.id)
                .clause("kind")
                .fact("organ", a.name.clone())
                .fact("form", a.form.as_str())
                .fact("kinds", standing.charter.kind.len()),
        );
    }
}
