//! What holds in the whole tree: the direction of dependencies, the bans of the pure rooms, licences, documents.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a failing test stops")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Rooms in the order of the house: a room uses rooms above it, never below.
const ROOMS: &[&str] =
    &["act", "count", "text", "kernel", "tlog", "verify", "verifier", "ledger", "server", "cli"];

/// Rooms without input, output, clock, randomness, floating point, async and order that depends on hashing.
const PURE: &[&str] = &["act", "count", "text", "kernel", "tlog", "verify"];

/// What a pure room must not name, and why.
const BANNED: &[(&str, &str)] = &[
    ("std::fs", "files"),
    ("std::net", "the network"),
    ("std::env", "the environment"),
    ("std::process", "other programs"),
    ("std::thread", "threads"),
    ("SystemTime", "a clock"),
    ("Instant::", "a clock"),
    ("rand::", "randomness"),
    ("tokio", "async"),
    ("HashMap", "an order that depends on hashing"),
    ("HashSet", "an order that depends on hashing"),
    ("f64", "floating point"),
    ("f32", "floating point"),
    ("println!", "output"),
];

/// Licences that a dependency may have; an expression is allowed if some choice in it consists of these.
const LICENCES: &[&str] = &[
    "MIT",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Unicode-3.0",
    "Zlib",
    "Unlicense",
    "CC0-1.0",
    "0BSD",
    "MPL-2.0",
    "BSL-1.0",
    "Apache-2.0 WITH LLVM-exception",
    "AGPL-3.0-or-later",
    "CDLA-Permissive-2.0",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            if name != "target" && !name.starts_with('.') && name != "node_modules" {
                files(&path, ending, found);
            }
        } else if name.ends_with(ending) {
            found.push(path);
        }
    }
}

fn all(ending: &str) -> Vec<(String, String)> {
    let mut found = vec![];
    files(&root(), ending, &mut found);
    found.sort();
    let shown = |p: &PathBuf| p.strip_prefix(root()).unwrap().display().to_string();
    found.iter().map(|p| (shown(p), fs::read_to_string(p).unwrap())).collect()
}

#[test]
fn rooms_use_only_rooms_above_them() {
    for (place, room) in ROOMS.iter().enumerate() {
        let Ok(manifest) = fs::read_to_string(root().join(format!("crates/{room}/Cargo.toml"))) else {
            continue;
        };
        let table: toml::Table = manifest.parse().unwrap();
        for name in table.get("dependencies").and_then(|d| d.as_table()).into_iter().flat_map(|d| d.keys()) {
            let Some(other) = name.strip_prefix("shura-") else { continue };
            let above =
                ROOMS.iter().position(|r| r == &other).unwrap_or_else(|| panic!("{other} is no room"));
            assert!(above < place, "{room} must not use {other}");
        }
    }
}

#[test]
fn pure_rooms_stay_pure() {
    let mut wrong = vec![];
    for room in PURE {
        let mut found = vec![];
        files(&root().join(format!("crates/{room}/src")), ".rs", &mut found);
        for path in found {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            // The writer of canonical bytes names floating point only to refuse it.
            let refuses = |line: &str| line.starts_with("fn write_f32<") || line.starts_with("fn write_f64<");
            for line in code.lines().map(str::trim).filter(|l| !l.starts_with("//") && !refuses(l)) {
                for (word, what) in BANNED.iter().filter(|(word, _)| line.contains(word)) {
                    wrong.push(format!("{}: a pure room has no {what} ({word}): {line}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_is_left_undone() {
    let mut wrong = vec![];
    for (path, text) in all(".rs").into_iter().filter(|(path, _)| !path.ends_with("tidy.rs")) {
        for word in ["todo!(", "unimplemented!(", "FIXME", "XXX", "dbg!(", "#[ignore"] {
            if text.contains(word) {
                wrong.push(format!("{path}: {word}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_document_has_one_title() {
    for (path, text) in all(".md") {
        let mut fenced = false;
        let titles = text.lines().filter(|line| {
            fenced ^= line.starts_with("```");
            !fenced && line.starts_with("# ")
        });
        assert_eq!(titles.count(), 1, "{path} has one title");
    }
}

#[test]
fn licences_allow_the_whole() {
    let out = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--offline", "--locked"])
        .current_dir(root())
        .output()
        .unwrap();
    if !out.status.success() {
        println!("left out: the dependencies' licences cannot be listed without a network here");
        return;
    }
    let metadata: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    let mut wrong = vec![];
    for package in metadata["packages"].as_array().unwrap() {
        let licence = package["license"].as_str().unwrap_or("none");
        if !allowed(licence) {
            wrong.push(format!("{}: {licence}", package["name"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether some choice of a licence expression consists of allowed licences. Parentheses occur only around choices.
fn allowed(expression: &str) -> bool {
    expression.replace('/', " OR ").split(" AND ").all(|part| {
        let part = part.trim_matches(['(', ')', ' ']);
        part.split(" OR ").any(|one| LICENCES.contains(&one.trim_matches(['(', ')', ' '])))
    })
}
