//! Records written by hand: TOML files of `[[act]]` tables, a chapter a file.
//!
//! ```toml
//! calendar = "julian"      # in which the dates of this file are written
//! source = ["minutes"]     # who tells it, where an act says nothing else
//!
//! [[act]]
//! kind = "division"
//! id = "vote-10-oct"
//! at = "1917-10-10"
//! on = ["motion-10-oct"]
//! for = 10
//! against = 2
//! ```

use crate::limits::{HAND_FILE_ACTS, HAND_FILE_BYTES, TEXT_BYTES};
use crate::{Bilingual, Calendar, Date, Entry, Id, LeafHash};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Keys of an act that belong to the entry, not to its kind.
const ENTRY_KEYS: &[&str] = &[
    "id",
    "at",
    "entered",
    "by",
    "behalf",
    "under",
    "sitting",
    "text",
    "source",
    "seed",
    "refers",
    "account-of",
    "upon",
];

/// Keys that hold dates, wherever they stand.
const DATE_KEYS: &[&str] = &["at", "entered", "written", "until", "for-date", "due", "deadline"];

/// An entry and the place where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The entry.
    pub entry: Entry,
    /// The file.
    pub file: String,
    /// The line on which its `[[act]]` stands, from 1.
    pub line: usize,
}

/// Why a file cannot be read: one sentence with its place and the mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The act, where one was begun.
    pub act: Option<String>,
    /// What is wrong and how to mend it.
    pub what: Bilingual,
}

impl HandError {
    /// The whole sentence in both languages.
    pub fn sentence(&self) -> Bilingual {
        let (act_en, act_fa) = match &self.act {
            Some(act) => (format!(", act {act}"), format!("، در کنش {act}")),
            None => Default::default(),
        };
        Bilingual {
            en: format!("{}, line {}{act_en}: {}", self.file, self.line, self.what.en),
            fa: format!(
                "پروندهٔ {}، سطر {}{act_fa}: {}",
                self.file,
                crate::bilingual::fa_digits(&self.line.to_string()),
                self.what.fa
            ),
        }
    }
}

impl fmt::Display for HandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence().en)
    }
}

impl std::error::Error for HandError {}

/// What an entry holds beside its act.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Envelope {
    id: Id,
    at: Option<Date>,
    entered: Option<Date>,
    by: Option<Id>,
    behalf: Option<Id>,
    under: Option<Id>,
    sitting: Option<Id>,
    text: Option<Bilingual>,
    source: Option<Vec<Id>>,
    #[serde(default)]
    seed: Vec<u32>,
    #[serde(default)]
    refers: Vec<Id>,
    account_of: Option<Id>,
    #[serde(default)]
    upon: BTreeMap<Id, LeafHash>,
}

/// Reads one file of a record.
pub fn read(file: &str, text: &str) -> Result<Vec<Written>, HandError> {
    let reader = Reader { file, text };
    if text.len() > HAND_FILE_BYTES {
        return Err(reader.fail(
            0,
            None,
            Bilingual::new(
                "the file is too long; split it",
                "پرونده بیش از اندازه بزرگ است؛ آن را به چند پرونده بخش کنید",
            ),
        ));
    }
    let mut table = DeTable::parse(text).map_err(|e| reader.toml(e, None, 0))?.into_inner();
    let calendar = match table.remove("calendar") {
        None => Calendar::Gregorian,
        Some(value) => reader.decode(value, None)?,
    };
    let source = match table.remove("source") {
        None => vec![],
        Some(value) => reader.decode::<Vec<Id>>(value, None)?,
    };
    let acts = table.remove("act");
    if let Some((key, _)) = table.iter().next() {
        let what = Bilingual::new(
            format!(
                "there is no key `{}` here; a file of a record holds `calendar`, `source` and [[act]] tables",
                key.get_ref()
            ),
            format!(
                "کلید «{}» در این جا شناخته نیست؛ پروندهٔ سند تنها calendar و source و جدول‌های [[act]] دارد",
                key.get_ref()
            ),
        );
        return Err(reader.fail(key.span().start, None, what));
    }
    let Some(acts) = acts else { return Ok(vec![]) };
    let place = acts.span().start;
    let DeValue::Array(acts) = acts.into_inner() else {
        return Err(reader.fail(
            place,
            None,
            Bilingual::new("write each act as [[act]]", "هر کنش را با [[act]] بنویسید"),
        ));
    };
    if acts.len() > HAND_FILE_ACTS {
        return Err(reader.fail(
            place,
            None,
            Bilingual::new(
                "too many acts in one file; split it",
                "شمار کنش‌های این پرونده بیش از اندازه است؛ آن را بخش کنید",
            ),
        ));
    }
    acts.into_iter().map(|act| reader.act(act, calendar, &source)).collect()
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
}

