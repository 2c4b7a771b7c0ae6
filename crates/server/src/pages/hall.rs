//! The hall: what everybody in a sitting sees, the same for all, made once for each language and change, and sent live.

use crate::book::Book;
use crate::names::Names;
use crate::pen;
use crate::say::Say;
use askama::Template;
use shura_act::act::{
    Choice, Counts, ItemState, Outcome, SittingState, SpeechForm, SpeechStance, VoteMethod,
};
use shura_act::{Bilingual, Id, Key, Kind};
use shura_kernel::floor::{Now, Place};
use shura_kernel::hall::{self, Item, Vote, Waiting};
use shura_kernel::standing::{DivisionStanding, MotionStanding, SittingStanding};
use shura_kernel::{Standing, support, words};
use shura_tlog::sha256;

/// What everybody in the hall sees.
#[derive(Template)]
#[template(path = "hall.html")]
pub struct Hall {
    /// How words are said.
    pub say: Say,
    /// The organ's name, and the number of the sitting.
    pub title: String,
    /// Whether it sits now, is in recess, or is over: a word for people and one for the style sheet.
    pub state: (String, &'static str),
    /// Who presides.
    pub chair: Option<String>,
    /// Its presidium.
    pub presidium: Vec<String>,
    /// Whether there is a quorum, and the sentence that says so.
    pub quorum: Option<(bool, String)>,
    /// How many may vote, how many of them are present, and the same by faction.
    pub electorate: (u64, u64, Vec<Faction>),
    /// Open divisions.
    pub questions: Vec<Question>,
    /// The last division, when none is open.
    pub last: Option<Told>,
    /// Who has the floor.
    pub speaking: Option<Speaking>,
    /// Those whom that speech interrupted.
    pub interrupted: Vec<Speaking>,
    /// Whether the list of speakers takes more.
    pub list_open: bool,
    /// Who asked for the floor, in the order in which they come.
    pub waiting: Vec<Speaker>,
    /// The agenda.
    pub agenda: Vec<Line>,
    /// Motions before the house, in the order in which they are put.
    pub motions: Vec<Motion>,
    /// Tasks that the organ gave and that are not done.
    pub tasks: Vec<Task>,
    /// Orders that wait for ratification.
    pub to_ratify: Vec<String>,
    /// Changes when there is something new for those who only take part.
    pub turn: String,
    /// Changes when there is something new for those who run the sitting.
    pub desk: String,
}

/// A task that is not done.
pub struct Task {
    /// What is to be done.
    pub what: String,
    /// Who is charged.
    pub owner: String,
    /// By when.
    pub due: Option<String>,
    /// Whether that day has passed.
    pub overdue: bool,
}

/// A faction in the hall.
pub struct Faction {
    /// Its name.
    pub name: String,
    /// How many may vote.
    pub heads: u64,
    /// How many of them are present.
    pub present: u64,
    /// Minutes that it may still speak on this item.
    pub minutes: Option<i64>,
}

/// A division in which votes are taken.
pub struct Question {
    /// What is voted on.
    pub on: Vec<String>,
    /// How.
    pub method: Option<String>,
    /// How many have voted of those who may, as a piece of HTML that is told by itself; none where tellers count.
    pub votes: Option<String>,
    /// How many tellers have counted, and whether they agree.
    pub tellers: (usize, Option<bool>),
}

/// How far a vote by ballots has come.
#[derive(Template)]
#[template(path = "hall_votes.html")]
struct Votes<'a> {
    say: &'a Say,
    /// How many have voted.
    votes: u64,
    /// How many may.
    electors: u64,
}

