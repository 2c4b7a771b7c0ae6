//! Nobody ends the act of an organ that does not answer to them. In history that is worth seeing; in a living organisation it has no effect.

use super::bonds;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::may;
use crate::standing::Standing;
use shura_act::{Act, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "annulled-by-another",
    system: "D3",
    severity: Severity::Note,
    looks: Looks::At(&[Kind::Order, Kind::Repeal, Kind::Ratification, Kind::Appointment, Kind::Pass], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Some(by) = entry.issuer() else { return };
    let living = may::is_asked(standing);
    for of in ended(standing, entry, living) {
        let Some(issuer) = owners(standing, of).next() else { continue };
        if living {
            if !owners(standing, of).any(|owner| may_end(standing, entry, owner)) {
                let finding = RULE.finding(&entry.id).weighing(Severity::Void).fact("by", by).fact("of", of);
                findings.add(finding.fact("issuer", issuer).concerns(of));
            }
        } else if let Some(issuer) = bonds::issuer_of(standing, of)
            && issuer != by
            && !bonds::answers_to(standing, issuer, by)
        {
            let finding = RULE.finding(&entry.id).fact("by", by).fact("of", of);
            findings.add(finding.fact("issuer", issuer).concerns(of));
        }
    }
}

/// What an act ends. Only a living organisation is asked about what is ended in passing.
fn ended<'a>(standing: &Standing, entry: &'a Entry, living: bool) -> Vec<&'a Id> {
    match &entry.act {
        Act::Order(a) => a.annuls.iter().collect(),
        Act::Repeal(a) => a.of.iter().collect(),
        Act::Ratification(a) if living && a.voided => a.of.iter().collect(),
        Act::Pass(a) if living => a.replaces.iter().collect(),
        // Whoever may fill an office may fill it anew.
        Act::Appointment(a) if living => {
            let same = |old: &&Id| {
                standing
                    .appointments
                    .get(*old)
                    .is_some_and(|old| old.appointment.office == a.office && old.appointment.organ == a.organ)
            };
            a.replaces.iter().filter(|old| !same(old)).collect()
        }
        _ => vec![],
    }
}

/// Whose something is: who gave it, the organ to which it belongs, and the organs in which a person who gave it holds or held office.
fn owners<'a>(standing: &'a Standing, of: &Id) -> impl Iterator<Item = &'a Id> {
    let giver = bonds::issuer_of(standing, of);
    let givers = giver.and_then(|giver| standing.persons.get(giver)).into_iter();
    let offices = givers.flat_map(|person| &person.appointments).filter_map(|id| organ_of(standing, id));
    let motion = standing.motions.get(of).and_then(|m| m.organ.as_ref());
    giver.into_iter().chain(organ_of(standing, of)).chain(motion).chain(offices)
}

/// The organ in which an office is.
fn organ_of<'a>(standing: &'a Standing, office: &Id) -> Option<&'a Id> {
    standing.appointments.get(office)?.appointment.organ.as_ref()
}

/// Whether whoever enters an act may end what is an organ's: in its name, or in that of one to which it answers.
fn may_end(standing: &Standing, entry: &Entry, owner: &Id) -> bool {
    let over = |organ: &Id| organ == owner || bonds::is_under(standing, owner, organ);
    let Some(by) = &entry.by else { return false };
    match &entry.behalf {
        _ if over(by) => true,
        Some(behalf) => over(behalf),
        None => standing.organs.keys().any(|o| over(o) && may::may_act_for(standing, entry, by, o)),
    }
}
