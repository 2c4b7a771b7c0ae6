//! What is adopted lay before those who adopted it.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::may;
use crate::standing::Standing;
use crate::texts;
use shura_act::act::TextRole;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "adopted-text-not-before-members",
    system: "C2",
    severity: Severity::Irregular,
    looks: Looks::At(&[Kind::Text], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Text(a) = &entry.act else { return };
    if a.role != TextRole::Adopted || !standing.motions.contains_key(&a.of) {
        return;
    }
    let part = a.part.as_ref();
    let before = [TextRole::BeforeMembers, TextRole::AsAmended];
    if texts::last(standing, &a.of, part, &before).is_some() {
        return;
    }
    let draft = texts::last(standing, &a.of, part, &[TextRole::Draft]);
    // Where nobody could have read it, anyone could have written it.
    let severity = if draft.is_none() && may::is_asked(standing) { Severity::Void } else { RULE.severity };
    let finding = RULE.finding(&entry.id).weighing(severity).concerns(&a.of).fact("motion", &a.of);
    findings.add(finding.fact("draft", if draft.is_some() { "yes" } else { "no" }));
}
