//! `shura bench amend`: merging many amendments to one text. Paragraphs of 80 words; each amendment replaces three words
//! of a random paragraph; the same seed gives the same text everywhere.

use crate::output::{Failure, Output};
use serde::Serialize;
use shura_text::lines::{Numbering, lines};
use shura_text::{Amendment, Change, Fate, Merge, Span, Undecided, Version, Wording, diff, merge, rebase};
use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::Instant;

/// Paragraphs and amendments of each workload.
const WORKLOADS: [(usize, usize); 5] = [(20, 20), (100, 50), (200, 200), (1000, 2500), (2000, 5000)];
/// Paragraphs whose lines are numbered.
const LINED: usize = 999;
const WORDS: usize = 80;
/// Up to this many amendments the rebase of half of them is measured: each is a pass over the text.
const REBASED: usize = 200;

const LATIN: [&str; 24] = [
    "lorem",
    "ipsum",
    "dolor",
    "sit",
    "amet",
    "consetetur",
    "sadipscing",
    "elitr",
    "sed",
    "diam",
    "nonumy",
    "eirmod",
    "tempor",
    "invidunt",
    "ut",
    "labore",
    "et",
    "dolore",
    "magna",
    "aliquyam",
    "erat",
    "voluptua",
    "at",
    "vero",
];
const PERSIAN: [&str; 24] = [
    "شورا",
    "کارگران",
    "نماینده",
    "می‌خواهد",
    "نان",
    "زمین",
    "صلح",
    "همهٔ",
    "قدرت",
    "به",
    "از",
    "هر",
    "واحد",
    "پنجاه",
    "عضو",
    "یک",
    "می‌فرستد",
    "کمیته",
    "رأی",
    "نصاب",
    "جلسه",
    "دستور",
    "تصمیم",
    "اجرا",
];

/// How to measure.
#[derive(clap::Args)]
pub struct Args {
    /// Runs of each measurement; the middle one is reported.
    #[arg(long, default_value_t = 9)]
    runs: usize,
    /// Write one workload, PARAGRAPHS,AMENDMENTS, as JSON for another program instead of measuring.
    #[arg(long, value_name = "P,A", value_parser = workload)]
    export: Option<(usize, usize)>,
}

fn workload(text: &str) -> Result<(usize, usize), String> {
    let pair = text.split_once(',').and_then(|(p, a)| Some((p.parse().ok()?, a.parse().ok()?)));
    pair.ok_or_else(|| "write PARAGRAPHS,AMENDMENTS such as 200,200".into())
}

/// A time in microseconds: the middle of all runs, the least and the greatest.
#[derive(Serialize)]
struct Time {
    middle_us: u128,
    least_us: u128,
    greatest_us: u128,
}

#[derive(Serialize)]
struct Figures {
    language: &'static str,
    paragraphs: usize,
    amendments: usize,
    /// Amendments in conflict, and conflicts.
    colliding: usize,
    conflicts: usize,
    merged: usize,
    /// Reading the text, cutting its words and hashing it.
    read: Time,
    /// Finding the collisions and making the merged version with its hash.
    merge: Time,
    /// Finding the difference between the base and the merged version.
    diff: Time,
    /// Carrying every second merged amendment over to the text that the others make; left out where it is long.
    rebase: Option<Time>,
}

#[derive(Serialize)]
struct LineFigures {
    paragraphs: usize,
    lines: usize,
    /// Numbering the lines of a version that was read before.
    number: Time,
    /// Reading the text and numbering its lines.
    read_and_number: Time,
}

#[derive(Serialize)]
struct Report {
    machine: String,
    version: &'static str,
    runs: usize,
    workloads: Vec<Figures>,
    lines: LineFigures,
}

/// Measures, or writes a workload out.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    if let Some((paragraphs, amendments)) = args.export {
        out.json(&Workload::new(&LATIN, paragraphs, amendments))?;
        return Ok(ExitCode::SUCCESS);
    }
    let runs = args.runs.max(1);
    let mut workloads = Vec::new();
    for (paragraphs, amendments) in WORKLOADS {
        workloads.push(measure("latin", &Workload::new(&LATIN, paragraphs, amendments), runs)?);
    }
    workloads.push(measure("persian", &Workload::new(&PERSIAN, 2000, 5000), runs)?);
    let lines = measure_lines(runs)?;
    let report = Report { machine: machine(), version: env!("CARGO_PKG_VERSION"), runs, workloads, lines };
    if out.json {
        out.json(&report)?;
        return Ok(ExitCode::SUCCESS);
    }
    println!("{}", report.machine);
    for f in &report.workloads {
        let rebase =
            f.rebase.as_ref().map_or_else(|| "not measured".to_string(), |t| format!("{} µs", t.middle_us));
        println!(
            "{} paragraphs, {} amendments ({}): read {} µs, merge {} µs, diff {} µs, rebase of half {rebase}; {} merged, \
             {} in {} conflicts",
            f.paragraphs,
            f.amendments,
            f.language,
            f.read.middle_us,
            f.merge.middle_us,
            f.diff.middle_us,
            f.merged,
            f.colliding,
            f.conflicts
        );
    }
    let l = &report.lines;
    println!(
        "{} paragraphs in {} lines: number {} µs, read and number {} µs",
        l.paragraphs, l.lines, l.number.middle_us, l.read_and_number.middle_us
    );
    Ok(ExitCode::SUCCESS)
}

