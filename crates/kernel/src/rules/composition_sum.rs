//! The parts of a composition and its whole agree.

use super::sums;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::Composition;
use shura_act::{Act, Bilingual, Entry, Figure, Kind};

/// The rule.
pub static RULE: Rule = Rule { id: "composition-sum", system: "E4", severity: Severity::Irregular, looks: Looks::At(&[Kind::Composition], check) };

fn check(_: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Composition(a) = &entry.act else { return };
    let Some(total) = a.total.as_ref().filter(|_| !a.parts.is_empty()) else { return };
    let Some((difference, severity)) = difference(a, total) else { return };
    let finding = RULE.finding(&entry.id).weighing(severity);
    let counts = || a.parts.iter().map(|p| &p.count);
    let sum = sums::bounds(counts()).0;
    findings.add(
        finding
            .fact("parts", sums::written(counts()))
            .fact("sum", sum)
            .fact("total", sums::words(total))
            .fact("difference", difference),
    );
}

/// How the parts differ from the whole, and how much that weighs.
fn difference(a: &Composition, total: &Figure) -> Option<(Bilingual, Severity)> {
    let (low, high) = sums::bounds(a.parts.iter().map(|p| &p.count));
    let (least, most) = total.bounds();
    if low > most {
        let n = low - most;
        return Some((Bilingual::new(format!("{n} too many"), format!("{n} تا بیش از کل")), Severity::Irregular));
    }
    if a.complete && high < least {
        let n = least - high;
        return Some((Bilingual::new(format!("{n} missing"), format!("{n} تا کم")), Severity::Irregular));
    }
    // Parts that are most of the whole invite the question who the rest are; a few examples of it do not.
    let most_of_it = a.parts.len() > 1 && low == high && low < least && low >= least - low;
    (most_of_it && !a.complete).then(|| {
        let n = least - low;
        (Bilingual::new(format!("{n} not itemised"), format!("{n} تا بی‌نام‌ونشان")), Severity::Note)
    })
}
