//! An entry: an act as it lies in the record, with who, when, under whose authority and by whose account.

use crate::canonical::{self, CanonicalError, Fault, Place};
use crate::{Act, Bilingual, Date, Id, LeafHash, bilingual::fa_digits};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An act as it lies in the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Entry {
    /// The act's own name, and that of what it made.
    pub id: Id,
    /// What is done.
    pub act: Act,
    /// When it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Date>,
    /// When it was entered; given by whoever keeps the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<Date>,
    /// Performed by: a person or an organ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Id>,
    /// On behalf of: the organ in whose name it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub behalf: Option<Id>,
    /// The act on which it relies: a decision, a mandate, an appointment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub under: Option<Id>,
    /// The sitting in which it happens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sitting: Option<Id>,
    /// What it says, in the record's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Bilingual>,
    /// Who tells it: sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub source: Vec<Id>,
    /// Lines of the text from which a historical record is made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seed: Vec<u32>,
    /// Other acts that it has to do with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refers: Vec<Id>,
    /// The event of which this is one account among several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_of: Option<Id>,
    /// The hashes of acts that it refers to, as whoever signed it saw them: the signature holds for no other history.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub upon: BTreeMap<Id, LeafHash>,
}

impl Entry {
    /// An entry that says nothing but its name and its act.
    pub fn new(id: Id, act: Act) -> Self {
        Self {
            id,
            act,
            at: None,
            entered: None,
            by: None,
            behalf: None,
            under: None,
            sitting: None,
            text: None,
            source: vec![],
            seed: vec![],
            refers: vec![],
            account_of: None,
            upon: BTreeMap::new(),
        }
    }

    /// The canonical bytes in which the entry is sealed.
    ///
    /// # Errors
    /// What has no canonical form, such as text that is not NFC, and an entry that is longer than one may be.
    pub fn seal(&self) -> Result<Vec<u8>, CanonicalError> {
        let value = serde_json::to_value(self)
            .map_err(|_| CanonicalError { place: Place::Pointer(String::new()), fault: Fault::Unexpected })?;
        canonical::canonicalise(&value)
    }

    /// Reads sealed bytes, which must be canonical and say nothing that an entry does not say. Nothing is read but what [`Entry::seal`] writes:
    /// an act has one form, so that nobody can make two entries of it that differ in nothing but their bytes.
    ///
    /// # Errors
    /// [`EntryError`].
    pub fn read(bytes: &[u8]) -> Result<Self, EntryError> {
        // Almost all entries are in order: to write them again shows that their bytes are canonical, too.
        match serde_json::from_slice(bytes) {
            Ok(entry) if canonical::is_writing_of(&entry, bytes) => Ok(entry),
            _ => Self::read_strictly(bytes),
        }
    }

    /// The same, beginning with the bytes, so that it says what is wrong first.
    fn read_strictly(bytes: &[u8]) -> Result<Self, EntryError> {
        let text = canonical::check(bytes)?;
        let entry = serde_json::from_str(text).map_err(|error| EntryError::Form(error.to_string()))?;
        match canonical::difference(&entry, bytes) {
            Some(at) => Err(EntryError::OtherForm { at }),
            None => Ok(entry),
        }
    }

    /// The organ in whose name the act is done: on behalf of, or else performed by.
    pub fn issuer(&self) -> Option<&Id> {
        self.behalf.as_ref().or(self.by.as_ref())
    }

    /// Whether it can have happened by a date; what has no date is taken to have.
    pub fn by_then(&self, date: &Date) -> bool {
        self.at.as_ref().is_none_or(|at| at.first() <= date.last())
    }

    /// Whether the entry refers to an act.
    pub fn refers_to(&self, id: &Id) -> bool {
        let mut found = false;
        self.each_reference(&mut |other| found |= other == id);
        found
    }

    /// What whoever signs the entry says in `upon`: the hashes of the acts that it refers to, of those that `hash` knows.
    pub fn hashes_upon(&self, hash: impl Fn(&Id) -> Option<LeafHash>) -> BTreeMap<Id, LeafHash> {
        let mut upon = BTreeMap::new();
        self.each_reference(&mut |id| upon.extend(hash(id).map(|hash| (id.clone(), hash))));
        upon
    }

    /// Calls `see` with every act that the entry refers to.
    pub fn each_reference<'a>(&'a self, see: &mut impl FnMut(&'a Id)) {
        for id in [&self.by, &self.behalf, &self.under, &self.sitting, &self.account_of] {
            id.iter().for_each(&mut *see);
        }
        self.source.iter().chain(&self.refers).for_each(&mut *see);
        self.act.each_reference(see);
    }
}

/// Why bytes are no entry.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// The bytes are not canonical.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// They are a value, but not that of an entry: what the reader says.
    #[error("not an entry: {0}")]
    Form(String),
    /// They say what an entry says, in another form than the one in which it is sealed.
    #[error("not the one form of an entry: it is written otherwise from byte {at} on")]
    OtherForm {
        /// The first byte that is not that of the one form.
        at: usize,
    },
}

