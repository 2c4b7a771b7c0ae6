//! Whoever declares a result does not declare other figures than were cast and counted.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::{Standing, Sums};
use shura_act::{Act, Bilingual, Entry, Figure, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "declared-figures-differ",
    system: "C3",
    severity: Severity::Void,
    looks: Looks::At(&[Kind::Declaration], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Declaration(a) = &entry.act else { return };
    let Some(division) = standing.divisions.get(&a.division) else { return };
    let counted = division.counted();
    if counted.is_none() && division.sums == Sums::default() {
        return;
    }
    let sums = division.sums.plus(counted.unwrap_or_default());
    let told = [(&a.in_favour, sums.in_favour), (&a.against, sums.against), (&a.abstain, sums.abstain)];
    let differs =
        |(figure, sum): &(&Option<Figure>, u64)| figure.as_ref().is_some_and(|f| f.exact() != Some(*sum));
    if !told.iter().any(differs) {
        return;
    }
    let read = |unknown: &str| {
        let said = told.map(|(figure, _)| match figure.as_ref().and_then(Figure::exact) {
            Some(n) => n.to_string(),
            None => unknown.to_owned(),
        });
        said.join(" : ")
    };
    let finding = RULE.finding(&entry.id).fact("declared", Bilingual::new(read("?"), read("؟")));
    let cast = told.map(|(_, sum)| sum.to_string()).join(" : ");
    findings.add(finding.fact("division", &a.division).fact("cast", cast));
}
