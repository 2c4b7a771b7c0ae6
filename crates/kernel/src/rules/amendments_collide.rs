//! An amendment whose words a carried one has changed has fallen: it is not put to the vote, carried or taken over.

use crate::charter::Mode;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use crate::texts;
use shura_act::act::{MotionState, Outcome};
use shura_act::{Act, Entry, Id, Kind};
use shura_text::{Disposition, Fate};

/// The rule.
pub static RULE: Rule = Rule {
    id: "amendments-collide",
    system: "C2",
    severity: Severity::Irregular,
    looks: Looks::At(&[Kind::Division, Kind::Declaration, Kind::MotionChange], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let put: &[Id] = match &entry.act {
        Act::Division(a) if !a.consultative => &a.on,
        Act::Declaration(a) if a.outcome == Outcome::Carried => {
            standing.divisions.get(&a.division).map_or(&[], |d| &d.division.on)
        }
        Act::MotionChange(a) if matches!(a.to, MotionState::Adopted | MotionState::TakenOver) => {
            std::slice::from_ref(&a.of)
        }
        _ => return,
    };
    for id in put {
        let Some(by) = fallen(standing, id) else { continue };
        let living = standing.charter.organisation.mode == Mode::Enforcing;
        findings.add(
            RULE.finding(&entry.id)
                .weighing(if living { Severity::Void } else { RULE.severity })
                .concerns(id)
                .fact("amendment", id)
                .fact("by", by),
        );
    }
}

/// The carried amendment, or the lost clause, by which an open amendment has fallen.
fn fallen(standing: &Standing, id: &Id) -> Option<String> {
    let motion = standing.motions.get(id)?;
    motion.motion.words.as_ref().filter(|w| w.clause.is_empty())?;
    if texts::disposition(motion) != Disposition::Open {
        return None;
    }
    let fates = texts::merge_of(standing, motion)?.fates;
    fates.into_iter().find_map(|(number, fate)| match fate {
        Fate::Precluded(by) if number == id.as_str() => Some(by),
        _ => None,
    })
}
