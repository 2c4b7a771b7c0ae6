//! Votes counted in parts: card votes, sections scaled to shares, double majorities, votes by unit or curia.
//!
//! See `spec/counting/majority.md`, "Votes in parts".

use crate::majority::{Counts, Electorate, Outcome, Rule, Side, Tally, Verdict, decide};
use crate::words::{en, fa};
use crate::{Error, Fraction};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;
use serde::{Deserialize, Serialize};
use shura_act::Bilingual;

/// One card: the holder casts the weight of a branch, whole or split.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// Whose card it is.
    pub holder: String,
    /// The weight it carries, such as the members of the branch.
    pub weight: u64,
    /// Weight cast in favour.
    #[serde(rename = "for", default)]
    pub in_favour: u64,
    /// Weight cast against.
    #[serde(default)]
    pub against: u64,
    /// Weight abstaining.
    #[serde(default)]
    pub abstain: u64,
}

/// Adds cards up to a tally of weights; what a card leaves uncast counts as not voting.
///
/// Errors: a card that casts more than its weight; two cards of one holder; a sum above 2^64 - 1.
pub fn tally_cards(cards: &[Card]) -> Result<Tally, Error> {
    let too_large = || {
        Error::new(
            "the cards add up to more than can be counted (2^64 - 1)",
            "جمع کارت‌ها از اندازهٔ شمارش‌پذیر بیشتر است",
        )
    };
    let mut holders = std::collections::BTreeSet::new();
    let (mut yes, mut no, mut abstain, mut rest) = (0u64, 0u64, 0u64, 0u64);
    for card in cards {
        if !holders.insert(&card.holder) {
            return Err(Error::new(
                format!("{} has two cards; enter one with its split", card.holder),
                format!("{} دو کارت دارد؛ یک کارت با تقسیم آن وارد کنید", card.holder),
            ));
        }
        let cast = u128::from(card.in_favour) + u128::from(card.against) + u128::from(card.abstain);
        let Some(left) = u64::try_from(cast).ok().and_then(|cast| card.weight.checked_sub(cast)) else {
            return Err(Error::new(
                format!(
                    "{} casts {} of a card of {}; mend the split",
                    card.holder,
                    en(cast),
                    en(card.weight)
                ),
                format!(
                    "{} از کارتی با وزن {}، {} رأی داده است؛ تقسیم را اصلاح کنید",
                    card.holder,
                    fa(card.weight),
                    fa(cast)
                ),
            ));
        };
        for (sum, part) in [
            (&mut yes, card.in_favour),
            (&mut no, card.against),
            (&mut abstain, card.abstain),
            (&mut rest, left),
        ] {
            *sum = sum.checked_add(part).ok_or_else(too_large)?;
        }
    }
    Ok(Tally {
        counts: Counts::Weights,
        in_favour: Some(yes),
        against: Some(no),
        abstain: Some(abstain),
        not_voting: Some(rest),
        ..Tally::default()
    })
}

/// A section whose votes are scaled to its share of the whole, as the halves of a Labour conference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its name.
    pub name: String,
    /// Its share of the whole.
    pub share: Fraction,
    /// Its votes.
    pub tally: Tally,
}

/// A section's part in a scaled vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScaledPart {
    /// The section.
    pub name: String,
    /// Its share of the whole.
    pub share: Fraction,
    /// Votes in favour and votes cast in it.
    pub in_favour: u64,
    /// Votes cast in it.
    pub cast: u64,
    /// What it adds to the whole in favour, as an exact fraction.
    pub adds: String,
}

/// How a vote in scaled sections was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scaled {
    /// How it ended.
    pub outcome: Outcome,
    /// Each section.
    pub sections: Vec<ScaledPart>,
    /// The sum in favour, an exact fraction of the shares that voted.
    pub in_favour: String,
    /// The shares of the sections in which anybody voted: the whole the fraction is taken of.
    pub base: String,
    /// The result as one sentence.
    pub sentence: Bilingual,
}

