//! What the forms of a sitting choose from, for whoever leads, writes or counts, and what each may do.

use super::motions;
use crate::book::Book;
use crate::frame::Frame;
use crate::names::Names;
use crate::naming::unused;
use crate::pages::hall::{self, short};
use shura_act::act::{ItemState, MinutesState, MotionState, Outcome, SpeechForm};
use shura_act::{Id, Key, Kind};
use shura_count::apportion::{Method, apportion};
use shura_kernel::floor::{self, Request};
use shura_kernel::may::Reach;
use shura_kernel::standing::{DivisionStanding, SittingStanding};
use shura_kernel::{Standing, support, verdict, words};
use std::collections::{BTreeMap, BTreeSet};

/// What a visitor may do for the whole house.
#[derive(Default)]
pub struct Leads {
    pub state: bool,
    pub agenda: bool,
    pub item: bool,
    pub presence: bool,
    pub seat: bool,
    pub floor: bool,
    pub divide: bool,
    pub roll: bool,
    pub count: bool,
    pub declare: bool,
    pub election: bool,
    pub ratify: bool,
    pub task: bool,
    pub minutes: bool,
}

/// What the forms choose from.
#[derive(Default)]
pub struct Lists {
    pub changes: usize,
    pub people: Vec<Person>,
    pub factions: Vec<(Id, String, u64, u64)>,
    pub waiting: Vec<Wish>,
    pub speaking: Option<Speech>,
    pub list_open: bool,
    pub minutes: Option<u64>,
    pub items: Vec<Line>,
    pub motions: Vec<Motion>,
    pub adopted: Vec<(Id, String)>,
    pub subjects: Vec<(Key, String)>,
    pub questions: Vec<(Key, String)>,
    pub open: Vec<Open>,
    pub interim: Vec<(Id, String)>,
    pub carried: Vec<(Id, String)>,
    pub proportion: Vec<(String, String)>,
    pub groups: Vec<String>,
    pub weights: bool,
    /// Ways in which a vote can be taken here.
    pub methods: Vec<&'static str>,
    /// Units that sit here, for a roll of units.
    pub units: Vec<(Id, String)>,
    pub substitutes: Vec<Substitute>,
    pub unadopted: Vec<(Id, String)>,
}

/// Somebody who may sit in the place of a delegate.
pub struct Substitute {
    /// The delegate's mandate.
    pub main: Id,
    pub delegate: String,
    pub name: String,
    /// Whether the substitute sits now.
    pub sits: bool,
}

/// Somebody who has asked for the floor, for whoever gives it.
pub struct Wish {
    pub act: Id,
    pub speaker: Id,
    pub name: String,
    pub form: &'static str,
    pub said: String,
    pub why: String,
}

/// Whoever speaks, for whoever leads.
pub struct Speech {
    pub act: Id,
    pub speaker: Id,
    pub name: String,
    pub form: &'static str,
    pub paused: bool,
    /// The name of the next pause or resumption.
    pub turn: String,
}

/// Someone who sits in the organ.
pub struct Person {
    pub id: Id,
    pub name: String,
    pub from: String,
    pub present: bool,
    pub substitute: bool,
}

/// An item of the agenda, with what can happen to it next.
pub struct Line {
    pub key: Key,
    pub title: String,
    pub place: usize,
    pub next: Vec<(&'static str, String, String)>,
}

/// A motion, with what can be done with it.
pub struct Motion {
    pub id: Id,
    pub text: String,
    pub what: String,
    pub lines: Vec<(u64, String)>,
    /// State, message, name of the act.
    pub next: Vec<(&'static str, &'static str, String)>,
    pub divide: String,
    /// What the charter does with an equal vote on it: `chair`, `lot` or nothing.
    pub tie: &'static str,
}

/// An open division, for whoever closes it.
pub struct Open {
    pub id: Id,
    pub on: Vec<String>,
    pub by_ballot: bool,
    /// What the charter does with an equal vote: `chair`, `lot` or nothing.
    pub tie: &'static str,
    /// Who has not answered yet.
    pub unanswered: Vec<(Id, String)>,
    /// What each teller counted.
    pub tellers: Vec<(String, [u64; 3])>,
    /// How many tellers must count, where the charter says so.
    pub asked: Option<u64>,
}

/// What a person may enter in an organ.
pub struct Rights<'a> {
    pub reach: BTreeMap<Kind, Reach>,
    pub organ: &'a Id,
}

