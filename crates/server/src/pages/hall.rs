//! The hall: what everybody in a sitting sees, the same for all, made once for each language and change, and sent live.

use crate::book::Book;
use crate::house::House;
use crate::say::Say;
use askama::Template;
use shura_act::act::{Counts, Floor, ItemState, MotionState, Outcome, SittingState, Speech, VoteMethod};
use shura_act::{Act, Bilingual, Entry, Id, Key, Lang};
use shura_kernel::standing::{DivisionStanding, MotionStanding, SittingStanding};
use shura_kernel::{Standing, quorum, verdict, words};
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
    /// How many are present.
    pub present: Option<u64>,
    /// How many must be present to decide, where the charter says so.
    pub needed: Option<u64>,
    /// How many may vote.
    pub electors: usize,
    /// The item that is being dealt with.
    pub item: Option<String>,
    /// Open divisions.
    pub questions: Vec<Question>,
    /// The last division, when none is open.
    pub last: Option<Told>,
    /// Who has the floor.
    pub speaking: Option<Speaking>,
    /// Who asked for it, in the order in which they come.
    pub waiting: Vec<Waiting>,
    /// The agenda.
    pub agenda: Vec<Line>,
    /// Motions before the house, in the order in which they are put.
    pub motions: Vec<Motion>,
    /// Changes when there is something new for those who only take part.
    pub turn: String,
    /// Changes when there is something new for those who run the sitting.
    pub desk: String,
}

/// A division in which ballots are taken.
pub struct Question {
    /// What is voted on.
    pub on: Vec<String>,
    /// How.
    pub method: Option<String>,
    /// How many have voted.
    pub votes: u64,
    /// How many may.
    pub electors: u64,
    /// Whether ballots are cast here, and not counted by tellers.
    pub by_ballot: bool,
}

