//! Norms of representation: how many delegates so many members send.
//!
//! A norm is a rule of a charter, not a share of a fixed number of seats: "two delegates for the first 150 members, one
//! more for every further 100 or part of it, at most six".

use crate::Error;
use serde::{Deserialize, Serialize};

/// "`first-seats` for the first `first`, one more for each further `per` (or part of it), at most `at-most`".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Norm {
    /// Members covered by the first seats. Nought: every seat goes by `per`.
    #[serde(default)]
    pub first: u64,
    /// Seats for those first members, or for fewer of them; one when not said.
    #[serde(default = "one")]
    pub first_seats: u64,
    /// Members for each further seat; absent when there are no further seats.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per: Option<u64>,
    /// Whether a part of `per` has a seat too.
    #[serde(default)]
    pub or_part: bool,
    /// Fewer members than this send nobody.
    #[serde(default)]
    pub none_below: u64,
    /// Most seats.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u64>,
}

fn one() -> u64 {
    1
}

impl Norm {
    /// One delegate for each `per` members, or for each part of it.
    pub fn one_per(per: u64, or_part: bool) -> Self {
        Self { first: 0, first_seats: 1, per: Some(per), or_part, none_below: 0, at_most: None }
    }

    /// Delegates of `members`. Nobody sends nobody.
    ///
    /// Errors: `per` of nought; a result above 2^64 - 1.
    pub fn seats(&self, members: u64) -> Result<u64, Error> {
        if self.per == Some(0) {
            return Err(Error::new(
                "the norm gives one seat per 0 members; write a number above 0",
                "معیار نمایندگی برای هر ۰ عضو یک کرسی می‌دهد؛ عددی بالاتر از ۰ بنویسید",
            ));
        }
        if members == 0 || members < self.none_below {
            return Ok(0);
        }
        let first = if self.first == 0 { 0 } else { self.first_seats };
        let rest = members.saturating_sub(self.first);
        let further = match self.per {
            Some(per) if self.or_part => rest.div_ceil(per),
            Some(per) => rest / per,
            None => 0,
        };
        let seats = first.checked_add(further).ok_or_else(|| {
            Error::new(
                "the norm gives more seats than can be counted; raise the number of members per seat",
                "معیار نمایندگی بیش از اندازهٔ شمارش‌پذیر کرسی می‌دهد؛ شمار اعضا برای هر کرسی را بالا ببرید",
            )
        })?;
        Ok(self.at_most.map_or(seats, |most| seats.min(most)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Trades councils: two delegates for up to 150 members, one more per further 100 or part, at most six.
    #[test]
    fn trades_council() {
        let norm = Norm {
            first: 150,
            first_seats: 2,
            per: Some(100),
            or_part: true,
            none_below: 0,
            at_most: Some(6),
        };
        let seats: Vec<u64> =
            [0, 1, 150, 151, 250, 251, 450, 451, 100_000].map(|m| norm.seats(m).unwrap()).to_vec();
        assert_eq!(seats, [0, 2, 2, 3, 3, 4, 5, 6, 6]);
    }

    /// Constituency parties at the Labour conference: one for the first 749 members, one per further 250, at most six.
    #[test]
    fn constituency_party() {
        let norm: Norm = toml::from_str("first = 749\nper = 250\nat-most = 6").unwrap();
        let seats: Vec<u64> = [1, 749, 998, 999, 1249, 9999].map(|m| norm.seats(m).unwrap()).to_vec();
        assert_eq!(seats, [1, 1, 1, 2, 3, 6]);
    }

    #[test]
    fn plain_norms_and_edges() {
        assert_eq!(Norm::one_per(25_000, false).seats(49_999).unwrap(), 1);
        assert_eq!(Norm::one_per(25_000, true).seats(25_001).unwrap(), 2);
        assert_eq!(Norm::one_per(1, false).seats(u64::MAX).unwrap(), u64::MAX);
        assert!(Norm::one_per(0, false).seats(1).is_err());
        let full = Norm { first: 1, first_seats: u64::MAX, ..Norm::one_per(1, false) };
        assert!(full.seats(u64::MAX).is_err());
    }
}
