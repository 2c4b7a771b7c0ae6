//! Transcripts: each file in `transcripts/` is a session, `$ shura …` and what it printed. `UPDATE_TRANSCRIPTS=1 cargo test` writes them anew;
//! read the difference before you commit it.
//!
//! Commands run in `tests/records`. `TMP` stands for a new folder of each transcript. What is printed as an error follows what is printed as
//! output, and an exit code other than 0 stands in a last line `[exit 2]`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failing test stops")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// The words of a command line: split at blanks, but not between double quotes.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![];
    for (i, part) in line.split('"').enumerate() {
        if i % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

fn answer(line: &str, tmp: &Path) -> String {
    let tmp = tmp.to_str().unwrap();
    let words: Vec<String> = words(line).iter().map(|w| w.replace("TMP", tmp)).collect();
    assert_eq!(words[0], "shura", "a transcript runs nothing but shura: {line}");
    let ran = Command::new(env!("CARGO_BIN_EXE_shura"))
        .args(&words[1..])
        .current_dir(tests().join("records"))
        .output()
        .unwrap();
    let mut text = String::from_utf8(ran.stdout).unwrap() + &String::from_utf8(ran.stderr).unwrap();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    match ran.status.code().expect("the program ends by itself") {
        0 => {}
        code => text.push_str(&format!("[exit {code}]\n")),
    }
    text.replace(tmp, "TMP")
}

/// What a transcript should be: its comments and commands, each command with its answer.
fn replayed(name: &str, transcript: &str) -> String {
    let tmp = std::env::temp_dir().join(format!("shura-transcript-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&tmp);
    fs::create_dir_all(&tmp).unwrap();
    let mut text = String::new();
    for line in transcript.lines() {
        if let Some(command) = line.strip_prefix("$ ") {
            text.push_str(&format!("{line}\n{}\n", answer(command, &tmp)));
        } else if line.starts_with("# ") {
            text.push_str(&format!("{line}\n"));
        }
    }
    fs::remove_dir_all(&tmp).unwrap();
    text
}

#[test]
fn transcripts_hold() {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(tests().join("transcripts")).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    let mut wrong = vec![];
    for path in paths {
        let written = fs::read_to_string(&path).unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let now = replayed(name, &written);
        if std::env::var_os("UPDATE_TRANSCRIPTS").is_some() {
            fs::write(&path, now).unwrap();
        } else if now != written {
            wrong.push(format!("---- {name}: written\n{written}\n---- {name}: now\n{now}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
