//! The October record sealed, exported and verified; then harmed as its own history was: each harm is caught and named.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failing test stops")]

use rusqlite::Connection;
use shura_act::{Act, Entry, Figure};
use shura_tlog::archive::{Bundle, Part, Reader, Writer};
use shura_tlog::{NoteKind, NoteSigner};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const OCTOBER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/october-1917");
const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../README.md");
const TRANSCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/torn.txt");
/// Parts the transcript; the README shows what comes before.
const REST: &str = "# The same harm done to the sealed file by whoever keeps it, past its triggers.\n";

/// A folder in which the session takes place, and what was said in it.
struct Session {
    folder: tempfile::TempDir,
    said: String,
}

impl Session {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn note(&mut self, words: &str) {
        self.said.push_str(&format!("# {words}\n"));
    }

    /// Runs a command line, writes down what it says, and gives that.
    fn run(&mut self, line: &str) -> String {
        let words: Vec<&str> = line.split(' ').collect();
        let october = if words[1] == "seal" && words[2].starts_with("examples") { OCTOBER } else { words[2] };
        let args = [&[words[1], october], &words[3..]].concat();
        let mut command = Command::new(env!("CARGO_BIN_EXE_shura"));
        let ran = command.args(args).current_dir(self.folder.path()).output().unwrap();
        let mut text = String::from_utf8(ran.stdout).unwrap() + &String::from_utf8(ran.stderr).unwrap();
        if let Some(code) = ran.status.code().filter(|code| *code != 0) {
            text.push_str(&format!("[exit {code}]\n"));
        }
        self.said.push_str(&format!("$ {line}\n{text}\n"));
        text
    }

    /// Harms the entries of `october.tar` as `name`; whoever does it cannot sign, and leaves the rest as it was sealed.
    fn harm_archive(&self, name: &str, harm: &dyn Fn(&mut Vec<Vec<u8>>)) {
        let mut reader = Reader::new(fs::File::open(self.path("october.tar")).unwrap());
        let (mut keys, mut head, mut earlier, mut leaves, mut entries) =
            (vec![], vec![], vec![], vec![], vec![]);
        while let Some(part) = reader.next_part().unwrap() {
            match part {
                Part::Keys(own) => keys = own,
                Part::Head(note) => head = note,
                Part::Earlier(size, note) => earlier.push((size, note)),
                Part::Bundle(bundle) => {
                    leaves.extend(bundle.tile);
                    entries.extend(bundle.entries);
                }
                Part::Tile(..) | Part::Text(..) => {}
            }
        }
        harm(&mut entries);
        let head = String::from_utf8(head).unwrap();
        let mut writer = Writer::begin(fs::File::create(self.path(name)).unwrap(), &keys, &head).unwrap();
        for (index, tile) in leaves.chunks(256).enumerate() {
            for (size, note) in earlier.iter().filter(|(size, _)| (*size as usize - 1) / 256 == index) {
                writer.earlier(*size, std::str::from_utf8(note).unwrap()).unwrap();
            }
            let (from, last) = (index * 256, index == leaves.len() / 256);
            let to = if last { entries.len() } else { entries.len().min(from + 256) };
            writer
                .bundle(&Bundle {
                    index: index as u64,
                    tile: tile.to_vec(),
                    entries: entries.get(from..to).unwrap_or_default().to_vec(),
                    signatures: vec![],
                })
                .unwrap();
        }
        writer.finish().unwrap();
    }

    /// Harms a copy of the sealed file past the triggers that refuse it, and puts the triggers back.
    fn harm_file(&self, name: &str, sql: &str) {
        let path = self.path(name);
        fs::copy(self.path("october.shura"), &path).unwrap();
        let connection = Connection::open(&path).unwrap();
        let refused = connection.execute_batch(sql).unwrap_err();
        assert!(refused.to_string().contains("append-only"), "{refused}");
        let trigger = |name| {
            let sql = "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?1";
            connection.query_row(sql, [name], |row| row.get::<_, String>(0)).unwrap()
        };
        let triggers = [trigger("entry_keeps"), trigger("entry_stays")].join(";");
        connection.execute_batch("DROP TRIGGER entry_keeps; DROP TRIGGER entry_stays;").unwrap();
        connection.execute_batch(sql).unwrap();
        connection.execute_batch(&triggers).unwrap();
    }
}

