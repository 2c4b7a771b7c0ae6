//! An election that names a counting method gives the seats that the method gives.

use super::sums;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use shura_count::apportion::{Method, apportion};

/// The rule.
pub static RULE: Rule = Rule { id: "allocation-differs", system: "C5", severity: Severity::Irregular, looks: Looks::At(&[Kind::Election], check) };

/// Most seats that are counted again.
const SEATS: u64 = 10_000;
/// Most lists that are counted again.
const LISTS: usize = 1_000;

fn check(_: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Election(a) = &entry.act else { return };
    let Some(Ok(method)) = a.method.as_ref().map(|m| m.as_str().parse::<Method>()) else { return };
    let votes: Option<Vec<u64>> = a.lists.iter().map(|l| sums::exact(&l.votes)).collect();
    let given: Option<Vec<u64>> = a.lists.iter().map(|l| l.seats).collect();
    let (Some(votes), Some(given)) = (votes, given) else { return };
    let seats = given.iter().fold(0u64, |sum, n| sum.saturating_add(*n));
    if !(1..=SEATS).contains(&seats) || votes.len() > LISTS {
        return;
    }
    let Ok(result) = apportion(method, &votes, seats) else { return };
    if !result.undecided() && result.seats != given {
        findings.add(
            RULE.finding(&entry.id)
                .fact("method", method.words())
                .fact("votes", sums::proportion(&votes))
                .fact("given", sums::proportion(&given))
                .fact("computed", sums::proportion(&result.seats)),
        );
    }
}
