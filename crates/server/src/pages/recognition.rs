//! Recognition: whose call each unit obeys, on a date, and how far the word of each issuer reaches.

use crate::app::App;
use crate::draw::{About, Part, bar};
use crate::frame::Frame;
use crate::html::Html;
use crate::pages::orders::stance_class;
use crate::pen::{Pen, page_of};
use crate::trouble::Trouble;
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;
use shura_act::act::{Stance, Whose};
use shura_act::{Calendar, Date, Entry, Id, Kind, Lang};
use shura_kernel::recognition::{Reach, Told, Unit, reach, units, word_of};
use shura_kernel::words;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Most authorities that have a column of their own; the rest are told in the reach.
const COLUMNS_MAX: usize = 12;

#[derive(Template)]
#[template(path = "recognition.html")]
struct RecognitionPage {
    frame: Frame,
    /// The day shown, in the calendar of the organisation, as one would type it.
    day: String,
    /// What is wrong with the day asked for.
    wrong: bool,
    step: usize,
    steps: Vec<Step>,
    said: String,
    reach: Vec<Reached>,
    columns: Vec<Html>,
    rows: Vec<(Html, Vec<Cell>)>,
    legend: Vec<(&'static str, &'static str, String)>,
}

/// A day on which some unit's stance changed.
struct Step {
    day: String,
    said: String,
    href: Option<String>,
}

/// How far one authority reaches.
struct Reached {
    name: Html,
    drawing: Html,
    told: String,
}

/// How a unit stands to an authority.
struct Cell {
    class: &'static str,
    sign: &'static str,
    said: String,
    href: Option<String>,
    /// What is known beyond the stance: in whose mouth, in conduct, on what condition.
    more: String,
}

#[derive(Deserialize)]
struct Asked {
    date: Option<String>,
}

/// The route of the page.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/{house}/recognition", get(show))
}

async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Trouble> {
    page_of(&visitor, |pen, frame| Some(view(pen, frame, asked.date.as_deref())))
}

fn view(pen: &Pen<'_>, frame: Frame, asked: Option<&str>) -> RecognitionPage {
    let days = days(pen);
    let calendar = pen.say.calendar;
    let typed =
        asked.map(|text| Date::from_calendar(&shura_text::normal::ascii_digits(text.trim()), calendar));
    let wrong = matches!(typed, Some(Err(_)));
    let day = typed.and_then(Result::ok).or_else(|| days.last().cloned());
    let stands = |e: &Entry| day.as_ref().is_none_or(|d| e.by_then(d)) && !pen.standing().is_void(&e.id);
    let entries: Vec<&Entry> = pen.acts().map(|a| &a.entry).filter(|e| stands(e)).collect();
    let units = units(pen.standing(), &entries, None);
    let reaches = reach(pen.standing(), &units);
    let shown: Vec<&Id> = reaches.iter().take(COLUMNS_MAX).map(|r| &r.authority).collect();
    let passed = |d: &Date| day.as_ref().is_none_or(|day| d.first() <= day.last());
    let step = days.iter().filter(|d| passed(d)).count().saturating_sub(1);
    let title = frame.say("recognition-title");
    RecognitionPage {
        said: day.as_ref().map(|d| pen.say.date(d)).unwrap_or_default(),
        day: day.as_ref().map(|d| typed_day(d, calendar)).unwrap_or_default(),
        wrong,
        steps: days.iter().enumerate().map(|(i, d)| stepped(pen, d, i == step)).collect(),
        step,
        reach: reaches.iter().map(|r| reached(pen, &frame, r)).collect(),
        columns: shown.iter().map(|authority| pen.link(authority)).collect(),
        rows: units.iter().filter_map(|unit| row(pen, &frame, unit, &shown)).collect(),
        legend: legend(pen),
        frame: frame.titled(title),
    }
}

/// The days on which a stance was said or shown, the first to the last.
fn days(pen: &Pen<'_>) -> Vec<Date> {
    let told = pen.acts().filter(|a| a.entry.act.kind() == Kind::Recognition);
    let dates = told.filter_map(|a| a.entry.at.as_ref()).filter(|at| at.first() > i64::MIN);
    let by_day: BTreeMap<i64, Date> = dates
        .filter_map(|at| {
            let day = crate::clerk::moment(at.first())?;
            let day = Date::new(day.as_str().get(..10)?).ok()?;
            Some((day.first(), day))
        })
        .collect();
    by_day.into_values().collect()
}

