//! Orders, messages, undertakings and tasks: whose word binds whom, who signed, who obeyed, what is still owed.

use crate::app::App;
use crate::book::Accepted;
use crate::frame::Frame;
use crate::html::{Facts, Html};
use crate::pages::motion::text;
use crate::pages::paging::{Paging, paged};
use crate::pen::{Line, Note, Pen, page_of};
use crate::trouble::Trouble;
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::response::Response;
use axum::routing::get;
use shura_act::act::{Conduct, Stance, Whose};
use shura_act::{Act, Id, Kind};
use shura_kernel::standing::{DispatchStanding, OrderStanding, Pending};
use shura_kernel::words;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "orders.html")]
struct OrdersPage {
    frame: Frame,
    orders: Vec<Given>,
    paging: Paging,
}

/// An order in the list.
struct Given {
    line: Line,
    effect: String,
    class: &'static str,
}

#[derive(Template)]
#[template(path = "order.html")]
struct OrderPage {
    frame: Frame,
    text: Vec<String>,
    effect: String,
    class: &'static str,
    facts: Facts,
    /// Who countersigned or refused to, and the words with it.
    signatures: Vec<(Html, bool, String)>,
    missing: Option<String>,
    units: Vec<Addressed>,
    counter: Vec<Line>,
    carried: Vec<Line>,
    became: Vec<Line>,
    notes: Vec<Note>,
}

/// A unit to which an order goes, or that did something with it.
struct Addressed {
    unit: Html,
    conduct: Option<(&'static str, String)>,
    stance: Option<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "dispatches.html")]
struct DispatchesPage {
    frame: Frame,
    dispatches: Vec<Sent>,
    paging: Paging,
}

/// A message in the list.
struct Sent {
    line: Line,
    to: Html,
    channel: String,
    states: String,
    answer: Html,
}

#[derive(Template)]
#[template(path = "pending.html")]
struct PendingPage {
    frame: Frame,
    overdue: Vec<Owed>,
    open: Vec<Owed>,
    closed: Vec<Owed>,
}

/// An undertaking or a task.
pub struct Owed {
    /// What it is.
    pub what: Html,
    /// An ultimatum, a promise, a task …
    pub form: String,
    /// Who owes it, or gave it.
    pub who: Html,
    /// By when.
    pub due: String,
    /// What became of it.
    pub state: String,
}

/// The routes of the pages.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/{house}/orders", get(list))
        .route("/{house}/orders/{id}", get(show))
        .route("/{house}/dispatches", get(dispatches))
        .route("/{house}/undertakings", get(pending))
}

async fn list(visitor: Visitor, Query(query): Query<BTreeMap<String, String>>) -> Result<Response, Trouble> {
    page_of(&visitor, |pen, frame| {
        let orders = pen.acts().filter(|a| a.entry.act.kind() == Kind::Order).rev().collect();
        let (shown, paging) = paged(pen, "orders", &query, orders);
        let given = |a: &Accepted| {
            let (effect, class) = effect(pen, &frame, &a.entry.id);
            Given { line: pen.line(a), effect, class }
        };
        let orders = shown.into_iter().map(given).collect();
        let title = frame.say("orders-title");
        Some(OrdersPage { orders, paging, frame: frame.titled(title) })
    })
}

async fn show(visitor: Visitor, Path((_, id)): Path<(String, String)>) -> Result<Response, Trouble> {
    page_of(&visitor, |pen, frame| view(pen, frame, &Id::new(&id).ok()?))
}

