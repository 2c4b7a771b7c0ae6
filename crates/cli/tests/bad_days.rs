//! Bad days of a server at work, with the program itself: killed in the middle of a vote, a full disk, a second server on the same file, clients
//! that stall, and everybody at once. What was acknowledged is there and nothing is there twice.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failing test stops")]

mod serving;

use serving::{
    Congress, MOTIONS, SITTING, Served, ask, ballot, division, division_on, enter, entries, send, send_with,
};
use shura_act::Act;
use shura_server::rehearsal;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

/// How long a client waits before it tries again by itself.
const AGAIN: Duration = Duration::from_millis(20);

/// Hands an act in until it is acknowledged, whatever happens to the server meanwhile; gives its place.
fn enter_at_last(at: SocketAddr, token: &str, entry: &serde_json::Value) -> u64 {
    loop {
        match enter(at, token, entry) {
            Ok((201, answer)) => return answer["seq"].as_u64().unwrap(),
            Ok((503, _)) | Err(_) => std::thread::sleep(AGAIN),
            Ok((status, answer)) => panic!("{status} {answer}"),
        }
    }
}

/// Follows the record from its beginning, going on after the last event it has, until it is told that all is over and has seen so many.
fn follow(at: SocketAddr, token: &str, over: &AtomicBool, all: &AtomicUsize) -> Vec<u64> {
    let mut seen: Vec<u64> = vec![];
    loop {
        let last = seen.last().map(|last| format!("Last-Event-ID: {last}\r\n")).unwrap_or_default();
        if let Ok(stream) = send_with(at, "GET /api/valley/events?from=0", &last, token, "") {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                seen.extend(line.strip_prefix("id: ").map(|seq| seq.parse::<u64>().unwrap()));
                if over.load(Ordering::SeqCst) && seen.len() >= all.load(Ordering::SeqCst) {
                    return seen;
                }
            }
        }
        std::thread::sleep(AGAIN);
    }
}

#[test]
fn killed_in_the_middle_of_a_vote_it_keeps_every_ballot_that_was_acknowledged() {
    let congress = Congress::new();
    let mut served = Some(congress.serve(None));
    let at = served.as_ref().unwrap().at;
    let acknowledged: Mutex<BTreeMap<String, u64>> = Mutex::default();
    let (over, all) = (AtomicBool::new(false), AtomicUsize::new(usize::MAX));
    let chair = congress.token(rehearsal::CHAIR).to_owned();
    std::thread::scope(|scope| {
        let follower = scope.spawn(|| follow(at, congress.token(rehearsal::CHAIR), &over, &all));
        for (round, motion) in MOTIONS.iter().enumerate() {
            let vote = format!("vote-{round}");
            enter_at_last(at, &chair, &division_on(&vote, motion));
            let cast = AtomicUsize::new(0);
            std::thread::scope(|hall| {
                for (person, mandate) in &congress.voters {
                    let (cast, vote, acknowledged, congress) = (&cast, &vote, &acknowledged, &congress);
                    hall.spawn(move || {
                        let name = format!("{vote}-{person}");
                        let entry = ballot(&name, vote, mandate);
                        let place = enter_at_last(at, congress.token(person), &entry);
                        acknowledged.lock().unwrap().insert(name, place);
                        cast.fetch_add(1, Ordering::SeqCst);
                    });
                }
                // Some have been told that their ballot is durable; others are waiting for the word, or have not come yet.
                while cast.load(Ordering::SeqCst) < 3 + round {
                    std::thread::yield_now();
                }
                served.take().unwrap().kill();
                served = Some(congress.serve(Some(at)));
            });
        }
        let (status, listed) = ask(at, "GET /api/valley/acts?limit=1000", &chair, "").unwrap();
        assert_eq!(status, 200);
        let listed: serde_json::Value = serde_json::from_str(&listed).unwrap();
        let shown: Vec<u64> =
            listed["acts"].as_array().unwrap().iter().map(|act| act["seq"].as_u64().unwrap()).collect();
        all.store(shown.len(), Ordering::SeqCst);
        over.store(true, Ordering::SeqCst);
        // The follower may be waiting for news; this is the last.
        enter_at_last(at, congress.token("neda"), &request("last", false));
        let followed = follower.join().unwrap();
        assert_eq!(followed.get(..shown.len()), Some(&shown[..]), "no event is lost and none comes twice");
    });
    served.unwrap().kill();
    let acknowledged = acknowledged.into_inner().unwrap();
    assert_eq!(acknowledged.len(), MOTIONS.len() * congress.voters.len());
    let mut ballots: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for (seq, entry) in (0..).zip(congress.entries()) {
        if matches!(entry.act, Act::Ballot(_)) && entry.id.as_str().starts_with("vote-") {
            ballots.entry(entry.id.to_string()).or_default().push(seq);
        }
    }
    let once: BTreeMap<String, Vec<u64>> =
        acknowledged.into_iter().map(|(name, place)| (name, vec![place])).collect();
    assert_eq!(ballots, once, "each ballot once, and where it was said to lie");
    let checked = Command::new(env!("CARGO_BIN_EXE_shura")).arg("fsck").arg(&congress.file).output().unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
}

