//! Tiles: runs of up to 256 hashes of one level, the immutable files of a log (C2SP tlog-tiles).

use crate::limits::{MAX_TILE_LEVEL, TILE_WIDTH};
use crate::{Hash, Node, TlogError, node_hash};
use std::fmt;

/// The coordinates of a tile. Its hashes are those of the nodes of level `8 * level` from `256 * index` on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tile {
    /// Level among tiles: 0 holds the hashes of leaves, 1 the hashes of full tiles of level 0.
    pub level: u8,
    /// Place among the tiles of its level, from 0.
    pub index: u64,
    /// How many hashes it has, 1 to 256. Fewer than 256 only at the right edge of the tree.
    pub width: u16,
}

impl Tile {
    /// The tile, at its width in a tree of `size` leaves, that holds or spans the node; none if the node is not in the tree.
    pub fn of(node: Node, size: u64) -> Option<Self> {
        let (level, below) = (node.level / 8, node.level % 8);
        let start = node.index.checked_mul(1 << below)?;
        let end = start.checked_add(1 << below)?;
        let index = start / u64::from(TILE_WIDTH);
        let hashes = size.checked_shr(8 * u32::from(level)).unwrap_or(0);
        let width = hashes.checked_sub(index * u64::from(TILE_WIDTH))?.min(u64::from(TILE_WIDTH));
        let width = u16::try_from(width).ok()?;
        (end <= hashes && width > 0).then_some(Self { level, index, width })
    }

    /// Whether it has all 256 hashes.
    pub fn is_full(&self) -> bool {
        self.width == TILE_WIDTH
    }

    /// The hash of a node that this tile spans, out of the tile's hashes.
    pub fn node(&self, node: Node, hashes: &[Hash]) -> Option<Hash> {
        if node.level / 8 != self.level {
            return None;
        }
        let count = 1_u64 << (node.level % 8);
        let start =
            node.index.checked_mul(count)?.checked_sub(self.index.checked_mul(u64::from(TILE_WIDTH))?)?;
        let run = hashes.get(usize::try_from(start).ok()?..)?.get(..usize::try_from(count).ok()?)?;
        complete_root(run)
    }

    /// The path under a log's prefix: `tile/0/x001/x234/067`, `tile/1/000.p/17`.
    pub fn path(&self) -> String {
        format!("tile/{}/{}", self.level, self.tail())
    }

    /// The path of the bundle of entries beneath a tile of level 0: `tile/entries/000`.
    pub fn entries_path(&self) -> String {
        format!("tile/entries/{}", self.tail())
    }

    fn tail(&self) -> String {
        let mut path = format!("{:03}", self.index % 1000);
        let mut rest = self.index / 1000;
        while rest > 0 {
            path = format!("x{:03}/{path}", rest % 1000);
            rest /= 1000;
        }
        if self.is_full() { path } else { format!("{path}.p/{}", self.width) }
    }

    /// Reads a path such as `tile/0/x001/x234/067` or `tile/1/000.p/17`.
    ///
    /// # Errors
    /// [`TlogError::Malformed`] for anything that [`Tile::path`] would not write.
    pub fn parse(path: &str) -> Result<Self, TlogError> {
        let wrong = TlogError::Malformed { what: "tile path", why: "not tile/<level>/<index>[.p/<width>]" };
        // 9 groups of 3 digits are more than any 64-bit index has.
        if path.len() > 64 {
            return Err(wrong);
        }
        let tile = Self::parse_loosely(path).ok_or_else(|| wrong.clone())?;
        if tile.path() == path { Ok(tile) } else { Err(wrong) }
    }

    /// Reads the numbers; that nothing else was written is left to the comparison with the tile's own path.
    fn parse_loosely(path: &str) -> Option<Self> {
        let (level, tail) = path.strip_prefix("tile/")?.split_once('/')?;
        let level: u8 = level.parse().ok().filter(|level| *level <= MAX_TILE_LEVEL)?;
        let (groups, width) = match tail.split_once(".p/") {
            Some((groups, width)) => (groups, width.parse().ok().filter(|w| (1..TILE_WIDTH).contains(w))?),
            None => (tail, TILE_WIDTH),
        };
        let mut index: u64 = 0;
        for group in groups.split('/') {
            let digits: u64 = group.strip_prefix('x').unwrap_or(group).parse().ok()?;
            index = index.checked_mul(1000)?.checked_add(digits)?;
        }
        Some(Self { level, index, width })
    }

    /// The hashes as bytes, 32 each.
    pub fn bytes(hashes: &[Hash]) -> Vec<u8> {
        hashes.iter().flat_map(|hash| hash.0).collect()
    }

    /// The hashes in the bytes of this tile.
    ///
    /// # Errors
    /// [`TlogError::Malformed`] unless there are exactly 32 bytes for each hash.
    pub fn hashes(&self, bytes: &[u8]) -> Result<Vec<Hash>, TlogError> {
        let (chunks, rest) = bytes.as_chunks::<32>();
        if chunks.len() != usize::from(self.width) || !rest.is_empty() {
            return Err(TlogError::Malformed { what: "tile", why: "its length does not fit its width" });
        }
        Ok(chunks.iter().map(|chunk| Hash(*chunk)).collect())
    }
}

impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path())
    }
}

/// The root over 2^n hashes; none for any other number.
pub(crate) fn complete_root(hashes: &[Hash]) -> Option<Hash> {
    match hashes {
        [hash] => Some(*hash),
        _ if hashes.len().is_power_of_two() => {
            let (left, right) = hashes.split_at(hashes.len() / 2);
            Some(node_hash(&complete_root(left)?, &complete_root(right)?))
        }
        _ => None,
    }
}
