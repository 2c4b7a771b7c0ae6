//! An organ decides what the charter gives it to decide.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use shura_act::{Id, Key};

/// The rule.
pub static RULE: Rule = Rule { id: "motion-beyond-competence", system: "D9", severity: Severity::Void, looks: Looks::At(&[Kind::Motion, Kind::Division], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let of_sitting = || entry.sitting.as_ref().and_then(|s| standing.organ_of_sitting(s));
    match &entry.act {
        Act::Motion(a) => {
            if let Some(organ) = of_sitting().or(entry.behalf.as_ref()) {
                look(standing, findings, &entry.id, organ, a.subject.as_ref());
            }
        }
        Act::Division(a) if !a.consultative => {
            let Some(organ) = a.electorate.as_ref().or_else(of_sitting) else { return };
            let subject = |id: &Id| standing.motions.get(id).and_then(|m| m.motion.subject.as_ref());
            if let Some(subject) = a.on.iter().find_map(subject) {
                look(standing, findings, &entry.id, organ, Some(subject));
            }
        }
        _ => {}
    }
}

fn look(standing: &Standing, findings: &mut Findings, act: &Id, organ: &Id, subject: Option<&Key>) {
    let Some((subject, kind)) = subject.zip(standing.kind_of(organ)) else { return };
    if kind.competence.is_empty() || kind.competence.contains(subject) {
        return;
    }
    let name = |key: &Key| standing.charter.subject.get(key).cloned();
    findings.add(
        RULE.finding(act)
            .clause(standing.clause_of(organ, "competence"))
            .fact("organ", organ)
            .fact("subject", name(subject).unwrap_or_else(|| standing.name_of(subject)))
            .fact("subjects", kind.competence.len()),
    );
}
