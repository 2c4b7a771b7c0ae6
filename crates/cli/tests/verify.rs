//! Sealed files out and in again: export, import, verify, fsck, backup, restore; whom the verifier trusts; hostile input.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failing test stops")]

use serde_json::Value;
use shura_act::act::Event;
use shura_act::{Act, Id};
use shura_ledger::{Ledger, Sqlite};
use shura_tlog::{NoteKind, NoteSigner};
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const FEDERATION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/federation");

struct House(tempfile::TempDir);

impl House {
    /// A folder with a sealed federation, its archive, and the key of its log.
    fn new() -> Self {
        let house = Self(tempfile::tempdir().unwrap());
        let log = NoteSigner::new("federation.example/log", NoteKind::Note, &[5; 32]).unwrap();
        fs::write(house.path("log.key"), log.secret()).unwrap();
        fs::write(house.path("log.pub"), format!("{}\n", log.verifier())).unwrap();
        house.json(&["seal", FEDERATION, "f.shura", "--key", "log.key"]);
        house.json(&["export", "f.shura", "f.tar"]);
        house
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_shura")).args(args).current_dir(self.0.path()).output().unwrap()
    }

    fn json(&self, args: &[&str]) -> Value {
        let output = self.run(&[args, &["--json"]].concat());
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code().unwrap() < 2 && error.is_empty(), "{args:?}: {error}");
        if output.stdout.is_empty() { Value::Null } else { serde_json::from_slice(&output.stdout).unwrap() }
    }

    /// The one sentence by which unusable input is refused, the same in both languages.
    fn unusable(&self, args: &[&str]) -> String {
        let told = ["en", "fa"].map(|lang| {
            let output = self.run(&[args, &["--lang", lang]].concat());
            let error = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{args:?}: {error}");
            assert!(output.stdout.is_empty() && error.lines().count() == 1, "{args:?}: {error}");
            error
        });
        let [en, fa] = told;
        assert_ne!(en, fa);
        en
    }
}

#[test]
fn what_goes_out_comes_in_with_the_same_root() {
    let house = House::new();
    let verified = house.json(&["verify", "f.tar"]);
    assert_eq!(verified["whole"], true, "{verified}");
    assert_eq!(verified["entries"], verified["proven"]);
    assert_eq!(house.json(&["verify", "f.shura"]), verified, "of the file and of its archive alike");
    let imported = house.json(&["import", "f.tar", "g.shura"]);
    assert_eq!(imported["root"], verified["checkpoint"]["root"]);
    assert_eq!((&imported["entries"], &imported["new"]), (&verified["entries"], &verified["entries"]));
    house.json(&["export", "g.shura", "g.tar"]);
    assert_eq!(
        fs::read(house.path("f.tar")).unwrap(),
        fs::read(house.path("g.tar")).unwrap(),
        "byte for byte"
    );
    assert_eq!(house.json(&["import", "f.tar", "g.shura"])["new"], 0, "again, and nothing is new");
    assert_eq!(house.json(&["check", "g.shura"]), house.json(&["check", "f.shura"]));
    assert_eq!(house.json(&["fsck", "g.shura"])["sound"], true);
}

