//! The second verifier, in Python, comes to what the first one comes to.

// Outside of test functions clippy would refuse what is right in a function that only tests use.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod archives;

use archives::*;
use serde_json::Value;
use shura_act::{Entry, Id, LeafHash, canonical, hand};
use shura_tlog::{Checkpoint, NoteKind, NoteSigner, NoteVerifier, leaf_hash};
use shura_verify::{Finding, Trust, verify};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn first(sealed: &Sealed) -> Finding {
    let found = verify(&sealed.archive()[..], trust(), vec![]).log.findings;
    found.into_iter().next().expect("the harm must be found")
}

/// The second verifier, in Python, finds the same harm and calls it by the same words.
#[test]
fn the_python_verifier_agrees() {
    let says = |archive: &[u8], trusted| python_says(archive, trusted).unwrap();
    if python_says(b"", None).is_none() {
        return;
    }
    let (code, text) = says(&seal(entries(300)).archive(), Some(head(&entries(299))));
    assert_eq!(code, Some(0), "{text}");
    assert!(
        text.contains("300 entries, 6 signatures, 0 texts, 300 proven, witnesses: witness.example/w"),
        "{text}"
    );

    let harms: [&dyn Fn(&mut Sealed); 16] = [
        &|s| s.entries[290] = entry("act-x"),
        &|s| drop(s.entries.remove(10)),
        &|s| drop(s.entries.drain(200..204)),
        &|s| s.entries.insert(260, entry("act-x")),
        &|s| s.entries.swap(20, 280),
        &|s| s.entries.truncate(290),
        &|s| s.entries.push(entry("act-x")),
        &|s| (280..300).for_each(|n| s.entries[n] = entry(&format!("other-{n}"))),
        &|s| (s.entries[270], s.leaves[270]) = (entry("act-x"), leaf_hash(&entry("act-x"))),
        &|s| s.leaves[270] = leaf_hash(b"x"),
        &|s| {
            s.entries.pop();
            s.leaves.pop();
        },
        &|s| s.earlier.push((280, note(&head(&entries(281)[1..])))),
        &|s| s.head = s.head.replace("\n300\n", "\n301\n"),
        &|s| s.head = s.head.lines().take(5).map(|line| format!("{line}\n")).collect(),
        &|s| (s.signed, s.entries[250]) = (vec![250], entry("act-250-other")),
        &|s| s.earlier[0].1 = s.earlier[0].1.replace("\n100\n", "\n101\n"),
    ];
    for (n, harm) in harms.iter().enumerate() {
        let mut sealed = seal(entries(300));
        sealed.signed.clear();
        harm(&mut sealed);
        let archive = sealed.archive();
        let finding = first(&sealed);
        let (code, text) = says(&archive, None);
        match finding {
            // Notes that are not signed as required are told apart by more words here than there.
            Finding::Head(_) | Finding::Earlier { .. } => assert_eq!(code, Some(2), "{n}: {text}"),
            Finding::Tile { .. } => {
                assert!(text.contains("HARM: a tile does not have the hashes"), "{n}: {text}")
            }
            Finding::OtherHistory { .. } | Finding::Within { .. } | Finding::Differs(_) => {
                let words = finding.text().en;
                let words = words.split(';').next().unwrap();
                assert!(code == Some(1) && text.contains(&format!("HARM: {words}")), "{n}: {words}\n{text}");
            }
            other => panic!("{n}: {other:?}"),
        }
    }
    let (code, text) = says(b"no archive", None);
    assert!(code == Some(2) && text.contains("cannot be read"), "{text}");
    let (code, _) = says(&seal(entries(300)).archive(), Some(head(&entries(301)[1..])));
    assert_eq!(code, Some(1));
}

