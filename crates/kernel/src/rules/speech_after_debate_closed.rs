//! Nobody debates after the debate was closed.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use shura_act::act::{Floor, SpeechForm};

/// The rule.
pub static RULE: Rule = Rule { id: "speech-after-debate-closed", system: "B4", severity: Severity::Irregular, looks: Looks::At(&[Kind::Speech], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Speech(a) = &entry.act else { return };
    let Some(sitting) = entry.sitting.as_ref().and_then(|s| standing.sittings.get(s)) else { return };
    let spoke = matches!(a.floor, Floor::Granted | Floor::Spoke);
    if sitting.debate_closed && spoke && a.form == SpeechForm::Debate {
        let finding = RULE.finding(&entry.id).fact("speaker", &a.speaker);
        findings.add(finding.fact("organ", &sitting.sitting.organ));
    }
}
