//! An undertaking whose day has passed and that nothing has closed.

use super::told;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::{Pending, Standing};
use shura_act::act::{ProgressState, UndertakingForm};

/// The rule.
pub static RULE: Rule = Rule {
    id: "undertaking-overdue",
    system: "D7",
    severity: Severity::Irregular,
    looks: Looks::Over(check),
};

fn check(standing: &Standing, findings: &mut Findings) {
    for (id, pending) in &standing.pending {
        let (Some(form), Some(due)) = (pending.form, &pending.due) else { continue };
        if !overdue(standing, pending) {
            continue;
        }
        let finding = RULE.finding(id).fact("who", told::who(standing, pending.by.first())).fact("due", due);
        let binds = matches!(form, UndertakingForm::Promise | UndertakingForm::Obligation);
        findings.add(if binds { finding } else { finding.weighing(Severity::Note) });
    }
}

/// Whether the day of an undertaking or a task has surely passed with nothing told that closed it. What is told to have been forgotten or
/// not carried out is found when that is told.
pub fn overdue(standing: &Standing, pending: &Pending) -> bool {
    let told = matches!(pending.state, Some(ProgressState::Forgotten | ProgressState::Unexecuted));
    pending.is_open() && !told && pending.due.as_ref().is_some_and(|due| due.last() < standing.now)
}
