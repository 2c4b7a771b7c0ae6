//! A recall is announced as long before as the charter asks.

use super::time;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::Recall;
use shura_act::{Act, Date, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "recall-notice",
    system: "A6",
    severity: Severity::Irregular,
    looks: Looks::At(&[Kind::Recall], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Recall(a) = &entry.act else { return };
    let Some(held) = standing.mandates.get(&a.mandate) else { return };
    let clause = standing.kind_of(&held.mandate.organ).and_then(|kind| kind.recall.as_ref());
    let Some(needed) = clause.and_then(|c| c.notice_days) else { return };
    let Some((announced, voted)) = announced(standing, a, entry) else { return };
    let Some(given) = time::most_days(announced, voted).filter(|given| *given < needed) else { return };
    findings.add(
        RULE.finding(&entry.id)
            .clause(standing.clause_of(&held.mandate.organ, "recall"))
            .fact("person", &held.mandate.person)
            .fact("needed", needed)
            .fact("given", given)
            .fact("announced", announced),
    );
}

/// When the recall was moved or its sitting called, and when it was voted.
fn announced<'a>(standing: &'a Standing, a: &Recall, entry: &'a Entry) -> Option<(&'a Date, &'a Date)> {
    let division = standing.divisions.get(a.division.as_ref()?)?;
    let voted = division.at.as_ref().or(time::done_on(standing, entry))?;
    let moved = division.division.on.iter().find_map(|on| standing.motions.get(on)?.at.as_ref());
    let called = || {
        let sitting = standing.sittings.get(division.sitting.as_ref()?)?;
        standing.convenings.get(sitting.sitting.convened.as_ref()?)?.at.as_ref()
    };
    Some((moved.or_else(called)?, voted))
}
