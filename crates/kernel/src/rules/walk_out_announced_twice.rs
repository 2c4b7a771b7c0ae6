//! Those who walked out do not walk out again.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::SittingStanding;
use crate::standing::Standing;
use shura_act::Id;
use shura_act::act::PresenceState;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "walk-out-announced-twice",
    system: "B5",
    severity: Severity::Note,
    looks: Looks::At(&[Kind::Presence], check),
};

/// Factions within factions are followed no deeper.
const DEPTH: usize = 8;

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Presence(a) = &entry.act else { return };
    if !matches!(a.to, PresenceState::WalkOut | PresenceState::Left) {
        return;
    }
    let sitting = entry.sitting.as_ref().and_then(|s| standing.sittings.get(s));
    let found = sitting.and_then(|s| a.who.iter().find_map(|who| Some((who, departure(standing, s, who)?))));
    let Some((who, earlier)) = found.or_else(|| Some((a.who.first()?, a.again.as_ref()?))) else { return };
    findings.add(RULE.finding(&entry.id).concerns(earlier).fact("who", who).fact("earlier", earlier));
}

/// The act by which someone, or a faction that someone is part of, left and from which nobody returned.
fn departure<'a>(standing: &'a Standing, sitting: &'a SittingStanding, who: &'a Id) -> Option<&'a Id> {
    let within = |id: &&'a Id| standing.factions.get(*id)?.faction.within.as_ref();
    std::iter::successors(Some(standing.person_behind(who)), within)
        .take(DEPTH)
        .find_map(|id| sitting.departed.get(id))
}
