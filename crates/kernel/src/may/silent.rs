//! Who may enter what where a living charter is silent: the table of `spec/charter.md`.

use super::concern::Concern;
use super::{CALLER, MEMBER, OFFICER, PRESIDING, SELF};
use crate::standing::Standing;
use shura_act::{Id, Key, Kind};
use std::borrow::Cow;
use std::sync::LazyLock;

/// Offices that help whoever presides; words that a charter may use otherwise by naming the kind in `[may]`.
const CHAIR: &str = "chair";
const SECRETARY: &str = "secretary";
const TELLER: &str = "teller";

/// Whether a word is one of those offices.
pub(super) fn is_office(word: &Key) -> bool {
    [CHAIR, SECRETARY, TELLER].contains(&word.as_str())
}

/// The words that hold for a kind of act where the charter is silent.
pub fn silent(standing: &Standing, kind: Kind, concern: &Concern) -> Cow<'static, [Key]> {
    match kind {
        Kind::Convening => Cow::Owned(convening(standing, concern)),
        Kind::Countersignature => Cow::Owned(countersigning(standing)),
        Kind::Sitting if !has_officers(standing, concern) => Cow::Owned(keys(&[OFFICER, CALLER, MEMBER])),
        _ => Cow::Borrowed(of_kind(kind)),
    }
}

/// The row of the table for a kind of act.
pub(super) fn of_kind(kind: Kind) -> &'static [Key] {
    BY_KIND.get(kind as usize).map_or(&[], Vec::as_slice)
}

/// The rows of the table in the order of [`Kind::ALL`]: every act asks, so they are read once.
static BY_KIND: LazyLock<Vec<Vec<Key>>> =
    LazyLock::new(|| Kind::ALL.iter().map(|&kind| keys(table(kind))).collect());

/// The table. `spec/charter.md` says the same; a test compares them.
pub fn table(kind: Kind) -> &'static [&'static str] {
    match kind {
        // The founding stands first in a sealed record, before there is anybody who could be asked.
        Kind::Founding => &[],
        Kind::Ballot | Kind::Key | Kind::KeyChange => &[SELF],
        Kind::Count => &[TELLER],
        Kind::Speech | Kind::Dissent => &[SELF, PRESIDING, CHAIR, SECRETARY],
        Kind::Presence => &[SELF, PRESIDING, CHAIR, SECRETARY, TELLER],
        Kind::Affiliation => &[SELF, CHAIR, SECRETARY],
        Kind::MandateChange
        | Kind::Dismissal
        | Kind::Acceptance
        | Kind::Compliance
        | Kind::Undertaking
        | Kind::Progress
        | Kind::PassChange
        | Kind::DispatchChange => &[SELF, OFFICER],
        Kind::Motion | Kind::MotionChange | Kind::Text => &[MEMBER, PRESIDING, OFFICER],
        Kind::SittingChange
        | Kind::Agenda
        | Kind::Item
        | Kind::Division
        | Kind::Declaration
        | Kind::Lot
        | Kind::Minutes
        | Kind::Remark => &[PRESIDING, CHAIR, SECRETARY],
        Kind::Sitting | Kind::Postponement => &[OFFICER, CALLER],
        Kind::Challenge | Kind::Faction | Kind::Dispatch | Kind::Claim | Kind::Correction | Kind::Event => {
            &[MEMBER, OFFICER]
        }
        Kind::Person
        | Kind::Source
        | Kind::Organ
        | Kind::Status
        | Kind::Membership
        | Kind::AmendCharter
        | Kind::Election
        | Kind::Mandate
        | Kind::Ruling
        | Kind::Recall
        | Kind::Instruction
        | Kind::Composition
        | Kind::Appointment
        | Kind::Succession
        | Kind::Convening
        | Kind::Disclosure
        | Kind::Ratification
        | Kind::Order
        | Kind::Countersignature
        | Kind::Repeal
        | Kind::Recognition
        | Kind::Task
        | Kind::Pass
        | Kind::Transfer
        | Kind::Report => &[OFFICER],
    }
}

/// Whom the clause on convening names, its stand-ins too: whether their turn has come is for `not-entitled-to-convene` to say.
fn convening(standing: &Standing, concern: &Concern) -> Vec<Key> {
    let organs = concern.organs.as_deref().unwrap_or_default();
    let rules = organs.iter().filter_map(|organ| standing.kind_of(organ)?.convening.as_ref());
    let named: Vec<Key> =
        rules.take(1).flat_map(|rule| rule.by.iter().chain(&rule.fallback).cloned()).collect();
    if named.is_empty() { keys(&[OFFICER, MEMBER]) } else { named }
}

/// Who hands in a demand of a unit that an organ sit.
pub(super) fn demanders() -> Cow<'static, [Key]> {
    Cow::Owned(keys(&[OFFICER, MEMBER]))
}

/// Whom the clauses on countersignature name.
fn countersigning(standing: &Standing) -> Vec<Key> {
    let named: Vec<Key> = standing.charter.countersignature.iter().flat_map(|rule| rule.by.clone()).collect();
    if named.is_empty() { keys(&[OFFICER]) } else { named }
}

/// Whether anybody holds an office in one of the organs.
fn has_officers(standing: &Standing, concern: &Concern) -> bool {
    let organs = concern.organs.as_deref().unwrap_or_default();
    organs.iter().any(|organ| standing.organs.get(*organ).is_some_and(|o| !o.offices.is_empty()))
}

fn keys(words: &[&str]) -> Vec<Key> {
    words.iter().filter_map(|word| Id::new(word).ok()).collect()
}
