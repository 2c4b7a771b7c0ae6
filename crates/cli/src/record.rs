//! A record on disk: a folder with `charter.toml` and files of acts, read and replayed.

use crate::output::Failure;
use indicatif::{ProgressBar, ProgressStyle};
use shura_act::hand::{self, Written};
use shura_act::{Date, Entry, Id};
use shura_kernel::{Charter, Finding, Standing, enter, review};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A record and everything that follows from it.
pub struct Record {
    /// The charter as it was at the beginning.
    pub charter: Charter,
    /// The acts, in the order entered.
    pub acts: Vec<Written>,
    /// The place of each act in that order.
    pub places: BTreeMap<Id, usize>,
    /// What stands after all of them.
    pub standing: Standing,
    /// What the rules found in each act, in order, and then in what stands at the end.
    pub findings: Vec<Finding>,
    /// Whether an act of a living record was refused and the rest could not be entered.
    pub refused: Option<Id>,
}

impl Record {
    /// Reads and replays the record in a folder.
    pub fn open(folder: &Path, progress: bool) -> Result<Self, Failure> {
        let (charter, acts) = read(folder)?;
        Ok(Self::replay(charter, acts, progress))
    }

    /// Replays acts under a charter.
    pub fn replay(charter: Charter, acts: Vec<Written>, progress: bool) -> Self {
        let bar = bar(acts.len(), progress);
        let mut standing = Standing::new(charter.clone());
        let mut findings = vec![];
        let mut refused = None;
        for written in &acts {
            match enter(&mut standing, &written.entry) {
                Ok(found) => findings.extend(found),
                Err(refusal) => {
                    findings.extend(refusal.findings);
                    refused = refused.or_else(|| Some(written.entry.id.clone()));
                }
            }
            bar.inc(1);
        }
        bar.finish_and_clear();
        findings.extend(review(&standing));
        let places = acts.iter().enumerate().map(|(i, a)| (a.entry.id.clone(), i)).collect();
        Self { charter, acts, places, standing, findings, refused }
    }

    /// What stood at a date: every act that surely happened by then, and definitions without a date.
    pub fn standing_at(&self, date: &Date) -> Standing {
        let mut standing = Standing::new(self.charter.clone());
        for entry in self.entries().filter(|e| e.at.as_ref().is_none_or(|at| at.first() <= date.last())) {
            let _ = enter(&mut standing, entry);
        }
        standing
    }

    /// The entries, in order.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.acts.iter().map(|a| &a.entry)
    }

    /// An act by its name, with the place where it is written.
    pub fn find(&self, id: &str) -> Result<&Written, Failure> {
        let place = self.places.get(id).and_then(|&i| self.acts.get(i));
        place.ok_or_else(|| {
            let near = self
                .places
                .keys()
                .filter(|k| k.as_str().contains(id))
                .take(3)
                .map(Id::as_str)
                .collect::<Vec<_>>()
                .join(", ");
            let (en, fa) = if near.is_empty() {
                (String::new(), String::new())
            } else {
                (format!(" (perhaps {near})"), format!(" (شاید {near})"))
            };
            Failure::new(
                format!("there is no act named {id} in this record{en}; `shura acts` lists them"),
                format!("کنشی به نام {id} در این سند نیست{fa}؛ فرمان shura acts همه را فهرست می‌کند"),
            )
        })
    }

    /// Lines of the text from which an act was made.
    pub fn seed_of(&self, act: &Id) -> &[u32] {
        self.places.get(act).and_then(|&i| self.acts.get(i)).map_or(&[], |a| &a.entry.seed)
    }
}

/// Reads the charter and the acts of a folder.
pub fn read(folder: &Path) -> Result<(Charter, Vec<Written>), Failure> {
    let path = folder.join("charter.toml");
    let charter = Charter::read(&path.display().to_string(), &text(&path)?)
        .map_err(|e| Failure { text: e.sentence() })?;
    let mut paths = vec![];
    walk(folder, &mut paths)?;
    let mut files = vec![];
    for path in paths.iter().filter(|p| p.file_name().is_some_and(|name| name != "charter.toml")) {
        let acts = hand::read(&path.display().to_string(), &text(path)?)
            .map_err(|e| Failure { text: e.sentence() })?;
        files.push(acts);
    }
    let acts = hand::join(files).map_err(|e| Failure { text: e.sentence() })?;
    Ok((charter, acts))
}

/// The text of a file, or the reason why it cannot be read.
pub fn text(path: &Path) -> Result<String, Failure> {
    let shown = path.display();
    let bytes = fs::read(path).map_err(|e| {
        Failure::new(format!("{shown} cannot be read: {e}"), format!("{shown} خوانده نمی‌شود: {e}"))
    })?;
    String::from_utf8(bytes).map_err(|e| {
        let line =
            e.as_bytes().iter().take(e.utf8_error().valid_up_to()).filter(|&&b| b == b'\n').count() + 1;
        Failure::new(
            format!("{shown}, line {line}: this is not UTF-8; save the file as UTF-8"),
            format!("{shown}، سطر {line}: متن با UTF-8 نوشته نشده است؛ پرونده را با UTF-8 ذخیره کنید"),
        )
    })
}

/// The TOML files of a folder and those below it, in the order of their paths.
fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let shown = folder.display();
    let fail = |e: std::io::Error| {
        Failure::new(format!("{shown} cannot be opened: {e}"), format!("پوشهٔ {shown} باز نمی‌شود: {e}"))
    };
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .map_err(fail)?
        .map(|e| e.map(|e| e.path()))
        .collect::<Result<_, _>>()
        .map_err(fail)?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            walk(&path, found)?;
        } else if path.extension().is_some_and(|e| e == "toml") {
            found.push(path);
        }
    }
    Ok(())
}

fn bar(length: usize, shown: bool) -> ProgressBar {
    if !shown {
        return ProgressBar::hidden();
    }
    let style =
        ProgressStyle::with_template("{bar:40} {pos}/{len}").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(length as u64).with_style(style)
}