impl EntryError {
    /// What is wrong and how to mend it, in both languages.
    pub fn text(&self) -> Bilingual {
        match self {
            EntryError::Canonical(error) => error.text(),
            EntryError::Form(why) => Bilingual::new(
                format!("it is not an entry ({why}); write it as spec/record-format.md says"),
                format!("این ثبت نیست ({why})؛ آن را چنان بنویسید که spec/record-format.md می‌گوید"),
            ),
            EntryError::OtherForm { at } => Bilingual::new(
                format!(
                    "byte {at}: an entry has one form, and this is another; leave out what says nothing (an empty list, false, what holds anyway), \
                     and write objects with their keys and figures as numbers"
                ),
                format!(
                    "بایت {}: هر ثبت تنها یک صورت دارد و این صورتی دیگر است؛ آنچه را چیزی نمی‌گوید (فهرست تهی، false، هر مقداری که ناگفته هم \
                     همان است) ننویسید، شیء را با کلیدهایش بنویسید و شمار را به عدد",
                    fa_digits(&at.to_string())
                ),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::act::Founding;

    #[test]
    fn what_is_sealed_is_read_again_and_nothing_else_is() {
        let charter = "[organisation]\nname = \"x\"\n".to_owned();
        let entry = Entry::new(Id::new("founding").unwrap(), Act::Founding(Founding { charter, log: None }));
        let bytes = entry.seal().unwrap();
        let text = std::str::from_utf8(&bytes).unwrap();
        assert_eq!(
            text,
            r#"{"act":{"founding":{"charter":"[organisation]\nname = \"x\"\n"}},"id":"founding"}"#
        );
        assert_eq!(Entry::read(&bytes).unwrap(), entry);
        for wrong in [
            text.replace("\"id\"", "\"ie\""),
            text.replace("founding\":", "founding\": "),
            text.replace("}},", "},\"x\":{}},"),
            text.replace("\"charter\"", "\"chartes\""),
        ] {
            assert!(Entry::read(wrong.as_bytes()).is_err(), "{wrong}");
        }
        let mut said = entry.clone();
        said.upon.insert(entry.id.clone(), LeafHash([7; 32]));
        assert_eq!(Entry::read(&said.seal().unwrap()).unwrap(), said);
        let long = Act::Founding(Founding { charter: "x".repeat(70_000), log: None });
        let error = Entry::new(Id::new("founding").unwrap(), long).seal().unwrap_err();
        assert_eq!(error.fault, Fault::TooLong);
    }

    /// Each of these is canonical JSON of which an entry could be read, and none is what the entry is sealed as.
    #[test]
    fn an_entry_has_one_form() {
        let forms: &[(&str, &[&str])] = &[
            (
                r#"{"act":{"event":{}},"at":"2026","id":"a"}"#,
                &[
                    r#"["a",{"event":{}},"2026"]"#,
                    r#"{"act":{"event":[]},"at":"2026","id":"a"}"#,
                    r#"{"act":{"event":{"concerns":[]}},"at":"2026","id":"a"}"#,
                    r#"{"act":{"event":{}},"at":"2026","id":"a","source":[]}"#,
                    r#"{"act":{"event":{}},"at":"2026","id":"a","upon":{}}"#,
                ],
            ),
            (
                r#"{"act":{"acceptance":{"of":"a","unit":"b"}},"id":"c","text":{"en":"\"\\\n","fa":"ب"}}"#,
                &[
                    r#"{"act":{"acceptance":{"of":"a","refused":false,"unit":"b"}},"id":"c","text":{"en":"\"\\\n","fa":"ب"}}"#,
                    r#"{"act":{"acceptance":{"of":"a","unit":"b"}},"id":"c","text":["\"\\\n","ب"]}"#,
                    // Shorter by the one and longer by the other.
                    r#"{"act":{"acceptance":{"of":"a","unit":"b"}},"id":"c","source":[],"text":["\"\\\n","ب"]}"#,
                ],
            ),
            (
                r#"{"act":{"membership":{"members":20,"unit":"b"}},"id":"c"}"#,
                &[
                    r#"{"act":{"membership":{"members":"20","unit":"b"}},"id":"c"}"#,
                    r#"{"act":{"membership":{"members":"۲۰","unit":"b"}},"id":"c"}"#,
                    r#"{"act":{"membership":{"members":{"figure":"20"},"unit":"b"}},"id":"c"}"#,
                ],
            ),
            (
                r#"{"act":{"membership":{"members":"about 1500","unit":"b"}},"id":"c"}"#,
                &[
                    r#"{"act":{"membership":{"members":"about 1,500","unit":"b"}},"id":"c"}"#,
                    r#"{"act":{"membership":{"members":" about 1500","unit":"b"}},"id":"c"}"#,
                ],
            ),
            (
                r#"{"act":{"amend-charter":{"set":{"a\u0000":1,"😀":[],"ﬀ":{}}}},"id":"c"}"#,
                &[r#"{"act":{"amend-charter":{"remove":[],"set":{"a":1}}},"id":"c"}"#],
            ),
        ];
        for (one, others) in forms {
            let entry = Entry::read(one.as_bytes()).unwrap();
            assert_eq!(entry.seal().unwrap(), one.as_bytes());
            for other in *others {
                canonical::check(other.as_bytes()).unwrap();
                assert!(serde_json::from_str::<Entry>(other).is_ok(), "{other} is read");
                let error = Entry::read(other.as_bytes()).unwrap_err();
                let EntryError::OtherForm { at } = error else { panic!("{other}: {error}") };
                assert!(
                    one.as_bytes()[..at] == other.as_bytes()[..at]
                        && one.as_bytes()[at] != other.as_bytes()[at]
                );
                let text = error.text();
                assert!(text.en.starts_with(&format!("byte {at}: ")) && text.fa.contains("صورتی دیگر"));
            }
        }
    }
}
