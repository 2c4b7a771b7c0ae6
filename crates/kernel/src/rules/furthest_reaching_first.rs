//! Of amendments that touch the same words the furthest-reaching is put to the vote first.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use crate::texts;
use shura_act::{Act, Entry, Id, Kind};
use shura_text::Disposition;
use shura_text::merge::Reach;

/// The rule.
pub static RULE: Rule = Rule {
    id: "furthest-reaching-first",
    system: "C2",
    severity: Severity::Irregular,
    looks: Looks::At(&[Kind::Division], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Division(a) = &entry.act else { return };
    if a.consultative {
        return;
    }
    for id in &a.on {
        let Some((first, own)) = further(standing, id, &a.on) else { continue };
        findings.add(
            RULE.finding(&entry.id)
                .concerns(id)
                .fact("amendment", id)
                .fact("first", first.amendment.as_str())
                .fact("reach", reach(&first))
                .fact("own", reach(&own)),
        );
    }
}

/// The furthest-reaching open amendment that should be put before this one, and how far this one reaches.
fn further(standing: &Standing, id: &Id, put: &[Id]) -> Option<(Reach, Reach)> {
    let motion = standing.motions.get(id)?;
    motion.motion.words.as_ref().filter(|w| w.clause.is_empty())?;
    if texts::disposition(motion) != Disposition::Open {
        return None;
    }
    let conflicts = texts::merge_of(standing, motion)?.conflicts;
    let conflict = conflicts.iter().find(|c| c.order.iter().any(|r| r.amendment == id.as_str()))?;
    let own = conflict.order.iter().find(|r| r.amendment == id.as_str())?;
    let first = conflict.order.first()?;
    // Whoever presides may rule on it (`reach`); then that holds.
    let ruled =
        |r: &Reach| standing.motions.get(r.amendment.as_str()).is_some_and(|m| m.motion.reach.is_some());
    if ruled(own) && ruled(first) {
        return None;
    }
    let together = put.iter().any(|other| other.as_str() == first.amendment);
    (!together).then(|| (first.clone(), own.clone()))
}

/// Words struck and words added.
fn reach(reach: &Reach) -> String {
    format!("−{} +{}", reach.struck, reach.added)
}
