//! Majorities: a rule, a tally and an electorate in, a verdict with its arithmetic and its sentence out.
//!
//! Robert's Rules of Order Newly Revised (12th ed.) 44:1-44:10 names the parts of such a rule: the fraction and the base it is
//! taken of. Here a rule also says what an equal vote means and which minima hold. A base that is not known makes
//! the vote *undecidable*; nothing is guessed. See `spec/counting/majority.md`.

use crate::Fraction;
use crate::words::{en, fa};
use serde::{Deserialize, Serialize};
use shura_act::Bilingual;

/// Of what a share is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Base {
    /// Votes for and against; abstentions, blanks and invalid papers are left out.
    #[default]
    Cast,
    /// Votes for and against, and abstentions; blanks and invalid papers are left out.
    Valid,
    /// Everyone present, voting or not.
    Present,
    /// Everyone entitled to vote in this division.
    Entitled,
    /// All seats of the organ, vacant ones too.
    Seats,
    /// All members of the organisation or of the unit.
    Members,
}

impl Base {
    /// The base in words: "votes cast".
    pub fn words(self) -> Bilingual {
        let (en, fa) = match self {
            Base::Cast => ("votes cast", "رأی موافق و مخالف"),
            Base::Valid => ("valid votes", "رأی معتبر"),
            Base::Present => ("present", "حاضر"),
            Base::Entitled => ("entitled to vote", "دارندهٔ حق رأی"),
            Base::Seats => ("seats", "کرسی"),
            Base::Members => ("members", "عضو"),
        };
        Bilingual::new(en, fa)
    }
}

/// What a number counts. Heads and weights never meet in one ratio.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counts {
    /// One for each person, seat or unit.
    #[default]
    Heads,
    /// The weight each voter carries, such as the members of a branch in a card vote.
    Weights,
}

/// What an equal vote means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tie {
    /// The motion is lost.
    #[default]
    Fail,
    /// The chair decides.
    Chair,
    /// A recorded lot decides.
    Lot,
    /// The vote is taken again.
    Repeat,
}

/// A least number: a count (`20`) or a share of a base (`{ fraction = "1/4", base = "entitled" }`, always "at least").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Minimum {
    /// At least so many.
    Count(u64),
    /// At least this share of the base.
    Share {
        /// The share.
        fraction: Fraction,
        /// Of what.
        base: Base,
    },
}

/// The rule by which one vote is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", from = "RuleForm")]
pub struct Rule {
    /// Of what the fraction is taken.
    pub base: Base,
    /// The fraction that votes in favour must reach or exceed.
    pub fraction: Fraction,
    /// Whether the fraction must be exceeded ("more than half") or only reached ("at least two thirds").
    /// When left out of a written rule: strict for a half, not strict for any other fraction.
    pub strict: bool,
    /// Least number of votes in favour.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_for: Option<Minimum>,
    /// Least number of votes taking part: for, against, abstaining, blank and invalid together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quorum_of_votes: Option<Minimum>,
    /// What an equal vote means. It can only arise where more than half is asked.
    pub tie: Tie,
    /// Whether the vote only advises: it is decided in the same way and binds nobody.
    pub consultative: bool,
}

/// How a rule is written: everything may be left out; what is left out is the ordinary simple majority of votes cast.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RuleForm {
    #[serde(default)]
    base: Base,
    #[serde(default = "half")]
    fraction: Fraction,
    strict: Option<bool>,
    minimum_for: Option<Minimum>,
    quorum_of_votes: Option<Minimum>,
    #[serde(default)]
    tie: Tie,
    #[serde(default)]
    consultative: bool,
}

fn half() -> Fraction {
    Fraction::HALF
}

impl From<RuleForm> for Rule {
    fn from(form: RuleForm) -> Self {
        Self {
            minimum_for: form.minimum_for,
            quorum_of_votes: form.quorum_of_votes,
            tie: form.tie,
            consultative: form.consultative,
            ..Rule::new(form.base, form.fraction, form.strict)
        }
    }
}

