//! A pass opens nothing once it has ended.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::PassState;
use shura_act::{Act, Bilingual, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "pass-not-in-force",
    system: "D11",
    severity: Severity::Void,
    looks: Looks::At(&[Kind::PassChange], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::PassChange(change) = &entry.act else { return };
    let Some(pass) = standing.passes.get(&change.of).filter(|_| change.to == PassState::Used) else { return };
    let until = pass.pass.until.as_ref();
    let expired = matches!((&entry.at, until), (Some(at), Some(until)) if at.surely_after(until));
    let why = if !pass.in_force {
        Bilingual::new("it had been revoked or replaced", "پیش‌تر لغو یا تعویض شده بود")
    } else if expired {
        Bilingual::new("its time had run out", "مهلتش به سر رسیده بود")
    } else {
        return;
    };
    findings.add(RULE.finding(&entry.id).fact("pass", &change.of).fact("why", why).concerns(&change.of));
}
