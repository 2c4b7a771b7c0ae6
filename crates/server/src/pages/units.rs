//! Units and those whom they send: members counted, delegates elected and instructed, substitutes, recall.

use crate::app::App;
use crate::book::Book;
use crate::desk::Member;
use crate::forms::{self, Choice, Form, Sent, Typed, Wrong, may, trial};
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
use shura_act::act::{Class, Election, Instruction, Mandate, Membership, Motion, Recall, Seat};
use shura_act::{Act, Bilingual, Entry, Figure, Id, Key};
use shura_kernel::Standing;
use shura_kernel::charter::{RecallBy, Role};
use shura_kernel::delegations::{Delegation, delegations};
use shura_kernel::sight::{may_see, tells_figures};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A unit in the list.
struct Line {
    id: Id,
    name: String,
    kind: String,
    members: Option<u64>,
    mine: bool,
}

#[derive(Template)]
#[template(path = "units.html")]
struct Units {
    frame: Frame,
    units: Vec<Line>,
}

/// Someone whom the unit sends.
struct Delegate {
    id: Id,
    person: Id,
    name: String,
    votes: u64,
    substitute_of: Option<String>,
    verified: bool,
    challenged: bool,
}

/// An organ to which the unit sends delegates.
struct Delegated {
    organ: Id,
    name: String,
    delegation: Delegation,
    delegates: Vec<Delegate>,
    /// The majority of a recall and its days of notice.
    recall: Option<(String, Option<u64>)>,
}

#[derive(Template)]
#[template(path = "unit.html")]
struct Unit {
    frame: Frame,
    id: Id,
    members: Option<u64>,
    sent: Vec<Delegated>,
    /// The last votes of the unit: what was voted, and how it went.
    votes: Vec<(Id, String)>,
    forms: Vec<String>,
}

/// The routes of the pages.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/{house}/units", get(list)).route("/{house}/units/{unit}", get(show).post(enter))
}

async fn list(visitor: Visitor) -> Result<Response, Trouble> {
    let mut frame = Frame::new(&visitor, "");
    frame.title = frame.say("units-title");
    let units = {
        let book = visitor.house.book();
        let standing = &book.standing;
        let mine = visitor.person().map_or_else(Vec::new, |person| forms::organs_of(standing, person));
        let units =
            standing.organs.iter().filter(|(id, _)| is_unit(standing, id) && standing.ended(id).is_none());
        let mut lines: Vec<Line> = units
            .map(|(id, unit)| Line {
                id: id.clone(),
                name: frame.pick(&unit.organ.name),
                kind: standing.kind_of(id).map(|k| frame.pick(&k.name)).unwrap_or_default(),
                members: unit.members.as_ref().and_then(Figure::exact),
                mine: mine.contains(id),
            })
            .collect();
        lines.sort_by(|a, b| {
            b.mine.cmp(&a.mine).then_with(|| shura_text::normal::natural_cmp(&a.name, &b.name))
        });
        lines
    };
    page(&visitor, &Units { frame, units })
}

fn is_unit(standing: &Standing, organ: &Id) -> bool {
    standing.kind_of(organ).is_some_and(|kind| kind.role == Role::Unit)
}