/// Decides a vote in which each section's votes cast are scaled to its share. A section in which nobody voted for or
/// against falls out of both sides. Minima do not apply: they belong to a count of heads, not of shares. An equal vote is lost
/// unless the rule leaves it open.
///
/// Errors: no sections; shares above one together; a base other than votes cast; a section without its votes for or against.
pub fn decide_scaled(rule: &Rule, sections: &[Section], tie_break: Option<Side>) -> Result<Scaled, Error> {
    if rule.base != crate::majority::Base::Cast {
        return Err(Error::new(
            "sections can be scaled for votes cast only; write base = \"cast\"",
            "وزن‌دهی بخش‌ها تنها بر مبنای رأی موافق و مخالف است؛ base = \"cast\" بنویسید",
        ));
    }
    let mut yes = BigRational::zero();
    let mut whole = BigRational::zero();
    let mut shares = BigRational::zero();
    let mut parts = Vec::with_capacity(sections.len());
    for section in sections {
        let (Some(f), Some(a)) = (section.tally.in_favour, section.tally.against) else {
            return Err(Error::new(
                format!("section {} has no votes for or against; enter both", section.name),
                format!("بخش {} رأی موافق یا مخالف ندارد؛ هر دو را وارد کنید", section.name),
            ));
        };
        let cast = f.checked_add(a).ok_or_else(|| {
            Error::new(
                "the votes of a section add up to more than 2^64 - 1",
                "جمع رأی یک بخش از اندازهٔ شمارش‌پذیر بیشتر است",
            )
        })?;
        let share = ratio(section.share.numerator(), section.share.denominator());
        shares += &share;
        let mut adds = BigRational::zero();
        if cast > 0 {
            adds = &share * ratio(f, cast);
            whole += share;
        }
        yes += &adds;
        parts.push(ScaledPart {
            name: section.name.clone(),
            share: section.share,
            in_favour: f,
            cast,
            adds: adds.to_string(),
        });
    }
    if sections.is_empty() || shares > ratio(1, 1) {
        return Err(Error::new(
            format!("the shares of the sections add up to {shares}; they must be some and at most 1"),
            format!("جمع سهم بخش‌ها {shares} است؛ باید بیش از صفر و دست‌بالا ۱ باشد"),
        ));
    }
    let needed = &whole * ratio(rule.fraction.numerator(), rule.fraction.denominator());
    let reached = if rule.strict { yes > needed } else { yes >= needed } && !yes.is_zero();
    let equal = rule.strict && rule.fraction.is_half() && yes == needed && !yes.is_zero();
    let outcome = match (reached, equal) {
        (true, _) => Outcome::Carried,
        (false, false) => Outcome::Lost,
        (false, true) => {
            // One head for, one against, stand for the equal vote: the tie rule is applied in one place only.
            let bare = Rule { tie: rule.tie, ..Rule::SIMPLE };
            decide(&bare, &Tally::heads(1, 1, 0), &Electorate::default(), tie_break).outcome
        }
    };
    let sentence = scaled_sentence(outcome, rule, &parts, &yes, &whole);
    Ok(Scaled { outcome, sections: parts, in_favour: yes.to_string(), base: whole.to_string(), sentence })
}

fn ratio(numerator: u64, denominator: u64) -> BigRational {
    BigRational::new(BigInt::from(numerator), BigInt::from(denominator))
}

/// A share as a percentage with three decimals, the rest cut off.
fn percent(value: &BigRational) -> String {
    let scaled = (value * BigRational::from_integer(BigInt::from(100_000))).to_integer().to_string();
    let digits = format!("{scaled:0>4}");
    let (whole, decimals) = digits.split_at(digits.len() - 3);
    format!("{whole}.{decimals}")
}

fn outcome_words(outcome: Outcome) -> Bilingual {
    let (en, fa) = match outcome {
        Outcome::Carried => ("Carried", "تصویب شد"),
        Outcome::Lost => ("Lost", "رد شد"),
        Outcome::Tied => ("Tied", "برابر شد"),
        Outcome::Undecidable => ("Undecided", "نتیجه روشن نیست"),
    };
    Bilingual::new(en, fa)
}

fn scaled_sentence(
    outcome: Outcome,
    rule: &Rule,
    parts: &[ScaledPart],
    yes: &BigRational,
    whole: &BigRational,
) -> Bilingual {
    let head = outcome_words(outcome);
    let list_en: Vec<String> = parts
        .iter()
        .map(|p| format!("{} {} of {} × {} = {}", p.name, en(p.in_favour), en(p.cast), p.share, p.adds))
        .collect();
    let list_fa: Vec<String> = parts
        .iter()
        .map(|p| {
            format!(
                "{} {} از {} × {} = {}",
                p.name,
                fa(p.in_favour),
                fa(p.cast),
                fa_plain(&p.share.to_string()),
                fa_plain(&p.adds)
            )
        })
        .collect();
    let (how_en, how_fa) =
        if rule.strict { ("more than", "بیش از") } else { ("at least", "دست‌کم") };
    Bilingual::new(
        format!(
            "{}: {}; together {}% for of {}%; {how_en} {} of it is needed.",
            head.en,
            list_en.join(", "),
            percent(yes),
            percent(whole),
            rule.fraction
        ),
        format!(
            "{}: {}؛ روی هم {}٪ موافق از {}٪؛ {how_fa} {} آن لازم است.",
            head.fa,
            list_fa.join("، "),
            fa(percent(yes)),
            fa(percent(whole)),
            fa_plain(&rule.fraction.to_string())
        ),
    )
}

