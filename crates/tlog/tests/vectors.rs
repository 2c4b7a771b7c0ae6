//! Published vectors: Certificate Transparency's reference tree, and the examples of the C2SP specifications.

// Outside of test functions clippy would refuse what is right in a function that only tests use.
#![allow(clippy::unwrap_used)]

use shura_tlog::checkpoint::{Checkpoint, Policy};
use shura_tlog::witness::{AddCheckpoint, Refusal, decide};
use shura_tlog::{Hash, NoteKind, NoteSigner, NoteVerifier, SignedNote, Tile, TlogError, Tree, leaf_hash};

/// Leaves and roots of the reference tests of Certificate Transparency (transparency-dev/merkle, testonly/constants.go).
const LEAVES: [&[u8]; 8] = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    b"\x50\x51\x52\x53\x54\x55\x56\x57",
    b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
];
const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

#[test]
fn roots_of_the_reference_tree() {
    let mut tree = Tree::new();
    assert_eq!(tree.root().to_string(), ROOTS[0]);
    for (leaf, root) in LEAVES.iter().zip(&ROOTS[1..]) {
        tree.push(leaf_hash(leaf)).unwrap();
        assert_eq!(tree.root().to_string(), *root);
    }
}

/// The example of c2sp.org/signed-note, "Verifier keys".
const FOO_KEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const FOO_NOTE: &str = "This is an example message.\n\n— example.com/foo \
    Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

#[test]
fn the_example_note_verifies_and_any_change_does_not() {
    let key = NoteVerifier::parse(FOO_KEY).unwrap();
    assert_eq!((key.name(), key.kind()), ("example.com/foo", NoteKind::Note));
    assert_eq!(key.to_string(), FOO_KEY);
    let note = SignedNote::parse(FOO_NOTE.as_bytes()).unwrap();
    assert_eq!(note.to_string(), FOO_NOTE);
    assert_eq!(note.verify(std::slice::from_ref(&key)), Ok(vec![0]));
    let changed = SignedNote::parse(FOO_NOTE.replace("message", "massage").as_bytes()).unwrap();
    let bad = Err(TlogError::BadSignature { name: "example.com/foo".into() });
    assert_eq!(changed.verify(std::slice::from_ref(&key)), bad);
    let renamed =
        SignedNote::parse(FOO_NOTE.replace("— example.com/foo", "— example.com/fob").as_bytes()).unwrap();
    assert!(matches!(renamed.verify(&[key]), Err(TlogError::Unsigned { .. })));
    assert!(NoteVerifier::parse(&FOO_KEY.replace("530d903a", "530d903b")).is_err());
    assert!(NoteVerifier::parse(&FOO_KEY.replace("example.com/foo", "example.com/fob")).is_err());
}

#[test]
fn the_text_may_have_empty_lines() {
    // The example of c2sp.org/signed-note, "Note"; its key is not published.
    let text = "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n";
    let line = "— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj\
                99ihAQwaqP3ZekRwNtIc=\n";
    let note = SignedNote::parse(format!("{text}\n{line}").as_bytes()).unwrap();
    assert_eq!(note.text, text);
    assert_eq!(note.signatures[0].id, 0x367b_a04b);
}

/// The example of c2sp.org/tlog-cosignature; its keys are not published.
const SOFA: &str = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\
    — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n\
    — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";