impl<'a> Reader<'a> {
    fn act(
        &self,
        value: Spanned<DeValue<'a>>,
        calendar: Calendar,
        source: &[Id],
    ) -> Result<Written, HandError> {
        let span = value.span();
        let DeValue::Table(mut body) = value.into_inner() else {
            return Err(self.fail(
                span.start,
                None,
                Bilingual::new("write each act as [[act]]", "هر کنش را با [[act]] بنویسید"),
            ));
        };
        let name = body.get("id").and_then(|id| id.get_ref().as_str()).map(str::to_owned);
        let name = name.as_deref();
        self.dates(&mut body, calendar, name)?;
        let Some(kind) = body.remove("kind") else {
            let what = Bilingual::new(
                "the act has no `kind`; write for example kind = \"order\"",
                "کنش نوع ندارد؛ برای نمونه بنویسید kind = \"order\"",
            );
            return Err(self.fail(span.start, name, what));
        };
        let mut envelope = DeTable::new();
        for key in ENTRY_KEYS {
            if let Some((key, value)) = body.remove_entry(*key) {
                envelope.insert(key, value);
            }
        }
        let envelope: Envelope =
            Envelope::deserialize(Spanned::new(span.clone(), envelope).into_deserializer())
                .map_err(|e| self.toml(e, name, span.start))?;
        let act = self.body(kind, body, &span, name)?;
        let Envelope {
            id,
            at,
            entered,
            by,
            behalf,
            under,
            sitting,
            text,
            source: own,
            seed,
            refers,
            account_of,
            upon,
        } = envelope;
        if let Some(text) = &text
            && text.en.len().max(text.fa.len()) > TEXT_BYTES
        {
            return Err(self.fail(
                span.start,
                name,
                Bilingual::new("the text is too long", "متن بیش از اندازه بلند است"),
            ));
        }
        let source = own.unwrap_or_else(|| source.to_vec());
        let entry = Entry {
            id,
            act,
            at,
            entered,
            by,
            behalf,
            under,
            sitting,
            text,
            source,
            seed,
            refers,
            account_of,
            upon,
        };
        Ok(Written { entry, file: self.file.into(), line: self.line(span.start) })
    }

    /// Reads the part of an act that belongs to its kind, as the one-key table `{ kind = { … } }` that [`crate::Act`] is.
    fn body(
        &self,
        kind: Spanned<DeValue<'a>>,
        body: DeTable<'a>,
        span: &std::ops::Range<usize>,
        name: Option<&str>,
    ) -> Result<crate::Act, HandError> {
        let place = kind.span();
        let Some(word) = kind.get_ref().as_str().map(|w| Cow::Owned(w.to_owned())) else {
            return Err(self.fail(
                place.start,
                name,
                Bilingual::new("`kind` is a word in quotes", "kind واژه‌ای میان دو گیومه است"),
            ));
        };
        if word == crate::Kind::Founding.name() {
            let what = Bilingual::new(
                "a record written by hand has no `founding`: its charter is charter.toml, and sealing makes the founding of it",
                "سندی که با دست نوشته می‌شود کنش founding ندارد: اساسنامه‌اش charter.toml است و مهر کردن سند آن را به founding بدل می‌کند",
            );
            return Err(self.fail(place.start, name, what));
        }
        let mut one = DeTable::new();
        one.insert(Spanned::new(place.clone(), word), Spanned::new(span.clone(), DeValue::Table(body)));
        crate::Act::deserialize(Spanned::new(place, one).into_deserializer())
            .map_err(|e| self.toml(e, name, span.start))
    }

