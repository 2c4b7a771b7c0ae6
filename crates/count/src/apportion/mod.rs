//! Apportionment: votes (or members) in, seats out, by a named method.
//!
//! [`apportion`] is the plain entry: votes, seats, nothing else. [`Problem`] adds thresholds, joint lists, least and most
//! seats and a recorded lot. Every method is exact for votes up to 2^63. See `spec/counting/apportionment.md` and
//! F. Pukelsheim, *Proportional Representation* (2nd ed., Springer 2017).

pub mod biproportional;
pub mod divisor;
pub mod joint;
pub mod minority_gender;
pub mod norm;
pub mod quota;
pub mod sheet;

use crate::words::{en, fa};
use crate::{Error, Fraction};
use serde::{Deserialize, Serialize};
use shura_act::Bilingual;
use std::str::FromStr;

/// Most seats that one apportionment gives out.
pub const MAX_SEATS: u64 = 1_000_000;
/// Most lists in one apportionment.
pub const MAX_LISTS: usize = 100_000;
/// Most votes for one list: 2^63.
pub const MAX_VOTES: u64 = 1 << 63;

/// How seats are given out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Divisors 1, 2, 3 (Jefferson).
    Dhondt,
    /// Divisors 1, 3, 5 (Webster, Schepers).
    SainteLague,
    /// Divisors 1.4, 3, 5.
    ModifiedSainteLague,
    /// Divisors 0, 1, 2: everyone with votes has a first seat.
    Adams,
    /// Divisors the geometric means of s and s + 1 (Hill, equal proportions).
    HuntingtonHill,
    /// Divisors the harmonic means of s and s + 1.
    Dean,
    /// Divisors 2, 3, 4 (1, 1.5, 2 in Belgian law).
    Imperiali,
    /// Divisors 1, 4, 7.
    Danish,
    /// Quota V / S, largest remainders (Hamilton, Niemeyer).
    Hare,
    /// Quota V / (S + 1) rounded down, plus 1; largest remainders.
    Droop,
    /// Quota V / (S + 1), not rounded; largest remainders.
    HagenbachBischoff,
    /// Quota V / (S + 2), not rounded; largest remainders.
    ImperialiQuota,
}

impl Method {
    /// Every method, in the order of the manual.
    pub const ALL: [Self; 12] = [
        Self::Dhondt,
        Self::SainteLague,
        Self::ModifiedSainteLague,
        Self::Adams,
        Self::HuntingtonHill,
        Self::Dean,
        Self::Imperiali,
        Self::Danish,
        Self::Hare,
        Self::Droop,
        Self::HagenbachBischoff,
        Self::ImperialiQuota,
    ];

    /// The name by which commands and charters call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dhondt => "dhondt",
            Self::SainteLague => "sainte-lague",
            Self::ModifiedSainteLague => "modified-sainte-lague",
            Self::Adams => "adams",
            Self::HuntingtonHill => "huntington-hill",
            Self::Dean => "dean",
            Self::Imperiali => "imperiali",
            Self::Danish => "danish",
            Self::Hare => "hare",
            Self::Droop => "droop",
            Self::HagenbachBischoff => "hagenbach-bischoff",
            Self::ImperialiQuota => "imperiali-quota",
        }
    }

    /// What people call it.
    pub fn words(self) -> Bilingual {
        let (en, fa) = match self {
            Self::Dhondt => ("D'Hondt", "دُنت"),
            Self::SainteLague => ("Sainte-Laguë", "سنت‌لاگه"),
            Self::ModifiedSainteLague => ("modified Sainte-Laguë", "سنت‌لاگهٔ اصلاح‌شده"),
            Self::Adams => ("Adams", "آدامز"),
            Self::HuntingtonHill => ("Huntington-Hill", "هانتینگتون-هیل"),
            Self::Dean => ("Dean", "دین"),
            Self::Imperiali => ("Imperiali", "ایمپریالی"),
            Self::Danish => ("Danish", "دانمارکی"),
            Self::Hare => ("Hare", "هر"),
            Self::Droop => ("Droop", "دروپ"),
            Self::HagenbachBischoff => ("Hagenbach-Bischoff", "هاگنباخ-بیشوف"),
            Self::ImperialiQuota => ("Imperiali quota", "سهمیهٔ ایمپریالی"),
        };
        Bilingual::new(en, fa)
    }

    /// Whether seats follow quotients (and not a quota with remainders).
    pub fn is_divisor(self) -> bool {
        !matches!(self, Self::Hare | Self::Droop | Self::HagenbachBischoff | Self::ImperialiQuota)
    }
}