impl Rule {
    /// More than half of the votes cast; an equal vote is lost.
    pub const SIMPLE: Self = Self {
        base: Base::Cast,
        fraction: Fraction::HALF,
        strict: true,
        minimum_for: None,
        quorum_of_votes: None,
        tie: Tie::Fail,
        consultative: false,
    };

    /// A rule without minima. `strict` left out means strict for a half and not strict for any other fraction.
    pub fn new(base: Base, fraction: Fraction, strict: Option<bool>) -> Self {
        Self { base, fraction, strict: strict.unwrap_or(fraction.is_half()), ..Self::SIMPLE }
    }
}

impl Default for Rule {
    fn default() -> Self {
        Self::SIMPLE
    }
}

/// The votes of one division. `None` is unknown, which is not nought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Tally {
    /// Whether the numbers are heads or weights.
    pub counts: Counts,
    /// Votes in favour.
    #[serde(rename = "for", skip_serializing_if = "Option::is_none")]
    pub in_favour: Option<u64>,
    /// Votes against.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub against: Option<u64>,
    /// Declared abstentions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub abstain: Option<u64>,
    /// Papers handed in empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blank: Option<u64>,
    /// Papers that cannot be counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invalid: Option<u64>,
    /// Present and taking no part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_voting: Option<u64>,
}

impl Tally {
    /// A tally of heads: for, against, abstaining.
    pub fn heads(in_favour: u64, against: u64, abstain: u64) -> Self {
        Self { in_favour: Some(in_favour), against: Some(against), abstain: Some(abstain), ..Self::default() }
    }

    /// Votes known to have been handed in, whatever they say; `None` when the sum is above 2^64 - 1.
    fn handed_in(&self) -> Option<u64> {
        [self.in_favour, self.against, self.abstain, self.blank, self.invalid]
            .into_iter()
            .flatten()
            .try_fold(0u64, u64::checked_add)
    }

    /// Whether every kind of paper was counted, so that `handed_in` is the whole of them.
    fn complete(&self) -> bool {
        self.in_favour.is_some() && self.against.is_some() && self.abstain.is_some()
    }
}

/// How many there were who could have voted. `None` is unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Electorate {
    /// Whether the numbers are heads or weights.
    pub counts: Counts,
    /// Present when the division was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub present: Option<u64>,
    /// Entitled to vote in this division.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entitled: Option<u64>,
    /// Seats of the organ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seats: Option<u64>,
    /// Members of the organisation or unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub members: Option<u64>,
}

impl Electorate {
    fn get(&self, base: Base) -> Option<u64> {
        match base {
            Base::Present => self.present,
            Base::Entitled => self.entitled,
            Base::Seats => self.seats,
            Base::Members => self.members,
            Base::Cast | Base::Valid => None,
        }
    }
}

/// A side of a division.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// In favour.
    For,
    /// Against.
    Against,
}

/// How a vote ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The motion has what the rule asks.
    Carried,
    /// It has not.
    Lost,
    /// Equal, and the rule leaves it to the chair, a lot or a new vote.
    Tied,
    /// The numbers known do not decide it.
    Undecidable,
}

/// Why a vote was not decided, or not carried in spite of its fraction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "reason")]
pub enum Reason {
    /// A number the rule needs is not known: `for`, `against`, `abstain`, or a base.
    Unknown {
        /// The name of the number.
        what: String,
    },
    /// The tally counts heads and the base weights, or the reverse.
    Mixed {
        /// The base concerned.
        base: Base,
    },
    /// More votes than there were voters.
    Over {
        /// Votes counted.
        votes: u64,
        /// The number they exceed.
        limit: u64,
        /// What that number is.
        base: Base,
    },
    /// The votes add up to more than 2^64 - 1.
    TooLarge,
    /// Too few votes in favour.
    TooFewFor {
        /// Votes in favour.
        votes: u64,
        /// The least number.
        least: u64,
    },
    /// Too few votes took part.
    NoQuorum {
        /// Votes handed in.
        votes: u64,
        /// The least number.
        least: u64,
    },
    /// Nobody voted in favour.
    NoneInFavour,
}

