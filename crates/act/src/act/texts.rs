//! Texts: their versions, and the words of a version that a motion would change or puts to the vote apart.
//!
//! A change is anchored on blocks and words of one version (`spec/text.md`, 2.6 and 2.7); what comes of it is for the room `text` to say.

use super::is_false;
use crate::{Bilingual, Id, Key};
use serde::{Deserialize, Deserializer, Serialize};

/// A version of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Text {
    /// The motion, order or other act whose text it is.
    pub of: Id,
    /// What the version is in the procedure.
    pub role: TextRole,
    /// The part of the text, such as an annex or a translation; the core where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Key>,
    /// The rank of the part.
    #[serde(default, skip_serializing_if = "Rank::is_core")]
    pub rank: Rank,
    /// Its words, as CommonMark, where they are short enough for an entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub markdown: Option<String>,
    /// The hash of its words, where they lie beside the record; where neither stands here, they are not known.
    #[serde(default, deserialize_with = "hash", skip_serializing_if = "Option::is_none")]
    pub hash: Option<String>,
    /// The version from which it was made, or of which a gloss speaks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Id>,
    /// The words of that version of which a gloss speaks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// Where it comes from: a paper, a dispatch, a body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provenance: Option<Bilingual>,
}

impl Text {
    /// The hash of its words where they lie beside the record, and not in the act.
    pub fn beside(&self) -> Option<&str> {
        self.hash.as_deref().filter(|_| self.markdown.is_none())
    }
}

/// What a version is in the procedure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TextRole {
    /// Written, not yet moved.
    Draft,
    /// Before the members.
    BeforeMembers,
    /// As amendments have made it.
    AsAmended,
    /// Adopted.
    Adopted,
    /// Printed or proclaimed, which may differ from what was adopted.
    Printed,
    /// A later remark on words of a version, kept beside it.
    Gloss,
}

/// The rank of a part: what an annex says yields to the core.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rank {
    /// The text itself.
    #[default]
    Core,
    /// An annex, or a translation, of equal force.
    Binding,
    /// An annex that guides those who carry the text out.
    Guiding,
    /// An annex for information.
    Informative,
}

impl Rank {
    fn is_core(&self) -> bool {
        *self == Rank::Core
    }
}

/// The words that a motion is about: the changes of an amendment, or a clause that is voted apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct MotionWords {
    /// The version on which they are anchored: a `text`.
    pub on: Id,
    /// The changes of an amendment.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// A clause voted apart: it stays if the motion is carried and is struck if it is lost.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clause: Vec<ClausePart>,
    /// Recommended by a drafting commission.
    #[serde(default, skip_serializing_if = "is_false")]
    pub recommended: bool,
}

/// Reads the hash of a version: `sha256:` and 64 small hexadecimal digits.
fn hash<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(from)?;
    let hex = text.strip_prefix("sha256:").filter(|hex| hex.len() == 64);
    if hex.is_some_and(|hex| hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))) {
        return Ok(Some(text));
    }
    let what =
        format!("invalid value: {text:?} is not a hash; write sha256: and 64 small hexadecimal digits");
    Err(serde::de::Error::custom(what))
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
    /// variants (`spec/text.md`, 9.2) do not count.
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

/// Something that belongs to a clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClausePart {
    /// Some words of a block.
    Words(Span),
    /// A block with all that is in it.
    Block(usize),
}
