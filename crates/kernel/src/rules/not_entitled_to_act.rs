//! An act is entered by one whom the charter lets enter it.

use super::told;
use crate::charter::Mode;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Entry, Id, Key};

/// The rule.
pub static RULE: Rule = Rule {
    id: "not-entitled-to-act",
    system: "D9",
    severity: Severity::Void,
    looks: Looks::At(&[], check),
};

/// The word of the charter for whoever holds a mandate in the organ.
const MEMBER: &str = "member";

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let kind = entry.act.kind();
    let Some(may) = standing.charter.may.get(&kind) else { return };
    let entitled = match &entry.by {
        Some(by) => entitled(standing, by, may, entry.sitting.as_ref()),
        // Whoever wrote history down may not have known who acted; a living organisation must.
        None => standing.charter.organisation.mode == Mode::Recording,
    };
    if !entitled {
        let finding = RULE.finding(&entry.id).fact("by", told::who(standing, entry.by.as_ref()));
        let finding = finding.fact("kind", kind.name()).fact("may", told::any_of(standing, may));
        findings.add(finding.clause(format!("may.{}", kind.name())));
    }
}

fn entitled(standing: &Standing, by: &Id, may: &[Key], sitting: Option<&Id>) -> bool {
    let by_office = may.iter().filter(|w| w.as_str() != MEMBER);
    if by_office.into_iter().any(|word| standing.is_any_of(by, std::slice::from_ref(word))) {
        return true;
    }
    if !may.iter().any(|word| word.as_str() == MEMBER) {
        return false;
    }
    match sitting.and_then(|sitting| standing.organ_of_sitting(sitting)) {
        Some(organ) => standing.mandates_in(by, organ).next().is_some(),
        None => standing.is_any_of(by, may),
    }
}
