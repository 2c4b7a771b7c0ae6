//! An amendment is anchored on the version that lies before the members now.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use crate::texts;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "amendment-on-old-version",
    system: "C2",
    severity: Severity::Irregular,
    looks: Looks::At(&[Kind::Motion], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Motion(a) = &entry.act else { return };
    let Some(on) = a.words.as_ref().map(|w| &w.on) else { return };
    let Some(text) = standing.texts.get(on).map(|t| &t.text) else { return };
    let current = texts::current(standing, &text.of, text.part.as_ref());
    if let Some(current) = current.filter(|current| *current != on) {
        findings.add(
            RULE.finding(&entry.id)
                .concerns(current)
                .fact("version", on)
                .fact("current", current),
        );
    }
}
