//! The verdict in words: what is wrong, what is proven and what is not, in both languages.

use crate::compare::Difference;
use crate::finding::Finding;
use crate::replay::Wanting;
use crate::verification::Verified;
use shura_act::{Bilingual, Id, bilingual::fa_digits};
use shura_kernel::Severity;

impl Verified {
    /// Whether nothing is wrong with the log and the charter let every act in. Findings that it lets pass do not count.
    pub fn is_whole(&self) -> bool {
        self.log.findings.is_empty()
    }

    /// The verdict, a sentence a line: the harm, what is proven, by whose keys, and what the rules say of the acts.
    pub fn lines(&self) -> Vec<Bilingual> {
        let mut lines: Vec<Bilingual> = self.log.findings.iter().map(|finding| self.harm(finding)).collect();
        lines.push(self.proven());
        lines.extend(self.beyond());
        lines.extend(self.beside());
        lines.push(self.signed());
        lines.extend(self.passed_over());
        if self.standing.is_some() {
            lines.push(self.judged());
        }
        lines.push(match self.is_whole() {
            true => Bilingual::new("The record is whole.", "سند سالم است."),
            false => Bilingual::new("The record is NOT whole.", "سند سالم نیست."),
        });
        lines
    }

    /// A finding as harm, with the act that lies at its place.
    pub fn harm(&self, finding: &Finding) -> Bilingual {
        let text = finding.text();
        // What is wrong with a text names its act already.
        let place = place(finding).filter(|_| !matches!(finding, Finding::Text(_)));
        match place.and_then(|seq| self.act_at(seq)) {
            Some(act) => Bilingual::new(
                format!("HARM: {}; the act {act} lies there now", text.en),
                format!("آسیب: {}؛ اکنون کنش {act} آن‌جاست", text.fa),
            ),
            None => Bilingual::new(format!("HARM: {}", text.en), format!("آسیب: {}", text.fa)),
        }
    }

    /// The act that was entered from a place.
    fn act_at(&self, seq: u64) -> Option<&Id> {
        let acts = &self.standing.as_ref()?.acts;
        acts.iter().find(|(_, seen)| u64::from(seen.place) == seq).map(|(id, _)| id)
    }

    fn proven(&self) -> Bilingual {
        let (entries, proven) = (self.log.entries, self.log.proven);
        let (fa_entries, fa_proven) = (fa_digits(&entries.to_string()), fa_digits(&proven.to_string()));
        let origin = self.log.head.as_ref().map_or("", |head| head.checkpoint.origin.as_str());
        if proven == 0 {
            return Bilingual::new(
                format!("{entries} entries; none of them is proven to be as it was sealed."),
                format!("{fa_entries} ثبت؛ دربارهٔ هیچ‌یک ثابت نیست که همان است که مهر شد."),
            );
        }
        if proven == entries {
            return Bilingual::new(
                format!("{entries} entries; all of them are as they were sealed as {origin}."),
                format!("{fa_entries} ثبت؛ همه همان‌اند که با نام {origin} مهر شدند."),
            );
        }
        Bilingual::new(
            format!(
                "{entries} entries; the first {proven} are as they were sealed as {origin}, and all of those up to there."
            ),
            format!(
                "{fa_entries} ثبت؛ {fa_proven} ثبت نخست همان‌اند که با نام {origin} مهر شدند، و تا آن‌جا چیزی کم نیست."
            ),
        )
    }

    /// What a record that was cut off, or runs on, can and cannot prove.
    fn beyond(&self) -> Option<Bilingual> {
        let sealed = self.log.head.as_ref().map_or(0, |head| head.checkpoint.size);
        let last = self.log.findings.iter().fold(sealed, |last, finding| match finding {
            Finding::Shorter { trusted, .. } => last.max(*trusted),
            _ => last,
        });
        let proven = self.log.proven;
        if proven >= last.max(self.log.entries) {
            return None;
        }
        let (fa_proven, fa_last) = (fa_digits(&proven.to_string()), fa_digits(&last.to_string()));
        Some(Bilingual::new(
            format!(
                "A checkpoint speaks of {last} entries. Of those after the first {proven} nothing is proven here: neither what they said nor, beyond their number, that they were there."
            ),
            format!(
                "نقطهٔ وارسی از {fa_last} ثبت سخن می‌گوید. دربارهٔ آنچه پس از {fa_proven} ثبت نخست آمده است این‌جا چیزی ثابت نیست: نه این‌که چه می‌گفتند و نه، جز شمارشان، این‌که بودند."
            ),
        ))
    }

