//! My page: my mandates and offices, my units and how their delegates voted, how a delegate is recalled, what I am charged with.

use crate::app::App;
use crate::frame::Frame;
use crate::html::Html;
use crate::pages::devices::{SigningKey, keys_of};
use crate::pages::orders::{Owed, owed};
use crate::pages::person::{Right, Voted, mandates, offices, votes};
use crate::pen::{Line, Pen, page_of};
use crate::trouble::Trouble;
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use shura_act::act::Class;
use shura_act::{Act, Id};
use shura_kernel::articles;
use shura_kernel::charter::Role;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Most votes of one delegate that are shown.
const VOTES_MAX: usize = 8;

#[derive(Template)]
#[template(path = "me.html")]
struct MePage {
    frame: Frame,
    mandates: Vec<Right>,
    offices: Vec<Right>,
    units: Vec<Mine>,
    overdue: Vec<Owed>,
    open: Vec<Owed>,
    instructions: Vec<Line>,
    keys: Vec<SigningKey>,
}

/// A unit of mine.
struct Mine {
    unit: Html,
    delegates: Vec<Delegate>,
}

/// Who sits for my unit.
struct Delegate {
    who: Html,
    organ: Html,
    votes: Vec<Voted>,
    /// How the seat is taken back, as the charter says it.
    recall: Vec<String>,
}

/// The route of the page.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/{house}/me", get(show))
}

async fn show(visitor: Visitor) -> Result<Response, Trouble> {
    let person = visitor.signed_in()?.clone();
    page_of(&visitor, |pen, frame| Some(view(pen, frame, &person)))
}

fn view(pen: &Pen<'_>, frame: Frame, person: &Id) -> MePage {
    let standing = pen.standing();
    let units = units(pen, person);
    let own: BTreeSet<&Id> = standing.persons.get(person).into_iter().flat_map(|p| &p.mandates).collect();
    let instructs = |a: &&crate::book::Accepted| match &a.entry.act {
        Act::Instruction(i) => {
            i.to.iter().any(|to| to == person || own.contains(to))
                || i.unit.as_ref().is_some_and(|u| units.contains(u))
        }
        _ => false,
    };
    let (overdue, open, _) = owed(pen, |p| p.by.contains(person) || p.by.iter().any(|by| own.contains(by)));
    let title = frame.say("me-title");
    MePage {
        mandates: mandates(pen, &frame, person),
        offices: offices(pen, &frame, person),
        units: units.iter().map(|unit| mine(pen, unit)).collect(),
        overdue,
        open,
        keys: keys_of(standing, &frame, person),
        instructions: pen.acts().filter(instructs).map(|a| pen.line(a)).collect(),
        frame: frame.titled(title),
    }
}

/// The units that a person belongs to: in which the person holds a seat, or for which the person
/// sits elsewhere, or that the register names.
fn units<'a>(pen: &Pen<'a>, person: &Id) -> BTreeSet<&'a Id> {
    let standing = pen.standing();
    let is_unit = |id: &&Id| standing.kind_of(id).is_some_and(|kind| kind.role == Role::Unit);
    let held = standing
        .persons
        .get(person)
        .into_iter()
        .flat_map(|p| &p.mandates)
        .filter_map(|m| standing.mandates.get(m));
    let held = held.filter(|m| m.in_force).flat_map(|m| m.mandate.unit.iter().chain([&m.mandate.organ]));
    let office = standing
        .persons
        .get(person)
        .into_iter()
        .flat_map(|p| &p.appointments)
        .filter_map(|a| standing.appointments.get(a));
    let office = office.filter(|a| a.in_force).filter_map(|a| a.appointment.organ.as_ref());
    held.chain(office).chain(pen.own_unit()).filter(is_unit).collect()
}

fn mine(pen: &Pen<'_>, unit: &Id) -> Mine {
    let standing = pen.standing();
    let sits = standing
        .mandates
        .values()
        .filter(|m| m.in_force && m.mandate.unit.as_ref() == Some(unit) && m.mandate.class == Class::Voting);
    let delegates = sits.map(|m| Delegate {
        who: pen.link(&m.mandate.person),
        organ: pen.link(&m.mandate.organ),
        votes: votes(pen, &m.mandate.person).into_iter().take(VOTES_MAX).collect(),
        recall: recall(pen, &m.mandate.organ),
    });
    Mine { unit: pen.link(unit), delegates: delegates.collect() }
}

/// What the charter says of recall from an organ: who may, by which majority, with what notice.
fn recall(pen: &Pen<'_>, organ: &Id) -> Vec<String> {
    let Some(form) = pen.standing().organs.get(organ).map(|o| &o.organ.form) else { return vec![] };
    let path = format!("kind.{form}.recall");
    let orders = articles::in_record(pen.standing());
    let clauses = orders.articles.iter().flat_map(|article| &article.clauses);
    clauses
        .filter(|clause| clause.clause == path || clause.clause.starts_with(&format!("{path}.")))
        .map(|clause| pen.pick(&clause.text))
        .collect()
}
