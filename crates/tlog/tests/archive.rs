//! Archives: written, read back, readable by tar, and hostile.

// Outside of test functions clippy would refuse what is right in a function that only tests use.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use shura_tlog::archive::{ArchiveError, Bundle, Part, Reader, Writer};
use shura_tlog::{Checkpoint, EntrySignature, NoteKind, NoteSigner, Tree, leaf_hash, sha256};

fn archive(size: u64) -> (Vec<u8>, Vec<Part>) {
    let signer = NoteSigner::new("council.example/log", NoteKind::Note, &[1; 32]).unwrap();
    let mut tree = Tree::new();
    let mut parts = vec![Part::Keys(vec![signer.verifier().clone()])];
    let entries: Vec<Vec<u8>> = (0..size).map(|n| format!("{{\"id\":\"act-{n}\"}}").into_bytes()).collect();
    entries.iter().for_each(|entry| tree.push(leaf_hash(entry)).unwrap());
    let head =
        Checkpoint { origin: "council.example/log".into(), size, root: tree.root(), extensions: vec![] };
    let note = signer.note(head.to_string(), 0).to_string();
    parts.push(Part::Head(note.clone().into_bytes()));
    let mut writer = Writer::begin(Vec::new(), &[signer.verifier().clone()], &note).unwrap();
    for (chunk, index) in entries.chunks(256).zip(0..) {
        writer.earlier(index * 256 + 1, &note).unwrap();
        parts.push(Part::Earlier(index * 256 + 1, note.clone().into_bytes()));
        let signatures = if index % 2 == 0 {
            vec![(index * 256, EntrySignature::sign(&[7; 32], &chunk[0]))]
        } else {
            vec![]
        };
        let tile = chunk.iter().map(|entry| leaf_hash(entry)).collect();
        let bundle = Bundle { index, tile, entries: chunk.to_vec(), signatures };
        if index == 1 {
            writer.text(&sha256(b"a text"), b"a text").unwrap();
            parts.push(Part::Text(sha256(b"a text"), b"a text".to_vec()));
        }
        writer.bundle(&bundle).unwrap();
        parts.push(Part::Bundle(bundle));
    }
    (writer.finish().unwrap(), parts)
}

fn read(bytes: &[u8]) -> Result<Vec<Part>, ArchiveError> {
    let mut reader = Reader::new(bytes);
    let mut parts = Vec::new();
    while let Some(part) = reader.next_part()? {
        parts.push(part);
    }
    Ok(parts)
}

#[test]
fn what_is_written_is_read_back() {
    for size in [0, 1, 255, 256, 257, 1000] {
        let (bytes, parts) = archive(size);
        assert_eq!(read(&bytes).unwrap(), parts);
        assert_eq!(archive(size).0, bytes, "equal records make equal archives");
    }
}

#[test]
fn tar_lists_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.tar");
    std::fs::write(&path, archive(300).0).unwrap();
    let Ok(output) = std::process::Command::new("tar").arg("tf").arg(&path).output() else {
        return println!("left out: there is no tar here");
    };
    let names = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && output.stderr.is_empty());
    let expected = "format\nkeys\ncheckpoint\ncheckpoints/1\ntile/0/000\nentries/000\nsignatures/000\ncheckpoints/257\n\
                    texts/734194ede5b063e654d63cb95a682ca1551b45e3cc86e88f1a85c1286eedd4ac\ntile/0/001.p/44\nentries/001\n";
    assert!(names.starts_with(expected), "{names}");
}

#[test]
fn every_cut_is_noticed() {
    let (bytes, _) = archive(20);
    for cut in 0..bytes.len() {
        assert!(matches!(read(&bytes[..cut]), Err(ArchiveError::Ends { .. })), "{cut}");
    }
    assert!(read(&[&bytes[..], b"x"].concat()).is_err());
}

/// An archive of bundles as large as these, under as many checkpoints as are said.
fn oddly_bundled(sizes: &[usize], heads: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (size, index) in sizes.iter().zip(0..) {
        let entries = vec![b"{}".to_vec(); *size];
        let tile = entries.iter().map(|entry| leaf_hash(entry)).collect();
        let mut writer = Writer::begin(Vec::new(), &[], "a note\n").unwrap();
        writer.bundle(&Bundle { index, tile, entries, signatures: vec![] }).unwrap();
        let written = writer.finish().unwrap();
        let (head, bundle) = written[..written.len() - 1024].split_at(5 * 512);
        // The members before bundles: two of format, one (empty) of keys, two of the checkpoint.
        let checkpoint = &head[3 * 512..];
        if index == 0 {
            bytes.extend_from_slice(head);
            (1..heads).for_each(|_| bytes.extend_from_slice(checkpoint));
        }
        bytes.extend_from_slice(bundle);
    }
    bytes.extend_from_slice(&[0; 1024]);
    bytes
}

#[test]
fn only_the_last_bundle_may_have_fewer_entries() {
    assert!(read(&oddly_bundled(&[256, 3], 1)).is_ok());
    let error = read(&oddly_bundled(&[255, 1], 1)).unwrap_err();
    assert_eq!(error.to_string(), "tile/0/001.p/1: the bundle before it does not have 256 entries");
}

#[test]
fn a_second_checkpoint_of_the_whole_is_refused() {
    let error = read(&oddly_bundled(&[3], 2)).unwrap_err();
    assert_eq!(error.to_string(), "checkpoint: there is a second one; which of them is meant?");
}

proptest! {
    /// Fuzzing: a changed byte is refused, or shows in a part; nothing is hidden in headers and padding.
    #[test]
    fn no_byte_is_without_meaning(at in any::<prop::sample::Index>(), bit in 0_u8..8) {
        let (mut bytes, parts) = archive(3);
        let at = at.index(bytes.len());
        bytes[at] ^= 1_u8 << bit;
        if let Ok(read) = read(&bytes) {
            prop_assert_ne!(read, parts, "byte {}", at);
        }
    }

    #[test]
    fn arbitrary_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..3000)) {
        prop_assert!(read(&bytes).is_err());
    }
}