impl Rights<'_> {
    pub fn own(&self, kind: Kind) -> bool {
        self.reach.get(&kind).is_some_and(|r| r.own.contains(self.organ))
    }

    pub fn all(&self, kind: Kind) -> bool {
        self.reach.get(&kind).is_some_and(|r| r.organs.contains(self.organ))
    }
}

pub fn leads(rights: &Rights<'_>) -> Leads {
    Leads {
        state: rights.all(Kind::SittingChange),
        agenda: rights.all(Kind::Agenda),
        item: rights.all(Kind::Item),
        presence: rights.all(Kind::Presence),
        seat: rights.all(Kind::MandateChange),
        floor: rights.all(Kind::Speech),
        divide: rights.all(Kind::Division),
        roll: rights.all(Kind::Ballot),
        count: rights.all(Kind::Count),
        declare: rights.all(Kind::Declaration),
        election: rights.all(Kind::Election),
        ratify: rights.all(Kind::Ratification),
        task: rights.all(Kind::Task),
        minutes: rights.all(Kind::Minutes),
    }
}

/// A word of the charter as people say it: a message of the pages, or the word itself.
pub fn named(frame: &Frame, of: &str, key: &Key) -> String {
    let message = format!("{of}-{key}");
    let said = frame.say(&message);
    if said == message { key.as_str().replace('-', " ") } else { said }
}

/// The faction for which someone sits in an organ.
pub fn faction_of(standing: &Standing, organ: &Id, person: &Id) -> Option<Id> {
    standing
        .mandates_in(person, organ)
        .find_map(|(mandate, _)| shura_kernel::hall::faction_of(standing, mandate, organ))
}

/// The factions that sit in an organ, with how many votes each has there.
pub fn groups<'a>(standing: &'a Standing, organ: &Id) -> Vec<(&'a Id, u64)> {
    let mut groups: BTreeMap<&Id, u64> = BTreeMap::new();
    for (_, mandate) in standing.seated(organ) {
        if let Some(faction) = &mandate.mandate.faction {
            *groups.entry(faction).or_default() += 1;
        }
    }
    groups.into_iter().collect()
}

