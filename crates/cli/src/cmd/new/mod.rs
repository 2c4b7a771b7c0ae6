//! `shura new DIR`: a starter federation, to be changed into one's own.

use crate::output::{Failure, Output};
use serde::Serialize;
use shura_act::Bilingual;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The files of the starter, by their paths in the new folder.
const FILES: &[(&str, &str)] = &[
    ("charter.toml", include_str!("starter/charter.toml")),
    ("acts/01-founding.toml", include_str!("starter/acts/01-founding.toml")),
    ("acts/02-first-congress.toml", include_str!("starter/acts/02-first-congress.toml")),
];

/// Where.
#[derive(clap::Args)]
pub struct Args {
    /// The folder to make. It must be new or empty.
    dir: PathBuf,
}

/// What `new --json` prints.
#[derive(Serialize)]
struct Report {
    folder: String,
    files: Vec<&'static str>,
    next: Vec<String>,
}

/// Writes the starter.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    let shown = args.dir.display().to_string();
    if fs::read_dir(&args.dir).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(Failure::new(
            format!("{shown} is not empty; name a new folder, so that nothing is overwritten"),
            format!("پوشهٔ {shown} خالی نیست؛ پوشه‌ای تازه نام ببرید تا چیزی از میان نرود"),
        ));
    }
    for (name, text) in FILES {
        write(&args.dir.join(name), text)?;
    }
    let next = ["charter show", "check", "acts"].map(|command| format!("shura {command} {shown}")).to_vec();
    let report = Report { folder: shown, files: FILES.iter().map(|(name, _)| *name).collect(), next };
    if out.json {
        out.json(&report)?;
        return Ok(ExitCode::SUCCESS);
    }
    out.line(out.say(&Bilingual::new(
        format!("{} holds a starter federation: two branches, a congress and an executive.", report.folder),
        format!("پوشهٔ {} فدراسیونی نمونه دارد: دو شاخه، یک کنگره و یک کمیتهٔ اجرایی.", report.folder),
    )));
    for file in &report.files {
        out.line(format!("  {file}"));
    }
    out.line(out.pick(
        "Change the charter and the acts into your own; then:",
        "اساسنامه و کنش‌ها را به دلخواه خود تغییر دهید؛ سپس:",
    ));
    for command in &report.next {
        out.line(format!("  {command}"));
    }
    Ok(ExitCode::SUCCESS)
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).and_then(|()| fs::write(path, text)).map_err(|e| {
        let shown = path.display();
        Failure::new(format!("{shown} cannot be written: {e}"), format!("پروندهٔ {shown} نوشته نمی‌شود: {e}"))
    })
}
