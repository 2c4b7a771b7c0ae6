//! The ranked and approval methods by their names.

use crate::committee::{self, Rule};
use crate::marks::{self, Marks};
use crate::outcome::Outcome;
use crate::{Election, Error, borda, irv, ranked_pairs, schulze, stv};
use shura_act::Bilingual;
use std::str::FromStr;

/// A method that counts ballots of an [`Election`]. Majority judgement reads grades and has its own entry,
/// [`crate::majority_judgment::count`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// STV, Scottish rule.
    ScottishStv,
    /// STV, Meek's rule in nine decimals.
    Meek,
    /// STV, Meek's rule without rounding.
    MeekExact,
    /// STV, rules of the Electoral Reform Society, 1997.
    Ers97,
    /// Instant run-off.
    Irv,
    /// Schulze's method.
    Schulze,
    /// Ranked pairs.
    RankedPairs,
    /// Borda's count.
    Borda,
    /// Approval.
    Approval,
    /// Proportional approval voting.
    Pav,
    /// The same, one seat at a time.
    SequentialPav,
    /// Phragmén's sequential rule.
    Phragmen,
    /// Equal shares.
    EqualShares,
    /// As many marks as seats.
    BlockVote,
    /// Fewer marks than seats.
    LimitedVote,
    /// The first name alone.
    Plurality,
    /// Grades.
    MajorityJudgment,
}

impl Method {
    /// Every method, in the order of the manual.
    pub const ALL: [Self; 17] = [
        Self::ScottishStv,
        Self::Meek,
        Self::MeekExact,
        Self::Ers97,
        Self::Irv,
        Self::Schulze,
        Self::RankedPairs,
        Self::Borda,
        Self::Approval,
        Self::Pav,
        Self::SequentialPav,
        Self::Phragmen,
        Self::EqualShares,
        Self::BlockVote,
        Self::LimitedVote,
        Self::Plurality,
        Self::MajorityJudgment,
    ];

    /// The name by which commands and charters call it, and its name as people say it in English and Persian.
    fn row(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::ScottishStv => {
                ("scottish-stv", "Single transferable vote, Scottish rule", "رأی انتقال‌پذیر، قاعدهٔ اسکاتلند")
            }
            Self::Meek => (
                "meek",
                "Single transferable vote, Meek's rule, nine decimals",
                "رأی انتقال‌پذیر، قاعدهٔ میک، نُه رقم اعشار",
            ),
            Self::MeekExact => (
                "meek-exact",
                "Single transferable vote, Meek's rule, exact",
                "رأی انتقال‌پذیر، قاعدهٔ میک، دقیق",
            ),
            Self::Ers97 => ("ers97", "Single transferable vote, ERS97", "رأی انتقال‌پذیر، قاعدهٔ ERS97"),
            Self::Irv => ("irv", "Instant run-off", "دور دوم فوری"),
            Self::Schulze => ("schulze", "Schulze's method", "روش شولتسه"),
            Self::RankedPairs => ("ranked-pairs", "Ranked pairs", "جفت‌های رتبه‌بندی‌شده"),
            Self::Borda => ("borda", "Borda's count", "شمارش بوردا"),
            Self::Approval => ("approval", "Approval", "رأی تأییدی"),
            Self::Pav => ("pav", "Proportional approval voting", "رأی تأییدی تناسبی"),
            Self::SequentialPav => {
                ("sequential-pav", "Sequential proportional approval voting", "رأی تأییدی تناسبی گام‌به‌گام")
            }
            Self::Phragmen => ("phragmen", "Phragmén's sequential rule", "قاعدهٔ گام‌به‌گام فراگمن"),
            Self::EqualShares => ("equal-shares", "Method of equal shares", "روش سهم‌های برابر"),
            Self::BlockVote => ("block-vote", "Block vote", "رأی بلوکی"),
            Self::LimitedVote => ("limited-vote", "Limited vote", "رأی محدود"),
            Self::Plurality => ("plurality", "Plurality", "اکثریت نسبی"),
            Self::MajorityJudgment => ("majority-judgment", "Majority judgement", "داوری اکثریت"),
        }
    }

    /// The name by which commands and charters call it.
    pub fn name(self) -> &'static str {
        self.row().0
    }

    /// Its name as people say it.
    pub fn title(self) -> Bilingual {
        Bilingual::new(self.row().1, self.row().2)
    }

    /// Counts an election.
    ///
    /// Errors: those of [`Election::check`]; a limit of the method; for majority judgement, that it reads grades.
    pub fn count(self, election: &Election) -> Result<Outcome, Error> {
        let title = &self.title();
        let name = self.name();
        let stages = |count: Result<stv::Count, Error>| Ok(count?.outcome(election, title));
        match self {
            Self::ScottishStv => stages(stv::scottish::count(election)),
            Self::Meek => stages(stv::meek::count(election)),
            Self::MeekExact => stages(stv::meek_exact::count(election)),
            Self::Ers97 => stages(stv::ers97::count(election)),
            Self::Irv => stages(irv::count(election)),
            Self::Schulze => schulze::count(election, title),
            Self::RankedPairs => ranked_pairs::count(election, title),
            Self::Borda => borda::count(election, title),
            Self::Approval => marks::count(election, name, Marks::Any, title),
            Self::BlockVote => marks::count(election, name, Marks::Seats, title),
            Self::LimitedVote => marks::count(election, name, Marks::Limited, title),
            Self::Plurality => marks::count(election, name, Marks::First, title),
            Self::Pav => committee::count(election, name, Rule::Pav, title),
            Self::SequentialPav => committee::count(election, name, Rule::SequentialPav, title),
            Self::Phragmen => committee::count(election, name, Rule::Phragmen, title),
            Self::EqualShares => committee::count(election, name, Rule::EqualShares, title),
            Self::MajorityJudgment => Err(Error::new(
                "majority judgement reads a CSV of grades, a column a candidate, not rankings",
                "داوری اکثریت جدولی از نمره‌ها (CSV، هر نامزد یک ستون) می‌خواند، نه رتبه‌بندی",
            )),
        }
    }
}

impl FromStr for Method {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let text_lower = text.to_lowercase().replace('é', "e");
        let key: String = text_lower.chars().filter(char::is_ascii_alphanumeric).collect();
        let key = match key.as_str() {
            "scottish" | "stvscottish" | "stv" => "scottishstv",
            "meekstv" | "stvmeek" => "meek",
            "exactmeek" => "meekexact",
            "ers97stv" => "ers97",
            "instantrunoff" | "alternativevote" | "av" => "irv",
            "beatpath" => "schulze",
            "rankedpairs" | "tideman" => "rankedpairs",
            "approvalvoting" => "approval",
            "seqpav" => "sequentialpav",
            "seqphragmen" => "phragmen",
            "mes" | "rulex" => "equalshares",
            "block" => "blockvote",
            "limited" => "limitedvote",
            "fptp" | "firstpastthepost" | "sntv" => "plurality",
            "majorityjudgement" => "majorityjudgment",
            other => other,
        };
        Self::ALL.into_iter().find(|m| m.name().replace('-', "") == key).ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            Error::new(
                format!("there is no counting method `{text}`; choose one of {names}"),
                format!("روش شمارش «{text}» شناخته نیست؛ یکی از این‌ها را برگزینید: {names}"),
            )
        })
    }
}
