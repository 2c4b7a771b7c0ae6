//! The record: every act, page by page, to filter and to search in Persian and English; and each act whole.

use crate::app::App;
use crate::book::Accepted;
use crate::frame::Frame;
use crate::html::{Facts, Html};
use crate::pages::motion::text;
use crate::pages::paging::{Paging, paged};
use crate::pen::{Line, Note, Pen, page_of};
use crate::telling::fields;
use crate::trouble::Trouble;
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::response::Response;
use axum::routing::get;
use shura_act::{Date, Id, Kind, Lang};
use shura_kernel::words;
use shura_text::normal::{ascii_digits, search_key};
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "acts.html")]
struct ActsPage {
    frame: Frame,
    asked: BTreeMap<String, String>,
    kinds: Vec<(&'static str, String)>,
    wrong_date: bool,
    count: String,
    lines: Vec<Line>,
    paging: Paging,
}

#[derive(Template)]
#[template(path = "act.html")]
struct ActPage {
    frame: Frame,
    text: Vec<String>,
    void: bool,
    facts: Facts,
    said: Facts,
    place: String,
    id: Id,
    before: Option<String>,
    after: Option<String>,
    referring: Vec<Line>,
    notes: Vec<Note>,
}

/// The routes of the pages.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/{house}/acts", get(list)).route("/{house}/acts/{id}", get(show))
}

async fn list(visitor: Visitor, Query(query): Query<BTreeMap<String, String>>) -> Result<Response, Trouble> {
    page_of(&visitor, |pen, frame| Some(browse(pen, frame, query)))
}

impl ActsPage {
    /// What was asked in a field.
    fn asked(&self, field: &str) -> &str {
        self.asked.get(field).map_or("", String::as_str)
    }
}

fn browse(pen: &Pen<'_>, frame: Frame, asked: BTreeMap<String, String>) -> ActsPage {
    let wanted = Wanted::of(pen, &asked);
    let mut found: Vec<&Accepted> = pen.acts().filter(|a| wanted.fits(pen, a)).collect();
    if asked.get("order").is_none_or(|o| o != "first") {
        found.reverse();
    }
    let count = frame.say_of("acts-found", "n", found.len());
    let (shown, paging) = paged(pen, "acts", &asked, found);
    let mut kinds: Vec<(&str, String)> =
        Kind::ALL.iter().map(|k| (k.name(), pen.pick(&words::kind(*k)))).collect();
    kinds.sort_by(|a, b| shura_text::normal::natural_cmp(&a.1, &b.1));
    let title = frame.say("acts-title");
    ActsPage {
        lines: shown.into_iter().map(|a| pen.line(a)).collect(),
        wrong_date: wanted.wrong_date,
        kinds,
        count,
        paging,
        asked,
        frame: frame.titled(title),
    }
}

/// Which acts are asked for.
struct Wanted {
    words: Vec<String>,
    who: Vec<String>,
    kind: Option<String>,
    from: Option<Date>,
    to: Option<Date>,
    wrong_date: bool,
}

impl Wanted {
    fn of(pen: &Pen<'_>, asked: &BTreeMap<String, String>) -> Self {
        let field = |name: &str| asked.get(name).map(|v| v.trim()).filter(|v| !v.is_empty());
        let words = |name: &str| -> Vec<String> {
            field(name)
                .unwrap_or_default()
                .split_whitespace()
                .map(search_key)
                .filter(|w| !w.is_empty())
                .collect()
        };
        let date = |name: &str| field(name).map(|v| Date::from_calendar(&ascii_digits(v), pen.say.calendar));
        let (from, to) = (date("from"), date("to"));
        Self {
            words: words("q"),
            who: words("who"),
            kind: field("kind").map(str::to_owned),
            wrong_date: matches!(from, Some(Err(_))) || matches!(to, Some(Err(_))),
            from: from.and_then(Result::ok),
            to: to.and_then(Result::ok),
        }
    }

    fn fits(&self, pen: &Pen<'_>, accepted: &Accepted) -> bool {
        let entry = &accepted.entry;
        let after = |from: &Date| entry.at.as_ref().is_some_and(|at| at.last() >= from.first());
        let before = |to: &Date| entry.at.is_some() && entry.by_then(to);
        self.kind.as_ref().is_none_or(|kind| entry.act.kind().name() == kind)
            && self.from.as_ref().is_none_or(after)
            && self.to.as_ref().is_none_or(before)
            && (self.words.is_empty() || holds(&said(pen, accepted), &self.words))
            && (self.who.is_empty() || concerned(pen, accepted, &self.who))
    }
}

