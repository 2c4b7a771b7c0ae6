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

const CHARTER: &str = include_str!("../../../spec/vectors/charter.toml");

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
    proof_of(&record, &[place])
}

/// The proof of the acts at these places in a record, the first of them with what the log states of it.
fn proof_of(record: &str, places: &[usize]) -> ProofDocument {
    let entries: Vec<Entry> =
        shura_act::hand::read("r", record).unwrap().into_iter().map(|w| w.entry).collect();
    let mut standing = Standing::new(Charter::read("c", CHARTER).unwrap());
    let bytes: Vec<Vec<u8>> = entries.iter().map(|entry| entry.seal().unwrap()).collect();
    entries.iter().for_each(|entry| drop(enter(&mut standing, entry).unwrap()));
    let leaves: Vec<Hash> = bytes.iter().map(|bytes| leaf_hash(bytes)).collect();
    let size = leaves.len() as u64;
    let mut read = |node: proof::Node| {
        let from = (node.index << node.level) as usize;
        Ok::<Hash, shura_tlog::TlogError>(root(&leaves[from..from + (1 << node.level)]))
    };
    let mut proven = |place: &usize| Proven {
        index: *place as u64,
        bytes: bytes[*place].clone(),
        signatures: vec![EntrySignature::sign(&[2; 32], &bytes[*place])],
        path: proof::inclusion(*place as u64, size, &mut read).unwrap(),
    };
    let checkpoint =
        Checkpoint { origin: "log.example".into(), size, root: root(&leaves), extensions: vec![] };
    let find = |id: &shura_act::Id| entries.iter().find(|entry| entry.id == *id);
    let statement = Statement::of(&standing, &find, &[], &entries[places[0]].id).unwrap();
    ProofDocument {
        log: signer().verifier().clone(),
        entries: places.iter().map(&mut proven).collect(),
        statement: Some(SignedStatement::sign(&signer(), &checkpoint, &statement).unwrap()),
        checkpoint: signer().note(checkpoint.to_string(), 0),
    }
}

