//! Electors bind their delegates only where the charter lets them.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Bilingual, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule { id: "imperative-mandate", system: "A9", severity: Severity::Void, looks: Looks::At(&[Kind::Instruction], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Instruction(a) = &entry.act else { return };
    if !a.binding {
        return;
    }
    let finding = RULE.finding(&entry.id).clause("organisation.imperative-mandates");
    match standing.charter.organisation.imperative_mandates {
        Some(true) => {}
        Some(false) => {
            let what = Bilingual::new("the charter forbids binding mandates", "اساسنامه وکالت الزام‌آور را منع کرده است");
            findings.add(finding.fact("to", a.to.clone()).fact("what", what));
        }
        None => {
            let what = Bilingual::new(
                "the charter does not say whether mandates may bind",
                "اساسنامه نمی‌گوید که وکالت می‌تواند الزام‌آور باشد یا نه",
            );
            findings.add(finding.weighing(Severity::Note).fact("to", a.to.clone()).fact("what", what));
        }
    }
}
