//! An archive harmed in every way of the specification: each harm is caught and its first entry named.

// Outside of test functions clippy would refuse what is right in a function that only tests use.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod archives;

use archives::*;
use proptest::prelude::*;
use shura_act::act::Event;
use shura_act::{Act, Entry, Id};
use shura_tlog::archive::Writer;
use shura_tlog::{Checkpoint, NoteKind, NoteSigner, SignedNote, TlogError, leaf_hash};
use shura_verify::compare::Difference;
use shura_verify::{Finding, Report, Trust, verify};

fn report(archive: &[u8], trust: Trust, trusted: Vec<Checkpoint>) -> (Report, u64) {
    let verified = verify(archive, trust, trusted);
    (verified.log, verified.acts.entered)
}

fn first(sealed: &Sealed) -> Finding {
    report(&sealed.archive(), trust(), vec![]).0.findings.into_iter().next().expect("the harm must be found")
}

#[test]
fn a_whole_record_is_whole() {
    for count in [1, 255, 256, 257, 600] {
        let sealed = seal(entries(count));
        let trusted = vec![head(&sealed.entries[..count / 2 + 1]), head(&sealed.entries)];
        let (report, replayed) = report(&sealed.archive(), trust(), trusted);
        assert_eq!(report.findings, []);
        assert_eq!((report.entries, report.proven, replayed), (count as u64, count as u64, count as u64));
        assert_eq!(report.signatures, sealed.signed.len() as u64);
        assert_eq!(report.head.unwrap().by, [("witness.example/w".to_owned(), 7)]);
    }
    // A witness that is not known here, upon the head and upon a checkpoint of a page.
    let mut sealed = seal(entries(300));
    let stranger = NoteSigner::new("stranger.example/w", NoteKind::Cosignature, &[3; 32]).unwrap();
    for note in [&mut sealed.head, &mut sealed.earlier[0].1] {
        let mut parsed = SignedNote::parse(note.as_bytes()).unwrap();
        parsed.signatures.push(stranger.sign(&parsed.text, 7));
        *note = parsed.to_string();
    }
    let verified = verify(&sealed.archive()[..], trust(), vec![]);
    assert_eq!((verified.log.findings.as_slice(), verified.log.strangers), (&[][..], 2));
    assert!(verified.lines().iter().any(|line| line.en.ends_with("passed over: 2.")));
    let own = report(&seal(entries(300)).archive(), Trust::OwnKeys, vec![]).0;
    assert!(own.findings.is_empty() && !own.independent);
}

