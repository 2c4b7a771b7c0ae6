//! A clause that was voted apart and lost does not stand in the text that follows.

use crate::charter::Mode;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use crate::texts;
use shura_act::act::TextRole;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "clause-lost-but-kept",
    system: "C2",
    severity: Severity::Irregular,
    looks: Looks::At(&[Kind::Text], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Text(a) = &entry.act else { return };
    if !matches!(a.role, TextRole::AsAmended | TextRole::Adopted) {
        return;
    }
    let from = a.from.as_ref().or_else(|| texts::current(standing, &a.of, a.part.as_ref()));
    let Some((from, new)) = from.zip(texts::told(standing, a)) else { return };
    let living = standing.charter.organisation.mode == Mode::Enforcing;
    for clause in texts::kept_clauses(standing, from, &new) {
        let lost_in = standing.motions.get(clause).and_then(|m| m.divisions.last()).unwrap_or(clause);
        findings.add(
            RULE.finding(&entry.id)
                .weighing(if living { Severity::Void } else { RULE.severity })
                .concerns(clause)
                .fact("clause", clause)
                .fact("division", lost_in),
        );
    }
}
