//! Recognition: whose call each unit obeys, in word and in conduct, and how far the word of each issuer reaches.

use crate::standing::Standing;
use serde::Serialize;
use shura_act::act::{Conduct, Stance, Whose};
use shura_act::{Act, Bilingual, Date, Entry, Id};
use std::collections::{BTreeMap, BTreeSet};

/// How many units stand how to one authority: each unit once, by its latest word.
#[derive(Serialize)]
pub struct Reach {
    /// The authority.
    pub authority: Id,
    /// Its name.
    pub name: Bilingual,
    /// Units that have any stance to it.
    pub units: usize,
    /// Recognise it.
    pub recognise: usize,
    /// Refuse it.
    pub refuse: usize,
    /// Recognise it on a condition.
    pub conditional: usize,
    /// Stay neutral.
    pub neutral: usize,
    /// Recognise it in part.
    pub partial: usize,
    /// Divided within themselves, or undecided.
    pub divided: usize,
    /// Units that said nothing but showed in conduct that they obey.
    pub shown_for: usize,
    /// Units that said nothing but showed in conduct that they do not.
    pub shown_against: usize,
}

/// A unit and its stances.
#[derive(Serialize)]
pub struct Unit {
    /// The unit.
    pub unit: Id,
    /// Its name.
    pub name: Bilingual,
    /// Its stances.
    pub stances: Vec<Told>,
}

/// One stance of a unit, or of a part of it, to one authority: said or shown.
#[derive(Clone, Serialize)]
pub struct Told {
    /// The authority.
    pub authority: Id,
    /// In whose mouth.
    pub whose: Whose,
    /// How it stands.
    pub stance: Stance,
    /// `true` for conduct, `false` for words.
    pub shown: bool,
    /// On what condition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<Bilingual>,
    /// Since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// The act that says so.
    pub act: Id,
}

/// What units did with one order.
#[derive(Serialize)]
pub struct Followed {
    /// The order.
    pub order: Id,
    /// What it says.
    pub text: Bilingual,
    /// Who gave it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<Id>,
    /// How many units it was given to by name.
    pub addressed: usize,
    /// What was done, unit by unit.
    pub conduct: Vec<Done>,
}

/// What one unit did.
#[derive(Serialize)]
pub struct Done {
    /// The unit.
    pub unit: Id,
    /// What was done, unit by unit.
    pub conduct: Conduct,
}

/// The latest stance of each unit to each authority: whole, committee, rank and file apart, and words apart from conduct.
pub fn units(standing: &Standing, entries: &[&Entry], wanted: Option<&Id>) -> Vec<Unit> {
    let mut latest: BTreeMap<&Id, BTreeMap<(&Id, Whose, bool), Told>> = BTreeMap::new();
    for entry in entries {
        let Act::Recognition(a) = &entry.act else { continue };
        if wanted.is_some_and(|w| *w != a.authority) {
            continue;
        }
        let whose = a.whose.unwrap_or(Whose::Whole);
        let told = Told {
            authority: a.authority.clone(),
            whose,
            stance: a.stance,
            shown: a.shown,
            condition: a.condition.clone(),
            since: entry.at.clone(),
            act: entry.id.clone(),
        };
        latest.entry(&a.unit).or_default().insert((&a.authority, whose, a.shown), told);
    }
    let unit = |(id, told): (&Id, BTreeMap<_, Told>)| Unit {
        unit: id.clone(),
        name: standing.name_of(id),
        stances: told.into_values().collect(),
    };
    latest.into_iter().map(unit).collect()
}

/// Where a unit stands as a whole: its own word; else that of its parts if they agree; nothing where only conduct is known.
pub fn word_of(told: &[&Told]) -> Option<Stance> {
    let said: Vec<&&Told> = told.iter().filter(|t| !t.shown).collect();
    if let Some(whole) = said.iter().find(|t| t.whose == Whose::Whole) {
        return Some(whole.stance);
    }
    let stances: BTreeSet<Stance> = said.iter().map(|t| t.stance).collect();
    match stances.len() {
        0 => None,
        1 => stances.first().copied(),
        _ => Some(Stance::Divided),
    }
}

/// How far each authority reaches.
pub fn reach(standing: &Standing, units: &[Unit]) -> Vec<Reach> {
    let mut reaches: BTreeMap<&Id, Reach> = BTreeMap::new();
    for unit in units {
        let mut by_authority: BTreeMap<&Id, Vec<&Told>> = BTreeMap::new();
        for told in &unit.stances {
            by_authority.entry(&told.authority).or_default().push(told);
        }
        for (authority, told) in by_authority {
            let reach = reaches.entry(authority).or_insert_with(|| Reach {
                authority: authority.clone(),
                name: standing.name_of(authority),
                units: 0,
                recognise: 0,
                refuse: 0,
                conditional: 0,
                neutral: 0,
                partial: 0,
                divided: 0,
                shown_for: 0,
                shown_against: 0,
            });
            reach.units += 1;
            let shown_for = told.iter().any(|t| t.stance == Stance::Recognises);
            let count = match word_of(&told) {
                Some(Stance::Recognises) => &mut reach.recognise,
                Some(Stance::Refuses) => &mut reach.refuse,
                Some(Stance::Conditional) => &mut reach.conditional,
                Some(Stance::Neutral) => &mut reach.neutral,
                Some(Stance::Partial) => &mut reach.partial,
                Some(Stance::Undecided | Stance::Divided) => &mut reach.divided,
                None if shown_for => &mut reach.shown_for,
                None => &mut reach.shown_against,
            };
            *count += 1;
        }
    }
    let mut reaches: Vec<Reach> = reaches.into_values().collect();
    reaches.sort_by(|a, b| b.units.cmp(&a.units).then_with(|| a.authority.cmp(&b.authority)));
    reaches
}

/// Orders with whatever is known of what was done with them.
pub fn orders(standing: &Standing, entries: &[&Entry], wanted: Option<&Id>) -> Vec<Followed> {
    let mut conduct: BTreeMap<&Id, BTreeMap<Id, Conduct>> = BTreeMap::new();
    for entry in entries {
        if let Act::Compliance(a) = &entry.act {
            conduct.entry(&a.with).or_default().insert(a.unit.clone(), a.conduct);
        }
    }
    let followed = |entry: &&Entry| {
        let Act::Order(order) = &entry.act else { return None };
        let told = conduct.get(&entry.id).into_iter().flatten();
        let conduct: Vec<Done> = told.map(|(unit, c)| Done { unit: unit.clone(), conduct: *c }).collect();
        let issuer = entry.issuer().cloned();
        let asked = wanted.is_none() || issuer.as_ref() == wanted;
        (asked && !conduct.is_empty()).then(|| Followed {
            order: entry.id.clone(),
            text: entry.text.clone().unwrap_or_else(|| standing.name_of(&entry.id)),
            issuer,
            addressed: order.to.len(),
            conduct,
        })
    };
    entries.iter().filter_map(followed).collect()
}
