//! A report says of how many asked how many answered.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Figure, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "report-answers",
    system: "E7",
    severity: Severity::Note,
    looks: Looks::At(&[Kind::Report], check),
};

fn check(_: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Report(report) = &entry.act else { return };
    let exact = |figure: &Option<Figure>| figure.as_ref().and_then(Figure::exact);
    let Some(asked) = exact(&report.asked).filter(|asked| *asked > 0) else { return };
    let Some(answered) = exact(&report.answered).or(exact(&report.total)) else { return };
    if answered < asked {
        let hundredths = u128::from(answered) * 100 / u128::from(asked);
        let finding = RULE.finding(&entry.id).fact("asked", asked).fact("answered", answered);
        let finding = finding.fact("missing", asked - answered);
        findings.add(finding.fact("per-cent", u64::try_from(hundredths).unwrap_or(100)));
    }
}