/// A day as one types it.
fn typed_day(day: &Date, calendar: Calendar) -> String {
    day.in_calendar(calendar).chars().take(16).collect()
}

fn stepped(pen: &Pen<'_>, day: &Date, here: bool) -> Step {
    let typed = typed_day(day, pen.say.calendar);
    Step {
        said: pen.say.date(day),
        href: (!here).then(|| pen.place(&format!("recognition?date={typed}"))),
        day: typed,
    }
}

fn reached(pen: &Pen<'_>, frame: &Frame, r: &Reach) -> Reached {
    let counts = [
        ("for", r.recognise, "reach-recognise"),
        ("abstain", r.conditional + r.partial, "reach-conditional"),
        ("neutral", r.neutral, "reach-neutral"),
        ("divided", r.divided, "reach-divided"),
        ("against", r.refuse, "reach-refuse"),
        ("shown-for", r.shown_for, "reach-shown-for"),
        ("shown-against", r.shown_against, "reach-shown-against"),
    ];
    let parts: Vec<Part> = counts
        .iter()
        .map(|(class, n, _)| Part { class, count: *n as u64, label: pen.say.number(n) })
        .collect();
    let said = counts.iter().filter(|(_, n, _)| *n > 0).map(|(_, n, key)| frame.say_of(key, "n", *n));
    let told = said.collect::<Vec<_>>().join(pen.comma());
    let name = pen.name(&r.authority);
    let about = About { title: &name, description: &told };
    Reached {
        name: pen.link(&r.authority),
        drawing: Html::markup(bar(&parts, r.units as u64, pen.say.lang == Lang::Fa, &about)),
        told,
    }
}

/// The row of a unit; nothing where it stands to none of the authorities that have a column.
fn row(pen: &Pen<'_>, frame: &Frame, unit: &Unit, columns: &[&Id]) -> Option<(Html, Vec<Cell>)> {
    let cells: Vec<Cell> = columns.iter().map(|authority| cell(pen, frame, unit, authority)).collect();
    cells.iter().any(|c| c.href.is_some()).then(|| (pen.link(&unit.unit), cells))
}

fn cell(pen: &Pen<'_>, frame: &Frame, unit: &Unit, authority: &Id) -> Cell {
    let told: Vec<&Told> = unit.stances.iter().filter(|t| t.authority == *authority).collect();
    let Some(last) = told.last() else {
        return Cell { class: "", sign: "", said: String::new(), href: None, more: String::new() };
    };
    let word = word_of(&told);
    let stance = word.unwrap_or(last.stance);
    let parts = told.iter().filter(|t| t.whose != Whose::Whole || t.shown).map(|t| {
        let how = frame.say(if t.shown { "recognition-shown" } else { "recognition-said" });
        format!("{} {how}: {}", pen.pick(&words::whose(t.whose)), pen.pick(&words::stance(t.stance)))
    });
    let conditions = told.iter().filter_map(|t| t.condition.as_ref()).map(|c| pen.pick(c));
    Cell {
        class: stance_class(stance),
        sign: sign(stance),
        said: pen.pick(&words::stance(stance)),
        href: pen.act(&last.act).map(|_| pen.place(&format!("acts/{}", last.act))),
        more: parts.chain(conditions).collect::<Vec<_>>().join("; "),
    }
}

/// A sign beside the colour, for those who do not tell colours apart.
fn sign(stance: Stance) -> &'static str {
    match stance {
        Stance::Recognises => "●",
        Stance::Refuses => "✕",
        Stance::Neutral => "○",
        Stance::Conditional | Stance::Partial => "◐",
        Stance::Undecided => "?",
        Stance::Divided => "◫",
    }
}

fn legend(pen: &Pen<'_>) -> Vec<(&'static str, &'static str, String)> {
    let all = [
        Stance::Recognises,
        Stance::Conditional,
        Stance::Neutral,
        Stance::Divided,
        Stance::Undecided,
        Stance::Refuses,
    ];
    all.map(|s| (stance_class(s), sign(s), pen.pick(&words::stance(s)))).into()
}
