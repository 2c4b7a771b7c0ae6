//! What has ended cannot be ended again.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::MotionState;
use shura_act::{Act, Bilingual, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "repeal-of-ended",
    system: "E6",
    severity: Severity::Note,
    looks: Looks::At(&[Kind::Repeal, Kind::Order], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let ends = match &entry.act {
        Act::Repeal(repeal) => &repeal.of,
        Act::Order(order) => &order.annuls,
        _ => return,
    };
    for of in ends {
        if let Some(by) = ended_by(standing, of) {
            findings.add(RULE.finding(&entry.id).fact("of", of).fact("by", by).concerns(of));
        }
    }
}

/// What ended an act before.
fn ended_by(standing: &Standing, of: &Id) -> Option<Bilingual> {
    if standing.is_void(of) {
        return Some(Bilingual::new("it was void from the start", "از آغاز بی‌اثر بود"));
    }
    let order = standing.orders.get(of).and_then(|o| o.ended_by.as_ref()).map(|(by, _)| by);
    let by = order.or_else(|| standing.appointments.get(of).and_then(|a| a.ended_by.as_ref()));
    if let Some(by) = by {
        let name = standing.name_of(by);
        return Some(Bilingual {
            en: format!("{} ended it", name.en),
            fa: format!("{} به آن پایان داده بود", name.fa),
        });
    }
    let rescinded = standing.motions.get(of).is_some_and(|m| m.state == Some(MotionState::Rescinded));
    let expired = standing.passes.get(of).is_some_and(|p| !p.in_force);
    (rescinded || expired).then(|| Bilingual::new("it had ended", "پایان یافته بود"))
}
