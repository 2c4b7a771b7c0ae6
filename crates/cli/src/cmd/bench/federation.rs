//! A federation made up for measuring: branches, a congress, sittings with votes, orders. Entries come one after another, any number of them,
//! and the same ones every time.

use shura_act::act::*;
use shura_act::{Act, Bilingual, Date, Entry, Figure, Id};

/// The charter of the federation.
pub const CHARTER: &str = include_str!("federation.toml");

/// Branches of the federation.
pub const BRANCHES: u64 = 50;
/// Delegates of the congress.
pub const DELEGATES: u64 = 200;
/// Ballots in each division.
const BALLOTS: u64 = 120;

/// What share of the entries is of which kind, in words.
pub const MIX: &str = "of each 200 acts: 1 sitting, 20 presences, 10 speeches, 1 motion, 1 division, 120 ballots, 1 declaration, 1 closing, 15 orders, 10 \
countersignatures, 10 compliances, 5 recognitions, 5 dispatches";

/// The persons, organs and mandates that there are before the first round.
pub fn foundation(n: u64, delegates: u64) -> Option<Entry> {
    let entry = |id: String, act| Some(Entry::new(id_of(&id), act));
    let by = |who: &str, entry: Option<Entry>| entry.map(|e| Entry { by: Some(id_of(who)), ..e });
    if n < BRANCHES {
        return entry(
            format!("branch-{n:03}"),
            Act::Organ(Box::new(organ(&format!("Branch {n}"), "branch"))),
        );
    }
    let n = n - BRANCHES;
    if n == 0 {
        return entry("congress".into(), Act::Organ(Box::new(organ("Congress", "congress"))));
    }
    if n == 1 {
        return entry("executive".into(), Act::Organ(Box::new(organ("Executive", "executive"))));
    }
    let n = n - 2;
    let (person, first) = (n / 2, n.is_multiple_of(2));
    if person >= delegates {
        return None;
    }
    let name = format!("person-{person:04}");
    if first {
        let name_words = Bilingual::new(format!("Delegate {person}"), format!("نمایندهٔ {person}"));
        let made = Person { name: Some(name_words), also: vec![], role: None, commitment: None };
        return by("congress", entry(name, Act::Person(made)));
    }
    let unit = format!("branch-{:03}", person % BRANCHES);
    let mandate = Mandate {
        person: id_of(&name),
        organ: id_of("congress"),
        seat: Seat::Delegated,
        unit: Some(id_of(&unit)),
        election: None,
        virtue_of: None,
        class: Class::Voting,
        weight: None,
        faction: None,
        provisional: false,
        substitute_for: None,
        until: None,
    };
    by(&unit, entry(format!("mandate-{person:04}"), Act::Mandate(Box::new(mandate))))
}

/// Gives the entries of the federation in order.
pub struct Federation {
    made: u64,
    round: u64,
    step: u64,
}

impl Federation {
    /// A federation at its beginning.
    pub fn new() -> Self {
        Self { made: 0, round: 0, step: 0 }
    }

