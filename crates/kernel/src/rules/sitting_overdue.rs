//! A sitting is called, put off and held within its turn.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use crate::turn::{self, Missed};
use shura_act::{Date, Id};

/// The rule.
pub static RULE: Rule = Rule { id: "sitting-overdue", system: "B1", severity: Severity::Irregular, looks: Looks::At(&[Kind::Convening, Kind::Postponement, Kind::Sitting], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Some((organ, due, held)) = held(standing, entry) else { return };
    let Some(missed) = turn::missed(standing, organ, due, held) else { return };
    let finding = RULE.finding(&entry.id).fact("organ", organ).fact("held", held);
    findings.add(match missed {
        Missed::Day(due) => finding.fact("by", "day").fact("due", due),
        Missed::Turn { last, since, every, passed } => finding
            .clause(standing.clause_of(organ, "convening.every-months"))
            .concerns(last)
            .fact("by", "turn")
            .fact("since", since)
            .fact("every", every)
            .fact("passed", passed),
    });
}

/// The organ, the day that the call says was due, and the day on which it is to sit.
fn held<'a>(standing: &'a Standing, entry: &'a Entry) -> Option<(&'a Id, Option<&'a Date>, &'a Date)> {
    match &entry.act {
        Act::Convening(a) if !a.demand => Some((&a.organ, a.due.as_ref(), a.for_date.as_ref().or(entry.at.as_ref())?)),
        Act::Postponement(a) if !a.refused => {
            let call = &standing.convenings.get(&a.of)?.convening;
            Some((&call.organ, call.due.as_ref(), a.until.as_ref()?))
        }
        // A sitting upon a call was weighed when it was called.
        Act::Sitting(a) if a.convened.is_none() => Some((&a.organ, None, entry.at.as_ref()?)),
        _ => None,
    }
}
