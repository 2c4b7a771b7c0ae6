//! A sitting: the hall that everybody sees, live, and the forms of those who take part.

use crate::app::App;
use crate::frame::{Frame, Returned, why_not};
use crate::house::House;
use crate::live;
use crate::say::Say;
use crate::trouble::{Trouble, page_as};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use shura_act::act::{Ballot, Choice};
use shura_act::{Act, Bilingual, Entry, Id, Lang};
use shura_kernel::verdict;
use std::sync::Arc;

/// What everybody in the hall sees.
#[derive(Template)]
#[template(path = "hall.html")]
struct Hall {
    say: Say,
    house: String,
    sitting: Id,
    organ: String,
    present: Option<u64>,
    electors: usize,
    open: Vec<Question>,
}

/// A division in which ballots are taken.
struct Question {
    division: Id,
    on: String,
    votes: u64,
    sentence: Option<Bilingual>,
}

#[derive(Template)]
#[template(path = "sitting.html")]
struct SittingPage {
    frame: Frame,
    hall: String,
    sitting: Id,
}

/// The routes of a sitting.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/{house}/sittings/{sitting}", get(show))
        .route("/{house}/sittings/{sitting}/live", get(watch))
        .route("/{house}/sittings/{sitting}/ballot", post(vote))
}

/// The hall as a piece of HTML in one language: the same for everyone.
pub fn fragment(house: &House, sitting: &Id, lang: Lang) -> String {
    hall(house, sitting, lang).and_then(|hall| hall.render().ok()).unwrap_or_default()
}

fn hall(house: &House, sitting: &Id, lang: Lang) -> Option<Hall> {
    let book = house.book();
    let standing = &book.standing;
    let found = standing.sittings.get(sitting)?;
    let open = found.divisions.iter().filter_map(|id| {
        let division = standing.divisions.get(id).filter(|d| d.open)?;
        let on = division.division.on.iter().map(|m| book.title_of(m).get(lang).to_owned());
        let votes = division.ballots.len() as u64;
        let sentence = verdict::of(standing, id).map(|decided| decided.verdict.sentence.clone());
        Some(Question { division: id.clone(), on: on.collect::<Vec<_>>().join(" "), votes, sentence })
    });
    Some(Hall {
        say: Say { lang, calendar: standing.charter.organisation.calendar },
        house: house.key.clone(),
        sitting: sitting.clone(),
        organ: standing.name_of(&found.sitting.organ).get(lang).to_owned(),
        present: standing.present_in(sitting),
        electors: standing.organs.get(&found.sitting.organ).map_or(0, |o| o.electors.votes.len()),
        open: open.collect(),
    })
}

async fn show(visitor: Visitor, Path((_, sitting)): Path<(String, String)>) -> Result<Response, Trouble> {
    render(&visitor, &sitting, None)
}

fn render(visitor: &Visitor, sitting: &str, returned: Option<Returned>) -> Result<Response, Trouble> {
    let sitting = Id::new(sitting).map_err(|_| Trouble::not_found(visitor))?;
    let hall = hall(&visitor.house, &sitting, visitor.lang).ok_or_else(|| Trouble::not_found(visitor))?;
    let status = if returned.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let frame = Frame::new(visitor, hall.organ.clone()).returning(returned);
    let hall = hall.render().map_err(|_| Trouble::broken(visitor))?;
    page_as(visitor, status, &SittingPage { frame, hall, sitting })
}

async fn watch(visitor: Visitor, Path((_, sitting)): Path<(String, String)>) -> Result<Response, Trouble> {
    let sitting = Id::new(&sitting).map_err(|_| Trouble::not_found(&visitor))?;
    if !visitor.house.book().standing.sittings.contains_key(&sitting) {
        return Err(Trouble::not_found(&visitor));
    }
    Ok(live::watch_hall(&visitor.house, &sitting, visitor.lang))
}

#[derive(Deserialize)]
struct Vote {
    division: String,
    choice: Choice,
}

/// A ballot under the visitor's own mandate. Its name follows from division, mandate and choice, so that pressing twice is one ballot.
async fn vote(
    visitor: Visitor,
    Path((_, sitting)): Path<(String, String)>,
    Form(form): Form<Vote>,
) -> Result<Response, Trouble> {
    let person = visitor.signed_in()?.clone();
    let entry = ballot(&visitor, &person, &sitting, &form).ok_or_else(|| Trouble::not_found(&visitor))?;
    match visitor.house.enter_by(&person, entry).await {
        Ok(_) => Ok(Redirect::to(&format!("/{}/sittings/{sitting}", visitor.house.key)).into_response()),
        Err(error) => {
            let why = why_not(&visitor, &error);
            render(
                &visitor,
                &sitting,
                Some(Returned { form: "ballot".to_owned(), why, ..Returned::default() }),
            )
        }
    }
}

fn ballot(visitor: &Visitor, person: &Id, sitting: &str, form: &Vote) -> Option<Entry> {
    let book = visitor.house.book();
    let division = Id::new(&form.division).ok()?;
    let organ = book.standing.divisions.get(&division)?.organ.clone()?;
    let (mandate, _) = book.standing.mandates_in(person, &organ).next()?;
    let id = Id::new(&crate::clerk::fresh("ballot")).ok()?;
    let ballot = Ballot {
        division,
        mandate: mandate.clone(),
        choice: form.choice,
        option: None,
        weight: None,
        withdrawn: false,
    };
    let mut entry = Entry::new(id, Act::Ballot(ballot));
    entry.sitting = Id::new(sitting).ok();
    Some(entry)
}
