//! A tie is broken only where there is one, and as the charter has it.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Entry, Kind};
use crate::verdict;
use shura_count::majority::{Outcome as Reached, Tie};

/// The rule.
pub static RULE: Rule = Rule { id: "tie-broken-without-rule", system: "C4", severity: Severity::Irregular, looks: Looks::At(&[Kind::Division, Kind::Declaration], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Some(division) = verdict::declared(standing, entry) else { return };
    let told = &division.division;
    let (casting, lot) = (told.casting.is_some(), told.lot.is_some());
    let Some(decided) = verdict::decide_on(standing, &division).filter(|_| casting || lot) else { return };
    let (verdict, tie) = (&decided.verdict, decided.verdict.rule.tie);
    if verdict.outcome == Reached::Undecidable {
        return;
    }
    let how = if !verdict.equal {
        "no-tie"
    } else if casting && tie != Tie::Chair {
        "chair"
    } else if lot && tie != Tie::Lot {
        "lot"
    } else {
        return;
    };
    let finding = RULE.finding(&entry.id).clause(format!("majority.{}.tie", decided.clause)).fact("how", how);
    findings.add(finding.fact("figures", verdict::figures(&verdict.tally)));
}