#[test]
fn a_second_server_on_the_same_file_is_refused_with_one_sentence() {
    let congress = Congress::new();
    let served = congress.serve(None);
    for (lang, words) in [("en", "cannot be served"), ("fa", "را نمی‌توان عرضه کرد")] {
        let second = Command::new(env!("CARGO_BIN_EXE_shura"))
            .arg("serve")
            .arg("--data")
            .arg(&congress.file)
            .args(["--listen", "127.0.0.1:0", "--lang", lang])
            .output()
            .unwrap();
        let said = String::from_utf8(second.stderr).unwrap();
        assert_eq!((second.status.code(), said.lines().count()), (Some(2), 1), "{said}");
        assert!(said.contains(words), "{said}");
    }
    let entered = enter(served.at, congress.token(rehearsal::CHAIR), &division("vote")).unwrap();
    assert_eq!(entered.0, 201, "the first goes on: {}", entered.1);
}

/// Reads a stream of the hall until it shows some words.
fn until(stream: std::net::TcpStream, words: &str) {
    let mut lines = BufReader::new(stream).lines();
    assert!(lines.any(|line| line.unwrap().contains(words)), "the stream ended without {words:?}");
}

#[test]
fn streams_that_nobody_reads_hold_nobody_up() {
    let congress = Congress::new();
    let served = congress.serve(None);
    let live = format!("GET /valley/sittings/{SITTING}/live");
    let chair = congress.token(rehearsal::CHAIR);
    // Everybody opens as many streams as one may have, and reads none of them.
    let open = |person: &str| send(served.at, &live, congress.token(person), "").unwrap();
    let stalled: Vec<_> = congress
        .voters
        .iter()
        .flat_map(|(person, _)| (0..15).map(|_| open(person)).collect::<Vec<_>>())
        .collect();
    let read = open(rehearsal::CHAIR);
    assert_eq!(enter(served.at, chair, &division("vote")).unwrap().0, 201);
    for (person, mandate) in &congress.voters {
        let (status, answer) =
            enter(served.at, congress.token(person), &ballot(&format!("by-{person}"), "vote", mandate))
                .unwrap();
        assert_eq!(status, 201, "{answer}");
    }
    let declaration = serde_json::json!({ "id": "declared", "sitting": SITTING,
        "act": { "declaration": { "division": "vote", "outcome": "carried" } } });
    let (status, answer) = enter(served.at, chair, &declaration).unwrap();
    assert_eq!(status, 201, "{answer}");
    until(read, "class=\"verdict\"");
    // Whoever begins to read at last gets what stands now.
    for stream in stalled {
        until(stream, "class=\"verdict\"");
    }
}

#[test]
fn everybody_loads_the_page_anew_at_once() {
    let congress = Congress::new();
    let served = congress.serve(None);
    let (page, live) =
        (format!("GET /valley/sittings/{SITTING}"), format!("GET /valley/sittings/{SITTING}/live"));
    std::thread::scope(|scope| {
        for _ in 0..5 {
            for (person, _) in &congress.voters {
                let (page, live, token) = (&page, &live, congress.token(person));
                let at = served.at;
                scope.spawn(move || {
                    for _ in 0..3 {
                        let (status, body) = ask(at, page, token, "").unwrap();
                        assert_eq!(status, 200);
                        assert!(body.contains("hall-now"));
                        let mut event = [0; 4096];
                        let read = send(at, live, token, "").unwrap().read(&mut event).unwrap();
                        assert!(String::from_utf8_lossy(&event[..read]).starts_with("HTTP/1.0 200"));
                    }
                });
            }
        }
    });
}

/// The program over a file on a small disk of its own, where the system lets one be made: as root, or in a namespace of one's own.
struct SmallDisk {
    served: Served,
    /// The disk as this process sees it.
    root: PathBuf,
}

