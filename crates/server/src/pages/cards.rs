//! Cards to sign in: chosen, entered as acts, printed. A code is shown once, on the sheet, and kept nowhere but as a hash.

use crate::app::App;
use crate::clerk::Submission;
use crate::credentials::{self, Giver, card, card_of};
use crate::forms::{self, Form, Typed, Wrong};
use crate::frame::{Frame, Returned, why_not};
use crate::trouble::{Trouble, page, page_as};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::http::header::{HOST, HeaderMap};
use axum::response::Response;
use axum::routing::get;
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use serde::Deserialize;
use shura_act::{Act, Bilingual, Date, Id, Lang, show};
use shura_kernel::Standing;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Days that a code opens the door, where nothing else is asked for, and at most.
const DAYS: u64 = 30;
const MOST_DAYS: u64 = 366;
/// The most cards on one sheet.
const MOST_CARDS: usize = 500;
const DAY: i64 = 86_400;

#[derive(Template)]
#[template(path = "cards.html")]
struct Cards {
    frame: Frame,
    /// Organs whose people can be chosen: path and name.
    organs: Vec<(String, String)>,
    form: Option<String>,
}

/// One card, in both languages.
struct Card {
    name: Bilingual,
    code: String,
    qr: String,
    until: Bilingual,
}

#[derive(Template)]
#[template(path = "cards_sheet.html")]
struct Sheet {
    frame: Frame,
    organisation: Bilingual,
    address: String,
    cards: Vec<Card>,
}

/// The routes of the page.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/{house}/cards", get(show).post(give))
}

#[derive(Deserialize)]
struct Of {
    #[serde(default)]
    of: String,
}

async fn show(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Query(of): Query<Of>,
) -> Result<Response, Trouble> {
    render(&app, &visitor, &of.of, None)
}

fn render(app: &App, visitor: &Visitor, of: &str, returned: Option<Returned>) -> Result<Response, Trouble> {
    let person = visitor.signed_in()?;
    let status = if returned.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mut frame = Frame::new(visitor, "").returning(returned);
    frame.title = frame.say("cards-title");
    let cards = {
        let book = visitor.house.book();
        let standing = &book.standing;
        let givers = credentials::givers(app, standing, person);
        if givers.is_empty() {
            drop(book);
            return Err(Trouble::not_for_you(visitor));
        }
        let people = |organ: &Id| people(visitor, standing, &givers, organ);
        let peopled = standing.organs.keys().filter(|organ| !people(organ).is_empty());
        let mut organs: Vec<(String, String)> = peopled
            .map(|organ| (frame.path(&format!("cards?of={organ}")), frame.pick(&standing.name_of(organ))))
            .collect();
        organs.sort_by(|a, b| shura_text::normal::natural_cmp(&a.1, &b.1));
        let organ = Id::new(of).ok().filter(|organ| standing.organs.contains_key(organ));
        let form = organ.map(|organ| {
            let people = people(&organ);
            Form::new(&frame, "cards-give", frame.path("cards"))
                .headed(frame.pick(&standing.name_of(&organ)))
                .opened()
                .hidden("of", &organ)
                .many("holders", forms::person_choices(visitor, &book, &people))
                .number("days")
                .filled(frame.number(DAYS))
                .tick("lost")
        });
        let form = form.map(|form| form.render().unwrap_or_default());
        Cards { frame, organs, form }
    };
    page_as(visitor, status, &cards)
}

/// The people of an organ to whom cards may be given: who sits in it, who sits elsewhere for it, who holds an office in it, who belongs to it.
fn people(visitor: &Visitor, standing: &Standing, givers: &[Giver], organ: &Id) -> BTreeSet<Id> {
    let sits = standing.mandates.values().filter(|m| m.in_force);
    let sits = sits.filter(|m| m.mandate.organ == *organ || m.mandate.unit.as_ref() == Some(organ));
    let holds =
        standing.appointments.values().filter(|a| a.in_force && a.appointment.organ.as_ref() == Some(organ));
    let people = sits.map(|m| &m.mandate.person).chain(holds.map(|a| &a.appointment.person)).cloned();
    let people = people.chain(visitor.house.members_of(organ));
    let given = |p: &Id| credentials::giver_of(&visitor.house, standing, givers, p).is_some();
    people.filter(|p| standing.persons.contains_key(p) && given(p)).collect()
}

async fn give(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    headers: HeaderMap,
    typed: Typed,
) -> Result<Response, Trouble> {
    let person = visitor.signed_in()?.clone();
    let of = typed.maybe("of").ok().flatten().unwrap_or_default();
    let made = orders(&app, &visitor, &person, &typed)?;
    let (entries, until) = match made {
        Ok(made) => made,
        Err(wrong) => return render(&app, &visitor, &of, Some(typed.wrong(&visitor, &wrong))),
    };
    let given: Vec<(Id, Id)> = entries.iter().flat_map(given).collect();
    if let Err(error) = forms::enter_all(&app, &visitor.house, entries).await {
        return render(&app, &visitor, &of, Some(typed.returned("", why_not(&visitor, &error))));
    }
    let lost = typed.ticked("lost");
    let address = address(&app, &visitor, &headers);
    let mut cards = vec![];
    for (act, holder) in given {
        let broken = || Trouble::broken(&visitor);
        let code = visitor.house.desk.give_card(&act, &holder, until, lost).map_err(|_| broken())?;
        let Some(code) = code else { continue };
        cards.push(print(&visitor, &address, &holder, code, until).ok_or_else(broken)?);
    }
    if cards.is_empty() {
        let printed = Frame::new(&visitor, "").say("wrong-cards-printed");
        return render(&app, &visitor, &of, Some(typed.returned("", printed)));
    }
    let mut frame = Frame::new(&visitor, "");
    frame.title = frame.say("cards-sheet-title");
    let organisation = visitor.house.book().standing.charter.organisation.name.clone();
    page(&visitor, &Sheet { frame, organisation, address, cards })
}

