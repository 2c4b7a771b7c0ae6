//! Whoever left a sitting takes no part in it before returning.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use crate::charter::Mode;
use shura_act::Id;

/// The rule.
pub static RULE: Rule = Rule { id: "departed-takes-part", system: "B5", severity: Severity::Irregular, looks: Looks::At(&[Kind::Motion, Kind::Ballot], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let (sitting, who): (_, [Option<&Id>; 2]) = match &entry.act {
        // In a history whose dates are vague, a motion told after a departure need not have been moved after it.
        Act::Motion(_) if standing.charter.organisation.mode == Mode::Recording => return,
        Act::Motion(a) => (entry.sitting.as_ref(), [a.mover.as_ref().or(entry.by.as_ref()), None]),
        Act::Ballot(a) => {
            let sitting = standing.divisions.get(&a.division).and_then(|d| d.sitting.as_ref());
            (sitting, [Some(&a.mandate), standing.mandates.get(&a.mandate).map(|m| &m.mandate.person)])
        }
        _ => return,
    };
    let Some(sitting) = sitting.and_then(|s| standing.sittings.get(s)) else { return };
    let gone = who.into_iter().flatten().find_map(|id| sitting.departed.get_key_value(id));
    if let Some((who, departure)) = gone {
        findings.add(RULE.finding(&entry.id).concerns(departure).fact("who", who).fact("departure", departure));
    }
}
