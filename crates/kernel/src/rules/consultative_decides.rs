//! A vote that only asks is not cited as a decision.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use crate::verdict;
use shura_act::Id;
use shura_act::act::MotionState;

/// The rule.
pub static RULE: Rule = Rule { id: "consultative-decides", system: "C3", severity: Severity::Irregular, looks: Looks::At(&[Kind::Election, Kind::Ruling, Kind::Recall, Kind::Ratification, Kind::AmendCharter, Kind::Agenda, Kind::MotionChange, Kind::Order, Kind::Appointment, Kind::Dismissal, Kind::Repeal, Kind::Task], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let cited = match &entry.act {
        Act::Election(a) => a.division.as_ref(),
        Act::Ruling(a) => a.division.as_ref(),
        Act::Recall(a) => a.division.as_ref(),
        Act::Ratification(a) => a.division.as_ref(),
        Act::AmendCharter(a) => a.division.as_ref(),
        Act::Agenda(a) => a.adopted_by.as_ref(),
        Act::MotionChange(a) if a.to == MotionState::Adopted => only_division(standing, &a.of),
        _ => None,
    };
    let asked = [cited, entry.under.as_ref()].into_iter().flatten().find(|id| only_asks(standing, id));
    if let Some(asked) = asked {
        findings.add(RULE.finding(&entry.id).concerns(asked).fact("division", asked));
    }
}

/// The division on a motion, where it was the only one.
fn only_division<'a>(standing: &'a Standing, motion: &Id) -> Option<&'a Id> {
    match standing.motions.get(motion)?.divisions.as_slice() {
        [one] => Some(one),
        _ => None,
    }
}

fn only_asks(standing: &Standing, division: &Id) -> bool {
    standing.divisions.get(division).is_some_and(|d| {
        let majority = standing.charter.majority_for(verdict::question(standing, d));
        d.division.consultative || majority.is_some_and(|(_, m)| m.rule.consultative)
    })
}
