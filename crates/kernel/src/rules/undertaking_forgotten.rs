//! A promise is kept, refused or taken back, but not forgotten.

use super::told;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::{ProgressState, UndertakingForm};
use shura_act::{Act, Bilingual, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "undertaking-forgotten",
    system: "D7",
    severity: Severity::Irregular,
    looks: Looks::At(&[Kind::Progress], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Progress(progress) = &entry.act else { return };
    let Some(pending) = standing.pending.get(&progress.of) else { return };
    let Some(form) = pending.form else { return };
    let binds = matches!(form, UndertakingForm::Promise | UndertakingForm::Obligation);
    let state = match progress.to {
        ProgressState::Forgotten => Bilingual::new("was forgotten", "فراموش شد"),
        ProgressState::Unexecuted if binds => Bilingual::new("was not carried out", "عملی نشد"),
        _ => return,
    };
    let finding = RULE.finding(&entry.id).fact("undertaking", &progress.of).fact("state", state);
    let finding = finding.fact("who", told::who(standing, pending.by.first())).concerns(&progress.of);
    findings.add(if binds { finding } else { finding.weighing(Severity::Note) });
}