/// The acts that give the cards, and until when they open.
type Ordered = (Vec<Submission>, i64);

/// The act that gives a card, and its holder.
fn given(submission: &Submission) -> Option<(Id, Id)> {
    match &submission.entry.act {
        Act::Pass(pass) => Some((submission.entry.id.clone(), pass.holder.first()?.clone())),
        _ => None,
    }
}

fn orders(
    app: &App,
    visitor: &Visitor,
    person: &Id,
    typed: &Typed,
) -> Result<Result<Ordered, Wrong>, Trouble> {
    let book = visitor.house.book();
    let standing = &book.standing;
    let givers = credentials::givers(app, standing, person);
    if givers.is_empty() {
        drop(book);
        return Err(Trouble::not_for_you(visitor));
    }
    let giver_of = |holder: &Id| {
        let giver = credentials::giver_of(&visitor.house, standing, &givers, holder);
        giver.filter(|_| standing.persons.contains_key(holder)).map(|giver| giver.organ.clone())
    };
    Ok(ordered(app, standing, person, giver_of, typed))
}

fn ordered(
    app: &App,
    standing: &Standing,
    person: &Id,
    giver_of: impl Fn(&Id) -> Option<Id>,
    typed: &Typed,
) -> Result<Ordered, Wrong> {
    let holders = typed.some_ids("holders")?;
    if holders.len() > MOST_CARDS {
        return Err(Wrong::at("holders", "wrong-many-cards"));
    }
    let days = typed.number("days")?;
    if !(1..=MOST_DAYS).contains(&days) {
        return Err(Wrong::at("days", "wrong-days"));
    }
    let until = app.now() + i64::try_from(days).unwrap_or(1) * DAY;
    let lost = typed.ticked("lost");
    let mut entries = vec![];
    for (number, holder) in holders.iter().enumerate() {
        let giver = giver_of(holder).ok_or_else(|| Wrong::at("holders", "wrong-not-offered"))?;
        let replaces = if lost { card_of(standing, holder) } else { None };
        let mut entry = typed.further(&number.to_string(), card(standing, holder, day(until), replaces))?;
        entry.by = Some(person.clone());
        entry.behalf = Some(giver);
        entry.text = Some(words(lost));
        entries.push(Submission { entry, signatures: vec![] });
    }
    Ok((entries, until))
}

fn words(lost: bool) -> Bilingual {
    if lost {
        Bilingual::new(
            "A new card to sign in is given; the old one, its sessions and passkeys open nothing any more.",
            "کارت تازه‌ای برای ورود داده شد؛ کارت پیشین و ورودها و گذرکلیدهای آن دیگر چیزی را باز نمی‌کنند.",
        )
    } else {
        Bilingual::new("A card to sign in is given.", "کارتی برای ورود داده شد.")
    }
}

fn day(seconds: i64) -> Option<Date> {
    let moment = crate::clerk::moment(seconds)?;
    Date::new(moment.as_str().get(..10)?).ok()
}

/// One card with its code, which was made after the act by which the card is given was durable.
fn print(visitor: &Visitor, address: &str, holder: &Id, code: String, until: i64) -> Option<Card> {
    let link = format!("{address}/{}/enter/{code}", visitor.house.key);
    let qr = QrCode::with_error_correction_level(link, EcLevel::M).ok()?;
    let drawn = qr.render::<svg::Color>().quiet_zone(false).min_dimensions(120, 120).build();
    let qr = drawn.find("<svg").and_then(|at| drawn.get(at..)).unwrap_or_default().to_owned();
    let day = day(until)?;
    let book = visitor.house.book();
    let calendar = book.standing.charter.organisation.calendar;
    let until = Bilingual::new(show::date(&day, calendar, Lang::En), show::date(&day, calendar, Lang::Fa));
    let name = visitor.name_in(&book, holder);
    let recorded = book.standing.persons.get(holder).and_then(|person| person.name.clone());
    let name = recorded.unwrap_or_else(|| Bilingual::new(name.clone(), name));
    Some(Card { name, code, qr, until })
}

/// The address of the server as the cards tell it: as it is configured, or else as this browser calls it.
fn address(app: &App, visitor: &Visitor, headers: &HeaderMap) -> String {
    let called = || {
        let host = headers.get(HOST).and_then(|v| v.to_str().ok()).unwrap_or(&visitor.house.key);
        format!("{}://{host}", if app.secure { "https" } else { "http" })
    };
    app.origin.as_ref().map_or_else(called, |origin| origin.text.clone())
}
