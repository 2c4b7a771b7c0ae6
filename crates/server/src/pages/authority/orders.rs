//! Orders and dispatches: given, received, read, countersigned, refused, countermanded.

use super::{Asked, Desk, Line, List};
use crate::forms::{Choice, Form, Typed, Wrong, subject_choices, word_choices};
use shura_act::act::{
    Channel, Compliance, Conduct, Countersignature, Dispatch, DispatchChange, DispatchState, Order, Repeal,
    RepealHow,
};
use shura_act::{Act, Entry, Id, Key};
use shura_kernel::rules::bonds;
use shura_kernel::standing::OrderStanding;

/// How many orders and dispatches are listed.
const LISTED: usize = 30;

pub(super) const DESK: Desk = Desk { path: "desk/orders", title: "order-desk-title", lists, forms, made };

fn order() -> Order {
    Order {
        number: None,
        to: vec![],
        executor: None,
        subject: None,
        annuls: vec![],
        provisional: false,
        deadline: None,
        form: None,
    }
}

fn dispatch(channel: Channel) -> Dispatch {
    Dispatch { channel, from: None, to: vec![], carries: None, answers: None, queries: None, verified: None }
}

/// Orders that concern the person: given by or addressed to an organ of theirs, or to be countersigned by one, or countersigned or refused.
fn mine<'a>(asked: &'a Asked) -> Vec<(&'a Id, &'a OrderStanding)> {
    let concerns = |(id, order): &(&Id, &OrderStanding)| {
        !asked.standing.is_void(id)
            && asked.sees(id)
            && (order.issuer.as_ref().is_some_and(|issuer| asked.concerns(std::slice::from_ref(issuer)))
                || asked.concerns(&order.order.to)
                || order.order.executor.as_ref() == Some(asked.person)
                || order.countersigned.keys().any(|organ| asked.organs.contains(organ))
                || countersigner(asked, order).is_some())
    };
    let mut orders: Vec<_> = asked.standing.orders.iter().filter(concerns).collect();
    orders.sort_by_key(|(id, _)| asked.place(id));
    orders
}

/// The organ of the person that an order waits for to countersign it, and the form that the charter wants.
fn countersigner<'a>(asked: &'a Asked, order: &'a OrderStanding) -> Option<(&'a Id, Option<Key>)> {
    let mut missing = bonds::countersigning(asked.standing, order)
        .filter(|(_, rule)| !bonds::countersigned(asked.standing, order, rule));
    missing.find_map(|(_, rule)| {
        let organ = asked
            .organs
            .iter()
            .find(|o| asked.standing.is_any_of(o, &rule.by) && !order.countersigned.contains_key(*o))?;
        Some((organ, rule.form.clone()))
    })
}

fn lists(asked: &Asked) -> Vec<List> {
    let orders =
        mine(asked).into_iter().take(LISTED).map(|(id, order)| order_line(asked, id, order)).collect();
    let mut dispatches: Vec<&Id> = received(asked).collect();
    dispatches.sort_by_key(|id| asked.place(id));
    let dispatches = dispatches.into_iter().take(LISTED).filter_map(|id| dispatch_line(asked, id)).collect();
    vec![
        List { title: asked.frame.say("orders-mine"), lines: orders },
        List { title: asked.frame.say("dispatches-mine"), lines: dispatches },
    ]
}

