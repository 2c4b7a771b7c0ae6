//! What comes out of a change of the charter is a charter.

use crate::amend::amended;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule { id: "amendment-breaks-charter", system: "A1", severity: Severity::Void, looks: Looks::At(&[Kind::AmendCharter], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::AmendCharter(a) = &entry.act else { return };
    if let Err((key, why)) = amended(&standing.charter, a) {
        findings.add(RULE.finding(&entry.id).fact("key", key.as_str()).fact("why", why).clause(key));
    }
}
