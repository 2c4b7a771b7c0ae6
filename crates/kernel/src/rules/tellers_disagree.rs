//! A vote that tellers counted is declared when their counts agree.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::{Standing, TellerCount};
use shura_act::act::Outcome;
use shura_act::{Act, Bilingual, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "tellers-disagree",
    system: "C3",
    severity: Severity::Void,
    looks: Looks::At(&[Kind::Declaration], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Declaration(a) = &entry.act else { return };
    let Some(division) = standing.divisions.get(&a.division) else { return };
    let decides = !matches!(a.outcome, Outcome::NoDecision | Outcome::Withdrawn);
    if !decides || division.tellers.is_empty() || division.counted().is_some() {
        return;
    }
    let counts: Vec<Bilingual> = division.tellers.iter().map(|(who, c)| read_out(standing, who, c)).collect();
    let mut finding = RULE.finding(&entry.id).fact("division", &a.division);
    finding.concerns.extend(division.tellers.values().map(|c| c.act.clone()));
    findings.add(finding.fact("counts", super::told::join(&counts, "; ", "؛ ")));
}

fn read_out(standing: &Standing, who: &Id, count: &TellerCount) -> Bilingual {
    let (name, s) = (standing.name_of(who), count.sums);
    let figures = format!("{} : {} : {}", s.in_favour, s.against, s.abstain);
    Bilingual::new(format!("{} {figures}", name.en), format!("{} {figures}", name.fa))
}
