//! Support is taken back by whoever gave it.

use super::told;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::MotionState;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "support-withdrawn-by-stranger",
    system: "C1",
    severity: Severity::Void,
    looks: Looks::At(&[Kind::MotionChange], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::MotionChange(a) = &entry.act else { return };
    let Some(motion) = standing.motions.get(&a.of) else { return };
    let supports = entry.issuer().is_some_and(|who| motion.supporters.contains(who));
    if a.to == MotionState::SupportWithdrawn && !supports {
        let who = told::who(standing, entry.issuer());
        findings.add(RULE.finding(&entry.id).concerns(&a.of).fact("who", who).fact("motion", &a.of));
    }
}
