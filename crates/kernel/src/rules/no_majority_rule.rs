//! The charter says by which majority a question is decided.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use shura_act::Key;

/// The rule.
pub static RULE: Rule = Rule { id: "no-majority-rule", system: "C4", severity: Severity::Note, looks: Looks::At(&[Kind::Division], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Division(a) = &entry.act else { return };
    let of_motion = |id| standing.motions.get(id).and_then(|m| m.motion.question.as_ref());
    let question = a.question.as_ref().or_else(|| a.on.iter().find_map(of_motion));
    if a.consultative || !a.options.is_empty() || standing.charter.majority_for(question).is_some() {
        return;
    }
    findings.add(RULE.finding(&entry.id).clause("majority").fact("question", question.map_or("ordinary", Key::as_str)));
}