impl SmallDisk {
    fn serve(congress: &Congress) -> Option<Self> {
        let disk = congress.folder.path().join("disk");
        std::fs::create_dir(&disk).unwrap();
        let script = "mount -t tmpfs -o size=8m tmpfs \"$0\" && cp \"$1\" \"$0/valley.shura\" && exec \"$2\" serve --data \"$0/valley.shura\" --listen 127.0.0.1:0";
        for way in [&["--mount"][..], &["--user", "--map-root-user", "--mount"]] {
            let may =
                Command::new("unshare").args(way).args(["mount", "-t", "tmpfs", "tmpfs"]).arg(&disk).output();
            if !may.is_ok_and(|ran| ran.status.success()) {
                continue;
            }
            let mut command = Command::new("unshare");
            command.args(way).args(["sh", "-c", script]).arg(&disk).arg(&congress.file);
            command.arg(env!("CARGO_BIN_EXE_shura"));
            let served = Served::start(command);
            let root = PathBuf::from(format!("/proc/{}/root{}", served.child.id(), disk.display()));
            return Some(Self { served, root });
        }
        eprintln!("left out: no small disk can be made here (unshare, tmpfs)");
        None
    }

    /// Fills the disk to its last byte.
    fn fill(&self) -> PathBuf {
        let filler = self.root.join("filler");
        // It ends with the error that the disk is full.
        let _ = std::fs::write(&filler, vec![0; 16 << 20]);
        filler
    }
}

/// A speech for which somebody asks, and one that is taken back: an act that can be entered again and again.
fn request(name: &str, withdrawn: bool) -> serde_json::Value {
    let floor = if withdrawn { "withdrawn" } else { "asked" };
    serde_json::json!({ "id": name, "sitting": SITTING, "act": { "speech": {
        "speaker": "neda", "form": "debate", "floor": floor } } })
}

#[test]
fn on_a_full_disk_nothing_is_lost_and_after_room_is_made_it_goes_on() {
    let congress = Congress::new();
    let Some(disk) = SmallDisk::serve(&congress) else { return };
    let (at, token) = (disk.served.at, congress.token("neda"));
    let filler = disk.fill();
    // What the file has grown by already may take some more acts; then the disk is full.
    let mut entered: BTreeSet<String> = BTreeSet::new();
    let mut refused = None;
    for n in 0..20_000 {
        let name = format!("request-{n}");
        let (status, answer) = enter(at, token, &request(&name, n % 2 == 1)).unwrap();
        match status {
            201 => drop(entered.insert(name)),
            503 => {
                assert_eq!(answer["error"], "disk", "{answer}");
                assert!(
                    answer["text"]["en"].as_str().unwrap().contains("the disk did not keep it"),
                    "{answer}"
                );
                refused = Some((name, n % 2 == 1));
                break;
            }
            _ => panic!("{status} {answer}"),
        }
    }
    let (refused, withdrawn) = refused.expect("the disk is small");
    // Pages are read all the same, and a form says what is the matter and keeps what was typed.
    assert_eq!(ask(at, &format!("GET /valley/sittings/{SITTING}"), token, "").unwrap().0, 200);
    let (status, list) = ask(at, "GET /api/valley/acts?limit=1", token, "").unwrap();
    assert_eq!(status, 200, "{list}");
    let again = enter(at, token, &request(&refused, withdrawn)).unwrap();
    assert_eq!(again.0, 503, "it is full still: {}", again.1);
    std::fs::remove_file(&filler).unwrap();
    let (status, answer) = enter(at, token, &request(&refused, withdrawn)).unwrap();
    assert_eq!(status, 201, "there is room again: {answer}");
    entered.insert(refused);
    let copy = congress.folder.path().join("copy.shura");
    for ending in ["", "-wal"] {
        // Nobody writes now.
        let from = disk.root.join(format!("valley.shura{ending}"));
        std::fs::copy(from, format!("{}{ending}", copy.display())).unwrap();
    }
    let lie: Vec<String> = entries(&copy).iter().map(|entry| entry.id.to_string()).collect();
    let requests: Vec<&String> = lie.iter().filter(|name| name.starts_with("request-")).collect();
    assert_eq!(requests.len(), entered.len(), "none lost, none twice");
    assert!(requests.iter().all(|name| entered.contains(*name)));
    let checked = Command::new(env!("CARGO_BIN_EXE_shura")).arg("fsck").arg(&copy).output().unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
}