fn place_of(entries: &[Vec<u8>], id: &str) -> usize {
    let named = |bytes: &Vec<u8>| Entry::read(bytes).unwrap().id.as_str() == id;
    entries.iter().position(named).unwrap_or_else(|| panic!("{id} is in the record"))
}

fn all_entries(path: &Path) -> Vec<Vec<u8>> {
    let connection = Connection::open(path).unwrap();
    let mut statement = connection.prepare("SELECT bytes FROM entry ORDER BY seq").unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

const CLAUSE: &str = "motion-1917-10-16-military-centre-g";
const VOTE: &str = "division-1917-10-16-confirm";
const SITTINGS: [&str; 2] = ["sitting-1917-10-10-cc", "sitting-1917-10-16-cc"];

/// The division of 16 October with 19 votes for where there were 20.
fn nineteen(bytes: &[u8]) -> Vec<u8> {
    let mut entry = Entry::read(bytes).unwrap();
    let Act::Division(division) = &mut entry.act else { panic!("{VOTE} is a division") };
    assert_eq!(division.in_favour.as_ref().unwrap().exact(), Some(20));
    division.in_favour = Some(Figure::exactly(19));
    entry.seal().unwrap()
}

/// A folder like another, with each act as `change` makes it.
fn rewritten(from: &Path, to: &Path, change: &dyn Fn(&str) -> String) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, name) = (entry.as_ref().unwrap().path(), entry.unwrap().file_name());
        if path.is_dir() {
            rewritten(&path, &to.join(name), change);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let acts: Vec<String> = text.split("[[act]]").map(change).collect();
        fs::write(to.join(name), acts.join("[[act]]")).unwrap();
    }
}

