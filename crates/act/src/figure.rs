//! Counts as a record knows them: exact, estimated or unknown, with their wording.

use crate::Bilingual;
use crate::bilingual::{Words, fa_digits};
use crate::limits::FIGURE_MAX;
use serde::de::{Error as _, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A count that may be exact, lie between bounds, or be unknown; never an invented number.
///
/// Written as an integer (`20`), or in words: `"about 150"`, `"over 100"`, `"under 190"`, `"159..190"`, `"unknown"`, or as a table with the
/// wording of the source, in one language or both: `{ figure = "about 150", wording = "a very generous estimate" }`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Figure {
    /// What is known of the number.
    pub known: Known,
    /// The words of the source, where they matter.
    pub wording: Option<Box<Words>>,
}

/// What is known of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Known {
    /// Exactly this many.
    Exactly(u64),
    /// An estimate.
    About(u64),
    /// More than this many.
    Over(u64),
    /// Fewer than this many.
    Under(u64),
    /// Between two numbers, both possible.
    Between(u64, u64),
    /// There is a number, and nobody wrote it down.
    Unknown,
}

/// Why a figure cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FigureError {
    /// Groups of three joined by a slash: printed right to left, it could mean two numbers.
    #[error("{0:?} could be read in two ways: write {1} if the thousands stand last, as in Persian print")]
    Slash(String, String),
    /// The words are none of those that a figure knows.
    #[error(
        "{0:?} is not a figure: write 20, \"about 150\", \"over 100\", \"under 190\", \"159..190\" or \"unknown\""
    )]
    Words(String),
    /// The number is greater than [`FIGURE_MAX`].
    #[error("{0:?} is greater than {FIGURE_MAX}, the greatest figure")]
    Large(String),
}

impl Figure {
    /// An exact count.
    pub fn exactly(n: u64) -> Self {
        Self { known: Known::Exactly(n), wording: None }
    }

    /// The number, if it is exact.
    pub fn exact(&self) -> Option<u64> {
        match self.known {
            Known::Exactly(n) => Some(n),
            _ => None,
        }
    }

    /// The number that stands in the figure, exact or not; `None` if it is unknown or a range.
    pub fn number(&self) -> Option<u64> {
        match self.known {
            Known::Exactly(n) | Known::About(n) | Known::Over(n) | Known::Under(n) => Some(n),
            Known::Between(..) | Known::Unknown => None,
        }
    }

    /// The least and the greatest number that the figure allows; an estimate allows any.
    pub fn bounds(&self) -> (u64, u64) {
        match self.known {
            Known::Exactly(n) => (n, n),
            Known::Over(n) => (n.saturating_add(1), FIGURE_MAX),
            Known::Under(n) => (0, n.saturating_sub(1)),
            Known::Between(a, b) => (a, b),
            Known::About(_) | Known::Unknown => (0, FIGURE_MAX),
        }
    }

    /// The figure in words of both languages: `about 150`, «حدود ۱۵۰».
    pub fn words(&self) -> Bilingual {
        let (en, fa) = match self.known {
            Known::Exactly(n) => (n.to_string(), n.to_string()),
            Known::About(n) => (format!("about {n}"), format!("حدود {n}")),
            Known::Over(n) => (format!("over {n}"), format!("بیش از {n}")),
            Known::Under(n) => (format!("under {n}"), format!("کمتر از {n}")),
            Known::Between(a, b) => (format!("{a} to {b}"), format!("{a} تا {b}")),
            Known::Unknown => ("an unknown number".into(), "شماری نامعلوم".into()),
        };
        Bilingual::new(en, fa_digits(&fa))
    }

    /// Reads a figure in words. Persian and Arabic digits and thousands separators are read as they are meant.
    pub fn read(words: &str) -> Result<Self, FigureError> {
        let words = words.trim();
        let known = if words == "unknown" {
            Known::Unknown
        } else if let Some(rest) = words.strip_prefix("about ") {
            Known::About(number(rest)?)
        } else if let Some(rest) = words.strip_prefix("over ") {
            Known::Over(number(rest)?)
        } else if let Some(rest) = words.strip_prefix("under ") {
            Known::Under(number(rest)?)
        } else if let Some((a, b)) = words.split_once("..") {
            let (a, b) = (number(a)?, number(b)?);
            if a > b {
                return Err(FigureError::Words(words.into()));
            }
            Known::Between(a, b)
        } else {
            Known::Exactly(number(words)?)
        };
        Ok(Self { known, wording: None })
    }
}

/// Reads a number as Persian print sets thousands, the last group first: `000/30` is 30,000 and `900/223` is 223,900.
///
/// Only for text known to be printed so; in a record such a figure is refused, because it could mean two numbers.
pub fn read_reversed_thousands(print: &str) -> Option<u64> {
    let groups: Vec<String> = print.split('/').map(latin_digits).collect();
    let (head, tail) = groups.split_last()?;
    if tail.is_empty() || !tail.iter().all(|g| g.len() == 3) || head.is_empty() || head.len() > 3 {
        return None;
    }
    let joined: String = std::iter::once(head).chain(tail.iter().rev()).map(String::as_str).collect();
    if !joined.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    joined.parse().ok().filter(|&n| n <= FIGURE_MAX)
}