#[test]
fn with_the_leaf_hashes_left_the_harm_is_named_exactly() {
    let differs = |harm: &dyn Fn(&mut Vec<Vec<u8>>)| {
        let mut sealed = seal(entries(600));
        sealed.signed.clear();
        harm(&mut sealed.entries);
        match first(&sealed) {
            Finding::Differs(difference) => difference,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(differs(&|e| e[300] = entry("act-x")), Difference::Altered { seq: 300 });
    assert_eq!(differs(&|e| drop(e.remove(300))), Difference::Missing { seq: 300, count: 1 });
    assert_eq!(differs(&|e| drop(e.drain(10..13))), Difference::Missing { seq: 10, count: 3 });
    assert_eq!(differs(&|e| e.insert(300, entry("act-x"))), Difference::Inserted { seq: 300, count: 1 });
    assert_eq!(differs(&|e| e.swap(20, 500)), Difference::Moved { seq: 20, sealed_at: 500 });
    assert_eq!(differs(&|e| e.truncate(590)), Difference::CutOff { seq: 590 });
    assert_eq!(differs(&|e| e.push(entry("act-x"))), Difference::Beyond { seq: 600 });
    let foreign = |e: &mut Vec<Vec<u8>>| (280..600).for_each(|n| e[n] = entry(&format!("other-{n}")));
    assert_eq!(differs(&foreign), Difference::Foreign { seq: 280 });
}

#[test]
fn a_forger_who_mends_the_leaf_hashes_is_caught_by_the_roots() {
    let forge = |harm: &dyn Fn(&mut Vec<Vec<u8>>)| {
        let mut sealed = seal(entries(600));
        sealed.signed.clear();
        harm(&mut sealed.entries);
        let sealed = sealed.forged();
        (first(&sealed), report(&sealed.archive(), trust(), vec![]).0.proven)
    };
    // The checkpoints at 100, 256 and 300 say between which entries the harm lies.
    assert_eq!(forge(&|e| e[270] = entry("act-x")), (Finding::Within { from: 256, to: 299 }, 256));
    assert_eq!(forge(&|e| e[5] = entry("act-x")), (Finding::Within { from: 0, to: 99 }, 0));
    assert_eq!(forge(&|e| e.swap(301, 302)), (Finding::Within { from: 300, to: 599 }, 300));
    assert_eq!(forge(&|e| e.truncate(590)), (Finding::Differs(Difference::CutOff { seq: 590 }), 300));
    assert_eq!(forge(&|e| e.push(entry("act-x"))), (Finding::Differs(Difference::Beyond { seq: 600 }), 600));
}

#[test]
fn a_second_history_is_found_by_a_checkpoint_of_the_first() {
    let mut other = entries(600);
    other[400] = entry("act-x");
    // The log itself signed both.
    let fork = seal(other);
    let mut fork = Sealed { signed: vec![], ..fork };
    let archive = fork.archive();
    assert_eq!(report(&archive, trust(), vec![]).0.findings, [], "by itself it is whole");
    let find = |trusted: usize| report(&archive, trust(), vec![head(&entries(trusted))]).0.findings;
    assert_eq!(find(600), [Finding::OtherHistory { size: 600 }]);
    assert_eq!(find(450), [Finding::OtherHistory { size: 450 }]);
    assert_eq!(find(400), []);
    assert_eq!(find(700), [Finding::Shorter { size: 600, trusted: 700 }]);
    assert_eq!(find(0), [], "every history begins with no entries");
    let nothing = Checkpoint { root: leaf_hash(b""), ..head(&[]) };
    let rootless = report(&archive, trust(), vec![nothing]).0.findings;
    assert_eq!(rootless, [Finding::OtherHistory { size: 0 }], "but they have one root");
    // An archive that carries a signed checkpoint of the other history convicts the log.
    fork.earlier.push((500, note(&head(&entries(500)))));
    assert_eq!(first(&fork), Finding::OtherHistory { size: 500 });
}

#[test]
fn signatures_keys_and_forms() {
    let mut sealed = seal(entries(300));
    sealed.head = sealed.head.replace("\n300\n", "\n301\n");
    assert!(matches!(first(&sealed), Finding::Head(TlogError::BadSignature { .. })));

    let mut sealed = seal(entries(300));
    sealed.head = sealed.head.lines().take(5).map(|line| format!("{line}\n")).collect();
    assert_eq!(first(&sealed), Finding::Head(TlogError::TooFewWitnesses { found: 0, needed: 1 }));

    // A log of the same name with another key, whose archive names that key.
    let thief = NoteSigner::new(ORIGIN, NoteKind::Note, &[9; 32]).unwrap();
    let mut sealed = seal(entries(300));
    let text = head(&sealed.entries).to_string();
    sealed.head = thief.note(text, 0).to_string();
    sealed.keys = vec![thief.verifier().clone()];
    sealed.earlier.clear();
    assert!(matches!(first(&sealed), Finding::Head(TlogError::Unsigned { .. })));
    let (own, _) = report(&sealed.archive(), Trust::OwnKeys, vec![]);
    assert!(own.findings.is_empty() && !own.independent, "which is why own keys prove little");

    // A signature by a key of an entry that was changed before it was sealed.
    let mut changed = entries(300);
    changed[50] = entry("act-x");
    assert_eq!(first(&seal(changed)), Finding::Signature { seq: 50 });

    let mut spaced = entries(300);
    spaced[7] = b"{\"id\": \"act-7\"}".to_vec();
    let sealed = seal(spaced);
    assert!(matches!(first(&sealed), Finding::Entry { seq: 7, .. }));
    assert_eq!(report(&sealed.archive(), trust(), vec![]).1, 7, "the replay stops before it");

    let mut sealed = seal(entries(300));
    sealed.earlier[0].1 = sealed.earlier[0].1.replace("\n100\n", "\n101\n");
    assert!(matches!(first(&sealed), Finding::Earlier { size: 100, .. }));

    let mut sealed = seal(entries(300));
    sealed.leaves[270] = leaf_hash(b"x");
    assert_eq!(first(&sealed), Finding::Tile { path: "tile/0/001".into() });
}

/// A signature that was made upon an act is of no use in a history in which that act says something else.
#[test]
fn what_was_signed_upon_an_act_is_in_order_in_one_history_only() {
    let order = |says: &str| {
        let mut order =
            Entry::new(Id::new("order").unwrap(), Act::Event(Event { place: None, concerns: vec![] }));
        order.text = Some(shura_act::Bilingual::new(says, says));
        order.seal().unwrap()
    };
    let answer = |concerns: Vec<Id>, upon: &[u8]| {
        let act = Act::Event(Event { place: None, concerns });
        let mut answer = Entry::new(Id::new("answer").unwrap(), act);
        answer.upon.insert(Id::new("order").unwrap(), shura_act::LeafHash(leaf_hash(upon).0));
        answer.seal().unwrap()
    };
    let named = || vec![Id::new("order").unwrap()];
    let archived = |order: &[u8], answer: &[u8]| {
        let mut entries = entries(1);
        entries.extend([order.to_vec(), answer.to_vec(), entry("act-3")]);
        let mut sealed = seal(entries);
        sealed.signed.clear();
        sealed.archive()
    };
    let judged =
        |order: &[u8], answer: &[u8]| verify(&archived(order, answer)[..], trust(), vec![]).log.findings;
    let (here, elsewhere) = (order("The bridges stay open."), order("The bridges are raised."));
    let signed = answer(named(), &here);
    assert_eq!(judged(&here, &signed), []);
    let found = judged(&elsewhere, &signed);
    let [Finding::Entry { seq: 2, text }] = &found[..] else { panic!("{found:?}") };
    assert!(text.en.contains("rests on another order") && text.fa.contains("order دیگری"), "{text:?}");
    if let Some((code, text)) = python_says(&archived(&elsewhere, &signed), None) {
        assert!(code == Some(1) && text.contains("HARM: entry 2 rests on another order\n"), "{text}");
    }
    // Only of what it refers to does an entry say a hash.
    assert!(matches!(judged(&here, &answer(vec![], &here))[..], [Finding::Entry { seq: 2, .. }]));
}

/// A record whose second entry, and again its third, names a text by its hash.
fn with_a_text() -> Sealed {
    let (hash, words) = shura_kernel::texts::beside("Each branch pays two per cent.").unwrap();
    let text = |id: &str| {
        let entry = serde_json::json!({ "id": id, "act": { "text": { "of": "levy", "role": "draft", "hash": hash } } });
        serde_json::from_value::<Entry>(entry).unwrap().seal().unwrap()
    };
    let mut entries = entries(1);
    entries.extend([text("levy-1"), text("levy-2"), entry("act-3")]);
    let mut sealed = seal(entries);
    sealed.signed.clear();
    sealed.texts.push((shura_tlog::sha256(&words), words));
    sealed
}

#[test]
fn words_beside_the_entries_are_held_to_their_hashes() {
    let whole = verify(&with_a_text().archive()[..], trust(), vec![]);
    assert_eq!((whole.log.findings.as_slice(), whole.texts), (&[][..], 1));
    assert!(whole.lines().iter().any(|line| line.en.contains("Texts beside the entries: 1")));
    assert_eq!(whole.standing.unwrap().words.len(), 1, "the kernel has the words");

    let harms: [(Harm<'_>, &str, &str); 4] = [
        (&|s| s.texts.clear(), "the words of the text levy-1 (entry 1, sha256:", "missing"),
        (&|s| s.texts[0].1[20] ^= 1, "the words of the text levy-1 (entry 1, sha256:", "altered"),
        (
            &|s| s.texts[0].1 = b"shura-text/1\nNobody pays anything.\n".to_vec(),
            "the words of the text levy-1 (entry 1, sha256:",
            "altered",
        ),
        (
            &|s| s.texts.push((shura_tlog::sha256(b"x"), b"x".to_vec())),
            "a text lies beside the entries that none of them names",
            "no entry names the text",
        ),
    ];
    for (harm, says, python) in harms {
        let mut sealed = with_a_text();
        harm(&mut sealed);
        let verified = verify(&sealed.archive()[..], trust(), vec![]);
        let said = verified.log.findings.first().expect("it is found").text();
        assert!(said.en.starts_with(says), "{}", said.en);
        assert_eq!(verified.log.proven, 4, "the entries are as they were sealed all the same");
        let Some((code, text)) = python_says(&sealed.archive(), None) else { continue };
        assert!(code == Some(1) && text.contains(python), "{text}");
    }
    if let Some((code, text)) = python_says(&with_a_text().archive(), None) {
        assert!(code == Some(0) && text.contains("1 texts, 4 proven"), "{text}");
    }
    // Words after the entries that name them come too late.
    let mut late = with_a_text();
    let (hash, words) = late.texts.remove(0);
    let mut bytes = late.archive();
    bytes.truncate(bytes.len() - 1024);
    let mut writer = Writer::begin(Vec::new(), &[], "").unwrap();
    writer.text(&hash, &words).unwrap();
    let start = Writer::begin(Vec::new(), &[], "").unwrap().finish().unwrap().len() - 1024;
    bytes.extend(&writer.finish().unwrap()[start..]);
    let found = verify(&bytes[..], trust(), vec![]).log.findings;
    assert!(
        matches!(found[..], [Finding::Text(_), Finding::Text(_), Finding::UnnamedText { .. }]),
        "{found:?}"
    );
}

#[test]
fn every_finding_speaks_persian() {
    let text = Finding::Differs(Difference::Missing { seq: 12, count: 3 }).text();
    assert_eq!(text.en, "entries missing: 3, from entry 12 on");
    assert_eq!(text.fa, "از ثبت ۱۲ به بعد ۳ ثبت نیست");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// A bit flipped anywhere, and a cut anywhere: found, always, or it changed nothing that is read.
    #[test]
    fn no_harm_goes_unnoticed(at in any::<prop::sample::Index>(), bit in 0_u8..8, cut: bool) {
        let sealed = seal(entries(280));
        let mut bytes = sealed.archive();
        let at = at.index(bytes.len());
        if cut {
            bytes.truncate(at);
        } else {
            bytes[at] ^= 1_u8 << bit;
        }
        // Keys that the verifier did not ask for are not judged: it has its own.
        let in_keys = (1024 + 512..1024 + 1024).contains(&at);
        let (report, _) = report(&bytes, trust(), vec![]);
        // A cosignature whose name was harmed is a stranger's: it is passed over, as signed notes ask, and that is told.
        prop_assert!(!report.findings.is_empty() || report.strangers > 0 || in_keys, "byte {}", at);
    }
}
