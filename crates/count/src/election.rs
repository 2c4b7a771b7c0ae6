//! An election to count: candidates, seats and ballots, as every ranked method reads them.

use crate::Error;
use crate::words::{en, fa};
use serde::{Deserialize, Serialize};
use shura_act::Bilingual;

/// Most candidates in one election.
pub const MAX_CANDIDATES: usize = 10_000;
/// Most papers in one election, so that five or nine decimals of them fit in 128 bits and sums in 64.
pub const MAX_PAPERS: u64 = 1_000_000_000;
/// Most ranks on all distinct ballots together.
pub const MAX_RANKS: usize = u32::MAX as usize;

/// Set on a rank that is equal with the one before it.
const TIED: u16 = 0x8000;

/// Someone, or something, that can be elected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// The name on the paper.
    pub name: String,
    /// Whether the candidate withdrew: papers pass over the name.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withdrawn: bool,
    /// A group that a rule may reserve seats for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
}

impl Candidate {
    /// A candidate with a name and nothing else.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }
}

/// A rule that at least so many of a group are elected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AtLeast {
    /// The group, as in [`Candidate::group`].
    pub group: String,
    /// How many.
    pub seats: u64,
}

/// One rank of a ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rank {
    /// The candidate, by place from 0.
    pub candidate: usize,
    /// Whether equal with the rank before.
    pub tied: bool,
}

/// Ballots packed side by side: a weight each and a run of ranks in a common vector.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ballots {
    weights: Vec<u64>,
    ends: Vec<u32>,
    ranks: Vec<u16>,
    papers: u64,
}

impl Ballots {
    /// Room for about so many ballots and ranks.
    pub fn with_capacity(ballots: usize, ranks: usize) -> Self {
        Self {
            weights: Vec::with_capacity(ballots),
            ends: Vec::with_capacity(ballots),
            ranks: Vec::with_capacity(ranks),
            papers: 0,
        }
    }

    /// How many different ballots lie here.
    pub fn len(&self) -> usize {
        self.weights.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// How many papers: the sum of the weights.
    pub fn papers(&self) -> u64 {
        self.papers
    }

    /// Begins a ballot: ranks are added to it until [`Ballots::end`].
    pub(crate) fn push(&mut self, candidate: u16, tied: bool) {
        self.ranks.push(if tied { candidate | TIED } else { candidate });
    }

    /// Ends the ballot begun, `weight` papers of it. Errors: too many papers or ranks.
    pub(crate) fn end(&mut self, weight: u64) -> Result<(), Bilingual> {
        let papers = self.papers.checked_add(weight).filter(|&n| n <= MAX_PAPERS);
        match (papers, u32::try_from(self.ranks.len())) {
            (Some(papers), Ok(end)) => {
                self.papers = papers;
                self.weights.push(weight);
                self.ends.push(end);
                Ok(())
            }
            (None, _) => Err(Bilingual::new(
                format!("there are more than {} papers, the most that can be counted", en(MAX_PAPERS)),
                format!("برگه‌ها از {}، بیشترین شمار شمارش‌پذیر، بیشترند", fa(MAX_PAPERS)),
            )),
            (_, Err(_)) => Err(Bilingual::new(
                format!("there are more than {} ranks on the ballots", en(MAX_RANKS)),
                format!("رتبه‌های روی برگه‌ها از {} بیشترند", fa(MAX_RANKS)),
            )),
        }
    }

    /// Adds `weight` papers that rank `ranks`: groups of equal candidates, best first.
    ///
    /// Errors: a candidate named twice; too many papers.
    pub fn add(&mut self, weight: u64, ranks: &[&[usize]]) -> Result<(), Error> {
        let start = self.ranks.len();
        for group in ranks {
            for (i, &candidate) in group.iter().enumerate() {
                let Some(c) = u16::try_from(candidate).ok().filter(|&c| usize::from(c) < MAX_CANDIDATES)
                else {
                    return Err(Error::new(
                        format!("candidate {} is beyond the limit of {MAX_CANDIDATES}", candidate + 1),
                        format!("نامزد {} از حد مجاز {} بالاتر است", fa(candidate + 1), fa(MAX_CANDIDATES)),
                    ));
                };
                if self.ranks.iter().skip(start).any(|&r| r & !TIED == c) {
                    self.ranks.truncate(start);
                    return Err(Error::new(
                        format!("candidate {} is ranked twice on one ballot", candidate + 1),
                        format!("نامزد {} در یک برگه دو بار رتبه گرفته است", fa(candidate + 1)),
                    ));
                }
                self.push(c, i > 0);
            }
        }
        self.end(weight).map_err(|text| Error { line: None, text })
    }

    /// Weight of ballot `i`.
    pub fn weight(&self, i: usize) -> u64 {
        self.weights.get(i).copied().unwrap_or(0)
    }

    /// Where the packed ranks of ballot `i` begin and end.
    fn span(&self, i: usize) -> (usize, usize) {
        let start = if i == 0 { 0 } else { self.ends.get(i - 1).map_or(0, |&e| e as usize) };
        (start, self.ends.get(i).map_or(start, |&e| e as usize))
    }

    /// The ranks of ballot `i`, best first.
    pub fn ranks(&self, i: usize) -> impl Iterator<Item = Rank> + '_ {
        let (start, end) = self.span(i);
        self.ranks
            .get(start..end)
            .unwrap_or(&[])
            .iter()
            .map(|&r| Rank { candidate: usize::from(r & !TIED), tied: r & TIED != 0 })
    }