/// The document with another statement, which the log signed.
fn stating(document: &ProofDocument, change: impl Fn(&mut Statement)) -> ProofDocument {
    let checkpoint = Checkpoint::parse(&document.checkpoint.text).unwrap();
    let mut statement: Statement = serde_json::from_str(&document.statement.clone().unwrap().json).unwrap();
    change(&mut statement);
    let statement = SignedStatement::sign(&signer(), &checkpoint, &statement).unwrap();
    ProofDocument { statement: Some(statement), ..document.clone() }
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
    let ended = |by: &str, entries: Vec<Proven>| {
        let ended = stating(&one, |statement| {
            statement.state = State::Ended;
            statement.ended_by = Some(shura_act::Id::new(by).unwrap());
        });
        ProofDocument { entries, ..ended }.check(Some(&policy()))
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

#[test]
fn what_ended_an_act_is_named_only_where_it_ended() {
    let with_ender = |state: State| {
        let stated = stating(&document(2), |statement| {
            statement.state = state;
            statement.ended_by = Some(shura_act::Id::new("e5").unwrap());
        });
        let entries = [stated.entries.clone(), document(5).entries].concat();
        ProofDocument { entries, ..stated }.check(Some(&policy()))
    };
    with_ender(State::Ended).unwrap();
    for state in [State::InForce, State::Provisional, State::Void, State::Done] {
        let error = with_ender(state).expect_err("it did not end");
        assert!(error.to_string().contains("says that it has not ended"), "{error}");
    }
}

/// A statement has one form, as an entry has.
#[test]
fn a_statement_in_another_form_is_refused() {
    let one = document(2);
    let checkpoint = Checkpoint::parse(&one.checkpoint.text).unwrap();
    let mut spelled: serde_json::Value = serde_json::from_str(&one.statement.clone().unwrap().json).unwrap();
    spelled["findings"] = serde_json::json!([]);
    let json = String::from_utf8(shura_act::canonical::canonicalise(&spelled).unwrap()).unwrap();
    let text = format!("shura-statement 1\nlog.example\n7\n{}\n{json}\n", checkpoint.root.base64());
    let signatures = vec![signer().sign(&text, 0)];
    let spelled = ProofDocument { statement: Some(SignedStatement { json, signatures }), ..one };
    let error = spelled.check(Some(&policy())).unwrap_err();
    assert!(error.to_string().contains("one form"), "{error}");
}

/// Two persons, each of whom a key is enrolled for, and what was done with it.
const KEYS: &str = r#"
[[act]]
kind = "person"
id = "ada"
[[act]]
kind = "person"
id = "bob"
[[act]]
kind = "key"
id = "ada-key"
person = "ada"
public = "KEY"
[[act]]
kind = "key"
id = "bob-key"
person = "bob"
public = "KEY"
[[act]]
kind = "event"
id = "rain"
"#;

/// Whose a key is the proof only shows: it names the act that says so.
#[test]
fn a_signature_is_told_by_the_act_that_says_whose_the_key_is() {
    let key = shura_act::PublicKey(EntrySignature::sign(&[2; 32], b"").key).to_string();
    let record = KEYS.replace("KEY", &key);
    let told = |places: &[usize]| {
        let checked = proof_of(&record, places).check(Some(&policy()))?;
        let lines = shura_verify::proof_words::of_document(&checked);
        Ok::<_, shura_verify::ProofError>(lines.into_iter().find(|line| line.en.contains("Signed")).unwrap())
    };
    for (place, act, person, fa) in [(2, "ada-key", "ada", "۲"), (3, "bob-key", "bob", "۳")] {
        let line = told(&[4, place]).unwrap();
        let (en, fa) = (
            format!("the act {act} (entry {place}, in this proof) says is {person}'s"),
            format!("کنش {act} (ثبت {fa}، در همین برگه) آن را از آنِ {person}"),
        );
        assert!(line.en.contains(&en) && line.fa.contains(&fa), "{line:?}");
        assert!(line.en.contains("only the whole record") && line.fa.contains("تنها از همهٔ سند"), "{line:?}");
    }
    assert!(told(&[4]).unwrap().en.contains("does not show whose it is"));
    let error = told(&[4, 2, 3]).unwrap_err().text();
    assert!(error.en.contains("ada-key and bob-key both enrol") && error.fa.contains("bob-key"), "{error:?}");
}

/// No paper tells of votes before all have voted.
#[test]
fn a_proof_of_a_vote_that_goes_on_tells_no_votes() {
    let record = r#"
[[act]]
kind = "organ"
id = "council"
form = "council"
name = { en = "Council", fa = "شورا" }
[[act]]
kind = "person"
id = "ada"
[[act]]
kind = "mandate"
id = "m-ada"
person = "ada"
organ = "council"
seat = "elected"
[[act]]
kind = "sitting"
id = "first"
organ = "council"
[[act]]
kind = "motion"
id = "dues"
sitting = "first"
[[act]]
kind = "division"
id = "vote"
sitting = "first"
on = ["dues"]
[[act]]
kind = "ballot"
id = "a"
division = "vote"
mandate = "m-ada"
choice = "for"
"#;
    let declared =
        "[[act]]\nkind = \"declaration\"\nid = \"result\"\ndivision = \"vote\"\noutcome = \"carried\"\n";
    let told = |record: &str, place: usize| {
        let checked = proof_of(record, &[place]).check(Some(&policy())).unwrap();
        checked.statement.unwrap().result.map(|result| result.figures.en)
    };
    let after = format!("{record}{declared}");
    // The motion, and the vote on it.
    for place in [4, 5] {
        assert_eq!(told(record, place), None, "while it goes on");
        assert!(told(&after, place).expect("when it is declared").starts_with("1 : 0"), "{place}");
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
