//! A task is done, refused or taken back, but not forgotten.

use super::told;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::ProgressState;
use shura_act::{Act, Bilingual, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "task-forgotten",
    system: "D8",
    severity: Severity::Irregular,
    looks: Looks::At(&[Kind::Progress], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Progress(progress) = &entry.act else { return };
    let Some(task) = standing.pending.get(&progress.of).filter(|p| p.form.is_none()) else { return };
    let state = match progress.to {
        ProgressState::Forgotten => Bilingual::new("was forgotten", "فراموش شد"),
        ProgressState::Unexecuted => Bilingual::new("was not carried out", "عملی نشد"),
        _ => return,
    };
    let finding = RULE.finding(&entry.id).fact("task", &progress.of).fact("state", state);
    findings.add(finding.fact("owner", told::list(standing, &task.by)).concerns(&progress.of));
}