    /// The entry at one step of a round; `None` when the round is over.
    fn in_round(&self) -> Option<Entry> {
        let (round, step) = (self.round, self.step);
        let name = |kind: &str| format!("r{round:06}-{kind}");
        let sitting = id_of(&name("s"));
        let delegate = |n: u64| (round * 7 + n * 13) % DELEGATES;
        let person = |n: u64| id_of(&format!("person-{:04}", delegate(n)));
        let branch = |n: u64| id_of(&format!("branch-{:03}", (round + n) % BRANCHES));
        let make = |kind: String, act: Act, in_sitting: bool| {
            let mut entry = Entry::new(id_of(&kind), act);
            entry.at = Some(moment(round, step));
            entry.by = Some(person(0));
            entry.sitting = in_sitting.then(|| sitting.clone());
            Some(entry)
        };
        let by = |who: Id, entry: Option<Entry>| entry.map(|e| Entry { by: Some(who), ..e });
        let counted = |base: u64| step - base;
        match step {
            0 => {
                let opened = Sitting {
                    organ: id_of("congress"),
                    convened: None,
                    number: Some(round + 1),
                    place: None,
                    publicity: None,
                    chair: Some(person(0)),
                    present: Some(Figure::exactly(180)),
                    joint: vec![],
                };
                make(name("s"), Act::Sitting(opened), false)
            }
            1..=20 => make(
                name(&format!("p{:02}", counted(1))),
                Act::Presence(Presence {
                    who: vec![person(counted(1))],
                    to: PresenceState::Arrived,
                    count: None,
                    present: Some(Figure::exactly(180 + counted(1))),
                    reason: None,
                    again: None,
                }),
                true,
            ),
            21..=30 => make(
                name(&format!("t{:02}", counted(21))),
                Act::Speech(Box::new(Speech {
                    speaker: person(counted(21)),
                    form: SpeechForm::Debate,
                    floor: Floor::Spoke,
                    faction: None,
                    on: None,
                    item: None,
                    minutes: Some(5),
                    stance: None,
                    category: None,
                })),
                true,
            ),
            31 => make(
                name("m"),
                Act::Motion(Box::new(Motion {
                    mover: Some(person(1)),
                    question: None,
                    subject: None,
                    amends: None,
                    substitutes: None,
                    rivals: vec![],
                    item: None,
                    procedural: false,
                    stages: vec![],
                    reach: None,
                    words: None,
                })),
                true,
            ),
            32 => make(name("d"), Act::Division(Box::new(division(&id_of(&name("m"))))), true),
            33..=152 => {
                let voter = (round * 3 + counted(33)) % DELEGATES;
                let ballot = Ballot {
                    division: id_of(&name("d")),
                    mandate: id_of(&format!("mandate-{voter:04}")),
                    choice: choice(counted(33)),
                    option: None,
                    weight: None,
                    withdrawn: false,
                };
                let entry = make(name(&format!("b{:03}", counted(33))), Act::Ballot(ballot), true);
                by(id_of(&format!("person-{voter:04}")), entry)
            }
            153 => make(
                name("e"),
                Act::Declaration(Declaration {
                    division: id_of(&name("d")),
                    outcome: Outcome::Carried,
                    in_favour: None,
                    against: None,
                    abstain: None,
                    casting: None,
                    lot: None,
                }),
                true,
            ),
            154 => make(
                name("c"),
                Act::SittingChange(SittingChange {
                    of: sitting.clone(),
                    to: SittingState::Closed,
                    minutes: None,
                }),
                false,
            ),
            155..=169 => {
                let order = Order {
                    number: None,
                    to: vec![branch(counted(155))],
                    executor: None,
                    subject: None,
                    annuls: vec![],
                    provisional: false,
                    deadline: None,
                    form: None,
                };
                let entry = make(name(&format!("o{:02}", counted(155))), Act::Order(Box::new(order)), false);
                by(id_of("executive"), entry)
            }
            170..=179 => by(
                id_of("congress"),
                make(
                    name(&format!("k{:02}", counted(170))),
                    Act::Countersignature(Countersignature {
                        of: id_of(&name(&format!("o{:02}", counted(170)))),
                        refused: false,
                        form: None,
                    }),
                    false,
                ),
            ),
            180..=189 => by(
                branch(counted(180)),
                make(
                    name(&format!("a{:02}", counted(180))),
                    Act::Compliance(Compliance {
                        unit: branch(counted(180)),
                        with: id_of(&name(&format!("o{:02}", counted(180)))),
                        conduct: Conduct::Obeyed,
                    }),
                    false,
                ),
            ),
            190..=194 => by(
                branch(counted(190)),
                make(
                    name(&format!("g{:02}", counted(190))),
                    Act::Recognition(Recognition {
                        unit: branch(counted(190)),
                        authority: id_of("congress"),
                        stance: Stance::Recognises,
                        whose: None,
                        scope: None,
                        condition: None,
                        shown: false,
                    }),
                    false,
                ),
            ),
            195..=199 => make(
                name(&format!("w{:02}", counted(195))),
                Act::Dispatch(Dispatch {
                    channel: Channel::Electronic,
                    from: None,
                    to: vec![branch(counted(195))],
                    carries: Some(id_of(&name(&format!("o{:02}", counted(195))))),
                    answers: None,
                    queries: None,
                    verified: None,
                }),
                false,
            ),
            _ => None,
        }
    }
}

impl Iterator for Federation {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        let made = self.made;
        self.made += 1;
        if let Some(entry) = foundation(made, DELEGATES) {
            return Some(entry);
        }
        if self.step == 200 {
            self.step = 0;
            self.round += 1;
        }
        let entry = self.in_round();
        self.step += 1;
        entry
    }
}

fn choice(n: u64) -> Choice {
    match n % 10 {
        0..=6 => Choice::For,
        7 | 8 => Choice::Against,
        _ => Choice::Abstain,
    }
}

fn division(motion: &Id) -> Division {
    const { assert!(BALLOTS <= DELEGATES) };
    Division {
        on: vec![motion.clone()],
        electorate: None,
        method: VoteMethod::Electronic,
        question: None,
        counts: Counts::Heads,
        in_favour: None,
        against: None,
        abstain: None,
        blank: None,
        not_voting: None,
        options: vec![],
        entitled: None,
        present: None,
        unanimous_but: None,
        consultative: false,
        votes: vec![],
        outcome: None,
        casting: None,
        lot: None,
    }
}

fn organ(name: &str, form: &str) -> Organ {
    Organ {
        name: Bilingual::new(name, name),
        form: id_of(form),
        within: None,
        elected_by: vec![],
        accountable_to: vec![],
        same_base_as: vec![],
        seats: None,
    }
}

/// A moment of the round's day.
fn moment(round: u64, step: u64) -> Date {
    let (year, month, day) = (1900 + round / 336, round / 28 % 12 + 1, round % 28 + 1);
    let text = format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}", 9 + step / 60, step % 60);
    Date::new(&text).unwrap_or_else(|_| unreachable!("{text} is a date"))
}

/// An identifier.
pub fn id_of(word: &str) -> Id {
    Id::new(word).unwrap_or_else(|_| unreachable!("{word} is an identifier"))
}
