//! A slate: as many candidates as seats, elected in one vote unless so many object.
//!
//! Associations let a list stand as a whole when nobody, or fewer than a share of those present, asks for single votes (so the election
//! order of a local Red Cross association: unless a tenth objects). See `spec/counting/slate.md`.

use crate::Fraction;
use crate::majority::{Electorate, Rule, Side, Tally, Verdict, decide};
use crate::words::{en, fa};
use serde::{Deserialize, Serialize};
use shura_act::Bilingual;

/// How many objections take a slate apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Objection {
    /// Nobody can object.
    None,
    /// One person is enough.
    Anyone,
    /// At least this share of those present.
    Share(Fraction),
}

/// What became of a slate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "result")]
pub enum Slate {
    /// Enough objected: the seats are filled by single votes.
    Objected {
        /// The sentence.
        sentence: Bilingual,
    },
    /// The slate was put to the vote as a whole; it is elected if the verdict carries.
    Voted {
        /// The verdict on the whole slate.
        verdict: Box<Verdict>,
    },
    /// How many were present is not known, so objections cannot be weighed.
    Undecidable {
        /// The sentence.
        sentence: Bilingual,
    },
}

/// Puts a slate to the vote. `objections` are heads.
pub fn slate(
    objection: Objection,
    objections: u64,
    rule: &Rule,
    tally: &Tally,
    electorate: &Electorate,
    tie_break: Option<Side>,
) -> Slate {
    let objected = match objection {
        Objection::None => Some(false),
        Objection::Anyone => Some(objections > 0),
        Objection::Share(_) if objections == 0 => Some(false),
        Objection::Share(share) => {
            electorate.present.map(|present| share.reached(objections, present, false))
        }
    };
    match objected {
        None => Slate::Undecidable {
            sentence: Bilingual::new(
                "Undecided; the number of those present is not known, so the objections cannot be weighed.",
                "نتیجه روشن نیست؛ شمار حاضران دانسته نیست و اعتراض‌ها را نمی‌توان سنجید.",
            ),
        },
        Some(true) => Slate::Objected {
            sentence: Bilingual::new(
                format!(
                    "{} object to a vote on the whole slate: each seat is voted on alone.",
                    en(objections)
                ),
                format!(
                    "{} نفر به رأی‌گیری یکجا اعتراض دارند: برای هر کرسی جداگانه رأی گرفته می‌شود.",
                    fa(objections)
                ),
            ),
        },
        Some(false) => Slate::Voted { verdict: Box::new(decide(rule, tally, electorate, tie_break)) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenth_takes_it_apart() {
        let put = |objection, objections, present| {
            let hall = Electorate { present, ..Electorate::default() };
            slate(objection, objections, &Rule::SIMPLE, &Tally::heads(20, 3, 0), &hall, None)
        };
        let tenth = Objection::Share(Fraction::new(1, 10).unwrap());
        assert!(matches!(put(tenth, 3, Some(30)), Slate::Objected { .. }));
        assert!(matches!(put(tenth, 2, Some(30)), Slate::Voted { verdict } if verdict.carried()));
        assert!(matches!(put(tenth, 2, None), Slate::Undecidable { .. }));
        assert!(matches!(put(tenth, 0, None), Slate::Voted { .. }));
        assert!(matches!(put(Objection::Anyone, 1, None), Slate::Objected { .. }));
        assert!(matches!(put(Objection::None, 99, None), Slate::Voted { .. }));
    }
}