/// A division that was declared.
pub struct Told {
    /// What was voted on.
    pub on: Vec<String>,
    /// The outcome: a word for people and one for the style sheet.
    pub outcome: Option<(String, &'static str)>,
    /// The verdicts, as the counting room says them.
    pub sentences: Vec<String>,
    /// How the chair voted on an equal vote.
    pub casting: Option<String>,
    /// For, against, abstaining.
    pub sums: [u64; 3],
    /// Where the bar of each begins and how wide it is, in hundredths.
    pub bars: [(u64, u64); 3],
}

/// Whoever has the floor.
pub struct Speaking {
    /// The name.
    pub name: String,
    /// In what form.
    pub form: String,
    /// Until when, in seconds since 1970, while it runs.
    pub until: Option<i64>,
    /// What was left when it was paused, as minutes and seconds.
    pub paused: Option<String>,
}

/// Whoever asked for the floor.
pub struct Speaker {
    /// The name.
    pub name: String,
    /// In what form, and whether for or against, where it is more than a speech.
    pub form: String,
    /// Why in this place.
    pub why: String,
}

/// An item of the agenda.
pub struct Line {
    /// Its title.
    pub title: String,
    /// How it stands.
    pub state: Option<String>,
    /// A word for the style sheet.
    pub class: &'static str,
    /// When it will begin, in seconds since 1970, if that can be foreseen.
    pub begins: Option<i64>,
    /// The same as hours and minutes of the record.
    pub clock: String,
}

/// A motion before the house.
pub struct Motion {
    /// Its identifier.
    pub id: Id,
    /// What it says, shortened.
    pub text: String,
    /// What it is: an amendment, a rival, a procedural motion.
    pub what: String,
    /// Why it is put in this place.
    pub why: String,
    /// Who moved it.
    pub mover: Option<String>,
    /// What became of it.
    pub state: Option<String>,
    /// How many support it, of those who must, where anybody does or must.
    pub support: Option<String>,
}

/// The hall of a sitting.
pub fn hall(names: &Names<'_>, id: &Id) -> Option<Hall> {
    let (book, lang) = (names.book, names.lang);
    let standing = &book.standing;
    let sitting = standing.sittings.get(id)?;
    let say = Say { lang, calendar: standing.charter.organisation.calendar };
    // The moment of the last act: what is pushed changes only when something happens; clocks run on the reader's device.
    let now = standing.now;
    let view = hall::view(standing, id, now)?;
    let name = |id: &Id| names.of(id);
    let floor = view.floor.as_ref();
    let budget =
        |faction: &Id| floor.and_then(|f| f.factions.get(faction)).map(|seconds| seconds.div_euclid(60));
    let faction = |(id, share): (&Id, &hall::Share)| Faction {
        name: name(id),
        heads: share.heads,
        present: share.present,
        minutes: budget(id),
    };
    let questions: Vec<Question> = view.open.iter().map(|v| question(names, &say, v)).collect();
    let last = view.last.as_ref().filter(|_| questions.is_empty());
    Some(Hall {
        say,
        title: title(&say, standing, sitting),
        state: (say.say(state_key(view.state)), state_class(view.state)),
        chair: view.chair.as_ref().map(name),
        presidium: view.presidium.iter().map(name).collect(),
        quorum: view.quorum.as_ref().map(|q| (q.kept, say.pick(&q.text))),
        electorate: (
            view.electorate.heads,
            view.electorate.present,
            view.electorate.factions.iter().map(faction).collect(),
        ),
        questions,
        last: last.map(|v| told(names, &say, v)),
        speaking: floor.and_then(|f| f.speaking.as_ref()).map(|at| speaking(names, &say, at, now)),
        interrupted: floor
            .map_or(vec![], |f| f.interrupted.iter().map(|s| speaking(names, &say, s, now)).collect()),
        list_open: floor.is_none_or(|f| f.open),
        waiting: floor.map_or(vec![], |f| f.queue.iter().map(|p| speaker(names, &say, p)).collect()),
        agenda: view.agenda.iter().map(|item| line(&say, item)).collect(),
        motions: view.motions.iter().filter_map(|m| motion(names, &say, m)).collect(),
        tasks: view.tasks.iter().map(|t| task(names, &say, t)).collect(),
        to_ratify: view.to_ratify.iter().map(|o| short(&names.title_of(o), 24)).collect(),
        turn: mark(&turn(standing, sitting)),
        desk: mark(&desk(book, id, sitting)),
    })
}

/// The organ's name with the number of the sitting.
pub fn title(say: &Say, standing: &Standing, sitting: &SittingStanding) -> String {
    let organ = say.pick(&standing.name_of(&sitting.sitting.organ));
    match sitting.sitting.number {
        Some(n) => say.with("hall-title", &[("organ", organ.into()), ("number", n.into())]),
        None => organ,
    }
}

/// The message that says how a sitting stands now.
pub fn state_key(state: SittingState) -> &'static str {
    match state {
        SittingState::Resumed => "hall-sits",
        SittingState::Recess => "hall-recess",
        SittingState::Adjourned => "hall-adjourned",
        SittingState::Closed => "hall-closed",
        SittingState::Dispersed => "hall-dispersed",
    }
}

fn state_class(state: SittingState) -> &'static str {
    match state {
        SittingState::Resumed => "sits",
        SittingState::Recess | SittingState::Adjourned => "pauses",
        SittingState::Closed | SittingState::Dispersed => "over",
    }
}

/// Whether ballots are cast one by one in a vote of this kind, and not counted by tellers in the hall.
pub fn is_by_ballot(method: VoteMethod) -> bool {
    !matches!(method, VoteMethod::Hands | VoteMethod::Standing | VoteMethod::Acclamation | VoteMethod::Cards)
}

