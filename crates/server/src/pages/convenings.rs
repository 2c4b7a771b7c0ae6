//! Convening: which organs are to sit, which are overdue, who may call them, and the call.

use crate::app::App;
use crate::clerk::moment;
use crate::forms::{self, Choice, Form, Sent, Typed, Wrong, may, trial};
use crate::frame::{Frame, Returned};
use crate::trouble::{Trouble, page_as};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use shura_act::act::{Convening, Postponement, Repeal, RepealHow};
use shura_act::{Act, Date, Entry, Id};
use shura_kernel::delegations::{delegations, overdue};
use shura_kernel::{Standing, turn};
use std::collections::BTreeSet;
use std::sync::Arc;

/// An organ that is called to sit.
struct Line {
    id: Id,
    name: String,
    last: Option<String>,
    called: Option<String>,
    every: Option<u64>,
    notice: Option<u64>,
    by: String,
    fallback: String,
    /// The share of its units that may demand a sitting, and how many have done so since the last one.
    demand: Option<(String, usize)>,
    /// Months since its last sitting, where it is overdue.
    overdue: Option<Option<u64>>,
}

#[derive(Template)]
#[template(path = "convenings.html")]
struct Page {
    frame: Frame,
    organs: Vec<Line>,
    forms: Vec<String>,
}

/// The route of the page.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/{house}/desk/convenings", get(show).post(enter))
}

async fn show(State(app): State<Arc<App>>, visitor: Visitor) -> Result<Response, Trouble> {
    render(&app, &visitor, None)
}

fn render(app: &App, visitor: &Visitor, returned: Option<Returned>) -> Result<Response, Trouble> {
    let status = if returned.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mut frame = Frame::new(visitor, "").returning(returned);
    frame.title = frame.say("convenings-title");
    let made = {
        let book = visitor.house.book();
        let standing = &book.standing;
        let organs = lines(app, &frame, standing);
        let forms =
            visitor.person().map(|person| forms_of(app, &frame, standing, person)).unwrap_or_default();
        Page { frame, organs, forms }
    };
    page_as(visitor, status, &made)
}

fn lines(app: &App, frame: &Frame, standing: &Standing) -> Vec<Line> {
    let late = moment(app.now()).map(|now| overdue(standing, &now)).unwrap_or_default();
    let at_work = standing.organs.iter().filter(|(id, _)| standing.ended(id).is_none());
    let mut lines: Vec<Line> = at_work
        .filter_map(|(id, organ)| {
            let rule = standing.kind_of(id)?.convening.as_ref()?;
            let waits = organ
                .convenings
                .iter()
                .rev()
                .filter_map(|c| standing.convenings.get(c))
                .find(|c| c.held.is_none());
            Some(Line {
                id: id.clone(),
                name: frame.pick(&organ.organ.name),
                last: turn::last_sitting(standing, id).map(|(_, at)| frame.date(at)),
                called: waits.and_then(|call| call.for_date.as_ref()).map(|day| frame.date(day)),
                every: rule.every_months,
                notice: rule.notice_days,
                by: frame.pick(&standing.names_of(&rule.by)),
                fallback: frame.pick(&standing.names_of(&rule.fallback)),
                demand: rule.on_demand_of.map(|share| (frame.number(share), demands(standing, id))),
                overdue: late.get(id).map(|late| late.months),
            })
        })
        .collect();
    lines.sort_by(|a, b| {
        b.overdue
            .is_some()
            .cmp(&a.overdue.is_some())
            .then_with(|| shura_text::normal::natural_cmp(&a.name, &b.name))
    });
    lines
}

fn call(organ: &Id) -> Convening {
    Convening {
        organ: organ.clone(),
        for_date: None,
        due: None,
        invited: vec![],
        not_invited: vec![],
        extraordinary: false,
        demand: false,
    }
}

/// How many units have demanded a sitting of an organ since its last one.
fn demands(standing: &Standing, organ: &Id) -> usize {
    let place = |id: &Id| standing.acts.get(id).map(|seen| seen.place);
    let last = turn::last_sitting(standing, organ).and_then(|(sitting, _)| place(sitting));
    let made = standing.organs.get(organ).map(|o| &o.demands).into_iter().flatten();
    let units: BTreeSet<&Id> =
        made.filter(|(act, ..)| place(act) > last).filter_map(|(_, unit, _)| unit.as_ref()).collect();
    units.len()
}

/// The unit in whose name a person may demand a sitting of an organ that this unit elects.
fn demander(app: &App, standing: &Standing, person: &Id, organ: &Id) -> Option<Id> {
    standing.kind_of(organ)?.convening.as_ref()?.on_demand_of?;
    let electing = delegations(standing, organ);
    let demanded = Act::Convening(Convening { demand: true, ..call(organ) });
    forms::organs_of(standing, person)
        .into_iter()
        .filter(|unit| electing.iter().any(|d| d.unit == *unit))
        .find(|unit| {
            trial(demanded.clone(), Some(unit)).is_some_and(|entry| may(app, standing, person, entry))
        })
}

/// In whose name a person may enter such an act: the person's own, or that of an organ to which the person belongs.
fn in_whose_name(app: &App, standing: &Standing, person: &Id, act: &Act) -> Option<Option<Id>> {
    let names = forms::organs_of(standing, person).into_iter().map(Some);
    std::iter::once(None).chain(names).find(|behalf| {
        trial(act.clone(), behalf.as_ref()).is_some_and(|entry| may(app, standing, person, entry))
    })
}

