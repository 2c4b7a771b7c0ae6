//! The rules of standing orders, one a file. A rule's name is that of its file here, of its paragraph in `spec/rules/`, of its vectors in
//! `spec/vectors/rules/` and of its messages in `messages/`; `tests/tidy.rs` sees to it that all are there.

use crate::finding::{Findings, Looks, Rule};
use crate::standing::Standing;
use shura_act::{Entry, Kind};
use std::sync::LazyLock;

mod bonds;
mod told;

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
    not_countersigned
    countersignature_by_stranger
    countersignature_refused
    obeyed_though_void
    undertaking_forgotten
    claims_conflict
    act_after_end
    order_without_executor
    order_beyond_competence
    annulled_by_another
    two_commands
    same_order_from_both
    order_not_recognised
    committee_and_rank_differ
    recognises_two
    word_against_conduct
    sender_unverified
    dispatch_lost
    query_unanswered
    undertaking_overdue
    deadline_moved
    task_forgotten
    task_overdue
    performed_by_part
    not_entitled_to_act
    relies_on_nothing
    pass_not_in_force
    pass_without_end
    transfer_asserted
    claim_refuted
    corrected
    refers_to_later
    entered_before_it_happened
    repeal_of_ended
    in_force_after_issuer
    report_sum
    report_answers
    reports_differ
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
