//! Amendments: changes anchored on words and blocks of one named version.

use crate::VersionId;
use serde::{Deserialize, Serialize};
pub use shura_act::act::{Change, Place, Point, Span, Wording};

/// An amendment. It is carried or lost as a whole; [`Amendment::divide`] parts it for separate votes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amendment {
    /// Its number, unique among the amendments to one text, such as `A12`.
    pub id: String,
    /// The version its anchors refer to.
    pub base: VersionId,
    /// What it is in the procedure.
    #[serde(default)]
    pub role: Role,
    /// The amendment that it amends, if it does; its base is then the text as that amendment would make it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Its changes, which touch different words.
    pub changes: Vec<Change>,
}

/// What an amendment is in the procedure. All are merged by the same rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Moved by members.
    #[default]
    Amendment,
    /// A text to be put in the place of the whole; its one change is [`Change::ReplaceAll`].
    GlobalAlternative,
    /// Recommended by a drafting commission.
    Recommendation,
}

impl Amendment {
    /// An amendment by its number, base and changes.
    pub fn new(id: impl Into<String>, base: VersionId, changes: Vec<Change>) -> Self {
        Self { id: id.into(), base, role: Role::Amendment, to: None, changes }
    }

    /// Its changes as amendments of their own, `A1.1`, `A1.2`, for separate votes.
    pub fn divide(&self) -> Vec<Amendment> {
        let part = |(i, change): (usize, &Change)| Amendment {
            id: format!("{}.{}", self.id, i + 1),
            changes: vec![change.clone()],
            ..self.clone()
        };
        self.changes.iter().enumerate().map(part).collect()
    }
}