fn holds(text: &str, words: &[String]) -> bool {
    words.iter().all(|word| text.contains(word.as_str()))
}

/// What an act says, in both languages, and its own name.
fn said(pen: &Pen<'_>, accepted: &Accepted) -> String {
    let (entry, standing) = (&accepted.entry, pen.standing());
    let name = standing.name_of(&entry.id);
    let text = entry.text.as_ref().map(|t| format!("{} {}", t.en, t.fa)).unwrap_or_default();
    search_key(&format!("{text} {} {} {}", name.en, name.fa, entry.id))
}

/// Whether somebody of this name, or an organ, did the act or is named in it.
fn concerned(pen: &Pen<'_>, accepted: &Accepted, who: &[String]) -> bool {
    let standing = pen.standing();
    let mut found = false;
    let mut see = |id: &Id| {
        if !found
            && (standing.persons.contains_key(id)
                || standing.organs.contains_key(id)
                || standing.factions.contains_key(id))
        {
            let name = standing.name_of(id);
            found = holds(&search_key(&format!("{} {}", name.en, name.fa)), who);
        }
    };
    see(&accepted.entry.id);
    accepted.entry.each_reference(&mut see);
    found
}

async fn show(visitor: Visitor, Path((_, id)): Path<(String, String)>) -> Result<Response, Trouble> {
    page_of(&visitor, |pen, frame| view(pen, frame, &Id::new(&id).ok()?))
}

fn view(pen: &Pen<'_>, frame: Frame, id: &Id) -> Option<ActPage> {
    let accepted = pen.act(id)?;
    let place = pen.book.place_of(id.as_str())?;
    let beside = |place: Option<usize>| {
        let beside = pen.book.entries.get(place?).filter(|a| pen.sees(a))?;
        Some(pen.place(&format!("acts/{}", beside.entry.id)))
    };
    let kind = pen.pick(&words::kind(accepted.entry.act.kind()));
    let frame = frame.titled(capital(pen, kind)).about(id);
    let own_page = pen.path(id).filter(|path| !frame.is_here(path));
    Some(ActPage {
        text: text(pen, accepted),
        void: accepted.void,
        facts: facts(pen, &frame, accepted, own_page),
        said: fields(pen, &accepted.entry),
        place: frame
            .say_all("act-place", &[("place", (place + 1).into()), ("all", pen.book.entries.len().into())]),
        id: id.clone(),
        before: beside(place.checked_sub(1)),
        after: beside(Some(place + 1)),
        referring: pen.referring(id).map(|a| pen.line(a)).collect(),
        notes: pen.notes(id),
        frame,
    })
}

/// With a capital at the beginning, where the language has any.
fn capital(pen: &Pen<'_>, text: String) -> String {
    let mut letters = text.chars();
    match letters.next().filter(|_| pen.say.lang == Lang::En) {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => text,
    }
}

/// Who, when, under whose authority and by whose account.
fn facts(pen: &Pen<'_>, frame: &Frame, accepted: &Accepted, own_page: Option<String>) -> Facts {
    let entry = &accepted.entry;
    let mut facts = Facts::default();
    let own = own_page.map(|path| Html::link(&path, &pen.name(&entry.id)));
    facts.add(frame.say("act-made"), own.unwrap_or_default());
    facts.say(frame.say("fact-at"), pen.date(entry.at.as_ref()));
    facts.say(frame.say("act-entered"), pen.date(entry.entered.as_ref()));
    facts.add(frame.say("act-by"), pen.links(&entry.by));
    facts.add(frame.say("act-behalf"), pen.links(&entry.behalf));
    facts.add(frame.say("act-under"), pen.links(&entry.under));
    facts.add(frame.say("fact-sitting"), pen.links(&entry.sitting));
    facts.add(frame.say("act-account-of"), pen.links(&entry.account_of));
    facts.add(frame.say("act-refers"), pen.links(&entry.refers));
    facts.add(frame.say("act-source"), pen.links(&entry.source));
    let seed = entry.seed.iter().map(|line| pen.say.number(line)).collect::<Vec<_>>();
    facts.say(frame.say("act-seed"), seed.join(pen.comma()));
    facts
}
