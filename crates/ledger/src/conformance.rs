//! What every engine must pass: the guarantees of [`Ledger`], held against a list and the definition of the tree.

use crate::{
    Entry, Head, Ledger, LedgerError, Memory, Reading, Receipt, Sqlite, Text, fsck, prove_consistency,
    prove_inclusion,
};
use proptest::prelude::*;
use shura_tlog::proof::{check_consistency, check_inclusion};
use shura_tlog::{
    Checkpoint, EntrySignature, Hash, NoteKind, NoteSigner, Tile, TlogError, leaf_hash, node_hash, sha256,
};

pub(crate) const ORIGIN: &str = "council.example/log";

/// An engine under test: how to begin a record, and how to close and open it again.
struct Engine {
    create: fn(&std::path::Path) -> Box<dyn Ledger>,
    reopen: fn(&std::path::Path, Box<dyn Ledger>) -> Box<dyn Ledger>,
}

const ENGINES: [Engine; 2] = [
    Engine { create: |_| Box::new(Memory::create(ORIGIN)), reopen: |_, ledger| ledger },
    Engine {
        create: |folder| Box::new(Sqlite::create(&folder.join("record.db"), ORIGIN).unwrap()),
        reopen: |folder, ledger| {
            drop(ledger);
            Box::new(Sqlite::open(&folder.join("record.db")).unwrap())
        },
    },
];

/// A small act, canonical, different for each number; every third one signed.
pub(crate) fn entry(number: u64) -> Entry {
    let mut entry = Entry::new(format!("{{\"id\":\"act-{number}\",\"kind\":\"test\"}}").into_bytes());
    entry.text = text(number);
    if number.is_multiple_of(3) {
        entry.signatures.push(EntrySignature::sign(&[7; 32], &entry.bytes));
    }
    entry
}

/// How the entries of the tests are read: those with a number that ends in 5 name a text.
pub(crate) fn read(bytes: &[u8]) -> Reading {
    let number = std::str::from_utf8(bytes).ok().and_then(|text| text.split(['-', '"']).nth(4)?.parse().ok());
    Reading { act: sha256(bytes), text: number.and_then(text).map(|text| text.hash) }
}

/// The text of the act of a number, if it names one; one text in two is that of the act before.
fn text(number: u64) -> Option<Text> {
    (number % 10 == 5).then(|| Text::new(format!("text {}", number / 20).into_bytes()))
}

pub(crate) fn entries(range: std::ops::Range<u64>) -> Vec<Entry> {
    range.map(entry).collect()
}

pub(crate) fn checkpoint(head: Head) -> String {
    let signer = NoteSigner::new(ORIGIN, NoteKind::Note, &[1; 32]).unwrap();
    let text = Checkpoint { origin: ORIGIN.into(), size: head.size, root: head.root, extensions: vec![] };
    signer.note(text.to_string(), 0).to_string()
}

/// RFC 6962, 2.1, as it stands there.
fn root_by_definition(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::empty_root(),
        [leaf] => *leaf,
        _ => {
            let middle = leaves.len().next_power_of_two() / 2;
            let (left, right) = leaves.split_at(middle);
            node_hash(&root_by_definition(left), &root_by_definition(right))
        }
    }
}

/// What is read beside the writer is the record as it was when it was opened, whatever is written meanwhile.
#[test]
fn a_reader_sees_the_record_as_it_was_when_opened() {
    for engine in ENGINES {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = (engine.create)(folder.path());
        ledger.append(0, &entries(0..300)).unwrap();
        let reader = ledger.reader();
        let (before, head) = (reader().unwrap(), ledger.head());
        ledger.publish(&checkpoint(head)).unwrap();
        ledger.append(300, &entries(300..301)).unwrap();
        let read = std::thread::spawn(move || {
            assert_eq!((before.head(), before.last_published().unwrap()), (head, None));
            assert_eq!(before.read(299, 9).unwrap(), entries(299..300));
            assert_eq!(before.find(&entry(300).act).unwrap(), None);
            let path = prove_inclusion(before.as_ref(), 7, 300).unwrap();
            check_inclusion(7, &leaf_hash(&entry(7).bytes), 300, &head.root, &path).unwrap();
        });
        read.join().unwrap();
        let after = reader().unwrap();
        assert_eq!(after.head(), ledger.head());
        assert_eq!(after.find(&entry(300).act).unwrap(), ledger.find(&entry(300).act).unwrap());
        assert_eq!(after.last_published().unwrap(), Some(checkpoint(head)));
    }
}

