//! The tree and its proofs against ct-merkle, another implementation of RFC 6962, and against all wrong proofs nearby.

// Outside of test functions clippy would refuse what is right in a function that only tests use.
#![allow(clippy::unwrap_used)]

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use proptest::prelude::*;
use sha2::Sha256;
use shura_tlog::proof::{check_consistency, check_inclusion, consistency, inclusion};
use shura_tlog::{Hash, Node, Tile, TlogError, Tree, leaf_hash};

/// A tree together with all its full tiles.
#[derive(Default)]
struct Log {
    tree: Tree,
    tiles: Vec<(Tile, Vec<Hash>)>,
}

impl Log {
    fn push(&mut self, leaf: Hash) {
        self.tree.push(leaf).unwrap();
        self.tiles.extend(self.tree.take_filled());
    }

    fn node(&self, node: Node) -> Result<Hash, TlogError> {
        self.tree.node(node, &mut |tile| Ok(self.tiles.iter().find(|(t, _)| *t == tile).unwrap().1.clone()))
    }
}

fn flat(hashes: &[Hash]) -> Vec<u8> {
    Tile::bytes(hashes)
}

/// Every tree up to 40 leaves, every leaf and every pair of sizes, and some trees beyond one and beyond 256 tiles.
#[test]
fn proofs_are_those_of_ct_merkle() {
    let mut log = Log::default();
    let mut oracle = MemoryBackedTree::<Sha256, Vec<u8>>::new();
    let mut roots = vec![Hash::empty_root()];
    for n in 1..=66_000_u64 {
        let leaf = n.to_be_bytes().to_vec();
        log.push(leaf_hash(&leaf));
        oracle.push(leaf);
        roots.push(log.tree.root());
        let interesting = n <= 40 || [255, 256, 257, 511, 700, 65_535, 65_536, 65_537, 66_000].contains(&n);
        if !interesting {
            continue;
        }
        assert_eq!(oracle.root().as_bytes().as_slice(), log.tree.root().0);
        let places: Vec<u64> =
            if n <= 40 { (0..n).collect() } else { vec![0, 1, 127, 128, 254, n / 2, n - 2, n - 1] };
        for index in places {
            let path = inclusion(index, n, &mut |node| log.node(node)).unwrap();
            assert_eq!(flat(&path), oracle.prove_inclusion(index as usize).as_bytes(), "leaf {index} of {n}");
            let leaf = leaf_hash(&(index + 1).to_be_bytes());
            check_inclusion(index, &leaf, n, &log.tree.root(), &path).unwrap();
            if index > 0 {
                let path = consistency(index, n, &mut |node| log.node(node)).unwrap();
                assert_eq!(
                    flat(&path),
                    oracle.prove_consistency((n - index) as usize).as_bytes(),
                    "{index} to {n}"
                );
                check_consistency(index, &roots[index as usize], n, &log.tree.root(), &path).unwrap();
            }
        }
        check_consistency(0, &roots[0], n, &log.tree.root(), &[]).unwrap();
        check_consistency(n, &log.tree.root(), n, &log.tree.root(), &[]).unwrap();
    }
}

#[test]
fn a_proof_holds_for_its_own_place_and_size_only() {
    let mut log = Log::default();
    let mut roots = vec![Hash::empty_root()];
    for n in 1..=20_u64 {
        log.push(leaf_hash(&[n as u8]));
        roots.push(log.tree.root());
        for index in 0..n {
            let path = inclusion(index, n, &mut |node| log.node(node)).unwrap();
            let leaf = leaf_hash(&[index as u8 + 1]);
            for other in (0..n).filter(|other| *other != index) {
                assert!(check_inclusion(other, &leaf, n, &roots[n as usize], &path).is_err());
            }
            assert!(check_inclusion(index, &leaf_hash(b"other"), n, &roots[n as usize], &path).is_err());
            assert!(check_inclusion(n, &leaf, n, &roots[n as usize], &path).is_err());
            let old = index + 1;
            let path = consistency(old, n, &mut |node| log.node(node)).unwrap();
            for (size, root) in (1..n).zip(&roots[1..]).filter(|(size, _)| *size != old) {
                assert!(
                    check_consistency(size, root, n, &roots[n as usize], &path).is_err(),
                    "{size} for {old} to {n}"
                );
            }
            for at in 0..path.len() {
                let mut changed = path.clone();
                changed[at].0[0] ^= 1;
                assert!(
                    check_consistency(old, &roots[old as usize], n, &roots[n as usize], &changed).is_err()
                );
                changed = path.clone();
                changed.remove(at);
                assert!(
                    check_consistency(old, &roots[old as usize], n, &roots[n as usize], &changed).is_err()
                );
            }
            let mut longer = path;
            longer.push(roots[1]);
            assert!(check_consistency(old, &roots[old as usize], n, &roots[n as usize], &longer).is_err());
        }
    }
    let long = vec![roots[0]; 64];
    assert!(matches!(check_inclusion(0, &roots[0], 9, &roots[0], &long), Err(TlogError::TooMuch { .. })));
    assert!(matches!(check_consistency(3, &roots[0], 9, &roots[0], &long), Err(TlogError::TooMuch { .. })));
}

