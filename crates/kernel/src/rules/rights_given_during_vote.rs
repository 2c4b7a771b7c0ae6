//! A right to vote that is given or taken while a body votes is noted with the vote that it does not touch.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use shura_act::Id;
use shura_act::act::{Class, MandateState};

/// The rule.
pub static RULE: Rule = Rule { id: "rights-given-during-vote", system: "A4", severity: Severity::Note, looks: Looks::At(&[Kind::Mandate, Kind::MandateChange], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let organ: &Id = match &entry.act {
        Act::Mandate(a) if a.class == Class::Voting && a.substitute_for.is_none() => &a.organ,
        Act::MandateChange(a) if matches!(a.to, MandateState::Voting | MandateState::Consultative) => {
            let Some(held) = standing.mandates.get(&a.of) else { return };
            &held.mandate.organ
        }
        _ => return,
    };
    let Some(voting) = standing.organs.get(organ) else { return };
    let Some((id, sitting)) = voting.sittings.last().and_then(|s| standing.sittings.get_key_value(s)) else { return };
    let Some((last, division)) = sitting.divisions.last().and_then(|d| standing.divisions.get_key_value(d)) else {
        return;
    };
    // Between two votes it matters only where it is done in the sitting itself.
    if division.open || entry.sitting.as_ref() == Some(id) {
        findings.add(
            RULE.finding(&entry.id)
                .concerns(last)
                .fact("division", last)
                .fact("open", if division.open { "yes" } else { "no" })
                .fact("electors", division.electors.votes.len()),
        );
    }
}