fn forms_of(app: &App, frame: &Frame, standing: &Standing, person: &Id) -> Vec<String> {
    let with_rule = standing.organs.keys().filter(|id| {
        standing.ended(id).is_none() && standing.kind_of(id).is_some_and(|kind| kind.convening.is_some())
    });
    let mine: Vec<&Id> = with_rule
        .filter(|organ| in_whose_name(app, standing, person, &Act::Convening(call(organ))).is_some())
        .collect();
    let mut made = vec![];
    if !mine.is_empty() {
        let form = Form::new(frame, "convene", frame.path("desk/convenings"));
        let form = form.one("organ", forms::organ_choices(frame, standing, mine)).day("for-date");
        made.push(form.tick("extraordinary").lines("text").may_be_empty());
    }
    let demandable = standing
        .organs
        .keys()
        .filter(|organ| standing.ended(organ).is_none() && demander(app, standing, person, organ).is_some());
    let demandable: Vec<&Id> = demandable.collect();
    if !demandable.is_empty() {
        let form = Form::new(frame, "demand-sitting", frame.path("desk/convenings"));
        made.push(form.one("organ", forms::organ_choices(frame, standing, demandable)).lines("text"));
    }
    let demands = own_demands(app, standing, person);
    if !demands.is_empty() {
        let day = |at: Option<&Date>| at.map(|at| frame.date(at)).unwrap_or_default();
        let choice = |(act, organ, _, at): &(Id, Id, Id, Option<Date>)| {
            Choice::new(act, format!("{} · {}", frame.pick(&standing.name_of(organ)), day(at.as_ref())))
        };
        let form = Form::new(frame, "demand-withdraw", frame.path("desk/convenings"));
        made.push(form.one("demand", demands.iter().map(choice).collect()));
    }
    let waiting = standing.convenings.iter().filter(|(id, call)| {
        call.held.is_none() && !standing.is_void(id) && standing.ended(&call.convening.organ).is_none()
    });
    let postponable: Vec<Choice> = waiting
        .filter(|(id, _)| in_whose_name(app, standing, person, &postponement(id)).is_some())
        .map(|(id, call)| {
            let day = call.for_date.as_ref().map(|day| frame.date(day)).unwrap_or_default();
            Choice::new(id, format!("{} · {day}", frame.pick(&standing.name_of(&call.convening.organ))))
        })
        .collect();
    if !postponable.is_empty() {
        let form = Form::new(frame, "postpone", frame.path("desk/convenings")).one("convening", postponable);
        made.push(form.day("until").lines("text").may_be_empty());
    }
    forms::shown(frame, &made)
}

/// The demands that a person may take back for the unit that made them: the act, the organ, the unit, and when.
fn own_demands(app: &App, standing: &Standing, person: &Id) -> Vec<(Id, Id, Id, Option<Date>)> {
    let made = standing.organs.iter().flat_map(|(organ, held)| held.demands.iter().map(move |d| (organ, d)));
    let own = made.filter_map(|(organ, (act, unit, at))| {
        let unit = unit.as_ref()?;
        let entry = trial(withdrawal(act), Some(unit))?;
        may(app, standing, person, entry).then(|| (act.clone(), organ.clone(), unit.clone(), at.clone()))
    });
    own.collect()
}

fn withdrawal(demand: &Id) -> Act {
    Act::Repeal(Repeal { of: vec![demand.clone()], how: RepealHow::Withdrawn })
}

fn postponement(of: &Id) -> Act {
    Act::Postponement(Postponement { of: of.clone(), until: None, asked_by: vec![], refused: false })
}

async fn enter(State(app): State<Arc<App>>, visitor: Visitor, typed: Typed) -> Result<Response, Trouble> {
    let returned = forms::enter(&app, &visitor, &typed, |book, person| {
        Ok(vec![made(&app, &book.standing, person, &typed)?])
    });
    match returned.await? {
        Sent::Entered => Ok(Redirect::to(&format!("/{}/desk/convenings", visitor.house.key)).into_response()),
        Sent::Returned(returned) => render(&app, &visitor, Some(returned)),
        Sent::Drafted(draft) => Ok(draft),
    }
}

fn made(app: &App, standing: &Standing, person: &Id, typed: &Typed) -> Result<Entry, Wrong> {
    let today = moment(app.now());
    let future = |field: &str| {
        let day = typed.day(field, standing)?;
        let past = today.as_ref().is_some_and(|today| day.surely_before(today));
        if past { Err(Wrong::at(field, "wrong-past")) } else { Ok(day) }
    };
    match typed.form() {
        "convene" => {
            let organ = typed.id("organ")?;
            let (for_date, extraordinary) = (Some(future("for-date")?), typed.ticked("extraordinary"));
            let called = Act::Convening(Convening { for_date, extraordinary, ..call(&organ) });
            let mut entry = typed.entry(called)?;
            entry.behalf = in_whose_name(app, standing, person, &entry.act).flatten();
            Ok(entry)
        }
        "demand-sitting" => {
            typed.text("text")?;
            let organ = typed.id("organ")?;
            let mut entry = typed.entry(Act::Convening(Convening { demand: true, ..call(&organ) }))?;
            entry.behalf = demander(app, standing, person, &organ);
            Ok(entry)
        }
        "demand-withdraw" => {
            let demand = typed.id("demand")?;
            let own = own_demands(app, standing, person).into_iter().find(|(act, ..)| *act == demand);
            let mut entry = typed.entry(withdrawal(&demand))?;
            entry.behalf = own.map(|(_, _, unit, _)| unit);
            Ok(entry)
        }
        "postpone" => {
            let (of, until) = (typed.id("convening")?, Some(future("until")?));
            let mut entry = typed.entry(Act::Postponement(Postponement {
                of,
                until,
                asked_by: vec![],
                refused: false,
            }))?;
            entry.behalf = in_whose_name(app, standing, person, &entry.act).flatten();
            Ok(entry)
        }
        _ => Err(Wrong::whole("wrong-act")),
    }
}