async fn show(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path((_, unit)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    render(&app, &visitor, &unit, None)
}

fn render(app: &App, visitor: &Visitor, unit: &str, returned: Option<Returned>) -> Result<Response, Trouble> {
    let status = if returned.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let frame = Frame::new(visitor, "").returning(returned);
    let made = unit_page(app, visitor, frame, unit);
    page_as(visitor, status, &made.ok_or_else(|| Trouble::not_found(visitor))?)
}

fn unit_page(app: &App, visitor: &Visitor, mut frame: Frame, unit: &str) -> Option<Unit> {
    let book = visitor.house.book();
    let standing = &book.standing;
    let id = Id::new(unit).ok()?;
    let held = standing.organs.get(&id).filter(|_| is_unit(standing, &id))?;
    frame.title = frame.pick(&held.organ.name);
    let sent: Vec<Delegated> = organs_sent_to(standing, &id)
        .into_iter()
        .filter_map(|organ| sent_to(visitor, &frame, &book, &id, organ))
        .collect();
    let forms = visitor.person().map(|person| forms_of(app, visitor, &frame, &book, person, &id, &sent));
    let open =
        |vote: &Id| book.find(vote.as_str()).is_some_and(|a| may_see(standing, visitor.person(), &a.entry));
    let of_unit = standing
        .divisions
        .iter()
        .filter(|(vote, d)| d.organ.as_ref() == Some(&id) && tells_figures(d) && open(vote));
    let mut votes: Vec<(u32, Id, String)> = of_unit
        .filter_map(|(vote, _)| {
            let decided = shura_kernel::verdict::of(standing, vote)?;
            let place = standing.acts.get(vote)?.place;
            Some((place, vote.clone(), frame.pick(&decided.verdict.sentence)))
        })
        .collect();
    votes.sort_by_key(|vote| std::cmp::Reverse(vote.0));
    Some(Unit {
        members: held.members.as_ref().and_then(Figure::exact),
        sent,
        votes: votes.into_iter().take(5).map(|(_, vote, said)| (vote, said)).collect(),
        forms: forms.unwrap_or_default(),
        id,
        frame,
    })
}

/// The organs that a unit elects, by their own word or that of their kind, and those to which it has sent somebody.
fn organs_sent_to(standing: &Standing, unit: &Id) -> Vec<Id> {
    let elects = |organ: &&Id| {
        standing.ended(organ).is_none()
            && standing.kind_of(organ).is_some_and(|kind| kind.role != Role::Other)
            && delegations(standing, organ).iter().any(|d| d.unit == *unit)
    };
    standing.organs.keys().filter(elects).cloned().collect()
}

fn sent_to(visitor: &Visitor, frame: &Frame, book: &Book, unit: &Id, organ: Id) -> Option<Delegated> {
    let standing = &book.standing;
    let delegation = delegations(standing, &organ).into_iter().find(|d| d.unit == *unit)?;
    let of_unit = standing.seated(&organ).filter(|(_, m)| m.mandate.unit.as_ref() == Some(unit));
    let delegates = of_unit.map(|(id, held)| Delegate {
        id: id.clone(),
        person: held.mandate.person.clone(),
        name: visitor.name_in(book, &held.mandate.person),
        votes: held.mandate.weight.unwrap_or(1),
        substitute_of: held.mandate.substitute_for.as_ref().map(|main| {
            standing.mandates.get(main).map_or_else(String::new, |m| visitor.name_in(book, &m.mandate.person))
        }),
        verified: held.verified,
        challenged: held.challenged.is_some(),
    });
    let rule = standing.kind_of(&organ).and_then(|kind| kind.recall.as_ref());
    let rule = rule.filter(|rule| rule.by == RecallBy::Electors);
    let recall = rule.and_then(|rule| {
        let words = told::threshold(standing, rule.question.as_ref())?;
        Some((frame.pick(&words), rule.notice_days))
    });
    let name = frame.pick(&standing.name_of(&organ));
    let delegates = delegates.collect();
    Some(Delegated { organ, name, delegation, delegates, recall })
}

fn forms_of(
    app: &App,
    visitor: &Visitor,
    frame: &Frame,
    book: &Book,
    person: &Id,
    unit: &Id,
    sent: &[Delegated],
) -> Vec<String> {
    let standing = &book.standing;
    let path = frame.path_of("units", unit);
    let allowed = |act: Act| trial(act, Some(unit)).is_some_and(|entry| may(app, standing, person, entry));
    let mut made: Vec<Form> = vec![];
    let counted = Membership { unit: unit.clone(), members: Figure::exactly(0) };
    if allowed(Act::Membership(counted)) {
        made.push(Form::new(frame, "unit-members", &path).number("members"));
    }
    let organs = forms::organ_choices(frame, standing, sent.iter().map(|s| &s.organ));
    let people = forms::person_choices(visitor, book, &candidates(visitor, standing, unit));
    let mandates = |own: &dyn Fn(&Delegate) -> bool| -> Vec<Choice> {
        let all = sent.iter().flat_map(|s| s.delegates.iter().filter(|d| own(d)).map(move |d| (s, d)));
        all.map(|(s, d)| Choice::new(&d.id, format!("{} · {}", d.name, s.name))).collect()
    };
    if !organs.is_empty() && sent.iter().any(|s| allowed(Act::Election(election(&s.organ, unit)))) {
        let form = Form::new(frame, "unit-elect", &path).one("organ", organs);
        let form = form.many("elected", people).may_be_empty().lines("newcomers").may_be_empty();
        made.push(told::ask(form, frame));
        let seated = mandates(&|d| d.substitute_of.is_none());
        if !seated.is_empty() {
            let people = forms::person_choices(visitor, book, &candidates(visitor, standing, unit));
            let form = Form::new(frame, "unit-substitute", &path).one("mandate", seated);
            made.push(form.one("person", people).may_be_empty().line("newcomer").may_be_empty());
        }
    }
    let everyone = mandates(&|_| true);
    let instruct =
        Instruction { unit: Some(unit.clone()), to: vec![], count: None, sums: vec![], binding: false };
    if !everyone.is_empty() && allowed(Act::Instruction(instruct)) {
        let mut form = Form::new(frame, "unit-instruct", &path).many("delegates", everyone).lines("text");
        if standing.charter.organisation.imperative_mandates != Some(false) {
            form = form.tick("binding");
        }
        made.push(form);
    }
    let recallable =
        mandates(&|d| sent.iter().any(|s| s.recall.is_some() && s.delegates.iter().any(|o| o.id == d.id)));
    if let Some(first) = sent.iter().flat_map(|s| &s.delegates).next()
        && !recallable.is_empty()
        && allowed(Act::Recall(recall(&first.id, unit)))
    {
        made.push(
            Form::new(frame, "unit-announce", &path)
                .one("mandate", recallable.clone())
                .lines("text")
                .may_be_empty(),
        );
        let announced = announced(visitor, frame, book, unit);
        let form = Form::new(frame, "unit-recall", &path).one("mandate", recallable);
        let form = if announced.is_empty() { form } else { form.one("motion", announced).may_be_empty() };
        let waiting = mandates(&|d| d.substitute_of.is_some());
        let form = if waiting.is_empty() { form } else { form.one("substitute", waiting).may_be_empty() };
        made.push(told::ask(form, frame));
    }
    forms::shown(frame, &made)
}

/// Whom a unit can elect: its members in the register, and those who sit or sat for it.
fn candidates(visitor: &Visitor, standing: &Standing, unit: &Id) -> BTreeSet<Id> {
    let sat = standing.mandates.values().filter(|m| m.mandate.unit.as_ref() == Some(unit));
    let offices = standing.appointments.values().filter(|a| a.appointment.organ.as_ref() == Some(unit));
    let known = sat.map(|m| &m.mandate.person).chain(offices.map(|a| &a.appointment.person)).cloned();
    known.chain(visitor.house.members_of(unit)).filter(|p| standing.persons.contains_key(p)).collect()
}

/// Recalls that a unit has announced and not decided.
fn announced(visitor: &Visitor, frame: &Frame, book: &Book, unit: &Id) -> Vec<Choice> {
    let standing = &book.standing;
    let open = standing.motions.iter().filter(|(_, m)| {
        m.organ.as_ref() == Some(unit)
            && m.divisions.is_empty()
            && m.motion.rivals.is_empty()
            && m.state.is_none()
    });
    let choices = open.filter_map(|(id, motion)| {
        let of = book.find(id.as_str())?.entry.refers.iter().find_map(|id| standing.mandates.get(id))?;
        let when = motion.at.as_ref().map(|at| frame.date(at)).unwrap_or_default();
        Some(Choice::new(id, format!("{} · {when}", visitor.name_in(book, &of.mandate.person))))
    });
    choices.collect()
}

fn election(organ: &Id, unit: &Id) -> Election {
    Election {
        of: organ.clone(),
        unit: Some(unit.clone()),
        office: None,
        seats: None,
        method: None,
        lists: vec![],
        elected: vec![],
        division: None,
        norm: None,
        votes: None,
    }
}

fn recall(mandate: &Id, unit: &Id) -> Recall {
    Recall { mandate: mandate.clone(), unit: unit.clone(), division: None, substitute: None }
}

/// What a form of the page enters, with the names that go to the register.
type Made = (Vec<Entry>, Vec<(Id, Member, [u8; 32])>);

async fn enter(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path((_, unit)): Path<(String, String)>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let id = Id::new(&unit).map_err(|_| Trouble::not_found(&visitor))?;
    let mut names = vec![];
    let returned = forms::enter(&app, &visitor, &typed, |book, _| {
        let (mut entries, new) = made(&book.standing, &id, &typed)?;
        for entry in &mut entries {
            if !matches!(entry.act, Act::Person(_)) {
                entry.behalf = Some(id.clone());
            }
        }
        names = new;
        Ok(entries)
    });
    match returned.await? {
        Sent::Entered => {}
        Sent::Returned(returned) => return render(&app, &visitor, &unit, Some(returned)),
        Sent::Drafted(draft) => return Ok(draft),
    }
    names.retain(|(person, ..)| visitor.house.desk.member(person).is_none());
    visitor.house.desk.keep_members(&names).map_err(|_| Trouble::broken(&visitor))?;
    Ok(Redirect::to(&format!("/{}/units/{unit}", visitor.house.key)).into_response())
}

fn made(standing: &Standing, unit: &Id, typed: &Typed) -> Result<Made, Wrong> {
    match typed.form() {
        "unit-members" => {
            let members = typed.figure("members")?;
            Ok((vec![typed.entry(Act::Membership(Membership { unit: unit.clone(), members }))?], vec![]))
        }
        "unit-elect" => elected(standing, unit, typed),
        "unit-substitute" => substitute(standing, unit, typed),
        "unit-instruct" => {
            typed.text("text")?;
            let (to, binding) = (typed.some_ids("delegates")?, typed.ticked("binding"));
            let told = Instruction { unit: Some(unit.clone()), to, count: None, sums: vec![], binding };
            Ok((vec![typed.entry(Act::Instruction(told))?], vec![]))
        }
        "unit-announce" => Ok((vec![announce(standing, typed)?], vec![])),
        "unit-recall" => Ok((recalled(standing, unit, typed)?, vec![])),
        _ => Err(Wrong::whole("wrong-act")),
    }
}

/// Persons who are not known yet: their acts, and their names for the register.
fn newcomers(unit: &Id, typed: &Typed, field: &str) -> Result<Made, Wrong> {
    let (mut entries, mut names) = (vec![], vec![]);
    let text = typed.maybe(field)?.unwrap_or_default();
    for (number, name) in text.lines().map(str::trim).filter(|name| !name.is_empty()).enumerate() {
        if name.chars().count() > 200 || name.chars().any(char::is_control) {
            return Err(Wrong::at(field, "wrong-name"));
        }
        let mut salt = [0; 32];
        getrandom::fill(&mut salt).map_err(|_| Wrong::whole("trouble-broken"))?;
        let person = crate::import::person(&salt, name).ok_or_else(|| Wrong::at(field, "wrong-name"))?;
        let entry = typed.further(&format!("person-{number}"), Act::Person(person))?;
        names.push((entry.id.clone(), Member { name: name.to_owned(), unit: Some(unit.clone()) }, salt));
        entries.push(entry);
    }
    Ok((entries, names))
}

/// An election by the unit: who are new, the vote, the election, a mandate for each who was elected. A list that was not carried elects nobody;
/// then the vote alone is entered.
fn elected(standing: &Standing, unit: &Id, typed: &Typed) -> Result<Made, Wrong> {
    let organ = typed.id("organ")?;
    let kind = standing.kind_of(&organ).ok_or_else(|| Wrong::at("organ", "wrong-not-offered"))?;
    let (mut entries, names) = newcomers(unit, typed, "newcomers")?;
    let mut elected = typed.ids("elected")?;
    elected.extend(names.iter().map(|(person, ..)| person.clone()));
    if elected.is_empty() {
        return Err(Wrong::at("elected", "wrong-nobody-elected"));
    }
    let question = Key::new("election").ok();
    let vote = told::read(standing, typed, unit, question, vec![])?;
    let division = vote.entry.id.clone();
    if !vote.carried {
        return Ok((vec![vote.entry], vec![]));
    }
    let ballots = match &vote.entry.act {
        Act::Division(told) => sum(&[&told.in_favour, &told.against, &told.abstain]),
        _ => None,
    };
    entries.push(vote.entry);
    let held = Election {
        seats: u64::try_from(elected.len()).ok(),
        method: Key::new(&format!("{}-vote", typed.text("method")?)).ok(),
        elected: elected.clone(),
        division: Some(division),
        votes: ballots,
        ..election(&organ, unit)
    };
    let held = typed.further("election", Act::Election(held))?;
    let by_election = kind.filled_by.is_empty() || kind.filled_by.contains(&Seat::Elected);
    let seat = if by_election { Seat::Elected } else { Seat::Delegated };
    let members = standing.organs.get(unit).and_then(|u| u.members.as_ref()).and_then(Figure::exact);
    let weights = if kind.weights { shares(members.unwrap_or(0), elected.len()) } else { vec![] };
    let election = held.id.clone();
    entries.push(held);
    for (number, person) in elected.iter().enumerate() {
        let given = Mandate {
            person: person.clone(),
            organ: organ.clone(),
            seat,
            unit: Some(unit.clone()),
            election: Some(election.clone()),
            virtue_of: None,
            class: Class::Voting,
            weight: weights.get(number).copied(),
            faction: None,
            provisional: true,
            substitute_for: None,
            until: None,
        };
        entries.push(typed.further(&format!("mandate-{number}"), Act::Mandate(Box::new(given)))?);
    }
    Ok((entries, names))
}

/// The members of a unit shared out among its delegates, the first of whom carry what is left over.
fn shares(members: u64, delegates: usize) -> Vec<u64> {
    let n = u64::try_from(delegates).unwrap_or(1).max(1);
    (0..n).map(|place| members / n + u64::from(place < members % n)).collect()
}

fn sum(figures: &[&Option<Figure>]) -> Option<Figure> {
    let numbers = figures.iter().map(|figure| figure.as_ref().and_then(Figure::exact));
    numbers.sum::<Option<u64>>().map(Figure::exactly)
}

fn substitute(standing: &Standing, unit: &Id, typed: &Typed) -> Result<Made, Wrong> {
    let main = typed.id("mandate")?;
    let held = standing.mandates.get(&main).ok_or_else(|| Wrong::at("mandate", "wrong-not-offered"))?;
    let (mut entries, names) = newcomers(unit, typed, "newcomer")?;
    let person = match (typed.maybe_id("person")?, names.as_slice()) {
        (Some(person), []) => person,
        (None, [(person, ..)]) => person.clone(),
        (None, []) => return Err(Wrong::at("person", "wrong-not-offered")),
        _ => return Err(Wrong::at("newcomer", "wrong-two-persons")),
    };
    let given = Mandate {
        person,
        seat: Seat::Substitute,
        substitute_for: Some(main.clone()),
        provisional: true,
        faction: None,
        ..held.mandate.clone()
    };
    entries.push(typed.entry(Act::Mandate(Box::new(given)))?);
    Ok((entries, names))
}

/// A recall is announced as a motion; the days of notice run from it.
fn announce(standing: &Standing, typed: &Typed) -> Result<Entry, Wrong> {
    let mandate = typed.id("mandate")?;
    let held = standing.mandates.get(&mandate).ok_or_else(|| Wrong::at("mandate", "wrong-not-offered"))?;
    let rule = standing.kind_of(&held.mandate.organ).and_then(|kind| kind.recall.as_ref());
    let motion = Motion {
        mover: None,
        question: rule.and_then(|rule| rule.question.clone()),
        subject: None,
        amends: None,
        substitutes: None,
        rivals: vec![],
        item: None,
        procedural: false,
        reach: None,
        words: None,
        stages: vec![],
    };
    let mut entry = typed.entry(Act::Motion(Box::new(motion)))?;
    entry.refers = vec![mandate];
    let name = standing.name_of(&held.mandate.organ);
    entry.text = entry.text.or_else(|| {
        Some(Bilingual::new(
            format!("The recall of a delegate to {} is put forward.", name.en),
            format!("بازخوانی نماینده‌ای از {} پیشنهاد شد.", name.fa),
        ))
    });
    Ok(entry)
}

/// The vote on a recall and, if it was carried, the recall.
fn recalled(standing: &Standing, unit: &Id, typed: &Typed) -> Result<Vec<Entry>, Wrong> {
    let mandate = typed.id("mandate")?;
    let held = standing.mandates.get(&mandate).ok_or_else(|| Wrong::at("mandate", "wrong-not-offered"))?;
    let rule = standing.kind_of(&held.mandate.organ).and_then(|kind| kind.recall.as_ref());
    let question = rule.and_then(|rule| rule.question.clone());
    let on = typed.maybe_id("motion")?.into_iter().collect();
    let mut vote = told::read(standing, typed, unit, question, on)?;
    vote.entry.refers = vec![mandate.clone()];
    let division = vote.entry.id.clone();
    let mut entries = vec![vote.entry];
    if vote.carried {
        let substitute = typed.maybe_id("substitute")?;
        let taken = Recall { division: Some(division), substitute, ..recall(&mandate, unit) };
        entries.push(typed.further("recall", Act::Recall(taken))?);
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::shares;

    #[test]
    fn the_votes_of_all_members_are_shared_out() {
        assert_eq!(shares(214, 1), [214]);
        assert_eq!(shares(214, 4), [54, 54, 53, 53]);
        assert_eq!(shares(0, 2), [0, 0]);
    }
}
