//! The single transferable vote: what its rules have in common.

pub mod countback;
pub mod ers97;
pub mod meek;
pub mod meek_exact;
pub mod reopen;
pub mod scottish;
mod trie;

use crate::Election;
use crate::audit::{Cell, Sheet};
use crate::outcome::{Outcome, Tie, TieBreak, titled};
use crate::words;
use serde::{Deserialize, Serialize};
use shura_act::Bilingual;

/// Where a candidate stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Still in the count.
    Hopeful,
    /// Elected.
    Elected,
    /// Excluded.
    Excluded,
    /// Withdrew before the count.
    Withdrawn,
}

impl State {
    fn words(self) -> Cell {
        match self {
            State::Hopeful => Cell::words("continuing", "در شمارش"),
            State::Elected => Cell::words("elected", "برگزیده"),
            State::Excluded => Cell::words("excluded", "کنار گذاشته"),
            State::Withdrawn => Cell::words("withdrawn", "کناره گرفته"),
        }
    }
}

/// Papers passed on at one value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// From whom.
    pub from: usize,
    /// How many papers.
    pub papers: u64,
    /// The value each had with that candidate.
    pub value: String,
    /// The value each is passed on with.
    pub passed: String,
}

/// One stage of a count, as it stands when the stage is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// What was done.
    pub action: Bilingual,
    /// The quota at its end.
    pub quota: String,
    /// Votes of each candidate.
    pub votes: Vec<String>,
    /// State of each candidate.
    pub states: Vec<State>,
    /// Votes that no candidate can have any more.
    pub exhausted: String,
    /// Votes lost by cutting off decimals.
    pub rounding: String,
    /// Papers passed on.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub transfers: Vec<Transfer>,
    /// The part of each vote that each candidate keeps; Meek only.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub keep: Vec<String>,
}

/// A count by stages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The method's name.
    pub method: &'static str,
    /// The quota at the end.
    pub quota: String,
    /// Papers that name a standing candidate.
    pub valid: u64,
    /// Elected, in the order of election.
    pub elected: Vec<usize>,
    /// The stages.
    pub stages: Vec<Stage>,
    /// Ties met.
    pub ties: Vec<Tie>,
    /// What was left out.
    pub notes: Vec<Bilingual>,
}

impl Count {
    /// The count with its audit sheet.
    pub fn outcome(self, election: &Election, title: &Bilingual) -> Outcome {
        let mut sheet = Sheet { title: titled(title, election), ..Sheet::default() };
        for (number, stage) in self.stages.iter().enumerate() {
            stage_tables(
                &mut sheet,
                election,
                number,
                stage,
                number.checked_sub(1).and_then(|p| self.stages.get(p)),
            );
        }
        Outcome {
            method: self.method,
            seats: election.seats,
            papers: election.ballots.papers(),
            valid: self.valid,
            quota: Some(self.quota),
            elected: self.elected,
            ties: self.ties,
            notes: self.notes,
            sheet,
        }
        .close(election)
    }
}

fn stage_tables(
    sheet: &mut Sheet,
    election: &Election,
    number: usize,
    stage: &Stage,
    before: Option<&Stage>,
) {
    let mut columns = vec![
        Cell::words("Candidate", "نامزد"),
        Cell::words("Change", "تغییر"),
        Cell::words("Votes", "رأی"),
        Cell::words("State", "وضع"),
    ];
    if !stage.keep.is_empty() {
        columns.push(Cell::words("Keeps", "نگه می‌دارد"));
    }
    let mut rows: Vec<Vec<Cell>> = Vec::with_capacity(election.candidates.len() + 3);
    for (c, candidate) in election.candidates.iter().enumerate() {
        let votes = stage.votes.get(c).map_or("", String::as_str);
        let old = before.and_then(|b| b.votes.get(c)).map_or("0", String::as_str);
        let state = stage.states.get(c).copied().unwrap_or(State::Withdrawn);
        let mut row = vec![
            Cell::plain(&candidate.name),
            Cell::plain(change(old, votes)),
            Cell::plain(votes),
            state.words(),
        ];
        if let Some(keep) = stage.keep.get(c) {
            row.push(Cell::plain(keep));
        }
        rows.push(row);
    }
    let width = columns.len();
    let mut line = |en: &str, fa: &str, now: &str, old: Option<&str>| {
        let mut row = vec![
            Cell::words(en, fa),
            Cell::plain(old.map_or(String::new(), |old| change(old, now))),
            Cell::plain(now),
        ];
        row.resize(width, Cell::plain(""));
        rows.push(row);
    };
    line("Non-transferable", "انتقال‌ناپذیر", &stage.exhausted, before.map(|b| b.exhausted.as_str()));
    line("Lost in rounding", "افت گرد کردن", &stage.rounding, before.map(|b| b.rounding.as_str()));
    line("Quota", "سهمیه", &stage.quota, None);
    sheet.table(
        &format!("Stage {}: {}", number + 1, stage.action.en),
        &format!("مرحلهٔ {}: {}", words::fa(number + 1), stage.action.fa),
        columns,
        rows,
    );
    if !stage.transfers.is_empty() {
        let rows = stage
            .transfers
            .iter()
            .map(|t| {
                vec![
                    Cell::plain(election.name(t.from)),
                    Cell::plain(t.papers),
                    Cell::plain(&t.value),
                    Cell::plain(&t.passed),
                ]
            })
            .collect();
        let columns = vec![
            Cell::words("From", "از"),
            Cell::words("Papers", "برگه‌ها"),
            Cell::words("Value with that candidate", "ارزش نزد آن نامزد"),
            Cell::words("Value passed on", "ارزش انتقال"),
        ];
        sheet.table("Papers passed on", "برگه‌های انتقال‌یافته", columns, rows);
    }
}

