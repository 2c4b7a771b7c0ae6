//! A ballot is cast by the holder of a mandate that could vote when the division opened and that still holds.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use crate::standing::DivisionStanding;
use shura_act::Id;
use shura_act::act::{Ballot, Class};

/// The rule.
pub static RULE: Rule = Rule { id: "voter-not-entitled", system: "C3", severity: Severity::Void, looks: Looks::At(&[Kind::Ballot], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Ballot(a) = &entry.act else { return };
    let Some(division) = standing.divisions.get(&a.division) else { return };
    if let Some(why) = why_not(standing, division, a, entry.by.as_ref()) {
        let electors = division.electors.votes.len();
        findings.add(RULE.finding(&entry.id).fact("mandate", &a.mandate).fact("why", why).fact("electors", electors));
    }
}

fn why_not(standing: &Standing, division: &DivisionStanding, a: &Ballot, by: Option<&Id>) -> Option<&'static str> {
    let Some(held) = standing.mandates.get(&a.mandate) else { return Some("none") };
    let entitled = division.electors.votes.contains_key(&a.mandate);
    if Some(&held.mandate.organ) != division.organ.as_ref() {
        return Some("organ");
    }
    if !held.in_force {
        return Some("ended");
    }
    if !entitled {
        return Some(if held.mandate.class == Class::Voting { "later" } else { "class" });
    }
    // Tellers and secretaries enter the ballots of others where the charter lets them.
    let by = by.filter(|by| **by != held.mandate.person && standing.persons.contains_key(*by))?;
    let tellers = standing.charter.may.get(&Kind::Ballot).map_or(&[][..], Vec::as_slice);
    let offices: Vec<_> = tellers.iter().filter(|w| w.as_str() != "member").cloned().collect();
    (!standing.is_any_of(by, &offices)).then_some("stranger")
}
