//! A dissent stays with the decision from which it is, beside its figures.

use super::told;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use crate::verdict;
use shura_act::{Act, Bilingual, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule =
    Rule { id: "dissent-entered", system: "B7", severity: Severity::Note, looks: Looks::At(&[Kind::Dissent], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Dissent(a) = &entry.act else { return };
    let Some((division, tally)) = decided(standing, &a.from) else { return };
    let untold = || Bilingual::new("not told", "ناگفته");
    let against = tally.against.map_or_else(untold, |n| Bilingual::new(n.to_string(), n.to_string()));
    findings.add(
        RULE.finding(&entry.id)
            .concerns(division)
            .fact("who", told::list(standing, &a.who))
            .fact("dissenters", a.who.len())
            .fact("from", &a.from)
            .fact("against", against),
    );
}

/// The division from which the dissent is: itself, or the last one on the motion.
fn decided<'a>(standing: &'a Standing, from: &Id) -> Option<(&'a Id, shura_count::majority::Tally)> {
    let of_motion = || standing.motions.get(from).and_then(|m| m.divisions.last());
    let id = standing.divisions.get_key_value(from).map(|(id, _)| id).or_else(of_motion)?;
    let division = standing.divisions.get(id).filter(|d| !d.open)?;
    Some((id, verdict::tally(division)))
}
