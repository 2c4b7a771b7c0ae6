//! The credentials of an organ: who holds which mandate, verified, challenged, ruled upon, reported, and the report adopted by vote.

use crate::app::App;
use crate::book::Book;
use crate::credentials;
use crate::forms::{self, Choice, Form, Sent, Typed, Wrong, may, trial, word_choices};
use crate::frame::{Frame, Returned};
use crate::told;
use crate::trouble::{Trouble, page, page_as};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use shura_act::act::{
    Challenge, MandateChange, MandateState, Part, Report, Ruling, RulingOutcome, SittingState,
};
use shura_act::{Act, Bilingual, Entry, Figure, Id, Key};
use shura_kernel::Standing;
use shura_kernel::charter::Role;
use shura_kernel::delegations::{Credentials, Delegation, delegations};
use std::sync::Arc;

/// Grounds on which a mandate is challenged, as words of the record.
const GROUNDS: &[&str] = &["no-base", "stale", "irregular-election", "over-norm", "not-a-member", "other"];

#[derive(Template)]
#[template(path = "credentials_list.html")]
struct List {
    frame: Frame,
    organs: Vec<(Id, String, Credentials)>,
}

/// A mandate in the list.
struct Line {
    id: Id,
    person: Id,
    name: String,
    unit: String,
    substitute: bool,
    verified: bool,
    /// The ground of the challenge that stands against it.
    challenged: Option<String>,
}

/// A challenge, and how it was ruled upon.
struct Challenged {
    id: Id,
    name: String,
    ground: String,
    ruled: Option<String>,
}

#[derive(Template)]
#[template(path = "credentials.html")]
struct Page {
    frame: Frame,
    told: Credentials,
    mandates: Vec<Line>,
    challenges: Vec<Challenged>,
    delegations: Vec<(String, Delegation)>,
    reports: Vec<(Id, String)>,
    forms: Vec<String>,
}

/// The routes of the pages.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/{house}/credentials", get(list))
        .route("/{house}/credentials/{organ}", get(show).post(enter))
}

async fn list(visitor: Visitor) -> Result<Response, Trouble> {
    visitor.signed_in()?;
    let mut frame = Frame::new(&visitor, "");
    frame.title = frame.say("credentials-title");
    let organs = {
        let book = visitor.house.book();
        let standing = &book.standing;
        let sent_to =
            standing.organs.keys().filter(|id| standing.ended(id).is_none() && has_credentials(standing, id));
        sent_to
            .map(|id| {
                (
                    id.clone(),
                    frame.pick(&standing.name_of(id)),
                    shura_kernel::delegations::credentials(standing, id),
                )
            })
            .collect()
    };
    page(&visitor, &List { frame, organs })
}

/// Whether an organ consists of delegates.
fn has_credentials(standing: &Standing, organ: &Id) -> bool {
    standing.kind_of(organ).is_some_and(|kind| kind.role == Role::Council)
}

async fn show(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path((_, organ)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    render(&app, &visitor, &organ, None)
}

fn render(
    app: &App,
    visitor: &Visitor,
    organ: &str,
    returned: Option<Returned>,
) -> Result<Response, Trouble> {
    visitor.signed_in()?;
    let status = if returned.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let frame = Frame::new(visitor, "").returning(returned);
    let made = make(app, visitor, frame, organ);
    page_as(visitor, status, &made.ok_or_else(|| Trouble::not_found(visitor))?)
}

fn make(app: &App, visitor: &Visitor, mut frame: Frame, organ: &str) -> Option<Page> {
    let book = visitor.house.book();
    let standing = &book.standing;
    let organ = Id::new(organ).ok().filter(|id| has_credentials(standing, id))?;
    frame.title = frame.say_of("credentials-of", "organ", frame.pick(&standing.name_of(&organ)));
    let mut mandates: Vec<Line> = standing
        .seated(&organ)
        .map(|(id, held)| Line {
            id: id.clone(),
            person: held.mandate.person.clone(),
            name: visitor.name_in(&book, &held.mandate.person),
            unit: held
                .mandate
                .unit
                .as_ref()
                .map(|unit| frame.pick(&standing.name_of(unit)))
                .unwrap_or_default(),
            substitute: held.mandate.substitute_for.is_some(),
            verified: held.verified,
            challenged: held
                .challenged
                .as_ref()
                .and_then(|c| standing.challenges.get(c))
                .map(|c| ground(&frame, c.ground.as_ref())),
        })
        .collect();
    mandates
        .sort_by(|a, b| shura_text::normal::natural_cmp(&a.unit, &b.unit).then_with(|| a.name.cmp(&b.name)));
    let of_organ = standing.challenges.iter().filter_map(|(id, challenge)| {
        let held = standing.mandates.get(&challenge.of).filter(|m| m.mandate.organ == organ)?;
        Some(Challenged {
            id: id.clone(),
            name: visitor.name_in(&book, &held.mandate.person),
            ground: ground(&frame, challenge.ground.as_ref()),
            ruled: challenge.ruled.as_ref().map(|(_, outcome)| frame.say(outcome_key(*outcome))),
        })
    });
    let challenges: Vec<Challenged> = of_organ.collect();
    let told = shura_kernel::delegations::credentials(standing, &organ);
    let sent = delegations(standing, &organ).into_iter();
    let delegations = sent.map(|d| (frame.pick(&standing.name_of(&d.unit)), d)).collect();
    let reports: Vec<(Id, String)> = reports(&frame, &book, &organ);
    let forms = forms_of(app, visitor, &frame, &book, &organ, &mandates, &challenges, &reports);
    Some(Page { frame, told, mandates, challenges, delegations, reports, forms })
}

fn outcome_key(outcome: RulingOutcome) -> &'static str {
    match outcome {
        RulingOutcome::Upheld => "ruling-upheld",
        RulingOutcome::Dismissed => "ruling-dismissed",
        RulingOutcome::Void => "ruling-void",
        RulingOutcome::Reserved => "ruling-reserved",
    }
}

