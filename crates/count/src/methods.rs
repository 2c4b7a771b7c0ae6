//! The ranked and approval methods by their names.

use crate::outcome::Outcome;
use crate::{Election, Error, stv};
use shura_act::Bilingual;
use std::str::FromStr;

/// A method that counts ballots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// STV, Scottish rule.
    ScottishStv,
    /// STV, Meek's rule in nine decimals.
    Meek,
    /// STV, Meek's rule without rounding.
    MeekExact,
}

impl Method {
    /// Every method, in the order of the manual.
    pub const ALL: &[Self] = &[Self::ScottishStv, Self::Meek, Self::MeekExact];

    /// The name by which commands and charters call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::ScottishStv => "scottish-stv",
            Self::Meek => "meek",
            Self::MeekExact => "meek-exact",
        }
    }

    /// Its name as people say it.
    pub fn title(self) -> Bilingual {
        let (en, fa) = match self {
            Self::ScottishStv => {
                ("Single transferable vote, Scottish rule", "رأی انتقال‌پذیر، قاعدهٔ اسکاتلند")
            }
            Self::Meek => (
                "Single transferable vote, Meek's rule, nine decimals",
                "رأی انتقال‌پذیر، قاعدهٔ میک، نُه رقم اعشار",
            ),
            Self::MeekExact => {
                ("Single transferable vote, Meek's rule, exact", "رأی انتقال‌پذیر، قاعدهٔ میک، دقیق")
            }
        };
        Bilingual::new(en, fa)
    }

    /// Counts an election.
    ///
    /// Errors: those of [`Election::check`]; what the method cannot use, such as a paper it cannot read.
    pub fn count(self, election: &Election) -> Result<Outcome, Error> {
        let title = self.title();
        match self {
            Self::ScottishStv => Ok(stv::scottish::count(election)?.outcome(election, &title)),
            Self::Meek => Ok(stv::meek::count(election)?.outcome(election, &title)),
            Self::MeekExact => Ok(stv::meek_exact::count(election)?.outcome(election, &title)),
        }
    }
}

impl FromStr for Method {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let key: String = text.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
        let alias = match key.as_str() {
            "scottish" | "stvscottish" | "wigstv" | "stv" => "scottishstv",
            "meekstv" | "stvmeek" => "meek",
            "exactmeek" => "meekexact",
            other => other,
        };
        let squeezed = |m: &Self| m.name().replace('-', "") == alias;
        Self::ALL.iter().copied().find(squeezed).ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.iter().map(|m| m.name()).collect();
            let names = names.join(", ");
            Error::new(
                format!("there is no counting method `{text}`; choose one of {names}"),
                format!("روش شمارش «{text}» شناخته نیست؛ یکی از این‌ها را برگزینید: {names}"),
            )
        })
    }
}
