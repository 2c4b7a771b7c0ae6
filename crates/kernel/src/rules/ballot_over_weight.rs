//! Nobody casts more votes than they hold, or a ballot that weighs nothing.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::Counts;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "ballot-over-weight",
    system: "C3",
    severity: Severity::Void,
    looks: Looks::At(&[Kind::Ballot], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Ballot(a) = &entry.act else { return };
    let Some(division) = standing.divisions.get(&a.division).filter(|d| d.open && !a.withdrawn) else {
        return;
    };
    let Some(&votes) = division.electors.votes.get(&a.mandate) else { return };
    let by_weight = division.division.counts == Counts::Weights;
    let (held, casting) = if by_weight { (votes, a.weight.unwrap_or(votes)) } else { (1, 1) };
    let earlier = division.ballots.get(&a.mandate).map_or(&[][..], Vec::as_slice);
    let cast = earlier.iter().fold(0u64, |sum, c| sum.saturating_add(c.weight));
    if cast.saturating_add(casting) > held || casting == 0 {
        findings.add(
            RULE.finding(&entry.id)
                .fact("mandate", &a.mandate)
                .fact("held", held)
                .fact("cast", cast)
                .fact("casting", casting),
        );
    }
}