impl Reason {
    /// The reason as part of a sentence.
    pub fn words(&self) -> Bilingual {
        match self {
            Reason::Unknown { what } => {
                let name = name_of(what);
                Bilingual::new(
                    format!("the number of {} is not known", name.en),
                    format!("شمار {} دانسته نیست", name.fa),
                )
            }
            Reason::Mixed { base } => Bilingual::new(
                format!("heads and weights cannot be set against each other (base: {})", base.words().en),
                format!("سرشماری و وزن را نمی‌توان با هم سنجید (مبنا: {})", base.words().fa),
            ),
            Reason::Over { votes, limit, base } => Bilingual::new(
                format!("{} votes are more than the {} {}", en(votes), en(limit), base.words().en),
                format!("{} رأی از {} {} بیشتر است", fa(votes), fa(limit), base.words().fa),
            ),
            Reason::TooLarge => Bilingual::new(
                "the votes add up to more than can be counted (2^64 - 1)",
                "جمع رأی‌ها از اندازهٔ شمارش‌پذیر (۲ به توان ۶۴) بیشتر است",
            ),
            Reason::TooFewFor { votes, least } => Bilingual::new(
                format!("{} in favour is below the minimum of {}", en(votes), en(least)),
                format!("{} رأی موافق از کمینهٔ {} کمتر است", fa(votes), fa(least)),
            ),
            Reason::NoQuorum { votes, least } => Bilingual::new(
                format!("{} votes taking part are below the quorum of {}", en(votes), en(least)),
                format!("{} رأی داده‌شده به حد نصاب {} نمی‌رسد", fa(votes), fa(least)),
            ),
            Reason::NoneInFavour => Bilingual::new("nobody voted in favour", "هیچ‌کس رأی موافق نداد"),
        }
    }
}

fn name_of(what: &str) -> Bilingual {
    let (en, fa) = match what {
        "for" => ("votes in favour", "رأی‌های موافق"),
        "against" => ("votes against", "رأی‌های مخالف"),
        "abstain" => ("abstentions", "رأی‌های ممتنع"),
        "handed_in" => ("votes handed in", "همهٔ رأی‌های داده‌شده"),
        "present" => ("those present", "حاضران"),
        "entitled" => ("those entitled to vote", "دارندگان حق رأی"),
        "seats" => ("seats", "کرسی‌ها"),
        "members" => ("members", "اعضا"),
        other => (other, other),
    };
    Bilingual::new(en, fa)
}

/// The comparison a person can redo: `left` is votes in favour times the denominator, `right` the base times the numerator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arithmetic {
    /// Votes in favour.
    pub in_favour: u64,
    /// The number the fraction is taken of.
    pub base: u64,
    /// The least number of votes in favour that carries. Above `base` when nothing could.
    pub needed: u64,
    /// `in_favour` times the denominator, in decimal digits.
    pub left: String,
    /// `base` times the numerator, in decimal digits.
    pub right: String,
}

/// How a vote was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// How it ended.
    pub outcome: Outcome,
    /// The rule applied.
    pub rule: Rule,
    /// The votes counted.
    pub tally: Tally,
    /// The comparison; absent when a number of it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arithmetic: Option<Arithmetic>,
    /// Whether for and against were equal where more than half was asked.
    pub equal: bool,
    /// Who broke the equal vote, and how: only where it was equal and the rule lets them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tie_broken: Option<Side>,
    /// What is missing, contradictory or not reached.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub reasons: Vec<Reason>,
    /// The result as one sentence with its arithmetic.
    pub sentence: Bilingual,
}

impl Verdict {
    /// Whether the motion is carried.
    pub fn carried(&self) -> bool {
        self.outcome == Outcome::Carried
    }
}

