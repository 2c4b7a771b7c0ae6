//! A challenge is ruled upon.

use crate::finding::{Fact, Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::Bilingual;

/// The rule.
pub static RULE: Rule = Rule { id: "challenge-unruled", system: "A5", severity: Severity::Note, looks: Looks::Over(check) };

fn check(standing: &Standing, findings: &mut Findings) {
    for (id, challenge) in standing.challenges.iter().filter(|(id, c)| c.ruled.is_none() && !standing.is_void(id)) {
        let unknown = || Fact::from(Bilingual::new("on a day that is not told", "در روزی که گفته نشده"));
        findings.add(
            RULE.finding(id)
                .concerns(&challenge.of)
                .fact("of", standing.name_of(&challenge.of))
                .fact("since", challenge.at.as_ref().map_or_else(unknown, Fact::from)),
        );
    }
}
