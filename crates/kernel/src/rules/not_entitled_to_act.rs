//! An act is entered by one whom the charter lets enter it.

use super::told;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::may;
use crate::standing::Standing;
use shura_act::{Entry, Id, Key};
use std::borrow::Cow;

/// The rule.
pub static RULE: Rule =
    Rule { id: "not-entitled-to-act", system: "D9", severity: Severity::Void, looks: Looks::At(&[], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let kind = entry.act.kind();
    let words = if may::is_asked(standing) {
        if may::may_enter(standing, entry) {
            return;
        }
        // Nobody at all concerns nothing: the words are then those for any act of the kind.
        let concern = entry.by.as_ref().map(|by| may::concern(standing, entry, by)).unwrap_or_default();
        may::words(standing, kind, &concern)
    } else {
        let Some(words) = standing.charter.may.get(&kind) else { return };
        // Whoever wrote history down may not have known who acted.
        if entry.by.as_ref().is_none_or(|by| recorded(standing, by, words, entry.sitting.as_ref())) {
            return;
        }
        Cow::Borrowed(words.as_slice())
    };
    let finding = RULE.finding(&entry.id).fact("by", told::who(standing, entry.by.as_ref()));
    let finding = finding.fact("kind", crate::words::kind(kind)).fact("may", told::any_of(standing, &words));
    findings.add(finding.clause(format!("may.{}", kind.name())));
}

/// Whether one of the charter's words holds for someone in a record of history: there, offices hold wherever they were held.
fn recorded(standing: &Standing, by: &Id, words: &[Key], sitting: Option<&Id>) -> bool {
    let by_office = words.iter().filter(|w| w.as_str() != may::MEMBER);
    if by_office.into_iter().any(|word| standing.is_any_of(by, std::slice::from_ref(word))) {
        return true;
    }
    if !words.iter().any(|word| word.as_str() == may::MEMBER) {
        return false;
    }
    match sitting.and_then(|sitting| standing.organ_of_sitting(sitting)) {
        Some(organ) => standing.mandates_in(by, organ).next().is_some(),
        None => standing.is_any_of(by, words),
    }
}