/// Decides one vote. `tie_break` is the chair's vote or the lot drawn; it is looked at only if the vote is equal and
/// the rule leaves it to the chair or to a lot.
pub fn decide(rule: &Rule, tally: &Tally, electorate: &Electorate, tie_break: Option<Side>) -> Verdict {
    let mut verdict = Verdict {
        outcome: Outcome::Undecidable,
        rule: *rule,
        tally: *tally,
        arithmetic: None,
        equal: false,
        tie_broken: None,
        reasons: contradictions(tally, electorate),
        sentence: Bilingual::default(),
    };
    if verdict.reasons.is_empty() {
        match compare(rule, tally, electorate) {
            Ok(arithmetic) => weigh(&mut verdict, arithmetic, electorate, tie_break),
            Err(missing) => verdict.reasons = missing,
        }
    }
    verdict.sentence = sentence(&verdict);
    verdict
}

/// Sums that cannot be: more votes than voters of the same kind.
fn contradictions(tally: &Tally, electorate: &Electorate) -> Vec<Reason> {
    let Some(votes) = tally.handed_in().and_then(|v| v.checked_add(tally.not_voting.unwrap_or(0))) else {
        return vec![Reason::TooLarge];
    };
    if tally.counts != electorate.counts {
        return Vec::new();
    }
    // Seats and members may be fewer than the voters of a joint sitting, so only these two bound the votes.
    [Base::Present, Base::Entitled]
        .into_iter()
        .filter_map(|base| {
            let limit = electorate.get(base)?;
            (votes > limit).then_some(Reason::Over { votes, limit, base })
        })
        .collect()
}

fn unknown(what: &str) -> Reason {
    Reason::Unknown { what: what.into() }
}

/// The number that a base stands for in this vote.
fn size(base: Base, tally: &Tally, electorate: &Electorate) -> Result<u64, Vec<Reason>> {
    let sum = |parts: &[(&str, Option<u64>)]| {
        let missing: Vec<_> =
            parts.iter().filter(|(_, n)| n.is_none()).map(|(what, _)| unknown(what)).collect();
        if missing.is_empty() {
            parts
                .iter()
                .try_fold(0u64, |sum, (_, n)| sum.checked_add(n.unwrap_or(0)))
                .ok_or_else(|| vec![Reason::TooLarge])
        } else {
            Err(missing)
        }
    };
    let for_and_against = [("for", tally.in_favour), ("against", tally.against)];
    match base {
        Base::Cast => sum(&for_and_against),
        Base::Valid => sum(&[for_and_against[0], for_and_against[1], ("abstain", tally.abstain)]),
        _ if tally.counts != electorate.counts => Err(vec![Reason::Mixed { base }]),
        Base::Present => electorate.present.ok_or_else(|| vec![unknown("present")]),
        Base::Entitled => electorate.entitled.ok_or_else(|| vec![unknown("entitled")]),
        Base::Seats => electorate.seats.ok_or_else(|| vec![unknown("seats")]),
        Base::Members => electorate.members.ok_or_else(|| vec![unknown("members")]),
    }
}

fn compare(rule: &Rule, tally: &Tally, electorate: &Electorate) -> Result<Arithmetic, Vec<Reason>> {
    let base = size(rule.base, tally, electorate)?;
    let in_favour = tally.in_favour.ok_or_else(|| vec![unknown("for")])?;
    let needed = rule.fraction.least(base, rule.strict).max(1);
    Ok(Arithmetic {
        in_favour,
        base,
        needed: u64::try_from(needed).unwrap_or(u64::MAX),
        left: (u128::from(in_favour) * u128::from(rule.fraction.denominator())).to_string(),
        right: (u128::from(base) * u128::from(rule.fraction.numerator())).to_string(),
    })
}