pub fn lists(
    names: &Names<'_>,
    frame: &Frame,
    id: &Id,
    sitting: &SittingStanding,
    person: Option<&Id>,
    rights: &Rights<'_>,
    leads: &Leads,
) -> Lists {
    let book = names.book;
    let standing = &book.standing;
    let Some(person) = person else { return Lists::default() };
    let organ = &sitting.sitting.organ;
    let title = |id: &Id| short(&names.title_of(id), 16);
    let mut lists = Lists { motions: motions_of(names, frame, sitting, person, rights), ..Lists::default() };
    let kind = standing.kind_of(organ);
    let subject = |key: &Key| Some((key.clone(), frame.pick(standing.charter.subject.get(key)?)));
    lists.subjects = kind.map(|k| k.competence.iter().filter_map(subject).collect()).unwrap_or_default();
    lists.questions = questions(frame, standing);
    if leads.state || leads.item || leads.agenda {
        lists.changes = book.count_in(id, |kind| kind == Kind::SittingChange);
        lists.items = items(book, frame, id, sitting);
    }
    if leads.presence || leads.election || leads.task {
        lists.people = people(names, sitting);
        lists.factions = factions(names, sitting);
    }
    if leads.floor {
        lists.minutes = kind.and_then(|k| k.speech_minutes);
        if let Some(view) = floor::view(standing, id, standing.now) {
            lists.waiting =
                view.queue.iter().map(|place| wish(names, frame, &place.request, &place.text)).collect();
            lists.speaking = view.speaking.map(|now| speech(names, &now.speaking));
            lists.list_open = view.open;
        }
    }
    if leads.declare || leads.roll || leads.count {
        let open = sitting
            .divisions
            .iter()
            .filter_map(|d| standing.divisions.get_key_value(d))
            .filter(|(_, d)| d.open);
        lists.open = open.map(|(id, d)| open_division(names, person, id, d)).collect();
    }
    if leads.agenda || leads.ratify || leads.seat {
        let carried = sitting.divisions.iter().filter(|d| {
            let found = standing.divisions.get(*d);
            found.is_some_and(|d| d.division.outcome == Some(Outcome::Carried))
        });
        lists.carried = carried
            .rev()
            .take(12)
            .filter_map(|d| {
                Some((d.clone(), hall::on(names, &standing.divisions.get(d)?.division.on).join(" · ")))
            })
            .collect();
    }
    if leads.ratify {
        let waiting = shura_kernel::hall::to_ratify(standing, organ);
        lists.interim = waiting.into_iter().map(|id| (id.clone(), title(&id))).collect();
    }
    if leads.election {
        (lists.groups, lists.proportion) =
            proportion(names, frame, organ, sitting.presidium.len().max(5) as u64);
    }
    if leads.minutes {
        let earlier = standing.organs.get(organ).map(|o| o.sittings.as_slice()).unwrap_or_default();
        let open = |s: &&Id| {
            let minutes = standing.sittings.get(*s).map(|s| s.minutes);
            *s != id && !matches!(minutes, Some(Some(MinutesState::Adopted)) | None)
        };
        let named = |s: &Id| {
            let found = standing.sittings.get(s)?;
            Some((s.clone(), hall::title(&frame.say, standing, found)))
        };
        lists.unadopted = earlier.iter().filter(open).filter_map(named).collect();
    }
    lists.weights = kind.is_some_and(|k| k.weights);
    if leads.divide {
        lists.methods = ["electronic", "hands", "roll-call", "cards"].into();
        lists.methods.extend(kind.filter(|k| !k.curia.is_empty()).map(|_| "curia"));
        lists.units = units(standing, organ).into_iter().map(|u| (u.clone(), names.of(u))).collect();
        lists.units.sort_by(|a, b| shura_text::normal::natural_cmp(&a.1, &b.1));
    }
    if leads.seat {
        lists.substitutes = substitutes(names, organ);
    }
    lists.adopted = sitting
        .motions
        .iter()
        .filter(|m| standing.motions.get(*m).is_some_and(|m| m.state == Some(MotionState::Adopted)))
        .map(|m| (m.clone(), title(m)))
        .collect();
    lists
}

/// The units whose delegates vote in an organ.
pub fn units<'a>(standing: &'a Standing, organ: &Id) -> BTreeSet<&'a Id> {
    let votes = standing.organs.get(organ).map(|o| &o.electors.votes).into_iter().flatten();
    votes.filter_map(|(mandate, _)| standing.mandates.get(mandate)?.mandate.unit.as_ref()).collect()
}

/// Substitutes of delegates who sit or whose mandate is suspended.
pub fn substitutes(names: &Names<'_>, organ: &Id) -> Vec<Substitute> {
    let standing = &names.book.standing;
    let of = |(_, m): (&Id, &shura_kernel::standing::MandateStanding)| {
        let main = m.mandate.substitute_for.clone()?;
        let held = standing.mandates.get(&main).filter(|held| held.ended_by.is_none())?;
        let (delegate, name) = (names.of(&held.mandate.person), names.of(&m.mandate.person));
        Some(Substitute { main, delegate, name, sits: !held.in_force })
    };
    standing.seated(organ).filter_map(of).collect()
}

/// What the charter does with an equal vote on a kind of question.
fn tie(standing: &Standing, question: Option<&Key>) -> &'static str {
    match standing.charter.majority_for(question).map(|(_, m)| m.rule.tie) {
        Some(shura_count::majority::Tie::Chair) => "chair",
        Some(shura_count::majority::Tie::Lot) => "lot",
        _ => "",
    }
}

fn wish(names: &Names<'_>, frame: &Frame, request: &Request, why: &shura_act::Bilingual) -> Wish {
    Wish {
        act: request.act.clone(),
        speaker: request.speaker.clone(),
        name: names.of(&request.speaker),
        form: form_word(request.form),
        said: frame.pick(&words::speech(request.form)),
        why: frame.pick(why),
    }
}