fn view(pen: &Pen<'_>, frame: Frame, id: &Id) -> Option<OrderPage> {
    let order = pen.standing().orders.get(id)?;
    let accepted = pen.act(id)?;
    let frame = frame.about(id);
    let (effect, class) = effect(pen, &frame, id);
    let missing = pen.outstanding().find(|f| f.rule == "not-countersigned" && f.act == *id);
    let missing = missing.and_then(|f| f.facts.get("needed")).and_then(|fact| match fact {
        shura_kernel::Fact::Words(words) => Some(pen.pick(words)),
        _ => None,
    });
    let carries = |a: &&Accepted| matches!(&a.entry.act, Act::Dispatch(d) if d.carries.as_ref() == Some(id));
    let followed = |a: &&Accepted| {
        !matches!(a.entry.act.kind(), Kind::Dispatch | Kind::Countersignature | Kind::Compliance)
    };
    let number = order.order.number.as_ref();
    let title = number.map_or_else(
        || frame.say("order-title"),
        |n| frame.say_of("order-number", "number", pen.say.number(n)),
    );
    Some(OrderPage {
        text: text(pen, accepted),
        effect,
        class,
        facts: facts(pen, &frame, order),
        signatures: order
            .countersigned
            .iter()
            .map(|(who, given)| (pen.link(who), *given, words_of_signature(pen, id, who)))
            .collect(),
        missing,
        units: addressed(pen, order),
        counter: counter_orders(pen, id, order),
        carried: pen.acts().filter(carries).map(|a| pen.line(a)).collect(),
        became: pen.referring(id).filter(followed).map(|a| pen.line(a)).collect(),
        notes: pen.notes(id),
        frame: frame.titled(title),
    })
}

/// What somebody said when countersigning an order or refusing to, the last time.
fn words_of_signature(pen: &Pen<'_>, order: &Id, who: &Id) -> String {
    let on = |a: &&Accepted| {
        matches!(&a.entry.act, Act::Countersignature(s) if s.of == *order)
            && (a.entry.issuer() == Some(who) || a.entry.by.as_ref() == Some(who))
    };
    let said = pen.acts().rev().find(on).and_then(|a| a.entry.text.as_ref());
    said.map(|text| pen.pick(text)).unwrap_or_default()
}

/// Whether an order holds, in words and as a class of the style sheet.
fn effect(pen: &Pen<'_>, frame: &Frame, id: &Id) -> (String, &'static str) {
    let Some(order) = pen.standing().orders.get(id) else { return Default::default() };
    if pen.standing().is_void(id) {
        return (frame.say("order-void"), "void");
    }
    match (&order.ended_by, order.in_force, order.provisional) {
        (Some((by, _)), _, _) => (
            frame.say_of(
                "order-ended",
                "at",
                pen.act(by).map(|a| pen.date(a.entry.at.as_ref())).unwrap_or_default(),
            ),
            "note",
        ),
        (None, true, true) => (frame.say("order-provisional"), "irregular"),
        (None, true, false) => (frame.say("order-in-force"), "for"),
        (None, false, _) => (frame.say("order-not-in-force"), "note"),
    }
}

fn facts(pen: &Pen<'_>, frame: &Frame, order: &OrderStanding) -> Facts {
    let mut facts = Facts::default();
    let told = &order.order;
    facts.add(frame.say("order-issuer"), pen.links(&order.issuer));
    facts.say(frame.say("fact-at"), pen.date(order.at.as_ref()));
    facts.add(frame.say("order-to"), pen.links(&told.to));
    facts.add(frame.say("order-executor"), pen.links(&told.executor));
    facts.say(frame.say("fact-subject"), told.subject.as_ref().map(|s| pen.subject(s)).unwrap_or_default());
    facts.say(frame.say("order-deadline"), pen.date(told.deadline.as_ref()));
    facts.add(frame.say("order-annuls"), pen.links(&told.annuls));
    facts.add(frame.say("order-ended-by"), pen.links(order.ended_by.iter().map(|(by, _)| by)));
    facts
}

/// The units addressed and those that did something with the order, with how each stands to the issuer.
fn addressed(pen: &Pen<'_>, order: &OrderStanding) -> Vec<Addressed> {
    let units: BTreeSet<&Id> = order.order.to.iter().chain(order.conduct.keys()).collect();
    let stance = |unit: &Id| {
        let held = pen.standing().recognitions.get(unit)?.get(order.issuer.as_ref()?)?;
        let held = held.get(&Whose::Whole).or_else(|| held.values().next())?;
        Some((stance_class(held.stance), pen.pick(&words::stance(held.stance))))
    };
    let conduct =
        |unit: &Id| order.conduct.get(unit).map(|c| (conduct_class(*c), pen.pick(&words::conduct(*c))));
    units
        .into_iter()
        .map(|unit| Addressed { unit: pen.link(unit), conduct: conduct(unit), stance: stance(unit) })
        .collect()
}

