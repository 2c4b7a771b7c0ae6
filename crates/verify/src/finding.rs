//! What is wrong with a record's log, each with the first entry concerned, in both languages.

use crate::compare::Difference;
use crate::replay::Wanting;
use shura_act::{Bilingual, bilingual::fa_digits};
use shura_tlog::TlogError;

/// Something wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The checkpoint of the whole is not signed as the verifier requires.
    Head(TlogError),
    /// There is no checkpoint, or what should be one cannot be read.
    NoHead,
    /// The entries differ from what was sealed.
    Differs(Difference),
    /// The entries do not lead to the signed root, nor do the leaf hashes beside them; the harm lies between two
    /// checkpoints and cannot be told more closely.
    Within {
        /// The first entry after the last checkpoint that the entries lead to.
        from: u64,
        /// The last entry under the first checkpoint that they do not lead to.
        to: u64,
    },
    /// The entries are whole, but a tile beside them is not theirs.
    Tile {
        /// Path of the tile.
        path: String,
    },
    /// A checkpoint inside the archive is not signed by the log.
    Earlier {
        /// The size it claims.
        size: u64,
        /// What is wrong.
        error: TlogError,
    },
    /// The log has signed two histories: this record does not lead to a checkpoint that it also signed, or that the
    /// verifier trusts from elsewhere.
    OtherHistory {
        /// The size of that checkpoint.
        size: u64,
    },
    /// The record ends before a checkpoint that the verifier trusts.
    Shorter {
        /// How many entries it has.
        size: u64,
        /// How many the checkpoint has.
        trusted: u64,
    },
    /// What lies at a place is no entry, or one that the charter does not let in.
    Entry {
        /// Its place.
        seq: u64,
        /// What is wrong with it.
        text: Bilingual,
    },
    /// A signature does not hold, or is of an entry that is not in its bundle.
    Signature {
        /// The place of the entry.
        seq: u64,
    },
    /// The words of a text that an entry names are not beside it, or not as they were.
    Text(Wanting),
    /// A text lies beside the entries that none of those after it names.
    UnnamedText {
        /// Its hash, as it is claimed.
        hash: String,
    },
    /// The archive cannot be read further.
    Unreadable {
        /// Why.
        why: String,
    },
}

impl Finding {
    /// The finding as a sentence in both languages.
    pub fn text(&self) -> Bilingual {
        let n = |number: &u64| fa_digits(&number.to_string());
        let (en, fa) = match self {
            Finding::Head(error) => (
                format!("the checkpoint is not signed as required: {error}"),
                format!("نقطهٔ وارسی آن‌گونه که باید امضا نشده است: {error}"),
            ),
            Finding::NoHead => ("there is no checkpoint".to_owned(), "نقطهٔ وارسی ندارد".to_owned()),
            Finding::Differs(difference) => return difference_text(difference),
            Finding::Within { from, to } => (
                format!(
                    "one of the entries {from} to {to} is not as it was sealed; nothing here tells which"
                ),
                format!(
                    "یکی از ثبت‌های {} تا {} آن نیست که مهر شده است؛ از این سند برنمی‌آید کدام",
                    n(from),
                    n(to)
                ),
            ),
            Finding::Tile { path } => (
                format!("{path} does not have the hashes of the entries; the entries themselves are whole"),
                format!("{path} چکیدهٔ ثبت‌ها را ندارد؛ خودِ ثبت‌ها سالم‌اند"),
            ),
            Finding::Earlier { size, error } => (
                format!("the checkpoint of {size} entries inside the archive: {error}"),
                format!("نقطهٔ وارسیِ {} ثبت در درون بایگانی: {error}", n(size)),
            ),
            Finding::OtherHistory { size } => (
                format!(
                    "another history: the first {size} entries are not those of a checkpoint that the log signed"
                ),
                format!("تاریخی دیگر: {} ثبتِ نخست آن‌هایی نیستند که نقطهٔ وارسیِ امضاشدهٔ دفتر می‌گوید", n(size)),
            ),
            Finding::Shorter { size, trusted } => (
                format!(
                    "the record has {size} entries, the trusted checkpoint {trusted}; what it has cannot be compared with it"
                ),
                format!(
                    "سند {} ثبت دارد و نقطهٔ وارسیِ معتمد {}؛ آنچه هست با آن سنجیدنی نیست",
                    n(size),
                    n(trusted)
                ),
            ),
            Finding::Entry { seq, text } => {
                (format!("entry {seq}: {}", text.en), format!("ثبت {}: {}", n(seq), text.fa))
            }
            Finding::Signature { seq } => (
                format!("a signature of entry {seq} does not hold"),
                format!("یکی از امضاهای ثبت {} درست نیست", n(seq)),
            ),
            Finding::Text(Wanting { seq, act, hash, altered: true }) => (
                format!("the words of the text {act} (entry {seq}, {hash}) were altered"),
                format!("واژه‌های متن {act} (ثبت {}، {hash}) دگرگون شده است", n(seq)),
            ),
            Finding::Text(Wanting { seq, act, hash, altered: false }) => (
                format!("the words of the text {act} (entry {seq}, {hash}) are missing"),
                format!("واژه‌های متن {act} (ثبت {}، {hash}) نیست", n(seq)),
            ),
            Finding::UnnamedText { hash } => (
                format!("a text lies beside the entries that none of them names: {hash}"),
                format!("در کنار ثبت‌ها متنی هست که هیچ‌یک از آن‌ها نام نمی‌برد: {hash}"),
            ),
            Finding::Unreadable { why } => (
                format!("the archive cannot be read further: {why}"),
                format!("بایگانی را از این‌جا به بعد نمی‌توان خواند: {why}"),
            ),
        };
        Bilingual::new(en, fa)
    }
}

fn difference_text(difference: &Difference) -> Bilingual {
    let n = |number: &u64| fa_digits(&number.to_string());
    let (en, fa) = match difference {
        Difference::Altered { seq } => {
            (format!("entry {seq} was altered"), format!("ثبت {} دگرگون شده است", n(seq)))
        }
        Difference::Missing { seq, count } => (
            format!("entries missing: {count}, from entry {seq} on"),
            format!("از ثبت {} به بعد {} ثبت نیست", n(seq), n(count)),
        ),
        Difference::Inserted { seq, count } => (
            format!("entries inserted: {count}, from place {seq} on"),
            format!("از جای {} به بعد {} ثبت افزوده شده است", n(seq), n(count)),
        ),
        Difference::Moved { seq, sealed_at } => (
            format!("the entry at place {seq} was moved: it was sealed at place {sealed_at}"),
            format!("ثبتی که در جای {} است جابه‌جا شده است: در جای {} مهر شده بود", n(seq), n(sealed_at)),
        ),
        Difference::Foreign { seq } => (
            format!("from entry {seq} on, the entries are from another history"),
            format!("از ثبت {} به بعد، ثبت‌ها از تاریخی دیگرند", n(seq)),
        ),
        Difference::CutOff { seq } => (
            format!("the record is cut off: entry {seq} and all after it are missing"),
            format!("سند بریده شده است: ثبت {} و هر چه پس از آن است نیست", n(seq)),
        ),
        Difference::Beyond { seq } => (
            format!("entry {seq} and those after it lie beyond the checkpoint; nothing is proven of them"),
            format!("ثبت {} و پس از آن بیرون از نقطهٔ وارسی‌اند؛ دربارهٔ آن‌ها چیزی ثابت نیست", n(seq)),
        ),
    };
    Bilingual::new(en, fa)
}