fn order_line(asked: &Asked, id: &Id, order: &OrderStanding) -> Line {
    let frame = asked.frame;
    let from = order.issuer.as_ref().map(|issuer| asked.name(issuer)).unwrap_or_default();
    let about = [from, asked.names_of(&order.order.to), asked.day(order.at.as_ref())];
    let mut marks = vec![];
    if !order.in_force {
        marks.push(("bad", frame.say("order-over")));
    }
    for (_, rule) in bonds::countersigning(asked.standing, order) {
        let by = frame.pick(&asked.standing.names_of(&rule.by));
        if bonds::countersigned(asked.standing, order, rule) {
            marks.push(("good", frame.say_of("order-countersigned", "by", by)));
        } else if order
            .countersigned
            .iter()
            .any(|(who, agreed)| !agreed && asked.standing.is_any_of(who, &rule.by))
        {
            marks.push(("bad", frame.say_of("order-not-countersigned", "by", by)));
        } else {
            marks.push(("bad", frame.say_of("order-waits", "by", by)));
        }
    }
    for (unit, conduct) in &order.conduct {
        let good = if *conduct == Conduct::Obeyed { "good" } else { "" };
        marks.push((good, format!("{}: {}", asked.name(unit), frame.say(conduct_key(*conduct)))));
    }
    Line { path: frame.path_of("orders", id), title: asked.words(id), about: joined(&about), marks }
}

fn conduct_key(conduct: Conduct) -> &'static str {
    match conduct {
        Conduct::Obeyed => "conduct-obeyed",
        Conduct::Refused => "conduct-refused",
        Conduct::Partial => "conduct-partial",
        Conduct::Ignored => "conduct-ignored",
        Conduct::Delayed => "conduct-delayed",
        Conduct::Impossible => "conduct-impossible",
    }
}

pub(super) fn joined(parts: &[String]) -> String {
    parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" · ")
}

/// Dispatches that were sent by or to the person or an organ of theirs.
fn received<'a>(asked: &'a Asked) -> impl Iterator<Item = &'a Id> {
    let concerns = move |d: &shura_kernel::standing::DispatchStanding| {
        asked.concerns(&d.dispatch.to)
            || d.from.as_ref().is_some_and(|from| asked.concerns(std::slice::from_ref(from)))
    };
    asked
        .standing
        .dispatches
        .iter()
        .filter(move |(id, d)| !asked.standing.is_void(id) && asked.sees(id) && concerns(d))
        .map(|(id, _)| id)
}

fn dispatch_line(asked: &Asked, id: &Id) -> Option<Line> {
    let held = asked.standing.dispatches.get(id)?;
    let from = held.from.as_ref().map(|from| asked.name(from)).unwrap_or_default();
    let about = joined(&[from, asked.names_of(&held.dispatch.to), asked.day(held.at.as_ref())]);
    let said = |state: &DispatchState| match state {
        DispatchState::Received => Some("dispatch-received"),
        DispatchState::Read => Some("dispatch-read"),
        DispatchState::Lost => Some("dispatch-lost"),
        DispatchState::Answered => Some("dispatch-answered"),
        _ => None,
    };
    let mut marks: Vec<_> =
        held.states.iter().filter_map(said).map(|key| ("good", asked.frame.say(key))).collect();
    if held.answered_by.is_some() {
        marks.push(("good", asked.frame.say("dispatch-answered")));
    }
    marks.dedup();
    Some(Line { path: asked.frame.path_of("acts", id), title: asked.words(id), about, marks })
}