    /// The groups of equal candidates of ballot `i`, best first.
    pub fn groups(&self, i: usize) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for rank in self.ranks(i) {
            match groups.last_mut() {
                Some(group) if rank.tied => group.push(rank.candidate),
                _ => groups.push(vec![rank.candidate]),
            }
        }
        groups
    }

    /// The ballots as strict orders: each ends before its first equality, as STV rules read it.
    pub(crate) fn strict(&self) -> Strict<'_> {
        let mut cut = 0;
        let mut starts = Vec::with_capacity(self.len());
        let mut ends = Vec::with_capacity(self.len());
        for i in 0..self.len() {
            let (start, end) = self.span(i);
            let run = self.ranks.get(start..end).unwrap_or(&[]);
            let stop = match run.iter().position(|&r| r & TIED != 0) {
                // The candidate before the mark is one of the equals, so it falls out too.
                Some(at) => {
                    cut += self.weight(i);
                    start + at - 1
                }
                None => end,
            };
            // Both are below `ends`, which holds u32.
            starts.push(start as u32);
            ends.push(stop as u32);
        }
        Strict { starts, ends, ranks: &self.ranks, weights: &self.weights, cut }
    }
}

/// Ballots read as strict orders. Positions are places in the common vector of ranks.
pub(crate) struct Strict<'a> {
    pub starts: Vec<u32>,
    ends: Vec<u32>,
    ranks: &'a [u16],
    pub weights: &'a [u64],
    /// Papers cut at an equality.
    pub cut: u64,
}

impl Strict<'_> {
    /// The first candidate from position `from` on whom `open` accepts, with its position.
    #[inline]
    pub fn next(&self, ballot: usize, from: u32, open: &[bool]) -> Option<(u32, usize)> {
        let end = *self.ends.get(ballot)?;
        let run = self.ranks.get(from as usize..end as usize)?;
        run.iter()
            .position(|&r| open.get(usize::from(r)) == Some(&true))
            .map(|at| (from + at as u32, usize::from(*run.get(at).unwrap_or(&0))))
    }
}

/// An election.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Election {
    /// What is elected.
    pub title: String,
    /// Seats to fill; nought when the file does not say.
    pub seats: u64,
    /// The candidates, in the order of the paper.
    pub candidates: Vec<Candidate>,
    /// The ballots.
    pub ballots: Ballots,
    /// The order drawn by lot: the earlier stays or wins. Empty when no lot was drawn.
    pub lot: Vec<usize>,
    /// Seats reserved for groups.
    pub at_least: Vec<AtLeast>,
    /// Most marks on a paper, for the limited vote.
    pub marks: Option<u64>,
    /// What the reader of the file left out or noticed.
    pub notes: Vec<Bilingual>,
}

impl Election {
    /// The name of a candidate.
    pub fn name(&self, candidate: usize) -> &str {
        self.candidates.get(candidate).map_or("", |c| c.name.as_str())
    }

    /// Whether a candidate stands, not having withdrawn.
    pub fn standing(&self) -> Vec<bool> {
        self.candidates.iter().map(|c| !c.withdrawn).collect()
    }

    /// Refuses what no method can count: no seats, no candidates, more seats than candidates, lots of nobody.
    pub fn check(&self) -> Result<(), Error> {
        let standing = self.candidates.iter().filter(|c| !c.withdrawn).count();
        if standing == 0 {
            return Err(Error::new(
                "there is no candidate to elect; name at least one who has not withdrawn",
                "نامزدی برای انتخاب نیست؛ دست‌کم یک نامزد که کناره نگرفته باشد نام ببرید",
            ));
        }
        if self.seats == 0 {
            return Err(Error::new(
                "the number of seats is 0; write it in the file or give it with --seats",
                "شمار کرسی‌ها ۰ است؛ آن را در پرونده بنویسید یا با --seats بدهید",
            ));
        }
        if self.seats > standing as u64 {
            return Err(Error::new(
                format!(
                    "{} seats are more than the {} candidates who stand; lower --seats",
                    en(self.seats),
                    en(standing)
                ),
                format!(
                    "{} کرسی از {} نامزد بیشتر است؛ شمار کرسی‌ها (--seats) را کم کنید",
                    fa(self.seats),
                    fa(standing)
                ),
            ));
        }
        if let Some(&c) = self.lot.iter().find(|&&c| c >= self.candidates.len()) {
            return Err(Error::new(
                format!("the lot names candidate {}, but there are {}", c + 1, self.candidates.len()),
                format!("قرعه از نامزد {} نام می‌برد، ولی {} نامزد هست", fa(c + 1), fa(self.candidates.len())),
            ));
        }
        for rule in &self.at_least {
            let have = self
                .candidates
                .iter()
                .filter(|c| !c.withdrawn && c.group.as_deref() == Some(rule.group.as_str()))
                .count();
            if rule.seats > have as u64 {
                return Err(Error::new(
                    format!(
                        "at least {} of {} are asked, but {have} stand; mend the rule",
                        rule.seats, rule.group
                    ),
                    format!(
                        "دست‌کم {} نفر از {} خواسته شده، ولی {} نامزد هست؛ قاعده را اصلاح کنید",
                        fa(rule.seats),
                        rule.group,
                        fa(have)
                    ),
                ));
            }
        }
        let reserved: u64 = self.at_least.iter().map(|r| r.seats).sum();
        if reserved > self.seats {
            return Err(Error::new(
                format!("{reserved} seats are reserved for groups, more than the {} there are", self.seats),
                format!(
                    "{} کرسی برای گروه‌ها نگه داشته شده، بیش از {} کرسی موجود",
                    fa(reserved),
                    fa(self.seats)
                ),
            ));
        }
        Ok(())
    }
}
