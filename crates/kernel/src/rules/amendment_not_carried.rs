//! The charter is changed by the organ and the majority that it names itself.

use super::{decision, told};
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule { id: "amendment-not-carried", system: "A1", severity: Severity::Void, looks: Looks::At(&[Kind::AmendCharter], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::AmendCharter(a) = &entry.act else { return };
    let Some(clause) = &standing.charter.amendment else { return };
    let may = std::slice::from_ref(&clause.by);
    let right = |organ: &shura_act::Id| standing.is_any_of(organ, may);
    if let Some(why) = decision::lacks(standing, a.division.as_ref(), right, &clause.question) {
        let mut finding = RULE.finding(&entry.id).clause("amendment");
        finding.concerns.extend(a.division.clone());
        findings.add(finding.fact("question", clause.question.as_str()).fact("by", told::word_of_charter(standing, &clause.by)).fact("why", why));
    }
}
