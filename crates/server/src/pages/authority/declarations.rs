//! Declarations of units: whose call they obey.

use super::orders::joined;
use super::{Asked, Desk, Line, List};
use crate::forms::{Form, Typed, Wrong, living_organs, subject_choices, word_choices};
use shura_act::act::{Recognition, Stance, Whose};
use shura_act::{Act, Entry, Id};

/// The stances of a unit that declares itself.
const STANCES: &[&str] = &["recognises", "conditional", "partial", "neutral", "undecided", "refuses"];

pub(super) const DESK: Desk =
    Desk { path: "desk/declarations", title: "declarations-title", lists, forms, made };

fn lists(asked: &Asked) -> Vec<List> {
    let mut lines = vec![];
    for unit in &asked.organs {
        let held = asked.standing.recognitions.get(unit);
        for (authority, by_whom) in held.into_iter().flatten() {
            for (whose, held) in by_whom.iter().filter(|(_, held)| asked.sees(&held.act)) {
                let stance = asked.frame.say(stance_key(held.stance));
                let about = joined(&[whose_words(asked, *whose), asked.day(held.since.as_ref())]);
                let title = format!("{} ← {}", asked.name(authority), asked.name(unit));
                let good = if held.stance == Stance::Recognises { "good" } else { "" };
                lines.push(Line {
                    path: asked.frame.path_of("acts", &held.act),
                    title,
                    about,
                    marks: vec![(good, stance)],
                });
            }
        }
    }
    vec![List { title: asked.frame.say("declarations-mine"), lines }]
}

fn whose_words(asked: &Asked, whose: Whose) -> String {
    asked.frame.say(match whose {
        Whose::Whole => "whose-whole",
        Whose::Committee => "whose-committee",
        Whose::RankAndFile => "whose-rank-and-file",
        Whose::Officers => "whose-officers",
    })
}

fn stance_key(stance: Stance) -> &'static str {
    match stance {
        Stance::Recognises => "stance-recognises",
        Stance::Refuses => "stance-refuses",
        Stance::Neutral => "stance-neutral",
        Stance::Conditional => "stance-conditional",
        Stance::Partial => "stance-partial",
        Stance::Undecided => "stance-undecided",
        Stance::Divided => "stance-divided",
    }
}

fn recognition(unit: &Id) -> Recognition {
    Recognition {
        unit: unit.clone(),
        authority: unit.clone(),
        stance: Stance::Recognises,
        whose: None,
        scope: None,
        condition: None,
        shown: false,
    }
}

fn forms(asked: &Asked) -> Vec<Form> {
    let may = |unit: &&Id| asked.in_name_of(&Act::Recognition(recognition(unit))).contains(unit);
    let units: Vec<&Id> = asked.organs.iter().filter(may).collect();
    if units.is_empty() {
        return vec![];
    }
    let frame = asked.frame;
    let units = crate::forms::organ_choices(frame, asked.standing, units);
    let form = Form::new(frame, "declare", frame.path("desk/declarations")).one("unit", units);
    let form = form
        .one("authority", living_organs(frame, asked.standing))
        .one("stance", word_choices(frame, "stance", STANCES));
    let form = form
        .one("whose", word_choices(frame, "whose", &["whole", "committee", "rank-and-file"]))
        .filled("whole");
    let form = form.one("subject", subject_choices(frame, asked.standing)).may_be_empty();
    vec![form.line("condition").may_be_empty().lines("text").may_be_empty()]
}

fn made(_: &Asked, typed: &Typed) -> Result<Entry, Wrong> {
    let (unit, authority, stance) = (typed.id("unit")?, typed.id("authority")?, typed.word("stance")?);
    let condition = typed.words("condition")?;
    if stance == Stance::Conditional && condition.is_none() {
        return Err(Wrong::at("condition", "wrong-condition"));
    }
    if unit == authority {
        return Err(Wrong::at("authority", "wrong-itself"));
    }
    let whose = Some(typed.word("whose")?);
    let scope = typed.maybe_id("subject")?;
    let told = Recognition { authority, stance, whose, scope, condition, ..recognition(&unit) };
    let mut entry = typed.entry(Act::Recognition(told))?;
    entry.behalf = Some(unit);
    Ok(entry)
}
