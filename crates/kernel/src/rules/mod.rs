//! The rules of standing orders, one a file. A rule's name is that of its file here, of its paragraph in `spec/rules/`, of its vectors in
//! `spec/vectors/rules/` and of its messages in `messages/`; `tests/tidy.rs` sees to it that all are there.

mod decision;
mod names;
mod sums;
mod time;

use crate::finding::{Findings, Looks, Rule};
use crate::standing::Standing;
use shura_act::{Entry, Kind};
use std::sync::LazyLock;

/// Declares the modules of the rules and the list of them.
macro_rules! rules {
    ($($name:ident)*) => {
        $(mod $name;)*
        /// Every rule, in the order in which they look.
        pub static RULES: &[&Rule] = &[$(&$name::RULE),*];
    };
}

rules! {
    unknown_reference
    identifier_used_twice
    composition_sum
    composition_names
    named_twice
    organ_never_met
    slate_against_proportion
    seats_left_open
    recall_takes_offices
    substitute_while_seated
    unknown_kind_of_organ
    organ_ended
    amendment_not_carried
    amendment_breaks_charter
    norm_exceeded
    represented_base
    weight_undeclared
    same_base
    faction_drift
    faction_vote
    faction_split
    mandate_without_election
    mandate_seat_kind
    mandate_over_seats
    mandate_stale
    mandate_expired
    challenge_unruled
    mandate_challenged_votes
    recall_by_stranger
    recall_without_vote
    recall_notice
    office_without_mandate
    imperative_mandate
    instructions_summed
    election_sum
    electors_not_entitled
    allocation_differs
    commission_chairs_government
    appointment_refused
    appointment_unanswered
    office_already_held
    dismissal_of_ended
    warrant_unpaired
    successor_takes_over
    succession_circle
}

/// Looks at an act that is about to be applied.
pub type Check = fn(&Standing, &Entry, &mut Findings);

/// The checks that look at acts of each kind, in the order of [`Kind::ALL`].
static BY_KIND: LazyLock<Vec<Vec<Check>>> =
    LazyLock::new(|| Kind::ALL.iter().map(|&kind| checks(kind)).collect());

fn checks(kind: Kind) -> Vec<Check> {
    let looks = |rule: &&Rule| match rule.looks {
        Looks::At(kinds, check) if kinds.is_empty() || kinds.contains(&kind) => Some(check),
        _ => None,
    };
    RULES.iter().filter_map(looks).collect()
}

/// The checks that look at acts of a kind.
pub fn at(kind: Kind) -> &'static [Check] {
    BY_KIND.get(kind as usize).map_or(&[], Vec::as_slice)
}
