//! A sitting whose call is void, or which was ruled unable to decide, takes no decisions.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use shura_act::Id;
use shura_act::act::MotionState;

/// The rule.
pub static RULE: Rule = Rule { id: "sitting-decides-nothing", system: "B1", severity: Severity::Void, looks: Looks::At(&[Kind::Sitting, Kind::Ruling, Kind::Division, Kind::Declaration, Kind::MotionChange], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    match &entry.act {
        Act::Sitting(a) => {
            if let Some(call) = a.convened.as_ref().filter(|c| standing.is_void(c)) {
                add(findings, &entry.id, &a.organ, call, Severity::Irregular);
            }
        }
        Act::Ruling(a) => {
            if let Some(organ) = standing.voids(a).and_then(|sitting| standing.organ_of_sitting(sitting)) {
                add(findings, &entry.id, organ, &a.of, Severity::Note);
            }
        }
        Act::MotionChange(a) if !matches!(a.to, MotionState::Adopted | MotionState::Rejected) => {}
        _ => decides(standing, entry, findings),
    }
}

fn decides(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let of_division = || match &entry.act {
        Act::Declaration(a) => standing.divisions.get(&a.division)?.sitting.as_ref(),
        _ => None,
    };
    let Some(id) = entry.sitting.as_ref().or_else(of_division) else { return };
    let Some(sitting) = standing.sittings.get(id) else { return };
    if matches!(&entry.act, Act::Division(a) if a.consultative) {
        return;
    }
    let void_call = sitting.sitting.convened.as_ref().filter(|c| standing.is_void(c));
    if let Some(why) = sitting.barred.as_ref().or(void_call) {
        add(findings, &entry.id, &sitting.sitting.organ, why, RULE.severity);
    }
}

fn add(findings: &mut Findings, act: &Id, organ: &Id, why: &Id, severity: Severity) {
    let finding = RULE.finding(act).fact("organ", organ).fact("because", why).concerns(why);
    let weighs = match severity {
        Severity::Void => "void",
        Severity::Irregular => "irregular",
        Severity::Note => "note",
    };
    findings.add(finding.fact("weighs", weighs).weighing(severity));
}
