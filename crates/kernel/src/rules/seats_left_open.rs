//! Seats that an election leaves open are shown.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::Election;
use shura_act::{Act, Entry, Id, Kind};
use std::collections::BTreeSet;

/// The rule.
pub static RULE: Rule = Rule { id: "seats-left-open", system: "A7", severity: Severity::Note, looks: Looks::At(&[Kind::Election], check) };

fn check(_: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Election(a) = &entry.act else { return };
    let (declined, filled) = (declined(a), filled(a));
    let seats = a.seats.unwrap_or(filled.saturating_add(declined));
    let untold = seats.saturating_sub(filled.saturating_add(declined));
    let told = filled > 0 || declined > 0;
    if told && (declined > 0 || untold > 0) {
        findings.add(
            RULE.finding(&entry.id)
                .fact("seats", seats)
                .fact("filled", filled)
                .fact("declined", declined)
                .fact("untold", untold),
        );
    }
}

/// Seats that lists declined and nobody took over.
fn declined(a: &Election) -> u64 {
    let open = a.lists.iter().filter(|l| l.taken_by.is_none()).filter_map(|l| l.declined);
    open.fold(0, u64::saturating_add)
}

/// Seats known to be filled: those given to lists and not declined, or the persons elected, whichever are more.
fn filled(a: &Election) -> u64 {
    let given = a.lists.iter().filter_map(|l| l.seats).fold(0, u64::saturating_add);
    let persons = a.elected.iter().collect::<BTreeSet<&Id>>().len() as u64;
    given.saturating_sub(declined(a)).max(persons)
}
