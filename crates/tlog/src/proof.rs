//! Inclusion and consistency proofs (RFC 6962, 2.1.1 and 2.1.2; checked as in RFC 9162, 2.1.3.2 and 2.1.4.2).

use crate::limits::{MAX_PROOF_LINES, MAX_TREE_SIZE};
use crate::{Hash, TlogError, node_hash};

/// A complete subtree: the `index`-th run of `2^level` leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node {
    /// Height above the leaves.
    pub level: u8,
    /// Place among the nodes of this level, from 0.
    pub index: u64,
}

/// The proof that the leaf at `index` lies in the tree of `size` leaves, from its sibling up to a child of the root.
/// `read` gives the hash of a complete subtree.
///
/// # Errors
/// [`TlogError::Outside`] if there is no such leaf, and whatever `read` fails with.
pub fn inclusion<E: From<TlogError>>(
    index: u64,
    size: u64,
    read: &mut impl FnMut(Node) -> Result<Hash, E>,
) -> Result<Vec<Hash>, E> {
    if index >= size || size > MAX_TREE_SIZE {
        return Err(TlogError::Outside { index, size }.into());
    }
    let mut path = Vec::new();
    let (mut low, mut high) = (0, size);
    while high - low > 1 {
        let middle = low + split(high - low);
        if index < middle {
            path.push(range(middle, high, read)?);
            high = middle;
        } else {
            path.push(range(low, middle, read)?);
            low = middle;
        }
    }
    path.reverse();
    Ok(path)
}

/// The proof that the tree of `old` leaves is the beginning of the tree of `new` leaves.
///
/// # Errors
/// [`TlogError::Outside`] if `old` exceeds `new`, and whatever `read` fails with.
pub fn consistency<E: From<TlogError>>(
    old: u64,
    new: u64,
    read: &mut impl FnMut(Node) -> Result<Hash, E>,
) -> Result<Vec<Hash>, E> {
    if old > new || new > MAX_TREE_SIZE {
        return Err(TlogError::Outside { index: old, size: new }.into());
    }
    let mut path = Vec::new();
    if old == 0 || old == new {
        return Ok(path);
    }
    let (mut low, mut high) = (0, new);
    // Descend to the subtree that ends where the old tree ends; every turn leaves one sibling behind.
    while high != old {
        let middle = low + split(high - low);
        if old <= middle {
            path.push(range(middle, high, read)?);
            high = middle;
        } else {
            path.push(range(low, middle, read)?);
            low = middle;
        }
    }
    if low > 0 {
        path.push(range(low, high, read)?);
    }
    path.reverse();
    Ok(path)
}

/// The largest power of two smaller than `n`, for `n > 1`.
fn split(n: u64) -> u64 {
    1 << (63 - (n - 1).leading_zeros())
}

/// The hash of the leaves from `low` up to `high`, which need not be a complete subtree.
fn range<E>(low: u64, high: u64, read: &mut impl FnMut(Node) -> Result<Hash, E>) -> Result<Hash, E> {
    let width = high - low;
    if width.is_power_of_two() {
        let level = width.trailing_zeros() as u8;
        return read(Node { level, index: low >> level });
    }
    let middle = low + split(width);
    Ok(node_hash(&range(low, middle, read)?, &range(middle, high, read)?))
}

/// Checks that `leaf` lies at `index` in the tree with `size` leaves and this root.
///
/// # Errors
/// [`TlogError::ProofFails`], [`TlogError::Outside`], or [`TlogError::TooMuch`] for a path longer than any tree.
pub fn check_inclusion(
    index: u64,
    leaf: &Hash,
    size: u64,
    root: &Hash,
    path: &[Hash],
) -> Result<(), TlogError> {
    let fails = Err(TlogError::ProofFails { what: "inclusion" });
    if index >= size {
        return Err(TlogError::Outside { index, size });
    }
    bound(path)?;
    let (mut node, mut last, mut hash) = (index, size - 1, *leaf);
    for sibling in path {
        if last == 0 {
            return fails;
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(sibling, &hash);
            while node & 1 == 0 && node != 0 {
                (node, last) = (node >> 1, last >> 1);
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        (node, last) = (node >> 1, last >> 1);
    }
    if last == 0 && hash == *root { Ok(()) } else { fails }
}

/// Checks that the tree of `old` leaves with root `old_root` is the beginning of that of `new` leaves with `new_root`.
/// The empty tree is the beginning of every tree.
///
/// # Errors
/// [`TlogError::ProofFails`], [`TlogError::Outside`], or [`TlogError::TooMuch`] for a path longer than any tree.
pub fn check_consistency(
    old: u64,
    old_root: &Hash,
    new: u64,
    new_root: &Hash,
    path: &[Hash],
) -> Result<(), TlogError> {
    let fails = Err(TlogError::ProofFails { what: "consistency" });
    if old > new {
        return Err(TlogError::Outside { index: old, size: new });
    }
    bound(path)?;
    if old == 0 || old == new {
        let same = if old == new { old_root == new_root } else { *old_root == Hash::empty_root() };
        return if path.is_empty() && same { Ok(()) } else { fails };
    }
    // A complete old tree is itself a node of the new one, and the proof leaves it out.
    let (start, rest) = match path.split_first() {
        None => return fails,
        Some(_) if old.is_power_of_two() => (old_root, path),
        Some((first, rest)) => (first, rest),
    };
    let (mut node, mut last) = (old - 1, new - 1);
    while node & 1 == 1 {
        (node, last) = (node >> 1, last >> 1);
    }
    let (mut old_hash, mut new_hash) = (*start, *start);
    for sibling in rest {
        if last == 0 {
            return fails;
        }
        if node & 1 == 1 || node == last {
            old_hash = node_hash(sibling, &old_hash);
            new_hash = node_hash(sibling, &new_hash);
            while node & 1 == 0 && node != 0 {
                (node, last) = (node >> 1, last >> 1);
            }
        } else {
            new_hash = node_hash(&new_hash, sibling);
        }
        (node, last) = (node >> 1, last >> 1);
    }
    if last == 0 && old_hash == *old_root && new_hash == *new_root { Ok(()) } else { fails }
}

fn bound(path: &[Hash]) -> Result<(), TlogError> {
    if path.len() > MAX_PROOF_LINES {
        return Err(TlogError::TooMuch { what: "proof", limit: MAX_PROOF_LINES as u64 });
    }
    Ok(())
}
