//! Forms of votes: opening a division, ballots, counts, the declaration of its result, dissent.

use super::{Asked, Wrong};
use crate::naming::fits;
use serde_json::{Value, json};
use shura_act::act::{Choice, Counts, Outcome, VoteMethod};
use shura_act::{Entry, Id};
use shura_count::majority;
use shura_kernel::may::may_enter;
use shura_kernel::standing::DivisionStanding;
use shura_kernel::{Standing, verdict};

/// The vote on one or several motions is opened.
pub fn divide(asked: &Asked<'_>) -> Result<Vec<Entry>, Wrong> {
    let on = asked.fields.ids("of")?;
    let method: VoteMethod = asked.fields.word("method")?;
    let counts: Counts = match asked.fields.get("counts") {
        "" => Counts::Heads,
        _ => asked.fields.word("counts")?,
    };
    let mut says = json!({ "on": on, "method": method, "counts": counts });
    if let Some(question) = asked.fields.maybe_id("question")? {
        says["question"] = json!(question);
    }
    let mut entry = asked.act("division", says)?;
    entry.text = asked.fields.words("text")?;
    Ok(vec![entry])
}

fn division<'a>(asked: &Asked<'a>) -> Result<(Id, &'a DivisionStanding), Wrong> {
    let id = asked.fields.id("of")?;
    let found = asked.book.standing.divisions.get(&id).ok_or(Wrong::whole("wrong-form"))?;
    Ok((id, found))
}

/// One votes under one's own mandates in the organ, or takes the vote back. Whoever votes again has taken the first vote back before.
pub fn ballot(asked: &Asked<'_>) -> Result<Vec<Entry>, Wrong> {
    let (id, found) = division(asked)?;
    let organ = found.organ.as_ref().ok_or(Wrong::whole("wrong-form"))?;
    let mandates = asked.book.standing.mandates_in(asked.person, organ);
    let mut votes = mandates.map(|(m, _)| m).filter(|m| found.electors.votes.contains_key(*m)).peekable();
    if votes.peek().is_none() {
        return Err(Wrong::whole("wrong-no-vote"));
    }
    let mut entries = vec![];
    for (n, mandate) in votes.enumerate() {
        ballots_of(asked, &id, found, mandate, n, &mut entries)?;
    }
    Ok(entries)
}

/// The acts of one mandate's vote: what was cast before is taken back, and then the vote, whole or split.
fn ballots_of(
    asked: &Asked<'_>,
    id: &Id,
    found: &DivisionStanding,
    mandate: &Id,
    n: usize,
    entries: &mut Vec<Entry>,
) -> Result<(), Wrong> {
    let act = asked.fields.get("act");
    let ballot = |name: String, says: Value| asked.named(&name, "ballot", says);
    let cast = found.ballots.get(mandate).map_or(&[][..], Vec::as_slice);
    let split = split(asked)?;
    let back = asked.fields.ticked("back");
    // The same vote again changes nothing.
    let same = split.is_empty()
        && !back
        && matches!(cast, [one] if Some(one.choice) == asked.fields.word("choice").ok());
    if same {
        return Ok(());
    }
    if let Some(earlier) = cast.first() {
        let says = json!({ "division": id, "mandate": mandate, "choice": earlier.choice, "withdrawn": true });
        entries.push(ballot(format!("{act}-{n}-back"), says)?);
    } else if back {
        return Err(Wrong::whole("wrong-no-ballot"));
    }
    if back {
        return Ok(());
    }
    if split.is_empty() {
        let choice: Choice = asked.fields.word("choice")?;
        entries.push(ballot(
            format!("{act}-{n}"),
            json!({ "division": id, "mandate": mandate, "choice": choice }),
        )?);
    }
    for (choice, weight) in split {
        let says = json!({ "division": id, "mandate": mandate, "choice": choice, "weight": weight });
        entries.push(ballot(format!("{act}-{n}-{}", choice_word(choice)), says)?);
    }
    Ok(())
}

fn choice_word(choice: Choice) -> &'static str {
    match choice {
        Choice::For => "for",
        Choice::Against => "against",
        Choice::Abstain => "abstain",
        Choice::Blank => "blank",
    }
}

