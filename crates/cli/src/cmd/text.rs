//! `shura text`: compare, amend, merge and number texts.

mod amend;
mod diff;
mod lines;
mod of;
mod paint;
mod rebase;
mod show;
mod twins;

use crate::output::{Failure, Output};
use shura_text::{Amendment, Error, Version};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What to do with texts.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Show a text's hash and its blocks and words as amendments name them.
    Show(show::Args),
    /// Show the difference between two versions, word by word.
    Diff(diff::Args),
    /// Merge amendments into a text and show the conflicts.
    Amend(amend::Args),
    /// Carry amendments over to a changed text.
    Rebase(rebase::Args),
    /// Number the lines of a text, or find a place in it.
    Lines(lines::Args),
    /// Show the text of a motion in a record: its versions, amendments and what follows from the votes.
    Of(of::Args),
    /// Find paragraphs that are nearly the same and show the words that differ.
    Twins(twins::Args),
}

/// Runs one of them.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    match args.what {
        What::Show(args) => show::run(args, out),
        What::Diff(args) => diff::run(args, out),
        What::Amend(args) => amend::run(args, out),
        What::Rebase(args) => rebase::run(args, out),
        What::Lines(args) => lines::run(args, out),
        What::Of(args) => of::run(args, out),
        What::Twins(args) => twins::run(args, out),
    }
}

/// A failure that begins with the file it lies in.
fn in_file(path: &Path, en: impl std::fmt::Display, fa: impl std::fmt::Display) -> Failure {
    Failure::new(format!("{}: {en}", path.display()), format!("{}: {fa}", path.display()))
}

fn unusable(path: &Path, error: &Error) -> Failure {
    let text = error.bilingual();
    in_file(path, text.en, text.fa)
}

fn read(path: &Path) -> Result<String, Failure> {
    let bytes = std::fs::read(path).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => {
            let shown = path.display();
            Failure::new(format!("there is no file {shown}"), format!("پروندهٔ {shown} نیست"))
        }
        _ => in_file(path, format!("cannot be read: {e}"), format!("خوانده نمی‌شود: {e}")),
    })?;
    String::from_utf8(bytes).map_err(|e| {
        let good = e.utf8_error().valid_up_to();
        let line = 1 + e.as_bytes().iter().take(good).filter(|b| **b == b'\n').count();
        let fa = shura_act::bilingual::fa_digits(&line.to_string());
        in_file(
            path,
            format!("line {line} is not UTF-8; save the file as UTF-8"),
            format!("سطر {fa} به UTF-8 نیست؛ پرونده را با UTF-8 ذخیره کنید"),
        )
    })
}

/// Reads a version from CommonMark, or from plain text where every line is a paragraph.
fn version(path: &Path, plain: bool) -> Result<Version, Failure> {
    let source = read(path)?;
    let version = if plain { Version::from_plain(&source) } else { Version::from_markdown(&source) };
    version.map_err(|e| unusable(path, &e))
}

/// Reads amendments: JSON (one or a list), or a text as its mover would have it, whose name is the amendment's number.
fn amendments(base: &Version, paths: &[PathBuf], plain: bool) -> Result<Vec<Amendment>, Failure> {
    let mut all = Vec::new();
    for path in paths {
        if path.extension().is_some_and(|e| e == "json") {
            all.extend(amendments_json(path)?);
        } else {
            let id = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
            all.push(shura_text::diff(&id, base, &version(path, plain)?));
        }
    }
    Ok(all)
}

fn amendments_json(path: &Path) -> Result<Vec<Amendment>, Failure> {
    let text = read(path)?;
    let list = text.trim_start().starts_with('[');
    let read =
        if list { serde_json::from_str(&text) } else { serde_json::from_str(&text).map(|one| vec![one]) };
    read.map_err(|e| {
        let fa = shura_act::bilingual::fa_digits(&format!("سطر {}، ستون {}", e.line(), e.column()));
        in_file(
            path,
            format!("not an amendment: {e}; its form is in spec/text.md"),
            format!("{fa}: اصلاحیه نیست ({e})؛ قالب آن در spec/text.md آمده است"),
        )
    })
}

/// An error of the library, which names the amendment or the place itself.
fn failed(error: &Error) -> Failure {
    let text = error.bilingual();
    Failure::new(text.en, text.fa)
}
