//! A sitting is called by those whom the charter lets call it, or by their stand-ins once it is overdue.

use super::time;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use crate::{may, turn};
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "not-entitled-to-convene",
    system: "B1",
    severity: Severity::Void,
    looks: Looks::At(&[Kind::Convening], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Convening(a) = &entry.act else { return };
    if a.demand {
        return;
    }
    let Some(rule) = standing.kind_of(&a.organ).and_then(|k| k.convening.as_ref()) else { return };
    let Some(caller) = entry.issuer() else { return };
    if rule.by.is_empty() || standing.is_any_of(caller, &rule.by) {
        return;
    }
    // In a living organisation the record tells which turn was missed, and not whoever would stand in.
    let due = a.due.as_ref().filter(|_| !may::is_asked(standing));
    let overdue = || time::done_on(standing, entry).and_then(|at| turn::missed(standing, &a.organ, due, at));
    let stands_in = standing.is_any_of(caller, &rule.fallback) && overdue().is_some();
    let finding = RULE
        .finding(&entry.id)
        .clause(standing.clause_of(&a.organ, "convening.by"))
        .fact("caller", caller)
        .fact("organ", &a.organ)
        .fact("entitled", standing.names_of(&rule.by))
        .fact("overdue", if stands_in { "yes" } else { "no" });
    findings.add(if stands_in { finding.weighing(Severity::Note) } else { finding });
}
