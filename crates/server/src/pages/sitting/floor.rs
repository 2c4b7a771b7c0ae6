//! Forms of the list of speakers.

use super::{Asked, Wrong};
use serde_json::json;
use shura_act::Entry;
use shura_act::act::{Floor, SpeechForm};

/// One asks for the floor, or takes the wish back.
pub fn ask(asked: &Asked<'_>) -> Result<Vec<Entry>, Wrong> {
    let floor = match asked.fields.get("floor") {
        "" => Floor::Asked,
        _ => asked.fields.word("floor")?,
    };
    let form: SpeechForm = asked.fields.word("form")?;
    Ok(vec![speech(asked, asked.person.as_str(), form, floor)?])
}

/// Whoever leads gives the floor, ends a speech, or refuses.
pub fn floor(asked: &Asked<'_>) -> Result<Vec<Entry>, Wrong> {
    let floor: Floor = asked.fields.word("floor")?;
    let form: SpeechForm = match asked.fields.get("form") {
        "" => SpeechForm::Debate,
        _ => asked.fields.word("form")?,
    };
    let speaker = asked.fields.id("of")?;
    Ok(vec![speech(asked, speaker.as_str(), form, floor)?])
}

/// Debate is closed, or time is limited for all.
pub fn debate(asked: &Asked<'_>) -> Result<Vec<Entry>, Wrong> {
    let floor: Floor = asked.fields.word("floor")?;
    Ok(vec![speech(asked, asked.person.as_str(), SpeechForm::Debate, floor)?])
}

fn speech(asked: &Asked<'_>, speaker: &str, form: SpeechForm, floor: Floor) -> Result<Entry, Wrong> {
    let mut says = json!({ "speaker": speaker, "form": form, "floor": floor });
    let sitting = asked.book.standing.sittings.get(asked.sitting).ok_or(Wrong("wrong-form"))?;
    if let Some(item) = crate::pages::hall::current_item(sitting) {
        says["item"] = json!(item);
    }
    if let Some(on) = asked.fields.some_id("on")? {
        says["on"] = json!(on);
    }
    if let Some(minutes) = asked.fields.number("minutes")? {
        says["minutes"] = json!(minutes);
    }
    let mut entry = asked.act("speech", says)?;
    entry.text = asked.fields.words("note");
    Ok(entry)
}
