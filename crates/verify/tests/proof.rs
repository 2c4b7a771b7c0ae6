//! Proof documents and the text of QR codes under harm: whatever bytes come, there is an answer; and nothing altered passes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failing test stops")]

use proptest::prelude::*;
use shura_act::Entry;
use shura_kernel::{Charter, Standing, enter};
use shura_tlog::checkpoint::Policy;
use shura_tlog::{
    Checkpoint, EntrySignature, Hash, NoteKind, NoteSigner, SignedNote, leaf_hash, node_hash, proof,
};
use shura_verify::proof_document::{Proven, SignedStatement};
use shura_verify::statement::State;
use shura_verify::{Essence, ProofDocument, Statement};

const CHARTER: &str = "[organisation]\nname = { en = \"A\", fa = \"الف\" }\nmode = \"recording\"\n";

fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::empty_root(),
        [one] => *one,
        more => {
            let half = more.len().next_power_of_two() / 2;
            node_hash(&root(&more[..half]), &root(&more[half..]))
        }
    }
}

fn signer() -> NoteSigner {
    NoteSigner::new("log.example", NoteKind::Note, &[1; 32]).unwrap()
}

/// A log of seven events, and the proof of the one at a place.
fn document(place: usize) -> ProofDocument {
    let record: String = (0..7)
        .map(|n| {
            format!(
                "[[act]]\nkind = \"event\"\nid = \"e{n}\"\ntext = {{ en = \"Rain.\", fa = \"باران.\" }}\n"
            )
        })
        .collect();
    let entries: Vec<Entry> =
        shura_act::hand::read("r", &record).unwrap().into_iter().map(|w| w.entry).collect();
    let mut standing = Standing::new(Charter::read("c", CHARTER).unwrap());
    let bytes: Vec<Vec<u8>> = entries.iter().map(|entry| entry.seal().unwrap()).collect();
    entries.iter().for_each(|entry| drop(enter(&mut standing, entry).unwrap()));
    let leaves: Vec<Hash> = bytes.iter().map(|bytes| leaf_hash(bytes)).collect();
    let size = leaves.len() as u64;
    let mut read = |node: proof::Node| {
        let from = (node.index << node.level) as usize;
        Ok::<Hash, shura_tlog::TlogError>(root(&leaves[from..from + (1 << node.level)]))
    };
    let path = proof::inclusion(place as u64, size, &mut read).unwrap();
    let checkpoint =
        Checkpoint { origin: "log.example".into(), size, root: root(&leaves), extensions: vec![] };
    let find = |id: &shura_act::Id| entries.iter().find(|entry| entry.id == *id);
    let statement = Statement::of(&standing, &find, &[], &entries[place].id).unwrap();
    ProofDocument {
        log: signer().verifier().clone(),
        entries: vec![Proven {
            index: place as u64,
            bytes: bytes[place].clone(),
            signatures: vec![EntrySignature::sign(&[2; 32], &bytes[place])],
            path,
        }],
        statement: Some(SignedStatement::sign(&signer(), &checkpoint, &statement).unwrap()),
        checkpoint: signer().note(checkpoint.to_string(), 0),
    }
}

fn policy() -> Policy {
    let log = vec![signer().verifier().clone()];
    Policy { origin: "log.example".into(), log, witnesses: vec![], quorum: 0 }
}

#[test]
fn a_document_and_its_code_are_written_and_read_and_hold() {
    for place in 0..7 {
        let document = document(place);
        let text = document.to_string();
        let read = ProofDocument::read(text.as_bytes()).unwrap();
        assert_eq!(read, document);
        let checked = read.check(Some(&policy())).unwrap();
        assert_eq!(checked.act().unwrap().1.id.as_str(), format!("e{place}"));
        assert_eq!(checked.statement.unwrap().act.as_str(), format!("e{place}"));
        let code = Essence::of(&document).unwrap();
        let read = Essence::read(&code.text().unwrap()).unwrap();
        assert_eq!(read, code);
        assert_eq!(read.check(Some(&policy())).unwrap().checkpoint.size, 7);
    }
}

