//! Nothing is done in a sitting that is over.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use crate::charter::Mode;
use crate::standing::SittingStanding;
use shura_act::Id;
use shura_act::act::SittingState;

/// The rule.
pub static RULE: Rule = Rule { id: "act-in-closed-sitting", system: "B2", severity: Severity::Irregular, looks: Looks::At(&[Kind::Motion, Kind::MotionChange, Kind::Division, Kind::Ballot, Kind::Declaration, Kind::Speech, Kind::Election, Kind::Agenda, Kind::Item], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Some((id, sitting)) = sitting_of(standing, entry).and_then(|s| standing.sittings.get_key_value(s)) else {
        return;
    };
    if is_over(standing, sitting, entry) {
        let finding = RULE.finding(&entry.id).concerns(id).fact("sitting", id);
        findings.add(finding.fact("organ", &sitting.sitting.organ));
    }
}

fn sitting_of<'a>(standing: &'a Standing, entry: &'a Entry) -> Option<&'a Id> {
    let division = match &entry.act {
        Act::Ballot(a) => Some(&a.division),
        Act::Declaration(a) => Some(&a.division),
        _ => None,
    };
    let of_division = || standing.divisions.get(division?)?.sitting.as_ref();
    entry.sitting.as_ref().or_else(of_division)
}

/// In a living organisation the order of the record tells what came first, and a pause ends with its end. In history only dates tell, and
/// nobody may have written down that the sitting went on.
fn is_over(standing: &Standing, sitting: &SittingStanding, entry: &Entry) -> bool {
    if standing.charter.organisation.mode == Mode::Enforcing {
        return sitting.state != SittingState::Resumed;
    }
    let closed = matches!(sitting.state, SittingState::Closed | SittingState::Dispersed);
    let before = match (&sitting.state_at, &entry.at) {
        (Some(closing), Some(at)) => !at.surely_after(closing),
        _ => false,
    };
    closed && !before
}