/// Both verifiers come to what the vectors of the specification say of `upon`, over whole archives.
#[test]
fn both_verifiers_pass_the_vectors_of_upon() {
    let vectors: serde_json::Value =
        serde_json::from_str(include_str!("../../../spec/vectors/upon.json")).unwrap();
    let cases = vectors["cases"].as_array().unwrap();
    assert!(cases.len() > 12 && cases.iter().any(|case| case["refused"].is_null()));
    for case in cases {
        let name = &case["name"];
        let given =
            case["entries"].as_array().unwrap().iter().map(|entry| entry.as_str().unwrap().as_bytes());
        let mut sealed = seal(entries(1).into_iter().chain(given.map(<[u8]>::to_vec)).collect());
        sealed.signed.clear();
        let archive = sealed.archive();
        let found = verify(&archive[..], trust(), vec![]).log.findings;
        let refused = case["refused"].as_object().map(|refused| (&refused["entry"], &refused["act"]));
        let seq = match found.first() {
            None => serde_json::Value::Null,
            Some(Finding::Entry { seq, .. }) => (*seq).into(),
            Some(other) => panic!("{name}: {other:?}"),
        };
        assert_eq!(
            seq,
            refused.map_or(serde_json::Value::Null, |(entry, _)| entry.clone()),
            "{name}: {found:?}"
        );
        let Some((code, text)) = python_says(&archive, None) else { continue };
        match refused {
            None => assert_eq!(code, Some(0), "{name}: {text}"),
            Some((entry, act)) => {
                let harm = format!("HARM: entry {entry} rests on another {}", act.as_str().unwrap());
                assert!(code == Some(1) && text.lines().any(|line| line == harm), "{name}: {harm}: {text}");
            }
        }
    }
}

/// Both verifiers of canonical bytes give the same answer to the vectors of the specification.
#[test]
fn the_python_verifier_passes_the_vectors_of_canonical_bytes() {
    let spec = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec");
    let program = "import json, verifier as v
vectors = json.load(open('vectors/canonical.json', encoding='utf-8'))
def canonical(data):
    try:
        return [v.canonical(data)]
    except (ValueError, RecursionError):
        return []
for c in vectors['canonical']:
    assert canonical(c['bytes'].encode()), c['name']
for r in vectors['refused']:
    p = r.get('repeat')
    data = bytes.fromhex(r['hex'] if not p else p['before'] + p['byte'] * p['times'] + p['after'])
    assert not canonical(data), r['name']
print(len(vectors['canonical']), len(vectors['refused']))";
    let run = std::process::Command::new("python3").args(["-B", "-c", program]).current_dir(spec).output();
    let Ok(output) = run else { return println!("left out: there is no Python here") };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/verifier.py")).unwrap();
    assert!(lines.lines().count() <= 300, "short enough to be read in one sitting");
}

