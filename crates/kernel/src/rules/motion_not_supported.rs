//! A motion is put to the vote when as many support it as the charter asks for.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use crate::support;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "motion-not-supported",
    system: "C1",
    severity: Severity::Void,
    looks: Looks::At(&[Kind::Division], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Division(a) = &entry.act else { return };
    for id in a.on.iter().filter(|_| !a.consultative) {
        let Some(motion) = standing.motions.get(id) else { continue };
        let (Some(needed), Some(organ)) = (support::needed(standing, motion), &motion.organ) else {
            continue;
        };
        let counted = support::counted(standing, motion);
        if counted < needed {
            let finding = RULE.finding(&entry.id).concerns(id).fact("motion", id);
            let finding = finding.fact("needed", needed).fact("supporters", counted);
            findings.add(finding.clause(standing.clause_of(organ, "supporters")));
        }
    }
}