#[test]
fn the_example_checkpoint_is_read_and_written() {
    let note = SignedNote::parse(SOFA.as_bytes()).unwrap();
    assert_eq!(note.to_string(), SOFA);
    let checkpoint = Checkpoint::parse(&note.text).unwrap();
    assert_eq!((checkpoint.origin.as_str(), checkpoint.size), ("example.com/behind-the-sofa", 20_852_163));
    assert_eq!(checkpoint.to_string(), note.text);
    // The timestamp of the cosignature, which the specification prints as `time 1679315147`.
    assert_eq!(note.signatures[1].bytes[..8], 1_679_315_147_u64.to_be_bytes());
    assert_eq!(
        shura_tlog::cosignature::cosigned_message(1_679_315_147, &note.text),
        "cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    );
}

#[test]
fn a_checkpoint_has_one_writing() {
    let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
    let good = format!("a\n0\n{root}\n");
    assert!(Checkpoint::parse(&good).is_ok());
    assert_eq!(Checkpoint::parse(&format!("a\n0\n{root}\nmore\n")).unwrap().extensions, ["more"]);
    for bad in [
        "".to_owned(),
        "a\n0\n".to_owned(),
        format!("a\n0\n{root}"),
        format!("\n0\n{root}\n"),
        format!("a\n00\n{root}\n"),
        format!("a\n+1\n{root}\n"),
        format!("a\n\n{root}\n"),
        format!("a\n9007199254740992\n{root}\n"),
        format!("a\n99999999999999999999999\n{root}\n"),
        format!("a\n0\n{root}\n\n"),
        format!("{}\n0\n{root}\n", "a".repeat(256)),
        // The last digit before the padding may not carry stray bits.
        "a\n0\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n".to_owned(),
        "a\n0\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n".to_owned(),
        "a\n0\nCsUYapGGPo4dkMgIAUqom_Xajj7h2fB2MPA3j2jxq2I=\n".to_owned(),
    ] {
        assert!(Checkpoint::parse(&bad).is_err(), "{bad:?}");
    }
}

#[test]
fn notes_that_are_not_notes() {
    let many = format!("text\n\n{}", "— a AAAAAAAA\n".repeat(65));
    let long = format!("{}\n\n— a AAAAAAAA\n", "x".repeat(200_000));
    for bad in [
        "",
        "\n",
        "text\n",
        "text\n\n",
        "text\n\n— a AAAAAAAA",
        "text\n\n- a AAAAAAAA\n",
        "text\n\n— a  AAAAAAAA\n",
        "text\n\n— AAAAAAAA\n",
        "text\n\n— a+b AAAAAAAA\n",
        "text\n\n— a AAAAAA==\n",
        "text\n\n— a A\n",
        "te\txt\n\n— a AAAAAAAA\n",
        "text\r\n\n— a AAAAAAAA\n",
        "text\n\n— a\u{2003}b AAAAAAAA\n",
        &many,
        &long,
    ] {
        assert!(SignedNote::parse(bad.as_bytes()).is_err(), "{bad:.60?}");
    }
    assert!(SignedNote::parse(b"text\n\n\xff\n").is_err());
    // A reader must accept at least 16 signatures.
    let sixteen = format!("text\n\n{}", "— a AAAAAAAA\n".repeat(16));
    assert_eq!(SignedNote::parse(sixteen.as_bytes()).unwrap().signatures.len(), 16);
}

#[test]
fn paths_of_tiles() {
    let tile = |level, index, width| Tile { level, index, width };
    for (tile, path) in [
        (tile(0, 0, 256), "tile/0/000"),
        (tile(0, 1_234_067, 256), "tile/0/x001/x234/067"),
        (tile(1, 0, 17), "tile/1/000.p/17"),
        (tile(63, 999, 1), "tile/63/999.p/1"),
        (tile(2, 1000, 255), "tile/2/x001/000.p/255"),
    ] {
        assert_eq!(tile.path(), path);
        assert_eq!(Tile::parse(path), Ok(tile));
    }
    assert_eq!(tile(0, 1_234_067, 8).entries_path(), "tile/entries/x001/x234/067.p/8");
    for bad in [
        "",
        "tile",
        "tile/0",
        "tile/0/0",
        "tile/00/000",
        "tile/64/000",
        "tile/0/0000",
        "tile/0/x000/000",
        "tile/0/001/000",
        "tile/0/x001",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/+1/000",
        "tile/0/000.p/1/",
        "tile/0/../000",
        "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
        "tile/-1/000",
    ] {
        assert!(Tile::parse(bad).is_err(), "{bad}");
    }
}

/// The tree of 70,000 leaves in the text of c2sp.org/tlog-tiles.
#[test]
fn tiles_of_a_tree_of_seventy_thousand() {
    let mut tree = Tree::new();
    for i in 0..70_000_u32 {
        tree.push(leaf_hash(&i.to_be_bytes())).unwrap();
    }
    let full = tree.take_filled();
    assert_eq!(full.iter().filter(|(tile, _)| tile.level == 0).count(), 273);
    assert_eq!(full.iter().filter(|(tile, _)| tile.level == 1).count(), 1);
    assert_eq!(full.len(), 274);
    let partial: Vec<String> = tree.partial().map(|(tile, _)| tile.path()).collect();
    assert_eq!(partial, ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]);
    let mut read = |tile: Tile| Ok(full.iter().find(|(t, _)| *t == tile).unwrap().1.clone());
    let leaves = (69_888..70_000_u32).map(|i| leaf_hash(&i.to_be_bytes())).collect();
    let mut restored = Tree::restore::<TlogError>(70_000, leaves, &mut read).unwrap();
    tree.take_filled();
    assert_eq!(restored, tree);
    restored.push(leaf_hash(b"x")).unwrap();
    tree.push(leaf_hash(b"x")).unwrap();
    assert_eq!(restored.root(), tree.root());
}

