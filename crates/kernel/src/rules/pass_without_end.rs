//! A pass says until when it opens.

use super::told;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "pass-without-end",
    system: "D11",
    severity: Severity::Note,
    looks: Looks::At(&[Kind::Pass], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Pass(pass) = &entry.act else { return };
    if pass.until.is_none() {
        let finding = RULE.finding(&entry.id).fact("issuer", told::who(standing, entry.issuer()));
        findings.add(finding.fact("holders", pass.holder.len()));
    }
}
