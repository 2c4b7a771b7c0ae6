//! With a mandate falls everything held by virtue of it, and its substitute takes over.

use super::sums;
use crate::finding::{Fact, Findings, Looks, Rule, Severity};
use crate::quorum;
use crate::standing::{MandateStanding, Standing};
use shura_act::act::{MandateState, SittingState};
use shura_act::{Act, Bilingual, Entry, Id, Kind};
use std::collections::BTreeSet;

/// The rule.
pub static RULE: Rule = Rule {
    id: "recall-takes-offices",
    system: "A6",
    severity: Severity::Note,
    looks: Looks::At(&[Kind::Recall, Kind::MandateChange], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let id = match &entry.act {
        Act::Recall(a) => &a.mandate,
        Act::MandateChange(a) if ends(a.to) => &a.of,
        _ => return,
    };
    let Some(held) = standing.mandates.get(id).filter(|m| m.in_force) else { return };
    let organ = &held.mandate.organ;
    let falls = falling(standing, held);
    let successors = substitutes(standing, id, organ);
    let present = present(standing, held, id);
    let below = present.is_some_and(|(after, needed)| after < needed);
    // A recall is always shown; a seat that ends in another way only where something follows from it.
    let recalled = matches!(entry.act, Act::Recall(_));
    if !recalled && falls.is_empty() && successors.is_empty() && !below {
        return;
    }
    let mut finding = RULE.finding(&entry.id).concerns(id);
    finding.concerns.extend(falls.iter().cloned());
    let (before, after) = votes(standing, id, organ, successors.len() as u64);
    findings.add(
        finding
            .fact("person", &held.mandate.person)
            .fact("organ", organ)
            .fact("falls", what_falls(standing, &falls))
            .fact("substitutes", or_nobody(successors))
            .fact("before", before)
            .fact("after", after)
            .fact("quorum", quorum_words(present)),
    );
}

fn ends(to: MandateState) -> bool {
    use MandateState::{Declined, Lapsed, Resigned, Voided};
    matches!(to, Lapsed | Resigned | Declined | Voided)
}

/// Offices and mandates in force that are held by virtue of a mandate, directly or by way of another.
fn falling(standing: &Standing, held: &MandateStanding) -> Vec<Id> {
    let mut found = vec![];
    let mut seen: BTreeSet<&Id> = BTreeSet::new();
    let mut next: Vec<&Id> = held.carries.iter().collect();
    while let Some(id) = next.pop() {
        if !seen.insert(id) {
            continue;
        }
        let mandate = standing.mandates.get(id).filter(|m| m.in_force).map(|m| &m.carries);
        let office = standing.appointments.get(id).filter(|a| a.in_force).map(|a| &a.carries);
        if let Some(carried) = mandate.or(office) {
            found.push(id.clone());
            next.extend(carried);
        }
    }
    found.sort();
    found
}

/// Persons who sit and vote in place of the holder from now on.
fn substitutes(standing: &Standing, id: &Id, organ: &Id) -> Vec<Id> {
    let of_it = standing.seated(organ).filter(|(_, m)| m.mandate.substitute_for.as_ref() == Some(id));
    of_it.map(|(_, m)| m.mandate.person.clone()).collect()
}

/// How many may vote in the organ before and after.
fn votes(standing: &Standing, id: &Id, organ: &Id, successors: u64) -> (u64, u64) {
    let electors = standing.organs.get(organ).map(|o| &o.electors.votes);
    let before = electors.map_or(0, |e| e.len() as u64);
    let lost = u64::from(electors.is_some_and(|e| e.contains_key(id)));
    (before, before.saturating_sub(lost).saturating_add(successors))
}

/// How many are left in the open sitting of the organ, and how many must be there.
fn present(standing: &Standing, held: &MandateStanding, id: &Id) -> Option<(u64, u64)> {
    let organ = &held.mandate.organ;
    let sitting = standing.organs.get(organ)?.sittings.last()?;
    let open = standing.sittings.get(sitting).filter(|s| s.state == SittingState::Resumed)?;
    let is_there = open.present.contains(&held.mandate.person) || open.present.contains(id);
    let after = standing.quorate_in(sitting)?.saturating_sub(u64::from(is_there));
    Some((after, quorum::needed(standing, organ, sitting)?))
}

fn quorum_words(present: Option<(u64, u64)>) -> Bilingual {
    match present {
        Some((after, needed)) => Bilingual::new(
            format!("; present in the open sitting {after}, quorum {needed}"),
            format!("؛ حاضران جلسهٔ باز {after}، حد نصاب {needed}"),
        ),
        None => Bilingual::default(),
    }
}

fn or_nobody(persons: Vec<Id>) -> Fact {
    if persons.is_empty() { Bilingual::new("nobody", "هیچ‌کس").into() } else { persons.into() }
}

fn what_falls(standing: &Standing, falls: &[Id]) -> Bilingual {
    if falls.is_empty() {
        return Bilingual::new("nothing else", "چیز دیگری نه");
    }
    let words = falls.iter().map(|id| standing.name_of(id));
    let (en, fa) = (sums::joined(words.clone(), ", ").en, sums::joined(words, "، ").fa);
    Bilingual { en, fa }
}
