//! What an act says, field by field, in words: nothing that it holds is left out, and nothing is shown as the record writes it.

use crate::html::{Facts, Html};
use crate::pen::Pen;
use serde_json::{Map, Value};
use shura_act::figure::Figure;
use shura_act::{Bilingual, Date, Entry, Id, Key, Lang};

/// Fields that hold dates.
const DATES: &[&str] = &["for-date", "due", "deadline", "until", "written"];
/// Fields whose words are free: they are shown as they stand.
const FREE: &[&str] = &[
    "number",
    "label",
    "value",
    "drawn",
    "among",
    "commitment",
    "also",
    "field",
    "markdown",
    "remove",
    "set",
    "hash",
    "key",
];
/// Fields that hold one of the record's own words when they hold a single one.
const STATES: &[&str] = &[
    "to",
    "seat",
    "class",
    "outcome",
    "publicity",
    "stance",
    "whose",
    "conduct",
    "channel",
    "floor",
    "choice",
    "casting",
    "method",
    "counts",
    "how",
    "phase",
    "standing",
    "form",
];

/// The fields of an act with their names.
pub fn fields(pen: &Pen<'_>, entry: &Entry) -> Facts {
    let mut facts = Facts::default();
    let value = serde_json::to_value(&entry.act).unwrap_or_default();
    let told = value.as_object().and_then(|act| act.values().next()).and_then(Value::as_object);
    for (key, value) in told.into_iter().flatten() {
        let item =
            value.as_str().filter(|_| key == "key" || key == "item").and_then(|key| Key::new(key).ok());
        let title = item.and_then(|item| title_of_item(pen, entry, &item));
        facts.add(name(pen, key), title.unwrap_or_else(|| told_value(pen, key, value)));
    }
    facts
}

/// The title of an item, as the agenda of the sitting in which an act was done has it.
fn title_of_item(pen: &Pen<'_>, entry: &Entry, item: &Key) -> Option<Html> {
    let sitting = pen.standing().sittings.get(entry.sitting.as_ref()?)?;
    let title = sitting.agenda_items.iter().find(|i| i.key == *item)?.title.as_ref()?;
    Some(Html::text(&pen.pick(title)))
}

/// The name of a field.
fn name(pen: &Pen<'_>, key: &str) -> String {
    let message = format!("field-{key}");
    let said = pen.say.say(&message);
    if said == message { key.replace('-', " ") } else { said }
}

fn told_value(pen: &Pen<'_>, key: &str, value: &Value) -> Html {
    match value {
        Value::Null | Value::Bool(false) => Html::default(),
        Value::Bool(true) => Html::text(&pen.say.say("yes")),
        Value::Number(n) => Html::text(&pen.say.number(n)),
        Value::String(text) => told_text(pen, key, text),
        Value::Array(all) => {
            // Tables stand below each other; names and words in a row.
            let between = if all.iter().any(is_table) { "" } else { pen.comma() };
            Html::join(all.iter().map(|v| told_value(pen, key, v)).filter(|v| !v.is_empty()), between)
        }
        Value::Object(table) => told_table(pen, key, table),
    }
}

/// Whether a value is told as a table: with fields, and neither as words nor as a figure.
fn is_table(value: &Value) -> bool {
    let words = || serde_json::from_value::<Bilingual>(value.clone()).is_ok();
    value.is_object() && !words() && serde_json::from_value::<Figure>(value.clone()).is_err()
}

fn told_table(pen: &Pen<'_>, key: &str, table: &Map<String, Value>) -> Html {
    if let Ok(words) = serde_json::from_value::<Bilingual>(Value::Object(table.clone())) {
        return Html::text(&pen.pick(&words));
    }
    if let Ok(figure) = serde_json::from_value::<Figure>(Value::Object(table.clone())) {
        return Html::text(&pen.figure(&figure));
    }
    if FREE.contains(&key) {
        return Html::text(&Value::Object(table.clone()).to_string());
    }
    // An item of an agenda is known to people by its title.
    let by_title = |key: &str| key == "key" && table.contains_key("title");
    let pairs = table.iter().filter(|(key, _)| !by_title(key)).map(|(key, value)| {
        let named = format!(
            "<span class=\"quiet\">{}:</span> {}",
            Html::text(&name(pen, key)),
            told_value(pen, key, value)
        );
        Html::markup(named)
    });
    Html::markup(format!("<span class=\"part\">{}</span>", Html::join(pairs, " ")))
}

fn told_text(pen: &Pen<'_>, key: &str, text: &str) -> Html {
    if FREE.contains(&key) {
        return in_its_language(pen, text);
    }
    if DATES.contains(&key) {
        return Html::text(&Date::new(text).map(|date| pen.say.date(&date)).unwrap_or_default());
    }
    if STATES.contains(&key)
        && let Some(said) = pen.say.word(key, text)
    {
        return Html::text(&said);
    }
    if let Ok(id) = Id::new(text)
        && pen.standing().acts.contains_key(&id)
    {
        return pen.link(&id);
    }
    let said = charter_word(pen, text).or_else(|| pen.say.word(key, text)).or_else(|| figure(pen, text));
    said.map_or_else(|| in_its_language(pen, &text.replace('-', " ")), |said| Html::text(&said))
}

/// Words that the record has in one language only, marked as such where the page is in the other.
fn in_its_language(pen: &Pen<'_>, text: &str) -> Html {
    let latin = text.chars().any(|c| c.is_ascii_alphabetic());
    let persian = text.chars().any(|c| ('\u{600}'..='\u{6ff}').contains(&c) && c.is_alphabetic());
    let (lang, dir) = match (pen.say.lang, latin, persian) {
        (Lang::Fa, true, false) => ("en", "ltr"),
        (Lang::En, false, true) => ("fa", "rtl"),
        _ => return Html::text(&pen.say.number(text)),
    };
    Html::markup(format!("<bdi lang=\"{lang}\" dir=\"{dir}\">{}</bdi>", Html::text(text)))
}

/// Names that the record has in one language or the other, one after another.
pub fn names(pen: &Pen<'_>, names: &[String]) -> Html {
    Html::join(names.iter().map(|name| in_its_language(pen, name)), pen.comma())
}

/// A word that the charter names: a kind of organs, an office, a subject.
fn charter_word(pen: &Pen<'_>, text: &str) -> Option<String> {
    let charter = &pen.standing().charter;
    let key = Key::new(text).ok()?;
    let kind = charter.kind.get(&key).map(|k| &k.name);
    let named = kind
        .or_else(|| charter.office.get(&key))
        .or_else(|| charter.subject.get(&key))
        .map(|name| pen.pick(name));
    named.or_else(|| shura_kernel::words::is_office(&key).then(|| pen.office(&key)))
}

fn figure(pen: &Pen<'_>, text: &str) -> Option<String> {
    Figure::read(text).ok().map(|f| pen.figure(&f))
}