impl FromStr for Method {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let key: String =
            text.to_lowercase().replace('ë', "e").chars().filter(char::is_ascii_alphanumeric).collect();
        Ok(match key.as_str() {
            "dhondt" | "jefferson" | "hagenbachbischoffdivisor" | "greatestdivisors" => Self::Dhondt,
            "saintelague" | "webster" | "schepers" | "saintelagueschepers" | "majorfractions" => {
                Self::SainteLague
            }
            "modifiedsaintelague" | "saintelaguemodified" => Self::ModifiedSainteLague,
            "adams" | "smallestdivisors" => Self::Adams,
            "huntingtonhill" | "huntington" | "hill" | "equalproportions" => Self::HuntingtonHill,
            "dean" | "harmonicmean" => Self::Dean,
            "imperiali" | "imperialidivisor" | "imperialihighestaverages" => Self::Imperiali,
            "danish" => Self::Danish,
            "hare" | "hamilton" | "niemeyer" | "hareniemeyer" | "vinton" | "largestremainder"
            | "harequota" => Self::Hare,
            "droop" | "droopquota" => Self::Droop,
            "hagenbachbischoff" | "hagenbachbischoffquota" => Self::HagenbachBischoff,
            "imperialiquota" => Self::ImperialiQuota,
            _ => {
                let names = Self::ALL.map(Self::name).join(", ");
                return Err(Error::new(
                    format!("there is no apportionment method `{text}`; choose one of {names}"),
                    format!("روش تقسیم کرسی «{text}» شناخته نیست؛ یکی از این‌ها را برگزینید: {names}"),
                ));
            }
        })
    }
}

/// Lists that stand equal for the last seats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tie {
    /// The lists, by their place in the input from 0.
    pub lists: Vec<usize>,
    /// How many seats lie between them, fewer than there are lists.
    pub seats: u64,
    /// The lists that won them by the recorded lot; empty when no lot was given.
    pub drawn: Vec<usize>,
}

/// One step of the working, enough to redo it by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "step")]
pub enum Step {
    /// A seat won by a quotient: the list's votes divided by its divisor, both as [`divisor::working`] writes them.
    Quotient {
        /// The number of the seat, from 1.
        seat: u64,
        /// The list.
        list: usize,
        /// Seats it had before.
        held: u64,
        /// Whether a lot gave it.
        by_lot: bool,
    },
    /// Whole quotas in a list's votes.
    Whole {
        /// The list.
        list: usize,
        /// Its votes.
        votes: u64,
        /// Whole quotas, each a seat.
        seats: u64,
        /// What is left of its votes: numerator over the common denominator of the quota.
        remainder: String,
    },
    /// A seat won by a remainder.
    Remainder {
        /// The list.
        list: usize,
        /// Whether a lot gave it.
        by_lot: bool,
    },
    /// A least or most number of seats that took effect.
    Bound {
        /// The list.
        list: usize,
        /// Its seats because of the bound.
        seats: u64,
    },
}

/// Seats given out, with the working.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Apportionment {
    /// The method.
    pub method: Method,
    /// Seats of each list, in the order of the input. Seats that lie in an undrawn tie are in nobody's number.
    pub seats: Vec<u64>,
    /// Votes below the threshold, or to lists without any votes: those lists took no part.
    pub excluded: Vec<usize>,
    /// The quota as a fraction or a whole number; for quota methods only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quota: Option<String>,
    /// A tie for the last seats, drawn or not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tie: Option<Tie>,
    /// Seats that nobody can have: every list is at its most, or the remainders are used up.
    pub unfilled: u64,
    /// The working.
    pub steps: Vec<Step>,
}

