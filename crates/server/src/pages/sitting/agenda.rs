//! Forms of whoever leads: the sitting opens and closes, who presides, the agenda and its items.

use super::{Asked, Wrong};
use serde_json::{Value, json};
use shura_act::act::{ItemState, SittingState};
use shura_act::{Bilingual, Entry, Id};

/// Recess, resumption, closing.
pub fn state(asked: &Asked<'_>) -> Result<Vec<Entry>, Wrong> {
    let to: SittingState = asked.fields.word("to")?;
    let standing = &asked.book.standing;
    let votes = standing.sittings.get(asked.sitting).map(|sitting| &sitting.divisions);
    let is_open = |vote| standing.divisions.get(vote).is_some_and(|d| d.open);
    if matches!(to, SittingState::Closed | SittingState::Adjourned)
        && votes.into_iter().flatten().any(is_open)
    {
        return Err(Wrong::whole("wrong-vote-open"));
    }
    let mut says = json!({ "of": asked.sitting, "to": to });
    if let Some(minutes) = asked.fields.maybe_number("minutes")? {
        says["minutes"] = json!(minutes);
    }
    Ok(vec![asked.act("sitting-change", says)?])
}

/// Another takes the chair.
pub fn preside(asked: &Asked<'_>) -> Result<Vec<Entry>, Wrong> {
    let chair = asked.fields.id("person")?;
    let mut says = json!({ "of": asked.sitting, "office": "chair", "elected": [chair] });
    if let Some(vote) = asked.fields.maybe_id("division")? {
        says["division"] = json!(vote);
    }
    Ok(vec![asked.act("election", says)?])
}

/// A presidium, with the seats that each group has in it.
pub fn presidium(asked: &Asked<'_>) -> Result<Vec<Entry>, Wrong> {
    let elected = asked.fields.ids("person")?;
    if elected.is_empty() {
        return Err(Wrong::whole("wrong-choose"));
    }
    let organ = asked.book.standing.organ_of_sitting(asked.sitting).ok_or(Wrong::whole("wrong-form"))?;
    let groups = super::leads::groups(&asked.book.standing, organ);
    let of_group = |group: &Id| {
        let belongs =
            |p: &&Id| super::leads::faction_of(&asked.book.standing, organ, p).as_ref() == Some(group);
        elected.iter().filter(belongs).count()
    };
    let lists: Vec<Value> = groups
        .iter()
        .map(|(group, members)| json!({ "of": group, "members": members, "seats": of_group(group) }))
        .collect();
    let mut says =
        json!({ "of": asked.sitting, "office": "presidium", "seats": elected.len(), "elected": elected });
    if let Some(vote) = asked.fields.maybe_id("division")? {
        says["division"] = json!(vote);
    }
    // Those without a group are in no list, so the lists tell the whole only if everybody is in one.
    if of_groups(&lists) == elected.len() as u64 {
        says["lists"] = json!(lists);
    }
    Ok(vec![asked.act("election", says)?])
}

fn of_groups(lists: &[Value]) -> u64 {
    lists.iter().filter_map(|list| list["seats"].as_u64()).sum()
}

/// A new version of the agenda: those items that are kept, in their new order, and new ones, one a line.
pub fn agenda(asked: &Asked<'_>) -> Result<Vec<Entry>, Wrong> {
    let sitting = asked.book.standing.sittings.get(asked.sitting).ok_or(Wrong::whole("wrong-form"))?;
    let keys = sitting.agenda.as_ref().map(|(_, keys)| keys.as_slice()).unwrap_or_default();
    let mut placed: Vec<(u64, usize, Value)> = vec![];
    for (n, key) in keys.iter().enumerate() {
        let Some(place) = asked.fields.maybe_number(&format!("place-{key}"))? else { continue };
        let old = sitting.agenda_items.iter().find(|item| item.key == *key);
        placed.push((place, n, old.map_or_else(|| json!({ "key": key }), |item| json!(item))));
    }
    for (n, line) in asked.fields.get("new").lines().filter(|l| !l.trim().is_empty()).enumerate() {
        let key = new_key(keys, asked, n);
        placed.push((u64::MAX, n, new_item(&key, line)));
    }
    placed.sort_by_key(|(place, n, _)| (*place, *n));
    let items: Vec<Value> = placed.into_iter().map(|(_, _, item)| item).collect();
    if items.is_empty() {
        return Err(Wrong::whole("wrong-agenda-empty"));
    }
    let mut says = json!({ "items": items });
    if let Some(adopted_by) = asked.fields.maybe_id("adopted-by")? {
        says["adopted-by"] = json!(adopted_by);
    }
    Ok(vec![asked.act("agenda", says)?])
}

/// A key that no item has had: from the number of the version and of the line.
fn new_key(keys: &[Id], asked: &Asked<'_>, n: usize) -> String {
    let versions = asked.book.count_in(asked.sitting, |kind| kind == shura_act::Kind::Agenda);
    let mut key = format!("item-{}-{}", versions + 1, n + 1);
    while keys.iter().any(|k| k.as_str() == key) {
        key.push('b');
    }
    key
}

/// An item from a line: its title in one language, or in both with a stroke between, and the minutes planned after an equals sign:
/// `Budget / بودجه = 20`.
fn new_item(key: &str, line: &str) -> Value {
    let (words, minutes) = match line.rsplit_once('=') {
        Some((words, minutes)) => (words, shura_text::normal::number(minutes)),
        None => (line, None),
    };
    let title = match words.split_once(" / ") {
        Some((en, fa)) => Bilingual::new(en.trim(), fa.trim()),
        None => Bilingual::new(words.trim(), words.trim()),
    };
    let mut item = json!({ "key": key, "title": title });
    if let Some(minutes) = minutes {
        item["minutes"] = json!(minutes);
    }
    item
}

/// An item is opened, suspended, resumed or closed.
pub fn item(asked: &Asked<'_>) -> Result<Vec<Entry>, Wrong> {
    let to: ItemState = asked.fields.word("to")?;
    let key = asked.fields.id("of")?;
    Ok(vec![asked.act("item", json!({ "key": key, "to": to }))?])
}
