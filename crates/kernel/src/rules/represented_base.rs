//! How many people stand behind each of those counted.

use super::sums;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Bilingual, Entry, Figure, Kind};

/// The rule.
pub static RULE: Rule = Rule { id: "represented-base", system: "A2", severity: Severity::Note, looks: Looks::At(&[Kind::Composition], check) };

fn check(_: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Composition(a) = &entry.act else { return };
    let (Some(people), Some(total)) = (&a.represents, &a.total) else { return };
    let (Some(n), Some(d)) = (people.number(), total.number().filter(|d| *d > 0)) else { return };
    findings.add(
        RULE.finding(&entry.id)
            .fact("people", sums::words(people))
            .fact("total", sums::words(total))
            .fact("each", each(people, total, n / d)),
    );
}

/// The quotient, rounded down, and whether it is only an estimate.
fn each(people: &Figure, total: &Figure, quotient: u64) -> Bilingual {
    let exact = people.exact().is_some() && total.exact().is_some();
    let (en, fa) = if exact { ("", "") } else { ("about ", "حدود ") };
    Bilingual::new(format!("{en}{quotient}"), format!("{fa}{quotient}"))
}
