//! Real elections from the shared data folder. Without the folder these tests say so and pass.

#![allow(clippy::unwrap_used, reason = "helpers of tests may stop a test")]

use shura_count::formats::{Format, blt};
use shura_count::methods::Method;
use shura_count::stv::{self, State};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// A file of the data folder, or `None` with a line that says what was left out.
fn data(path: &str) -> Option<PathBuf> {
    let base = std::env::var("SHURA_SHARED").map_or_else(
        |_| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    let full = base.join("data").join(path);
    if full.exists() {
        return Some(full);
    }
    println!("left out: {} is not there", full.display());
    None
}

#[test]
fn scottish_wards_elect_the_published_winners() {
    let Some(folder) = data("scottish") else { return };
    let winners = std::fs::read_to_string(folder.join("winners.csv")).unwrap();
    let mut counted = 0;
    for line in winners.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let bytes = std::fs::read(folder.join(cells[0])).unwrap();
        let election = Format::guess(cells[0], &bytes).read(&bytes).unwrap();
        assert_eq!(election.seats.to_string(), cells[2], "{}", cells[0]);
        let count = stv::scottish::count(&election).unwrap();
        let elected: BTreeSet<String> = count.elected.iter().map(|c| (c + 1).to_string()).collect();
        let expected: BTreeSet<String> = cells[5].split_whitespace().map(str::to_owned).collect();
        assert_eq!(elected, expected, "{}", cells[0]);
        assert_eq!(count.quota, cells[4], "{}", cells[0]);
        assert_eq!(count.valid.to_string(), cells[3], "{}", cells[0]);
        counted += 1;
    }
    assert_eq!(counted, 340);
}

/// Every stage of ten Glasgow wards, each candidate's votes and the non-transferable votes to the fifth decimal.
#[test]
fn glasgow_wards_agree_stage_by_stage() {
    let Some(folder) = data("glasgow-rounds") else { return };
    let mut wards = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|e| e != "blt") {
            continue;
        }
        let election = blt::read(&std::fs::read(&path).unwrap()).unwrap();
        let count = stv::scottish::count(&election).unwrap();
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let dump = std::fs::read_to_string(folder.join(format!("{stem}-scotland-fixed-p5-d5.txt"))).unwrap();
        let stages: Vec<Vec<&str>> = dump
            .lines()
            .map(|l| l.split('\t').collect::<Vec<_>>())
            .filter(|cells| matches!(cells[1], "begin" | "transfer"))
            .collect();
        assert_eq!(stages.len(), count.stages.len(), "{stem}");
        for (n, (expected, stage)) in stages.iter().zip(&count.stages).enumerate() {
            assert_eq!(expected[2], stage.quota, "{stem} stage {n}");
            assert_eq!(expected[3], stage.exhausted, "{stem} stage {n}");
            for (c, votes) in stage.votes.iter().enumerate() {
                let words = |name: &str| name.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
                assert_eq!(words(expected[4 + 3 * c]), words(election.name(c)), "{stem} stage {n}");
                assert_eq!(expected[6 + 3 * c], votes, "{stem} stage {n} {}", election.name(c));
            }
        }
        let end: Vec<&str> = dump.lines().last().unwrap().split('\t').collect();
        for (c, state) in count.stages.last().unwrap().states.iter().enumerate() {
            assert_eq!(end[5 + 3 * c] == "E", *state == State::Elected, "{stem} {}", election.name(c));
        }
        wards += 1;
    }
    assert_eq!(wards, 10);
}

fn names(election: &shura_count::Election, elected: &[usize]) -> BTreeSet<String> {
    elected.iter().map(|&c| election.name(c).to_owned()).collect()
}

