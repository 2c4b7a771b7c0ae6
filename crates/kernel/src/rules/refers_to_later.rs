//! An act rests on nothing that surely happened after it.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Bilingual, Entry, Id};

/// The rule.
pub static RULE: Rule = Rule {
    id: "refers-to-later",
    system: "E5",
    severity: Severity::Irregular,
    looks: Looks::At(&[], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Some(at) = &entry.at else { return };
    // Nothing entered so far began after this act ended, as is the rule where acts are entered in the order of time.
    if at.last() >= standing.now {
        return;
    }
    let later = |id: &&Id| standing.acts.get(*id).is_some_and(|seen| seen.first > at.last());
    for ground in grounds(entry).filter(later) {
        let Some(seen) = standing.acts.get(ground) else { continue };
        let gap = gap(seen.first.saturating_sub(at.last()));
        let finding = RULE.finding(&entry.id).fact("ground", ground).fact("at", at).fact("gap", gap);
        findings.add(finding.concerns(ground));
    }
}

/// What an act rests on: that on which it relies, in which it happens, which it answers, changes, ends or carries out.
fn grounds(entry: &Entry) -> impl Iterator<Item = &Id> {
    let of = match &entry.act {
        Act::Ruling(a) => Some(&a.of),
        Act::Acceptance(a) => Some(&a.of),
        Act::Dismissal(a) => Some(&a.of),
        Act::MandateChange(a) => Some(&a.of),
        Act::Recall(a) => Some(&a.mandate),
        Act::Postponement(a) => Some(&a.of),
        Act::SittingChange(a) => Some(&a.of),
        Act::Dissent(a) => Some(&a.from),
        Act::MotionChange(a) => Some(&a.of),
        Act::Ballot(a) => Some(&a.division),
        Act::Declaration(a) => Some(&a.division),
        Act::Countersignature(a) => Some(&a.of),
        Act::Compliance(a) => Some(&a.with),
        Act::Dispatch(a) => a.answers.as_ref(),
        Act::DispatchChange(a) => Some(&a.of),
        Act::Task(a) => a.decision.as_ref(),
        Act::Progress(a) => Some(&a.of),
        Act::PassChange(a) => Some(&a.of),
        Act::Claim(a) => a.answers.as_ref(),
        _ => None,
    };
    let several: &[Id] = match &entry.act {
        Act::Ratification(a) => &a.of,
        Act::Repeal(a) => &a.of,
        Act::Order(a) => &a.annuls,
        _ => &[],
    };
    entry.under.iter().chain(&entry.sitting).chain(of).chain(several)
}

/// A span of seconds, in whole days, or in minutes where it is less than one.
fn gap(seconds: i64) -> Bilingual {
    let days = seconds / 86_400;
    if days > 0 {
        return Bilingual { en: format!("{days} day{}", if days == 1 { "" } else { "s" }), fa: format!("{days} روز") };
    }
    let minutes = seconds / 60;
    Bilingual { en: format!("{minutes} minute{}", if minutes == 1 { "" } else { "s" }), fa: format!("{minutes} دقیقه") }
}