#[test]
fn a_statement_of_another_act_checkpoint_or_log_is_refused() {
    let (one, two) = (document(1), document(2));
    let swapped = ProofDocument { statement: two.statement, ..one.clone() };
    assert!(swapped.check(Some(&policy())).is_err(), "another act");
    let other = NoteSigner::new("log.example", NoteKind::Note, &[9; 32]).unwrap();
    let checkpoint = Checkpoint::parse(&one.checkpoint.text).unwrap();
    let json = one.statement.clone().unwrap().json;
    let statement: Statement = serde_json::from_str(&json).unwrap();
    let forged = SignedStatement::sign(&other, &checkpoint, &statement).unwrap();
    assert!(
        ProofDocument { statement: Some(forged), ..one.clone() }.check(Some(&policy())).is_err(),
        "another key"
    );
    let later = Checkpoint { size: 8, ..checkpoint };
    let later = SignedStatement::sign(&signer(), &later, &statement).unwrap();
    assert!(
        ProofDocument { statement: Some(later), ..one.clone() }.check(Some(&policy())).is_err(),
        "another checkpoint"
    );
    // The log's own signature over a statement is no signature over a checkpoint.
    let signatures = one.statement.clone().unwrap().signatures;
    let note = SignedNote { text: one.checkpoint.text.clone(), signatures };
    assert!(ProofDocument { checkpoint: note, ..one }.check(Some(&policy())).is_err());
}

/// A log that states that something ended an act has to show it.
#[test]
fn what_is_said_to_have_ended_an_act_must_be_in_the_proof() {
    let (one, later) = (document(2), document(5));
    let checkpoint = Checkpoint::parse(&one.checkpoint.text).unwrap();
    let ended = |by: &str, entries: Vec<Proven>| {
        let mut statement: Statement = serde_json::from_str(&one.statement.clone().unwrap().json).unwrap();
        statement.state = State::Ended;
        statement.ended_by = Some(shura_act::Id::new(by).unwrap());
        let statement = SignedStatement::sign(&signer(), &checkpoint, &statement).unwrap();
        ProofDocument { entries, statement: Some(statement), ..one.clone() }.check(Some(&policy()))
    };
    let with = |more: &ProofDocument| [one.entries.clone(), more.entries.clone()].concat();
    let whole = ended("e5", with(&later)).unwrap();
    assert_eq!(whole.ender().unwrap().0, 5);
    let lines = shura_verify::proof_words::of_document(&whole);
    assert!(
        lines.iter().any(|line| line.en.contains("e5, is proved to be entry 5") && line.fa.contains("ثبت ۵"))
    );
    for (why, refused) in [
        ("it is not there", ended("e5", one.entries.clone())),
        ("it is not in the log", ended("e9", with(&later))),
        ("it came before", ended("e1", with(&document(1)))),
        ("it is the act itself", ended("e2", one.entries.clone())),
    ] {
        let error = refused.expect_err(why);
        assert!(
            error.text().en.contains("is not in the proof") && error.text().fa.contains("در این برگه نیست"),
            "{why}"
        );
    }
}

proptest! {
    #[test]
    fn any_bytes_get_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = ProofDocument::read(&bytes);
        let _ = Essence::read(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_code_gets_an_answer(code in "SHURA1:[0-9A-Z $%*+./:-]{0,300}") {
        let _ = Essence::read(&code);
    }

    #[test]
    fn a_document_with_one_byte_altered_proves_nothing_else(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let good = document(3);
        let mut bytes = good.to_string().into_bytes();
        let at = at.index(bytes.len());
        prop_assume!(bytes[at] != byte);
        bytes[at] = byte;
        if let Ok(read) = ProofDocument::read(&bytes) && let Ok(checked) = read.check(Some(&policy())) {
            // What is not signed and not trusted may differ: the key that the document names.
            prop_assert_eq!(&read.entries, &good.entries);
            prop_assert_eq!(&read.statement, &good.statement);
            prop_assert_eq!(&read.checkpoint.text, &good.checkpoint.text);
            prop_assert_eq!(checked.witnessed.checkpoint.size, 7);
        }
    }

    #[test]
    fn a_document_cut_anywhere_proves_nothing(at in any::<prop::sample::Index>()) {
        let bytes = document(3).to_string().into_bytes();
        let cut = &bytes[..at.index(bytes.len())];
        prop_assert!(ProofDocument::read(cut).and_then(|read| read.check(Some(&policy()))).is_err());
    }

    #[test]
    fn a_code_with_one_character_altered_proves_nothing(at in any::<prop::sample::Index>(), with in "[0-9A-Z]") {
        let code = Essence::of(&document(3)).unwrap().text().unwrap();
        let at = 7 + at.index(code.len() - 7);
        let mut altered = code.clone();
        altered.replace_range(at..=at, &with);
        prop_assume!(altered != code);
        let held = Essence::read(&altered).ok().filter(|read| read.check(Some(&policy())).is_ok());
        // The key in the code is not trusted where the reader has one.
        let good = Essence::read(&code).unwrap();
        let same = held.is_none_or(|read| Essence { key: good.key, ..read } == good);
        prop_assert!(same);
    }
}
