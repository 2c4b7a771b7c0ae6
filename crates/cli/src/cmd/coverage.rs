//! `shura coverage DIR`: the rows of the seed's systems, with the acts and findings of a record that exercise each.

use crate::output::{Failure, Output};
use crate::record::Record;
use serde::Serialize;
use shura_kernel::{rules, systems};
use std::path::PathBuf;
use std::process::ExitCode;

/// Which record.
#[derive(clap::Args)]
pub struct Args {
    /// The folder of the record, or a sealed file.
    dir: PathBuf,
}

/// What `coverage --json` prints.
#[derive(Serialize)]
struct Report {
    rows: Vec<Row>,
}

/// One row.
#[derive(Serialize)]
struct Row {
    row: &'static str,
    name: shura_act::Bilingual,
    acts: usize,
    findings: usize,
}

/// Counts acts and findings by row.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    let record = Record::open(&args.dir, !out.json)?;
    let row_of_rule = |id: &str| rules::RULES.iter().find(|r| r.id == id).map(|r| r.system);
    let rows: Vec<Row> = systems::ALL
        .iter()
        .map(|system| Row {
            row: system.row,
            name: system.name(),
            acts: record.entries().filter(|e| systems::of(e, &record.standing).contains(&system.row)).count(),
            findings: record.findings.iter().filter(|f| row_of_rule(f.rule) == Some(system.row)).count(),
        })
        .collect();
    if out.json {
        out.json(&Report { rows })?;
    } else {
        let lines: Vec<Vec<String>> = rows
            .iter()
            .map(|r| {
                vec![
                    r.row.to_owned(),
                    r.name.get(out.lang).to_owned(),
                    out.number(r.acts),
                    out.number(r.findings),
                ]
            })
            .collect();
        let head = if out.lang == shura_act::Lang::En {
            ["row", "system", "acts", "findings"]
        } else {
            ["ردیف", "نظام", "کنش", "یافته"]
        };
        out.table(&[vec![head.map(str::to_owned).to_vec()], lines].concat());
    }
    Ok(ExitCode::SUCCESS)
}
