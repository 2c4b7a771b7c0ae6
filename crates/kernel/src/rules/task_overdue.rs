//! A task whose day has passed and on which nobody has reported.

use super::{told, undertaking_overdue::overdue};
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;

/// The rule.
pub static RULE: Rule =
    Rule { id: "task-overdue", system: "D8", severity: Severity::Note, looks: Looks::Over(check) };

fn check(standing: &Standing, findings: &mut Findings) {
    for (id, task) in standing.pending.iter().filter(|(_, p)| p.form.is_none()) {
        if let (true, Some(due)) = (overdue(standing, task), &task.due) {
            let finding = RULE.finding(id).fact("owner", told::list(standing, &task.by));
            findings.add(finding.fact("due", due));
        }
    }
}