/// Words that lie beside a record go where it goes; what is lost or altered on the way is named.
#[test]
fn words_beside_a_record_travel_with_it() {
    let house = House::new();
    let text = |place: &str| house.json(&["text", "of", place, "timetable"]);
    assert_eq!(text("f.shura"), text(FEDERATION), "the sealed file knows the words");
    assert!(
        text("f.shura")["parts"][0]["versions"][0]["words"]["markdown"].as_str().unwrap().contains("vans")
    );
    house.json(&["import", "f.tar", "g.shura"]);
    house.json(&["backup", "g.shura", "copy.shura"]);
    house.json(&["restore", "copy.shura", "h.shura"]);
    for place in ["f.shura", "f.tar", "g.shura", "h.shura"] {
        let verified = house.json(&["verify", place]);
        assert_eq!(
            (&verified["whole"], &verified["texts"]),
            (&Value::Bool(true), &Value::from(3)),
            "{place}"
        );
    }
    assert_eq!(text("h.shura"), text(FEDERATION));
    assert_eq!(house.json(&["fsck", "h.shura"])["texts"], 3);

    let harm = |file: &str, sql: &str| {
        fs::copy(house.path("f.shura"), house.path(file)).unwrap();
        let connection = rusqlite::Connection::open(house.path(file)).unwrap();
        let refused = connection.execute_batch(sql).unwrap_err();
        assert!(refused.to_string().contains("append-only"), "{refused}");
        let triggers: Vec<String> = ["text_keeps", "text_stays"]
            .map(|name| {
                let sql = "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?1";
                connection.query_row(sql, [name], |row| row.get(0)).unwrap()
            })
            .into();
        let without = format!("DROP TRIGGER text_keeps; DROP TRIGGER text_stays; {sql};");
        connection.execute_batch(&format!("{without} {}", triggers.join(";"))).unwrap();
    };
    let found = |place: &str| {
        let verified = house.json(&["verify", place]);
        assert_eq!(verified["whole"], false);
        assert_eq!(verified["proven"], verified["entries"], "the entries are as they were sealed");
        verified["harm"][0]["text"].clone()
    };
    harm("lost.shura", "DELETE FROM text WHERE seq = (SELECT min(seq) FROM text)");
    let lost = found("lost.shura");
    let says = |text: &Value, lang: &str, words: &[&str]| {
        let said = text[lang].as_str().unwrap();
        assert!(words.iter().all(|word| said.contains(word)), "{said}");
    };
    says(&lost, "en", &["the words of the text timetable-text", "sha256:27db", "are missing"]);
    says(&lost, "fa", &["واژه‌های متن timetable-text", "نیست"]);
    let checked = house.run(&["fsck", "lost.shura"]);
    assert_eq!(checked.status.code(), Some(1));
    assert!(String::from_utf8(checked.stdout).unwrap().contains("whose words are not here"));
    assert!(house.unusable(&["restore", "lost.shura", "no.shura"]).contains("whose words are not here"));
    house.json(&["export", "lost.shura", "lost.tar"]);
    assert_eq!(found("lost.tar"), lost);
    let import = house.run(&["import", "lost.tar", "no.shura"]);
    assert!(import.status.code() == Some(1) && !house.path("no.shura").exists(), "nothing was imported");
    house.json(&["import", "f.tar", "lost.shura"]);
    assert_eq!(
        house.json(&["verify", "lost.shura"])["texts"],
        3,
        "an archive that has the words gives them back"
    );

    harm(
        "altered.shura",
        "UPDATE text SET words = CAST(replace(words, 'week', 'year') AS BLOB) WHERE seq = (SELECT min(seq) FROM text)",
    );
    says(&found("altered.shura"), "en", &["the words of the text timetable-text", "were altered"]);
    assert_eq!(house.json(&["fsck", "altered.shura"])["sound"], false);
    assert!(house.unusable(&["check", "altered.shura"]).contains("its words are not those of its hash"));
}

#[test]
fn words_that_an_act_names_must_be_there_to_be_sealed() {
    let house = House::new();
    let (from, to) = (Path::new(FEDERATION), house.path("copy"));
    fs::create_dir_all(to.join("texts")).unwrap();
    for folder in ["", "texts"] {
        for file in fs::read_dir(from.join(folder)).unwrap().map(|file| file.unwrap().path()) {
            if file.is_file() {
                fs::copy(&file, to.join(folder).join(file.file_name().unwrap())).unwrap();
            }
        }
    }
    fs::remove_file(to.join("texts/timetable-adopted.md")).unwrap();
    let said = house.unusable(&["seal", "copy", "no.shura"]);
    assert!(said.contains("2026-1.toml, line") && said.contains("are not in the folder `texts`"), "{said}");
    assert!(!house.path("no.shura").exists() && !house.path("no.shura.key").exists());
}

