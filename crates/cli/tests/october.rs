//! The record of October 1917, checked by the program as a person would: every finding that it must make, with its line of the seed.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a failing test stops")]

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name)
}

fn shura(args: &[&str]) -> Value {
    let out = Command::new(env!("CARGO_BIN_EXE_shura")).args(args).arg("--json").output().unwrap();
    serde_json::from_slice(&out.stdout)
        .unwrap_or_else(|e| panic!("{args:?}: {e}: {}", String::from_utf8_lossy(&out.stderr)))
}

/// What must be found: the rule, a line of the seed, and words of the arithmetic.
const FOUND: &[(&str, u64, &str)] = &[
    ("divisions-disagree", 640, "25 there, 6 + 15 + 3 = 24 here"),
    ("composition-names", 1380, "14 persons are named where the whole is 15"),
    ("composition-sum", 1426, "the whole is 101: 10 not itemised"),
    ("slate-against-proportion", 1245, "14:7:3"),
    ("seats-left-open", 1245, "4 were declined and stand open"),
    ("composition-sum", 1236, "660, the whole is 650: 10 too many"),
    ("named-twice", 1247, "Riazanov"),
    ("sitting-overdue", 322, "due by September 1917"),
    ("sitting-overdue", 344, "25 October 1917"),
    ("sitting-decides-nothing", 423, "may not decide"),
    ("not-entitled-to-convene", 422, "Central Executive Committee"),
    ("rivals-all-lost", 285, "95 : 127 : 50"),
    ("organ-never-met", 430, "Plenary of the Military Revolutionary Committee"),
    ("organ-never-met", 612, "Political Bureau"),
    ("adopted-not-executed", 1266, "was not carried out"),
    ("motion-lapses-with-mover", 1272, "Martov leaves"),
    ("agenda-changed-without-motion", 1333, "dropped: the Constituent Assembly"),
    ("walk-out-announced-twice", 1297, "had already left"),
    ("walk-out-announced-twice", 1304, "had already left"),
    ("act-after-end", 1116, "had come to its end before"),
    ("not-countersigned", 451, "not obeyed by"),
    ("undertaking-forgotten", 1288, "was forgotten"),
    ("undertaking-forgotten", 1332, "was forgotten"),
    ("claims-conflict", 919, "25 October 1917, 02:00"),
    ("claims-conflict", 942, "differ on “the time”"),
    ("claims-conflict", 945, "differ on “the time”"),
    ("minutes-lost", 1330, ""),
    ("minutes-lost", 1337, ""),
    ("represented-base", 341, "223"),
    ("rights-given-during-vote", 1302, ""),
    ("task-forgotten", 1222, ""),
    ("two-commands", 1060, ""),
    ("text-printed-differs", 387, "“تسلیم” for “تسلیح”"),
    ("adopted-text-not-before-members", 1338, "only a draft of it is known"),
    ("adopted-text-not-before-members", 1361, "The draft abol"),
    ("annex-outranks-core", 1367, "an annex of the rank “guiding”"),
    ("recall-takes-offices", 92, "Volost"),
    ("dissent-entered", 381, "Mensheviks"),
    ("told-years-later", 616, "years or more"),
    ("thousands-reversed", 341, "223,900"),
    ("election-untold", 817, "Nothing tells"),
];

#[test]
fn the_program_finds_what_the_author_found_and_what_he_missed() {
    let report = shura(&["check", folder("october-1917").to_str().unwrap()]);
    let findings = report["findings"].as_array().unwrap();
    let mut missing = vec![];
    for (rule, line, words) in FOUND {
        let found = findings.iter().any(|f| {
            let lines = f["seed"].as_array().unwrap();
            f["rule"] == *rule
                && lines.iter().any(|l| l == line)
                && f["text"]["en"].as_str().unwrap().contains(words)
        });
        if !found {
            let near: Vec<_> = findings
                .iter()
                .filter(|f| f["rule"] == *rule)
                .map(|f| (&f["seed"], &f["text"]["en"]))
                .take(4)
                .collect();
            missing.push(format!("{rule} at L{line} with {words:?}; there are {near:?}"));
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
    for finding in findings {
        let persian = finding["text"]["fa"].as_str().unwrap();
        assert!(persian.chars().any(|c| ('\u{600}'..='\u{6ff}').contains(&c)), "{finding}");
    }
}

#[test]
fn no_finding_is_told_by_identifiers() {
    let dir = folder("october-1917");
    let acts = shura(&["acts", dir.to_str().unwrap()]);
    let ids: std::collections::BTreeSet<&str> =
        acts["acts"].as_array().unwrap().iter().map(|a| a["entry"]["id"].as_str().unwrap()).collect();
    assert!(ids.len() > 1200);
    let report = shura(&["check", dir.to_str().unwrap()]);
    let mut told = vec![];
    for finding in report["findings"].as_array().unwrap() {
        for lang in ["en", "fa"] {
            let text = finding["text"][lang].as_str().unwrap();
            let of_identifier = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
            let words = text.split(|c| !of_identifier(c)).filter(|w| w.contains('-') && ids.contains(w));
            told.extend(words.map(|w| format!("{} ({lang}): {w} in {text}", finding["rule"])));
        }
    }
    assert!(told.is_empty(), "{} of them:\n{}", told.len(), told.join("\n"));
}

#[test]
fn the_record_is_as_large_as_it_should_be() {
    let dir = folder("october-1917");
    let report = shura(&["check", dir.to_str().unwrap()]);
    let at_least =
        |name: &str, least: u64| assert!(report[name].as_u64().unwrap() >= least, "{name}: {}", report[name]);
    at_least("acts", 1200);
    at_least("organs", 120);
    at_least("persons", 300);
}

#[test]
fn every_row_of_the_systems_is_exercised() {
    let report = shura(&["coverage", folder("october-1917").to_str().unwrap()]);
    let rows = report["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 44);
    for row in rows {
        assert!(row["acts"].as_u64().unwrap() > 0, "{row}");
    }
}

#[test]
fn the_example_federation_is_in_order() {
    let report = shura(&["check", folder("federation").to_str().unwrap()]);
    let blocking: Vec<&Value> =
        report["findings"].as_array().unwrap().iter().filter(|f| f["severity"] != "note").collect();
    assert!(blocking.is_empty(), "{blocking:#?}");
}
