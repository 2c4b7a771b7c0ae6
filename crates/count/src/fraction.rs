//! A share between nothing and the whole, written `2/3` or `12.5%`.

use crate::Error;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A fraction from 0 to 1 with a denominator above zero; written `2/3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Fraction {
    numerator: u64,
    denominator: u64,
}

impl Fraction {
    /// One half.
    pub const HALF: Self = Self { numerator: 1, denominator: 2 };

    /// `numerator / denominator`; refused when the denominator is zero or the fraction is above one.
    pub fn new(numerator: u64, denominator: u64) -> Result<Self, Error> {
        if denominator == 0 || numerator > denominator {
            return Err(Error::new(
                format!("{numerator}/{denominator} is not a share; write one from 0/1 to 1/1, like 2/3"),
                format!("{numerator}/{denominator} سهم درستی نیست؛ کسری میان 0/1 و 1/1 بنویسید، مانند 2/3"),
            ));
        }
        Ok(Self { numerator, denominator })
    }

    /// The part above the line.
    pub fn numerator(self) -> u64 {
        self.numerator
    }

    /// The part below the line, never zero.
    pub fn denominator(self) -> u64 {
        self.denominator
    }

    /// Whether this is one half, however written.
    pub fn is_half(self) -> bool {
        u128::from(self.numerator) * 2 == u128::from(self.denominator)
    }

    /// Whether `part / whole` reaches this share (`strict`: exceeds it). Exact.
    pub fn reached(self, part: u64, whole: u64, strict: bool) -> bool {
        let left = u128::from(part) * u128::from(self.denominator);
        let right = u128::from(whole) * u128::from(self.numerator);
        if strict { left > right } else { left >= right }
    }

    /// The least whole number of `whole` that reaches (`strict`: exceeds) this share.
    pub fn least(self, whole: u64, strict: bool) -> u128 {
        let product = u128::from(whole) * u128::from(self.numerator);
        let denominator = u128::from(self.denominator);
        if strict { product / denominator + 1 } else { product.div_ceil(denominator) }
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

impl From<Fraction> for String {
    fn from(fraction: Fraction) -> Self {
        fraction.to_string()
    }
}

impl TryFrom<String> for Fraction {
    type Error = Error;
    fn try_from(text: String) -> Result<Self, Error> {
        text.parse()
    }
}

impl FromStr for Fraction {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let bad = || {
            Error::new(
                format!("`{text}` is not a share; write a fraction like 2/3 or a percentage like 3.25%"),
                format!("«{text}» سهم درستی نیست؛ کسری مانند 2/3 یا درصدی مانند 3.25% بنویسید"),
            )
        };
        let text = text.trim();
        if let Some((numerator, denominator)) = text.split_once('/') {
            let numerator = numerator.trim().parse().map_err(|_| bad())?;
            let denominator = denominator.trim().parse().map_err(|_| bad())?;
            return Self::new(numerator, denominator);
        }
        let (number, hundred) = match text.strip_suffix('%') {
            Some(number) => (number.trim(), 100u64),
            None => (text, 1),
        };
        let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
        let digits = format!("{whole}{decimals}");
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(bad());
        }
        let places = u32::try_from(decimals.len()).map_err(|_| bad())?;
        let scale = 10u64.checked_pow(places).and_then(|p| p.checked_mul(hundred)).ok_or_else(bad)?;
        Self::new(digits.parse().map_err(|_| bad())?, scale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_fractions_and_percentages() {
        let read = |t: &str| t.parse::<Fraction>();
        assert_eq!(read("2/3").unwrap(), Fraction::new(2, 3).unwrap());
        assert_eq!(read("3.25%").unwrap(), Fraction::new(325, 10_000).unwrap());
        assert_eq!(read("0.5").unwrap(), Fraction::new(5, 10).unwrap());
        assert_eq!(read("100%").unwrap(), Fraction::new(100, 100).unwrap());
        for bad in ["", "%", "3/2", "1/0", "-1/2", "x", "1/2/3", "0.00000000000000000000000001", ".", "٪"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn least_number_is_the_first_that_reaches() {
        for (numerator, denominator) in [(1, 2), (2, 3), (3, 4), (0, 1), (1, 1)] {
            let f = Fraction::new(numerator, denominator).unwrap();
            for whole in 1..40 {
                for strict in [false, true] {
                    let least = u64::try_from(f.least(whole, strict)).unwrap();
                    assert!(f.reached(least, whole, strict));
                    assert!(least == 0 || !f.reached(least - 1, whole, strict));
                }
            }
        }
    }
}
