//! Sealing a record written by hand: what is sealed says the same, and bad input leaves nothing behind.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failing test stops")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const OCTOBER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/october-1917");
const FEDERATION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/federation");

fn shura(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_shura")).args(args).output().unwrap()
}

fn said(args: &[&str]) -> String {
    let output = shura(args);
    assert!(output.stderr.is_empty(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn refused(args: &[&str]) -> String {
    let output = shura(args);
    assert_eq!(output.status.code(), Some(2), "{args:?}");
    String::from_utf8(output.stderr).unwrap()
}

fn sealed(record: &str, file: &Path) -> String {
    said(&["seal", record, file.to_str().unwrap(), "--json"])
}

#[test]
fn a_sealed_record_says_what_its_folder_says() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("october.shura");
    let report: serde_json::Value = serde_json::from_str(&sealed(OCTOBER, &file)).unwrap();
    let check: serde_json::Value = serde_json::from_str(&said(&["check", OCTOBER, "--json"])).unwrap();
    assert_eq!(
        report["entries"].as_u64(),
        check["acts"].as_u64().map(|n| n + 1),
        "the founding and the acts"
    );
    assert_eq!(report["origin"], "october-1917");
    let file = file.to_str().unwrap();
    for rest in [
        &["check", "--lang", "fa"][..],
        &["why", "mandate-presidium-lenin"],
        &["at", "1917-10-25", "petrograd-soviet"],
        &["acts", "--kind", "order"],
        &["minutes", "sitting-congress-2-oct25"],
        &["recognition", "1917-10-24"],
        &["coverage"],
    ] {
        let of = |place: &str| shura(&[&rest[..1], &[place], &rest[1..]].concat());
        let (by_hand, sealed) = (of(OCTOBER), of(file));
        assert_eq!(
            String::from_utf8(sealed.stdout).unwrap(),
            String::from_utf8(by_hand.stdout).unwrap(),
            "{rest:?}"
        );
        assert_eq!(sealed.status.code(), by_hand.status.code(), "{rest:?}");
    }
}

#[test]
fn the_same_record_gives_the_same_root_under_a_given_key() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (key, one, two) = (path("log.key"), path("one"), path("two"));
    let seal = |file: &str, more: &[&str]| {
        let args = [&["seal", FEDERATION, file, "--key", &key, "--json"], more].concat();
        serde_json::from_str::<serde_json::Value>(&said(&args)).unwrap()
    };
    let first = seal(&one, &["--origin", "federation.example/record"]);
    let second = seal(&two, &[]);
    assert_eq!(first, second, "the name comes from the key");
    let third = seal(&path("three"), &["--entered", "2026-11-26T21:00"]);
    assert_ne!(first["root"], third["root"]);
    let acts = said(&["acts", &path("three"), "--kind", "sitting", "--json"]);
    assert!(acts.contains("\"entered\": \"2026-11-26T21:00:00\""), "{acts}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn what_cannot_be_sealed_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (record, file) = (path("record"), path("sealed"));
    said(&["new", &record]);
    let nothing = |what: &str| {
        let left: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.starts_with("sealed"))
            .collect();
        assert!(left.is_empty(), "{what}: {left:?}");
    };
    let charter = fs::read_to_string(folder.path().join("record/charter.toml")).unwrap();
    let write = |text: String| fs::write(folder.path().join("record/charter.toml"), text).unwrap();

    write(format!("{charter}\n# {}\n", "x".repeat(70_000)));
    let error = refused(&["seal", &record, &file]);
    assert!(error.contains("charter.toml, line 1") && error.contains("65535 bytes"), "{error}");
    nothing("a charter that is too long");
    write(charter);

    let more = folder.path().join("record/more.toml");
    fs::write(&more, "[[act]]\nkind = \"event\"\nid = \"e\"\ntext = { en = \"e\u{301}\", fa = \"x\" }\n")
        .unwrap();
    let error = refused(&["seal", &record, &file]);
    assert!(error.contains("more.toml, line 1, act e") && error.contains("NFC"), "{error}");
    assert!(refused(&["seal", &record, &file, "--lang", "fa"]).contains("مهر نمی‌شود"));
    nothing("text that is not NFC");

    fs::write(&more, "[[act]]\nkind = \"founding\"\nid = \"e\"\ncharter = \"\"\n").unwrap();
    assert!(refused(&["seal", &record, &file]).contains("charter.toml"));
    fs::write(
        &more,
        "[[act]]\nkind = \"progress\"\nid = \"e\"\nof = \"nothing-like-this\"\nto = \"lapsed\"\n",
    )
    .unwrap();
    if shura(&["check", &record, "--json"]).stdout.windows(9).any(|w| w == b"\"refused\"") {
        assert!(refused(&["seal", &record, &file]).contains("act e cannot be sealed"));
        nothing("an act that the charter refuses");
    }
    fs::remove_file(&more).unwrap();

    assert!(refused(&["seal", &record, &file, "--origin", "two words"]).contains("--origin"));
    assert!(refused(&["seal", &record, &file, "--entered", "yesterday"]).contains("yesterday"));
    fs::write(folder.path().join("no.key"), "no key\n").unwrap();
    assert!(refused(&["seal", &record, &file, "--key", &path("no.key")]).contains("--key"));
    nothing("a key that is none");

    said(&["seal", &record, &file]);
    let before = fs::read(&file).unwrap();
    assert!(refused(&["seal", &record, &file]).contains("already"));
    assert_eq!(fs::read(&file).unwrap(), before);
    let other = path("elsewhere");
    assert!(
        refused(&["seal", &record, &other, "--key", &path("sealed.key"), "--origin", "x"]).contains("record")
    );

    fs::write(&other, "no ledger").unwrap();
    let error = refused(&["check", &other]);
    assert!(error.contains("damaged"), "{error}");
}
