//! What can be wrong with a text or an amendment: one error that names the place and the mend.

use shura_act::{Bilingual, bilingual::fa_digits};

/// The longest source of a text, in bytes: some two million words. Word positions are 32 bits wide.
pub const MAX_BYTES: usize = 16 << 20;
/// The deepest nesting of lists and quotations that is read.
pub const MAX_DEPTH: usize = 24;

/// An unusable text or amendment. Nothing has been changed when one is returned.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.bilingual().en)]
pub enum Error {
    /// The source is longer than [`MAX_BYTES`].
    TooLong {
        /// Its length in bytes.
        bytes: usize,
    },
    /// The source holds U+0000.
    Nul {
        /// Line of the source, from 1.
        line: usize,
    },
    /// Lists or quotations nested deeper than [`MAX_DEPTH`].
    TooDeep {
        /// Line of the source, from 1.
        line: usize,
    },
    /// A row of a table has more cells than the head.
    TooManyCells {
        /// Line of the source, from 1.
        line: usize,
    },
    /// The Markdown cannot be kept without loss (a link label defined twice, unusual nesting).
    NotKept {
        /// What would be lost, as far as it is known.
        what: String,
    },
    /// The amendment is anchored on another version.
    WrongBase {
        /// The amendment.
        amendment: String,
        /// The version it names.
        named: String,
        /// The version it was laid on.
        given: String,
    },
    /// Two amendments bear one number.
    SameId {
        /// The number.
        amendment: String,
    },
    /// A decision or a reference names an amendment that is not there.
    UnknownAmendment {
        /// The number named.
        amendment: String,
    },
    /// A change cannot be made to the version it is anchored on.
    BadChange {
        /// The amendment.
        amendment: String,
        /// Which of its changes, from 1.
        change: usize,
        /// Why, and what would mend it.
        why: Bilingual,
    },
    /// Line numbers, words or clauses that do not exist in the text.
    BadPlace {
        /// Why, and what would mend it.
        why: Bilingual,
    },
}

impl Error {
    /// The sentence in both languages.
    pub fn bilingual(&self) -> Bilingual {
        match self {
            Self::TooLong { bytes } => {
                let (mb, limit) = (bytes >> 20, MAX_BYTES >> 20);
                both(
                    format!("the text is {mb} MiB long; divide it into texts of at most {limit} MiB"),
                    format!("متن {mb} مبی‌بایت است؛ آن را به متن‌هایی حداکثر {limit} مبی‌بایتی تقسیم کنید"),
                )
            }
            Self::Nul { line } => both(
                format!("line {line}: the character U+0000 cannot stand in a text; remove it"),
                format!("سطر {line}: نویسهٔ تهی (NUL) در متن جا ندارد؛ آن را پاک کنید"),
            ),
            Self::TooDeep { line } => both(
                format!(
                    "line {line}: lists or quotations are nested more than {MAX_DEPTH} deep; flatten them"
                ),
                format!(
                    "سطر {line}: تودرتویی فهرست‌ها یا نقل‌قول‌ها بیش از {MAX_DEPTH} لایه است؛ از لایه‌ها بکاهید"
                ),
            ),
            Self::TooManyCells { line } => both(
                format!(
                    "line {line}: this row has more cells than the head of its table; add columns to the head"
                ),
                format!("سطر {line}: خانه‌های این ردیف از سرستون‌های جدول بیشتر است؛ به سر جدول ستون بیفزایید"),
            ),
            Self::NotKept { what } => both(
                format!("this Markdown cannot be kept without loss: {what}; write it more simply"),
                format!("این Markdown بی کم‌وکاست نگه‌داشتنی نیست ({what})؛ آن را ساده‌تر بنویسید"),
            ),
            Self::WrongBase { amendment, named, given } => Bilingual::new(
                format!(
                    "amendment {amendment} is anchored on version {named}, not on {given}; rebase it first"
                ),
                format!(
                    "اصلاحیهٔ {amendment} بر نسخهٔ {named} استوار است نه {given}؛ نخست آن را به این نسخه منتقل کنید"
                ),
            ),
            Self::SameId { amendment } => Bilingual::new(
                format!("two amendments are numbered {amendment}; give each its own number"),
                format!("دو اصلاحیه شمارهٔ {amendment} دارند؛ به هر یک شماره‌ای جدا بدهید"),
            ),
            Self::UnknownAmendment { amendment } => Bilingual::new(
                format!("there is no amendment {amendment}; check the number"),
                format!("اصلاحیه‌ای به شمارهٔ {amendment} نیست؛ شماره را بازبینی کنید"),
            ),
            Self::BadChange { amendment, change, why } => Bilingual::new(
                format!("amendment {amendment}, change {change}: {}", why.en),
                format!("اصلاحیهٔ {amendment}، تغییر {}: {}", fa_digits(&change.to_string()), why.fa),
            ),
            Self::BadPlace { why } => why.clone(),
        }
    }
}

fn both(en: String, fa: String) -> Bilingual {
    Bilingual::new(en, fa_digits(&fa))
}
