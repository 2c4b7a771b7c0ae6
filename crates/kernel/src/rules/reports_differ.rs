//! Two reports to one register on one thing, at one time, with different totals.

use super::told;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::{ReportStanding, Standing};
use shura_act::{Act, Entry, Figure, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "reports-differ",
    system: "E7",
    severity: Severity::Note,
    looks: Looks::At(&[Kind::Report], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Report(report) = &entry.act else { return };
    let (Some(on), Some(total)) = (&report.on, &report.total) else { return };
    let same = |other: &&ReportStanding| {
        other.on.as_ref() == Some(on)
            && matches!((&other.at, &entry.at), (Some(a), Some(b)) if a.meets(b))
            && other.total.as_ref().is_some_and(|other| apart(other, total))
    };
    for other in standing.reports.get(&report.register).into_iter().flatten().filter(same) {
        let Some(other_total) = &other.total else { continue };
        findings.add(
            RULE.finding(&entry.id)
                .fact("on", on)
                .fact("total", total.to_string())
                .fact("by", told::who(standing, entry.issuer()))
                .fact("other", &other.act)
                .fact("other-total", other_total.to_string())
                .concerns(&other.act),
        );
    }
}

/// Whether two figures cannot be the same number.
fn apart(a: &Figure, b: &Figure) -> bool {
    let ((a_least, a_most), (b_least, b_most)) = (a.bounds(), b.bounds());
    a_most < b_least || b_most < a_least
}