/// What is no entry is no entry for both, over whole archives; but what only the kinds of acts tell, the second one does not know.
#[test]
fn both_verifiers_pass_the_vectors_of_entries() {
    let vectors: Value = serde_json::from_str(include_str!("../../../spec/vectors/entries.json")).unwrap();
    let of = |list: &str| vectors[list].as_array().unwrap().clone();
    assert!(of("entries").len() > 5 && of("refused").len() > 20 && of("refused-by-kind").len() > 5);
    for list in ["entries", "refused", "refused-by-kind"] {
        for case in of(list) {
            let (name, bytes) = (&case["name"], case["bytes"].as_str().unwrap().as_bytes());
            canonical::check(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
            let mut sealed = seal([entries(1), vec![bytes.to_vec()]].concat());
            sealed.signed.clear();
            let found = verify(&sealed.archive()[..], trust(), vec![]).log.findings;
            match &found[..] {
                [] => assert_eq!(list, "entries", "{name}"),
                [Finding::Entry { seq: 1, .. }] => assert_ne!(list, "entries", "{name}: {found:?}"),
                other => panic!("{name}: {other:?}"),
            }
            let Some((code, text)) = python_says(&sealed.archive(), None) else { continue };
            let harm = text.lines().any(|line| line.starts_with("HARM: entry 1 is no entry"));
            assert!(harm == (list == "refused") && code == Some(i32::from(harm)), "{name}: {text}");
        }
    }
}

/// Entries of the examples and of the vectors of the rules, one for each shape of each kind of act.
fn shapes() -> Vec<Entry> {
    fn files(folder: &Path, found: &mut Vec<String>) {
        for path in std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
            if path.is_dir() {
                files(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "toml")
                && !path.ends_with("charter.toml")
            {
                found.push(std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (mut records, mut vectors) = (vec![], vec![]);
    files(&root.join("examples"), &mut records);
    files(&root.join("spec/vectors/rules"), &mut vectors);
    let quoted = |text: &String| text.split("'''").skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    records.extend(vectors.iter().flat_map(quoted).filter(|record| record.contains("[[act]]")));
    let mut shapes = BTreeMap::new();
    for entry in records.iter().filter_map(|record| hand::read("record.toml", record).ok()).flatten() {
        let said: Value = serde_json::to_value(&entry.entry).unwrap();
        shapes.entry(keys(&said)).or_insert(entry.entry);
    }
    shapes.into_values().collect()
}

/// Every key in a value, with those around it.
fn keys(value: &Value) -> BTreeSet<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(keys).collect(),
        Value::Object(map) => {
            let inner = |(key, value): (&String, &Value)| {
                keys(value).into_iter().map(|inner| format!("{key}.{inner}")).collect::<Vec<_>>()
            };
            map.keys().cloned().chain(map.iter().flat_map(inner)).collect()
        }
        _ => BTreeSet::new(),
    }
}

/// Every string in a value.
fn strings(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => drop(found.insert(text.clone())),
        Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Value::Object(map) => map.values().for_each(|item| strings(item, found)),
        _ => {}
    }
}

/// A word may be written like a name, a text may be one, a date looks like one: to refer to an act is to name it under a key that names acts.
#[test]
fn both_verifiers_know_what_an_act_refers_to() {
    let shapes = shapes();
    let kinds: BTreeSet<&str> = shapes.iter().map(|entry| entry.act.kind().name()).collect();
    assert!(kinds.len() > 55, "{kinds:?}");
    let (mut acts, mut upon): (BTreeMap<Id, LeafHash>, Vec<Entry>) = (BTreeMap::new(), vec![]);
    for (n, mut entry) in shapes.into_iter().enumerate() {
        entry.id = Id::new(&format!("shape-{n}")).unwrap();
        let mut words = BTreeSet::new();
        strings(&serde_json::to_value(&entry).unwrap(), &mut words);
        let ids = words.iter().filter_map(|word| Id::new(word).ok()).filter(|id| *id != entry.id);
        let ids: Vec<Id> = ids.collect();
        acts.extend(ids.iter().map(|id| (id.clone(), LeafHash([0; 32]))));
        entry.upon = ids.into_iter().map(|id| (id, LeafHash([0; 32]))).collect();
        upon.push(entry);
    }
    let mut sealed = entries(1);
    for (id, hash) in &mut acts {
        sealed.push(entry(id.as_str()));
        *hash = LeafHash(leaf_hash(&sealed[sealed.len() - 1]).0);
    }
    let mut wrong = BTreeSet::new();
    let mut right = 0;
    for mut entry in upon {
        entry.upon.iter_mut().for_each(|(id, hash)| *hash = acts[id]);
        for id in entry.upon.keys() {
            if entry.refers_to(id) {
                right += 1;
            } else {
                wrong.insert(format!("HARM: entry {} rests on another {id}", sealed.len()));
            }
        }
        sealed.push(entry.seal().unwrap());
    }
    assert!(right > 500 && wrong.len() > 100, "{right} {}", wrong.len());
    let mut sealed = seal(sealed);
    sealed.signed.clear();
    let Some((_, text)) = python_says(&sealed.archive(), None) else { return };
    assert!(!text.contains("is no entry"), "{text}");
    let said: BTreeSet<String> =
        text.lines().filter(|line| line.contains("rests on")).map(str::to_owned).collect();
    let differ: Vec<&String> = said.symmetric_difference(&wrong).collect();
    assert!(differ.is_empty(), "{differ:#?}");
}

/// A checkpoint from elsewhere is believed as it lies there by whoever has no key, and needs the log's signature and no more from whoever has one.
#[test]
fn both_verifiers_trust_the_same_keys_and_checkpoints() {
    let sealed = seal(entries(300));
    let archive = sealed.archive();
    let (key, by) = (log().verifier().to_string(), witness().verifier().to_string());
    let given = ["--log", key.as_str(), "--witness", by.as_str(), "--quorum", "1"];
    let by_log = |checkpoint: &Checkpoint| log().note(checkpoint.to_string(), 0).to_string();
    let by_nobody = |checkpoint: &Checkpoint| {
        NoteSigner::new("stranger.example", NoteKind::Note, &[3; 32])
            .unwrap()
            .note(checkpoint.to_string(), 0)
            .to_string()
    };
    if python(b"", &[], &[]).is_none() {
        return;
    }
    let says =
        |archive: &[u8], options: &[&str], trusted: &[String]| python(archive, options, trusted).unwrap();
    let half = head(&sealed.entries[..150]);
    let other = Checkpoint { root: leaf_hash(b"x"), ..half.clone() };
    for (name, options, trusted, code) in [
        ("own keys and a checkpoint", &[][..], by_nobody(&half), 0),
        ("own keys and a checkpoint of another history", &[], by_nobody(&other), 1),
        ("a checkpoint without a cosignature", &given, by_log(&half), 0),
        ("a checkpoint of another history", &given, by_log(&other), 1),
        ("a checkpoint that the log has not signed", &given, by_nobody(&half), 2),
        ("no checkpoint", &[], "half\n".to_owned(), 2),
        ("a checkpoint of nothing", &given, by_log(&head(&[])), 0),
        (
            "a checkpoint of nothing with another root",
            &given,
            by_log(&Checkpoint { size: 0, ..other.clone() }),
            1,
        ),
    ] {
        let (found, text) = says(&archive, options, &[trusted]);
        assert_eq!(found, Some(code), "{name}: {text}");
    }
    let (_, text) = says(&archive, &given, &[by_log(&Checkpoint { size: 0, ..other })]);
    assert!(text.contains("HARM: another history: the first 0 entries"), "{text}");

    // The first key names the log.
    let elsewhere = NoteSigner::new("council.example/other", NoteKind::Note, &[1; 32]).unwrap();
    let mut renamed = seal(entries(300));
    renamed.earlier.clear();
    renamed.keys = vec![elsewhere.verifier().clone()];
    renamed.head = elsewhere.note(head(&renamed.entries).to_string(), 0).to_string();
    let own = verify(&renamed.archive()[..], Trust::OwnKeys, vec![]).log.findings;
    assert!(matches!(&own[..], [Finding::Head(_)]), "{own:?}");
    assert_eq!(says(&renamed.archive(), &[], &[]).0, Some(2));
    let key_elsewhere = elsewhere.verifier().to_string();
    assert_eq!(says(&renamed.archive(), &["--log", &key_elsewhere], &[]).0, Some(2));

    // Witnesses are counted beside the key of the log, and none of them twice.
    assert_eq!(says(&archive, &["--witness", &by, "--quorum", "1"], &[]).0, Some(2));
    let twin =
        NoteVerifier::of("witness.example/twin", NoteKind::Cosignature, &witness().verifier().public_key());
    let twin = twin.unwrap().to_string();
    let (code, text) = says(&archive, &[&given[..], &["--witness", &twin]].concat(), &[]);
    assert!(code == Some(2) && text.contains("have one key"), "{text}");
    let newer = NoteSigner::new("witness.example/w", NoteKind::Cosignature, &[8; 32]).unwrap();
    let (newer, two) = (newer.verifier().to_string(), [&given[..5], &["2"]].concat());
    assert_eq!(says(&archive, &[&given[..], &["--witness", &newer]].concat(), &[]).0, Some(0));
    assert_eq!(says(&archive, &[&two[..], &["--witness", &newer]].concat(), &[]).0, Some(2));
}
