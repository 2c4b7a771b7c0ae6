//! What every ranked or approval method returns, and how ties are broken in all of them.

use crate::Election;
use crate::audit::Sheet;
use crate::words;
use serde::{Deserialize, Serialize};
use shura_act::Bilingual;

/// How a tie was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// By an earlier stage at which the candidates were not equal, as the rule prescribes.
    Stage,
    /// By the recorded lot.
    Lot,
    /// No lot was recorded: the order of the paper was used, so the result stands only if a lot confirms it.
    Order,
}

/// A tie met in a count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tie {
    /// Stage or round, from 1.
    pub stage: usize,
    /// The candidates who stood equal, by place from 0.
    pub candidates: Vec<usize>,
    /// The one the tie-break picked (to be elected, to be excluded, to go first).
    pub picked: usize,
    /// How.
    pub by: By,
}

/// The result of a count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The method's name.
    pub method: &'static str,
    /// Seats to fill.
    pub seats: u64,
    /// Papers in the file.
    pub papers: u64,
    /// Papers that name at least one standing candidate.
    pub valid: u64,
    /// The quota, where the method has one.
    pub quota: Option<String>,
    /// Elected candidates by place from 0, in the order of election (or of rank).
    pub elected: Vec<usize>,
    /// Ties met.
    pub ties: Vec<Tie>,
    /// What was left out or must be settled.
    pub notes: Vec<Bilingual>,
    /// The working.
    pub sheet: Sheet,
}

impl Outcome {
    /// Whether a tie was broken by the order of the paper, for want of a lot.
    pub fn needs_lot(&self) -> bool {
        self.ties.iter().any(|t| t.by == By::Order)
    }

    /// Finishes the sheet: facts first, then ties, notes and the result.
    pub(crate) fn close(mut self, election: &Election) -> Self {
        let mut facts = std::mem::take(&mut self.sheet.facts);
        self.sheet.fact("Seats", "کرسی‌ها", self.seats);
        self.sheet.fact("Papers", "برگه‌ها", self.papers);
        self.sheet.fact("Valid papers", "برگه‌های معتبر", self.valid);
        if let Some(quota) = &self.quota {
            let quota = quota.clone();
            self.sheet.fact("Quota", "سهمیه", quota);
        }
        self.sheet.facts.append(&mut facts);
        for tie in &self.ties {
            self.sheet.notes.push(tie_words(tie, election));
        }
        self.sheet.notes.extend(election.notes.iter().cloned());
        self.sheet.notes.extend(self.notes.iter().cloned());
        let names: Vec<&str> = self.elected.iter().map(|&c| election.name(c)).collect();
        self.sheet.notes.push(Bilingual::new(
            format!("Elected: {}.", names.join(", ")),
            format!("برگزیدگان: {}.", names.join("، ")),
        ));
        self
    }
}

fn tie_words(tie: &Tie, election: &Election) -> Bilingual {
    let names: Vec<&str> = tie.candidates.iter().map(|&c| election.name(c)).collect();
    let picked = election.name(tie.picked);
    let (how_en, how_fa) = match tie.by {
        By::Stage => ("an earlier stage picked", "مرحله‌ای پیشین برگزید:"),
        By::Lot => ("the lot picked", "قرعه برگزید:"),
        By::Order => (
            "no lot was recorded, so the order of the paper picked (draw a lot and count again)",
            "قرعه‌ای ثبت نشده و ترتیب برگه برگزید (قرعه بکشید و دوباره بشمارید):",
        ),
    };
    Bilingual::new(
        format!("Stage {}: {} were equal; {how_en} {picked}.", tie.stage, names.join(", ")),
        format!("مرحلهٔ {}: {} برابر بودند؛ {how_fa} {picked}.", words::fa(tie.stage), names.join("، ")),
    )
}

/// Breaks ties by the recorded lot, or by the order of the paper, and writes each down.
pub(crate) struct TieBreak<'a> {
    lot: &'a [usize],
    /// The ties met so far.
    pub ties: Vec<Tie>,
}

impl<'a> TieBreak<'a> {
    pub fn new(election: &'a Election) -> Self {
        Self { lot: &election.lot, ties: Vec::new() }
    }

    fn by(&self, tied: &[usize]) -> By {
        if tied.iter().all(|c| self.lot.contains(c)) { By::Lot } else { By::Order }
    }

    fn place(&self, by: By, c: usize) -> usize {
        match by {
            By::Lot => self.lot.iter().position(|l| *l == c).unwrap_or(usize::MAX),
            _ => c,
        }
    }

    /// The one of `tied` who wins the tie: first in the lot. `tied` must not be empty; nought stands for nobody.
    pub fn first(&mut self, stage: usize, tied: &[usize]) -> usize {
        self.pick(stage, tied, false)
    }

    /// The one of `tied` who loses the tie: last in the lot.
    pub fn last(&mut self, stage: usize, tied: &[usize]) -> usize {
        self.pick(stage, tied, true)
    }

    fn pick(&mut self, stage: usize, tied: &[usize], last: bool) -> usize {
        if let [only] = tied {
            return *only;
        }
        let by = self.by(tied);
        let key = |c: &&usize| self.place(by, **c);
        let picked = if last { tied.iter().max_by_key(key) } else { tied.iter().min_by_key(key) };
        let picked = picked.copied().unwrap_or(0);
        self.ties.push(Tie { stage, candidates: tied.to_vec(), picked, by });
        picked
    }

    /// Narrows `tied` by the stages of `history` in the order given: at the first that tells them apart, those who have the
    /// least (`last`) or most stay; then the lot. The record says how.
    pub fn by_stages<'h, V: Ord + Copy + 'h>(
        &mut self,
        stage: usize,
        tied: &[usize],
        last: bool,
        history: impl Iterator<Item = &'h Vec<V>>,
    ) -> usize {
        let mut left = tied.to_vec();
        for votes in history {
            if left.len() == 1 {
                break;
            }
            let value = |c: &usize| votes.get(*c).copied();
            let edge = if last { left.iter().map(value).min() } else { left.iter().map(value).max() };
            left.retain(|c| Some(value(c)) == edge);
        }
        match left.as_slice() {
            [only] => {
                if tied.len() > 1 {
                    self.ties.push(Tie { stage, candidates: tied.to_vec(), picked: *only, by: By::Stage });
                }
                *only
            }
            _ => self.pick(stage, &left, last),
        }
    }
}

/// The method and what was elected: "Schulze's method: Debian 2002 Leader".
pub(crate) fn titled(method: &Bilingual, election: &Election) -> Bilingual {
    match election.title.as_str() {
        "" => method.clone(),
        title => Bilingual::new(format!("{}: {title}", method.en), format!("{}: {title}", method.fa)),
    }
}

/// A whole number of parts of one, as a decimal: `decimal(12345, 2) == "123.45"`.
pub(crate) fn decimal(value: u64, places: u32) -> String {
    if places == 0 {
        return value.to_string();
    }
    let scale = 10u64.saturating_pow(places);
    format!("{}.{:0width$}", value / scale, value % scale, width = places as usize)
}
