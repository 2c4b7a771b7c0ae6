//! A version of a text: an immutable tree of blocks under the hash of its canonical writing.

use crate::block::{Block, settle};
use crate::error::Error;
use crate::leaf::is_space;
use crate::{parse, write};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// The line under which the canonical writing is hashed.
const HASH_CONTEXT: &[u8] = b"shura-text/1\n";

/// The address of a version: SHA-256 of the line `shura-text/1` followed by its canonical Markdown in UTF-8.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VersionId([u8; 32]);

impl VersionId {
    /// The 32 bytes of the hash.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    fn of(markdown: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update(HASH_CONTEXT);
        hash.update(markdown.as_bytes());
        Self(hash.finalize().into())
    }
}

impl fmt::Display for VersionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("sha256:")?;
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for VersionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for VersionId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bad = || format!("{text:?} is not a version: write sha256: and 64 hexadecimal digits");
        let hex = text.strip_prefix("sha256:").filter(|h| h.len() == 64 && h.is_ascii()).ok_or_else(bad)?;
        let mut bytes = [0_u8; 32];
        for (i, byte) in bytes.iter_mut().enumerate() {
            let pair = hex.get(2 * i..2 * i + 2).unwrap_or("");
            // One writing for one hash: capitals and signs are not taken.
            if !pair.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
                return Err(bad());
            }
            *byte = u8::from_str_radix(pair, 16).map_err(|_| bad())?;
        }
        Ok(Self(bytes))
    }
}

impl Serialize for VersionId {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for VersionId {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A version of a text. It never changes; every change makes another version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    blocks: Vec<Block>,
    markdown: String,
    id: VersionId,
}

impl Version {
    /// Reads CommonMark. Whatever the result, no word of the source is dropped: a source that cannot be kept whole is
    /// an error.
    pub fn from_markdown(source: &str) -> Result<Self, Error> {
        let first = Self::from_blocks(parse::blocks(source)?);
        let lost = letters(source).saturating_sub(letters(&first.markdown));
        if lost > 0 {
            let what = format!("{lost} letters that Markdown does not show (a link label defined twice?)");
            return Err(Error::NotKept { what });
        }
        first.read_back()
    }

    /// Reads plain text: every line that is not blank is a paragraph, and no character is markup.
    pub fn from_plain(source: &str) -> Result<Self, Error> {
        let source = source.replace("\r\n", "\n").replace('\r', "\n");
        let lines = source.split('\n').map(|l| l.trim_matches(is_space)).filter(|l| !l.is_empty());
        Self::from_markdown(&lines.map(write::escape_plain).collect::<Vec<_>>().join("\n\n"))
    }

    /// The version that these blocks make once they are settled.
    pub(crate) fn from_blocks(blocks: Vec<Block>) -> Self {
        let blocks = settle(blocks);
        let markdown = write::markdown(&blocks);
        let id = VersionId::of(&markdown);
        Self { blocks, markdown, id }
    }

    /// The version that its own writing reads as. For nearly every source that is itself; a few odd ones settle at the
    /// second reading, and what does not settle is refused.
    fn read_back(self) -> Result<Self, Error> {
        let mut version = self;
        for _ in 0..3 {
            let again = Self::from_blocks(parse::blocks(&version.markdown)?);
            if again.blocks == version.blocks {
                return Ok(version);
            }
            if letters(&again.markdown) != letters(&version.markdown) {
                break;
            }
            version = again;
        }
        Err(Error::NotKept { what: "its blocks read differently once they are written out".into() })
    }

    /// The bytes of which its address is the SHA-256: the line `shura-text/1` and its canonical writing. As these it lies beside a record.
    pub fn to_bytes(&self) -> Vec<u8> {
        [HASH_CONTEXT, self.markdown.as_bytes()].concat()
    }

    /// The version that lies beside a record as these bytes; none if they are not what [`Version::to_bytes`] gives of any.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let markdown = std::str::from_utf8(bytes.strip_prefix(HASH_CONTEXT)?).ok()?;
        let version = Self::from_markdown(markdown).ok()?;
        (version.markdown == markdown).then_some(version)
    }

    /// Its address.
    pub fn id(&self) -> VersionId {
        self.id
    }

    /// Its top-level blocks.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Its canonical CommonMark; reading it gives this version again.
    pub fn markdown(&self) -> &str {
        &self.markdown
    }

    /// The number of words, punctuation included.
    pub fn count_words(&self) -> usize {
        self.blocks.iter().map(Block::count_words).sum()
    }

    /// Every block in document order with its number and position.
    pub fn index(&self) -> Index<'_> {
        Index::new(&self.blocks)
    }
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

/// The blocks of a version in document order; a block's number is its place here, counted from 0.
pub struct Index<'a> {
    /// The blocks.
    pub entries: Vec<Entry<'a>>,
}

/// One block of a version.
pub struct Entry<'a> {
    /// The block.
    pub block: &'a Block,
    /// The block it stands in.
    pub parent: Option<usize>,
    /// Its place among its parent's children.
    pub child: usize,
    /// The number of blocks in it, itself included: they are numbered from its own number on.
    pub size: usize,
    /// Its first point on the line of positions along which collisions are found.
    pub(crate) start: usize,
    /// Its last point.
    pub(crate) end: usize,
}

impl<'a> Index<'a> {
    fn new(blocks: &'a [Block]) -> Self {
        let mut index = Self { entries: Vec::new() };
        index.add(blocks, None, 0);
        index
    }

    /// Gives every child its points. Between and around children lie the gaps where blocks may be put.
    fn add(&mut self, blocks: &'a [Block], parent: Option<usize>, from: usize) -> usize {
        let mut at = from + 2;
        for (child, block) in blocks.iter().enumerate() {
            let id = self.entries.len();
            self.entries.push(Entry { block, parent, child, size: 1, start: at, end: at });
            // A leaf with n words has n + 1 gaps and n words, in turn.
            let end = match block.children() {
                [] => at + 2 * block.words().len() + 2,
                children => self.add(children, Some(id), at),
            };
            let size = self.entries.len() - id;
            if let Some(entry) = self.entries.get_mut(id) {
                entry.size = size;
                entry.end = end;
            }
            at = end + 2;
        }
        at
    }

    /// Block number `id`.
    pub fn get(&self, id: usize) -> Option<&Entry<'a>> {
        self.entries.get(id)
    }

    /// The numbers of the children of a block, or of the top-level blocks.
    pub fn children(&self, parent: Option<usize>) -> Vec<usize> {
        let (mut id, end) = match parent {
            Some(p) => (p + 1, p + self.get(p).map_or(1, |e| e.size)),
            None => (0, self.entries.len()),
        };
        let mut ids = Vec::new();
        while id < end {
            ids.push(id);
            id += self.get(id).map_or(1, |e| e.size.max(1));
        }
        ids
    }
}