/// A division that was declared.
pub struct Told {
    /// What was voted on.
    pub on: Vec<String>,
    /// The outcome: a word for people and one for the style sheet.
    pub outcome: Option<(String, &'static str)>,
    /// The verdict, as the counting room says it.
    pub sentence: Option<String>,
    /// For, against, abstaining.
    pub sums: Option<[u64; 3]>,
    /// Where the bar of each begins and how wide it is, in hundredths.
    pub bars: [(u64, u64); 3],
}

/// Whoever has the floor.
pub struct Speaking {
    /// The name.
    pub name: String,
    /// In what form.
    pub form: String,
    /// Until when, in seconds since 1970.
    pub until: Option<i64>,
}

/// Whoever asked for the floor.
pub struct Waiting {
    /// The name.
    pub name: String,
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
}

/// A motion before the house.
pub struct Motion {
    /// Its identifier.
    pub id: Id,
    /// What it says, shortened.
    pub text: String,
    /// What it is: an amendment, a rival, a procedural motion.
    pub what: String,
    /// Who moved it.
    pub mover: Option<String>,
    /// What became of it.
    pub state: Option<String>,
}

/// The hall as a piece of HTML in one language.
pub fn fragment(house: &House, sitting: &Id, lang: Lang) -> String {
    let hall = hall(&house.book(), sitting, lang);
    hall.and_then(|hall| hall.render().ok()).unwrap_or_default()
}

/// The hall of a sitting.
pub fn hall(book: &Book, id: &Id, lang: Lang) -> Option<Hall> {
    let standing = &book.standing;
    let sitting = standing.sittings.get(id)?;
    let say = Say { lang, calendar: standing.charter.organisation.calendar };
    let organ = &sitting.sitting.organ;
    let name = |id: &Id| standing.name_of(id).get(lang).to_owned();
    let open: Vec<&DivisionStanding> = divisions(standing, sitting).filter(|d| d.open).collect();
    let last = divisions(standing, sitting).next_back().filter(|_| open.is_empty());
    Some(Hall {
        say,
        title: title(&say, standing, sitting),
        state: (say.pick(&words::sitting(sitting.state)), state_class(sitting.state)),
        chair: sitting.chair.as_ref().map(name),
        presidium: sitting.presidium.iter().map(name).collect(),
        present: standing.present_in(id),
        needed: quorum::needed(standing, organ, id),
        electors: standing.organs.get(organ).map_or(0, |o| o.electors.votes.len()),
        item: current_item(sitting).map(|key| item_title(book, sitting, key).get(lang).to_owned()),
        questions: open.iter().map(|d| question(book, &say, d)).collect(),
        last: last.map(|d| told(book, &say, d)),
        speaking: speaking(book, id, &say),
        waiting: waiting(standing, sitting, &say),
        agenda: agenda(book, sitting, &say),
        motions: voting_order(standing, sitting).into_iter().filter_map(|m| motion(book, &say, m)).collect(),
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

fn state_class(state: SittingState) -> &'static str {
    match state {
        SittingState::Resumed => "sits",
        SittingState::Recess | SittingState::Adjourned => "pauses",
        SittingState::Closed | SittingState::Dispersed => "over",
    }
}

fn divisions<'a>(
    standing: &'a Standing,
    sitting: &'a SittingStanding,
) -> impl DoubleEndedIterator<Item = &'a DivisionStanding> {
    sitting.divisions.iter().filter_map(|id| standing.divisions.get(id))
}

/// Whether ballots are cast one by one in a division, and not counted by tellers in the hall.
pub fn is_by_ballot(division: &DivisionStanding) -> bool {
    !matches!(division.division.method, VoteMethod::Hands | VoteMethod::Standing | VoteMethod::Acclamation)
}

fn on(book: &Book, say: &Say, division: &DivisionStanding) -> Vec<String> {
    division.division.on.iter().map(|m| short(book.title_of(m).get(say.lang), 40)).collect()
}

fn question(book: &Book, say: &Say, division: &DivisionStanding) -> Question {
    let by_weight = division.division.counts == Counts::Weights;
    let sums = &division.sums;
    let weight = [sums.in_favour, sums.against, sums.abstain, sums.blank].iter().fold(0u64, |n, m| n.saturating_add(*m));
    Question {
        on: on(book, say, division),
        method: words::method(division.division.method).map(|m| say.pick(&m)),
        votes: if by_weight { weight } else { division.ballots.len() as u64 },
        electors: if by_weight { division.electors.weight } else { division.electors.votes.len() as u64 },
        by_ballot: is_by_ballot(division),
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

fn told(book: &Book, say: &Say, division: &DivisionStanding) -> Told {
    let decided = verdict::decide_on(&book.standing, division);
    let tally = verdict::tally(division);
    let sums = match (tally.in_favour, tally.against, tally.abstain) {
        (Some(a), Some(b), c) => Some([a, b, c.unwrap_or(0)]),
        _ => None,
    };
    Told {
        on: on(book, say, division),
        outcome: division.division.outcome.map(|o| (say.pick(&words::outcome(o)), outcome_class(o))),
        sentence: decided.map(|d| say.pick(&d.verdict.sentence)),
        sums,
        bars: bars(sums.unwrap_or_default()),
    }
}

/// Where each of three bars begins and how wide it is, in hundredths of them all.
fn bars(sums: [u64; 3]) -> [(u64, u64); 3] {
    let whole = sums.iter().fold(0u64, |n, m| n.saturating_add(*m)).max(1);
    let share = |n: u64| u64::try_from(u128::from(n) * 100 / u128::from(whole)).unwrap_or(100);
    let [a, b, c] = sums.map(share);
    [(0, a), (a, b), (a + b, c)]
}

/// Marks of a sitting that change when there is something new: for those who take part, and for those who run it.
pub fn marks(book: &Book, id: &Id) -> Option<(String, String)> {
    let sitting = book.standing.sittings.get(id)?;
    Some((mark(&turn(&book.standing, sitting)), mark(&desk(book, id, sitting))))
}

/// Who has the floor.
pub fn speaker<'a>(book: &'a Book, sitting: &Id) -> Option<&'a Id> {
    Some(&speech(book, sitting)?.1.speaker)
}

/// Whoever has the floor: the last to whom it was given and from whom nothing has taken it yet.
fn speaking(book: &Book, sitting: &Id, say: &Say) -> Option<Speaking> {
    let standing = &book.standing;
    let organ = standing.organ_of_sitting(sitting)?;
    let (entry, speech) = speech(book, sitting)?;
    let minutes = speech.minutes.or_else(|| standing.kind_of(organ)?.speech_minutes);
    let began = entry.at.as_ref().map(shura_act::Date::first).filter(|at| *at > i64::MIN);
    let until = began.zip(minutes).map(|(at, m)| at.saturating_add(i64::try_from(m).unwrap_or(0).saturating_mul(60)));
    Some(Speaking {
        name: say.pick(&standing.name_of(&speech.speaker)),
        form: say.pick(&words::speech(speech.form)),
        until,
    })
}

/// The speech that goes on, if one does.
fn speech<'a>(book: &'a Book, sitting: &Id) -> Option<(&'a Entry, &'a Speech)> {
    let acts = book.entries.iter().rev().filter(|a| a.entry.sitting.as_ref() == Some(sitting) && !a.void);
    let (entry, speech) = acts.map(|a| &a.entry).find_map(|entry| match &entry.act {
        Act::Speech(a) if !matches!(a.floor, Floor::Asked | Floor::Refused | Floor::Withdrawn | Floor::Limited) => {
            Some((entry, a))
        }
        _ => None,
    })?;
    (speech.floor == Floor::Granted).then_some((entry, speech))
}

fn waiting(standing: &Standing, sitting: &SittingStanding, say: &Say) -> Vec<Waiting> {
    let one = |who: &Id| Waiting { name: say.pick(&standing.name_of(who)), why: String::new() };
    sitting.queue.iter().map(one).collect()
}

