//! Persons, organs, units and factions: who there is.

use super::words::LifeState;
use crate::{Bilingual, Date, Figure, Id, Key};
use serde::{Deserialize, Serialize};

/// The founding of a record: its first entry, and no other. It makes the sealed record complete in itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Founding {
    /// The charter in force from the first act on, as the TOML text of `charter.toml`.
    pub charter: String,
    /// The key of the log that keeps the record, by which its checkpoints are signed (C2SP signed-note, "Verifier keys").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log: Option<String>,
}

/// A person. Names of living members lie in the register; here stands a commitment to them, or a name that is public by office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Person {
    /// The name, where it is public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Bilingual>,
    /// Other names and spellings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// What the person is known as: an office, a trade, a party.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Bilingual>,
    /// Salted hash of the person's entry in the register, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<String>,
}

/// A source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Source {
    /// Its name.
    pub name: Bilingual,
    /// Its author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<Id>,
    /// When it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<Date>,
    /// What it is: `minutes`, `memoir`, `newspaper`, `letter`, `history` …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Key>,
    /// Whether its author saw what it tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witness: Option<bool>,
}

/// An organ or a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Organ {
    /// Its name.
    pub name: Bilingual,
    /// Its kind: a key of the charter's `kind` table.
    pub form: Key,
    /// The organ that it is part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Id>,
    /// Who elects it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elected_by: Vec<Id>,
    /// To whom it answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accountable_to: Vec<Id>,
    /// Units whose members are also members here: two representations of one base.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub same_base_as: Vec<Id>,
    /// Seats, where their number is fixed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats: Option<Figure>,
}

/// A change in the life of an organ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Status {
    /// The organ.
    pub of: Id,
    /// What it becomes.
    pub to: LifeState,
    /// Its successors, where it is split, merged or succeeded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub into: Vec<Id>,
}

/// A faction or a party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Faction {
    /// Its name.
    pub name: Bilingual,
    /// The faction or party that it is part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Id>,
    /// The organ in which it is a caucus.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Id>,
}

/// Belonging to a faction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Affiliation {
    /// The person or faction that joins or leaves.
    pub who: Id,
    /// The faction joined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joins: Option<Id>,
    /// The faction left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leaves: Option<Id>,
    /// The part played in it: `leader`, `speaker` …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Key>,
}

/// The number of members of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Membership {
    /// The unit.
    pub unit: Id,
    /// Its members.
    pub members: Figure,
}

/// A change of the charter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct AmendCharter {
    /// Clauses set: a table laid over the charter.
    #[serde(default, skip_serializing_if = "serde_json::Map::is_empty")]
    pub set: serde_json::Map<String, serde_json::Value>,
    /// Clauses removed, by their path (`kind.congress.norm`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remove: Vec<String>,
    /// The division that carried it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub division: Option<Id>,
}