/// Log, requests and answers of the tests of torchwood's litewitness (cmd/litewitness/testdata/litewitness.txt at
/// 341dc2f); its leaf hashes are made up, only the hashes above them are real.
const ORIGIN: &str = "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562";
const ONE: (&str, &str) = (
    "1\nKgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    "UgIom7fPZTqpxWWhyjWduBvTvGVqsokMbqTArsQilegKoFBJQjUFAmQ0+YeSPM3wfUQMFSzVnnNuWRTYrajXpNUbIQY=",
);
const THREE: (&str, &str) = (
    "3\nRcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=",
    "UgIom2VbtIcdFbwFAy1n7s6IkAxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6go=",
);
const FIVE: (&str, &str) = (
    "5\nQrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=",
    "UgIomw/EOJmWi0i1FQsOj+etB7F8IccFam/jgd6wzRns4QPVmyEZtdvl1U2KEmLOZ/ASRcWJi0tW90dJWAShei7sDww=",
);

fn log_key() -> NoteVerifier {
    let mut key = vec![1];
    key.extend(Hash::from_hex("ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f").unwrap().0);
    use base64ct::Encoding;
    let code = base64ct::Base64::encode_string(&key);
    NoteVerifier::parse(&format!("{ORIGIN}+5202289b+{code}")).unwrap()
}

fn request(old: &str, proof: &[&str], head: (&str, &str)) -> AddCheckpoint {
    let proof: String = proof.iter().map(|line| format!("{line}\n")).collect();
    let body = format!("old {old}\n{proof}\n{ORIGIN}\n{}\n\n— {ORIGIN} {}\n", head.0, head.1);
    AddCheckpoint::parse(body.as_bytes()).unwrap()
}

#[test]
fn the_witness_decides_as_litewitness_does() {
    let keys = [log_key()];
    let leaf = |n: &str| format!("Kg{n}{}=", "A".repeat(39));
    let (l1, l2, l3, l4) = (leaf("EA"), leaf("IA"), leaf("MA"), leaf("QA"));
    let first = request("0", &[], ONE);
    assert_eq!(decide(&keys, 0, &Hash::empty_root(), &first), Ok(()));
    let (one, root_one) = (1, first.checkpoint.root);

    let forged = (
        THREE.0,
        "UgIom2VbtIcdFbwFAy1n7s6IkAxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6gx=",
    );
    let body = format!("old 1\n{l1}\n{l2}\n\n{ORIGIN}\n{}\n\n— {ORIGIN} {}\n", forged.0, forged.1);
    // Here the forged line is not even canonical Base64; a line with another byte changed is refused by its signature.
    assert!(AddCheckpoint::parse(body.as_bytes()).is_err());
    let forged = (THREE.0, &THREE.1.replace("cbAj", "cbAk")[..]);
    let answer = decide(&keys, one, &root_one, &request("1", &[&l1, &l2], forged));
    assert!(matches!(answer, Err(Refusal::Signature(TlogError::BadSignature { .. }))));

    let no_proof = decide(&keys, one, &root_one, &request("1", &[], THREE));
    assert!(matches!(no_proof, Err(Refusal::Inconsistent(_))));
    let wrong = l2.replace("AAAA=", "ABAA=");
    assert!(matches!(
        decide(&keys, one, &root_one, &request("1", &[&l1, &wrong], THREE)),
        Err(Refusal::Inconsistent(_))
    ));
    let second = request("1", &[&l1, &l2], THREE);
    assert_eq!(decide(&keys, one, &root_one, &second), Ok(()));
    let (three, root_three) = (3, second.checkpoint.root);

    let inner = "+fUDV+k970B4I3uKrqJM4aP1lloPZP8mvr2Z4wRw2LI=";
    assert_eq!(
        decide(&keys, three, &root_three, &request("1", &[&l1, inner, &l4], FIVE)),
        Err(Refusal::Conflict(3))
    );
    let inner = "wgiIFdZfYNv6WU1OllBKsWnLYIS/DBMqt8Uh/S4OukE=";
    let third = request("3", &[&l2, &l3, inner, &l4], FIVE);
    assert_eq!(decide(&keys, three, &root_three, &third), Ok(()));
    assert_eq!(decide(&keys, 5, &third.checkpoint.root, &request("0", &[], FIVE)), Err(Refusal::Conflict(5)));
    // The same head again is fine; an older one never is.
    assert_eq!(decide(&keys, 5, &third.checkpoint.root, &request("5", &[], FIVE)), Ok(()));
    assert_eq!(decide(&keys, 5, &third.checkpoint.root, &request("5", &[], THREE)), Err(Refusal::Backwards));
    assert_eq!(
        decide(&keys, 5, &third.checkpoint.root, &request("3", &[], THREE)),
        Err(Refusal::Conflict(5))
    );
}