#[derive(Clone, Debug)]
enum Step {
    /// Append these acts; some may be in the record already or twice in the batch.
    Append(Vec<u64>),
    /// Append with an expected size that is wrong by this much.
    Wrong(u64, Vec<u64>),
    Reopen,
    Publish,
}

fn step() -> impl Strategy<Value = Step> {
    let acts = || prop::collection::vec(0_u64..600, 0..40);
    prop_oneof![
        4 => acts().prop_map(Step::Append),
        1 => (0_u64..600, 0_u64..300).prop_map(|(from, count)| Step::Append((from..from + count).collect())),
        1 => (1_u64..9, acts()).prop_map(|(by, acts)| Step::Wrong(by, acts)),
        1 => Just(Step::Reopen),
        1 => Just(Step::Publish),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn every_engine_does_as_a_list_would(steps in prop::collection::vec(step(), 1..12)) {
        for engine in ENGINES {
            let folder = tempfile::tempdir().unwrap();
            let mut ledger = (engine.create)(folder.path());
            let mut model: Vec<u64> = Vec::new();
            let mut notes = 0;
            for step in &steps {
                match step {
                    Step::Append(acts) => append_like_a_list(ledger.as_mut(), &mut model, acts),
                    Step::Wrong(by, acts) => {
                        let found = model.len() as u64;
                        let batch: Vec<Entry> = acts.iter().map(|n| entry(*n)).collect();
                        let answer = ledger.append(found + by, &batch);
                        if acts.iter().all(|act| model.contains(act)) {
                            prop_assert_eq!(answer.unwrap(), receipts(&model, acts));
                        } else {
                            prop_assert_eq!(answer, Err(LedgerError::Conflict { expected: found + by, found }));
                        }
                    }
                    Step::Reopen => ledger = (engine.reopen)(folder.path(), ledger),
                    Step::Publish => {
                        let note = checkpoint(ledger.head());
                        ledger.publish(&note).unwrap();
                        notes += 1;
                        prop_assert_eq!(ledger.last_published().unwrap(), Some(note.clone()));
                        prop_assert_eq!(ledger.published(notes - 1, 9).unwrap(), vec![note]);
                    }
                }
                same_as_list(ledger.as_ref(), &model);
            }
            let sound = fsck(ledger.as_ref(), read, &mut |_| ()).unwrap();
            prop_assert_eq!((sound.head, sound.checkpoints), (ledger.head(), notes));
            proofs_hold(ledger.as_ref(), &model);
        }
    }
}

fn receipts(model: &[u64], acts: &[u64]) -> Vec<Receipt> {
    acts.iter()
        .map(|act| {
            let seq = model.iter().position(|other| other == act).unwrap() as u64;
            Receipt { seq, act: entry(*act).act, leaf: leaf_hash(&entry(*act).bytes) }
        })
        .collect()
}

fn append_like_a_list(ledger: &mut dyn Ledger, model: &mut Vec<u64>, acts: &[u64]) {
    let batch: Vec<Entry> = acts.iter().map(|n| entry(*n)).collect();
    let answer = ledger.append(model.len() as u64, &batch).unwrap();
    for act in acts {
        if !model.contains(act) {
            model.push(*act);
        }
    }
    assert_eq!(answer, receipts(model, acts));
}

fn same_as_list(ledger: &dyn Ledger, model: &[u64]) {
    let mut all: Vec<Entry> = model.iter().map(|n| entry(*n)).collect();
    let mut brought = std::collections::BTreeSet::new();
    for entry in &mut all {
        entry.text = entry.text.take().filter(|text| brought.insert(text.hash));
    }
    let leaves: Vec<Hash> = all.iter().map(|entry| leaf_hash(&entry.bytes)).collect();
    assert_eq!(ledger.origin(), ORIGIN);
    assert_eq!(ledger.head(), Head { size: all.len() as u64, root: root_by_definition(&leaves) });
    assert_eq!(ledger.read(0, usize::MAX).unwrap(), all);
    let half = all.len() / 2;
    assert_eq!(
        ledger.read(half as u64, 5).unwrap(),
        all.iter().skip(half).take(5).cloned().collect::<Vec<_>>()
    );
    assert_eq!(ledger.read(all.len() as u64, 5).unwrap(), []);
    assert_eq!(ledger.find(&entry(9999).act).unwrap(), None);
    let heads = ledger.heads(0, usize::MAX).unwrap();
    assert!(heads.iter().all(|head| root_by_definition(&leaves[..head.size as usize]) == head.root));
    assert!(heads.is_sorted_by(|a, b| a.size < b.size));
    if let Some(last) = model.last() {
        assert_eq!(ledger.find(&entry(*last).act).unwrap(), receipts(model, &[*last]).first().copied());
        assert_eq!(heads.last(), Some(&ledger.head()));
    }
}

fn proofs_hold(ledger: &dyn Ledger, model: &[u64]) {
    let Head { size, root } = ledger.head();
    for seq in (0..size).step_by(37) {
        let path = prove_inclusion(ledger, seq, size).unwrap();
        let leaf = leaf_hash(&entry(model[seq as usize]).bytes);
        check_inclusion(seq, &leaf, size, &root, &path).unwrap();
    }
    for head in ledger.heads(0, usize::MAX).unwrap() {
        let path = prove_consistency(ledger, head.size, size).unwrap();
        check_consistency(head.size, &head.root, size, &root, &path).unwrap();
    }
    let outside = LedgerError::Tlog(TlogError::Outside { index: size + 1, size });
    assert_eq!(prove_inclusion(ledger, 0, size + 1), Err(outside));
    let wrong = Tile { level: 0, index: size / 256, width: (size % 256) as u16 + 1 };
    assert!(matches!(ledger.tile(wrong), Err(LedgerError::Refused { .. })));
}

#[test]
fn what_no_engine_takes() {
    for engine in ENGINES {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = (engine.create)(folder.path());
        ledger.append(0, &entries(0..5)).unwrap();
        let head = ledger.head();
        let mut twice = entry(9);
        twice.signatures.push(twice.signatures[0]);
        for bad in [Entry::new(Vec::new()), Entry::new(vec![b'a'; 65_536]), twice] {
            let answer = ledger.append(5, &[entry(6), bad]);
            assert!(matches!(answer, Err(LedgerError::Refused { .. })));
            assert_eq!(ledger.head(), head);
        }
        let stranger = Head { size: 5, root: leaf_hash(b"another history") };
        assert!(matches!(ledger.publish(&checkpoint(stranger)), Err(LedgerError::Refused { .. })));
        let elsewhere = checkpoint(head).replace(ORIGIN, "council.example/other");
        assert!(matches!(ledger.publish(&elsewhere), Err(LedgerError::Refused { .. })));
        assert!(matches!(ledger.publish("not a note"), Err(LedgerError::Tlog(_))));
        ledger.append(5, &entries(5..8)).unwrap();
        ledger.publish(&checkpoint(ledger.head())).unwrap();
        assert!(matches!(ledger.publish(&checkpoint(head)), Err(LedgerError::Refused { .. })));
        assert_eq!(ledger.published(0, 9).unwrap().len(), 1);
    }
}
