//! A list of names said to be whole has as many persons as the whole.

use super::sums;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Id, Kind};
use std::collections::BTreeSet;

/// The rule.
pub static RULE: Rule = Rule { id: "composition-names", system: "E4", severity: Severity::Irregular, looks: Looks::At(&[Kind::Composition], check) };

fn check(_: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Composition(a) = &entry.act else { return };
    let Some(total) = a.total.as_ref().filter(|_| !a.names.is_empty()) else { return };
    let persons = a.names.iter().collect::<BTreeSet<&Id>>().len() as u64;
    let (least, most) = total.bounds();
    if persons > most || (a.complete && persons < least) {
        let difference = persons.saturating_sub(most).max(least.saturating_sub(persons));
        findings.add(
            RULE.finding(&entry.id)
                .fact("names", a.names.len())
                .fact("persons", persons)
                .fact("total", sums::words(total))
                .fact("difference", difference),
        );
    }
}
