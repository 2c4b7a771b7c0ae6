//! A vote that was taken by show of hands or on paper, told with its figures, and its verdict by the charter.

use crate::forms::{Form, Typed, Wrong, word_choices};
use crate::frame::Frame;
use shura_act::act::{Division, Outcome, VoteMethod};
use shura_act::{Act, Bilingual, Entry, Figure, Id, Key};
use shura_count::majority::{self, Minimum};
use shura_kernel::{Standing, verdict};

/// Ways in which a vote can have been taken outside the server.
const METHODS: &[&str] = &["hands", "secret", "cards", "roll-call", "acclamation"];

/// A vote told, and how it went.
pub struct Told {
    /// The act.
    pub entry: Entry,
    /// Whether it was carried.
    pub carried: bool,
}

/// Adds to a form what tellers count.
pub fn ask(form: Form, frame: &Frame) -> Form {
    form.one("method", word_choices(frame, "told-by", METHODS))
        .filled("hands")
        .number("for")
        .number("against")
        .number("abstain")
        .filled(frame.number(0))
        .number("present")
        .may_be_empty()
}

/// The vote of a unit as it was typed, in the name of that unit, with its outcome by the majority of the charter.
pub fn read(
    standing: &Standing,
    typed: &Typed,
    unit: &Id,
    question: Option<Key>,
    on: Vec<Id>,
) -> Result<Told, Wrong> {
    let method: VoteMethod = typed.word("method")?;
    let sums = (typed.number("for")?, typed.number("against")?, typed.number("abstain")?);
    let present = typed.maybe_number("present")?;
    let voted = sums
        .0
        .checked_add(sums.1)
        .and_then(|n| n.checked_add(sums.2))
        .ok_or_else(|| Wrong::at("for", "wrong-figure"))?;
    if present.is_some_and(|present| present < voted) {
        return Err(Wrong::at("present", "wrong-fewer-present"));
    }
    if voted == 0 {
        return Err(Wrong::at("for", "wrong-no-votes"));
    }
    let told = Division {
        on,
        electorate: Some(unit.clone()),
        method,
        question,
        counts: Default::default(),
        in_favour: Some(Figure::exactly(sums.0)),
        against: Some(Figure::exactly(sums.1)),
        abstain: Some(Figure::exactly(sums.2)),
        blank: None,
        not_voting: None,
        options: vec![],
        entitled: standing.organs.get(unit).and_then(|u| u.members.clone()),
        present: present.map(Figure::exactly),
        unanimous_but: None,
        consultative: false,
        votes: vec![],
        outcome: None,
        casting: None,
        lot: None,
    };
    let mut entry = typed.further("vote", Act::Division(Box::new(told)))?;
    entry.behalf = Some(unit.clone());
    let decided =
        verdict::declared(standing, &entry).and_then(|division| verdict::decide_on(standing, &division));
    let carried = decided.as_ref().is_none_or(verdict::Decided::carried);
    let outcome = match decided.map(|d| (d.carried(), d.verdict.outcome)) {
        None | Some((true, _)) => Outcome::Carried,
        Some((false, majority::Outcome::Tied)) => Outcome::Tied,
        Some((false, majority::Outcome::Undecidable)) => Outcome::NoDecision,
        Some((false, _)) => Outcome::Lost,
    };
    if let Act::Division(told) = &mut entry.act {
        told.outcome = Some(outcome);
    }
    Ok(Told { entry, carried })
}

/// The majority that the charter asks for a kind of question, in words.
pub fn threshold(standing: &Standing, question: Option<&Key>) -> Option<Bilingual> {
    let (_, majority) = standing.charter.majority_for(question)?;
    let rule = &majority.rule;
    let base = rule.base.words();
    let (en, fa) = if rule.strict { ("more than", "بیش از") } else { ("at least", "دست‌کم") };
    let share = rule.fraction.to_string();
    let quorum = rule.quorum_of_votes.as_ref().map(|least| match least {
        Minimum::Share { fraction, base } => {
            let base = base.words();
            (
                format!("; at least {fraction} of {} must vote", base.en),
                format!(
                    "؛ دست‌کم {} از {} باید رأی بدهند",
                    shura_act::bilingual::fa_digits(&fraction.to_string()),
                    base.fa
                ),
            )
        }
        Minimum::Count(n) => (
            format!("; at least {n} must vote"),
            format!("؛ دست‌کم {} تن باید رأی بدهند", shura_act::bilingual::fa_digits(&n.to_string())),
        ),
    });
    let (more_en, more_fa) = quorum.unwrap_or_default();
    Some(Bilingual::new(
        format!("{en} {share} of {}{more_en}", base.en),
        format!("{fa} {} از {}{more_fa}", shura_act::bilingual::fa_digits(&share), base.fa),
    ))
}
