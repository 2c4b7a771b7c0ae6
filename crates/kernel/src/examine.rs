//! `examine`: what the rules say of an act; `enter`: examine and apply, as the charter's mode wants it.

use crate::apply::apply;
use crate::charter::Mode;
use crate::finding::{Finding, Findings, Looks, Severity};
use crate::rules;
use crate::standing::Standing;
use shura_act::{Entry, PublicKey};

/// The keys whose signatures over an entry's bytes hold, as whoever checked them says. The kernel knows keys as names of those who hold them and
/// checks no signature itself. `None` for a record written by hand, where nothing is signed and the rules of signatures do not look.
pub type Signers<'a> = Option<&'a [PublicKey]>;

/// What every rule says of an act that was not applied yet.
pub fn examine(standing: &Standing, entry: &Entry, signers: Signers<'_>) -> Vec<Finding> {
    let mut findings = Findings::default();
    for check in rules::at(entry.act.kind()) {
        check(standing, entry, &mut findings);
    }
    if let Some(signers) = signers {
        for check in rules::at_signers() {
            check(standing, entry, signers, &mut findings);
        }
    }
    findings.into_vec()
}

/// What is outstanding in what stands: deadlines passed, decisions not carried out, seats left open.
pub fn review(standing: &Standing) -> Vec<Finding> {
    let mut findings = Findings::default();
    for rule in rules::RULES {
        if let Looks::Over(check) = rule.looks {
            check(standing, &mut findings);
        }
    }
    findings.into_vec()
}

/// Why an act was refused: its findings, at least one of which the charter does not let pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What the rules said.
    pub findings: Vec<Finding>,
}

/// Examines an act and applies it. When the charter enforces, an act that would be void is refused, and nothing changes; when it records, the
/// act is entered with its findings, and one that is void has no effect.
pub fn enter(standing: &mut Standing, entry: &Entry) -> Result<Vec<Finding>, Refusal> {
    enter_signed(standing, entry, None)
}

/// The same for an entry of a sealed record, with the keys that signed it.
pub fn enter_signed(
    standing: &mut Standing,
    entry: &Entry,
    signers: Signers<'_>,
) -> Result<Vec<Finding>, Refusal> {
    let findings = examine(standing, entry, signers);
    let worst = findings.iter().map(|f| f.severity).max();
    let organisation = &standing.charter.organisation;
    let limit = if organisation.refuse_irregular { Severity::Irregular } else { Severity::Void };
    if organisation.mode == Mode::Enforcing && worst >= Some(limit) {
        return Err(Refusal { findings });
    }
    apply(standing, entry, worst == Some(Severity::Void));
    Ok(findings)
}