/// Dublin North and Meath 2002: the members of the Dáil, by three rules.
#[test]
fn irish_constituencies_2002() {
    let Some(folder) = data("irish") else { return };
    for (file, seats, valid, expected) in [
        (
            "dublin-north-2002.soi",
            4,
            43942,
            &["Trevor Sargent", "Sean Ryan", "Jim Glennon", "G.V. Wright"][..],
        ),
        (
            "meath-2002.soi",
            5,
            64081,
            &["Noel Dempsey", "John Bruton", "Mary Wallace", "Johnny Brady", "Damien English"][..],
        ),
    ] {
        let bytes = std::fs::read(folder.join(file)).unwrap();
        let mut election = Format::guess(file, &bytes).read(&bytes).unwrap();
        election.seats = seats;
        for count in [stv::scottish::count, stv::meek::count, stv::meek_exact::count] {
            let count = count(&election).unwrap();
            assert_eq!(count.valid, valid);
            for name in expected {
                assert!(
                    names(&election, &count.elected).iter().any(|n| n.starts_with(name)),
                    "{file} {}: {name} not in {:?}",
                    count.method,
                    names(&election, &count.elected)
                );
            }
            assert_eq!(count.elected.len() as u64, seats);
            assert!(count.ties.is_empty(), "{file} {}: {:?}", count.method, count.ties);
        }
    }
}

/// Nine decimals are enough for all the wards: the exact rule elects the same.
#[test]
fn meek_in_nine_decimals_elects_as_exact_meek() {
    let Some(folder) = data("scottish") else { return };
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    for path in files.iter().filter(|p| p.extension().is_some_and(|e| e == "blt")) {
        let election = blt::read(&std::fs::read(path).unwrap()).unwrap();
        let nine = stv::meek::count(&election).unwrap();
        let exact = stv::meek_exact::count(&election).unwrap();
        if nine.ties.is_empty() {
            let set = |elected: &[usize]| elected.iter().copied().collect::<BTreeSet<_>>();
            assert_eq!(set(&nine.elected), set(&exact.elected), "{}", path.display());
            assert!(exact.ties.is_empty(), "{}: {:?}", path.display(), exact.ties);
        }
    }
}

/// Leaders of the Debian project, as published by it.
#[test]
fn debian_leaders() {
    let Some(folder) = data("debian") else { return };
    for (file, leader) in [("00002-00000001.toc", "Bdale Garbee"), ("00002-00000005.toc", "Martin Michlmayr")]
    {
        let bytes = std::fs::read(folder.join(file)).unwrap();
        let mut election = Format::guess(file, &bytes).read(&bytes).unwrap();
        election.seats = 1;
        let outcome = Method::Schulze.count(&election).unwrap();
        println!("{file}: {} {}", election.title, election.name(outcome.elected[0]));
        if election.title.contains("2002") || election.title.contains("2004") {
            assert_eq!(election.name(outcome.elected[0]), leader, "{}", election.title);
        }
    }
}

/// All seventeen methods run through a real ward and a real ballot with equal ranks.
#[test]
fn every_method_counts_real_ballots() {
    let (Some(ward), Some(debian)) =
        (data("scottish/aberdeen_2012_ward1.blt"), data("debian/00002-00000007.toc"))
    else {
        return;
    };
    for path in [ward, debian] {
        let bytes = std::fs::read(&path).unwrap();
        let mut election = Format::guess(path.to_str().unwrap(), &bytes).read(&bytes).unwrap();
        election.seats = election.seats.max(1);
        for method in Method::ALL.into_iter().filter(|m| *m != Method::MajorityJudgment) {
            if method == Method::Irv {
                election.seats = 1;
            }
            let outcome = method.count(&election);
            // Papers that rank everyone leave no paper with few enough marks.
            let marks = matches!(method, Method::BlockVote | Method::LimitedVote);
            assert!(outcome.is_ok() || marks, "{}: {:?}", method.name(), outcome);
            if let Ok(outcome) = outcome {
                assert_eq!(outcome.elected.len() as u64, election.seats, "{}", method.name());
            }
        }
    }
}
