//! An organ is elected by those whom the charter names.

use super::{told, sums};
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::may;
use crate::standing::Standing;
use shura_act::{Act, Bilingual, Entry, Key, Kind};

/// The rule.
pub static RULE: Rule = Rule { id: "electors-not-entitled", system: "C5", severity: Severity::Irregular, looks: Looks::At(&[Kind::Election], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Election(a) = &entry.act else { return };
    let (Some(unit), Some(organ)) = (&a.unit, standing.organs.get(&a.of)) else { return };
    let Some(kind) = standing.kind_of(&a.of).filter(|kind| !kind.elected_by.is_empty()) else { return };
    if !standing.organs.contains_key(unit) || standing.elects(unit, &a.of) {
        return;
    }
    let own = &organ.organ.elected_by;
    let own = if may::is_asked(standing) { own.as_slice() } else { &[] };
    let electors = if own.is_empty() { electors(standing, &kind.elected_by) } else { standing.names_of(own) };
    findings.add(
        RULE.finding(&entry.id)
            .clause(standing.clause_of(&a.of, "elected-by"))
            .fact("unit", unit)
            .fact("organ", &a.of)
            .fact("electors", electors),
    );
}

/// Names of kinds of organs, or of organs.
fn electors(standing: &Standing, words: &[Key]) -> Bilingual {
    let all = || words.iter().map(|word| told::word_of_charter(standing, word));
    Bilingual { en: sums::joined(all(), ", ").en, fa: sums::joined(all(), "، ").fa }
}