#[test]
fn no_page_of_october_can_be_torn_out() {
    let mut session = Session { folder: tempfile::tempdir().unwrap(), said: String::new() };
    let log = NoteSigner::new("october-1917", NoteKind::Note, &[17; 32]).unwrap();
    fs::write(session.path("log.key"), log.secret()).unwrap();
    session.run("shura seal examples/october-1917 october.shura --key log.key");
    session.run("shura export october.shura october.tar");
    assert!(session.run("shura verify october.tar").contains("The record is whole."));
    let entries = all_entries(&session.path("october.shura"));
    let places = [CLAUSE, VOTE, SITTINGS[0], SITTINGS[1]].map(|id| place_of(&entries, id));
    let [clause, vote, tenth, sixteenth] = places;

    session.note("The clause of 16 October about a military centre is torn out.");
    session.harm_archive("torn.tar", &|entries| drop(entries.remove(clause)));
    let said = session.run("shura verify torn.tar");
    assert!(said.contains(&format!("entries missing: 1, from entry {clause} on")), "{said}");

    session.note("The vote of the same evening: 19 for the rising where there were 20.");
    session.harm_archive("vote.tar", &|entries| entries[vote] = nineteen(&entries[vote]));
    let said = session.run("shura verify vote.tar");
    assert!(said.contains(&format!("entry {vote} was altered; the act {VOTE} lies there now")), "{said}");

    session.note("The sittings of 10 and 16 October change places.");
    session.harm_archive("sittings.tar", &|entries| entries.swap(tenth, sixteenth));
    let said = session.run("shura verify sittings.tar");
    assert!(
        said.contains(&format!("at place {tenth} was moved: it was sealed at place {sixteenth}")),
        "{said}"
    );

    session.note("The last page is cut off.");
    let kept = entries.len() - 40;
    session.harm_archive("cut.tar", &|entries| entries.truncate(kept));
    let said = session.run("shura verify cut.tar");
    assert!(said.contains(&format!("cut off: entry {kept} and all after it")), "{said}");
    assert!(said.contains("nothing is proven"), "{said}");

    session.note(
        "A second history, sealed by the keeper of the key, in which the vote was 19: whole by itself.",
    );
    let checkpoint: String = Connection::open(session.path("october.shura"))
        .unwrap()
        .query_row("SELECT note FROM checkpoint ORDER BY number DESC LIMIT 1", [], |row| row.get(0))
        .unwrap();
    fs::write(session.path("checkpoint"), checkpoint).unwrap();
    rewritten(Path::new(OCTOBER), &session.path("second"), &|act| match act
        .contains(&format!("\"{VOTE}\"\nat"))
    {
        true => act.replace("\nfor = 20\n", "\nfor = 19\n"),
        false => act.to_owned(),
    });
    session.run("shura seal second second.shura --key log.key");
    assert!(session.run("shura verify second.shura").contains("The record is whole."));
    session.note("A checkpoint of the first, kept by anyone, convicts it.");
    let said = session.run("shura verify second.shura --checkpoint checkpoint");
    assert!(said.contains(&format!("another history: the first {} entries", entries.len())), "{said}");

    session.said.push_str(REST);
    let shift = |from: usize, by: i64| {
        format!(
            "UPDATE entry SET seq = -seq - 1 WHERE seq > {from}; UPDATE entry SET seq = -seq - 1 + {by} WHERE seq < 0;"
        )
    };
    session
        .harm_file("torn.shura", &format!("DELETE FROM entry WHERE seq = {clause}; {}", shift(clause, -1)));
    let said = session.run("shura verify torn.shura --lang fa");
    assert!(said.contains("سند سالم نیست"), "{said}");
    let said = session.run("shura verify torn.shura");
    assert!(said.contains(&format!("entries missing: 1, from entry {clause} on")), "{said}");

    session.harm_file("gap.shura", &format!("DELETE FROM entry WHERE seq = {clause};"));
    let said = session.run("shura verify gap.shura");
    assert!(said.contains(&format!("entries missing: 1, from entry {clause} on")), "{said}");
    let said = session.run("shura fsck gap.shura");
    assert!(said.contains(&format!("entry {clause}")), "{said}");

    let bytes: String = nineteen(&entries[vote]).iter().map(|byte| format!("{byte:02x}")).collect();
    session.harm_file("vote.shura", &format!("UPDATE entry SET bytes = X'{bytes}' WHERE seq = {vote}"));
    let said = session.run("shura verify vote.shura");
    assert!(said.contains(&format!("entry {vote} was altered")), "{said}");
    assert!(session.run("shura fsck vote.shura").contains("[exit 1]"));

    session.harm_file(
        "sittings.shura",
        &format!("UPDATE entry SET seq = -1 WHERE seq = {tenth}; UPDATE entry SET seq = {tenth} WHERE seq = {sixteenth}; UPDATE entry SET seq = {sixteenth} WHERE seq = -1;"),
    );
    let said = session.run("shura verify sittings.shura");
    assert!(said.contains(&format!("at place {tenth} was moved")), "{said}");

    session.harm_file("cut.shura", &format!("DELETE FROM entry WHERE seq >= {}", entries.len() - 300));
    let said = session.run("shura verify cut.shura");
    assert!(said.contains("is cut off"), "{said}");

    hold(&session.said);
}

/// The transcript is as it was, and what the README shows of it has its form.
fn hold(said: &str) {
    if std::env::var_os("UPDATE_TRANSCRIPTS").is_some() {
        fs::write(TRANSCRIPT, said).unwrap();
    }
    let written = fs::read_to_string(TRANSCRIPT).unwrap_or_default();
    assert_eq!(said, written, "if this is right: UPDATE_TRANSCRIPTS=1 cargo test -p shura --test torn");
    let readme = fs::read_to_string(README).unwrap();
    // Numbers and hashes of the README may lag behind the record; its words may not.
    let form = |text: &str| -> Vec<String> {
        let word = |w: &str| !w.contains(|c: char| c.is_ascii_digit()) && !w.contains('+');
        let line = |l: &str| l.split(' ').filter(|w| word(w)).collect::<Vec<_>>().join(" ");
        text.lines().map(line).filter(|l| !l.is_empty()).collect()
    };
    let shown = form(said.split(REST).next().unwrap());
    let block = readme.split("```text\n$ shura seal").nth(1).expect("the README shows the session");
    let block = form(&format!("$ shura seal{}", block.split("```").next().unwrap()));
    for line in block.iter().filter(|line| !line.contains('…')) {
        assert!(shown.contains(line), "the README shows what is not said any more: {line}");
    }
}
