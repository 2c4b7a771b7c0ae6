//! `shura check DIR`: examines every act of a record and tells what the rules find.

use crate::output::{FOUND, Failure, Output};
use crate::record::Record;
use crate::upon;
use serde::Serialize;
use shura_act::{Bilingual, Id};
use shura_kernel::rules::RULES;
use shura_kernel::{Fact, Finding, Severity};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

/// What to check.
#[derive(clap::Args)]
pub struct Args {
    /// The folder of the record, or a sealed file.
    dir: PathBuf,
    /// Exit with 1 from this weight on: note, irregular or void.
    #[arg(long, default_value = "irregular", value_parser = severity)]
    fail_on: Severity,
    /// Only findings of this rule.
    #[arg(long)]
    rule: Option<String>,
}

/// A weight by its English word.
pub fn severity(word: &str) -> Result<Severity, String> {
    match word {
        "note" => Ok(Severity::Note),
        "irregular" => Ok(Severity::Irregular),
        "void" => Ok(Severity::Void),
        _ => Err("write note, irregular or void".into()),
    }
}

/// What `check --json` prints.
#[derive(Serialize)]
struct Report {
    acts: usize,
    organs: usize,
    persons: usize,
    findings: Vec<Told>,
    /// The first act that a living record refused; it and what rests on it is not in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<Id>,
}

/// A finding as it is printed.
#[derive(Serialize)]
pub struct Told {
    /// The rule.
    pub rule: &'static str,
    /// The act.
    pub act: Id,
    /// How much it weighs.
    pub severity: Severity,
    /// Lines of the text from which the act, and the others concerned, were made.
    pub seed: Vec<u32>,
    /// The sentence.
    pub text: Bilingual,
    /// The clause of the charter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// The facts compared.
    pub facts: BTreeMap<&'static str, Fact>,
    /// Other acts concerned.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub concerns: Vec<Id>,
}

/// Puts a finding into words, with its lines.
pub fn tell(record: &Record, finding: &Finding) -> Told {
    let mut seed: Vec<u32> = std::iter::once(&finding.act)
        .chain(&finding.concerns)
        .flat_map(|act| record.seed_of(act))
        .copied()
        .collect();
    seed.sort_unstable();
    seed.dedup();
    Told {
        rule: finding.rule,
        act: finding.act.clone(),
        severity: finding.severity,
        seed,
        text: finding.text(&record.standing),
        clause: finding.clause.clone(),
        facts: finding.facts.clone(),
        concerns: finding.concerns.clone(),
    }
}

/// Checks a record.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    if let Some(word) = args.rule.as_ref().filter(|word| RULES.iter().all(|rule| rule.id != **word)) {
        return Err(Failure::new(
            format!("there is no rule {word}; each rule has a page in spec/rules"),
            format!("قاعده‌ای به نام {word} نیست؛ هر قاعده صفحه‌ای در spec/rules دارد"),
        ));
    }
    let record = Record::open(&args.dir, !out.json)?;
    // Of a sealed file the replay has done so.
    if args.dir.is_dir() {
        upon::check(&record.acts)?;
    }
    let wanted = |f: &&Finding| args.rule.as_ref().is_none_or(|rule| f.rule == rule);
    let mut findings: Vec<&Finding> = record.findings.iter().filter(wanted).collect();
    findings.sort_by_key(|f| std::cmp::Reverse(f.severity));
    let told: Vec<Told> = findings.iter().map(|f| tell(&record, f)).collect();
    let worst = told.iter().map(|f| f.severity).max();
    let report = Report {
        acts: record.acts.len(),
        organs: record.standing.organs.len(),
        persons: record.standing.persons.len(),
        findings: told,
        refused: record.refused.clone(),
    };
    if out.json {
        out.json(&report)?;
    } else {
        print(&report, out);
    }
    Ok(if worst >= Some(args.fail_on) { ExitCode::from(FOUND) } else { ExitCode::SUCCESS })
}

/// One finding in two lines: weight, act, rule and lines of the text; then the sentence.
pub fn print_finding(finding: &Told, out: &Output) {
    let lines = finding.seed.iter().map(|l| format!("L{l}")).collect::<Vec<_>>().join(" ");
    let weight = finding.severity.words();
    out.line(format!("{} · {} · {} {lines}", weight.get(out.lang), finding.act, finding.rule).trim_end());
    out.line(format!("    {}", finding.text.get(out.lang)));
}

fn print(report: &Report, out: &Output) {
    for finding in &report.findings {
        print_finding(finding, out);
    }
    if report.findings.is_empty() {
        out.line(out.pick("No rule finds anything.", "هیچ قاعده‌ای چیزی نیافت."));
    }
    if let Some(act) = &report.refused {
        out.line(out.say(&Bilingual::new(
            format!("The act {act} is refused: the charter enforces its rules, and what rests on this act is not in force."),
            format!("کنش {act} رد می‌شود: اساسنامه قاعده‌های خود را به اجرا می‌گذارد، و آنچه بر این کنش تکیه دارد برجا نیست."),
        )));
    }
    out.line("");
    out.line(out.say(&Bilingual::new(
        format!("{} acts, {} organs, {} persons", report.acts, report.organs, report.persons),
        format!("{} کنش، {} نهاد، {} شخص", report.acts, report.organs, report.persons),
    )));
    let count = |severity| report.findings.iter().filter(|f| f.severity == severity).count();
    let rows = [Severity::Void, Severity::Irregular, Severity::Note]
        .map(|s| vec![s.words().get(out.lang).to_owned(), out.number(count(s))]);
    out.table(&rows);
}
