//! A countersignature has the form that the charter wants.

use super::{bonds, told};
use crate::charter::Mode;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Bilingual, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "countersignature-form",
    system: "D2",
    severity: Severity::Irregular,
    looks: Looks::At(&[Kind::Countersignature], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Countersignature(signed) = &entry.act else { return };
    let (Some(order), Some(who)) = (standing.orders.get(&signed.of), entry.issuer()) else { return };
    // History often does not tell the form; a living organisation can.
    let living = standing.charter.organisation.mode == Mode::Enforcing;
    if signed.refused || (signed.form.is_none() && !living) {
        return;
    }
    let asked = bonds::countersigning(standing, order).filter(|(_, rule)| standing.is_any_of(who, &rule.by));
    for (place, rule) in asked {
        let Some(form) = rule.form.as_ref().filter(|form| signed.form.as_ref() != Some(form)) else { continue };
        let untold = || Bilingual::new("no form that is told", "صورتی که گفته نشده");
        let given = signed.form.as_ref().map_or_else(untold, told::form);
        findings.add(
            RULE.finding(&entry.id)
                .clause(format!("countersignature.{place}.form"))
                .concerns(&signed.of)
                .fact("who", who)
                .fact("order", &signed.of)
                .fact("given", given)
                .fact("wanted", told::form(form)),
        );
    }
}
