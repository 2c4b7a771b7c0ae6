//! A motion that must pass several bodies passes them in their order.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use shura_act::Id;
use shura_act::act::MotionState;

/// The rule.
pub static RULE: Rule = Rule { id: "stages-out-of-order", system: "C1", severity: Severity::Irregular, looks: Looks::At(&[Kind::Division, Kind::MotionChange], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    match &entry.act {
        Act::Division(a) if !a.consultative => {
            let organ = a.electorate.as_ref().or_else(|| standing.organ_of_sitting(entry.sitting.as_ref()?));
            for motion in &a.on {
                look(standing, entry, motion, organ, findings);
            }
        }
        Act::MotionChange(a) if matches!(a.to, MotionState::Passed | MotionState::Adopted) => {
            look(standing, entry, &a.of, a.organ.as_ref(), findings);
        }
        _ => {}
    }
}

fn look(standing: &Standing, entry: &Entry, id: &Id, organ: Option<&Id>, findings: &mut Findings) {
    let Some((motion, organ)) = standing.motions.get(id).zip(organ) else { return };
    // Before its first stage a motion passes the body in which it was moved.
    if motion.organ.as_ref() == Some(organ) && motion.passed.is_empty() {
        return;
    }
    let Some(place) = motion.motion.stages.iter().position(|s| s == organ) else { return };
    let skipped: Vec<Id> =
        motion.motion.stages.iter().take(place).filter(|s| !motion.passed.contains(s)).cloned().collect();
    if !skipped.is_empty() {
        findings.add(
            RULE.finding(&entry.id)
                .concerns(id)
                .fact("motion", id)
                .fact("organ", organ)
                .fact("count", skipped.len())
                .fact("skipped", skipped),
        );
    }
}
