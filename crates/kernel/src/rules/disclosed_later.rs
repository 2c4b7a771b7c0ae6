//! What was kept from some and is opened to them later is noted.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use shura_act::Id;

/// The rule.
pub static RULE: Rule = Rule { id: "disclosed-later", system: "B6", severity: Severity::Note, looks: Looks::At(&[Kind::Disclosure], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Disclosure(a) = &entry.act else { return };
    let Some((id, sitting)) = sitting_of(standing, &a.of).and_then(|s| standing.sittings.get_key_value(s)) else {
        return;
    };
    if sitting.publicity.is_some_and(|was| a.publicity < was) {
        let finding = RULE.finding(&entry.id).concerns(id).fact("of", &a.of).fact("sitting", id);
        findings.add(finding.fact("organ", &sitting.sitting.organ));
    }
}

/// The sitting that is opened, or in which what is opened was moved or voted on.
fn sitting_of<'a>(standing: &'a Standing, of: &'a Id) -> Option<&'a Id> {
    if standing.sittings.contains_key(of) {
        return Some(of);
    }
    let motion = standing.motions.get(of).and_then(|m| m.sitting.as_ref());
    motion.or_else(|| standing.divisions.get(of)?.sitting.as_ref())
}
