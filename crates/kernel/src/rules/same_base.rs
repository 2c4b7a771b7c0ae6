//! Two representations of one base are seen, and nobody is counted twice.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::{Class, Mandate};
use shura_act::{Act, Bilingual, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule = Rule { id: "same-base", system: "A3", severity: Severity::Note, looks: Looks::At(&[Kind::Organ, Kind::Mandate], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    match &entry.act {
        Act::Organ(a) if !a.same_base_as.is_empty() => findings.add(
            RULE.finding(&entry.id)
                .fact("first", a.name.clone())
                .fact("others", a.same_base_as.clone())
                .fact("what", Bilingual::new("their members are the same people", "اعضایشان همان مردم‌اند")),
        ),
        Act::Mandate(a) if a.class == Class::Voting => {
            for (other, organ) in also_votes_in(standing, a) {
                let name = standing.name_of(&a.person);
                let what = Bilingual::new(
                    format!("{} votes in both", name.en),
                    format!("{} در هر دو رأی دارد", name.fa),
                );
                findings.add(
                    RULE.finding(&entry.id)
                        .concerns(other)
                        .fact("first", &a.organ)
                        .fact("others", vec![organ.clone()])
                        .fact("what", what),
                );
            }
        }
        _ => {}
    }
}

/// Voting mandates of the same person in organs of the same base.
fn also_votes_in<'a>(standing: &'a Standing, a: &'a Mandate) -> impl Iterator<Item = (&'a Id, &'a Id)> {
    let held = standing.persons.get(&a.person).map(|p| &p.mandates).into_iter().flatten();
    let known = held.filter_map(|id| standing.mandates.get_key_value(id));
    let voting = known.filter(|(_, m)| m.in_force && m.mandate.class == Class::Voting);
    let others = voting.map(|(id, m)| (id, &m.mandate.organ)).filter(|(_, organ)| **organ != a.organ);
    others.filter(|(_, organ)| declared(standing, organ, &a.organ) || declared(standing, &a.organ, organ))
}

/// Whether an organ was declared to have the same base as another.
fn declared(standing: &Standing, organ: &Id, other: &Id) -> bool {
    standing.organs.get(organ).is_some_and(|o| o.organ.same_base_as.contains(other))
}
