//! Forms of motions, tasks, ratification and minutes.

use super::{Asked, Wrong};
use serde_json::json;
use shura_act::act::{MinutesState, MotionState, ProgressState};
use shura_act::{Bilingual, Entry, Id, Lang};

/// A motion or an amendment from the floor.
pub fn moved(asked: &Asked<'_>) -> Result<Vec<Entry>, Wrong> {
    let text = asked.fields.words("text")?.ok_or(Wrong::whole("wrong-motion-empty"))?;
    let sitting = asked.book.standing.sittings.get(asked.sitting).ok_or(Wrong::whole("wrong-form"))?;
    let what = asked.fields.get("what");
    let mut says = json!({});
    if let Some(item) = crate::pages::hall::current_item(sitting) {
        says["item"] = json!(item);
    }
    for key in ["question", "subject"] {
        if let Some(word) = asked.fields.maybe_id(key)? {
            says[key] = json!(word);
        }
    }
    let of_motion = || {
        let id = asked.fields.id("of-motion")?;
        let known = asked.book.standing.motions.contains_key(&id);
        if known { Ok(id) } else { Err(Wrong::whole("wrong-no-motion")) }
    };
    match what {
        "amends" => says["amends"] = json!(of_motion()?),
        "rival" => says["rivals"] = json!([of_motion()?]),
        "substitutes" => says["substitutes"] = json!(of_motion()?),
        "procedural" => {
            says["procedural"] = json!(true);
            says["question"] = json!("procedure");
        }
        _ => {}
    }
    let mut entry = asked.act("motion", says)?;
    entry.text = Some(text);
    Ok(vec![entry])
}

/// A motion is supported, withdrawn, taken over, tabled.
pub fn change(asked: &Asked<'_>) -> Result<Vec<Entry>, Wrong> {
    let to: MotionState = asked.fields.word("to")?;
    Ok(vec![asked.act("motion-change", json!({ "of": asked.fields.id("of")?, "to": to }))?])
}

/// Somebody is charged with something.
pub fn task(asked: &Asked<'_>) -> Result<Vec<Entry>, Wrong> {
    let text = asked.fields.words("text")?.ok_or(Wrong::whole("wrong-task-empty"))?;
    let mut says = json!({ "owner": [asked.fields.id("owner")?] });
    if let Some(due) = asked.fields.maybe_day("due", &asked.book.standing)? {
        says["due"] = json!(due);
    }
    if let Some(decision) = asked.fields.maybe_id("decision")? {
        says["decision"] = json!(decision);
    }
    let mut entry = asked.act("task", says)?;
    entry.text = Some(text);
    Ok(vec![entry])
}

/// What became of a task.
pub fn done(asked: &Asked<'_>) -> Result<Vec<Entry>, Wrong> {
    let to: ProgressState = asked.fields.word("to")?;
    Ok(vec![asked.act("progress", json!({ "of": asked.fields.id("of")?, "to": to }))?])
}

/// Provisional acts are ratified or voided, by the division that said so.
pub fn ratify(asked: &Asked<'_>) -> Result<Vec<Entry>, Wrong> {
    let organ = asked.book.standing.organ_of_sitting(asked.sitting).ok_or(Wrong::whole("wrong-form"))?;
    let mut says = json!({ "of": [asked.fields.id("of")?] });
    if asked.fields.get("to") == "voided" {
        says["voided"] = json!(true);
    }
    let division = asked.fields.maybe_id("division")?;
    if let Some(division) = &division {
        says["division"] = json!(division);
    }
    let mut entry = asked.act("ratification", says)?;
    entry.behalf = Some(organ.clone());
    entry.under = division;
    Ok(vec![entry])
}

/// What became of the minutes of a sitting.
pub fn minutes(asked: &Asked<'_>) -> Result<Vec<Entry>, Wrong> {
    let to: MinutesState = asked.fields.word("to")?;
    let of: Id = asked.fields.id("of")?;
    let says = json!({ "of": of, "to": to, "keeper": [asked.person] });
    Ok(vec![asked.act("minutes", says)?])
}

/// The words of a motion in numbered lines, as people quote them in a debate; empty if it has none.
pub fn lines(text: &Bilingual, lang: Lang) -> Vec<(u64, String)> {
    let Ok(version) = shura_text::Version::from_plain(text.get(lang)) else { return vec![] };
    let numbered = shura_text::lines::lines(&version, shura_text::lines::Numbering { width: 60, first: 1 });
    numbered.lines.iter().map(|line| (line.number, numbered.text(line).into_owned())).collect()
}
