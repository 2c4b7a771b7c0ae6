//! What a source tells of an event, and how long after the event it was written, are kept apart.

use super::time;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Date, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule =
    Rule { id: "told-years-later", system: "E5", severity: Severity::Note, looks: Looks::At(&[Kind::Claim], check) };

const MONTHS_OF_A_YEAR: u64 = 12;

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Claim(claim) = &entry.act else { return };
    let Some(of) = standing.date_of(&claim.about) else { return };
    for (source, written) in entry.source.iter().filter_map(|s| Some((s, written(standing, s)?))) {
        if time::surely_months_after(of, MONTHS_OF_A_YEAR, written) {
            findings.add(
                RULE.finding(&entry.id)
                    .concerns(&claim.about)
                    .fact("source", source)
                    .fact("written", written)
                    .fact("about", &claim.about)
                    .fact("at", of)
                    .fact("years", time::whole_months(of, written.first()) / MONTHS_OF_A_YEAR),
            );
        }
    }
}

fn written<'a>(standing: &'a Standing, source: &Id) -> Option<&'a Date> {
    standing.sources.get(source)?.written.as_ref()
}
