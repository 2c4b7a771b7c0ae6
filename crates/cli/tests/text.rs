//! `shura text` and `shura bench amend` as a person runs them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::PathBuf;
use std::process::{Command, Output};

/// A directory of its own for one test, with the files it needs.
struct Desk(PathBuf);

impl Desk {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let path = std::env::temp_dir().join(format!("shura-text-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        for (file, text) in files {
            std::fs::write(path.join(file), text).unwrap();
        }
        Self(path)
    }

    fn run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_shura")).args(args).current_dir(&self.0).output().unwrap()
    }

    fn ok(&self, args: &[&str]) -> String {
        let out = self.run(args);
        assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap()
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const BASE: &str = "# آیین‌نامه\n\nهر واحد از هر پنجاه عضو یک نماینده می‌فرستد.\n\n- The dues are five per cent.\n- The sick pay half.\n";

fn desk(name: &str) -> Desk {
    let a1 = BASE.replace("پنجاه", "صد");
    let a2 = BASE.replace("پنجاه", "سی").replace("عضو یک", "عضو کارگر یک");
    let a3 = BASE.replace("five", "six");
    Desk::new(name, &[("base.md", BASE), ("A1.md", &a1), ("A2.md", &a2), ("A3.md", &a3)])
}

#[test]
fn a_difference_is_shown_word_by_word() {
    let shown = desk("diff").ok(&["text", "diff", "base.md", "A1.md"]);
    assert_eq!(shown, "هر واحد از هر [-پنجاه-] {+صد+} عضو یک نماینده می‌فرستد.\n\nChanges: 1\n");
}

#[test]
fn a_difference_is_an_amendment() {
    let desk = desk("json");
    let json = desk.ok(&["text", "diff", "base.md", "A3.md", "--json"]);
    std::fs::write(desk.0.join("moved.json"), json).unwrap();
    let merged = desk.ok(&["text", "amend", "base.md", "moved.json", "--markdown"]);
    assert_eq!(merged, BASE.replace("five", "six"));
}

#[test]
fn open_conflicts_have_their_own_exit_code_and_an_order_of_voting() {
    let desk = desk("amend");
    let open = desk.run(&["text", "amend", "base.md", "A1.md", "A2.md", "A3.md"]);
    assert_eq!(open.status.code(), Some(1));
    let shown = String::from_utf8(open.stdout).unwrap();
    assert!(
        shown.contains("Put to the vote in this order: A2 (−1 +2), A1 (−1 +1)\n  line 2, word 5\n"),
        "{shown}"
    );
    assert!(shown.contains("are [-five-] {+six+} per cent"), "what does not collide is merged: {shown}");

    let decided =
        desk.ok(&["--lang", "fa", "text", "amend", "base.md", "A1.md", "A2.md", "--decide", "A2=carried"]);
    assert!(decided.contains("A1: منتفی: A2 واژه‌های آن را تغییر داده است"), "{decided}");

    let json = desk.run(&["text", "amend", "base.md", "A1.md", "A2.md", "--json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(json["conflicts"][0]["order"][0]["amendment"], "A2");
    assert_eq!(json["conflicts"][0]["places"][0]["lines"][0]["line"], 2);
    assert_eq!(json["amendments"][0]["lines"][0][0]["word"], 5);
    assert_eq!(json["markdown"], BASE);
}

#[test]
fn lines_are_numbered_and_places_found() {
    let desk = desk("lines");
    let shown = desk.ok(&["--lang", "fa", "text", "lines", "base.md", "--width", "30"]);
    assert!(
        shown.starts_with("۱  آیین‌نامه\n\n۲  هر واحد از هر پنجاه عضو یک\n۳  نماینده می‌فرستد.\n"),
        "{shown}"
    );
    let found = desk.ok(&["text", "lines", "base.md", "--at", "سطر ۲، واژهٔ ۳ تا سطر ۲، واژهٔ ۵"]);
    assert_eq!(found, "block 2, words [2, 5]: از هر پنجاه\n");
}

#[test]
fn a_rebase_reports_what_falls() {
    let desk = desk("rebase");
    let out = desk.run(&["text", "rebase", "base.md", "A2.md", "A1.md", "A3.md"]);
    assert_eq!(out.status.code(), Some(1));
    let shown = String::from_utf8(out.stdout).unwrap();
    assert!(shown.contains("A1: change 1 falls") && shown.contains("A3: changes carried over: 1"), "{shown}");
    let same = desk.ok(&["text", "rebase", "base.md", "A1.md", "A1.md"]);
    assert_eq!(same, "A1: nothing is left to do, the text says so already\n");
}

/// Whoever pipes into a program that has read enough sees no fault of this one.
#[test]
fn a_reader_who_has_read_enough_may_go() {
    let desk = desk("pipe");
    let long = "The union stands for all workers.\n\n".repeat(20_000);
    std::fs::write(desk.0.join("long.md"), &long).unwrap();
    std::fs::write(desk.0.join("none.md"), "Nothing.\n").unwrap();
    for args in [
        &["text", "show", "long.md"][..],
        &["text", "lines", "long.md"],
        &["text", "diff", "long.md", "none.md"],
    ] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_shura"))
            .args(args)
            .current_dir(&desk.0)
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let said = String::from_utf8(child.wait_with_output().unwrap().stderr).unwrap();
        assert!(said.is_empty(), "{args:?}: {said}");
    }
}

#[test]
fn twins_are_found() {
    let paragraph = "کارگران شهر امروز در میدان گرد آمدند و از شورا خواستند که نان را میان همه برابر پخش کند";
    let text = format!("{paragraph}\nبند دیگر\n{}\n", paragraph.replace("میدان", "مدیان"));
    let desk = Desk::new("twins", &[("a.txt", &text)]);
    assert_eq!(
        desk.ok(&["text", "twins", "a.txt", "--plain"]),
        "Blocks 0 and 2, 75 %\n  [-میدان-] {+مدیان+}\nPairs: 1\n"
    );
}

#[test]
fn bad_input_gets_one_error_that_names_the_place() {
    let desk = desk("bad");
    std::fs::write(desk.0.join("bad.json"), "{\"id\": 1}").unwrap();
    std::fs::write(desk.0.join("nul.md"), "a\n\0").unwrap();
    std::fs::write(desk.0.join("latin.md"), b"a\nb\xff").unwrap();
    let cases: [(&[&str], &str, &str); 6] = [
        (&["text", "show", "none.md"], "there is no file none.md", "پروندهٔ none.md نیست"),
        (&["text", "show", "nul.md"], "nul.md: line 2: the character U+0000", "nul.md: سطر ۲: نویسهٔ تهی"),
        (&["text", "show", "latin.md"], "latin.md: line 2 is not UTF-8", "latin.md: سطر ۲ به UTF-8 نیست"),
        (
            &["text", "amend", "base.md", "bad.json"],
            "bad.json: not an amendment: ",
            "bad.json: سطر ۱، ستون ۸: ",
        ),
        (
            &["text", "lines", "base.md", "--at", "99"],
            "base.md: there is no line 99; ",
            "base.md: سطر ۹۹ نیست؛ ",
        ),
        (
            &["text", "amend", "base.md", "A1.md", "--decide", "B=lost"],
            "there is no amendment B",
            "اصلاحیه‌ای به شمارهٔ B نیست",
        ),
    ];
    for (args, en, fa) in cases {
        for (lang, message) in [("en", en), ("fa", fa)] {
            let out = desk.run(&[&["--lang", lang], args].concat());
            let said = String::from_utf8(out.stderr).unwrap();
            assert_eq!(out.status.code(), Some(2), "{said}");
            assert!(said.starts_with(&format!("shura: {message}")), "{said}");
            assert_eq!(said.lines().count(), 1, "{said}");
        }
    }
}

#[test]
fn the_benchmark_runs_and_its_workload_is_always_the_same() {
    let desk = Desk::new("bench", &[]);
    let once = desk.ok(&["bench", "amend", "--export", "20,20"]);
    assert_eq!(once, desk.ok(&["bench", "amend", "--export", "20,20"]));
    let work: serde_json::Value = serde_json::from_str(&once).unwrap();
    assert_eq!(work["paragraphs"][0].as_array().unwrap().len(), 80);
    let report: serde_json::Value =
        serde_json::from_str(&desk.ok(&["bench", "amend", "--runs", "1", "--json"])).unwrap();
    for one in report["workloads"].as_array().unwrap() {
        assert_eq!(
            one["merged"].as_u64().unwrap() + one["colliding"].as_u64().unwrap(),
            one["amendments"].as_u64().unwrap()
        );
    }
}