fn ground(frame: &Frame, ground: Option<&Key>) -> String {
    let known = ground.filter(|ground| GROUNDS.contains(&ground.as_str()));
    known.map_or_else(|| frame.say("ground-other"), |ground| frame.say(&format!("ground-{ground}")))
}

/// The register under which reports on the credentials of an organ are kept.
fn register(organ: &Id) -> Option<Key> {
    Key::new(&format!("credentials.{organ}")).ok()
}

fn reports(frame: &Frame, book: &Book, organ: &Id) -> Vec<(Id, String)> {
    let kept = register(organ).and_then(|register| book.standing.reports.get(&register));
    let told = kept.into_iter().flatten().rev().filter_map(|report| {
        let text = book.find(report.act.as_str())?.entry.text.as_ref()?;
        Some((report.act.clone(), frame.pick(text)))
    });
    told.collect()
}

fn commission(app: &App, standing: &Standing, person: &Id, act: &Act) -> Option<Id> {
    credentials::organs(standing)
        .into_iter()
        .find(|organ| trial(act.clone(), Some(organ)).is_some_and(|entry| may(app, standing, person, entry)))
}

fn change(of: &Id, to: MandateState) -> Act {
    Act::MandateChange(MandateChange { of: of.clone(), to })
}

fn ruling(of: &Id) -> Act {
    Act::Ruling(Ruling { of: of.clone(), outcome: RulingOutcome::Dismissed, division: None })
}

#[allow(clippy::too_many_arguments)]
fn forms_of(
    app: &App,
    visitor: &Visitor,
    frame: &Frame,
    book: &Book,
    organ: &Id,
    mandates: &[Line],
    challenges: &[Challenged],
    reports: &[(Id, String)],
) -> Vec<String> {
    let Some(person) = visitor.person() else { return vec![] };
    let (standing, path) = (&book.standing, frame.path_of("credentials", organ));
    let choice = |line: &Line| Choice::new(&line.id, format!("{} · {}", line.name, line.unit));
    let mut made = vec![];
    let open: Vec<Choice> =
        mandates.iter().filter(|m| !m.verified && m.challenged.is_none()).map(choice).collect();
    let first = mandates.first().map(|m| m.id.clone());
    if let Some(first) = first.as_ref().filter(|_| !open.is_empty())
        && commission(app, standing, person, &change(first, MandateState::Verified)).is_some()
    {
        made.push(
            Form::new(frame, "credentials-verify", &path).many("mandates", open).lines("text").may_be_empty(),
        );
    }
    let challenge = |of: &Id| Act::Challenge(Challenge { of: of.clone(), ground: None });
    let may_challenge =
        |of: &Id| trial(challenge(of), None).is_some_and(|entry| may(app, standing, person, entry));
    if first.as_ref().is_some_and(may_challenge) {
        let form = Form::new(frame, "credentials-challenge", &path)
            .one("mandate", mandates.iter().map(choice).collect());
        made.push(form.one("ground", word_choices(frame, "ground", GROUNDS)).lines("text"));
    }
    let unruled: Vec<Choice> = challenges
        .iter()
        .filter(|c| c.ruled.is_none())
        .map(|c| Choice::new(&c.id, format!("{} · {}", c.name, c.ground)))
        .collect();
    if let Some(first) = challenges.iter().find(|c| c.ruled.is_none())
        && commission(app, standing, person, &ruling(&first.id)).is_some()
    {
        let form = Form::new(frame, "credentials-rule", &path).one("challenge", unruled);
        made.push(
            form.one("outcome", word_choices(frame, "ruling", &["upheld", "dismissed", "reserved"]))
                .lines("text"),
        );
    }
    if let Some(report) = report(standing, organ)
        && commission(app, standing, person, &Act::Report(report)).is_some()
    {
        made.push(Form::new(frame, "credentials-report", &path).lines("text"));
    }
    let sittings: Vec<Choice> = standing
        .sittings
        .iter()
        .filter(|(_, s)| s.sitting.organ == *organ && matches!(s.state, SittingState::Resumed))
        .map(|(id, s)| Choice::new(id, s.at.as_ref().map(|at| frame.date(at)).unwrap_or_default()))
        .collect();
    if !reports.is_empty() && !sittings.is_empty() {
        let choices = reports
            .iter()
            .map(|(id, text)| Choice::new(id, text.chars().take(80).collect::<String>()))
            .collect();
        let form =
            Form::new(frame, "credentials-adopt", &path).one("report", choices).one("sitting", sittings);
        made.push(told::ask(form, frame));
    }
    forms::shown(frame, &made)
}

