//! A speech in debate lasts no longer than the charter allows.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use shura_act::act::{Floor, SpeechForm};

/// The rule.
pub static RULE: Rule = Rule { id: "speech-over-time", system: "B4", severity: Severity::Note, looks: Looks::At(&[Kind::Speech], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Speech(a) = &entry.act else { return };
    let Some(organ) = entry.sitting.as_ref().and_then(|s| standing.organ_of_sitting(s)) else { return };
    let Some(allowed) = standing.kind_of(organ).and_then(|k| k.speech_minutes) else { return };
    let Some(taken) = a.minutes.filter(|taken| *taken > allowed) else { return };
    if a.form == SpeechForm::Debate && matches!(a.floor, Floor::Spoke | Floor::Granted | Floor::CutOff) {
        findings.add(
            RULE.finding(&entry.id)
                .clause(standing.clause_of(organ, "speech-minutes"))
                .fact("speaker", &a.speaker)
                .fact("taken", taken)
                .fact("allowed", allowed),
        );
    }
}
