//! What is settled is not voted on or changed again.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::may;
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use crate::standing::MotionStanding;
use shura_act::Id;
use shura_act::act::{Division, MotionState, Outcome};

/// The rule.
pub static RULE: Rule = Rule { id: "motion-already-settled", system: "C1", severity: Severity::Irregular, looks: Looks::At(&[Kind::Division, Kind::Declaration, Kind::MotionChange], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    match &entry.act {
        Act::Division(a) if !a.consultative => {
            let organ = a.electorate.as_ref().or_else(|| standing.organ_of_sitting(entry.sitting.as_ref()?));
            for id in &a.on {
                let Some(motion) = standing.motions.get(id) else { continue };
                if settled(motion) && !another_stage(standing, motion, organ) && !tells_figures(motion, a) {
                    add(findings, &entry.id, id, motion);
                } else if a.outcome == Some(Outcome::Carried) || (a.outcome.is_none() && may::is_asked(standing)) {
                    beside_rival(standing, findings, &entry.id, id);
                }
            }
        }
        Act::Declaration(a) if a.outcome == Outcome::Carried => {
            let on = standing.divisions.get(&a.division).map(|d| &d.division).filter(|d| !d.consultative);
            for id in on.into_iter().flat_map(|d| &d.on) {
                beside_rival(standing, findings, &entry.id, id);
            }
        }
        Act::MotionChange(a) => {
            let Some(motion) = standing.motions.get(&a.of) else { return };
            let goes_on = motion.state == Some(a.to) || !reopens(a.to) || taken_up(motion, a.to);
            if settled(motion) && !goes_on && !another_stage(standing, motion, a.organ.as_ref()) {
                add(findings, &entry.id, &a.of, motion);
            }
        }
        _ => {}
    }
}

fn settled(motion: &MotionStanding) -> bool {
    use MotionState::*;
    matches!(motion.state, Some(Withdrawn | Lapsed | Substituted | Adopted | Rejected | Rescinded | Executed))
}

/// Whether a change treats the motion as if it were still to be decided.
fn reopens(to: MotionState) -> bool {
    use MotionState::*;
    matches!(
        to,
        Supported | Amended | TakenOver | Substituted | Tabled | Deferred | Withdrawn | Lapsed | Put | Adopted | Rejected
    )
}

/// A motion that its mover gave up can be taken over by another.
fn taken_up(motion: &MotionStanding, to: MotionState) -> bool {
    to == MotionState::TakenOver && matches!(motion.state, Some(MotionState::Withdrawn | MotionState::Lapsed))
}

/// A motion that another body decided, or that passes through several, is not settled for this one.
fn another_stage(standing: &Standing, motion: &MotionStanding, organ: Option<&Id>) -> bool {
    let last = motion.divisions.last().and_then(|d| standing.divisions.get(d));
    let before = last.and_then(|d| d.organ.as_ref()).or(motion.organ.as_ref());
    !motion.motion.stages.is_empty() || (organ.is_some() && before != organ)
}

/// The decision was told first and its figures are told now.
fn tells_figures(motion: &MotionStanding, a: &Division) -> bool {
    let same = matches!(
        (motion.state, a.outcome),
        (Some(MotionState::Adopted | MotionState::Executed), Some(Outcome::Carried))
            | (Some(MotionState::Rejected), Some(Outcome::Lost))
    );
    same && motion.divisions.is_empty()
}

/// Of motions that stand against each other one is adopted, and the others have fallen with that.
fn beside_rival(standing: &Standing, findings: &mut Findings, act: &Id, id: &Id) {
    if let Some(rival) = standing.adopted_rival(id) {
        let finding = RULE.finding(act).concerns(rival).fact("motion", id);
        findings.add(finding.fact("how", "rival").fact("rival", rival));
    }
}

fn add(findings: &mut Findings, act: &Id, id: &Id, motion: &MotionStanding) {
    let how = match motion.state {
        Some(MotionState::Withdrawn) => "withdrawn",
        Some(MotionState::Lapsed) => "lapsed",
        Some(MotionState::Rejected) => "rejected",
        Some(MotionState::Substituted) => "substituted",
        Some(MotionState::Rescinded) => "rescinded",
        _ => "adopted",
    };
    findings.add(RULE.finding(act).concerns(id).fact("motion", id).fact("how", how).fact("rival", id));
}