#[test]
fn requests_that_are_not_requests() {
    let note = format!("{ORIGIN}\n{}\n\n— {ORIGIN} {}\n", ONE.0, ONE.1);
    let many = format!("old 0\n{}\n{note}", "KgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n".repeat(64));
    for bad in [
        "".into(),
        note.clone(),
        format!("old 0\n{note}"),
        format!("old 00\n\n{note}"),
        format!("old -1\n\n{note}"),
        format!("old 0\nxyz\n\n{note}"),
        format!("new 0\n\n{note}"),
        many,
        format!("old 0\n\n{}", "x".repeat(200_000)),
    ] {
        assert!(AddCheckpoint::parse(bad.as_bytes()).is_err(), "{bad:.80}");
    }
}

/// The first vector of RFC 8032, 7.1 (the empty message) and the second (0x72).
#[test]
fn signatures_of_rfc_8032() {
    use shura_tlog::key::{EntrySignature, KeyRing};
    let hex = |text: &str| Hash::from_hex(text).unwrap().0;
    for (secret, public, message, r, s) in [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            &b""[..],
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155",
            "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            &b"\x72"[..],
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da",
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ),
    ] {
        let signature: [u8; 64] = [hex(r), hex(s)].concat().try_into().unwrap();
        let mut signed = EntrySignature::sign(&hex(secret), message);
        assert_eq!((signed.key, signed.signature), (hex(public), signature));
        let mut keys = KeyRing::default();
        for _ in 0..2 {
            assert!(signed.holds(message) && keys.holds(&signed, message));
            assert!(!signed.holds(b"other") && !keys.holds(&signed, b"other"));
        }
        signed.signature[0] ^= 1;
        assert!(!signed.holds(message) && !keys.holds(&signed, message));
    }
    // A key of small order (the neutral element) with R = neutral and S = 0 satisfies the plain equation for every
    // message; the strict check refuses it.
    let mut neutral = [0; 32];
    neutral[0] = 1;
    let mut signature = [0; 64];
    signature[0] = 1;
    let signed = EntrySignature { key: neutral, signature };
    assert!(!signed.holds(b"anything") && !KeyRing::default().holds(&signed, b"anything"));
}

fn signer(name: &str, kind: NoteKind, seed: u8) -> NoteSigner {
    NoteSigner::new(name, kind, &[seed; 32]).unwrap()
}