/// `now - old` of two decimals with the same places, with its sign.
fn change(old: &str, now: &str) -> String {
    let places = now.split_once('.').map_or(0, |(_, d)| d.len());
    let scaled = |text: &str| -> Option<i128> {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        format!("{whole}{decimals:0<places$}").parse().ok()
    };
    match (scaled(now), scaled(old)) {
        (Some(now), Some(old)) => {
            let sign = if now < old { "-" } else { "+" };
            let digits = format!("{:0>width$}", now.abs_diff(old), width = places + 1);
            let (whole, decimals) = digits.split_at(digits.len() - places);
            if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{decimals}") }
        }
        _ => String::new(),
    }
}

/// Who is in, who is out, and what seats reserved for groups demand.
pub(crate) struct Field<'a> {
    pub election: &'a Election,
    pub states: Vec<State>,
    /// In the order of election.
    pub elected: Vec<usize>,
    pub ties: TieBreak<'a>,
}

impl<'a> Field<'a> {
    pub fn new(election: &'a Election) -> Self {
        let states = election
            .candidates
            .iter()
            .map(|c| if c.withdrawn { State::Withdrawn } else { State::Hopeful })
            .collect();
        Self { election, states, elected: Vec::new(), ties: TieBreak::new(election) }
    }

    pub fn state(&self, c: usize) -> State {
        self.states.get(c).copied().unwrap_or(State::Withdrawn)
    }

    pub fn set(&mut self, c: usize, state: State) {
        if let Some(s) = self.states.get_mut(c) {
            *s = state;
        }
        if state == State::Elected {
            self.elected.push(c);
        }
    }

    pub fn hopefuls(&self) -> Vec<usize> {
        self.states.iter().enumerate().filter(|(_, s)| **s == State::Hopeful).map(|(i, _)| i).collect()
    }

    pub fn open(&self) -> Vec<bool> {
        self.states.iter().map(|s| *s == State::Hopeful).collect()
    }

    pub fn vacancies(&self) -> usize {
        usize::try_from(self.election.seats).unwrap_or(usize::MAX).saturating_sub(self.elected.len())
    }

    pub fn full(&self) -> bool {
        self.vacancies() == 0
    }

    /// Whether everyone still in has a seat.
    pub fn all_in(&self) -> bool {
        self.hopefuls().len() <= self.vacancies()
    }

    fn group(&self, c: usize) -> Option<&str> {
        self.election.candidates.get(c).and_then(|c| c.group.as_deref())
    }

    /// Seats that a group still must have.
    fn need(&self, group: &str) -> usize {
        let rule = self.election.at_least.iter().find(|r| r.group == group).map_or(0, |r| r.seats);
        let have = self.elected.iter().filter(|&&c| self.group(c) == Some(group)).count();
        usize::try_from(rule).unwrap_or(usize::MAX).saturating_sub(have)
    }

    /// Whether the group could not have its seats without this candidate.
    pub fn guarded(&self, c: usize) -> bool {
        if self.election.at_least.is_empty() {
            return false;
        }
        self.group(c).is_some_and(|group| {
            let left = self.hopefuls().iter().filter(|&&h| self.group(h) == Some(group)).count();
            left <= self.need(group)
        })
    }

    /// Candidates for whom no seat is left, because groups must have all the vacancies.
    pub fn doomed(&self) -> Vec<usize> {
        let needed: usize = self.election.at_least.iter().map(|r| self.need(&r.group)).sum();
        if needed == 0 || needed < self.vacancies() {
            return Vec::new();
        }
        let owed = |c: usize| self.group(c).is_some_and(|g| self.need(g) > 0);
        self.hopefuls().into_iter().filter(|&c| !owed(c)).collect()
    }

    /// Elects, in the order given, those for whom a seat is left.
    pub fn elect(&mut self, order: &[usize]) -> Vec<usize> {
        let mut done = Vec::new();
        for &c in order {
            if !self.full() && !self.doomed().contains(&c) {
                self.set(c, State::Elected);
                done.push(c);
            }
        }
        done
    }

    /// Marks `c` excluded, and with it every further "re-open nominations" when `c` is one.
    pub fn exclude(&mut self, c: usize) {
        self.set(c, State::Excluded);
        if reopen::is_reopen(self.election, c) {
            for other in self.hopefuls() {
                if reopen::is_reopen(self.election, other) {
                    self.set(other, State::Excluded);
                }
            }
        }
    }

    pub fn names(&self, list: &[usize]) -> (String, String) {
        let names: Vec<&str> = list.iter().map(|&c| self.election.name(c)).collect();
        (names.join(", "), names.join("، "))
    }
}

/// "…; elected: A, B"
pub(crate) fn with_elected(action: &mut Bilingual, field: &Field<'_>, elected: &[usize]) {
    if !elected.is_empty() {
        let (en, fa) = field.names(elected);
        action.en.push_str(&format!("; elected: {en}"));
        action.fa.push_str(&format!("؛ برگزیده: {fa}"));
    }
}

/// The note about papers cut at an equality of ranks, if any were.
pub(crate) fn cut_note(cut: u64) -> Vec<Bilingual> {
    if cut == 0 {
        return Vec::new();
    }
    vec![Bilingual::new(
        format!("{} papers rank candidates equal; each is read up to there.", words::en(cut)),
        format!("{} برگه نامزدهایی را برابر رتبه داده‌اند؛ هر یک تا همان‌جا خوانده شد.", words::fa(cut)),
    )]
}

pub(crate) fn no_valid_paper() -> crate::Error {
    crate::Error::new(
        "there is no valid paper: none names a standing candidate",
        "برگهٔ معتبری نیست: هیچ برگه‌ای از نامزدی که در میدان است نام نمی‌برد",
    )
}