fn fa_plain(text: &str) -> String {
    shura_act::bilingual::fa_digits(text)
}

/// A named vote inside a larger one: a section, a unit, a curia.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// The votes it has in the larger vote; one when not said.
    #[serde(default = "one")]
    pub votes: u64,
    /// The votes inside it.
    pub tally: Tally,
    /// Who could have voted in it.
    #[serde(default)]
    pub electorate: Electorate,
}

fn one() -> u64 {
    1
}

/// How a vote in parts was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parts {
    /// How it ended.
    pub outcome: Outcome,
    /// Each part by its name.
    pub parts: Vec<(String, Verdict)>,
    /// The vote of the parts, each as one; absent where every part must carry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub whole: Option<Verdict>,
    /// The result as one sentence.
    pub sentence: Bilingual,
}

/// Double (or sectional) majority: every part must carry by the rule given with it.
///
/// One lost part loses the whole; else one open part leaves it open. No parts at all is undecidable.
pub fn decide_each(parts: &[(Rule, Part)]) -> Parts {
    let parts: Vec<(String, Verdict)> =
        parts.iter().map(|(rule, p)| (p.name.clone(), decide(rule, &p.tally, &p.electorate, None))).collect();
    let any = |outcome| parts.iter().any(|(_, v)| v.outcome == outcome);
    let outcome = if any(Outcome::Lost) {
        Outcome::Lost
    } else if parts.is_empty() || any(Outcome::Undecidable) {
        Outcome::Undecidable
    } else if any(Outcome::Tied) {
        Outcome::Tied
    } else {
        Outcome::Carried
    };
    let sentence = parts_sentence(
        outcome,
        &parts,
        &Bilingual::new("every part must carry", "همهٔ بخش‌ها باید تصویب کنند"),
    );
    Parts { outcome, parts, whole: None, sentence }
}

/// Vote by unit or curia: each part decides by `inside`, then casts its votes as one for or against by `between`.
/// A part whose vote is open or undecidable abstains.
pub fn decide_by_unit(inside: &Rule, between: &Rule, parts: &[Part], tie_break: Option<Side>) -> Parts {
    let verdicts: Vec<(String, Verdict)> =
        parts.iter().map(|p| (p.name.clone(), decide(inside, &p.tally, &p.electorate, None))).collect();
    let votes = |wanted: &[Outcome]| {
        parts
            .iter()
            .zip(&verdicts)
            .filter(|(_, (_, v))| wanted.contains(&v.outcome))
            .try_fold(0u64, |sum, (p, _)| sum.checked_add(p.votes))
    };
    let tally = Tally {
        counts: if parts.iter().all(|p| p.votes == 1) { Counts::Heads } else { Counts::Weights },
        in_favour: votes(&[Outcome::Carried]),
        against: votes(&[Outcome::Lost]),
        abstain: votes(&[Outcome::Tied, Outcome::Undecidable]),
        ..Tally::default()
    };
    let all = parts.iter().try_fold(0u64, |sum, p| sum.checked_add(p.votes));
    let electorate =
        Electorate { counts: tally.counts, present: all, entitled: all, seats: all, members: all };
    let whole = decide(between, &tally, &electorate, tie_break);
    let sentence = parts_sentence(whole.outcome, &verdicts, &whole.sentence);
    Parts { outcome: whole.outcome, parts: verdicts, whole: Some(whole), sentence }
}

