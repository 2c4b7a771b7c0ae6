//! A slate in proportion to the groups is shown beside the proportion that each method gives.

use super::{sums, told};
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::List;
use shura_act::{Act, Bilingual, Entry, Id, Kind};
use shura_count::apportion::{Method, apportion};
use std::collections::BTreeMap;

/// The rule.
pub static RULE: Rule = Rule { id: "slate-against-proportion", system: "B2", severity: Severity::Note, looks: Looks::At(&[Kind::Election], check) };

/// Most seats for which every method is worked out.
const SEATS: u64 = 1_000;
/// Most lists for which every method is worked out.
const LISTS: usize = 100;

fn check(_: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Election(a) = &entry.act else { return };
    let known = |list: &List| Some((list.of.clone(), sums::exact(&list.members)?, list.seats?));
    let lists: Vec<(Option<Id>, u64, u64)> = a.lists.iter().filter_map(known).collect();
    let members: Vec<u64> = lists.iter().map(|(_, members, _)| *members).collect();
    let slate: Vec<u64> = lists.iter().map(|(_, _, seats)| *seats).collect();
    let seats = slate.iter().fold(0u64, |sum, n| sum.saturating_add(*n));
    if !(2..=LISTS).contains(&lists.len()) || !(1..=SEATS).contains(&seats) {
        return;
    }
    let by_result = methods(&members, seats);
    if by_result.keys().all(|result| *result == slate) {
        return;
    }
    let tell = |(result, methods): (&Vec<u64>, &Vec<Method>)| {
        let names: Vec<Bilingual> = methods.iter().map(|m| m.words()).collect();
        let (seats, names) = (sums::proportion(result), told::join(&names, ", ", "، "));
        Bilingual::new(format!("{seats} ({})", names.en), format!("{seats} ({})", names.fa))
    };
    let computed: Vec<Bilingual> = by_result.iter().map(tell).collect();
    let groups: Vec<Id> = lists.into_iter().filter_map(|(of, _, _)| of).collect();
    findings.add(
        RULE.finding(&entry.id)
            .fact("groups", groups)
            .fact("members", sums::proportion(&members))
            .fact("seats", seats)
            .fact("slate", sums::proportion(&slate))
            .fact("computed", told::join(&computed, "; ", "؛ ")),
    );
}

/// What each method gives, with the methods that agree side by side. A method that leaves a tie gives no result.
fn methods(members: &[u64], seats: u64) -> BTreeMap<Vec<u64>, Vec<Method>> {
    let mut by_result: BTreeMap<Vec<u64>, Vec<Method>> = BTreeMap::new();
    for method in Method::ALL {
        if let Ok(result) = apportion(method, members, seats)
            && !result.undecided()
        {
            by_result.entry(result.seats).or_default().push(method);
        }
    }
    by_result
}