proptest! {
    /// Fuzzing: no decoder fails in any other way than by its error, and what it accepts it writes back unchanged.
    #[test]
    fn decoders_hold(bytes in prop::collection::vec(any::<u8>(), 0..400), text in "[—\\- a-z0-9+/=.\n]{0,120}") {
        use shura_tlog::{Checkpoint, NoteSigner, NoteVerifier, SignedNote, witness::AddCheckpoint};
        for input in [&bytes[..], text.as_bytes()] {
            if let Ok(note) = SignedNote::parse(input) {
                prop_assert!(note.to_string().as_bytes() == input);
            }
            let _ = AddCheckpoint::parse(input);
        }
        if let Ok(checkpoint) = Checkpoint::parse(&text) {
            prop_assert_eq!(checkpoint.to_string(), text.clone());
        }
        if let Ok(tile) = Tile::parse(&text) {
            prop_assert_eq!(tile.path(), text.clone());
        }
        let _ = NoteVerifier::parse(&text);
        let _ = NoteSigner::parse(&text);
        let _ = Hash::from_hex(&text);
    }

    #[test]
    fn tile_paths_near_the_grammar(path in "tile/[0-9]{1,2}/(x[0-9]{3}/){0,3}[0-9]{3}(\\.p/[0-9]{1,3})?") {
        if let Ok(tile) = Tile::parse(&path) {
            prop_assert_eq!(tile.path(), path);
        }
    }

    /// Arbitrary sizes and paths never panic, and prove nothing.
    #[test]
    fn random_proofs_prove_nothing(old: u64, new: u64, hashes in prop::collection::vec(any::<[u8; 32]>(), 0..70)) {
        let path: Vec<Hash> = hashes.into_iter().map(Hash).collect();
        let root = leaf_hash(b"root");
        prop_assert!(check_inclusion(old, &leaf_hash(b"leaf"), new, &root, &path).is_err());
        prop_assert!(old == new || check_consistency(old, &leaf_hash(b"old"), new, &root, &path).is_err());
    }

    /// Tiles of any node in any tree: in range, and the node lies in it.
    #[test]
    fn every_node_has_a_tile(level in 0_u8..=63, index: u64, size in 0..=shura_tlog::limits::MAX_TREE_SIZE) {
        if let Some(tile) = Tile::of(Node { level, index }, size) {
            prop_assert!(tile.width >= 1 && tile.width <= 256);
            prop_assert_eq!(Tile::parse(&tile.path()), Ok(tile));
        }
    }

    #[test]
    fn a_tree_is_restored_from_its_tiles(size in 0_u64..2000) {
        let mut log = Log::default();
        for i in 0..size {
            log.push(leaf_hash(&i.to_be_bytes()));
        }
        let leaves = (size - size % 256..size).map(|i| leaf_hash(&i.to_be_bytes())).collect();
        let mut read = |tile: Tile| Ok(log.tiles.iter().find(|(t, _)| *t == tile).unwrap().1.clone());
        let restored = Tree::restore::<TlogError>(size, leaves, &mut read).unwrap();
        prop_assert_eq!(restored.root(), log.tree.root());
        prop_assert_eq!(restored.partial().collect::<Vec<_>>(), log.tree.partial().collect::<Vec<_>>());
    }
}
