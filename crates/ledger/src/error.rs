//! The errors of a ledger, each with its mend.

use shura_act::{Bilingual, bilingual::fa_digits};
use shura_tlog::TlogError;
use thiserror::Error;

/// Why a ledger did not do what it was asked.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum LedgerError {
    /// The record has another size than the writer believed. Nothing was kept.
    #[error("the record has {found} entries, not {expected}")]
    Conflict {
        /// The size the writer expected.
        expected: u64,
        /// The size it has.
        found: u64,
    },
    /// The write may or may not have been kept. Open the ledger again and ask by act hash.
    #[error("in doubt whether the last write was kept: {why}")]
    InDoubt {
        /// What the storage said.
        why: String,
    },
    /// The storage failed and nothing was kept.
    #[error("nothing was kept: {why}")]
    Failed {
        /// What the storage said.
        why: String,
    },
    /// The disk or the file is full. Nothing was kept.
    #[error("the disk is full; nothing was kept")]
    Full,
    /// Another writer has the ledger open.
    #[error("{path} is open in another process")]
    Locked {
        /// The lock file.
        path: String,
    },
    /// There is a record here already.
    #[error("{path} exists already")]
    Exists {
        /// The file.
        path: String,
    },
    /// There is no record here.
    #[error("{path} does not exist")]
    Missing {
        /// The file.
        path: String,
    },
    /// What lies here is not whole.
    #[error("{place} is damaged: {why}")]
    Corrupt {
        /// Where.
        place: String,
        /// How it shows.
        why: String,
    },
    /// What was handed in can never be taken. Nothing was kept.
    #[error("refused: {why}")]
    Refused {
        /// What is wrong with it.
        why: &'static str,
    },
    /// A hash, proof or note that does not fit.
    #[error(transparent)]
    Tlog(#[from] TlogError),
}

impl LedgerError {
    /// The error and its mend in both languages.
    pub fn text(&self) -> Bilingual {
        let number = |n: &u64| fa_digits(&n.to_string());
        match self {
            LedgerError::Conflict { expected, found } => Bilingual::new(
                format!("the record has {found} entries, not {expected}; read the new entries and try again"),
                format!(
                    "سند {} ثبت دارد، نه {}؛ ثبت‌های تازه را بخوانید و دوباره بکوشید",
                    number(found),
                    number(expected)
                ),
            ),
            LedgerError::InDoubt { why } => Bilingual::new(
                format!(
                    "it is in doubt whether the last write was kept ({why}); start again and send the same act: it is never entered twice"
                ),
                format!(
                    "روشن نیست که آخرین نوشته مانده است یا نه ({why})؛ برنامه را از نو آغاز کنید و همان کنش را دوباره بفرستید: هیچ کنشی دو بار ثبت نمی‌شود"
                ),
            ),
            LedgerError::Failed { why } => Bilingual::new(
                format!("the storage failed and nothing was kept ({why}); mend the disk and try again"),
                format!("ذخیره‌سازی شکست خورد و چیزی نماند ({why})؛ دیسک را درست کنید و دوباره بکوشید"),
            ),
            LedgerError::Full => Bilingual::new(
                "the disk is full and nothing was kept; make room and try again",
                "دیسک پر است و چیزی نماند؛ جا باز کنید و دوباره بکوشید",
            ),
            LedgerError::Locked { path } => Bilingual::new(
                format!("the record is open in another process ({path}); stop that one first"),
                format!("سند در فرایند دیگری باز است ({path})؛ نخست آن را ببندید"),
            ),
            LedgerError::Exists { path } => Bilingual::new(
                format!("there is a record at {path} already; open it, or choose another place"),
                format!("در {path} از پیش سندی هست؛ همان را باز کنید یا جای دیگری برگزینید"),
            ),
            LedgerError::Missing { path } => Bilingual::new(
                format!("there is no record at {path}; check the path, or create one there"),
                format!("در {path} سندی نیست؛ مسیر را وارسی کنید یا آنجا سندی بسازید"),
            ),
            LedgerError::Corrupt { place, why } => Bilingual::new(
                format!("{place} is damaged ({why}); restore a backup and compare its checkpoint"),
                format!(
                    "{place} آسیب دیده است ({why})؛ نسخهٔ پشتیبان را بازگردانید و نقطهٔ وارسی آن را بسنجید"
                ),
            ),
            LedgerError::Refused { why } => {
                Bilingual::new(format!("refused: {why}"), format!("پذیرفته نشد: {why}"))
            }
            LedgerError::Tlog(error) => {
                Bilingual::new(format!("the log: {error}"), format!("دفتر ثبت: {error}"))
            }
        }
    }
}
