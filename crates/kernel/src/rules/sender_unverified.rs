//! A message whose sender could not be verified is not acted upon without asking.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::DispatchState;
use shura_act::{Act, Bilingual, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "sender-unverified",
    system: "D6",
    severity: Severity::Irregular,
    looks: Looks::At(&[Kind::Dispatch, Kind::DispatchChange], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let (of, from): (&Id, Option<&Id>) = match &entry.act {
        Act::Dispatch(sent) if sent.verified == Some(false) => {
            (&entry.id, sent.from.as_ref().or(entry.issuer()))
        }
        Act::DispatchChange(change) if change.to == DispatchState::Unverified => {
            let sent = standing.dispatches.get(&change.of);
            if sent.is_some_and(|d| d.dispatch.verified == Some(false)) {
                return;
            }
            (&change.of, sent.and_then(|d| d.from.as_ref()))
        }
        _ => return,
    };
    let named = from.map_or_else(|| Bilingual::new("nobody", "هیچ‌کس"), |from| standing.name_of(from));
    findings.add(RULE.finding(&entry.id).fact("dispatch", of).fact("from", named));
}
