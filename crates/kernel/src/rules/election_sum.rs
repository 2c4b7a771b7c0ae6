//! An election gives no more seats than there are to fill.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Id, Kind};
use std::collections::BTreeSet;

/// The rule.
pub static RULE: Rule = Rule { id: "election-sum", system: "C5", severity: Severity::Irregular, looks: Looks::At(&[Kind::Election], check) };

fn check(_: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Election(a) = &entry.act else { return };
    let Some(seats) = a.seats else { return };
    // Seats that another list took over are told with the list that declined them, so they are counted once.
    let given = a.lists.iter().filter_map(|l| l.seats).fold(0, u64::saturating_add);
    let persons = a.elected.iter().collect::<BTreeSet<&Id>>().len() as u64;
    if given > seats || persons > seats {
        findings.add(
            RULE.finding(&entry.id).fact("seats", seats).fact("given", given).fact("persons", persons),
        );
    }
}