/// Sets the outcome from the comparison, the minima and the tie rule.
fn weigh(verdict: &mut Verdict, arithmetic: Arithmetic, electorate: &Electorate, tie_break: Option<Side>) {
    let (rule, tally) = (verdict.rule, verdict.tally);
    let in_favour = arithmetic.in_favour;
    let reached = rule.fraction.reached(in_favour, arithmetic.base, rule.strict);
    verdict.equal = rule.strict
        && rule.fraction.is_half()
        && in_favour > 0
        && tally.against == Some(in_favour)
        && arithmetic.left == arithmetic.right;
    verdict.arithmetic = Some(arithmetic);
    if in_favour == 0 {
        verdict.reasons.push(Reason::NoneInFavour);
    }
    let mut open = Vec::new();
    match least(rule.minimum_for, &tally, electorate) {
        Ok(least) if in_favour < least => verdict.reasons.push(Reason::TooFewFor { votes: in_favour, least }),
        Ok(_) => {}
        Err(missing) => open.extend(missing),
    }
    match (least(rule.quorum_of_votes, &tally, electorate), tally.handed_in()) {
        (Ok(least), Some(votes)) if votes < least && !tally.complete() => open.push(unknown("handed_in")),
        (Ok(least), Some(votes)) if votes < least => verdict.reasons.push(Reason::NoQuorum { votes, least }),
        (Ok(_), _) => {}
        (Err(missing), _) => open.extend(missing),
    }
    // A vote that fails on what is known is lost, whatever else is unknown.
    let failed = !verdict.reasons.is_empty() || !(reached || verdict.equal);
    verdict.outcome = if failed {
        Outcome::Lost
    } else if !open.is_empty() {
        verdict.reasons.extend(open);
        Outcome::Undecidable
    } else if reached {
        Outcome::Carried
    } else {
        verdict.tie_broken = tie_break.filter(|_| matches!(rule.tie, Tie::Chair | Tie::Lot));
        match (rule.tie, verdict.tie_broken) {
            (Tie::Fail, _) | (_, Some(Side::Against)) => Outcome::Lost,
            (_, Some(Side::For)) => Outcome::Carried,
            (_, None) => Outcome::Tied,
        }
    };
}

fn least(minimum: Option<Minimum>, tally: &Tally, electorate: &Electorate) -> Result<u64, Vec<Reason>> {
    match minimum {
        None => Ok(0),
        Some(Minimum::Count(least)) => Ok(least),
        Some(Minimum::Share { fraction, base }) => {
            let whole = size(base, tally, electorate)?;
            Ok(u64::try_from(fraction.least(whole, false)).unwrap_or(u64::MAX))
        }
    }
}

/// "Carried: 20 for of 22 votes cast; more than 1/2 needs 12 (2 × 20 = 40 is above 1 × 22 = 22)."
fn sentence(verdict: &Verdict) -> Bilingual {
    let rule = &verdict.rule;
    let poll = if rule.consultative {
        ("Consultative poll. ", "رأی‌گیری مشورتی. ")
    } else {
        ("", "")
    };
    let (head_en, head_fa) = match verdict.outcome {
        Outcome::Carried => ("Carried", "تصویب شد"),
        Outcome::Lost => ("Lost", "رد شد"),
        Outcome::Tied => ("Tied", "برابر شد"),
        Outcome::Undecidable => ("Undecided", "نتیجه روشن نیست"),
    };
    let mut en_text = format!("{}{head_en}", poll.0);
    let mut fa_text = format!("{}{head_fa}", poll.1);
    if let Some(a) = &verdict.arithmetic {
        let words = rule.base.words();
        let unit = match verdict.tally.counts {
            Counts::Heads => ("", ""),
            Counts::Weights => (" by weight", " به وزن"),
        };
        let (how_en, how_fa) =
            if rule.strict { ("more than", "بیش از") } else { ("at least", "دست‌کم") };
        let order = compare_digits(&a.left, &a.right);
        let (cmp_en, cmp_fa) = match order {
            std::cmp::Ordering::Greater => ("is above", "بیشتر است از"),
            std::cmp::Ordering::Equal => ("equals", "برابر است با"),
            std::cmp::Ordering::Less => ("is below", "کمتر است از"),
        };
        let (n, d) = (rule.fraction.numerator(), rule.fraction.denominator());
        en_text.push_str(&format!(
            ": {} for of {} {}{}; {how_en} {n}/{d} needs {} ({d} × {} = {} {cmp_en} {n} × {} = {})",
            en(a.in_favour),
            en(a.base),
            words.en,
            unit.0,
            en(a.needed),
            en(a.in_favour),
            en(&a.left),
            en(a.base),
            en(&a.right),
        ));
        fa_text.push_str(&format!(
            ": {} موافق از {} {}{}؛ {how_fa} {}/{} یعنی {} ({} × {} = {}، {cmp_fa} {} × {} = {})",
            fa(a.in_favour),
            fa(a.base),
            words.fa,
            unit.1,
            fa(n),
            fa(d),
            fa(a.needed),
            fa(d),
            fa(a.in_favour),
            fa(&a.left),
            fa(n),
            fa(a.base),
            fa(&a.right),
        ));
    }
    for reason in &verdict.reasons {
        let words = reason.words();
        en_text.push_str(&format!("; {}", words.en));
        fa_text.push_str(&format!("؛ {}", words.fa));
    }
    if verdict.equal {
        let (tie_en, tie_fa) = tie_words(verdict);
        en_text.push_str(&format!("; {tie_en}"));
        fa_text.push_str(&format!("؛ {tie_fa}"));
    }
    en_text.push('.');
    fa_text.push('.');
    Bilingual::new(en_text, fa_text)
}

