//! The life of a document: its parts, the versions each part went through, and the glosses kept beside it.

use crate::amendment::Span;
use crate::version::VersionId;
use serde::{Deserialize, Serialize};

/// What a version was in the procedure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EditionRole {
    /// Written, not yet moved.
    Draft,
    /// Before the members.
    BeforeTheMembers,
    /// As amendments have made it.
    AsAmended,
    /// Adopted.
    Adopted,
    /// Printed or proclaimed, which may differ from what was adopted.
    Printed,
}

/// The rank of a part: what an annex says yields to the core.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rank {
    /// The document itself.
    Core,
    /// An annex of equal force.
    Binding,
    /// An annex that guides those who carry the document out.
    Guiding,
    /// An annex for information.
    Informative,
}

/// A version in its role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// Its role.
    pub role: EditionRole,
    /// The version.
    pub version: VersionId,
    /// Where it comes from, in the words of the record (a paper, a dispatch, a body).
    pub provenance: String,
}

/// A part of a document with all its editions, the oldest first; nothing is ever taken out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its name in the document.
    pub name: String,
    /// Its rank.
    pub rank: Rank,
    /// Its editions in the order in which they were entered.
    pub editions: Vec<Edition>,
}

/// A later remark on some words: kept beside the text, never in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gloss {
    /// The version it speaks of.
    pub version: VersionId,
    /// The words it speaks of.
    pub span: Span,
    /// What it says.
    pub text: String,
    /// Who says it, in the words of the record.
    pub provenance: String,
}

/// A document: a core, its annexes and the glosses beside them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// The parts, in the order in which they were entered.
    pub parts: Vec<Part>,
    /// The glosses, in the order in which they were entered.
    pub glosses: Vec<Gloss>,
}

impl Document {
    /// Adds an edition of a part; the part begins with its first edition, and keeps the rank it began with.
    pub fn enter(&mut self, part: &str, rank: Rank, edition: Edition) {
        match self.parts.iter_mut().find(|p| p.name == part) {
            Some(known) => known.editions.push(edition),
            None => self.parts.push(Part { name: part.to_string(), rank, editions: vec![edition] }),
        }
    }

    /// The latest edition of a part in a role.
    pub fn edition(&self, part: &str, role: EditionRole) -> Option<&Edition> {
        let part = self.parts.iter().find(|p| p.name == part)?;
        part.editions.iter().rev().find(|e| e.role == role)
    }

    /// Whether what was printed of a part is what was adopted; none while either is missing.
    pub fn printed_as_adopted(&self, part: &str) -> Option<bool> {
        let adopted = self.edition(part, EditionRole::Adopted)?;
        Some(self.edition(part, EditionRole::Printed)?.version == adopted.version)
    }
}
