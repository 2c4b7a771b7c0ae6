//! No more votes are counted than there were voters.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::may;
use crate::standing::Standing;
use crate::verdict;
use shura_act::act::{Count, Counts};
use shura_act::{Act, Entry, Kind};
use shura_count::majority::Base;

/// The rule.
pub static RULE: Rule = Rule {
    id: "more-votes-than-voters",
    system: "C3",
    severity: Severity::Irregular,
    looks: Looks::At(&[Kind::Count, Kind::Division, Kind::Declaration], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    if let Act::Count(a) = &entry.act {
        return count(standing, entry, a, findings);
    }
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

/// In a living organisation a teller counts no more hands than there are voters who have not cast a ballot.
fn count(standing: &Standing, entry: &Entry, a: &Count, findings: &mut Findings) {
    let Some(division) = standing.divisions.get(&a.division).filter(|_| may::is_asked(standing)) else {
        return;
    };
    let voters = match division.division.counts {
        Counts::Weights => division.electors.weight,
        Counts::Heads => division.electors.votes.len() as u64,
        Counts::Units => return,
    };
    let hands = [a.in_favour, a.against, a.abstain.unwrap_or(0)].into_iter().fold(0, u64::saturating_add);
    let votes = hands.saturating_add(division.sums.all());
    if voters > 0 && votes > voters {
        let finding = RULE.finding(&entry.id).weighing(Severity::Void).fact("votes", votes);
        findings.add(finding.fact("limit", voters).fact("base", Base::Entitled.words()));
    }
}
