//! A person stands once in a list of names.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Id, Kind};
use std::collections::BTreeSet;

/// The rule.
pub static RULE: Rule = Rule { id: "named-twice", system: "E4", severity: Severity::Note, looks: Looks::At(&[Kind::Composition, Kind::Election], check) };

fn check(_: &Standing, entry: &Entry, findings: &mut Findings) {
    let names: &[Id] = match &entry.act {
        Act::Composition(a) => &a.names,
        Act::Election(a) => &a.elected,
        _ => return,
    };
    let mut seen = BTreeSet::new();
    let twice: BTreeSet<&Id> = names.iter().filter(|name| !seen.insert(*name)).collect();
    if !twice.is_empty() {
        let who: Vec<Id> = twice.into_iter().cloned().collect();
        findings
            .add(RULE.finding(&entry.id).fact("who", who).fact("names", names.len()).fact("persons", seen.len()));
    }
}