fn forms(asked: &Asked) -> Vec<Form> {
    let (frame, path) = (asked.frame, asked.frame.path("desk/orders"));
    let mut made = vec![];
    let orders = mine(asked);
    let choice = |id: &Id| Choice::new(id, asked.words(id));
    let names = asked.names(&Act::Order(Box::new(order())));
    if !names.is_empty() {
        let of_mine = orders
            .iter()
            .filter(|(_, o)| o.in_force && o.issuer.as_ref().is_some_and(|i| asked.organs.contains(i)));
        let annuls: Vec<Choice> = of_mine.map(|(id, _)| choice(id)).collect();
        let mut form = Form::new(frame, "order-give", &path)
            .one("behalf", names)
            .many("to", asked.addressees())
            .lines("text");
        form = form
            .one(
                "order-form",
                word_choices(frame, "order-form", &["order", "decree", "appeal", "instruction"]),
            )
            .filled("order");
        form = form.one("subject", subject_choices(frame, asked.standing)).may_be_empty();
        form = form
            .line("number")
            .may_be_empty()
            .one("executor", asked.officers())
            .may_be_empty()
            .day("deadline")
            .may_be_empty();
        if !annuls.is_empty() {
            form = form.one("annuls", annuls).may_be_empty();
        }
        made.push(form.tick("provisional"));
    }
    let waiting: Vec<Choice> =
        orders.iter().filter(|(_, o)| countersigner(asked, o).is_some()).map(|(id, _)| choice(id)).collect();
    if !waiting.is_empty() {
        let form = Form::new(frame, "order-countersign", &path).one("order", waiting);
        made.push(
            form.one("answer", word_choices(frame, "countersign", &["give", "refuse"]))
                .lines("text")
                .may_be_empty(),
        );
    }
    let to_us: Vec<Choice> = orders
        .iter()
        .filter(|(_, o)| o.in_force && asked.concerns(&o.order.to))
        .map(|(id, _)| choice(id))
        .collect();
    let comply =
        Compliance { unit: asked.person.clone(), with: asked.person.clone(), conduct: Conduct::Obeyed };
    let units = units_that_comply(asked, &comply);
    if !to_us.is_empty() && !units.is_empty() {
        let form = Form::new(frame, "order-comply", &path).one("unit", units).one("order", to_us);
        let conducts =
            word_choices(frame, "conduct", &["obeyed", "partial", "delayed", "impossible", "refused"]);
        made.push(form.one("conduct", conducts).lines("text").may_be_empty());
    }
    let ours: Vec<Choice> = orders
        .iter()
        .filter(|(_, o)| o.in_force && o.issuer.as_ref().is_some_and(|i| asked.organs.contains(i)))
        .filter(|(id, _)| {
            !asked
                .in_name_of(&Act::Repeal(Repeal { of: vec![(*id).clone()], how: RepealHow::Repealed }))
                .is_empty()
        })
        .map(|(id, _)| choice(id))
        .collect();
    if !ours.is_empty() {
        made.push(Form::new(frame, "order-repeal", &path).one("order", ours).lines("text"));
    }
    let names = asked.names(&Act::Dispatch(dispatch(Channel::Electronic)));
    if !names.is_empty() {
        let form = Form::new(frame, "dispatch-send", &path)
            .one("behalf", names)
            .many("to", asked.addressees())
            .lines("text");
        let channels = ["electronic", "letter", "telephone", "courier", "oral", "telegram"];
        let form = form.one("channel", word_choices(frame, "channel", &channels)).filled("electronic");
        let carried: Vec<Choice> =
            orders.iter().filter(|(_, o)| o.in_force).map(|(id, _)| choice(id)).collect();
        let form = if carried.is_empty() { form } else { form.one("carries", carried).may_be_empty() };
        let asked_of: Vec<Choice> =
            received(asked).filter(|id| to_us_and_open(asked, id)).map(choice).collect();
        made.push(if asked_of.is_empty() { form } else { form.one("answers", asked_of).may_be_empty() });
    }
    let unread: Vec<Choice> = received(asked).filter(|id| is_unread(asked, id)).map(choice).collect();
    if !unread.is_empty() {
        let form = Form::new(frame, "dispatch-receipt", &path).one("dispatch", unread);
        made.push(form.one("receipt", word_choices(frame, "dispatch", &["received", "read"])));
    }
    made
}

/// Units for which the person may say what was done with an order: the person too.
fn units_that_comply(asked: &Asked, _: &Compliance) -> Vec<Choice> {
    let allowed = |unit: &&Id| {
        let act = Act::Compliance(Compliance {
            unit: (*unit).clone(),
            with: (*unit).clone(),
            conduct: Conduct::Obeyed,
        });
        crate::forms::trial(act, Some(unit))
            .is_some_and(|entry| crate::forms::may(asked.app, asked.standing, asked.person, entry))
    };
    let organs: Vec<&Id> = asked.organs.iter().filter(allowed).collect();
    let mut choices = crate::forms::organ_choices(asked.frame, asked.standing, organs);
    choices.push(Choice::new(asked.person, asked.name(asked.person)));
    choices
}