fn speech(names: &Names<'_>, now: &floor::Speaking) -> Speech {
    let paused = now.paused.is_some();
    Speech {
        act: now.act.clone(),
        speaker: now.speaker.clone(),
        name: names.of(&now.speaker),
        form: form_word(now.form),
        paused,
        turn: format!("{}-{}-{}", now.act, if paused { "goes-on" } else { "pauses" }, now.pauses),
    }
}

/// The word of a record for a form of speech.
fn form_word(form: SpeechForm) -> &'static str {
    match form {
        SpeechForm::InterposedQuestion => "interposed-question",
        SpeechForm::Intervention => "intervention",
        SpeechForm::PointOfOrder => "point-of-order",
        SpeechForm::Question => "question",
        SpeechForm::Reply => "reply",
        SpeechForm::Declaration => "declaration",
        SpeechForm::Protest => "protest",
        SpeechForm::Report => "report",
        _ => "debate",
    }
}

/// The kinds of question that the charter has majorities for, by their names for people.
fn questions(frame: &Frame, standing: &Standing) -> Vec<(Key, String)> {
    let second = |key: &Key| standing.charter.majority.values().any(|m| m.and.as_ref() == Some(key));
    let keys = standing.charter.majority.keys().filter(|key| !second(key));
    keys.map(|key| (key.clone(), named(frame, "question", key))).collect()
}

fn people(names: &Names<'_>, sitting: &SittingStanding) -> Vec<Person> {
    let standing = &names.book.standing;
    let organ = &sitting.sitting.organ;
    let mut people: Vec<Person> = standing
        .seated(organ)
        .map(|(_, m)| Person {
            id: m.mandate.person.clone(),
            name: names.of(&m.mandate.person),
            from: m.mandate.unit.as_ref().map(|u| names.of(u)).unwrap_or_default(),
            present: sitting.present.contains(&m.mandate.person),
            substitute: m.mandate.substitute_for.is_some(),
        })
        .collect();
    people.sort_by(|a, b| (&a.from, &a.name).cmp(&(&b.from, &b.name)));
    people.dedup_by(|a, b| a.id == b.id);
    people
}

/// Factions in the organ: how many of them sit there, and how many are present.
fn factions(names: &Names<'_>, sitting: &SittingStanding) -> Vec<(Id, String, u64, u64)> {
    let standing = &names.book.standing;
    let organ = &sitting.sitting.organ;
    let here = |faction: &Id| {
        let of = standing.seated(organ).filter(|(_, m)| m.mandate.faction.as_ref() == Some(faction));
        of.filter(|(_, m)| sitting.present.contains(&m.mandate.person)).count() as u64
    };
    let groups = groups(standing, organ).into_iter();
    groups.map(|(f, n)| (f.clone(), names.of(f), n, here(f))).collect()
}

fn items(book: &Book, frame: &Frame, id: &Id, sitting: &SittingStanding) -> Vec<Line> {
    let keys = sitting.agenda.as_ref().map(|(_, keys)| keys.as_slice()).unwrap_or_default();
    let changes = book.count_in(id, |kind| kind == Kind::Item);
    let line = |(n, key): (usize, &Key)| {
        let next: &[(&str, &str)] = match sitting.items.get(key) {
            None | Some(ItemState::Added) => &[("opened", "item-open"), ("dropped", "item-drop")],
            Some(ItemState::Opened | ItemState::Resumed) => {
                &[("closed", "item-close"), ("suspended", "item-suspend"), ("interrupted", "item-interrupt")]
            }
            Some(ItemState::Suspended | ItemState::Interrupted) => {
                &[("resumed", "item-resume"), ("closed", "item-close")]
            }
            Some(ItemState::Closed | ItemState::Dropped) => &[("resumed", "item-resume")],
        };
        let act = |to: &str| format!("{id}-{key}-{to}-{}", changes + 1);
        Line {
            key: key.clone(),
            title: frame.pick(&hall::item_title(sitting, key)),
            place: n + 1,
            next: next.iter().map(|(to, say)| (*to, frame.say(say), act(to))).collect(),
        }
    };
    keys.iter().enumerate().map(line).collect()
}

