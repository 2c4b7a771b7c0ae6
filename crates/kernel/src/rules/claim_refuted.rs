//! A claim that another denies or refutes stays, with its answer beside it.

use super::told;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::{Claim, ClaimStanding};
use shura_act::{Act, Bilingual, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "claim-refuted",
    system: "E3",
    severity: Severity::Note,
    looks: Looks::At(&[Kind::Claim], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Claim(claim) = &entry.act else { return };
    let how = match claim.standing {
        ClaimStanding::Refuted => Bilingual::new("refutes", "رد می‌کند"),
        ClaimStanding::Denied => Bilingual::new("denies", "انکار می‌کند"),
        _ => return,
    };
    let Some(answered) = &claim.answers else { return };
    let finding = RULE.finding(&entry.id).fact("how", how).fact("answered", answered).concerns(answered);
    let finding = finding.fact("by", told::list(standing, &entry.source));
    findings.add(finding.fact("of", source_of(standing, claim, answered)));
}

/// Who told the claim that is answered.
fn source_of(standing: &Standing, claim: &Claim, answered: &Id) -> Bilingual {
    let mut before = standing.claims.get(&claim.about).into_iter().flatten();
    let told = before.find(|c| c.act == *answered);
    told.map_or_else(|| Bilingual::new("another account", "روایتی دیگر"), |c| told::list(standing, &c.source))
}
