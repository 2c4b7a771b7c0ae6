//! Amendments: changes anchored on words and blocks of one named version.

use crate::VersionId;
use serde::{Deserialize, Serialize};

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

/// Words of one block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// The block's number in document order, from 0.
    pub block: usize,
    /// The first word, and the word after the last, counted from 0.
    pub words: [usize; 2],
    /// The words as the mover reads them. When given, they must be the words of the base; white space and spelling
    /// variants ([`crate::normal::key`]) do not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
}

/// A point between two words of a block: before word `before`, which may be the number of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// The block's number.
    pub block: usize,
    /// The word it stands before, counted from 0.
    pub before: usize,
}

/// A point between two blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Before this block, as its neighbour.
    Before(usize),
    /// After this block, as its neighbour.
    After(usize),
    /// In this block, after its last child.
    Inside(usize),
    /// At the end of the text.
    End,
}

/// New words, as CommonMark without blank lines. Without white space at its head it is set off as its place asks: as the
/// words it replaces were, or by one space, or by nothing before closing punctuation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, expecting = "expected the new words as a string, or {\"joined\": string}")]
pub enum Wording {
    /// Set off by the rule, or by the white space at its head.
    Words(String),
    /// Joined to the word before it.
    Joined {
        /// The words.
        joined: String,
    },
}

impl Wording {
    /// The words themselves.
    pub fn text(&self) -> &str {
        match self {
            Self::Words(text) | Self::Joined { joined: text } => text,
        }
    }
}

/// One change. Changes of words reach headings, items and cells by the words of their blocks; changes of blocks reach
/// paragraphs, items, rows of tables and whole sections.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Change {
    /// Puts words in.
    Insert {
        /// Where.
        at: Point,
        /// What.
        text: Wording,
    },
    /// Strikes words.
    Delete {
        /// Which.
        span: Span,
    },
    /// Puts words in the place of others.
    Replace {
        /// Which.
        span: Span,
        /// By what.
        text: Wording,
    },
    /// Takes words elsewhere.
    Move {
        /// Which.
        span: Span,
        /// Where to.
        to: Point,
    },
    /// Puts blocks in, written as CommonMark.
    InsertBlocks {
        /// Where.
        at: Place,
        /// What: a list's items are written as a list, a table's rows as lines `| a | b |`.
        text: String,
    },
    /// Strikes a block with all that is in it.
    DeleteBlock {
        /// Which.
        block: usize,
    },
    /// Puts blocks in the place of one.
    ReplaceBlock {
        /// Which.
        block: usize,
        /// By what, as CommonMark.
        text: String,
    },
    /// Takes a block elsewhere.
    MoveBlock {
        /// Which.
        block: usize,
        /// Where to.
        to: Place,
    },
    /// Puts another text in the place of the whole.
    ReplaceAll {
        /// The text, as CommonMark.
        text: String,
    },
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