/// The class of a stance in the style sheet.
pub fn stance_class(stance: Stance) -> &'static str {
    match stance {
        Stance::Recognises => "for",
        Stance::Refuses => "against",
        Stance::Neutral => "neutral",
        Stance::Conditional | Stance::Partial => "abstain",
        Stance::Undecided | Stance::Divided => "divided",
    }
}

fn conduct_class(conduct: Conduct) -> &'static str {
    match conduct {
        Conduct::Obeyed => "for",
        Conduct::Refused | Conduct::Ignored => "against",
        Conduct::Partial | Conduct::Delayed | Conduct::Impossible => "abstain",
    }
}

/// Orders of others to the same units on the same subject, and those that annul this one or that it annuls.
fn counter_orders(pen: &Pen<'_>, id: &Id, order: &OrderStanding) -> Vec<Line> {
    let against = |a: &&Accepted| {
        let Some(other) = pen.standing().orders.get(&a.entry.id) else { return false };
        let annul = other.order.annuls.contains(id) || order.order.annuls.contains(&a.entry.id);
        let same_subject = other.order.subject.is_some() && other.order.subject == order.order.subject;
        let same_units = other.order.to.iter().any(|unit| order.order.to.contains(unit));
        a.entry.id != *id && (annul || (same_subject && same_units && other.issuer != order.issuer))
    };
    pen.acts().filter(|a| a.entry.act.kind() == Kind::Order).filter(against).map(|a| pen.line(a)).collect()
}

async fn dispatches(
    visitor: Visitor,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, Trouble> {
    page_of(&visitor, |pen, frame| {
        let all = pen.acts().filter(|a| a.entry.act.kind() == Kind::Dispatch).rev().collect();
        let (shown, paging) = paged(pen, "dispatches", &query, all);
        let sent = |a: &Accepted| Some(sent(pen, a, pen.standing().dispatches.get(&a.entry.id)?));
        let dispatches = shown.into_iter().filter_map(sent).collect();
        let title = frame.say("dispatches-title");
        Some(DispatchesPage { dispatches, paging, frame: frame.titled(title) })
    })
}

fn sent(pen: &Pen<'_>, accepted: &Accepted, dispatch: &DispatchStanding) -> Sent {
    let states = dispatch.states.iter().map(|s| pen.say.state("to", s));
    let mut line = pen.line(accepted);
    line.by = pen.links(&dispatch.from);
    Sent {
        line,
        to: pen.links(&dispatch.dispatch.to),
        channel: pen.say.state("channel", &dispatch.dispatch.channel),
        states: states.collect::<Vec<_>>().join(pen.comma()),
        answer: pen.links(&dispatch.answered_by),
    }
}

async fn pending(visitor: Visitor) -> Result<Response, Trouble> {
    page_of(&visitor, |pen, frame| {
        let (overdue, open, closed) = owed(pen, |_| true);
        let title = frame.say("pending-title");
        Some(PendingPage { overdue, open, closed, frame: frame.titled(title) })
    })
}

/// Undertakings and tasks of which something holds: those overdue, those open, those closed.
pub fn owed(pen: &Pen<'_>, of: impl Fn(&Pending) -> bool) -> (Vec<Owed>, Vec<Owed>, Vec<Owed>) {
    let late = |id: &Id| {
        pen.book
            .outstanding()
            .iter()
            .any(|f| matches!(f.rule, "undertaking-overdue" | "task-overdue") && f.act == *id)
    };
    let (mut overdue, mut open, mut closed) = (vec![], vec![], vec![]);
    for (id, pending) in pen.standing().pending.iter().filter(|(id, p)| pen.act(id).is_some() && of(p)) {
        let owed = Owed {
            what: pen.link(id),
            form: pen.pick(&pending.form.map_or_else(|| words::kind(Kind::Task), words::undertaking)),
            who: pen.links(&pending.by),
            due: pen.date(pending.due.as_ref()),
            state: pending.state.map(|s| pen.say.state("to", &s)).unwrap_or_default(),
        };
        if late(id) {
            overdue.push(owed);
        } else if pending.is_open() {
            open.push(owed);
        } else {
            closed.push(owed);
        }
    }
    (overdue, open, closed)
}
