//! A sum of instructions lists as many as it counts.

use super::sums;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule = Rule { id: "instructions-summed", system: "A9", severity: Severity::Note, looks: Looks::At(&[Kind::Instruction], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Instruction(a) = &entry.act else { return };
    let Some(count) = sums::exact(&a.count) else { return };
    // An instruction that is itself a sum counts for as many as it says.
    let worth = |id: &Id| {
        let summed = standing.instructions.get(id).and_then(|i| i.instruction.count.as_ref());
        summed.map_or(Some(1), shura_act::Figure::exact)
    };
    let Some(listed) = a.sums.iter().map(worth).try_fold(0u64, |sum, n| Some(sum.saturating_add(n?))) else {
        return;
    };
    if listed != count {
        findings.add(RULE.finding(&entry.id).fact("count", count).fact("listed", listed));
    }
}
