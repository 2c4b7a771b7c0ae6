//! A procedural motion is put before the motion that it is about.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use crate::standing::SittingStanding;
use shura_act::Id;
use shura_act::act::{Division, MotionState};

/// The rule.
pub static RULE: Rule = Rule { id: "procedural-first", system: "C1", severity: Severity::Irregular, looks: Looks::At(&[Kind::Division], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Division(a) = &entry.act else { return };
    let Some(sitting) = entry.sitting.as_ref().and_then(|s| standing.sittings.get(s)) else { return };
    let main = a.on.iter().filter_map(|m| standing.motions.get(m)).find(|m| !m.motion.procedural);
    let Some(main) = main.filter(|_| !a.consultative) else { return };
    if let Some(waiting) = waiting(standing, sitting, a, main.motion.item.as_ref()) {
        findings.add(RULE.finding(&entry.id).concerns(waiting).fact("procedural", waiting));
    }
}

/// A procedural motion of the sitting, on the same item or on none, that waits for its vote and whose mover is still there.
fn waiting<'a>(standing: &Standing, sitting: &'a SittingStanding, a: &Division, item: Option<&Id>) -> Option<&'a Id> {
    sitting.motions.iter().filter(|id| !a.on.contains(id)).find(|id| {
        standing.motions.get(*id).is_some_and(|m| {
            let pending = matches!(m.state, None | Some(MotionState::Supported | MotionState::Put));
            let same_item = m.motion.item.is_none() || m.motion.item.as_ref() == item;
            let gone = m.mover.as_ref().is_some_and(|who| sitting.departed.contains_key(who));
            m.motion.procedural && pending && m.divisions.is_empty() && same_item && !gone
        })
    })
}