/// "Carried: A carried, B lost; <the rest>"
fn parts_sentence(outcome: Outcome, parts: &[(String, Verdict)], rest: &Bilingual) -> Bilingual {
    let head = outcome_words(outcome);
    let each = |get: fn(Bilingual) -> String, join: &str| {
        let list: Vec<String> =
            parts.iter().map(|(n, v)| format!("{n} ({})", get(outcome_words(v.outcome)))).collect();
        list.join(join)
    };
    Bilingual::new(
        format!("{}: {}; {}.", head.en, each(|w| w.en.to_lowercase(), ", "), rest.en.trim_end_matches('.')),
        format!("{}: {}؛ {}.", head.fa, each(|w| w.fa, "، "), rest.fa.trim_end_matches('.')),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn card(holder: &str, weight: u64, f: u64, a: u64) -> Card {
        Card { holder: holder.into(), weight, in_favour: f, against: a, abstain: 0 }
    }

    #[test]
    fn a_card_may_be_split() {
        let tally = tally_cards(&[card("north", 45, 30, 15), card("south", 100, 0, 90)]).unwrap();
        assert_eq!((tally.in_favour, tally.against, tally.not_voting), (Some(30), Some(105), Some(10)));
        assert_eq!(tally.counts, Counts::Weights);
        let error = tally_cards(&[card("north", 45, 30, 16)]).unwrap_err();
        assert_eq!(error.text.en, "north casts 46 of a card of 45; mend the split");
        assert!(tally_cards(&[card("n", 1, 1, 0), card("n", 1, 0, 1)]).is_err());
        assert!(tally_cards(&[card("a", u64::MAX, u64::MAX, 0), card("b", 1, 1, 0)]).is_err());
    }

    fn half(name: &str, f: u64, a: u64) -> Section {
        Section { name: name.into(), share: Fraction::HALF, tally: Tally::heads(f, a, 0) }
    }

    /// Two halves: 60 % of one and 45 % of the other make 52.5 %, whatever the sizes.
    #[test]
    fn halves_are_scaled() {
        let result =
            decide_scaled(&Rule::SIMPLE, &[half("unions", 6000, 4000), half("parties", 45, 55)], None)
                .unwrap();
        assert_eq!(result.outcome, Outcome::Carried);
        assert_eq!(result.in_favour, "21/40");
        assert_eq!(
            result.sentence.en,
            "Carried: unions 6,000 of 10,000 × 1/2 = 3/10, parties 45 of 100 × 1/2 = 9/40; \
             together 52.500% for of 100.000%; more than 1/2 of it is needed."
        );
        let equal = decide_scaled(&Rule::SIMPLE, &[half("a", 6, 4), half("b", 40, 60)], None).unwrap();
        assert_eq!(equal.outcome, Outcome::Lost);
        let silent = decide_scaled(&Rule::SIMPLE, &[half("a", 6, 4), half("b", 0, 0)], None).unwrap();
        assert_eq!((silent.outcome, silent.base.as_str()), (Outcome::Carried, "1/2"));
        assert!(
            decide_scaled(&Rule::SIMPLE, &[half("a", 1, 0), half("b", 1, 0), half("c", 1, 0)], None).is_err()
        );
        assert!(decide_scaled(&Rule::SIMPLE, &[], None).is_err());
    }

    fn part(name: &str, votes: u64, f: u64, a: u64) -> Part {
        Part { name: name.into(), votes, tally: Tally::heads(f, a, 0), electorate: Electorate::default() }
    }

    /// A Swiss double majority: the people carry, the cantons do not (half-cantons have one vote where others have two).
    #[test]
    fn people_and_cantons() {
        let cantons: Vec<Part> =
            vec![part("a", 2, 900, 100), part("b", 2, 40, 60), part("c", 2, 40, 60), part("d", 1, 60, 40)];
        let by_canton = decide_by_unit(&Rule::SIMPLE, &Rule::SIMPLE, &cantons, None);
        let whole = by_canton.whole.as_ref().unwrap();
        assert_eq!(
            (by_canton.outcome, whole.tally.in_favour, whole.tally.against),
            (Outcome::Lost, Some(3), Some(4))
        );
        let people = decide(&Rule::SIMPLE, &Tally::heads(1040, 260, 0), &Electorate::default(), None);
        assert!(people.carried());
    }

    #[test]
    fn every_section_must_carry() {
        let both = |a: Part, b: Part| decide_each(&[(Rule::SIMPLE, a), (Rule::SIMPLE, b)]).outcome;
        assert_eq!(both(part("a", 1, 6, 4), part("b", 1, 6, 4)), Outcome::Carried);
        assert_eq!(both(part("a", 1, 6, 4), part("b", 1, 4, 6)), Outcome::Lost);
        assert_eq!(decide_each(&[]).outcome, Outcome::Undecidable);
    }

    proptest! {
        /// Scaled sections of one size each with equal shares decide as one vote does.
        #[test]
        fn equal_sections_decide_as_one(f in 0u64..100, g in 0u64..100) {
            let scaled = decide_scaled(&Rule::SIMPLE, &[half("a", f, 100 - f), half("b", g, 100 - g)], None).unwrap();
            let plain = decide(&Rule::SIMPLE, &Tally::heads(f + g, 200 - f - g, 0), &Electorate::default(), None);
            prop_assert_eq!(scaled.outcome, plain.outcome);
        }
    }
}