/// What is voted on, shortened.
pub fn on(names: &Names<'_>, motions: &[Id]) -> Vec<String> {
    motions.iter().map(|m| short(&names.title_of(m), 40)).collect()
}

fn question(names: &Names<'_>, say: &Say, vote: &Vote) -> Question {
    let by_weight = vote.counts == Counts::Weights;
    let division = names.book.standing.divisions.get(&vote.division);
    let weight = division.map_or(0, |d| d.electors.weight);
    let votes = Votes {
        say,
        votes: if by_weight { vote.sums.all() } else { vote.voted },
        electors: if by_weight { weight } else { vote.entitled },
    };
    Question {
        on: on(names, &vote.on),
        method: words::method(vote.method).map(|m| say.pick(&m)),
        votes: is_by_ballot(vote.method).then(|| votes.render().unwrap_or_default()),
        tellers: (vote.tellers.len(), vote.tellers_agree),
    }
}

/// The outcome as a word for the style sheet.
pub fn outcome_class(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Carried => "carried",
        Outcome::Lost => "lost",
        Outcome::Tied | Outcome::NoDecision | Outcome::Withdrawn => "open",
    }
}

fn told(names: &Names<'_>, say: &Say, vote: &Vote) -> Told {
    let outcome = names.book.standing.divisions.get(&vote.division).and_then(|d| d.division.outcome);
    let sums = [vote.sums.in_favour, vote.sums.against, vote.sums.abstain];
    let casting = vote
        .casting
        .map(|c: Choice| say.with("hall-casting", &[("choice", say.pick(&words::choice(c)).into())]));
    Told {
        on: on(names, &vote.on),
        outcome: outcome.map(|o| (say.pick(&words::outcome(o)), outcome_class(o))),
        sentences: vote.verdict.iter().chain(&vote.second).map(|v| say.pick(v)).collect(),
        casting,
        sums,
        bars: bars(sums),
    }
}

/// Where each of three bars begins and how wide it is, in hundredths of them all.
fn bars(sums: [u64; 3]) -> [(u64, u64); 3] {
    let whole = sums.iter().fold(0u64, |n, m| n.saturating_add(*m)).max(1);
    let share = |n: u64| u64::try_from(u128::from(n) * 100 / u128::from(whole)).unwrap_or(100);
    let [a, b, c] = sums.map(share);
    [(0, a), (a, b), (a + b, c)]
}

fn speaking(names: &Names<'_>, say: &Say, at: &Now, now: i64) -> Speaking {
    let paused = at.speaking.paused.is_some();
    let left = |seconds: i64| {
        let sign = if seconds < 0 { "−" } else { "" };
        say.number(format!("{sign}{}:{:02}", seconds.abs() / 60, seconds.abs() % 60))
    };
    Speaking {
        name: names.of(&at.speaking.speaker),
        form: say.pick(&words::speech(at.speaking.form)),
        until: at.remaining.filter(|_| !paused).map(|left| now.saturating_add(left)),
        paused: at.remaining.filter(|_| paused).map(left),
    }
}

fn speaker(names: &Names<'_>, say: &Say, place: &Place) -> Speaker {
    let request = &place.request;
    let form = (request.form != SpeechForm::Debate).then(|| say.pick(&words::speech(request.form)));
    let stance = match request.stance {
        Some(SpeechStance::Pro) => Some(say.say("stance-pro")),
        Some(SpeechStance::Contra) => Some(say.say("stance-contra")),
        Some(SpeechStance::Contribution) | None => None,
    };
    Speaker {
        name: names.of(&request.speaker),
        form: form.into_iter().chain(stance).collect::<Vec<_>>().join(say.comma()),
        why: say.pick(&place.text),
    }
}

fn task(names: &Names<'_>, say: &Say, task: &hall::Task) -> Task {
    Task {
        what: short(&names.title_of(&task.act), 24),
        owner: task.owner.iter().map(|owner| names.of(owner)).collect::<Vec<_>>().join(say.comma()),
        due: task.due.as_ref().map(|due| say.date(due)),
        overdue: task.overdue,
    }
}

/// The item that is being dealt with.
pub fn current_item(sitting: &SittingStanding) -> Option<&Key> {
    let is_open =
        |key: &&Key| matches!(sitting.items.get(*key), Some(ItemState::Opened | ItemState::Resumed));
    let keys = sitting.agenda.as_ref().map(|(_, keys)| keys.as_slice()).unwrap_or_default();
    keys.iter().rev().find(is_open).or_else(|| sitting.items.keys().find(is_open))
}

