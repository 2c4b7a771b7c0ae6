//! `shura charter check FILE` and `shura charter show FILE`: whether a charter can be used, and what it says as standing orders.

use crate::output::{Failure, Output};
use crate::record;
use serde::Serialize;
use shura_act::Bilingual;
use shura_kernel::{Charter, articles};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What to do with the charter.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

/// The two things that can be done with a charter.
#[derive(clap::Subcommand)]
enum What {
    /// Say whether a charter can be used, or name the line, the key and the mend.
    Check(File),
    /// Write a charter out as standing orders.
    Show(File),
}

/// Which charter.
#[derive(clap::Args)]
struct File {
    /// The file of the charter, or the folder of a record.
    file: PathBuf,
}

/// What `charter check --json` prints.
#[derive(Serialize)]
struct Report {
    file: String,
    name: Bilingual,
    kinds: usize,
    majorities: usize,
    subjects: usize,
    offices: usize,
    countersignatures: usize,
}

/// Checks or shows a charter.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    match args.what {
        What::Check(file) => check(&file.file, out)?,
        What::Show(file) => show(&file.file, out)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn read(path: &Path) -> Result<(String, Charter), Failure> {
    let path = if path.is_dir() { path.join("charter.toml") } else { path.to_owned() };
    let name = path.display().to_string();
    let charter = Charter::read(&name, &record::text(&path)?).map_err(|e| Failure { text: e.sentence() })?;
    Ok((name, charter))
}

fn check(path: &Path, out: &Output) -> Result<(), Failure> {
    let (file, charter) = read(path)?;
    let report = Report {
        file,
        name: charter.organisation.name.clone(),
        kinds: charter.kind.len(),
        majorities: charter.majority.len(),
        subjects: charter.subject.len(),
        offices: charter.office.len(),
        countersignatures: charter.countersignature.len(),
    };
    if out.json {
        return out.json(&report);
    }
    out.line(out.say(&Bilingual::new(
        format!("{}: the charter of {} can be used.", report.file, report.name.en),
        format!("{}: اساسنامهٔ {} را می‌توان به کار برد.", report.file, report.name.fa),
    )));
    out.line(out.say(&Bilingual::new(
        format!(
            "Kinds of organs: {}; majorities: {}; subjects: {}; offices: {}; rules of countersignature: {}.",
            report.kinds, report.majorities, report.subjects, report.offices, report.countersignatures
        ),
        format!(
            "گونه‌های نهاد: {}؛ اکثریت‌ها: {}؛ موضوع‌ها: {}؛ سمت‌ها: {}؛ قاعده‌های امضای متقابل: {}.",
            report.kinds, report.majorities, report.subjects, report.offices, report.countersignatures
        ),
    )));
    Ok(())
}

fn show(path: &Path, out: &Output) -> Result<(), Failure> {
    let (_, charter) = read(path)?;
    let orders = articles::of(&charter);
    if out.json {
        return out.json(&orders);
    }
    out.line(out.say(&orders.title));
    for (article, number) in orders.articles.iter().zip(1..) {
        out.heading(&Bilingual::new(
            format!("Article {number}. {}", article.title.en),
            format!("مادهٔ {number}. {}", article.title.fa),
        ));
        for clause in &article.clauses {
            out.line(format!("  {}  {}", out.number(&clause.number), out.say(&clause.text)));
        }
    }
    Ok(())
}
