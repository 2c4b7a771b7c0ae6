//! A text as amended or adopted is the one that follows from the votes.

use crate::charter::Mode;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use crate::texts;
use shura_act::act::TextRole;
use shura_act::{Act, Entry, Id, Kind};
use shura_text::Disposition;
use std::collections::BTreeSet;

/// The rule.
pub static RULE: Rule = Rule {
    id: "text-changed-without-vote",
    system: "C2",
    severity: Severity::Irregular,
    looks: Looks::At(&[Kind::Text], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Text(a) = &entry.act else { return };
    let living = standing.charter.organisation.mode == Mode::Enforcing;
    let severity = if living { Severity::Void } else { RULE.severity };
    let finding = |case: &str| RULE.finding(&entry.id).weighing(severity).fact("case", case);
    if a.role == TextRole::Adopted && !adopted(standing, &a.of) {
        findings.add(finding("unadopted").concerns(&a.of).fact("motion", &a.of));
        return;
    }
    let before = texts::current(standing, &a.of, a.part.as_ref());
    let from = match a.role {
        TextRole::AsAmended | TextRole::Adopted => a.from.as_ref().or(before),
        // Whoever moved a text may lay it before the members anew; for others the votes have to say so.
        TextRole::BeforeMembers if !by_mover(standing, entry, &a.of) => before,
        _ => return,
    };
    let Some((from, new)) = from.zip(texts::told(standing, a)) else { return };
    let Some(follows) = texts::settled(standing, from, &BTreeSet::new()) else { return };
    // A clause that was lost and is still there has a rule of its own.
    if follows.version.id() == new.id() || !texts::kept_clauses(standing, from, &new).is_empty() {
        return;
    }
    let (changes, was, is) = texts::difference(&follows.version, &new);
    findings.add(
        finding("changed")
            .concerns(from)
            .fact("from", from)
            .fact("changes", changes)
            .fact("was", or_dash(was))
            .fact("is", or_dash(is)),
    );
}

/// Whether those who moved a motion enter the act; where nobody is told, it is taken so.
fn by_mover(standing: &Standing, entry: &Entry, of: &Id) -> bool {
    let Some(mover) = standing.motions.get(of).and_then(|m| m.mover.as_ref()) else { return true };
    entry.by.is_none() || entry.by.as_ref() == Some(mover) || entry.behalf.as_ref() == Some(mover)
}

/// Whether a motion was adopted; what is no motion needs no vote here.
fn adopted(standing: &Standing, of: &Id) -> bool {
    standing.motions.get(of).is_none_or(|m| texts::disposition(m) == Disposition::Carried)
}

pub(super) fn or_dash(words: String) -> String {
    if words.is_empty() { "—".to_owned() } else { words }
}
