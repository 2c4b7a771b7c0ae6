//! The public draft of a merge: a paragraph at a time, what was carried, lost, withdrawn, taken over or is open.

use crate::amendment::Amendment;
use crate::apply::{Plan, resolve};
use crate::error::Error;
use crate::html::escape;
use crate::merge::{Disposition, Fate, Merge, Undecided, Work};
use crate::normal::natural_cmp;
use crate::version::Version;
use crate::view::{Row, row_html, rows};
use serde::Serialize;
use shura_act::{Bilingual, Lang};
use std::collections::BTreeMap;

/// The draft of a merge.
#[derive(Clone, Debug, Serialize)]
pub struct Draft {
    /// The text, a block at a time.
    pub rows: Vec<DraftRow>,
    /// Amendments that concern the whole text.
    pub whole: Vec<Standing>,
}

/// A block of the base, or one put in, with the amendments that concern it.
#[derive(Clone, Debug, Serialize)]
pub struct DraftRow {
    /// The words with their marks; only what is merged is marked.
    #[serde(flatten)]
    pub row: Row,
    /// The amendments that touch the block, in the order of their numbers.
    pub amendments: Vec<Standing>,
}

/// How an amendment stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// Its number.
    pub amendment: String,
    /// What the members decided.
    pub disposition: Disposition,
    /// What the merge did with it.
    pub fate: Fate,
}

impl Standing {
    /// Its standing in words.
    pub fn words(&self) -> Bilingual {
        let (en, fa) = match (&self.fate, self.disposition) {
            (Fate::Precluded(by), _) => return precluded(by),
            (Fate::InConflict(n), _) => return in_conflict(*n),
            (Fate::Lost, _) => ("lost", "رد شده"),
            (Fate::Withdrawn, _) => ("withdrawn", "پس‌گرفته‌شده"),
            (Fate::Merged, Disposition::TakenOver) => ("taken over", "پذیرفتهٔ پیشنهاددهنده"),
            (Fate::Merged, Disposition::Carried) => ("carried", "تصویب‌شده"),
            (Fate::Merged, _) => ("open, merged if carried", "باز؛ اگر تصویب شود در متن می‌آید"),
            (Fate::Open, _) => ("open", "باز"),
        };
        Bilingual::new(en, fa)
    }
}

fn precluded(by: &str) -> Bilingual {
    Bilingual::new(
        format!("falls: {by} changed its words"),
        format!("منتفی: {by} واژه‌های آن را تغییر داده است"),
    )
}

fn in_conflict(n: usize) -> Bilingual {
    let n = (n + 1).to_string();
    let fa = shura_act::bilingual::fa_digits(&n);
    Bilingual::new(format!("in conflict {n}"), format!("در تعارض {fa}"))
}

/// Merges and lays the outcome out a paragraph at a time.
///
/// # Errors
/// As [`crate::merge()`].
pub fn draft(
    base: &Version,
    amendments: &[Amendment],
    decisions: &BTreeMap<String, Disposition>,
    undecided: Undecided,
) -> Result<(Merge, Draft), Error> {
    let index = base.index();
    let work = Work::new(base, &index, amendments, decisions)?;
    let merge = work.finish(base, &index, undecided);
    let plan = Plan::new(&index, work.chosen(&merge.fates));
    let name = |rank: usize| merge.fates.get(rank).map(|f| f.0.clone());
    let rows = rows(base, &plan, &name);

    let mut touched: BTreeMap<usize, Vec<Standing>> = BTreeMap::new();
    let mut whole = Vec::new();
    let mut sorted: Vec<&Amendment> = amendments.iter().collect();
    sorted.sort_by(|a, b| natural_cmp(&a.id, &b.id));
    for (amendment, (_, fate)) in sorted.iter().zip(&merge.fates) {
        let disposition = decisions.get(&amendment.id).copied().unwrap_or_default();
        let standing = Standing { amendment: amendment.id.clone(), disposition, fate: fate.clone() };
        for hold in resolve(base, &index, amendment)?.iter().flat_map(|e| &e.holds) {
            let at = index.entries.partition_point(|e| e.start <= hold.start).checked_sub(1);
            let list = match at {
                Some(block) if hold.start > 0 => touched.entry(block).or_default(),
                _ => &mut whole,
            };
            if list.last() != Some(&standing) {
                list.push(standing.clone());
            }
        }
    }
    let rows = rows.into_iter().map(|row| {
        // A change of a section or a list shows at its first block.
        let first = row.block.unwrap_or(usize::MAX);
        let mut amendments = Vec::new();
        while row.block.is_some() {
            match touched.first_key_value() {
                Some((block, _)) if *block <= first => {
                    amendments.extend(touched.pop_first().map(|(_, list)| list).unwrap_or_default());
                }
                _ => break,
            }
        }
        DraftRow { row, amendments }
    });
    let mut rows: Vec<DraftRow> = rows.collect();
    // What touches blocks at the very end that are struck has no later row of the base to stand at.
    if let Some(last) = rows.last_mut() {
        last.amendments.extend(touched.into_values().flatten());
    }
    Ok((merge, Draft { rows, whole }))
}

/// The draft as HTML, with the conflicts and their alternatives.
pub fn draft_html(merge: &Merge, draft: &Draft, lang: Lang) -> String {
    let mut out = String::from("<div class=\"merge-draft\">\n");
    standings(&draft.whole, lang, &mut out);
    for row in &draft.rows {
        out.push_str("<section>\n");
        row_html(&row.row, &mut out);
        standings(&row.amendments, lang, &mut out);
        out.push_str("</section>\n");
    }
    for (i, conflict) in merge.conflicts.iter().enumerate() {
        out.push_str(&format!(
            "<section class=\"conflict\">\n<h2>{}</h2>\n",
            escape(in_conflict(i).get(lang))
        ));
        for place in &conflict.places {
            out.push_str("<dl dir=\"auto\">\n");
            if let Some(base) = &place.base {
                out.push_str(&format!("<dt>—</dt><dd>{}</dd>\n", escape(base)));
            }
            for alternative in &place.alternatives {
                let (ids, reads) = (alternative.amendments.join(", "), alternative.reads.as_deref());
                out.push_str(&format!(
                    "<dt>{}</dt><dd>{}</dd>\n",
                    escape(&ids),
                    escape(reads.unwrap_or("…"))
                ));
            }
            out.push_str("</dl>\n");
        }
        out.push_str("</section>\n");
    }
    out.push_str("</div>\n");
    out
}

fn standings(list: &[Standing], lang: Lang, out: &mut String) {
    if list.is_empty() {
        return;
    }
    out.push_str("<ul class=\"amendments\">\n");
    for one in list {
        let words = one.words();
        out.push_str(&format!("<li>{}: {}</li>\n", escape(&one.amendment), escape(words.get(lang))));
    }
    out.push_str("</ul>\n");
}
