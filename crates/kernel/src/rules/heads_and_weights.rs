//! A division counts heads or weights, as its body has them, and never both.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use shura_act::Id;
use shura_act::act::{Counts, Division, VoteMethod};

/// The rule.
pub static RULE: Rule = Rule { id: "heads-and-weights", system: "C4", severity: Severity::Irregular, looks: Looks::At(&[Kind::Division, Kind::Ballot], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    match &entry.act {
        Act::Division(a) => {
            let of_sitting = || entry.sitting.as_ref().and_then(|s| standing.organ_of_sitting(s));
            if let Some(organ) = a.electorate.as_ref().or_else(of_sitting) {
                division(standing, entry, a, organ, findings);
            }
        }
        Act::Ballot(a) => {
            let counts = standing.divisions.get(&a.division).map(|d| d.division.counts);
            if a.weight.is_some_and(|w| w > 1) && counts.is_some_and(|c| c != Counts::Weights) {
                findings.add(add(&entry.id, "ballot", 1, a.weight.unwrap_or(1)));
            }
        }
        _ => {}
    }
}

fn division(standing: &Standing, entry: &Entry, a: &Division, organ: &Id, findings: &mut Findings) {
    let Some(electors) = standing.organs.get(organ).map(|o| &o.electors) else { return };
    let heads = electors.votes.len() as u64;
    let allowed = standing.kind_of(organ).is_none_or(|k| k.weights);
    let named = a.votes.iter().any(|v| v.weight.is_some_and(|w| w > 1));
    let clause = || standing.clause_of(organ, "weights");
    match a.counts {
        Counts::Weights if !allowed => findings.add(add(&entry.id, "weights", heads, electors.weight).clause(clause())),
        Counts::Heads if named => findings.add(add(&entry.id, "ballot", heads, electors.weight)),
        // A show of hands before a vote by cards is custom, and the cards can still be asked for.
        Counts::Heads if electors.weight > heads && heads > 0 => {
            let shown = matches!(a.method, VoteMethod::Hands | VoteMethod::Standing | VoteMethod::Acclamation);
            let finding = add(&entry.id, "heads", heads, electors.weight).clause(clause());
            findings.add(if shown { finding.weighing(Severity::Note) } else { finding });
        }
        _ => {}
    }
}

fn add(act: &Id, how: &'static str, heads: u64, weight: u64) -> crate::finding::Finding {
    RULE.finding(act).fact("how", how).fact("heads", heads).fact("weight", weight)
}