/// How a delegate with a card splits its votes; nothing if they are not split.
fn split(asked: &Asked<'_>) -> Result<Vec<(Choice, u64)>, Wrong> {
    let choices =
        [(Choice::For, "split-for"), (Choice::Against, "split-against"), (Choice::Abstain, "split-abstain")];
    let mut parts = vec![];
    for (choice, name) in choices {
        if let Some(votes) = asked.fields.maybe_number(name)?.filter(|n| *n > 0) {
            parts.push((choice, votes));
        }
    }
    Ok(parts)
}

/// The secretary enters how each one answers to the name called, or what lies in the hall as cards.
pub fn roll(asked: &Asked<'_>) -> Result<Vec<Entry>, Wrong> {
    let (id, found) = division(asked)?;
    let act = asked.fields.get("act");
    let mut entries = vec![];
    for mandate in found.electors.votes.keys() {
        let answer = asked.fields.get(&format!("answer-{mandate}"));
        if answer.is_empty() || found.ballots.contains_key(mandate) {
            continue;
        }
        let says = json!({ "division": id, "mandate": mandate, "choice": answer });
        entries.push(asked.named(&format!("{act}-{mandate}"), "ballot", says)?);
    }
    if entries.is_empty() { Err(Wrong::whole("wrong-nobody")) } else { Ok(entries) }
}

/// A roll of units: each unit has one vote, told by whoever answers for it. Those that do not answer are called a second time; after that the
/// result follows at once.
pub fn roll_of_units(asked: &Asked<'_>) -> Result<Vec<Entry>, Wrong> {
    let standing = &asked.book.standing;
    let motion = asked.fields.id("of")?;
    let organ = standing.organ_of_sitting(asked.sitting).ok_or(Wrong::whole("wrong-form"))?;
    let units = super::leads::units(standing, organ);
    let mut told = vec![];
    for unit in &units {
        let name = format!("unit-{unit}");
        if !asked.fields.get(&name).is_empty() {
            let choice: Choice = asked.fields.word(&name)?;
            told.push(json!({ "who": unit, "choice": choice }));
        }
    }
    if told.is_empty() {
        return Err(Wrong::whole("wrong-nobody"));
    }
    if told.len() < units.len() && asked.fields.get("call") != "second" {
        return Err(Wrong::whole("wrong-second-call"));
    }
    let mut says = json!({ "on": [motion], "method": "roll-of-units", "counts": "units", "votes": told,
        "outcome": Outcome::NoDecision });
    let mut entries = vec![];
    let drawn = break_tie(asked, &motion, &mut says, &mut entries)?;
    says["outcome"] = json!(outcome(standing, &asked.act("division", says.clone())?, drawn)?);
    entries.push(asked.act("division", says)?);
    Ok(entries)
}

/// What decides where votes are equal: the chair's vote, or the lot that was drawn, which is an act of its own.
fn break_tie<'a>(
    asked: &'a Asked<'_>,
    of: &Id,
    says: &mut Value,
    entries: &mut Vec<Entry>,
) -> Result<&'a str, Wrong> {
    let casting = asked.fields.get("casting");
    if !casting.is_empty() {
        says["casting"] = json!(casting);
    }
    let drawn = asked.fields.get("drawn");
    if !drawn.is_empty() {
        let lot = fits(&format!("{}-lot", asked.fields.get("act")));
        let drawing = json!({ "of": of, "among": ["for", "against"], "drawn": drawn });
        entries.push(asked.named(&lot, "lot", drawing)?);
        says["lot"] = json!(lot);
    }
    Ok(drawn)
}

/// A teller hands in what was counted in the hall.
pub fn count(asked: &Asked<'_>) -> Result<Vec<Entry>, Wrong> {
    let (id, _) = division(asked)?;
    let mut says = json!({ "division": id });
    for (key, figure) in counted(asked)? {
        says[key] = json!(figure);
    }
    Ok(vec![asked.act("count", says)?])
}