fn to_us_and_open(asked: &Asked, id: &Id) -> bool {
    asked
        .standing
        .dispatches
        .get(id)
        .is_some_and(|d| asked.concerns(&d.dispatch.to) && d.answered_by.is_none())
}

fn is_unread(asked: &Asked, id: &Id) -> bool {
    let held = asked.standing.dispatches.get(id);
    held.is_some_and(|d| asked.concerns(&d.dispatch.to) && !d.states.contains(&DispatchState::Read))
}

fn made(asked: &Asked, typed: &Typed) -> Result<Entry, Wrong> {
    let in_name_of = |mut entry: Entry, organ: Option<Id>| {
        entry.behalf = organ.filter(|organ| asked.standing.organs.contains_key(organ));
        entry
    };
    match typed.form() {
        "order-give" => {
            typed.text("text")?;
            let given = Order {
                number: typed.maybe("number")?,
                to: typed.some_ids("to")?,
                executor: typed.maybe_id("executor")?,
                subject: typed.maybe_id("subject")?,
                annuls: typed.maybe_id("annuls")?.into_iter().collect(),
                provisional: typed.ticked("provisional"),
                deadline: typed.maybe_day("deadline", asked.standing)?,
                form: typed.maybe_id("order-form")?,
            };
            Ok(in_name_of(typed.entry(Act::Order(Box::new(given)))?, Some(typed.id("behalf")?)))
        }
        "order-countersign" => {
            let of = typed.id("order")?;
            let refused = match typed.text("answer")?.as_str() {
                "give" => false,
                "refuse" => true,
                _ => return Err(Wrong::at("answer", "wrong-not-offered")),
            };
            if refused {
                typed.text("text")?;
            }
            let order =
                asked.standing.orders.get(&of).ok_or_else(|| Wrong::at("order", "wrong-not-offered"))?;
            let (organ, form) =
                countersigner(asked, order).map(|(organ, form)| (organ.clone(), form)).unzip();
            let signed = Countersignature { of, refused, form: form.flatten() };
            Ok(in_name_of(typed.entry(Act::Countersignature(signed))?, organ))
        }
        "order-comply" => {
            let (unit, with, conduct) = (typed.id("unit")?, typed.id("order")?, typed.word("conduct")?);
            if conduct != Conduct::Obeyed {
                typed.text("text")?;
            }
            let done = Compliance { unit: unit.clone(), with, conduct };
            Ok(in_name_of(typed.entry(Act::Compliance(done))?, Some(unit)))
        }
        "order-repeal" => {
            typed.text("text")?;
            let of = typed.id("order")?;
            let issuer = asked.standing.orders.get(&of).and_then(|order| order.issuer.clone());
            Ok(in_name_of(
                typed.entry(Act::Repeal(Repeal { of: vec![of], how: RepealHow::Repealed }))?,
                issuer,
            ))
        }
        "dispatch-send" => {
            typed.text("text")?;
            let sent = Dispatch {
                to: typed.some_ids("to")?,
                carries: typed.maybe_id("carries")?,
                answers: typed.maybe_id("answers")?,
                ..dispatch(typed.word("channel")?)
            };
            Ok(in_name_of(typed.entry(Act::Dispatch(sent))?, Some(typed.id("behalf")?)))
        }
        "dispatch-receipt" => {
            let of = typed.id("dispatch")?;
            let to: DispatchState = typed.word("receipt")?;
            let organ = asked
                .standing
                .dispatches
                .get(&of)
                .and_then(|d| d.dispatch.to.iter().find(|to| asked.organs.contains(to)));
            let organ = organ.cloned();
            Ok(in_name_of(
                typed.entry(Act::DispatchChange(DispatchChange { of, to, onward: vec![] }))?,
                organ,
            ))
        }
        _ => Err(Wrong::whole("wrong-act")),
    }
}
