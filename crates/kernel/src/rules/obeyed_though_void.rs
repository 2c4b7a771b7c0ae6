//! Validity and obedience are two things: an order that did not bind and was obeyed is worth seeing.

use super::{bonds, told};
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::{OrderStanding, Standing};
use shura_act::act::Conduct;
use shura_act::{Act, Bilingual, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "obeyed-though-void",
    system: "D2",
    severity: Severity::Note,
    looks: Looks::At(&[Kind::Compliance], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Compliance(did) = &entry.act else { return };
    let Some(order) = standing.orders.get(&did.with) else { return };
    if !matches!(did.conduct, Conduct::Obeyed | Conduct::Partial | Conduct::Delayed) {
        return;
    }
    if let Some(why) = unbinding(standing, &did.with, order) {
        let finding = RULE.finding(&entry.id).fact("unit", &did.unit).fact("order", &did.with);
        let finding = finding.fact("conduct", told::conduct(did.conduct)).fact("why", why);
        findings.add(finding.fact("issuer", told::who(standing, order.issuer.as_ref())).concerns(&did.with));
    }
}

/// Why an order does not bind.
fn unbinding(standing: &Standing, id: &Id, order: &OrderStanding) -> Option<Bilingual> {
    if standing.is_void(id) {
        return Some(Bilingual::new("it was void when it was issued", "از همان صدور بی‌اثر بود"));
    }
    if let Some((by, _)) = &order.ended_by {
        let name = standing.name_of(by);
        return Some(Bilingual {
            en: format!("it was ended before by {}", name.en),
            fa: format!("پیش از آن با {} پایان یافته بود", name.fa),
        });
    }
    let missing =
        bonds::countersigning(standing, order).find(|(_, rule)| !bonds::countersigned(standing, order, rule));
    missing.map(|(_, rule)| {
        let by = told::any_of(standing, &rule.by);
        Bilingual {
            en: format!("it lacked the countersignature of {}", by.en),
            fa: format!("امضای متقابل {} را نداشت", by.fa),
        }
    })
}