    /// What lies beside the entries.
    fn beside(&self) -> Option<Bilingual> {
        let texts = self.texts;
        (texts > 0).then(|| {
            Bilingual::new(
                format!("Texts beside the entries: {texts}, each with the words of its hash."),
                format!(
                    "متن‌های کنار ثبت‌ها: {}؛ واژه‌های هر یک با چکیده‌اش می‌خواند.",
                    fa_digits(&texts.to_string())
                ),
            )
        })
    }

    fn signed(&self) -> Bilingual {
        let signatures = self.log.signatures;
        let by = self
            .log
            .head
            .as_ref()
            .map(|head| head.by.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>());
        let by = by.unwrap_or_default().join(", ");
        let (keys_en, keys_fa) = match self.log.independent {
            true => (
                "Measured by the keys or checkpoints that you gave",
                "سنجیده با کلیدها یا نقطه‌های وارسی‌ای که شما دادید",
            ),
            false => (
                "The keys are the record's own: this shows that it agrees with itself, not who sealed it",
                "کلیدها از خود سندند: این نشان می‌دهد که سند با خود سازگار است، نه این‌که چه کسی آن را مهر کرد",
            ),
        };
        let (by_en, by_fa) = match by.as_str() {
            "" => ("no witness cosigned".to_owned(), "هیچ گواهی هم‌امضا نکرده است".to_owned()),
            by => (format!("cosigned by {by}"), format!("هم‌امضای {by}")),
        };
        Bilingual::new(
            format!("{keys_en}; {by_en}; {signatures} signatures of entries hold."),
            format!("{keys_fa}؛ {by_fa}؛ {} امضای ثبت‌ها درست است.", fa_digits(&signatures.to_string())),
        )
    }

    /// Signatures by strangers, where the reader named the witnesses: without that all of them are strangers.
    fn passed_over(&self) -> Option<Bilingual> {
        let strangers = self.log.strangers;
        let named = self.log.independent && strangers > 0;
        named.then(|| {
            Bilingual::new(
                format!("Signatures of checkpoints by keys that you did not name, passed over: {strangers}."),
                format!(
                    "امضاهای نقطه‌های وارسی با کلیدهایی که شما نام نبردید و به حساب نیامدند: {}.",
                    fa_digits(&strangers.to_string())
                ),
            )
        })
    }

    fn judged(&self) -> Bilingual {
        let count = |severity| self.acts.counted.get(&severity).copied().unwrap_or(0);
        let (void, irregular, note) =
            (count(Severity::Void), count(Severity::Irregular), count(Severity::Note));
        let fa = |n: u64| fa_digits(&n.to_string());
        Bilingual::new(
            format!(
                "{} entries judged by the charter: {void} findings void, {irregular} irregular, {note} notes.",
                self.acts.entered
            ),
            format!(
                "{} ثبت با اساسنامه سنجیده شد: {} یافتهٔ بی‌اثر، {} نابسامان، {} یادداشت.",
                fa(self.acts.entered),
                fa(void),
                fa(irregular),
                fa(note)
            ),
        )
    }
}

/// The place in the record that a finding names.
pub fn place(finding: &Finding) -> Option<u64> {
    match finding {
        Finding::Differs(
            Difference::Altered { seq }
            | Difference::Missing { seq, .. }
            | Difference::Inserted { seq, .. }
            | Difference::Moved { seq, .. }
            | Difference::Foreign { seq }
            | Difference::Beyond { seq },
        )
        | Finding::Entry { seq, .. }
        | Finding::Signature { seq }
        | Finding::Text(Wanting { seq, .. }) => Some(*seq),
        _ => None,
    }
}
