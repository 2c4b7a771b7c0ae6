//! What can happen to a record on a disk: each storage call broken in turn, kill -9, torn writes, a full disk, flipped
//! bits, an old file copied back, a second process. After each, the whole check.

use crate::archive::{export, import};
use crate::conformance::{ORIGIN, checkpoint, entries, entry, read};
use crate::faults::Break;
use crate::sequencer::tests::Plain;
use crate::{
    Damage, Entry, Head, Ledger, LedgerError, Sequencer, Sqlite, Text, fsck, prove_consistency, sqlite,
};
use shura_tlog::witness::{AddCheckpoint, Refusal, decide};
use shura_tlog::{Hash, NoteKind, NoteSigner};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Says to a copy of this test program what it is to do.
const ROLE: &str = "SHURA_TEST_ROLE";
const FILE: &str = "SHURA_TEST_FILE";

fn sound(ledger: &Sqlite) -> Head {
    ledger.check_file().unwrap();
    fsck(ledger, read, &mut |_| ()).unwrap().head
}

fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.db");
    (folder, path)
}

/// Numbers that look random and are the same in every run.
fn scramble(n: u64) -> u64 {
    let n = (n ^ (n >> 31)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (n ^ (n >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 16
}

/// Appends 20 entries that fill a tile, and publishes; breaks the n-th storage call of that; for every n.
#[test]
fn each_storage_call_breaks_in_turn() {
    for how in [Break::Failed, Break::FailedThoughPersisted] {
        let mut breaks = 0;
        for call in 0.. {
            let (_folder, path) = folder();
            let mut ledger = Sqlite::create(&path, ORIGIN).unwrap();
            ledger.append(0, &entries(0..250)).unwrap();
            let before = ledger.head();
            let batch = entries(250..270);
            ledger.faults.set(call, how);
            let answer = ledger.append(250, &batch);
            let answer = answer.and_then(|_| ledger.publish(&checkpoint(ledger.head())));
            if !ledger.faults.struck() {
                assert_eq!(answer, Ok(()));
                break;
            }
            breaks += 1;
            match answer {
                Err(LedgerError::Failed { .. }) if ledger.head() == before => {
                    assert_eq!(sound(&ledger), before, "call {call}");
                }
                // The entries were kept and the publishing failed.
                Err(LedgerError::Failed { .. }) => assert_eq!(sound(&ledger).size, 270),
                Err(LedgerError::InDoubt { .. }) => {
                    assert!(matches!(ledger.append(250, &batch), Err(LedgerError::InDoubt { .. })));
                    assert!(matches!(
                        ledger.publish(""),
                        Err(LedgerError::Tlog(_) | LedgerError::InDoubt { .. })
                    ));
                    drop(ledger);
                    ledger = Sqlite::open(&path).unwrap();
                    let kept = batch.iter().filter(|e| ledger.find(&e.act).unwrap().is_some()).count();
                    assert!(kept == 0 || kept == 20, "call {call}: {kept} of 20");
                    assert!(how == Break::Failed || kept == 20);
                }
                other => panic!("call {call}: {other:?}"),
            }
            // The client in doubt sends the same acts again, and gets one place for each.
            let size = ledger.head().size;
            let receipts = ledger.append(size, &batch).unwrap();
            assert!(receipts.iter().map(|receipt| receipt.seq).eq(250..270));
            ledger.publish(&checkpoint(ledger.head())).unwrap();
            assert_eq!(sound(&ledger).size, 270);
            drop(ledger);
            assert_eq!(sound(&Sqlite::open(&path).unwrap()).size, 270);
        }
        // begin, 20 entries, 6 or 7 signatures, a tile of each of two levels at most, commit; begin, note, commit.
        assert!(breaks >= 32, "only {breaks} calls");
    }
}

#[test]
fn create_and_open_are_different_verbs() {
    let (_folder, path) = folder();
    assert!(matches!(Sqlite::open(&path), Err(LedgerError::Missing { .. })));
    assert!(!path.exists());
    drop(Sqlite::create(&path, ORIGIN).unwrap());
    assert!(matches!(Sqlite::create(&path, ORIGIN), Err(LedgerError::Exists { .. })));
    assert!(matches!(Sqlite::create(&path.with_extension("other"), "a b"), Err(LedgerError::Tlog(_))));
    assert_eq!(Sqlite::open(&path).unwrap().origin(), ORIGIN);
    std::fs::write(path.with_extension("text"), "no database").unwrap();
    assert_eq!(Sqlite::open(&path.with_extension("text")).err(), Some(LedgerError::NotARecord));
    let persian = LedgerError::Corrupt { place: "entry 12".into(), why: "x".into() }.text().fa;
    assert!(persian.starts_with("ثبت ۱۲ آسیب"), "{persian}");
}

#[test]
fn the_tables_refuse_changes() {
    let (_folder, path) = folder();
    let mut ledger = Sqlite::create(&path, ORIGIN).unwrap();
    ledger.append(0, &entries(0..300)).unwrap();
    ledger.publish(&checkpoint(ledger.head())).unwrap();
    for sql in [
        "UPDATE entry SET bytes = x'00' WHERE seq = 3",
        "DELETE FROM entry WHERE seq = 299",
        "INSERT OR REPLACE INTO entry VALUES (3, x'00', x'00', x'00')",
        "UPDATE entry SET root = x'00' WHERE seq = 299",
        "UPDATE tile SET hashes = x'00'",
        "DELETE FROM tile",
        "DELETE FROM checkpoint",
        "UPDATE checkpoint SET note = ''",
        "DELETE FROM signature",
        "UPDATE signature SET signature = x'00'",
        "DELETE FROM text",
        "UPDATE text SET words = x'00'",
        "INSERT OR REPLACE INTO text VALUES (5, x'00', x'00')",
        "UPDATE record SET origin = 'x'",
        "DELETE FROM record",
    ] {
        assert!(ledger.connection().execute(sql, []).is_err(), "{sql}");
    }
    assert_eq!(sound(&ledger).size, 300);
    // What was added behind the writer's back is found.
    ledger.connection().execute("INSERT INTO entry VALUES (300, x'00', x'00', NULL)", []).unwrap();
    assert!(fsck(&ledger, read, &mut |_| ()).is_err());
    assert!(matches!(ledger.append(300, &entries(300..301)), Err(LedgerError::Failed { .. })));
    // Whoever drops the triggers first is found out.
    ledger.connection().execute("DROP TRIGGER entry_keeps", []).unwrap();
    assert!(ledger.check_file().is_err());
    let canonical =
        "UPDATE entry SET bytes = CAST('{\"id\":\"act-3\",\"kind\":\"Test\"}' AS BLOB) WHERE seq = 3";
    ledger.connection().execute(canonical, []).unwrap();
    assert!(matches!(
        fsck(&ledger, read, &mut |_| ()),
        Err(Damage::Entry { seq: 3, .. } | Damage::Tile { .. })
    ));
}

#[test]
fn triggers_that_refuse_nothing_are_found_out_and_such_a_file_is_not_restored() {
    for sql in [
        "DROP TRIGGER entry_keeps; CREATE TRIGGER entry_keeps BEFORE UPDATE ON entry BEGIN SELECT 1; END",
        "DROP TRIGGER entry_stays; CREATE TRIGGER entry_stays BEFORE DELETE ON entry WHEN 0
             BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END",
        "DROP TRIGGER text_keeps; CREATE TRIGGER more BEFORE UPDATE ON text BEGIN SELECT 1; END",
        "CREATE TRIGGER more AFTER INSERT ON entry BEGIN SELECT 1; END",
        "CREATE VIEW code AS SELECT * FROM entry",
        "DROP INDEX tile_place; CREATE INDEX tile_place ON tile (level, place)",
    ] {
        let (_folder, path) = folder();
        let mut ledger = Sqlite::create(&path, ORIGIN).unwrap();
        ledger.append(0, &entries(0..40)).unwrap();
        sound(&ledger);
        ledger.connection().execute_batch("CREATE TABLE desk (beside TEXT) STRICT").unwrap();
        sound(&ledger);
        ledger.connection().execute_batch(sql).unwrap();
        assert!(matches!(ledger.check_file(), Err(LedgerError::Corrupt { .. })), "{sql}");
        drop(ledger);
        let restored = sqlite::restore(&path, &path.with_extension("two"), read, |_| Ok(()));
        assert!(matches!(restored, Err(LedgerError::Corrupt { .. })), "{sql}");
    }
}

#[test]
fn a_text_that_is_lost_or_altered_is_named_and_can_be_put_back() {
    let (_folder, path) = folder();
    let mut ledger = Sqlite::create(&path, ORIGIN).unwrap();
    ledger.append(0, &entries(0..40)).unwrap();
    ledger.publish(&checkpoint(ledger.head())).unwrap();
    assert_eq!(fsck(&ledger, read, &mut |_| ()).unwrap().texts, 2);
    let archive = export(&ledger, &[], Vec::new(), &mut |_| ()).unwrap();
    ledger.connection().execute_batch("DROP TRIGGER text_stays; DELETE FROM text WHERE seq = 25").unwrap();
    let hash = entry(25).text.unwrap().hash;
    assert_eq!(fsck(&ledger, read, &mut |_| ()), Err(Damage::Text { seq: 25, hash }));
    let copy = path.with_extension("copy");
    sqlite::backup(&path, &copy).unwrap();
    assert!(matches!(
        sqlite::restore(&copy, &path.with_extension("two"), read, |_| Ok(())),
        Err(LedgerError::Corrupt { .. })
    ));

    let head = ledger.head();
    import(&mut ledger, &archive[..], head, read, &mut |_| ()).unwrap();
    assert_eq!(fsck(&ledger, read, &mut |_| ()).unwrap().texts, 2, "an archive that has it gives it back");
    let text = entry(25).text.unwrap();
    assert!(matches!(ledger.put_back(99, &text), Err(LedgerError::Refused { .. })));
    let other = Text { words: b"other".to_vec(), ..text };
    assert!(matches!(ledger.put_back(25, &other), Err(LedgerError::Refused { .. })));

    ledger
        .connection()
        .execute_batch("DROP TRIGGER text_keeps; UPDATE text SET words = x'00' WHERE seq = 5")
        .unwrap();
    let Err(Damage::Storage(error)) = fsck(&ledger, read, &mut |_| ()) else { panic!("it was altered") };
    assert!(error.to_string().contains("the text of entry 5"), "{error}");
    assert!(ledger.read(5, 1).is_err() && ledger.read(6, 30).is_ok());
}

#[test]
fn the_check_names_where_the_record_was_changed() {
    let (_folder, path) = folder();
    let mut ledger = Sqlite::create(&path, ORIGIN).unwrap();
    for start in [0, 10, 20] {
        ledger.append(start, &entries(start..start + 10)).unwrap();
    }
    let other = Entry::new(b"{\"id\":\"other\"}".to_vec());
    ledger.connection().execute_batch("DROP TRIGGER entry_keeps").unwrap();
    let sql = "UPDATE entry SET bytes = ?1, act = ?2 WHERE seq = 14";
    ledger.connection().execute(sql, rusqlite::params![other.bytes, other.act.0]).unwrap();
    ledger.acts.get_mut().unwrap().insert(&other.act, 14);
    // The entry is well-formed and so is its act hash; what gives it away is the head after its commit.
    assert_eq!(fsck(&ledger, read, &mut |_| ()), Err(Damage::Changed { from: 10, to: 19 }));
    drop(ledger);
    // Opening looks at the last tile only, and this is in it.
    assert!(matches!(Sqlite::open(&path), Err(LedgerError::Corrupt { .. })));
}

fn child(role: &str, path: &Path, shell: &str) -> Child {
    let exe = std::env::current_exe().unwrap();
    Command::new("sh")
        .arg("-c")
        .arg(format!("{shell} exec \"$0\" --exact hardship::child_of_another_test --nocapture"))
        .arg(exe)
        .env(ROLE, role)
        .env(FILE, path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Not a test of its own: what the processes that other tests start and kill do.
#[test]
fn child_of_another_test() {
    let (Ok(role), Ok(path)) = (std::env::var(ROLE), std::env::var(FILE)) else { return };
    if role == "small" {
        return fill_a_small_disk(Path::new(&path));
    }
    let ledger = Sqlite::open(Path::new(&path)).unwrap();
    let start = ledger.head().size;
    println!("\nopen {start}");
    match role.as_str() {
        "hold" => std::thread::sleep(std::time::Duration::from_secs(600)),
        "write" => {
            let sequencer = Sequencer::start(Box::new(ledger), Plain);
            std::thread::scope(|scope| {
                for client in 0..4 {
                    let sequencer = &sequencer;
                    scope.spawn(move || {
                        for number in 0.. {
                            let number = (start * 1000 + number) * 4 + client;
                            let Ok(_) = sequencer.enter(entry(number)) else { return };
                            println!("ack {number}");
                        }
                    });
                }
            });
        }
        "fill" => {
            let mut ledger = ledger;
            println!("error {:?}", fill(&mut ledger));
        }
        other => panic!("{other}"),
    }
}

/// Appends large entries, each with a text beside it, until that fails.
fn fill(ledger: &mut Sqlite) -> LedgerError {
    for number in ledger.head().size.. {
        let big = format!("{{\"id\":\"big{number}\",\"text\":\"{}\"}}", "x".repeat(1000));
        let text = Some(Text::new(format!("{number}{}", "x".repeat(1000)).into_bytes()));
        match ledger.append(number, &[Entry { text, ..Entry::new(big.into_bytes()) }]) {
            Ok(_) => println!("ack {number}"),
            Err(error) => return error,
        }
    }
    unreachable!("no disk is that large")
}

fn fill_a_small_disk(path: &Path) {
    let mut ledger = Sqlite::create(path, ORIGIN).unwrap();
    assert_eq!(fill(&mut ledger), LedgerError::Full);
    assert!(ledger.head().size > 20);
    assert_eq!(fill(&mut ledger), LedgerError::Full);
    let head = ledger.head();
    assert_eq!(sound(&ledger), head);
    drop(ledger);
    assert_eq!(sound(&Sqlite::open(path).unwrap()), head);
    println!("kept all that was acknowledged");
}

fn lines(child: &mut Child) -> impl Iterator<Item = String> + use<> {
    BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok)
}

#[test]
fn a_second_process_is_refused_until_the_first_is_killed() {
    let (_folder, path) = folder();
    let mut ledger = Sqlite::create(&path, ORIGIN).unwrap();
    ledger.append(0, &entries(0..3)).unwrap();
    assert!(matches!(Sqlite::open(&path), Err(LedgerError::Locked { .. })));
    drop(ledger);
    let mut holder = child("hold", &path, "");
    assert!(lines(&mut holder).any(|line| line == "open 3"));
    assert!(matches!(Sqlite::open(&path), Err(LedgerError::Locked { .. })));
    let reader = Sqlite::open_to_read(&path).unwrap();
    assert_eq!(reader.head().size, 3);
    let mut reader = reader;
    assert!(matches!(reader.append(3, &entries(3..4)), Err(LedgerError::Refused { .. })));
    holder.kill().unwrap();
    holder.wait().unwrap();
    let mut ledger = Sqlite::open(&path).unwrap();
    ledger.append(3, &entries(3..4)).unwrap();
    assert_eq!(sound(&ledger).size, 4);
}

/// 20 times; 200 with SHURA_LONG set. Where the kill falls depends on the machine; what must hold does not.
#[test]
fn killed_under_load_no_acknowledged_act_is_lost_or_doubled() {
    let times = if std::env::var_os("SHURA_LONG").is_some() { 200 } else { 20 };
    let (_folder, path) = folder();
    drop(Sqlite::create(&path, ORIGIN).unwrap());
    let mut acknowledged = BTreeSet::new();
    let mut before = 0;
    for time in 0..times {
        let mut writer = child("write", &path, "");
        let mut lines = lines(&mut writer);
        let wait = scramble(time) % 60;
        let enough = lines
            .by_ref()
            .filter_map(|line| line.strip_prefix("ack ")?.parse::<u64>().ok())
            .take(1 + wait as usize);
        acknowledged.extend(enough);
        std::thread::sleep(std::time::Duration::from_micros(scramble(time + 1000) % 5000));
        writer.kill().unwrap();
        acknowledged.extend(lines.filter_map(|line| line.strip_prefix("ack ")?.parse::<u64>().ok()));
        writer.wait().unwrap();
        let ledger = Sqlite::open(&path).unwrap();
        let head = sound(&ledger);
        assert!(head.size > before, "nothing was written");
        before = head.size;
        for number in &acknowledged {
            assert!(
                ledger.find(&entry(*number).act).unwrap().is_some(),
                "act {number} was acknowledged and lost"
            );
        }
        let acts: BTreeSet<Hash> =
            ledger.read(0, usize::MAX).unwrap().into_iter().map(|entry| entry.act).collect();
        assert_eq!(acts.len() as u64, head.size, "an act lies there twice");
    }
    println!("killed {times} times; {} acts acknowledged, {before} kept", acknowledged.len());
}

/// A file system of one megabyte, where the machine permits mounting one.
#[test]
fn on_a_small_file_system_the_writer_says_full_and_loses_nothing() {
    let (folder, path) = folder();
    let mount = format!("mount -t tmpfs -o size=1m none {}", folder.path().display());
    let permitted = Command::new("unshare").args(["-rm", "sh", "-c", &mount]).stderr(Stdio::null()).status();
    if !permitted.is_ok_and(|status| status.success()) {
        return println!("left out: this machine does not permit mounting a small file system");
    }
    let exe = std::env::current_exe().unwrap();
    let test = "hardship::child_of_another_test";
    let run = format!("{mount} && exec \"$0\" --exact {test} --nocapture");
    let output = Command::new("unshare")
        .args(["-rm", "sh", "-c", &run])
        .arg(exe)
        .env(ROLE, "small")
        .env(FILE, &path)
        .output();
    let output = output.unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("kept all that was acknowledged"), "{text}");
}

/// A limit on the size of files (`ulimit -f`, in blocks of 512 bytes) makes writes fail as a full disk does.
#[test]
fn on_a_full_disk_nothing_is_acknowledged_that_is_not_kept() {
    for blocks in [150, 177, 301] {
        let (_folder, path) = folder();
        drop(Sqlite::create(&path, ORIGIN).unwrap());
        let mut writer = child("fill", &path, &format!("trap '' XFSZ; ulimit -f {blocks};"));
        let lines: Vec<String> = lines(&mut writer).collect();
        writer.wait().unwrap();
        let acknowledged = lines.iter().filter(|line| line.starts_with("ack ")).count() as u64;
        let error = lines.iter().find(|line| line.starts_with("error ")).expect("the disk must become full");
        assert!(error.contains("Full") || error.contains("Failed") || error.contains("InDoubt"), "{error}");
        let mut ledger = Sqlite::open(&path).unwrap();
        let kept = sound(&ledger).size;
        assert!(kept == acknowledged || (kept == acknowledged + 1 && error.contains("InDoubt")), "{error}");
        ledger.append(kept, &entries(0..9)).unwrap();
        assert_eq!(sound(&ledger).size, kept + 9);
    }
}

#[test]
fn when_the_file_may_not_grow_the_writer_says_full_and_goes_on_later() {
    let (_folder, path) = folder();
    let mut ledger = Sqlite::create(&path, ORIGIN).unwrap();
    ledger.append(0, &entries(0..100)).unwrap();
    let pages: i64 = ledger.connection().query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    ledger.connection().execute_batch(&format!("PRAGMA max_page_count = {}", pages + 2)).unwrap();
    let mut size = 100;
    let full = loop {
        match ledger.append(size, &entries(size..size + 20)) {
            Ok(_) => size += 20,
            Err(error) => break error,
        }
    };
    assert_eq!(full, LedgerError::Full);
    assert_eq!(sound(&ledger).size, size);
    ledger.connection().execute_batch("PRAGMA max_page_count = 100000").unwrap();
    ledger.append(size, &entries(size..size + 20)).unwrap();
    assert_eq!(sound(&ledger).size, size + 20);
}

/// The file and its WAL as they are after commits, with the WAL cut off at many places: a write torn by a loss of power.
#[test]
fn a_torn_write_leaves_whole_commits() {
    let (folder, path) = folder();
    let mut ledger = Sqlite::create(&path, ORIGIN).unwrap();
    let mut heads = vec![ledger.head()];
    for start in (0..120).step_by(12) {
        ledger.append(start, &entries(start..start + 12)).unwrap();
        heads.push(ledger.head());
    }
    let wal = std::fs::read(folder.path().join("record.db-wal")).unwrap();
    let file = std::fs::read(&path).unwrap();
    let mut sizes = BTreeSet::new();
    for n in 0..60 {
        let torn = folder.path().join(format!("torn-{n}.db"));
        let cut = scramble(n) as usize % wal.len();
        std::fs::write(&torn, &file).unwrap();
        std::fs::write(torn.with_extension("db-wal"), &wal[..cut]).unwrap();
        // With every byte of the page torn, too: half new, half garbage.
        if n % 2 == 1 {
            let garbage = [&wal[..cut], &[0xa5; 4096][..]].concat();
            std::fs::write(torn.with_extension("db-wal"), garbage).unwrap();
        }
        let ledger = Sqlite::open(&torn).unwrap();
        let head = sound(&ledger);
        assert!(heads.contains(&head), "cut at {cut}");
        sizes.insert(head.size);
    }
    assert!(sizes.len() > 5, "the cuts must fall into different commits: {sizes:?}");
}

#[test]
fn a_flipped_bit_is_found_or_makes_no_difference() {
    let (folder, path) = folder();
    let mut ledger = Sqlite::create(&path, ORIGIN).unwrap();
    ledger.append(0, &entries(0..300)).unwrap();
    ledger.append(300, &entries(300..420)).unwrap();
    ledger.publish(&checkpoint(ledger.head())).unwrap();
    let all = ledger.read(0, usize::MAX).unwrap();
    let notes = ledger.published(0, 9).unwrap();
    drop(ledger);
    let file = std::fs::read(&path).unwrap();
    let (mut found, mut harmless) = (0, 0);
    for n in 0..400 {
        let mut bytes = file.clone();
        let at = scramble(n) as usize % bytes.len();
        bytes[at] ^= 1 << (n % 8);
        let flipped = folder.path().join("flipped.db");
        let _ = std::fs::remove_file(flipped.with_extension("db-wal"));
        std::fs::write(&flipped, bytes).unwrap();
        match Sqlite::open(&flipped).map_err(Damage::from).and_then(|ledger| {
            ledger.check_file()?;
            fsck(&ledger, read, &mut |_| ())?;
            Ok(ledger)
        }) {
            Err(_) => found += 1,
            Ok(ledger) => {
                harmless += 1;
                // The text around the root of a published note is only as safe as its signature, which the reader checks.
                let same = ledger.published(0, 9).unwrap() == notes
                    || NoteSigner::new(ORIGIN, NoteKind::Note, &[1; 32]).is_ok_and(|signer| {
                        let note = ledger.published(0, 9).unwrap().concat();
                        let note = shura_tlog::SignedNote::parse(note.as_bytes()).unwrap();
                        note.verify(&[signer.verifier().clone()]).is_err()
                    });
                assert!(same && ledger.read(0, usize::MAX).unwrap() == all, "a flip at {at} was not found");
            }
        }
    }
    assert!(found > 100 && harmless > 10, "{found} found, {harmless} harmless");
}

#[test]
fn a_backup_is_taken_while_the_record_grows_and_is_restored() {
    let (folder, path) = folder();
    drop(Sqlite::create(&path, ORIGIN).unwrap());
    let copy = folder.path().join("backup.db");
    let mut writer = child("write", &path, "");
    let mut acks = lines(&mut writer).filter(|line| line.starts_with("ack "));
    assert!(acks.nth(20).is_some());
    sqlite::backup(&path, &copy).unwrap();
    assert!(acks.nth(20).is_some());
    writer.kill().unwrap();
    writer.wait().unwrap();
    assert!(matches!(sqlite::backup(&path, &copy), Err(LedgerError::Exists { .. })));
    let grown = Sqlite::open(&path).unwrap();
    let backed = Sqlite::open_to_read(&copy).unwrap();
    let (old, new) = (sound(&backed), sound(&grown));
    assert!(old.size > 0 && old.size < new.size);
    assert_eq!(backed.read(0, usize::MAX).unwrap(), grown.read(0, old.size as usize).unwrap());
    drop((backed, grown));
    assert!(matches!(sqlite::restore(&copy, &path, read, |_| Ok(())), Err(LedgerError::Exists { .. })));
    let elsewhere = folder.path().join("restored.db");
    sqlite::restore(&copy, &elsewhere, read, |_| Ok(())).unwrap();
    assert_eq!(sound(&Sqlite::open(&elsewhere).unwrap()), old);
    // A damaged backup is not restored.
    let mut bytes = std::fs::read(&copy).unwrap();
    let text = bytes.windows(6).position(|window| window == b"\"act-1").unwrap();
    bytes[text + 1] ^= 1;
    std::fs::write(&copy, bytes).unwrap();
    let third = folder.path().join("third.db");
    assert!(matches!(sqlite::restore(&copy, &third, read, |_| Ok(())), Err(LedgerError::Corrupt { .. })));
    assert!(!third.exists());
}

/// An old file copied back is whole in itself; the witness that saw the longer history does not cosign its continuation.
#[test]
fn an_old_file_copied_back_is_refused_by_the_witness() {
    let (folder, path) = folder();
    let mut ledger = Sqlite::create(&path, ORIGIN).unwrap();
    ledger.append(0, &entries(0..10)).unwrap();
    let old = folder.path().join("old.db");
    sqlite::backup(&path, &old).unwrap();
    ledger.append(10, &entries(10..15)).unwrap();
    let seen = ledger.head();
    let keys = [NoteSigner::new(ORIGIN, NoteKind::Note, &[1; 32]).unwrap().verifier().clone()];
    let request = |ledger: &Sqlite, from: u64| {
        let head = ledger.head();
        let proof = prove_consistency(ledger, from.min(head.size), head.size).unwrap();
        let proof: String = proof.iter().map(|hash| format!("{}\n", hash.base64())).collect();
        AddCheckpoint::parse(format!("old {from}\n{proof}\n{}", checkpoint(head)).as_bytes()).unwrap()
    };
    assert_eq!(
        decide(&keys, 10, &Sqlite::open_to_read(&old).unwrap().head().root, &request(&ledger, 10)),
        Ok(())
    );
    drop(ledger);

    let mut back = Sqlite::open(&old).unwrap();
    assert_eq!(sound(&back).size, 10);
    assert_eq!(decide(&keys, seen.size, &seen.root, &request(&back, 15)), Err(Refusal::Backwards));
    assert_eq!(decide(&keys, seen.size, &seen.root, &request(&back, 10)), Err(Refusal::Conflict(15)));
    back.append(10, &entries(100..110)).unwrap();
    assert!(matches!(
        decide(&keys, seen.size, &seen.root, &request(&back, 15)),
        Err(Refusal::Inconsistent(_))
    ));
}
