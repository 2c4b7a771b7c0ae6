//! Minutes, claims, corrections and reports: the record about itself.

use super::mandates::Part;
use super::words::{ClaimStanding, MinutesState};
use crate::bilingual::Words;
use crate::{Bilingual, Figure, Id, Key};
use serde::{Deserialize, Serialize};

/// The fate of minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Minutes {
    /// The sitting.
    pub of: Id,
    /// What became of them.
    pub to: MinutesState,
    /// Who kept or signed them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keeper: Vec<Id>,
}

/// Words of whoever keeps the minutes on a sitting or an act: prose beside the facts, which stay as they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Remark {
    /// The sitting or act remarked upon.
    pub on: Id,
    /// An earlier remark that this one replaces; both stay in the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<Id>,
}

/// One account of something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Claim {
    /// The act, person, organ or claim that it is about.
    pub about: Id,
    /// The point on which accounts differ: a key such as `time`, `size`, `text`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<Key>,
    /// What it says of the point, in few words or as a date or a figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Words>,
    /// How it stands.
    #[serde(default)]
    pub standing: ClaimStanding,
    /// The claim that it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<Id>,
}

/// A correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Correction {
    /// The entry corrected.
    pub of: Id,
    /// The field corrected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<Words>,
    /// What it should have said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Words>,
}

/// Figures reported to a register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Report {
    /// The register: reports on one question share it.
    pub register: Key,
    /// On which organ, unit or act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Id>,
    /// How the figures were coded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Bilingual>,
    /// How many were asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Figure>,
    /// How many answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<Figure>,
    /// The sum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<Figure>,
    /// The figures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Event {
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Bilingual>,
    /// Whom or what it concerns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub concerns: Vec<Id>,
}
