//! Sittings: called, opened, spoken at, left and closed.

use super::is_false;
use super::words::{Floor, ItemState, PresenceState, Publicity, SittingState, SpeechForm, SpeechStance};
use crate::{Bilingual, Date, Figure, Id, Key};
use serde::{Deserialize, Serialize};

/// A call to sit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Convening {
    /// The organ that is to sit.
    pub organ: Id,
    /// For when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub for_date: Option<Date>,
    /// When the rules wanted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Who is invited beyond the members.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub invited: Vec<Id>,
    /// Who is left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_invited: Vec<Id>,
    /// Whether it is outside the ordinary turn.
    #[serde(default, skip_serializing_if = "is_false")]
    pub extraordinary: bool,
    /// Whether it only demands that the organ be called, as units may.
    #[serde(default, skip_serializing_if = "is_false")]
    pub demand: bool,
}

/// A sitting put off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Postponement {
    /// The convening or sitting.
    pub of: Id,
    /// To when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Who asked for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked_by: Vec<Id>,
    /// Whether the request was refused.
    #[serde(default, skip_serializing_if = "is_false")]
    pub refused: bool,
}

/// A sitting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Sitting {
    /// Whose sitting.
    pub organ: Id,
    /// The convening that called it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub convened: Option<Id>,
    /// Its number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u64>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Bilingual>,
    /// Who may be there and know of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publicity: Option<Publicity>,
    /// Who presides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chair: Option<Id>,
    /// How many members are present at the opening.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub present: Option<Figure>,
    /// Units or organs that take part in a joint sitting.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub joint: Vec<Id>,
}

/// A change in the life of a sitting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SittingChange {
    /// The sitting.
    pub of: Id,
    /// What it becomes.
    pub to: SittingState,
    /// How long, in minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u64>,
}

/// An agenda.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Agenda {
    /// Its items, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<AgendaItem>,
    /// The motion or division that adopted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adopted_by: Option<Id>,
}

/// An item of an agenda.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct AgendaItem {
    /// Its key within the sitting: `land`, `peace` …
    pub key: Key,
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Bilingual>,
    /// Minutes planned for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u64>,
}

/// What happens to an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Item {
    /// Its key.
    pub key: Key,
    /// What happens.
    pub to: ItemState,
    /// The motion or interruption that brought it about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<Id>,
}

/// The floor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Speech {
    /// Who.
    pub speaker: Id,
    /// In what form.
    pub form: SpeechForm,
    /// What became of it.
    #[serde(default)]
    pub floor: Floor,
    /// In whose name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub faction: Option<Id>,
    /// The motion, act or speech it is about or answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Id>,
    /// The item of the agenda.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<Key>,
    /// Minutes allowed, taken or added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u64>,
    /// For, against or neither.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stance: Option<SpeechStance>,
    /// The category of a point of order: a key of the charter's ranks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Key>,
}

/// Coming and going.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Presence {
    /// Persons, mandates or factions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub who: Vec<Id>,
    /// What they do.
    pub to: PresenceState,
    /// How many they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<Figure>,
    /// Members present afterwards, where they were counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub present: Option<Figure>,
    /// Why, as the source has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Bilingual>,
    /// An earlier announcement of the same departure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<Id>,
}

/// Who may know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Disclosure {
    /// The sitting or act.
    pub of: Id,
    /// To whom it is open now.
    pub publicity: Publicity,
}

/// A dissent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Dissent {
    /// The division or decision.
    pub from: Id,
    /// Who dissents.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub who: Vec<Id>,
}
