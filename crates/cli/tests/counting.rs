//! The counting commands print the JSON that others rely on.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a failing test stops")]

use serde_json::{Value, json};
use std::process::Command;

fn shura(args: &[&str]) -> (Value, Option<i32>) {
    let out = Command::new(env!("CARGO_BIN_EXE_shura")).args(args).arg("--json").output().unwrap();
    (serde_json::from_slice(&out.stdout).unwrap_or(Value::Null), out.status.code())
}

#[test]
fn count_names_the_elected_by_their_place_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("small.blt");
    std::fs::write(
        &file,
        "3 2\n4 1 2 0\n3 2 1 0\n2 3 0\n0\n\"Ada\"\n\"Bahar\"\n\"Cyrus\"\n\"A small election\"\n",
    )
    .unwrap();
    let file = file.to_str().unwrap();
    let (result, code) = shura(&["count", file, "--method", "scottish-stv"]);
    assert_eq!(code, Some(0));
    assert_eq!(result["elected"], json!([{ "index": 1, "name": "Ada" }, { "index": 2, "name": "Bahar" }]));
    assert_eq!((&result["seats"], &result["valid"], &result["quota"]), (&json!(2), &json!(9), &json!(4)));
    assert_eq!(shura(&["count", file, "--method", "no-such-method"]).1, Some(2));
    assert_eq!(shura(&["count", "no-such-file.blt", "--method", "meek"]).1, Some(2));
}

/// Bundesarbeitsgericht 7 ABR 35/16: 557, 306 and 279 votes for 17 seats.
#[test]
fn apportion_keeps_the_order_given() {
    let seats = |method: &str| -> Vec<u64> {
        let (result, _) =
            shura(&["apportion", "--method", method, "--seats", "17", "A=557", "B=306", "C=279"]);
        result["lists"].as_array().unwrap().iter().map(|l| l["seats"].as_u64().unwrap()).collect()
    };
    assert_eq!(seats("dhondt"), [9, 4, 4]);
    assert_eq!(seats("sainte-lague"), [8, 5, 4]);
    assert_eq!(seats("hare"), [8, 5, 4]);
}

#[test]
fn majority_says_what_carried_and_how() {
    let carried = |votes: [&str; 3]| {
        let [yes, no, abstain] = votes;
        let (result, _) = shura(&[
            "majority",
            "--base",
            "cast",
            "--fraction",
            "2/3",
            "--for",
            yes,
            "--against",
            no,
            "--abstain",
            abstain,
        ]);
        assert!(
            !result["sentence"]["en"].as_str().unwrap().is_empty()
                && !result["sentence"]["fa"].as_str().unwrap().is_empty()
        );
        result["carried"].as_bool().unwrap()
    };
    assert!(carried(["40", "20", "7"]));
    assert!(!carried(["39", "20", "0"]));
    assert!(!carried(["0", "0", "5"]), "0 for and 0 against is not carried");
}
