//! Forms of coming and going.

use super::{Asked, Wrong};
use serde_json::json;
use shura_act::act::{MandateState, PresenceState};
use shura_act::{Entry, Id};

/// One reports oneself present, or gone.
pub fn here(asked: &Asked<'_>) -> Result<Vec<Entry>, Wrong> {
    let to: PresenceState = asked.fields.word("to")?;
    Ok(vec![asked.act("presence", json!({ "who": [asked.person], "to": to }))?])
}

/// The secretary notes many at once, ticked or by the numbers of their cards.
pub fn presence(asked: &Asked<'_>) -> Result<Vec<Entry>, Wrong> {
    let to: PresenceState = asked.fields.word("to")?;
    let mut who = asked.fields.ids("person")?;
    who.extend(by_cards(asked)?);
    if who.is_empty() {
        return Err(Wrong::whole("wrong-nobody"));
    }
    Ok(vec![asked.act("presence", json!({ "who": who, "to": to }))?])
}

/// Those whose cards were shown: their numbers, one after another.
fn by_cards(asked: &Asked<'_>) -> Result<Vec<Id>, Wrong> {
    let standing = &asked.book.standing;
    let organ = standing.organ_of_sitting(asked.sitting).ok_or(Wrong::whole("wrong-form"))?;
    let cards = asked.fields.get("cards").split([' ', ',', '،', '\n', '\t']).filter(|card| !card.is_empty());
    let seated = |card: &str| {
        let person = Id::new(&card.to_lowercase()).ok()?;
        let sits = standing.mandates_in(&person, organ).next().is_some();
        sits.then_some(person)
    };
    cards.map(|card| seated(card).ok_or(Wrong::whole("wrong-card"))).collect()
}

/// A substitute takes the seat of a delegate who cannot come, or the delegate takes it back.
pub fn seat(asked: &Asked<'_>) -> Result<Vec<Entry>, Wrong> {
    let to: MandateState = asked.fields.word("to")?;
    let mut entry = asked.act("mandate-change", json!({ "of": asked.fields.id("of")?, "to": to }))?;
    entry.under = asked.fields.maybe_id("under")?;
    Ok(vec![entry])
}

/// A whole faction leaves or comes back: all of it that sits in the organ.
pub fn walk_out(asked: &Asked<'_>) -> Result<Vec<Entry>, Wrong> {
    let to: PresenceState = asked.fields.word("to")?;
    let faction = asked.fields.id("of")?;
    let standing = &asked.book.standing;
    let organ = standing.organ_of_sitting(asked.sitting).ok_or(Wrong::whole("wrong-form"))?;
    let sitting = standing.sittings.get(asked.sitting).ok_or(Wrong::whole("wrong-form"))?;
    let leaves = to == PresenceState::WalkOut;
    let mut who: Vec<_> = standing
        .seated(organ)
        .filter(|(_, m)| m.mandate.faction.as_ref() == Some(&faction))
        .map(|(_, m)| m.mandate.person.clone())
        .filter(|person| sitting.present.contains(person) == leaves)
        .collect();
    if who.is_empty() {
        return Err(Wrong::whole("wrong-nobody"));
    }
    who.sort();
    who.dedup();
    let count = who.len();
    let mut entry = asked.act("presence", json!({ "who": who, "to": to, "count": count }))?;
    entry.text = asked.fields.words("reason")?;
    Ok(vec![entry])
}