impl Apportionment {
    fn empty(method: Method, lists: usize) -> Self {
        Self {
            method,
            seats: vec![0; lists],
            excluded: Vec::new(),
            quota: None,
            tie: None,
            unfilled: 0,
            steps: Vec::new(),
        }
    }

    /// Whether a tie waits for a lot.
    pub fn undecided(&self) -> bool {
        self.tie.as_ref().is_some_and(|tie| tie.drawn.is_empty())
    }
}

/// Everything an apportionment may be asked.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Problem<'a> {
    /// Votes of each list.
    pub votes: &'a [u64],
    /// Seats to give out.
    pub seats: u64,
    /// The least share of `total` that takes part ("at least").
    pub threshold: Option<Fraction>,
    /// The number the threshold is taken of; the sum of `votes` when absent.
    pub total: Option<u64>,
    /// Lists that the threshold does not touch.
    pub exempt: &'a [usize],
    /// Least seats of each list; empty for none. A list outside (below the threshold) has none all the same.
    pub at_least: &'a [u64],
    /// Most seats of each list; empty for no limit.
    pub at_most: &'a [u64],
    /// The order drawn by lot for ties: earlier wins. Empty: no lot was drawn.
    pub lot: &'a [usize],
}

/// Gives `seats` to lists with `votes` by `method`. A tie for the last seats is reported, not broken.
///
/// Errors: no lists, no votes, seats of nought or above [`MAX_SEATS`], votes above [`MAX_VOTES`].
///
/// ```
/// use shura_count::apportion::{Method, apportion};
/// // Federal Labour Court of Germany, 7 ABR 35/16: 17 seats by d'Hondt.
/// assert_eq!(apportion(Method::Dhondt, &[557, 306, 279], 17).unwrap().seats, [9, 4, 4]);
/// assert_eq!(apportion(Method::Hare, &[557, 306, 279], 17).unwrap().seats, [8, 5, 4]);
/// ```
pub fn apportion(method: Method, votes: &[u64], seats: u64) -> Result<Apportionment, Error> {
    solve(method, &Problem { votes, seats, ..Problem::default() })
}

/// Solves a problem with thresholds, bounds and lots.
///
/// Errors: those of [`apportion`]; bounds that contradict each other or the number of seats; a lot or an exemption that
/// names a list that is not there.
pub fn solve(method: Method, problem: &Problem<'_>) -> Result<Apportionment, Error> {
    check(problem)?;
    let sum: u128 = problem.votes.iter().map(|&v| u128::from(v)).sum();
    let total = problem.total.map_or(sum, u128::from);
    let excluded: Vec<usize> = (0..problem.votes.len()).filter(|&i| below(problem, i, total)).collect();
    let mut takes_part = vec![true; problem.votes.len()];
    for &i in &excluded {
        if let Some(flag) = takes_part.get_mut(i) {
            *flag = false;
        }
    }
    if excluded.len() == problem.votes.len() {
        return Err(Error::new(
            "no list has votes and reaches the threshold; lower the threshold or check the votes",
            "هیچ فهرستی رأی کافی برای رسیدن به حد نصاب ندارد؛ حد نصاب را پایین بیاورید یا رأی‌ها را وارسی کنید",
        ));
    }
    let field = Field { problem, takes_part };
    let mut result =
        if method.is_divisor() { divisor::run(method, &field)? } else { quota::run(method, &field)? };
    result.excluded = excluded;
    Ok(result)
}

/// A problem with the lists that take part in it.
pub(crate) struct Field<'a> {
    problem: &'a Problem<'a>,
    takes_part: Vec<bool>,
}

impl Field<'_> {
    fn lists(&self) -> impl Iterator<Item = usize> + '_ {
        self.takes_part.iter().enumerate().filter(|(_, part)| **part).map(|(i, _)| i)
    }

    fn votes(&self, list: usize) -> u64 {
        self.problem.votes.get(list).copied().unwrap_or(0)
    }

    fn at_least(&self, list: usize) -> u64 {
        self.problem.at_least.get(list).copied().unwrap_or(0)
    }

    fn at_most(&self, list: usize) -> u64 {
        self.problem.at_most.get(list).copied().unwrap_or(u64::MAX)
    }

    /// Settles which of the `tied` lists have the `seats`: by the lot when it names them all, else nobody.
    fn draw(&self, tied: Vec<usize>, seats: u64) -> Tie {
        let place = |list: &usize| self.problem.lot.iter().position(|l| l == list);
        let mut drawn: Vec<usize> = Vec::new();
        if tied.iter().all(|list| place(list).is_some()) {
            drawn = tied.clone();
            drawn.sort_by_key(place);
            drawn.truncate(usize::try_from(seats).unwrap_or(usize::MAX));
        }
        Tie { lists: tied, seats, drawn }
    }
}

