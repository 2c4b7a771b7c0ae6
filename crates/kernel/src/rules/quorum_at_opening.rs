//! As many are there at the opening as the charter asks for.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use crate::quorum;

/// The rule.
pub static RULE: Rule = Rule { id: "quorum-at-opening", system: "B5", severity: Severity::Irregular, looks: Looks::At(&[Kind::Sitting], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Sitting(a) = &entry.act else { return };
    let Some(present) = a.present.as_ref().and_then(|p| p.exact()) else { return };
    let Some(needed) = quorum::needed(standing, &a.organ, &entry.id) else { return };
    if present < needed {
        findings.add(
            RULE.finding(&entry.id)
                .clause(standing.clause_of(&a.organ, "quorum"))
                .fact("organ", &a.organ)
                .fact("needed", needed)
                .fact("present", present),
        );
    }
}