#[test]
fn a_policy_wants_the_log_and_enough_witnesses() {
    let log = signer("council.example/log", NoteKind::Note, 1);
    let witnesses: Vec<NoteSigner> =
        (2..5).map(|i| signer(&format!("witness.example/{i}"), NoteKind::Cosignature, i)).collect();
    let text = Checkpoint {
        origin: "council.example/log".into(),
        size: 0,
        root: Hash::empty_root(),
        extensions: vec![],
    }
    .to_string();
    let mut note = log.note(text, 0);
    note.signatures.push(witnesses[0].sign(&note.text, 100));
    note.signatures.push(witnesses[0].sign(&note.text, 101));
    note.signatures.push(signer("stranger.example", NoteKind::Cosignature, 9).sign(&note.text, 100));
    let policy = |quorum| Policy {
        origin: "council.example/log".into(),
        log: vec![log.verifier().clone()],
        witnesses: witnesses.iter().map(|w| w.verifier().clone()).collect(),
        quorum,
    };
    let bytes = note.to_string();
    assert_eq!(policy(1).open(bytes.as_bytes()).unwrap().by, [("witness.example/2".to_owned(), 100)]);
    assert_eq!(policy(2).open(bytes.as_bytes()), Err(TlogError::TooFewWitnesses { found: 1, needed: 2 }));
    note.signatures.push(witnesses[2].sign(&note.text, 7));
    assert_eq!(policy(2).open(note.to_string().as_bytes()).unwrap().by.len(), 2);
    let mut elsewhere = policy(0);
    elsewhere.origin = "council.example/other".into();
    assert!(matches!(elsewhere.open(bytes.as_bytes()), Err(TlogError::WrongOrigin { .. })));
    note.signatures.remove(0);
    assert!(matches!(policy(0).open(note.to_string().as_bytes()), Err(TlogError::Unsigned { .. })));
    // A cosignature whose time was changed does not hold, and makes the whole note unusable.
    let mut moved = log.note(note.text.clone(), 0);
    moved.signatures.push(witnesses[1].sign(&note.text, 100));
    moved.signatures[1].bytes[7] ^= 1;
    assert!(matches!(policy(0).open(moved.to_string().as_bytes()), Err(TlogError::BadSignature { .. })));
}

/// Two keys of one name are one witness; one key under two names is refused, whether or not it signed.
#[test]
fn a_witness_counts_once_whatever_keys_and_names_it_has() {
    let log = signer("council.example/log", NoteKind::Note, 1);
    let witness = |name: &str, key: u8| signer(name, NoteKind::Cosignature, key);
    let text = Checkpoint {
        origin: "council.example/log".into(),
        size: 0,
        root: Hash::empty_root(),
        extensions: vec![],
    };
    let opened = |witnesses: &[NoteSigner], signed: &[usize]| {
        let mut note = log.note(text.to_string(), 0);
        note.signatures.extend(signed.iter().map(|n| witnesses[*n].sign(&text.to_string(), 100)));
        let policy = Policy {
            origin: "council.example/log".into(),
            log: vec![log.verifier().clone()],
            witnesses: witnesses.iter().map(|witness| witness.verifier().clone()).collect(),
            quorum: 2,
        };
        policy.open(note.to_string().as_bytes()).map(|witnessed| witnessed.by.len())
    };
    let one = Err(TlogError::TooFewWitnesses { found: 1, needed: 2 });
    assert_eq!(opened(&[witness("w.example/1", 2), witness("w.example/1", 3)], &[0, 1]), one);
    assert_eq!(opened(&[witness("w.example/1", 2), witness("w.example/2", 3)], &[0, 1]), Ok(2));
    let twice = Err(TlogError::OneKey { one: "w.example/1".into(), other: "w.example/2".into() });
    assert_eq!(opened(&[witness("w.example/1", 2), witness("w.example/2", 2)], &[0, 1]), twice);
    // Counted in the order of the lines, these two would be two or one: the key of the second is the first one's, too.
    let three = [witness("w.example/1", 2), witness("w.example/1", 3), witness("w.example/2", 3)];
    for signed in [[0, 2], [2, 0], [1, 2], [2, 1]] {
        assert_eq!(opened(&three, &signed), twice);
    }
}

#[test]
fn secret_keys_are_read_back() {
    for kind in [NoteKind::Note, NoteKind::Cosignature] {
        let key = signer("council.example/log", kind, 5);
        let back = NoteSigner::parse(&format!("{}\n", key.secret())).unwrap();
        assert_eq!(back.verifier(), key.verifier());
        assert!(!format!("{key:?}").contains("PRIVATE"));
        assert!(NoteSigner::parse(&key.secret().replace("council", "cauncil")).is_err());
    }
}
