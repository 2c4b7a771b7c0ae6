//! The days of notice that the charter wants lie between the call and the sitting.

use super::time::{self, most_days};
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use shura_act::{Date, Id};

/// The rule.
pub static RULE: Rule = Rule {
    id: "notice-too-short",
    system: "B1",
    severity: Severity::Irregular,
    looks: Looks::At(&[Kind::Convening, Kind::Sitting], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Some((organ, called, held)) = span(standing, entry) else { return };
    let rule = standing.kind_of(organ).and_then(|k| k.convening.as_ref());
    let Some(needed) = rule.and_then(|r| r.notice_days) else { return };
    let Some(given) = most_days(called, held).filter(|days| *days < needed) else { return };
    findings.add(
        RULE.finding(&entry.id)
            .clause(standing.clause_of(organ, "convening.notice-days"))
            .fact("organ", organ)
            .fact("called", called)
            .fact("held", held)
            .fact("given", given)
            .fact("needed", needed),
    );
}

/// The organ, when it was called and for when: at the call where it names the day, or else at the sitting.
fn span<'a>(standing: &'a Standing, entry: &'a Entry) -> Option<(&'a Id, &'a Date, &'a Date)> {
    match &entry.act {
        Act::Convening(a) if !a.demand => {
            Some((&a.organ, time::done_on(standing, entry)?, a.for_date.as_ref()?))
        }
        Act::Sitting(a) => {
            let call = standing.convenings.get(a.convened.as_ref()?)?;
            let unnamed = call.convening.for_date.is_none();
            unnamed.then_some((&a.organ, call.at.as_ref()?, time::done_on(standing, entry)?))
        }
        _ => None,
    }
}
