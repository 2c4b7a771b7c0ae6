//! What was adopted is carried out.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use shura_act::Id;
use shura_act::act::{MotionState, ProgressState};

/// The rule.
pub static RULE: Rule = Rule { id: "adopted-not-executed", system: "C1", severity: Severity::Irregular, looks: Looks::At(&[Kind::Progress, Kind::MotionChange], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let of: &Id = match &entry.act {
        Act::Progress(a) if matches!(a.to, ProgressState::Unexecuted | ProgressState::Forgotten) => &a.of,
        Act::MotionChange(a) if a.to == MotionState::Unexecuted => &a.of,
        _ => return,
    };
    let Some(motion) = standing.motions.get(of) else { return };
    let adopted = matches!(motion.state, Some(MotionState::Adopted | MotionState::Confirmed | MotionState::Passed));
    if !adopted {
        return;
    }
    let by = motion.divisions.last().unwrap_or(of);
    let finding = RULE.finding(&entry.id).concerns(of).fact("motion", of).fact("by", by);
    findings.add(if by == of { finding } else { finding.concerns(by) });
}
