//! The growing tree: its root after each leaf, and the tiles as they fill.

use crate::limits::{MAX_TREE_SIZE, TILE_WIDTH};
use crate::tile::complete_root;
use crate::{Hash, Node, Tile, TlogError, node_hash};

/// The right edge of a tree: enough to add leaves and to know the root, a few kilobytes at any size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    size: u64,
    /// The complete subtrees of which the tree consists, the widest first (the binary digits of `size`).
    peaks: Vec<Hash>,
    /// The hashes of the unfilled tile of each tile level.
    edge: Vec<Vec<Hash>>,
    /// Tiles filled since they were last taken.
    filled: Vec<(Tile, Vec<Hash>)>,
}

impl Tree {
    /// The tree without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many leaves it has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The Merkle Tree Hash of RFC 6962, 2.1.
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        match peaks.next() {
            None => Hash::empty_root(),
            Some(last) => peaks.fold(*last, |right, left| node_hash(left, &right)),
        }
    }

    /// Adds the hash of a leaf.
    ///
    /// # Errors
    /// [`TlogError::TooMuch`] at [`MAX_TREE_SIZE`] leaves.
    pub fn push(&mut self, leaf: Hash) -> Result<(), TlogError> {
        if self.size >= MAX_TREE_SIZE {
            return Err(TlogError::TooMuch { what: "tree", limit: MAX_TREE_SIZE });
        }
        let (mut level, mut index, mut hash) = (0_u8, self.size, leaf);
        loop {
            if level % 8 == 0 {
                self.keep(level / 8, index, hash);
            }
            // An odd node completes its parent with the peak to its left.
            let Some(left) = (if index & 1 == 1 { self.peaks.pop() } else { None }) else { break };
            hash = node_hash(&left, &hash);
            (level, index) = (level + 1, index >> 1);
        }
        self.peaks.push(hash);
        self.size += 1;
        Ok(())
    }

    fn keep(&mut self, level: u8, index: u64, hash: Hash) {
        let place = usize::from(level);
        if self.edge.len() <= place {
            self.edge.resize(place + 1, Vec::new());
        }
        if let Some(hashes) = self.edge.get_mut(place) {
            hashes.push(hash);
            if hashes.len() == usize::from(TILE_WIDTH) {
                let tile = Tile { level, index: index / u64::from(TILE_WIDTH), width: TILE_WIDTH };
                self.filled.push((tile, std::mem::take(hashes)));
            }
        }
    }

    /// The tiles that became full since this was last called, in the order in which they did.
    pub fn take_filled(&mut self) -> Vec<(Tile, Vec<Hash>)> {
        std::mem::take(&mut self.filled)
    }

    /// The tiles of the right edge that are not full, with their hashes.
    pub fn partial(&self) -> impl Iterator<Item = (Tile, &[Hash])> {
        (0_u8..).zip(&self.edge).filter_map(|(level, hashes)| {
            let width = u16::try_from(hashes.len()).ok().filter(|width| *width > 0)?;
            let index = self.size.checked_shr(8 * (u32::from(level) + 1)).unwrap_or(0);
            Some((Tile { level, index, width }, hashes.as_slice()))
        })
    }

    /// The hash of a complete subtree. Full tiles come from `full`, those of the right edge lie here.
    ///
    /// # Errors
    /// [`TlogError::Outside`] if the tree has no such node, and whatever `full` fails with.
    pub fn node<E: From<TlogError>>(
        &self,
        node: Node,
        full: &mut impl FnMut(Tile) -> Result<Vec<Hash>, E>,
    ) -> Result<Hash, E> {
        let outside = || TlogError::Outside { index: node.index, size: self.size };
        let tile = Tile::of(node, self.size).ok_or_else(outside)?;
        let found = if tile.is_full() {
            tile.node(node, &full(tile)?)
        } else {
            self.edge.get(usize::from(tile.level)).and_then(|hashes| tile.node(node, hashes))
        };
        found.ok_or_else(|| outside().into())
    }

    /// The tree of `size` leaves out of its full tiles and the hashes of the leaves after the last full tile of level 0.
    ///
    /// # Errors
    /// [`TlogError::Malformed`] if there are not exactly `size % 256` such leaves, and whatever `full` fails with.
    pub fn restore<E: From<TlogError>>(
        size: u64,
        leaves: Vec<Hash>,
        full: &mut impl FnMut(Tile) -> Result<Vec<Hash>, E>,
    ) -> Result<Self, E> {
        let wrong = |why| TlogError::Malformed { what: "tree", why };
        if size > MAX_TREE_SIZE {
            return Err(TlogError::TooMuch { what: "tree", limit: MAX_TREE_SIZE }.into());
        }
        if leaves.len() as u64 != size % u64::from(TILE_WIDTH) {
            return Err(wrong("it does not have the leaves of its last tile").into());
        }
        let mut edge = vec![leaves];
        let mut hashes = size / u64::from(TILE_WIDTH);
        for level in 0_u8..7 {
            if hashes == 0 {
                break;
            }
            let start = hashes - hashes % u64::from(TILE_WIDTH);
            let mut row = Vec::new();
            for index in start..hashes {
                let tile = full(Tile { level, index, width: TILE_WIDTH })?;
                row.push(complete_root(&tile).ok_or_else(|| wrong("a full tile does not have 256 hashes"))?);
            }
            edge.push(row);
            hashes /= u64::from(TILE_WIDTH);
        }
        let peaks = edge.iter().rev().flat_map(|row| peaks_of(row)).collect();
        Ok(Self { size, peaks, edge, filled: Vec::new() })
    }
}

/// The roots of the complete subtrees of which a run of hashes consists, the widest first.
fn peaks_of(mut row: &[Hash]) -> Vec<Hash> {
    let mut peaks = Vec::new();
    while !row.is_empty() {
        let (run, rest) = row.split_at(1 << row.len().ilog2());
        peaks.extend(complete_root(run));
        row = rest;
    }
    peaks
}