/// The item that is being dealt with.
pub fn current_item(sitting: &SittingStanding) -> Option<&Key> {
    let is_open = |key: &&Key| matches!(sitting.items.get(*key), Some(ItemState::Opened | ItemState::Resumed));
    let keys = sitting.agenda.as_ref().map(|(_, keys)| keys.as_slice()).unwrap_or_default();
    keys.iter().rev().find(is_open).or_else(|| sitting.items.keys().find(is_open))
}

/// The title of an item, as the agenda in force or an earlier one has it.
pub fn item_title(book: &Book, sitting: &SittingStanding, key: &Key) -> Bilingual {
    let act = sitting.agenda.as_ref().and_then(|(id, _)| book.find(id.as_str()));
    let items = match act.map(|a| &a.entry.act) {
        Some(Act::Agenda(agenda)) => agenda.items.as_slice(),
        _ => &[],
    };
    let title = items.iter().find(|item| item.key == *key).and_then(|item| item.title.clone());
    title.unwrap_or_else(|| Bilingual::new(key.as_str(), key.as_str()))
}

fn agenda(book: &Book, sitting: &SittingStanding, say: &Say) -> Vec<Line> {
    let keys = sitting.agenda.as_ref().map(|(_, keys)| keys.as_slice()).unwrap_or_default();
    let line = |key: &Key| {
        let state = sitting.items.get(key);
        let class = match state {
            Some(ItemState::Opened | ItemState::Resumed) => "now",
            Some(ItemState::Closed | ItemState::Dropped) => "done",
            Some(ItemState::Suspended | ItemState::Interrupted) => "held",
            Some(ItemState::Added) | None => "to-come",
        };
        let title = item_title(book, sitting, key).get(say.lang).to_owned();
        Line { title, state: state.map(|s| say.pick(&words::item(*s))), class }
    };
    keys.iter().map(line).collect()
}

/// Whether a motion still waits for a decision.
pub fn is_pending(motion: &MotionStanding) -> bool {
    matches!(
        motion.state,
        None | Some(MotionState::Supported | MotionState::Put | MotionState::Amended | MotionState::Challenged)
    )
}

/// Motions of a sitting that wait for a decision, in the order in which they are put: procedural ones first, the newest before older ones;
/// then amendments before what they amend; then the others as they were moved.
pub fn voting_order<'a>(standing: &'a Standing, sitting: &'a SittingStanding) -> Vec<(&'a Id, &'a MotionStanding)> {
    let found = sitting.motions.iter().filter_map(|id| standing.motions.get_key_value(id));
    let mut pending: Vec<(usize, (&Id, &MotionStanding))> =
        found.enumerate().filter(|(_, (id, m))| is_pending(m) && !standing.is_void(id)).collect();
    pending.sort_by_key(|(place, (_, m))| {
        let (place, back) = (*place, usize::MAX - *place);
        match (&m.motion.amends, m.motion.procedural) {
            (_, true) => (0, back),
            (Some(_), false) => (1, back),
            (None, false) => (2, place),
        }
    });
    pending.into_iter().map(|(_, found)| found).collect()
}

/// A motion as it is shown.
pub fn motion(book: &Book, say: &Say, (id, found): (&Id, &MotionStanding)) -> Option<Motion> {
    let of = |key: &str, id: &Id| say.with(key, &[("motion", short(book.title_of(id).get(say.lang), 8).into())]);
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
        text: short(book.title_of(id).get(say.lang), 40),
        what,
        mover: found.mover.as_ref().map(|m| say.pick(&book.standing.name_of(m))),
        state: found.state.map(|s| say.pick(&words::motion(s))),
    })
}

/// At most so many words of a text.
pub fn short(text: &str, most: usize) -> String {
    let mut words = text.split_whitespace();
    let begin: Vec<&str> = words.by_ref().take(most).collect();
    let dots = if words.next().is_some() { " …" } else { "" };
    format!("{}{dots}", begin.join(" "))
}

/// A short mark of some state: two states with the same mark are the same.
fn mark(state: &str) -> String {
    sha256(state.as_bytes()).0.iter().take(6).map(|b| format!("{b:02x}")).collect()
}

fn turn(standing: &Standing, sitting: &SittingStanding) -> String {
    let motions: Vec<_> = sitting.motions.iter().map(|m| standing.motions.get(m).map(|m| m.state)).collect();
    let divisions: Vec<_> = divisions(standing, sitting).map(|d| d.open).collect();
    format!("{:?} {:?} {divisions:?} {motions:?}", sitting.state, current_item(sitting))
}

fn desk(book: &Book, id: &Id, sitting: &SittingStanding) -> String {
    let acts = book.of_sitting(id).filter(|a| !matches!(a.entry.act, Act::Ballot(_))).count();
    format!("{acts} {:?} {:?}", sitting.state, sitting.minutes)
}