#[test]
fn an_import_that_was_killed_goes_on() {
    let house = House::new();
    for pause in [0, 20, 60, 120] {
        let mut import = Command::new(env!("CARGO_BIN_EXE_shura"))
            .args(["import", "f.tar", "killed.shura"])
            .current_dir(house.0.path())
            .stderr(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        // However far it comes: what is left must be the beginning of the record, or nothing.
        std::thread::sleep(std::time::Duration::from_millis(pause));
        import.kill().unwrap();
        import.wait().unwrap();
    }
    let root = house.json(&["verify", "f.tar"])["checkpoint"]["root"].clone();
    assert_eq!(house.json(&["import", "f.tar", "killed.shura"])["root"], root);
    assert_eq!(house.json(&["fsck", "killed.shura"])["sound"], true);
}

#[test]
fn the_verifier_trusts_whom_it_was_told_to_trust() {
    let house = House::new();
    let own = house.json(&["verify", "f.tar"]);
    assert_eq!(own["independent"], false);
    let given = house.json(&["verify", "f.tar", "--key", "log.pub"]);
    assert_eq!((&given["independent"], &given["whole"]), (&Value::Bool(true), &Value::Bool(true)));
    let thief = NoteSigner::new("federation.example/log", NoteKind::Note, &[6; 32]).unwrap();
    let stranger = house.json(&["verify", "f.tar", "--key", &thief.verifier().to_string()]);
    assert_eq!((&stranger["whole"], &stranger["proven"]), (&Value::Bool(false), &Value::from(0)));
    let witness = NoteSigner::new("witness.example/w", NoteKind::Cosignature, &[7; 32]).unwrap();
    let witness = witness.verifier().to_string();
    let required = ["verify", "f.tar", "--key", "log.pub", "--witness", &witness, "--quorum", "1"];
    assert_eq!(house.json(&required)["whole"], false, "the witness has not cosigned");
    assert!(house.unusable(&["verify", "f.tar", "--witness", &witness]).contains("--key"));
    assert!(house.unusable(&["verify", "f.tar", "--key", "log.pub", "--quorum", "1"]).contains("--witness"));
    assert!(house.unusable(&["verify", "f.tar", "--key", "no key"]).contains("no key"));

    let note = Sqlite::open_to_read(&house.path("f.shura")).unwrap().published(0, 9).unwrap().pop().unwrap();
    fs::write(house.path("checkpoint"), &note).unwrap();
    let trusted = house.json(&["verify", "f.tar", "--checkpoint", "checkpoint"]);
    assert_eq!((&trusted["independent"], &trusted["whole"]), (&Value::Bool(true), &Value::Bool(true)));
    let signed = ["verify", "f.tar", "--key", "log.pub", "--checkpoint", "checkpoint"];
    assert_eq!(house.json(&signed)["whole"], true);
    let size = own["entries"].as_u64().unwrap();
    let longer = note.replace(&format!("\n{size}\n"), &format!("\n{}\n", size + 3));
    fs::write(house.path("longer"), longer).unwrap();
    let shorter = house.json(&["verify", "f.tar", "--checkpoint", "longer"]);
    assert!(
        shorter["harm"][0]["text"]["en"].as_str().unwrap().contains("the trusted checkpoint"),
        "{shorter}"
    );
    assert!(
        house.unusable(&["verify", "f.tar", "--key", "log.pub", "--checkpoint", "longer"]).contains("longer")
    );
}

#[test]
fn entries_after_the_last_checkpoint_are_counted_and_not_proven() {
    let house = House::new();
    let before = house.json(&["verify", "f.shura"]);
    let event = Act::Event(Event { place: None, concerns: vec![] });
    let entry = shura_act::Entry::new(Id::new("said-later").unwrap(), event).seal().unwrap();
    let mut ledger = Sqlite::open(&house.path("f.shura")).unwrap();
    let size = ledger.head().size;
    ledger.append(size, &[shura_ledger::Entry::new(entry)]).unwrap();
    // While a writer has it open.
    let after = house.json(&["verify", "f.shura"]);
    assert_eq!((&after["unsealed"], &after["proven"]), (&Value::from(1), &before["proven"]));
    house.json(&["backup", "f.shura", "copy.shura"]);
    drop(ledger);
    fs::remove_file(house.path("f.shura")).unwrap();
    house.json(&["restore", "copy.shura", "f.shura"]);
    assert_eq!(house.json(&["verify", "f.shura"])["unsealed"], 1);
    assert!(house.unusable(&["restore", "copy.shura", "f.shura"]).contains("already"));
    assert!(house.unusable(&["backup", "f.shura", "copy.shura"]).contains("already"));
}

#[test]
fn hostile_input_gets_one_error_and_nothing_is_written() {
    let house = House::new();
    let archive = fs::read(house.path("f.tar")).unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(house.path(name), bytes).unwrap();
    // Cut behind the first page, so that there is something left to prove.
    write("cut.tar", &archive[..archive.len() / 4 * 3]);
    write("none.tar", b"no archive");
    write("empty.tar", b"");
    let mut huge = archive.clone();
    // The header of the first member claims more bytes than a member may have.
    huge[124..135].copy_from_slice(b"77777777777");
    write("huge.tar", &huge);
    for name in ["cut.tar", "huge.tar"] {
        let verified = house.json(&["verify", name]);
        assert_eq!(verified["whole"], false, "{name}");
        assert!(!verified["harm"].as_array().unwrap().is_empty(), "{name}: {verified}");
        let output = house.run(&["import", name, "new.shura"]);
        let said = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert!(said.contains("Nothing was imported."), "{name}: {said}");
    }
    let cut = house.json(&["verify", "cut.tar"]);
    // Each page is sealed under a checkpoint of its own, so that what is left proves all its full pages.
    let entries = cut["entries"].as_u64().unwrap();
    assert!(entries >= 256 && cut["proven"].as_u64() == Some(entries - entries % 256), "{cut}");
    for args in [
        &["verify", "nothing.tar"][..],
        &["verify", "."],
        &["verify", "none.tar"],
        &["verify", "empty.tar"],
        &["import", "none.tar", "new.shura"],
        &["import", "empty.tar", "new.shura"],
        &["export", "empty.tar", "new.tar"],
        &["import", "nothing.tar", "new.shura"],
        &["export", "nothing.shura", "new.tar"],
        &["export", "none.tar", "new.tar"],
        &["fsck", "nothing.shura"],
        &["backup", "nothing.shura", "new.shura"],
        &["restore", "nothing.shura", "new.shura"],
        &["restore", "none.tar", "new.shura"],
    ] {
        house.unusable(args);
    }
    assert!(house.unusable(&["export", "f.shura", "f.tar"]).contains("exists already"));
    let left: Vec<String> = fs::read_dir(house.0.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("new") && !name.ends_with(".lock"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
    // Another record of the same name is not mixed in.
    let text = fs::read_to_string(Path::new(FEDERATION).join("charter.toml")).unwrap();
    fs::create_dir(house.path("other")).unwrap();
    fs::write(house.path("other/charter.toml"), text).unwrap();
    house.json(&["seal", "other", "other.shura", "--key", "log.key"]);
    let before = fs::read(house.path("other.shura")).unwrap();
    let output = house.run(&["import", "f.tar", "other.shura"]);
    assert_eq!(output.status.code(), Some(0), "the founding is the same, so that it is the beginning of it");
    assert_ne!(fs::read(house.path("other.shura")).unwrap(), before);
    fs::write(house.path("other/more.toml"), "[[act]]\nkind = \"event\"\nid = \"e\"\n").unwrap();
    house.json(&["seal", "other", "third.shura", "--key", "log.key"]);
    assert!(house.unusable(&["import", "f.tar", "third.shura"]).contains("two histories"));
}

#[test]
fn the_register_goes_beside_the_archive_and_only_when_asked_for() {
    let house = House::new();
    let person = "wilhelmina-of-the-register";
    let mut register = shura_ledger::Register::open(&house.path("f.shura")).unwrap();
    let details = shura_ledger::register::Details {
        name: Some(shura_act::Bilingual::new("Wilhelmina", "ویلهلمینا")),
        contact: vec!["w@example.org".to_owned()],
    };
    let (known, gone) = (Id::new(person).unwrap(), Id::new("gone").unwrap());
    register.set(&known, &[3; 32], &details).unwrap();
    register.set(&gone, &[4; 32], &details).unwrap();
    register.erase(&gone).unwrap();
    let all = register.all().unwrap();
    drop(register);
    house.json(&["export", "f.shura", "without.tar"]);
    let told = house.json(&["export", "f.shura", "with.tar", "--with-register"]);
    assert_eq!(told["persons"], 2);
    let archive = fs::read(house.path("with.tar")).unwrap();
    assert_eq!(archive, fs::read(house.path("without.tar")).unwrap(), "the archive itself is the same");
    assert!(!archive.windows(10).any(|window| window == b"Wilhelmina"));
    assert!(!house.path("without.tar.register.toml").exists());
    assert!(house.unusable(&["export", "f.shura", "with.tar", "--with-register"]).contains("exists already"));
    house.json(&["import", "with.tar", "g.shura", "--with-register"]);
    assert_eq!(shura_ledger::Register::open(&house.path("g.shura")).unwrap().all().unwrap(), all);
    assert!(house.unusable(&["import", "without.tar", "h.shura", "--with-register"]).contains("no register"));
    assert_eq!(house.json(&["verify", "g.shura"])["whole"], true);
}
