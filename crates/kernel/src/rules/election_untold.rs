//! How an election was decided is told: by votes, by a division, or by its method.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule =
    Rule { id: "election-untold", system: "C5", severity: Severity::Note, looks: Looks::At(&[Kind::Election], check) };

fn check(_: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Election(a) = &entry.act else { return };
    let counted = a.votes.is_some() || a.lists.iter().any(|l| l.votes.is_some() || l.members.is_some());
    if a.method.is_none() && a.division.is_none() && !counted {
        let elected = a.elected.len();
        findings.add(RULE.finding(&entry.id).fact("of", &a.of).fact("elected", elected));
    }
}
