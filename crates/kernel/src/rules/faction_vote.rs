//! A faction's vote binds its members and nobody else.

use super::sums;
use crate::charter::Role;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::Division;
use shura_act::{Act, Bilingual, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule = Rule { id: "faction-vote", system: "A8", severity: Severity::Note, looks: Looks::At(&[Kind::Division], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Division(a) = &entry.act else { return };
    let electorate = a.electorate.as_ref();
    let faction = electorate.or_else(|| entry.sitting.as_ref().and_then(|s| standing.organ_of_sitting(s)));
    let Some(faction) = faction else { return };
    let Some(body) = body(standing, faction) else { return };
    findings.add(RULE.finding(&entry.id).fact("faction", faction).fact("body", body).fact("figures", figures(a)));
}

/// The organ in which a faction, or an organ of one, is only a part.
fn body<'a>(standing: &'a Standing, id: &Id) -> Option<&'a Id> {
    if let Some(faction) = standing.factions.get(id) {
        return faction.faction.of.as_ref();
    }
    let is_party = |id: &Id| standing.kind_of(id).is_some_and(|kind| kind.role == Role::Party);
    let within = standing.organs.get(id).filter(|_| is_party(id))?.organ.within.as_ref()?;
    (standing.organs.contains_key(within) && !is_party(within)).then_some(within)
}

fn figures(a: &Division) -> Bilingual {
    match (&a.in_favour, &a.against) {
        (Some(yes), Some(no)) => sums::joined([yes, no].into_iter().map(sums::words), " : "),
        _ => Bilingual::new("no figures", "بی‌شمارش"),
    }
}
