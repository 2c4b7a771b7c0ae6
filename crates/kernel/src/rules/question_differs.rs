//! A motion is put by the majority for its own kind of question: whoever opens the vote on it does not choose another.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::may;
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "question-differs",
    system: "C4",
    severity: Severity::Void,
    looks: Looks::At(&[Kind::Division], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Division(a) = &entry.act else { return };
    let Some(question) = a.question.as_ref().filter(|_| may::is_asked(standing)) else { return };
    let moved = a.on.iter().filter_map(|on| Some((on, standing.motions.get(on)?.motion.question.as_ref()?)));
    if let Some((on, asked)) = moved.into_iter().find(|(_, asked)| *asked != question) {
        let finding = RULE.finding(&entry.id).concerns(on).fact("motion", on);
        findings.add(finding.fact("asked", asked.as_str()).fact("question", question.as_str()));
    }
}