/// A text and amendments to it, as data that any program can read.
#[derive(Serialize)]
struct Workload {
    paragraphs: Vec<Vec<&'static str>>,
    amendments: Vec<Replacement>,
}

#[derive(Serialize)]
struct Replacement {
    paragraph: usize,
    /// First word, and the word after the last.
    words: [usize; 2],
    text: String,
}

impl Workload {
    fn new(vocabulary: &[&'static str; 24], paragraphs: usize, amendments: usize) -> Self {
        let mut dice = Dice(0x5348_5552_4121);
        let word = |dice: &mut Dice| vocabulary.get(dice.below(24)).copied().unwrap_or("");
        let texts = (0..paragraphs).map(|_| (0..WORDS).map(|_| word(&mut dice)).collect()).collect();
        let replacement = |i: usize| {
            let from = dice.below(WORDS - 3);
            Replacement {
                paragraph: dice.below(paragraphs),
                words: [from, from + 3],
                text: format!("new{i} words{i} here{i}"),
            }
        };
        Self { paragraphs: texts, amendments: (0..amendments).map(replacement).collect() }
    }

    fn source(&self) -> String {
        self.paragraphs.iter().map(|p| p.join(" ") + ".").collect::<Vec<_>>().join("\n\n")
    }

    fn amendments(&self, base: &Version) -> Vec<Amendment> {
        let amendment = |(i, r): (usize, &Replacement)| {
            let span = Span { block: r.paragraph, words: r.words, was: None };
            let change = Change::Replace { span, text: Wording::Words(r.text.clone()) };
            Amendment::new(format!("A{}", i + 1), base.id(), vec![change])
        };
        self.amendments.iter().enumerate().map(amendment).collect()
    }
}

/// A small generator (xorshift) whose numbers are the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 16) % (n.max(1) as u64)).unwrap_or(0)
    }
}

fn measure(language: &'static str, work: &Workload, runs: usize) -> Result<Figures, Failure> {
    let source = work.source();
    let (read, base) = timed(runs, || Version::from_markdown(&source).map_err(failed))?;
    let amendments = work.amendments(&base);
    let none = BTreeMap::new();
    let (merge_time, merged) =
        timed(runs, || merge(&base, &amendments, &none, Undecided::Carry).map_err(failed))?;
    let (diff_time, _) = timed(runs, || Ok(diff("D", &base, &merged.version)))?;
    let rebase_time = if amendments.len() <= REBASED {
        let (over, rest) = halves(&amendments, &merged);
        Some(timed(runs, || rebase(&base, &over, &rest).map_err(failed))?.0)
    } else {
        None
    };
    let colliding = merged.conflicts.iter().map(|c| c.order.len()).sum();
    Ok(Figures {
        language,
        paragraphs: work.paragraphs.len(),
        amendments: amendments.len(),
        colliding,
        conflicts: merged.conflicts.len(),
        merged: amendments.len() - colliding,
        read,
        merge: merge_time,
        diff: diff_time,
        rebase: rebase_time,
    })
}

/// The merged amendments, every second one apart.
fn halves(amendments: &[Amendment], merged: &Merge) -> (Vec<Amendment>, Vec<Amendment>) {
    let fates: BTreeMap<&str, &Fate> = merged.fates.iter().map(|(id, fate)| (id.as_str(), fate)).collect();
    let free = amendments.iter().filter(|a| fates.get(a.id.as_str()) == Some(&&Fate::Merged));
    let (even, odd): (Vec<_>, Vec<_>) = free.enumerate().partition(|(i, _)| i % 2 == 0);
    let own = |half: Vec<(usize, &Amendment)>| half.into_iter().map(|(_, a)| a.clone()).collect();
    (own(even), own(odd))
}

fn measure_lines(runs: usize) -> Result<LineFigures, Failure> {
    let source = Workload::new(&LATIN, LINED, 0).source();
    let version = Version::from_markdown(&source).map_err(failed)?;
    let (number, count) = timed(runs, || Ok(lines(&version, Numbering::default()).lines.len()))?;
    let (read_and_number, _) = timed(runs, || {
        let version = Version::from_markdown(&source).map_err(failed)?;
        Ok(lines(&version, Numbering::default()).lines.len())
    })?;
    Ok(LineFigures { paragraphs: LINED, lines: count, number, read_and_number })
}

fn timed<T>(runs: usize, mut work: impl FnMut() -> Result<T, Failure>) -> Result<(Time, T), Failure> {
    let mut times = Vec::with_capacity(runs);
    let mut result = work()?;
    for _ in 0..runs {
        let start = Instant::now();
        result = std::hint::black_box(work()?);
        times.push(start.elapsed().as_micros());
    }
    times.sort_unstable();
    let at = |i: usize| times.get(i).copied().unwrap_or(0);
    let time = Time { middle_us: at(runs / 2), least_us: at(0), greatest_us: at(runs - 1) };
    Ok((time, result))
}

fn failed(error: shura_text::Error) -> Failure {
    let text = error.bilingual();
    Failure::new(text.en, text.fa)
}

/// The processor, as the system names it.
fn machine() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find(|l| l.starts_with("model name")).and_then(|l| l.split_once(':'));
    model.map_or_else(|| "unknown processor".to_string(), |(_, name)| name.trim().to_string())
}
