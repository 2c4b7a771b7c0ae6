//! Undertakings and tasks: given, extended, fulfilled.

use super::orders::joined;
use super::{Asked, Desk, Line, List};
use crate::clerk::moment;
use crate::forms::{Choice, Form, Typed, Wrong, word_choices};
use shura_act::act::{Progress, ProgressState, Task, Undertaking, UndertakingForm};
use shura_act::{Act, Entry, Id};
use shura_kernel::standing::Pending;

pub(super) const DESK: Desk = Desk { path: "desk/tasks", title: "tasks-title", lists, forms, made };

fn open<'a>(asked: &'a Asked) -> Vec<(&'a Id, &'a Pending)> {
    let mut open: Vec<_> = asked
        .standing
        .pending
        .iter()
        .filter(|(id, p)| p.is_open() && !asked.standing.is_void(id) && asked.sees(id))
        .collect();
    open.sort_by_key(|(id, pending)| {
        (pending.due.as_ref().map_or(i64::MAX, shura_act::Date::last), asked.place(id))
    });
    open
}

fn is_mine(asked: &Asked, id: &Id, pending: &Pending) -> bool {
    let by = asked.book.find(id.as_str()).map(|a| &a.entry);
    let gave = by.is_some_and(|entry| {
        entry.by.as_ref() == Some(asked.person)
            || entry.behalf.as_ref().is_some_and(|b| asked.organs.contains(b))
    });
    gave || asked.concerns(&pending.by)
}

fn lists(asked: &Asked) -> Vec<List> {
    let now = moment(asked.app.now());
    let line = |(id, pending): &(&Id, &Pending)| {
        let mut marks = vec![];
        if let Some(due) = &pending.due {
            let late = now.as_ref().is_some_and(|now| due.surely_before(now));
            let (good, key) = if late { ("bad", "task-overdue") } else { ("", "task-by-day") };
            marks.push((good, asked.frame.say_of(key, "day", asked.frame.date(due))));
        }
        let form = pending.form.map(|form| asked.frame.pick(&shura_kernel::words::undertaking(form)));
        let about = joined(&[
            form.unwrap_or_else(|| asked.frame.say("task")),
            asked.names_of(&pending.by),
            asked.day(pending.at.as_ref()),
        ]);
        Line { path: asked.frame.path_of("acts", id), title: asked.words(id), about, marks }
    };
    let (mine, others): (Vec<_>, Vec<_>) =
        open(asked).into_iter().partition(|(id, pending)| is_mine(asked, id, pending));
    vec![
        List { title: asked.frame.say("tasks-mine"), lines: mine.iter().map(line).collect() },
        List { title: asked.frame.say("tasks-others"), lines: others.iter().map(line).collect() },
    ]
}

fn forms(asked: &Asked) -> Vec<Form> {
    let (frame, path) = (asked.frame, asked.frame.path("desk/tasks"));
    let mut made = vec![];
    let names = asked.names(&Act::Task(Task { owner: vec![], due: None, decision: None }));
    if !names.is_empty() {
        let form =
            Form::new(frame, "task-give", &path).one("behalf", names).many("owners", asked.addressees());
        made.push(form.lines("text").day("due").may_be_empty());
    }
    let own = Undertaking { form: UndertakingForm::Promise, to: vec![], deadline: None };
    let names = asked.names(&Act::Undertaking(own));
    if !names.is_empty() {
        let forms = word_choices(frame, "undertaking", &["promise", "offer", "obligation", "demand"]);
        let form = Form::new(frame, "undertake", &path).one("behalf", names).one("undertaking", forms);
        made.push(form.many("to", asked.addressees()).lines("text").day("due").may_be_empty());
    }
    let open: Vec<Choice> = open(asked)
        .into_iter()
        .filter(|(id, pending)| is_mine(asked, id, pending))
        .map(|(id, _)| Choice::new(id, asked.words(id)))
        .collect();
    if !open.is_empty() {
        let states = word_choices(
            frame,
            "progress",
            &["fulfilled", "begun", "delayed", "extended", "refused", "withdrawn"],
        );
        let form = Form::new(frame, "task-progress", &path).one("task", open).one("progress", states);
        made.push(form.day("due").may_be_empty().lines("text").may_be_empty());
    }
    made
}

fn made(asked: &Asked, typed: &Typed) -> Result<Entry, Wrong> {
    match typed.form() {
        "task-give" => {
            typed.text("text")?;
            let (owner, due) = (typed.some_ids("owners")?, typed.maybe_day("due", asked.standing)?);
            let mut entry = typed.entry(Act::Task(Task { owner, due, decision: None }))?;
            entry.behalf = Some(typed.id("behalf")?);
            Ok(entry)
        }
        "undertake" => {
            typed.text("text")?;
            let (form, to) = (typed.word("undertaking")?, typed.some_ids("to")?);
            let deadline = typed.maybe_day("due", asked.standing)?;
            let mut entry = typed.entry(Act::Undertaking(Undertaking { form, to, deadline }))?;
            entry.behalf = Some(typed.id("behalf")?);
            Ok(entry)
        }
        "task-progress" => {
            let (of, to) = (typed.id("task")?, typed.word("progress")?);
            let deadline = typed.maybe_day("due", asked.standing)?;
            if to == ProgressState::Extended && deadline.is_none() {
                return Err(Wrong::at("due", "wrong-empty"));
            }
            let pending =
                asked.standing.pending.get(&of).ok_or_else(|| Wrong::at("task", "wrong-not-offered"))?;
            // Whoever was charged reports for themself; otherwise it is told in the name of the organ whose task it is.
            let mine = pending.by.contains(asked.person);
            let issuer = asked.book.find(of.as_str()).and_then(|a| a.entry.behalf.clone());
            let organ = pending.by.iter().find(|by| asked.organs.contains(by)).cloned().or(issuer);
            let deadline = deadline.filter(|_| to == ProgressState::Extended);
            let mut entry = typed.entry(Act::Progress(Progress { of, to, deadline }))?;
            entry.behalf = organ.filter(|_| !mine);
            Ok(entry)
        }
        _ => Err(Wrong::whole("wrong-act")),
    }
}
