//! Nobody speaks in the name, and on the time, of a faction of which they are no member.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::may;
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "speech-for-another-faction",
    system: "B4",
    severity: Severity::Void,
    looks: Looks::At(&[Kind::Speech], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Speech(a) = &entry.act else { return };
    let Some(faction) = a.faction.as_ref().filter(|_| may::is_asked(standing)) else { return };
    let Some(person) = standing.persons.get(&a.speaker) else { return };
    let seats = person.mandates.iter().filter_map(|id| standing.mandates.get(id)).filter(|m| m.in_force);
    let sits_for = seats.into_iter().any(|m| m.mandate.faction.as_ref() == Some(faction));
    if !person.factions.contains(faction) && !sits_for {
        findings.add(RULE.finding(&entry.id).fact("speaker", &a.speaker).fact("faction", faction));
    }
}
