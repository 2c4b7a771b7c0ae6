//! A mandate is taken back by those whom the charter names, and by nobody else.

use crate::charter::RecallBy;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::may;
use crate::standing::{MandateStanding, Standing};
use shura_act::{Act, Bilingual, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "recall-by-stranger",
    system: "A6",
    severity: Severity::Void,
    looks: Looks::At(&[Kind::Recall], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Recall(a) = &entry.act else { return };
    let Some(held) = standing.mandates.get(&a.mandate) else { return };
    let organ = &held.mandate.organ;
    let clause = standing.kind_of(organ).and_then(|kind| kind.recall.as_ref()).map(|clause| clause.by);
    // In a living organisation silence gives nobody the seats of others: those who elected may, or else the organ itself.
    let silent = || electors(standing, held).or(Some(organ)).filter(|_| may::is_asked(standing));
    let may = match clause {
        Some(RecallBy::Electors) => electors(standing, held).or_else(silent),
        Some(RecallBy::Organ) => Some(organ),
        Some(RecallBy::Nobody) => None,
        None => silent(),
    };
    let unknown = may.is_none() && clause != Some(RecallBy::Nobody);
    if unknown || may == Some(&a.unit) {
        return;
    }
    let whom = may.map_or_else(|| Bilingual::new("nobody", "هیچ‌کس"), |unit| standing.name_of(unit));
    findings.add(
        RULE.finding(&entry.id)
            .clause(standing.clause_of(organ, "recall"))
            .concerns(&a.mandate)
            .fact("unit", &a.unit)
            .fact("person", &held.mandate.person)
            .fact("organ", organ)
            .fact("may", whom),
    );
}

/// The unit that the mandate represents, or else the one that held its election.
fn electors<'a>(standing: &'a Standing, held: &'a MandateStanding) -> Option<&'a Id> {
    let of_election = || standing.elections.get(held.mandate.election.as_ref()?)?.election.unit.as_ref();
    held.mandate.unit.as_ref().or_else(of_election)
}
