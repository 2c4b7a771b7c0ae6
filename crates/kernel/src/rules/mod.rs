//! The rules of standing orders, one a file. A rule's name is that of its file here, of its paragraph in `spec/rules/`, of its vectors in
//! `spec/vectors/rules/` and of its messages in `messages/`; `tests/rules.rs` sees to it that all are there.

mod decision;
mod sums;
pub(crate) mod time;

use crate::finding::{Findings, Looks, Rule};
use crate::standing::{OrderStanding, Standing};
use shura_act::{Entry, Kind, PublicKey};
use std::sync::LazyLock;

pub mod bonds;
pub(crate) mod told;

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
    identifier_of_the_charter
    not_entitled_to_convene
    sitting_not_convened
    sitting_decides_nothing
    sitting_still_open
    chair_without_vote
    notice_too_short
    sitting_overdue
    sitting_awaited
    demand_not_followed
    put_off
    opened_by_stranger
    act_in_closed_sitting
    named_another_sitting
    agenda_changed_without_motion
    item_not_on_agenda
    item_left_suspended
    speech_after_debate_closed
    speech_over_time
    speech_for_another_faction
    floor_refused
    list_of_speakers
    walk_out_announced_twice
    departed_takes_part
    quorum_at_opening
    quorum_lost
    publicity_narrowed
    disclosed_later
    dissent_from_nothing
    dissent_entered
    minutes_missing
    minutes_lost
    outcome_differs
    division_of_another
    question_differs
    no_majority_rule
    figures_missing
    tellers_missing
    tellers_disagree
    declared_figures_differ
    estimate_decides
    divisions_disagree
    rivals_all_lost
    voter_not_entitled
    ballot_after_close
    ballot_over_weight
    more_votes_than_voters
    vote_withdrawn
    motion_beyond_competence
    motion_lapses_with_mover
    motion_already_settled
    motion_not_supported
    support_withdrawn_by_stranger
    support_withdrawn_after_vote
    adopted_not_executed
    adopted_without_vote
    unknown_version
    amendment_outside_text
    amendment_on_old_version
    rebase_drops_changes
    taken_over_by_stranger
    amendments_collide
    furthest_reaching_first
    text_changed_without_vote
    clause_lost_but_kept
    adopted_text_not_before_members
    text_printed_differs
    annex_outranks_core
    interim_act
    interim_not_ratified
    ratified_by_stranger
    heads_and_weights
    tie_broken_without_rule
    vote_repeated
    rights_given_during_vote
    mandate_void_changes_tally
    decision_voided
    procedural_first
    stages_out_of_order
    consultative_decides
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
    weight_over_members
    seated_twice
    same_base
    faction_drift
    faction_vote
    faction_split
    mandate_without_election
    mandate_by_stranger
    mandate_seat_kind
    mandate_over_seats
    mandate_stale
    mandate_expired
    challenge_unruled
    ruling_without_decision
    mandate_challenged_votes
    recall_by_stranger
    recall_without_vote
    mandate_ended_without_decision
    recall_notice
    office_without_mandate
    office_without_decision
    imperative_mandate
    instructions_summed
    election_untold
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
    not_countersigned
    countersignature_by_stranger
    countersignature_form
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
    behalf_without_right
    relies_on_nothing
    pass_not_in_force
    pass_without_end
    transfer_asserted
    claim_refuted
    told_years_later
    corrected
    refers_to_later
    entered_before_it_happened
    time_left_open
    repeal_of_ended
    in_force_after_issuer
    thousands_reversed
    report_sum
    report_answers
    reports_differ
    key_by_stranger
    key_used_twice
    not_signed
    signed_by_stranger
    key_revoked
}

/// Whether the charter asks for a countersignature of an order, and whether every one that it asks for was given.
pub fn countersignature(standing: &Standing, order: &OrderStanding) -> (bool, bool) {
    let rules: Vec<_> = bonds::countersigning(standing, order).collect();
    (!rules.is_empty(), rules.iter().all(|(_, rule)| bonds::countersigned(standing, order, rule)))
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

/// A check of the keys that signed an act.
pub type SignersCheck = fn(&Standing, &Entry, &[PublicKey], &mut Findings);

/// The checks of signatures, which look at acts of every kind.
static OF_SIGNERS: LazyLock<Vec<SignersCheck>> = LazyLock::new(|| {
    let looks = |rule: &&Rule| match rule.looks {
        Looks::AtSigners(check) => Some(check),
        _ => None,
    };
    RULES.iter().filter_map(looks).collect()
});

/// The checks of signatures.
pub fn at_signers() -> &'static [SignersCheck] {
    &OF_SIGNERS
}
