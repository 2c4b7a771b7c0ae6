//! An annex that only guides or informs carries no order by itself, and rises to no higher rank without a vote on the text.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::{Rank, Text};
use shura_act::{Act, Bilingual, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "annex-outranks-core",
    system: "C2",
    severity: Severity::Irregular,
    looks: Looks::At(&[Kind::Text, Kind::Order, Kind::Transfer, Kind::Repeal, Kind::Appointment], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    if let Act::Text(a) = &entry.act {
        raised(standing, entry, a, findings);
        return;
    }
    let Some(ground) = &entry.under else { return };
    let Some(text) = standing.texts.get(ground).map(|t| &t.text) else { return };
    if matches!(text.rank, Rank::Guiding | Rank::Informative) {
        findings.add(
            RULE.finding(&entry.id)
                .concerns(ground)
                .fact("case", "relied")
                .fact("annex", ground)
                .fact("core", &text.of)
                .fact("rank", words(text.rank))
                .fact("now", words(text.rank)),
        );
    }
}

/// A part keeps the rank with which it began.
fn raised(standing: &Standing, entry: &Entry, a: &Text, findings: &mut Findings) {
    let of_part = |id: &&shura_act::Id| standing.texts.get(*id).is_some_and(|t| t.text.part == a.part);
    let Some(first) = standing.versions.get(&a.of).and_then(|v| v.iter().find(of_part)) else { return };
    let Some(began) = standing.texts.get(first).map(|t| t.text.rank) else { return };
    if a.rank < began {
        findings.add(
            RULE.finding(&entry.id)
                .concerns(first)
                .fact("case", "raised")
                .fact("annex", first)
                .fact("core", &a.of)
                .fact("rank", words(began))
                .fact("now", words(a.rank)),
        );
    }
}

/// The word for a rank.
fn words(rank: Rank) -> Bilingual {
    match rank {
        Rank::Core => Bilingual::new("core", "متن اصلی"),
        Rank::Binding => Bilingual::new("binding", "الزام‌آور"),
        Rank::Guiding => Bilingual::new("guiding", "راهنما"),
        Rank::Informative => Bilingual::new("informative", "برای آگاهی"),
    }
}