fn motions_of(
    names: &Names<'_>,
    frame: &Frame,
    sitting: &SittingStanding,
    person: &Id,
    rights: &Rights<'_>,
) -> Vec<Motion> {
    let book = names.book;
    let standing = &book.standing;
    let own_change = rights.own(Kind::MotionChange);
    let any_change = rights.all(Kind::MotionChange);
    let waiting = shura_kernel::hall::motions(standing, sitting);
    waiting
        .iter()
        .filter_map(|waiting| {
            let shown = hall::motion(names, &frame.say, waiting)?;
            let (id, m) = standing.motions.get_key_value(&waiting.motion)?;
            let mine = m.mover.as_ref() == Some(person);
            let amended = m.motion.amends.as_ref().and_then(|of| standing.motions.get(of));
            let mut next: Vec<(&'static str, &'static str, String)> = vec![];
            let mut can =
                |to, say: &'static str| next.push((to, say, unused(book, &format!("{id}-{to}-{person}"))));
            if mine && own_change {
                can("withdrawn", "motion-withdraw");
            } else if m.supporters.contains(person) {
                if !support::is_put(standing, m) {
                    can("support-withdrawn", "motion-support-withdraw");
                }
            } else if own_change || any_change {
                can("supported", "motion-support");
            }
            if amended.is_some_and(|m| m.mover.as_ref() == Some(person)) {
                can("taken-over", "motion-take-over");
            }
            if any_change {
                can("tabled", "motion-table");
            }
            Some(Motion {
                text: shown.text,
                what: shown.what,
                lines: motions::lines(&book.title_of(id), frame.say.lang),
                next,
                divide: format!("{id}-vote-{}", m.divisions.len() + 1),
                tie: tie(standing, m.motion.question.as_ref()),
                id: id.clone(),
            })
        })
        .collect()
}

fn open_division(names: &Names<'_>, person: &Id, id: &Id, division: &DivisionStanding) -> Open {
    let standing = &names.book.standing;
    let unanswered = division.electors.votes.keys().filter(|m| !division.ballots.contains_key(*m));
    let name = |m: &Id| standing.mandates.get(m).map(|m| names.of(&m.mandate.person));
    // A list of thousands would help nobody to find a name.
    let by_name = division.electors.votes.len() <= 400;
    Open {
        id: id.clone(),
        on: hall::on(names, &division.division.on),
        by_ballot: hall::is_by_ballot(division.division.method),
        tellers: division
            .tellers
            .iter()
            .filter(|(_, count)| names.book.may_see(Some(person), &count.act))
            .map(|(who, c)| (names.of(who), [c.sums.in_favour, c.sums.against, c.sums.abstain]))
            .collect(),
        asked: division.organ.as_ref().and_then(|o| standing.kind_of(o)).and_then(|k| k.tellers),
        tie: tie(standing, verdict::question(standing, division)),
        unanswered: unanswered.filter(|_| by_name).filter_map(|m| Some((m.clone(), name(m)?))).collect(),
    }
}

/// What each method of proportion would give the groups of an organ, for so many seats; methods that agree stand in one line.
fn proportion(
    names: &Names<'_>,
    frame: &Frame,
    organ: &Id,
    seats: u64,
) -> (Vec<String>, Vec<(String, String)>) {
    let standing = &names.book.standing;
    let groups = groups(standing, organ);
    let members: Vec<u64> = groups.iter().map(|(_, n)| *n).collect();
    let mut by_result: BTreeMap<Vec<u64>, Vec<String>> = BTreeMap::new();
    for method in Method::ALL {
        if let Ok(result) = apportion(method, &members, seats)
            && !result.undecided()
        {
            by_result.entry(result.seats).or_default().push(frame.pick(&method.words()));
        }
    }
    let told = groups.iter().map(|(f, n)| format!("{} ({})", names.of(f), frame.number(n)));
    let lines = by_result.into_iter().map(|(result, methods)| {
        let result: Vec<String> = result.iter().map(|n| frame.number(n)).collect();
        (result.join(" : "), methods.join(frame.comma()))
    });
    (told.collect(), lines.collect())
}
