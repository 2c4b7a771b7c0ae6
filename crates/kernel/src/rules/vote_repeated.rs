//! A vote that is taken again is noted; while one is open, none is opened on the same motion.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::may;
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use shura_act::Id;
use shura_act::act::MotionState;

/// The rule.
pub static RULE: Rule = Rule { id: "vote-repeated", system: "C3", severity: Severity::Note, looks: Looks::At(&[Kind::Division], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Division(a) = &entry.act else { return };
    let organ = a.electorate.as_ref().or_else(|| standing.organ_of_sitting(entry.sitting.as_ref()?));
    let same = |id: &&Id| {
        standing.divisions.get(*id).is_some_and(|d| d.organ.as_ref() == organ && !d.division.consultative)
    };
    for id in a.on.iter().filter(|_| !a.consultative) {
        let Some(motion) = standing.motions.get(id) else { continue };
        let earlier: Vec<&Id> = motion.divisions.iter().filter(same).collect();
        // A vote on what is settled is for another rule.
        let settled = matches!(motion.state, Some(MotionState::Adopted | MotionState::Rejected | MotionState::Executed));
        if let Some(last) = earlier.last().filter(|_| !settled) {
            let is_open = |id: &&&Id| standing.divisions.get(**id).is_some_and(|d| d.open);
            let open = earlier.iter().find(is_open).filter(|_| may::is_asked(standing));
            let last = open.unwrap_or(last);
            let finding = RULE.finding(&entry.id).concerns(last).fact("motion", id).fact("last", *last);
            let finding = finding.fact("times", earlier.len() + 1).fact("open", if open.is_some() { "yes" } else { "no" });
            findings.add(if open.is_some() { finding.weighing(Severity::Void) } else { finding });
        }
    }
}
