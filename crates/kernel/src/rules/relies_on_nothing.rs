//! What an act relies on holds.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::{MotionState, Outcome};
use shura_act::{Act, Bilingual, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "relies-on-nothing",
    system: "D9",
    severity: Severity::Void,
    looks: Looks::At(&[], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    // What became of a motion, and a ruling, can rest on a vote that was lost.
    if matches!(entry.act.kind(), Kind::MotionChange | Kind::Ruling) {
        return;
    }
    let division = match &entry.act {
        Act::Election(election) => election.division.as_ref(),
        Act::Ratification(ratification) => ratification.division.as_ref(),
        _ => None,
    };
    for ground in entry.under.iter().chain(division) {
        if let Some(why) = nothing(standing, ground) {
            let finding = RULE.finding(&entry.id).fact("ground", ground).fact("why", why);
            findings.add(finding.concerns(ground));
        }
    }
}

/// Why an act can carry no other.
fn nothing(standing: &Standing, ground: &Id) -> Option<Bilingual> {
    if standing.voided.contains_key(ground) && standing.is_void(ground) {
        return Some(Bilingual::new("was declared void", "بی‌اثر اعلام شده است"));
    }
    if standing.is_void(ground) {
        return Some(Bilingual::new("is void", "بی‌اثر است"));
    }
    if standing.orders.get(ground).is_some_and(|order| order.ended_by.is_some()) {
        return Some(Bilingual::new("was ended", "پایان یافته است"));
    }
    let ended = standing.mandates.get(ground).is_some_and(|m| !m.in_force)
        || standing.appointments.get(ground).is_some_and(|a| !a.in_force);
    if ended {
        return Some(Bilingual::new("is no longer held", "دیگر برقرار نیست"));
    }
    if let Some(motion) = standing.motions.get(ground) {
        if motion.state.is_none() && motion.divisions.iter().any(|d| standing.voided.contains_key(d)) {
            return Some(Bilingual::new(
                "was carried by a vote that was declared void",
                "با رأی‌گیری‌ای تصویب شده بود که بی‌اثر اعلام شده است",
            ));
        }
        return match motion.state? {
            MotionState::Rejected => Some(Bilingual::new("was rejected", "رد شده است")),
            MotionState::Withdrawn => Some(Bilingual::new("was withdrawn", "پس گرفته شده است")),
            MotionState::Lapsed => Some(Bilingual::new("has lapsed", "از اعتبار افتاده است")),
            MotionState::Rescinded => Some(Bilingual::new("was rescinded", "لغو شده است")),
            _ => None,
        };
    }
    let outcome = standing.divisions.get(ground)?.division.outcome?;
    (outcome == Outcome::Lost).then(|| Bilingual::new("was lost", "رأی نیاورد"))
}
