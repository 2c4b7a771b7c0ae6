//! Whoever asks for the floor finds the list open and stands on it once; only a speech that goes on is paused or ended.

use crate::charter::Mode;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::floor::{self, OutOfOrder};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "list-of-speakers",
    system: "B4",
    severity: Severity::Void,
    looks: Looks::At(&[Kind::Speech], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let (Act::Speech(a), Some(sitting)) = (&entry.act, &entry.sitting) else { return };
    // History tells who asked and who spoke, not all that was done on the list between.
    if standing.charter.organisation.mode != Mode::Enforcing {
        return;
    }
    let why = match floor::out_of_order(standing, sitting, a) {
        None => return,
        Some(OutOfOrder::Closed) => "closed",
        Some(OutOfOrder::Twice) => "twice",
        Some(OutOfOrder::Absent) => "absent",
        Some(OutOfOrder::Nobody) => "nobody",
        Some(OutOfOrder::Paused) => "paused",
    };
    let finding = RULE.finding(&entry.id).fact("speaker", &a.speaker).fact("why", why);
    let clause = standing.organ_of_sitting(sitting).map(|organ| standing.clause_of(organ, "floor"));
    findings.add(match clause {
        Some(clause) => finding.clause(clause),
        None => finding,
    });
}
