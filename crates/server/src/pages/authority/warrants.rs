//! Warrants: appointed, accepted or refused by those to whom they are addressed, and ended.

use super::orders::joined;
use super::{Asked, Desk, Line, List};
use crate::forms::{
    Choice, Form, Typed, Wrong, living_organs, office_choices, person_choices, subject_choices, word_choices,
};
use shura_act::act::{Acceptance, Appointment, Dismissal};
use shura_act::{Act, Entry, Id, Key};
use shura_kernel::standing::{AppointmentStanding, DivisionStanding};
use std::collections::BTreeSet;

pub(super) const DESK: Desk = Desk { path: "desk/warrants", title: "warrants-title", lists, forms, made };

fn appointment(person: &Id, office: Key) -> Appointment {
    Appointment {
        person: person.clone(),
        office,
        organ: None,
        to: vec![],
        virtue_of: None,
        scope: vec![],
        paired_with: None,
        replaces: None,
        until: None,
    }
}

fn office(asked: &Asked, office: &Key) -> String {
    asked.frame.pick(&shura_kernel::words::office(&asked.standing.charter, office))
}

/// A warrant in few words: who, as what, where.
fn title(asked: &Asked, held: &AppointmentStanding) -> String {
    let a = &held.appointment;
    let organ = a.organ.as_ref().map(|organ| asked.name(organ)).unwrap_or_default();
    joined(&[asked.name(&a.person), office(asked, &a.office), organ])
}

fn in_force<'a>(asked: &'a Asked) -> Vec<(&'a Id, &'a AppointmentStanding)> {
    let mut held: Vec<_> =
        asked.standing.appointments.iter().filter(|(id, a)| a.in_force && asked.sees(id)).collect();
    held.sort_by_key(|(id, _)| asked.place(id));
    held
}

fn lists(asked: &Asked) -> Vec<List> {
    let line = |(id, held): (&Id, &AppointmentStanding)| {
        let given = held.issuer.as_ref().map(|issuer| asked.name(issuer)).unwrap_or_default();
        let about = joined(&[given, asked.day(held.since.as_ref()), asked.names_of(&held.appointment.to)]);
        let mut marks = vec![];
        for unit in &held.appointment.to {
            marks.push(match held.answers.get(unit) {
                Some(true) => ("good", asked.frame.say_of("warrant-accepted", "unit", asked.name(unit))),
                Some(false) => ("bad", asked.frame.say_of("warrant-refused", "unit", asked.name(unit))),
                None => ("", asked.frame.say_of("warrant-unanswered", "unit", asked.name(unit))),
            });
        }
        if let Some(until) = &held.appointment.until {
            marks.push(("", asked.frame.say_of("warrant-until", "day", asked.frame.date(until))));
        }
        Line { path: asked.frame.path_of("why", id), title: title(asked, held), about, marks }
    };
    vec![List {
        title: asked.frame.say("warrants-in-force"),
        lines: in_force(asked).into_iter().map(line).collect(),
    }]
}

fn forms(asked: &Asked) -> Vec<Form> {
    let (frame, path) = (asked.frame, asked.frame.path("desk/warrants"));
    let mut made = vec![];
    let decisions = decisions(asked);
    let offices = office_choices(frame, asked.standing);
    let first = asked.standing.charter.office.keys().next().cloned();
    let names = first
        .map(|office| asked.names(&Act::Appointment(Box::new(appointment(asked.person, office)))))
        .unwrap_or_default();
    if !names.is_empty() && !offices.is_empty() {
        let mandates = asked.standing.mandates.values().filter(|m| m.in_force).map(|m| &m.mandate.person);
        let held = asked.standing.appointments.values().map(|a| &a.appointment.person);
        let people: BTreeSet<&Id> = mandates.chain(held).collect();
        let form = Form::new(frame, "warrant-give", &path).one("behalf", names);
        let form =
            form.one("person", person_choices(asked.visitor, asked.book, people)).one("office", offices);
        let form = form.many("units", living_organs(frame, asked.standing)).may_be_empty();
        let form = form.one("under", decisions.clone()).filled("").may_be_empty();
        let form = form
            .many("scope", subject_choices(frame, asked.standing))
            .may_be_empty()
            .day("until")
            .may_be_empty();
        made.push(form.lines("text").may_be_empty());
    }
    let waiting: Vec<Choice> =
        unanswered(asked).map(|(id, held)| Choice::new(id, title(asked, held))).collect();
    if !waiting.is_empty() {
        let form = Form::new(frame, "warrant-answer", &path).one("warrant", waiting);
        made.push(
            form.one("answer", word_choices(frame, "warrant-answer", &["accept", "refuse"]))
                .lines("text")
                .may_be_empty(),
        );
    }
    let ending: Vec<Choice> = in_force(asked)
        .into_iter()
        .filter(|(id, held)| ends(asked, id, held).is_some())
        .map(|(id, held)| Choice::new(id, title(asked, held)))
        .collect();
    if !ending.is_empty() {
        let form = Form::new(frame, "warrant-end", &path).one("warrant", ending);
        let form = form.one("under", decisions).filled("").may_be_empty();
        made.push(form.lines("text").may_be_empty());
    }
    made
}