/// For, against and abstaining, as they were counted.
fn counted(asked: &Asked<'_>) -> Result<Vec<(&'static str, u64)>, Wrong> {
    let figure = |name: &str| asked.fields.maybe_number(name);
    let (Some(in_favour), Some(against)) = (figure("count-for")?, figure("count-against")?) else {
        return Err(Wrong::whole("wrong-count"));
    };
    Ok(vec![("for", in_favour), ("against", against), ("abstain", figure("count-abstain")?.unwrap_or(0))])
}

/// Closing and declaring in one step: the counting room says the result, on the ballots or on the figures counted in the hall.
pub fn declare(asked: &Asked<'_>) -> Result<Vec<Entry>, Wrong> {
    let (id, found) = division(asked)?;
    if !found.open {
        // Somebody has declared it meanwhile; there is nothing left to do.
        return Ok(vec![]);
    }
    let mut says = json!({ "division": id, "outcome": Outcome::NoDecision });
    let mut entries = vec![];
    let without = asked.fields.ticked("without");
    // Figures of the chair count only where no teller counts.
    let kind = found.organ.as_ref().and_then(|organ| asked.book.standing.kind_of(organ));
    let by_tellers = !found.tellers.is_empty() || kind.is_some_and(|kind| kind.tellers.is_some());
    if !crate::pages::hall::is_by_ballot(found.division.method) && !by_tellers && !without {
        for (key, figure) in counted(asked)? {
            says[key] = json!(figure);
        }
    }
    // Whoever may not declare the result hears that from the kernel, and nothing of how the vote goes.
    let declaration = asked.act("declaration", says.clone())?;
    if !may_enter(&asked.book.standing, &declaration) {
        return Ok(vec![declaration]);
    }
    let drawn = break_tie(asked, &id, &mut says, &mut entries)?;
    if without {
        entries.push(asked.act("declaration", says)?);
        return Ok(entries);
    }
    says["outcome"] = json!(outcome(&asked.book.standing, &asked.act("declaration", says.clone())?, drawn)?);
    entries.push(asked.act("declaration", says)?);
    Ok(entries)
}

/// The outcome that follows from the figures; an equal vote needs the chair's vote or the lot that the charter asks for.
fn outcome(standing: &Standing, declaration: &Entry, drawn: &str) -> Result<Outcome, Wrong> {
    // The division with its declaration upon it, as the kernel sees it when the act comes in.
    let told = verdict::declared(standing, declaration).ok_or(Wrong::whole("wrong-form"))?;
    let Some(decided) = verdict::decide_on(standing, &told) else {
        return Err(Wrong::whole("wrong-no-rule"));
    };
    match decided.verdict.outcome {
        _ if decided.carried() => Ok(Outcome::Carried),
        majority::Outcome::Tied => match (drawn, decided.verdict.rule.tie) {
            ("for", majority::Tie::Lot) => Ok(Outcome::Carried),
            ("against", majority::Tie::Lot) => Ok(Outcome::Lost),
            (_, majority::Tie::Lot) => Err(Wrong::whole("wrong-tie-lot")),
            (_, majority::Tie::Chair) => Err(Wrong::whole("wrong-tie-chair")),
            _ => Ok(Outcome::Tied),
        },
        majority::Outcome::Undecidable => Err(Wrong::whole("wrong-undecidable")),
        majority::Outcome::Carried | majority::Outcome::Lost => Ok(Outcome::Lost),
    }
}

/// One has one's dissent from a decision entered.
pub fn dissent(asked: &Asked<'_>) -> Result<Vec<Entry>, Wrong> {
    let (id, _) = division(asked)?;
    let mut entry = asked.act("dissent", json!({ "from": id, "who": [asked.person] }))?;
    entry.text = asked.fields.words("text")?;
    Ok(vec![entry])
}

/// One challenges a vote, on a ground of one's own words.
pub fn challenge(asked: &Asked<'_>) -> Result<Vec<Entry>, Wrong> {
    let (id, _) = division(asked)?;
    let mut entry = asked.act("challenge", json!({ "of": id }))?;
    entry.text = Some(asked.fields.words("text")?.ok_or(Wrong::whole("wrong-challenge-empty"))?);
    Ok(vec![entry])
}