/// Persian and Arabic-Indic digits as ASCII ones; everything else as it is.
fn latin_digits(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '۰'..='۹' => char::from_u32(c as u32 - '۰' as u32 + '0' as u32).unwrap_or(c),
            '٠'..='٩' => char::from_u32(c as u32 - '٠' as u32 + '0' as u32).unwrap_or(c),
            _ => c,
        })
        .collect()
}

fn number(words: &str) -> Result<u64, FigureError> {
    let latin = latin_digits(words.trim());
    if latin.contains('/') {
        let meant =
            read_reversed_thousands(&latin).map_or("the number without a slash".into(), |n| n.to_string());
        return Err(FigureError::Slash(words.trim().into(), meant));
    }
    let plain: String = latin.chars().filter(|c| !matches!(c, ',' | '٬' | '_')).collect();
    if plain.is_empty() || !plain.bytes().all(|b| b.is_ascii_digit()) {
        return Err(FigureError::Words(words.trim().into()));
    }
    match plain.parse() {
        Ok(n) if n <= FIGURE_MAX => Ok(n),
        _ => Err(FigureError::Large(words.trim().into())),
    }
}

impl fmt::Display for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Known::Exactly(n) => write!(f, "{n}"),
            Known::About(n) => write!(f, "about {n}"),
            Known::Over(n) => write!(f, "over {n}"),
            Known::Under(n) => write!(f, "under {n}"),
            Known::Between(a, b) => write!(f, "{a}..{b}"),
            Known::Unknown => f.write_str("unknown"),
        }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.known.fmt(f)
    }
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (&self.wording, self.known) {
            (None, Known::Exactly(n)) => serializer.serialize_u64(n),
            (None, known) => serializer.collect_str(&known),
            (Some(wording), known) => {
                let mut map = serializer.serialize_map(Some(2))?;
                map.serialize_entry("figure", &known.to_string())?;
                map.serialize_entry("wording", wording)?;
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Figure {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FigureVisitor)
    }
}

struct FigureVisitor;

impl<'de> Visitor<'de> for FigureVisitor {
    type Value = Figure;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "a count: 20, \"about 150\", \"159..190\", \"unknown\" or { figure = …, wording = \"…\" }",
        )
    }

    fn visit_u64<E: serde::de::Error>(self, n: u64) -> Result<Figure, E> {
        if n > FIGURE_MAX {
            return Err(E::custom(FigureError::Large(n.to_string())));
        }
        Ok(Figure::exactly(n))
    }

    fn visit_i64<E: serde::de::Error>(self, n: i64) -> Result<Figure, E> {
        match u64::try_from(n) {
            Ok(n) => self.visit_u64(n),
            Err(_) => Err(E::custom("a count cannot be negative")),
        }
    }

    fn visit_str<E: serde::de::Error>(self, words: &str) -> Result<Figure, E> {
        Figure::read(words).map_err(E::custom)
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Figure, A::Error> {
        let mut figure: Option<Figure> = None;
        let mut wording: Option<Box<Words>> = None;
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "figure" => figure = Some(map.next_value()?),
                "wording" => wording = Some(map.next_value()?),
                other => return Err(A::Error::unknown_field(other, &["figure", "wording"])),
            }
        }
        let figure = figure.ok_or_else(|| A::Error::missing_field("figure"))?;
        Ok(Figure { known: figure.known, wording })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_is_known_and_keeps_it() {
        for (words, known) in [
            ("20", Known::Exactly(20)),
            ("about 150", Known::About(150)),
            ("159..190", Known::Between(159, 190)),
            ("unknown", Known::Unknown),
            ("۲۲۳٬۹۰۰", Known::Exactly(223_900)),
            ("٤٠ ", Known::Exactly(40)),
        ] {
            let figure = Figure::read(words).unwrap();
            assert_eq!(figure.known, known);
            let json = serde_json::to_string(&figure).unwrap();
            assert_eq!(serde_json::from_str::<Figure>(&json).unwrap(), figure);
        }
    }

    #[test]
    fn reversed_thousands_are_read_only_where_print_is_meant() {
        assert_eq!(read_reversed_thousands("000/30"), Some(30_000));
        assert_eq!(read_reversed_thousands("۹۰۰/۲۲۳"), Some(223_900));
        assert_eq!(read_reversed_thousands("12/5"), None);
        let error = Figure::read("900/223").unwrap_err().to_string();
        assert!(error.contains("223900"), "{error}");
    }

    #[test]
    fn refuses_what_is_no_count() {
        for words in ["", "many", "-3", "1.5", "9..3", "99999999999999999999"] {
            assert!(Figure::read(words).is_err(), "{words}");
        }
        assert!(serde_json::from_str::<Figure>("-1").is_err());
        assert!(serde_json::from_str::<Figure>("1.5").is_err());
    }
}
