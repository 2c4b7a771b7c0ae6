//! What has come to an end gives no orders.

use crate::charter::Mode;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Date, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "act-after-end",
    system: "D12",
    severity: Severity::Void,
    looks: Looks::At(&[Kind::Order, Kind::Appointment, Kind::Convening, Kind::Dispatch], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let from = match &entry.act {
        Act::Dispatch(dispatch) => dispatch.from.as_ref(),
        _ => None,
    };
    for issuer in standing.issuer(entry).into_iter().chain(from) {
        let Some((by, ended_at)) = standing.ended(issuer) else { continue };
        if !after(standing, entry.at.as_ref(), ended_at) {
            continue;
        }
        let finding = RULE.finding(&entry.id).fact("issuer", issuer).fact("ended-by", by).concerns(by);
        let finding =
            finding.fact("end", told_date(by, ended_at)).fact("at", told_date(&entry.id, entry.at.as_ref()));
        // A message that went out went out; it only carries no authority.
        let sent = matches!(entry.act, Act::Dispatch(_));
        findings.add(if sent { finding.weighing(Severity::Irregular) } else { finding });
        return;
    }
}

/// Whether an act surely comes after an end: by the order of entry in a living record, by their dates in history.
fn after(standing: &Standing, at: Option<&Date>, end: Option<&Date>) -> bool {
    // What was entered after the end was done after it, whatever day it tells.
    if standing.charter.organisation.mode == Mode::Enforcing {
        return true;
    }
    let (Some(at), Some(end)) = (at, end) else { return false };
    let to_the_minute = end.last().saturating_sub(end.first()) < 60;
    at.surely_after(end) || (to_the_minute && at.first() >= end.first())
}

fn told_date(act: &Id, date: Option<&Date>) -> crate::finding::Fact {
    date.map_or_else(|| act.into(), Into::into)
}
