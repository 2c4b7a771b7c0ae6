//! A correction keeps what it corrects.

use super::told;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::bilingual::Words;
use shura_act::{Act, Bilingual, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "corrected",
    system: "E3",
    severity: Severity::Note,
    looks: Looks::At(&[Kind::Correction], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Correction(correction) = &entry.act else { return };
    let untold = || Bilingual::new("not told", "ناگفته");
    let field = correction.field.as_ref().map(Words::both);
    let value = correction.value.as_ref().map(|value| told::value(standing, value));
    // Whoever keeps history writes the correction down; it is the source that corrects.
    let by = entry.issuer().map_or_else(|| told::list(standing, &entry.source), |by| standing.name_of(by));
    findings.add(
        RULE.finding(&entry.id)
            .fact("of", &correction.of)
            .fact("field", field.unwrap_or_else(untold))
            .fact("value", value.unwrap_or_else(untold))
            .fact("by", by)
            .concerns(&correction.of),
    );
}
