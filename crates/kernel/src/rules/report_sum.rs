//! The parts of a report add up to its total.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::Report;
use shura_act::{Act, Entry, Figure, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "report-sum",
    system: "E7",
    severity: Severity::Irregular,
    looks: Looks::At(&[Kind::Report], check),
};

fn check(_: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Report(report) = &entry.act else { return };
    let (Some(total), Some(parts)) = (report.total.as_ref().and_then(Figure::exact), parts(report)) else { return };
    let sum = parts.iter().fold(0u64, |sum, part| sum.saturating_add(*part));
    // Where one part alone is the total, the parts are a series (by month, say) and no addends.
    if parts.len() < 2 || sum == total || parts.contains(&total) {
        return;
    }
    let addends: Vec<String> = parts.iter().map(u64::to_string).collect();
    let finding = RULE.finding(&entry.id).fact("addends", addends.join(" + ")).fact("sum", sum);
    findings.add(finding.fact("total", total).fact("difference", sum.abs_diff(total)));
}

/// The parts, if each of them is an exact count.
fn parts(report: &Report) -> Option<Vec<u64>> {
    report.parts.iter().map(|part| part.count.exact()).collect()
}