/// The last votes that the organs of the person carried: what an office is given or taken by.
fn decisions(asked: &Asked) -> Vec<Choice> {
    let carried = |d: &DivisionStanding| {
        d.is_carried() && d.organ.as_ref().is_some_and(|organ| asked.organs.contains(organ))
    };
    let mut votes: Vec<&Id> = asked
        .standing
        .divisions
        .iter()
        .filter(|(id, d)| carried(d) && asked.sees(id))
        .map(|(id, _)| id)
        .collect();
    votes.sort_by_key(|id| asked.place(id));
    votes.into_iter().take(DECISIONS).map(|id| Choice::new(id, asked.words(id))).collect()
}

/// How many of the last votes are offered.
const DECISIONS: usize = 20;

/// Warrants addressed to an organ of the person that has not answered.
fn unanswered<'a>(asked: &'a Asked) -> impl Iterator<Item = (&'a Id, &'a AppointmentStanding)> {
    in_force(asked).into_iter().filter(move |(_, held)| addressee(asked, held).is_some())
}

fn addressee<'a>(asked: &'a Asked, held: &AppointmentStanding) -> Option<&'a Id> {
    let to = &held.appointment.to;
    asked.organs.iter().find(|organ| to.contains(organ) && !held.answers.contains_key(*organ))
}

/// How the person may end a warrant: the act's ground, and in whose name. One's own office is laid down, another's taken away.
fn ends(asked: &Asked, id: &Id, held: &AppointmentStanding) -> Option<(&'static str, Option<Id>)> {
    if held.appointment.person == *asked.person {
        return Some(("resigned", None));
    }
    let act = Act::Dismissal(Dismissal { of: id.clone(), ground: Key::new("dismissed").ok() });
    asked.in_name_of(&act).first().map(|organ| ("dismissed", Some((*organ).clone())))
}

fn made(asked: &Asked, typed: &Typed) -> Result<Entry, Wrong> {
    match typed.form() {
        "warrant-give" => {
            let behalf = typed.id("behalf")?;
            let given = Appointment {
                organ: Some(behalf.clone()),
                to: typed.ids("units")?,
                scope: typed.ids("scope")?,
                until: typed.maybe_day("until", asked.standing)?,
                ..appointment(&typed.id("person")?, typed.id("office")?)
            };
            let mut entry = typed.entry(Act::Appointment(Box::new(given)))?;
            entry.behalf = Some(behalf);
            entry.under = typed.maybe_id("under")?;
            Ok(entry)
        }
        "warrant-answer" => {
            let of = typed.id("warrant")?;
            let refused = typed.text("answer")? == "refuse";
            if refused {
                typed.text("text")?;
            }
            let held = asked
                .standing
                .appointments
                .get(&of)
                .ok_or_else(|| Wrong::at("warrant", "wrong-not-offered"))?;
            let unit =
                addressee(asked, held).cloned().ok_or_else(|| Wrong::at("warrant", "wrong-not-addressed"))?;
            let mut entry = typed.entry(Act::Acceptance(Acceptance { of, unit: unit.clone(), refused }))?;
            entry.behalf = Some(unit);
            Ok(entry)
        }
        "warrant-end" => {
            let of = typed.id("warrant")?;
            let held = asked
                .standing
                .appointments
                .get(&of)
                .ok_or_else(|| Wrong::at("warrant", "wrong-not-offered"))?;
            let (ground, organ) = ends(asked, &of, held).unwrap_or(("dismissed", None));
            let mut entry = typed.entry(Act::Dismissal(Dismissal { of, ground: Key::new(ground).ok() }))?;
            entry.behalf = organ;
            entry.under = typed.maybe_id("under")?;
            Ok(entry)
        }
        _ => Err(Wrong::whole("wrong-act")),
    }
}
