//! Arbitrary and nearly right input to every decoder of a sealed record: nothing panics, what is read is sealed and read again
//! the same, and what is refused changes nothing.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use shura_act::Entry;
use shura_tlog::{Checkpoint, NoteSigner, NoteVerifier, SignedNote, Tile};
use shura_verify::{Replay, ReplayError, Trust, verify};

const CHARTER: &str = include_str!("../../../spec/vectors/charter.toml");

fn founding() -> Vec<u8> {
    let charter = serde_json::to_string(CHARTER).unwrap();
    format!("{{\"act\":{{\"founding\":{{\"charter\":{charter}}}}},\"id\":\"founding\"}}").into_bytes()
}

/// Bytes that look like an entry in places: real keys, words and values, cut and joined anyhow.
fn entry_like() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        Just("\"unit\"".to_owned()),
        Just("\"council\"".to_owned()),
        Just("{\"en\":\"A\",\"fa\":\"الف\"}".to_owned()),
        Just("[\"a\",\"b\"]".to_owned()),
        Just("null".to_owned()),
        Just("1.5".to_owned()),
        Just("[[[[[[".to_owned()),
        Just("\"а\u{202e}\"".to_owned()),
        "[0-9]{1,20}",
        "\"[a-z0-9-]{0,8}\"",
        "\"about [0-9]{1,4}\"",
        "\"19[0-9X]{2}-[0-9]{2}(-[0-9]{2})?\"",
        "\\PC{0,6}",
    ];
    let kinds =
        "(person|organ|mandate|sitting|motion|division|ballot|order|founding|amend-charter|recall|event)";
    let keys =
        "(name|form|person|organ|seat|unit|for|against|on|outcome|of|to|set|charter|mandate|concerns|x)";
    let fields = prop::collection::btree_map(keys, value.clone(), 0..5);
    let rest = prop::collection::btree_map("(at|by|behalf|sitting|text|seed|id|refers|under|y)", value, 0..4);
    let join = |fields: std::collections::BTreeMap<String, String>| {
        fields.into_iter().map(|(key, value)| format!("\"{key}\":{value}")).collect::<Vec<_>>().join(",")
    };
    (kinds, fields, rest).prop_map(move |(kind, fields, mut rest)| {
        rest.entry("id".to_owned()).or_insert_with(|| "\"some-act\"".to_owned());
        format!("{{\"act\":{{\"{kind}\":{{{}}}}},{}}}", join(fields), join(rest))
    })
}

fn enter(bytes: &[u8]) {
    let mut replay = Replay::new();
    replay.enter(0, &founding(), &[]).unwrap();
    let before = replay.standing().unwrap().entered;
    match replay.enter(1, bytes, &[]) {
        Ok(_) => assert_eq!(replay.standing().unwrap().entered, before + 1),
        Err(error) => {
            assert_eq!((replay.standing().unwrap().entered, replay.next()), (before, 1), "{error}");
            let text = error.text();
            assert!(!text.en.is_empty() && !text.fa.is_empty());
        }
    }
}

proptest! {
    #[test]
    fn entries_read_anything(text in entry_like()) {
        if let Ok(entry) = Entry::read(text.as_bytes()) {
            // What is read is what would be sealed: an entry has no second form.
            prop_assert_eq!(entry.seal().unwrap(), text.as_bytes());
        }
        enter(text.as_bytes());
    }

    #[test]
    fn entries_read_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(Entry::read(&bytes).is_err());
        enter(&bytes);
    }

    /// A founding with a byte changed is refused, or it is another founding.
    #[test]
    fn a_changed_founding_is_no_panic(at in any::<prop::sample::Index>(), byte: u8) {
        let mut bytes = founding();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let mut replay = Replay::new();
        prop_assert_eq!(replay.enter(0, &bytes, &[]).is_ok(), replay.standing().is_some());
    }

    #[test]
    fn notes_keys_and_tiles_read_anything(
        text in "(— |PRIVATE\\+KEY\\+|a\\+|tile/|x001/)?[a-z0-9+/=.\n —]{0,120}",
        bytes in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        for input in [text.as_bytes(), &bytes] {
            if let Ok(note) = SignedNote::parse(input) {
                prop_assert_eq!(SignedNote::parse(note.to_string().as_bytes()).unwrap(), note);
            }
        }
        if let Ok(checkpoint) = Checkpoint::parse(&text) {
            prop_assert_eq!(Checkpoint::parse(&checkpoint.to_string()).unwrap(), checkpoint);
        }
        let _ = NoteVerifier::parse(&text);
        let _ = NoteSigner::parse(&text);
        if let Ok(tile) = Tile::parse(&text) {
            prop_assert_eq!(Tile::parse(&tile.path()).unwrap(), tile);
        }
    }

    #[test]
    fn archives_read_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..3000)) {
        let verified = verify(&bytes[..], Trust::OwnKeys, vec![]);
        prop_assert!(!verified.is_whole());
        prop_assert!(verified.lines().iter().all(|line| !line.en.is_empty() && !line.fa.is_empty()));
    }
}

#[test]
fn a_record_begins_with_its_founding_and_has_one() {
    let event = br#"{"act":{"event":{}},"id":"e"}"#;
    let mut replay = Replay::new();
    assert_eq!(replay.enter(0, event, &[]).unwrap_err(), ReplayError::NoFounding);
    assert_eq!(
        replay.enter(1, &founding(), &[]).unwrap_err(),
        ReplayError::NoFounding,
        "not at another place"
    );
    replay.enter(0, &founding(), &[]).unwrap();
    assert_eq!(replay.enter(1, &founding(), &[]).unwrap_err(), ReplayError::SecondFounding);
    assert_eq!(replay.enter(0, event, &[]).unwrap_err(), ReplayError::OutOfOrder { seq: 0, next: 1 });
    replay.enter(1, event, &[]).unwrap();
    let bad = br#"{"act":{"founding":{"charter":"mode = 1"}},"id":"founding"}"#;
    assert!(matches!(Replay::new().enter(0, bad, &[]).unwrap_err(), ReplayError::Charter(_)));
    let twice = replay.enter(2, event, &[]).unwrap();
    assert!(twice.iter().any(|finding| finding.rule == "identifier-used-twice"), "{twice:?}");
    let standing = replay.into_standing().unwrap();
    assert_eq!(standing.entered, 3);
}

/// An enforcing charter keeps out what it would not let in, also when the bytes lie in the log already.
#[test]
fn what_the_charter_refuses_is_not_entered() {
    let charter = CHARTER.replace("mode = \"recording\"", "mode = \"enforcing\"");
    let charter = serde_json::to_string(&charter).unwrap();
    let founding = format!("{{\"act\":{{\"founding\":{{\"charter\":{charter}}}}},\"id\":\"founding\"}}");
    let mut replay = Replay::new();
    replay.enter(0, founding.as_bytes(), &[]).unwrap();
    let event = br#"{"act":{"event":{}},"id":"e"}"#;
    replay.enter(1, event, &[]).unwrap();
    let error = replay.enter(2, event, &[]).unwrap_err();
    assert!(matches!(&error, ReplayError::Refused { act, .. } if act.as_str() == "e"), "{error:?}");
    assert!(error.text().fa.contains("نمی‌پذیرد"));
    assert_eq!(replay.next(), 2);
}