    /// Rewrites the dates of an act from the calendar of the file into the Gregorian one.
    fn dates(
        &self,
        table: &mut DeTable<'a>,
        calendar: Calendar,
        name: Option<&str>,
    ) -> Result<(), HandError> {
        for (key, value) in table.iter_mut() {
            let place = value.span().start;
            match value.get_mut() {
                DeValue::Table(inner) => self.dates(inner, calendar, name)?,
                DeValue::String(text) if DATE_KEYS.contains(&key.get_ref().as_ref()) => {
                    let date = Date::from_calendar(text, calendar).map_err(|e| {
                        self.fail(place, name, Bilingual::new(e.to_string(), format!("«{text}» تاریخ نیست؛ آن را مانند 1917-10-25 یا 1917-10-25T21:00 یا 1917-10 بنویسید")))
                    })?;
                    *text = Cow::Owned(date.as_str().to_owned());
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn decode<T: serde::de::DeserializeOwned>(
        &self,
        value: Spanned<DeValue<'a>>,
        act: Option<&str>,
    ) -> Result<T, HandError> {
        let start = value.span().start;
        T::deserialize(value.into_deserializer()).map_err(|e| self.toml(e, act, start))
    }

    fn toml(&self, error: toml::de::Error, act: Option<&str>, start: usize) -> HandError {
        let place = error.span().map_or(start, |s| s.start);
        self.fail(place, act, explain(error.message()))
    }

    fn fail(&self, offset: usize, act: Option<&str>, what: Bilingual) -> HandError {
        HandError { file: self.file.into(), line: self.line(offset), act: act.map(str::to_owned), what }
    }

    fn line(&self, offset: usize) -> usize {
        self.text.bytes().take(offset).filter(|&b| b == b'\n').count() + 1
    }
}

/// Says in Persian what the TOML reader says in English; what it has no words for is quoted.
pub fn explain(message: &str) -> Bilingual {
    if message.contains("recurs") {
        return Bilingual::new(
            "tables or lists are nested too deeply here, or a dotted key is too long; take levels away",
            "جدول‌ها یا فهرست‌ها در این جا بیش از اندازه تودرتوست، یا کلید نقطه‌دار بیش از اندازه بلند است؛ از لایه‌ها بکاهید",
        );
    }
    let quoted = |m: &str| m.split('`').nth(1).unwrap_or_default().to_owned();
    let hyphens = quoted(message).replace('_', "-");
    let expected = message.split("expected").nth(1).unwrap_or_default();
    if message.starts_with("unknown field") && expected.contains(&format!("`{hyphens}`")) {
        return Bilingual::new(
            format!("keys are written with hyphens: write `{hyphens}` for `{}`", quoted(message)),
            format!("کلیدها با خط تیره نوشته می‌شود: به جای «{}» بنویسید «{hyphens}»", quoted(message)),
        );
    }
    let fa = if message.starts_with("unknown field") {
        format!("کلید «{}» شناخته نیست؛ املای آن را بررسی یا آن را حذف کنید", quoted(message))
    } else if message.starts_with("missing field") {
        format!("کلید «{}» نیست؛ آن را بیفزایید", quoted(message))
    } else if message.starts_with("unknown variant") {
        format!(
            "واژهٔ «{}» در این جا شناخته نیست؛ واژه‌های پذیرفته در متن انگلیسی آمده است: {message}",
            quoted(message)
        )
    } else if message.starts_with("duplicate key") {
        "این کلید دو بار آمده است؛ یکی را حذف کنید".into()
    } else if message.starts_with("invalid type") || message.starts_with("invalid value") {
        format!("مقدار این کلید از گونهٔ درست نیست: {message}")
    } else {
        format!("این جا خوانده نشد: {message}")
    };
    Bilingual {
        en: message.lines().collect::<Vec<_>>().join(" "),
        fa: fa.lines().collect::<Vec<_>>().join(" "),
    }
}

/// Why the files of a record do not fit together.
pub fn join(files: Vec<Vec<Written>>) -> Result<Vec<Written>, HandError> {
    let acts: Vec<Written> = files.into_iter().flatten().collect();
    let mut places: BTreeMap<&Id, &Written> = BTreeMap::new();
    for act in &acts {
        if let Some(first) = places.insert(&act.entry.id, act) {
            let what = Bilingual::new(
                format!(
                    "the identifier {} was used before, in {} line {}; give one of them another",
                    act.entry.id, first.file, first.line
                ),
                format!(
                    "شناسهٔ {} پیش‌تر در {} سطر {} به کار رفته است؛ به یکی نامی دیگر بدهید",
                    act.entry.id, first.file, first.line
                ),
            );
            return Err(HandError {
                file: act.file.clone(),
                line: act.line,
                act: Some(act.entry.id.to_string()),
                what,
            });
        }
    }
    let order = order(&acts, &places);
    let mut slots: Vec<Option<Written>> = acts.into_iter().map(Some).collect();
    Ok(order.into_iter().filter_map(|i| slots.get_mut(i).and_then(Option::take)).collect())
}

/// The order in which acts written by hand are entered: by the first moment at which they can have happened, never before an act that they
/// refer to, and otherwise as they were written.
fn order(acts: &[Written], places: &BTreeMap<&Id, &Written>) -> Vec<usize> {
    let index: BTreeMap<&Id, usize> = acts.iter().enumerate().map(|(i, a)| (&a.entry.id, i)).collect();
    debug_assert_eq!(places.len(), acts.len());
    // First the order in which each act comes after all that it refers to, whatever the dates; from it the first moment at which each can be
    // entered; then by that moment and as written, and again what is referred to first.
    let written: Vec<usize> = (0..acts.len()).collect();
    let mut moments: Vec<i64> =
        acts.iter().map(|a| a.entry.at.as_ref().map_or(i64::MIN, Date::first)).collect();
    for act in after_references(&written, acts, &index) {
        let latest = needs(act, acts, &index).filter_map(|n| moments.get(n).copied()).max();
        if let (Some(moment), Some(latest)) = (moments.get_mut(act), latest) {
            *moment = (*moment).max(latest);
        }
    }
    let mut dated = written;
    dated.sort_by_key(|&i| (moments.get(i).copied(), i));
    after_references(&dated, acts, &index)
}

/// The acts to which an act refers.
fn needs<'a>(
    act: usize,
    acts: &'a [Written],
    index: &BTreeMap<&'a Id, usize>,
) -> impl Iterator<Item = usize> + use<> {
    let mut needs = vec![];
    if let Some(written) = acts.get(act) {
        written.entry.each_reference(&mut |id| needs.extend(index.get(id).copied().filter(|&n| n != act)));
    }
    needs.sort_unstable();
    needs.into_iter()
}

/// The same order, but each act after those to which it refers, without recursion; in a circle of references the first act met gives way.
fn after_references<'a>(order: &[usize], acts: &'a [Written], index: &BTreeMap<&'a Id, usize>) -> Vec<usize> {
    let mut out = vec![];
    let mut met = std::collections::BTreeSet::new();
    for &start in order {
        let mut stack = vec![(start, false)];
        while let Some((act, ready)) = stack.pop() {
            if ready {
                out.push(act);
            } else if met.insert(act) {
                stack.push((act, true));
                let mut needs: Vec<usize> = needs(act, acts, index).collect();
                needs.reverse();
                stack.extend(needs.into_iter().map(|n| (n, false)));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Act;

    #[test]
    fn reads_an_act_in_old_style() {
        let text = "calendar = \"julian\"\nsource = [\"minutes\"]\n\n[[act]]\nkind = \"division\"\nid = \"vote\"\nat = \"1917-10-10\"\nfor = 10\nagainst = 2\nseed = [387]\n";
        let acts = read("a.toml", text).unwrap();
        assert_eq!(acts.len(), 1);
        assert_eq!(acts[0].line, 4);
        assert_eq!(acts[0].entry.at.as_ref().unwrap().as_str(), "1917-10-23");
        assert_eq!(acts[0].entry.source[0].as_str(), "minutes");
        let Act::Division(division) = &acts[0].entry.act else { panic!() };
        assert_eq!(division.in_favour.as_ref().unwrap().exact(), Some(10));
        let json = serde_json::to_string(&acts[0].entry).unwrap();
        assert_eq!(serde_json::from_str::<Entry>(&json).unwrap(), acts[0].entry);
    }

    #[test]
    fn one_error_names_file_line_act_and_mend() {
        for (text, line, words) in [
            ("[[act]]\nkind = \"order\"\nid = \"x\"\nfro = 3\n", 4, "fro"),
            ("[[act]]\nid = \"x\"\n", 1, "kind"),
            ("[[act]]\nkind = \"oder\"\nid = \"x\"\n", 2, "oder"),
            ("[[act]]\nkind = \"event\"\n", 1, "id"),
            ("[[act]]\nkind = \"event\"\nid = \"x\"\nat = \"31 October\"\n", 4, "31 October"),
            ("[[act]]\nkind = \"division\"\nid = \"x\"\nfor = \"900/223\"\n", 4, "223900"),
            ("what = 1\n", 1, "what"),
            ("[[act]\n", 1, ""),
            ("[[act]]\nkind = \"division\"\nid = \"x\"\non = [\"Ab\"]\n", 4, "A"),
        ] {
            let error = read("a.toml", text).unwrap_err();
            assert_eq!(error.line, line, "{error}");
            assert!(error.what.en.contains(words), "{error}");
            assert!(!error.what.fa.is_empty());
        }
    }

    #[test]
    fn joins_files_by_date_and_reference() {
        let a = "[[act]]\nkind = \"progress\"\nid = \"late\"\nof = \"task\"\nto = \"forgotten\"\n[[act]]\nkind = \"event\"\nid = \"second\"\nat = \"1917-02\"\n";
        let b = "[[act]]\nkind = \"task\"\nid = \"task\"\nat = \"1917-03\"\n[[act]]\nkind = \"event\"\nid = \"first\"\nat = \"1917-01\"\n";
        let acts = join(vec![read("a", a).unwrap(), read("b", b).unwrap()]).unwrap();
        let order: Vec<&str> = acts.iter().map(|a| a.entry.id.as_str()).collect();
        assert_eq!(order, ["first", "second", "task", "late"]);
        let twice = join(vec![read("a", a).unwrap(), read("c", a).unwrap()]).unwrap_err();
        assert!(twice.what.en.contains("late"), "{twice}");
        let circle = "[[act]]\nkind = \"event\"\nid = \"x\"\nrefers = [\"y\"]\n[[act]]\nkind = \"event\"\nid = \"y\"\nrefers = [\"x\"]\n";
        assert_eq!(join(vec![read("a", circle).unwrap()]).unwrap().len(), 2);
    }
}
