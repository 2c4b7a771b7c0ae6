//! A motion is adopted by a vote, not by somebody's word.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::may;
use crate::standing::{MotionStanding, Standing};
use shura_act::act::{MotionState, Outcome};
use shura_act::{Act, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "adopted-without-vote",
    system: "C2",
    severity: Severity::Void,
    looks: Looks::At(&[Kind::MotionChange], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    use MotionState::{Adopted, Confirmed, Executed, Passed, Unexecuted};
    let Act::MotionChange(a) = &entry.act else { return };
    let Some(motion) = standing.motions.get(&a.of).filter(|_| may::is_asked(standing)) else { return };
    let adopts = matches!(a.to, Adopted | Passed | Confirmed | Executed | Unexecuted);
    if adopts && !was_carried(standing, &a.of, motion, entry) {
        findings.add(RULE.finding(&entry.id).concerns(&a.of).fact("motion", &a.of));
    }
}

/// Whether a vote carried a motion, or a lot that the act relies on broke the tie.
fn was_carried(standing: &Standing, motion_id: &Id, motion: &MotionStanding, entry: &Entry) -> bool {
    let of_it = |of: &Id| of == motion_id || motion.divisions.contains(of);
    let lot = |id: &Id| standing.lots.get(id).is_some_and(of_it) && !standing.is_void(id);
    let by_lot = entry.under.as_ref().is_some_and(lot);
    let valid = motion.divisions.iter().filter(|id| !standing.is_void(id));
    let mut votes = valid.filter_map(|id| standing.divisions.get(id)).filter(|d| !d.division.consultative);
    votes.any(|d| match d.division.outcome {
        Some(Outcome::Carried) => true,
        Some(Outcome::Tied) => by_lot,
        _ => false,
    })
}