/// The figures of the credentials as they stand, as a report.
fn report(standing: &Standing, organ: &Id) -> Option<Report> {
    let told = shura_kernel::delegations::credentials(standing, organ);
    let part =
        |label: &str, count| Part { of: None, label: Some(label.to_owned()), count: Figure::exactly(count) };
    let open = told.given.saturating_sub(told.verified);
    Some(Report {
        register: register(organ)?,
        on: Some(organ.clone()),
        rule: Some(Bilingual::new(
            "mandates in force, as the record has them",
            "وکالت‌های برقرار، چنان که در سند آمده است",
        )),
        asked: None,
        answered: None,
        total: Some(Figure::exactly(told.given)),
        parts: vec![part("verified", told.verified), part("not verified", open)],
    })
}

async fn enter(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path((_, organ)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let id = Id::new(&organ).map_err(|_| Trouble::not_found(&visitor))?;
    let returned =
        forms::enter(&app, &visitor, &typed, |book, person| made(&app, &book.standing, &id, person, &typed));
    match returned.await? {
        Sent::Entered => {
            Ok(Redirect::to(&format!("/{}/credentials/{organ}", visitor.house.key)).into_response())
        }
        Sent::Returned(returned) => render(&app, &visitor, &organ, Some(returned)),
        Sent::Drafted(draft) => Ok(draft),
    }
}

fn made(app: &App, standing: &Standing, organ: &Id, person: &Id, typed: &Typed) -> Result<Vec<Entry>, Wrong> {
    // Whether anybody may, the kernel says when the act is handed in; here the commission is found in whose name it is done.
    let in_name_of = |mut entry: Entry| {
        entry.behalf = commission(app, standing, person, &entry.act);
        entry
    };
    match typed.form() {
        "credentials-verify" => {
            let text = typed.words("text")?;
            let chosen = typed.some_ids("mandates")?;
            let entries = chosen.iter().enumerate().map(|(number, of)| {
                let mut entry = typed.further(&number.to_string(), change(of, MandateState::Verified))?;
                entry.text = text.clone();
                Ok(in_name_of(entry))
            });
            entries.collect()
        }
        "credentials-challenge" => {
            typed.text("text")?;
            let ground = Some(typed.id("ground")?);
            Ok(vec![typed.entry(Act::Challenge(Challenge { of: typed.id("mandate")?, ground }))?])
        }
        "credentials-rule" => {
            typed.text("text")?;
            let ruling =
                Ruling { of: typed.id("challenge")?, outcome: typed.word("outcome")?, division: None };
            Ok(vec![in_name_of(typed.entry(Act::Ruling(ruling))?)])
        }
        "credentials-report" => {
            typed.text("text")?;
            let report = report(standing, organ).ok_or_else(|| Wrong::whole("wrong-act"))?;
            Ok(vec![in_name_of(typed.entry(Act::Report(report))?)])
        }
        "credentials-adopt" => {
            let on = vec![typed.id("report")?];
            let mut vote = told::read(standing, typed, organ, None, on)?.entry;
            vote.sitting = Some(typed.id("sitting")?);
            vote.behalf = None;
            Ok(vec![vote])
        }
        _ => Err(Wrong::whole("wrong-act")),
    }
}