/// The title of an item, as the agenda in force has it.
pub fn item_title(sitting: &SittingStanding, key: &Key) -> Bilingual {
    let title = sitting.agenda_items.iter().find(|item| item.key == *key).and_then(|item| item.title.clone());
    title.unwrap_or_else(|| Bilingual::new(key.as_str(), key.as_str()))
}

fn line(say: &Say, item: &Item) -> Line {
    let class = match item.state {
        Some(ItemState::Opened | ItemState::Resumed) => "now",
        Some(ItemState::Closed | ItemState::Dropped) => "done",
        Some(ItemState::Suspended | ItemState::Interrupted) => "held",
        Some(ItemState::Added) | None => "to-come",
    };
    let title = item.title.as_ref().map_or_else(|| item.key.to_string(), |t| say.pick(t));
    let begins = item.begins.filter(|_| class == "to-come");
    let of_day = begins.map(|s| s.rem_euclid(86_400) / 60).map(|m| format!("{:02}:{:02}", m / 60, m % 60));
    Line {
        title,
        state: item.state.map(|s| say.state("item", &s)),
        class,
        begins,
        clock: of_day.map(|c| say.number(c)).unwrap_or_default(),
    }
}

/// A motion as it is shown.
pub fn motion(names: &Names<'_>, say: &Say, waiting: &Waiting) -> Option<Motion> {
    let id = &waiting.motion;
    let found = names.book.standing.motions.get(id)?;
    let of = |key: &str, id: &Id| say.with(key, &[("motion", short(&names.title_of(id), 5).into())]);
    let what = if found.motion.procedural {
        say.say("motion-procedural")
    } else if let Some(of_which) = &found.motion.amends {
        of("motion-amends", of_which)
    } else if let Some(rival) = found.motion.rivals.first() {
        of("motion-rival", rival)
    } else {
        say.say("motion-main")
    };
    Some(Motion {
        id: id.clone(),
        text: short(&names.title_of(id), 40),
        what,
        why: say.pick(&waiting.text),
        mover: found.mover.as_ref().map(|m| names.of(m)),
        state: found.state.map(|s| say.state("motion", &s)),
        support: support_of(names, say, found),
    })
}

/// How many support a motion, and how many must before it is put to the vote; nothing where nobody does or must.
pub fn support_of(names: &Names<'_>, say: &Say, motion: &MotionStanding) -> Option<String> {
    let standing = &names.book.standing;
    let counted = support::counted(standing, motion);
    match support::needed(standing, motion) {
        Some(needed) => {
            Some(say.with("motion-support-needed", &[("n", counted.into()), ("needed", needed.into())]))
        }
        None => (counted > 0).then(|| say.with("motion-supporters-n", &[("n", counted.into())])),
    }
}

/// At most so many words of a text.
pub fn short(text: &str, most: usize) -> String {
    let mut words = text.split_whitespace();
    let begin = words.by_ref().take(most).collect::<Vec<_>>().join(" ");
    match words.next() {
        Some(_) => format!("{}…", begin.trim_end_matches(pen::AT_A_CUT)),
        None => begin,
    }
}

/// The mark of a sitting that changes when there is something new for those who take part.
pub fn turn_mark(book: &Book, id: &Id) -> Option<String> {
    Some(mark(&turn(&book.standing, book.standing.sittings.get(id)?)))
}

/// The mark of a sitting that changes when there is something new for those who run it.
pub fn desk_mark(book: &Book, id: &Id) -> Option<String> {
    Some(mark(&desk(book, id, book.standing.sittings.get(id)?)))
}

/// A short mark of some state: two states with the same mark are the same.
fn mark(state: &str) -> String {
    sha256(state.as_bytes()).0.iter().take(6).map(|b| format!("{b:02x}")).collect()
}

fn turn(standing: &Standing, sitting: &SittingStanding) -> String {
    let motions: Vec<_> = sitting
        .motions
        .iter()
        .map(|m| standing.motions.get(m).map(|m| (m.state, m.supporters.len())))
        .collect();
    let open = |d: &Id| standing.divisions.get(d).is_some_and(|d: &DivisionStanding| d.open);
    let divisions: Vec<_> = sitting.divisions.iter().map(open).collect();
    format!("{:?} {:?} {divisions:?} {motions:?}", sitting.state, current_item(sitting))
}

fn desk(book: &Book, id: &Id, sitting: &SittingStanding) -> String {
    let acts = book.count_in(id, |kind| kind != Kind::Ballot);
    format!("{acts} {:?} {:?}", sitting.state, sitting.minutes)
}
