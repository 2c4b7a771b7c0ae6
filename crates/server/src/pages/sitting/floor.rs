//! Forms of the list of speakers.

use super::{Asked, Wrong};
use serde_json::json;
use shura_act::Entry;
use shura_act::act::{Floor, SpeechForm};

/// One asks for the floor, or takes the wish back.
pub fn ask(asked: &Asked<'_>) -> Result<Vec<Entry>, Wrong> {
    let floor = if asked.fields.ticked("withdraw") { Floor::Withdrawn } else { Floor::Asked };
    let standing = &asked.book.standing;
    let organ = standing.organ_of_sitting(asked.sitting).ok_or(Wrong::whole("wrong-form"))?;
    let faction = super::leads::faction_of(standing, organ, asked.person);
    Ok(vec![speech(asked, asked.person.as_str(), floor, faction.as_ref().map(|f| f.as_str()))?])
}

/// Whoever leads gives the floor, begins, pauses and ends a speech, refuses, or puts somebody back on the list.
pub fn floor(asked: &Asked<'_>) -> Result<Vec<Entry>, Wrong> {
    let speaker = asked.fields.id("of")?;
    Ok(vec![speech(asked, speaker.as_str(), asked.fields.word("floor")?, None)?])
}

/// Debate or the list of speakers is closed, time is limited for all, or added for all factions.
pub fn debate(asked: &Asked<'_>) -> Result<Vec<Entry>, Wrong> {
    let floor: Floor = asked.fields.word("floor")?;
    if matches!(floor, Floor::Limited | Floor::TimeAdded) && asked.fields.maybe_number("minutes")?.is_none() {
        return Err(Wrong::whole("wrong-number"));
    }
    Ok(vec![speech(asked, asked.person.as_str(), floor, None)?])
}

fn speech(asked: &Asked<'_>, speaker: &str, floor: Floor, faction: Option<&str>) -> Result<Entry, Wrong> {
    let form: SpeechForm = match asked.fields.get("form") {
        "" => SpeechForm::Debate,
        _ => asked.fields.word("form")?,
    };
    let mut says = json!({ "speaker": speaker, "form": form, "floor": floor });
    let sitting = asked.book.standing.sittings.get(asked.sitting).ok_or(Wrong::whole("wrong-form"))?;
    if let Some(item) = crate::pages::hall::current_item(sitting) {
        says["item"] = json!(item);
    }
    if let Some(faction) = faction {
        says["faction"] = json!(faction);
    }
    for name in ["on", "stance", "category"] {
        if let Some(word) = asked.fields.maybe_id(name)? {
            says[name] = json!(word);
        }
    }
    if form != SpeechForm::PointOfOrder
        && let Some(says) = says.as_object_mut()
    {
        says.remove("category");
    }
    if let Some(minutes) = asked.fields.maybe_number("minutes")? {
        says["minutes"] = json!(minutes);
    }
    let mut entry = asked.act("speech", says)?;
    entry.text = asked.fields.words("note")?;
    Ok(entry)
}
