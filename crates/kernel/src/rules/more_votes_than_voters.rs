//! No more votes are counted than there were voters.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Entry, Kind};
use crate::verdict;
use shura_count::majority::Base;

/// The rule.
pub static RULE: Rule = Rule { id: "more-votes-than-voters", system: "C3", severity: Severity::Irregular, looks: Looks::At(&[Kind::Division, Kind::Declaration], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Some(division) = verdict::declared(standing, entry) else { return };
    let options = division.division.options.iter().filter_map(|o| o.votes.exact());
    let (sum, _) = verdict::handed_in(&verdict::tally(&division));
    let votes = options.fold(sum, u64::saturating_add);
    let electorate = verdict::electorate(standing, &division);
    let limits = [(electorate.present, Base::Present), (electorate.entitled, Base::Entitled)];
    let exceeded = limits.into_iter().find_map(|(n, base)| Some((n.filter(|n| votes > *n)?, base)));
    if let Some((limit, base)) = exceeded {
        let finding = RULE.finding(&entry.id).fact("votes", votes).fact("limit", limit);
        findings.add(finding.fact("base", base.words()));
    }
}
