//! When as many units as the charter wants demand a sitting, it is called within the notice.

use super::time;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::{OrganStanding, Standing};
use shura_act::act::LifeState;
use shura_act::{Date, Id};
use std::collections::BTreeSet;

/// The rule.
pub static RULE: Rule = Rule {
    id: "demand-not-followed",
    system: "B1",
    severity: Severity::Irregular,
    looks: Looks::Over(check),
};

fn check(standing: &Standing, findings: &mut Findings) {
    let demanded = |(_, o): &(&Id, &OrganStanding)| o.state == LifeState::Active && !o.demands.is_empty();
    for (id, organ) in standing.organs.iter().filter(demanded) {
        let Some(rule) = standing.kind_of(id).and_then(|k| k.convening.as_ref()) else { continue };
        let Some(share) = rule.on_demand_of else { continue };
        let units = units(standing, id);
        let needed = share.least(units.len() as u64, false);
        let Some((act, at, by)) = reached(standing, organ, &units, needed) else { continue };
        let days = rule.notice_days.unwrap_or(0);
        if called_after(standing, organ, act) || !time::surely_days_passed(at, days, standing.now) {
            continue;
        }
        let mut finding = RULE.finding(act).clause(standing.clause_of(id, "convening.on-demand-of"));
        finding.concerns.extend(by.iter().map(|unit| (*unit).clone()));
        findings.add(
            finding
                .fact("organ", id)
                .fact("demanded", by.len())
                .fact("units", units.len())
                .fact("needed", u64::try_from(needed).unwrap_or(u64::MAX))
                .fact("since", at)
                .fact("days", days),
        );
    }
}

/// The units of an organ: those that elect it and have not come to an end.
fn units<'a>(standing: &'a Standing, id: &Id) -> BTreeSet<&'a Id> {
    let units = standing.organs.keys().filter(|unit| standing.ended(unit).is_none());
    units.filter(|unit| standing.elects(unit, id)).collect()
}

/// The demand with which enough units had demanded a sitting since the last one, when it was made, and the units.
fn reached<'a>(
    standing: &Standing,
    organ: &'a OrganStanding,
    units: &BTreeSet<&Id>,
    needed: u128,
) -> Option<(&'a Id, &'a Date, BTreeSet<&'a Id>)> {
    let place = |act: &Id| standing.acts.get(act).map(|a| a.place);
    let last = organ.sittings.iter().filter(|s| !standing.is_void(s)).filter_map(place).max();
    let mut by = BTreeSet::new();
    for (act, unit, at) in organ.demands.iter().filter(|(act, _, _)| place(act) > last) {
        by.extend(unit.as_ref().filter(|unit| units.contains(unit)));
        if by.len() as u128 >= needed.max(1) {
            return Some((act, at.as_ref()?, by));
        }
    }
    None
}

/// Whether the organ was called, or sat, after an act.
fn called_after(standing: &Standing, organ: &OrganStanding, act: &Id) -> bool {
    let place = |act: &Id| standing.acts.get(act).map(|a| a.place);
    let calls = organ.convenings.iter().chain(&organ.sittings).filter(|call| !standing.is_void(call));
    calls.into_iter().any(|call| place(call) > place(act))
}
