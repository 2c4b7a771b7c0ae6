//! Acts are ratified by the organ above the one that did them.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use shura_act::Id;

/// The rule.
pub static RULE: Rule = Rule { id: "ratified-by-stranger", system: "C7", severity: Severity::Irregular, looks: Looks::At(&[Kind::Ratification], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Ratification(a) = &entry.act else { return };
    let of_sitting = || entry.sitting.as_ref().and_then(|s| standing.organ_of_sitting(s));
    let Some(ratifier) = entry.issuer().or_else(of_sitting) else { return };
    for act in &a.of {
        let Some(doer) = doer(standing, act) else { continue };
        if is_above(standing, doer, ratifier) == Some(false) {
            let finding = RULE.finding(&entry.id).concerns(act).fact("ratifier", ratifier);
            findings.add(finding.fact("doer", doer).fact("ratified", act));
        }
    }
}

/// Whose act it was.
fn doer<'a>(standing: &'a Standing, act: &Id) -> Option<&'a Id> {
    let order = standing.orders.get(act).and_then(|o| o.issuer.as_ref());
    let appointment = || standing.appointments.get(act).and_then(|a| a.issuer.as_ref());
    order.or_else(appointment).or_else(|| standing.organ_of_sitting(act))
}

/// Whether one organ is above another, as the organ itself or the charter has it; `None` where neither says who is.
fn is_above(standing: &Standing, doer: &Id, ratifier: &Id) -> Option<bool> {
    let organ = &standing.organs.get(doer)?.organ;
    let named: Vec<&Id> = organ.within.iter().chain(&organ.elected_by).chain(&organ.accountable_to).collect();
    let kind = standing.kind_of(doer);
    let kinds = kind.map_or(vec![], |k| [&k.elected_by[..], &k.accountable_to[..]].concat());
    if named.is_empty() && kinds.is_empty() {
        return None;
    }
    Some(doer == ratifier || named.contains(&ratifier) || standing.is_any_of(ratifier, &kinds))
}