/// Compares two whole numbers in decimal digits without leading noughts.
fn compare_digits(a: &str, b: &str) -> std::cmp::Ordering {
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

fn tie_words(verdict: &Verdict) -> (&'static str, &'static str) {
    let lot = verdict.rule.tie == Tie::Lot;
    match (verdict.rule.tie, verdict.tie_broken) {
        (Tie::Fail, _) => ("an equal vote is lost", "رأی برابر به معنای رد است"),
        (Tie::Repeat, _) => ("an equal vote is taken again", "در رأی برابر، رأی‌گیری تکرار می‌شود"),
        (_, Some(Side::For)) if lot => ("the lot fell in favour", "قرعه به سود موافقان افتاد"),
        (_, Some(Side::Against)) if lot => ("the lot fell against", "قرعه به سود مخالفان افتاد"),
        (_, Some(Side::For)) => ("the chair votes in favour", "رئیس رأی موافق داد"),
        (_, Some(Side::Against)) => ("the chair votes against", "رئیس رأی مخالف داد"),
        (_, None) if lot => ("a lot decides", "قرعه تعیین‌کننده است"),
        (_, None) => ("the chair decides", "رأی رئیس تعیین‌کننده است"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn two_thirds(base: Base) -> Rule {
        Rule::new(base, Fraction::new(2, 3).unwrap(), None)
    }

    fn outcome(rule: &Rule, tally: Tally, electorate: Electorate) -> Outcome {
        decide(rule, &tally, &electorate, None).outcome
    }

    /// UNISON national delegate conference 2010, card vote 3: lost with 65.8 %.
    #[test]
    fn card_vote_of_unison_2010() {
        let tally = Tally { counts: Counts::Weights, ..Tally::heads(718_273, 373_801, 0) };
        let verdict = decide(&two_thirds(Base::Cast), &tally, &Electorate::default(), None);
        assert_eq!(verdict.outcome, Outcome::Lost);
        assert_eq!(
            verdict.sentence.en,
            "Lost: 718,273 for of 1,092,074 votes cast by weight; at least 2/3 needs 728,050 \
             (3 × 718,273 = 2,154,819 is below 2 × 1,092,074 = 2,184,148)."
        );
        assert_eq!(
            verdict.sentence.fa,
            "رد شد: ۷۱۸٬۲۷۳ موافق از ۱٬۰۹۲٬۰۷۴ رأی موافق و مخالف به وزن؛ دست‌کم ۲/۳ یعنی ۷۲۸٬۰۵۰ \
             (۳ × ۷۱۸٬۲۷۳ = ۲٬۱۵۴٬۸۱۹، کمتر است از ۲ × ۱٬۰۹۲٬۰۷۴ = ۲٬۱۸۴٬۱۴۸)."
        );
    }

    #[test]
    fn abstentions_count_only_in_wider_bases() {
        let tally = Tally::heads(20, 10, 5);
        assert_eq!(outcome(&two_thirds(Base::Cast), tally, Electorate::default()), Outcome::Carried);
        assert_eq!(outcome(&two_thirds(Base::Valid), tally, Electorate::default()), Outcome::Lost);
        let hall = Electorate { present: Some(39), ..Electorate::default() };
        assert_eq!(outcome(&Rule::new(Base::Present, Fraction::HALF, None), tally, hall), Outcome::Carried);
    }

    #[test]
    fn nobody_in_favour_never_carries() {
        let nothing = Fraction::new(0, 1).unwrap();
        for rule in [Rule::SIMPLE, Rule::new(Base::Cast, nothing, Some(false))] {
            assert_eq!(outcome(&rule, Tally::heads(0, 0, 0), Electorate::default()), Outcome::Lost);
            assert_eq!(outcome(&rule, Tally::heads(0, 0, 9), Electorate::default()), Outcome::Lost);
        }
    }

    #[test]
    fn what_is_unknown_is_not_guessed() {
        let verdict = decide(
            &two_thirds(Base::Members),
            &Tally::heads(20, 1, 0),
            &Electorate { entitled: Some(30), ..Electorate::default() },
            None,
        );
        assert_eq!(verdict.outcome, Outcome::Undecidable);
        assert_eq!(verdict.reasons, vec![unknown("members")]);
        assert_eq!(verdict.sentence.en, "Undecided; the number of members is not known.");
        let no_against = Tally { in_favour: Some(5), ..Tally::default() };
        assert_eq!(outcome(&Rule::SIMPLE, no_against, Electorate::default()), Outcome::Undecidable);
    }

    #[test]
    fn heads_and_weights_do_not_mix() {
        let tally = Tally { counts: Counts::Weights, ..Tally::heads(2000, 10, 0) };
        let hall = Electorate { present: Some(30), ..Electorate::default() };
        let verdict = decide(&Rule::new(Base::Present, Fraction::HALF, None), &tally, &hall, None);
        assert_eq!(verdict.reasons, vec![Reason::Mixed { base: Base::Present }]);
    }

    #[test]
    fn more_votes_than_voters_is_no_result() {
        let hall = Electorate { present: Some(30), ..Electorate::default() };
        let verdict = decide(&Rule::SIMPLE, &Tally::heads(20, 11, 0), &hall, None);
        assert_eq!(verdict.outcome, Outcome::Undecidable);
        assert_eq!(verdict.reasons, vec![Reason::Over { votes: 31, limit: 30, base: Base::Present }]);
    }

    #[test]
    fn an_equal_vote_follows_the_tie_rule() {
        let equal = Tally::heads(10, 10, 3);
        let by = |tie, broken| {
            decide(&Rule { tie, ..Rule::SIMPLE }, &equal, &Electorate::default(), broken).outcome
        };
        assert_eq!(by(Tie::Fail, Some(Side::For)), Outcome::Lost);
        assert_eq!(by(Tie::Chair, None), Outcome::Tied);
        assert_eq!(by(Tie::Chair, Some(Side::For)), Outcome::Carried);
        assert_eq!(by(Tie::Lot, Some(Side::Against)), Outcome::Lost);
        assert_eq!(by(Tie::Repeat, Some(Side::For)), Outcome::Tied);
        // With the abstentions in the base, ten of twenty-three is no equal vote: it is lost.
        let rule = Rule { tie: Tie::Chair, ..Rule::new(Base::Valid, Fraction::HALF, None) };
        assert_eq!(decide(&rule, &equal, &Electorate::default(), Some(Side::For)).outcome, Outcome::Lost);
    }

    #[test]
    fn minima_hold_beside_the_fraction() {
        let rule = Rule {
            minimum_for: Some(Minimum::Share { fraction: "1/4".parse().unwrap(), base: Base::Entitled }),
            quorum_of_votes: Some(Minimum::Count(30)),
            ..Rule::SIMPLE
        };
        let roll = |n| Electorate { entitled: Some(n), ..Electorate::default() };
        assert_eq!(outcome(&rule, Tally::heads(20, 10, 0), roll(80)), Outcome::Carried);
        assert_eq!(outcome(&rule, Tally::heads(20, 10, 0), roll(81)), Outcome::Lost);
        assert_eq!(outcome(&rule, Tally::heads(20, 9, 0), roll(80)), Outcome::Lost);
        assert_eq!(outcome(&rule, Tally::heads(20, 9, 1), roll(80)), Outcome::Carried);
        assert_eq!(outcome(&rule, Tally::heads(20, 10, 0), Electorate::default()), Outcome::Undecidable);
        // Against the fraction it is lost, whatever is unknown.
        assert_eq!(outcome(&rule, Tally::heads(10, 20, 0), Electorate::default()), Outcome::Lost);
    }

    #[test]
    fn rules_are_written_in_toml() {
        let rule: Rule = toml::from_str(
            "base = \"entitled\"\nfraction = \"2/3\"\nminimum-for = 20\n\
             quorum-of-votes = { fraction = \"1/2\", base = \"entitled\" }\ntie = \"chair\"",
        )
        .unwrap();
        assert!(!rule.strict);
        assert_eq!(rule.minimum_for, Some(Minimum::Count(20)));
        let again: Rule = toml::from_str(&toml::to_string(&rule).unwrap()).unwrap();
        assert_eq!(again, rule);
        assert_eq!(toml::from_str::<Rule>("").unwrap(), Rule::SIMPLE);
        assert!(toml::from_str::<Rule>("fraction = \"3/2\"").is_err());
        assert!(toml::from_str::<Rule>("fractoin = \"1/2\"").is_err());
    }

    #[test]
    fn verdicts_survive_json() {
        let verdict = decide(&Rule::SIMPLE, &Tally::heads(1, 0, 0), &Electorate::default(), None);
        let json = serde_json::to_string(&verdict).unwrap();
        assert_eq!(serde_json::from_str::<Verdict>(&json).unwrap(), verdict);
    }

    proptest! {
        /// A vote more in favour never hurts, a vote more against never helps, and needed is the least that carries.
        #[test]
        fn monotone_and_needed_is_exact(
            f in any::<u64>(), a in any::<u64>(), b in any::<u64>(),
            numerator in 0u64..50, extra in 0u64..50, strict in any::<bool>(), wide in any::<bool>(),
        ) {
            let (f, a, b) = (f / 4, a / 4, b / 4);
            let fraction = Fraction::new(numerator, numerator + extra.max(1)).unwrap();
            let rule = Rule::new(if wide { Base::Valid } else { Base::Cast }, fraction, Some(strict));
            let now = decide(&rule, &Tally::heads(f, a, b), &Electorate::default(), None);
            let more = decide(&rule, &Tally::heads(f + 1, a, b), &Electorate::default(), None);
            let worse = decide(&rule, &Tally::heads(f, a + 1, b), &Electorate::default(), None);
            prop_assert!(!now.carried() || more.carried());
            prop_assert!(now.carried() || !worse.carried());
            let arithmetic = now.arithmetic.as_ref().unwrap();
            prop_assert_eq!(now.carried(), f >= arithmetic.needed);
        }

        #[test]
        fn no_input_panics(f in any::<Option<u64>>(), a in any::<Option<u64>>(), b in any::<Option<u64>>(),
                           p in any::<Option<u64>>(), n in any::<u64>(), d in any::<u64>()) {
            if let Ok(fraction) = Fraction::new(n, d) {
                let tally = Tally { in_favour: f, against: a, abstain: b, ..Tally::default() };
                let hall = Electorate { present: p, ..Electorate::default() };
                for base in [Base::Cast, Base::Valid, Base::Present] {
                    let verdict = decide(&Rule::new(base, fraction, None), &tally, &hall, None);
                    prop_assert!(verdict.sentence.en.ends_with('.') && verdict.sentence.fa.ends_with('.'));
                }
            }
        }
    }
}
