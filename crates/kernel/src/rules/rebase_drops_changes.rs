//! An amendment that is anchored anew says which of its changes could not be carried over.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use crate::texts;
use shura_act::{Act, Entry, Kind};
use shura_text::Amendment;

/// The rule.
pub static RULE: Rule = Rule {
    id: "rebase-drops-changes",
    system: "C2",
    severity: Severity::Note,
    looks: Looks::At(&[Kind::Motion], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Motion(a) = &entry.act else { return };
    let Some(lost) = a.substitutes.as_ref().and_then(|old| lost(standing, old, a.words.as_ref()?)) else {
        return;
    };
    let (Some(old), false) = (&a.substitutes, lost.is_empty()) else { return };
    let numbers: Vec<String> = lost.iter().map(usize::to_string).collect();
    findings.add(
        RULE.finding(&entry.id)
            .concerns(old)
            .fact("old", old)
            .fact("count", lost.len())
            .fact("changes", numbers.join(", ")),
    );
}

/// The changes of the old amendment, by their numbers from 1, whose words the newer version no longer has.
fn lost(standing: &Standing, old: &shura_act::Id, new: &shura_act::act::MotionWords) -> Option<Vec<usize>> {
    let words = standing.motions.get(old)?.motion.words.as_ref()?;
    if words.on == new.on || words.changes.is_empty() {
        return None;
    }
    let (base, newer) = (texts::version(standing, &words.on)?, texts::version(standing, &new.on)?);
    let amendment = Amendment::new(old.as_str(), base.id(), words.changes.clone());
    shura_text::rebase_onto(&base, &newer, &amendment).ok().map(|r| r.lost)
}