fn below(problem: &Problem<'_>, list: usize, total: u128) -> bool {
    let votes = problem.votes.get(list).copied().unwrap_or(0);
    if votes == 0 {
        return true;
    }
    match problem.threshold {
        Some(share) if !problem.exempt.contains(&list) => {
            let right = total.checked_mul(u128::from(share.numerator()));
            // A total so large that the product leaves 128 bits is above any votes of one list.
            right.is_none_or(|right| u128::from(votes) * u128::from(share.denominator()) < right)
        }
        _ => false,
    }
}

fn check(problem: &Problem<'_>) -> Result<(), Error> {
    let lists = problem.votes.len();
    if lists == 0 {
        return Err(Error::new(
            "there are no lists to give seats to; name at least one",
            "فهرستی برای تقسیم کرسی داده نشده است؛ دست‌کم یکی را نام ببرید",
        ));
    }
    if lists > MAX_LISTS {
        return Err(Error::new(
            format!("{} lists are more than the limit of {}", en(lists), en(MAX_LISTS)),
            format!("{} فهرست از حد مجاز {} بیشتر است", fa(lists), fa(MAX_LISTS)),
        ));
    }
    if problem.seats == 0 || problem.seats > MAX_SEATS {
        return Err(Error::new(
            format!("the number of seats is {}; write one from 1 to {}", en(problem.seats), en(MAX_SEATS)),
            format!("شمار کرسی‌ها {} است؛ عددی از ۱ تا {} بنویسید", fa(problem.seats), fa(MAX_SEATS)),
        ));
    }
    if let Some(i) = problem.votes.iter().position(|&v| v > MAX_VOTES) {
        return Err(Error::new(
            format!("list {} has more votes than can be counted (2^63)", i + 1),
            format!("رأی‌های فهرست {} از اندازهٔ شمارش‌پذیر (۲ به توان ۶۳) بیشتر است", fa(i + 1)),
        ));
    }
    let sum: u128 = problem.votes.iter().map(|&v| u128::from(v)).sum();
    if problem.total.is_some_and(|total| u128::from(total) < sum) {
        return Err(Error::new(
            format!("the lists have {} votes together, more than the total given; mend one of them", en(sum)),
            format!("جمع رأی فهرست‌ها {} و از کل داده‌شده بیشتر است؛ یکی را اصلاح کنید", fa(sum)),
        ));
    }
    let named = problem.lot.iter().chain(problem.exempt);
    if let Some(i) = named.copied().find(|&i| i >= lists) {
        return Err(Error::new(
            format!("list {} is named in a lot or an exemption, but there are only {lists}", i + 1),
            format!("فهرست {} در قرعه یا معافیت آمده، ولی تنها {} فهرست هست", fa(i + 1), fa(lists)),
        ));
    }
    let least: u128 = problem.at_least.iter().map(|&n| u128::from(n)).sum();
    let crossed = (0..lists).find(|&i| {
        problem.at_least.get(i).copied().unwrap_or(0) > problem.at_most.get(i).copied().unwrap_or(u64::MAX)
    });
    if let Some(i) = crossed {
        return Err(Error::new(
            format!("the least seats of list {} are above its most; mend one of them", i + 1),
            format!("کمینهٔ کرسی فهرست {} از بیشینهٔ آن بالاتر است؛ یکی را اصلاح کنید", fa(i + 1)),
        ));
    }
    if least > u128::from(problem.seats) {
        return Err(Error::new(
            format!("the least seats add up to {}, above the {} there are", en(least), en(problem.seats)),
            format!("کمینه‌های کرسی روی هم {} و از {} کرسی موجود بیشتر است", fa(least), fa(problem.seats)),
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
