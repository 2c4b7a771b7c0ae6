//! Who may enter what: the table of the specification is that of the program, and what `may` promises is what `enter` keeps.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a failing test stops")]

use shura_act::Kind;
use shura_kernel::may::{Concern, silent};
use shura_kernel::{Charter, Severity, Standing, enter};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn spec(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec").join(name)).unwrap()
}

#[test]
fn the_table_of_the_specification_is_that_of_the_program() {
    let text = spec("charter.md");
    let (_, table) = text.split_once("is silent** about a kind, this holds:").unwrap();
    let mut told: BTreeMap<&str, String> = BTreeMap::new();
    for line in table.lines().skip_while(|l| !l.starts_with('|')).take_while(|l| l.starts_with('|')).skip(2) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        for kind in cells[1].split(", ") {
            assert!(
                told.insert(kind.trim_matches('`'), cells[2].to_owned()).is_none(),
                "{kind} stands twice"
            );
        }
    }
    let standing = Standing::new(Charter::read("charter", &spec("vectors/charter.toml")).unwrap());
    let officers = Concern::default();
    for &kind in Kind::ALL {
        let words: Vec<String> = silent(&standing, kind, &officers).iter().map(ToString::to_string).collect();
        let row = told.remove(kind.name()).unwrap_or_else(|| panic!("the table lacks {}", kind.name()));
        let plain =
            words.iter().filter(|w| kind != Kind::Sitting || *w != "member").cloned().collect::<Vec<_>>();
        assert!(
            row.starts_with(&plain.join(", ")) || row.ends_with(&plain.join(", ")),
            "{}: {row} / {words:?}",
            kind.name()
        );
    }
    assert!(told.is_empty(), "no kinds: {told:?}");
}

/// The examples that people copy are entered whole under their own charters.
#[test]
fn the_examples_are_let_in_by_their_own_charters() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut wrong = vec![];
    for (folder, acts) in [("examples/federation", ""), ("crates/cli/src/cmd/new/starter", "acts")] {
        let folder = root.join(folder);
        let mut paths: Vec<_> = fs::read_dir(folder.join(acts)).unwrap().map(|e| e.unwrap().path()).collect();
        paths.sort();
        let is_acts = |p: &&std::path::PathBuf| {
            p.extension().is_some_and(|e| e == "toml") && !p.ends_with("charter.toml")
        };
        let read =
            |p: &std::path::PathBuf| shura_act::hand::read("file", &fs::read_to_string(p).unwrap()).unwrap();
        let acts = shura_act::hand::join(paths.iter().filter(is_acts).map(read).collect()).unwrap();
        let charter = fs::read_to_string(folder.join("charter.toml")).unwrap();
        let mut standing = Standing::new(Charter::read("charter", &charter).unwrap());
        for act in acts {
            let findings = enter(&mut standing, &act.entry).unwrap_or_else(|refusal| refusal.findings);
            let void = findings.iter().filter(|f| f.severity == Severity::Void);
            wrong.extend(void.map(|f| format!("{}: {}: {}", f.act, f.rule, f.text(&standing).en)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
