//! Only those whom the charter names countersign an order.

use super::{bonds, told};
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "countersignature-by-stranger",
    system: "D2",
    severity: Severity::Void,
    looks: Looks::At(&[Kind::Countersignature], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Countersignature(signed) = &entry.act else { return };
    let (Some(order), Some(who)) = (standing.orders.get(&signed.of), entry.issuer()) else { return };
    let rules: Vec<_> = bonds::countersigning(standing, order).collect();
    let Some((place, first)) = rules.first() else { return };
    if rules.iter().any(|(_, rule)| standing.is_any_of(who, &rule.by)) {
        return;
    }
    let finding = RULE.finding(&entry.id).fact("who", who).fact("order", &signed.of);
    let finding = finding.fact("needed", told::any_of(standing, &first.by));
    findings.add(finding.clause(format!("countersignature.{place}.by")).concerns(&signed.of));
}
