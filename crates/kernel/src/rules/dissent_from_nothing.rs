//! A dissent is from something that was put to a decision.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};
use shura_act::act::Outcome;

/// The rule.
pub static RULE: Rule = Rule { id: "dissent-from-nothing", system: "B7", severity: Severity::Irregular, looks: Looks::At(&[Kind::Dissent], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Dissent(a) = &entry.act else { return };
    let Some(from) = standing.acts.get(&a.from) else { return };
    let decides = matches!(
        from.kind,
        Kind::Motion | Kind::MotionChange | Kind::Division | Kind::Declaration | Kind::Election | Kind::Ruling
            | Kind::Recall | Kind::Ratification | Kind::Appointment | Kind::Dismissal | Kind::Order
            | Kind::AmendCharter | Kind::Agenda | Kind::Task
    );
    let none = |o: Outcome| matches!(o, Outcome::NoDecision | Outcome::Withdrawn);
    let open = standing.divisions.get(&a.from).is_some_and(|d| d.open || d.division.outcome.is_some_and(none));
    if !decides || open || from.void {
        let how = if from.void { "void" } else if open { "open" } else { "none" };
        findings.add(RULE.finding(&entry.id).concerns(&a.from).fact("from", &a.from).fact("how", how));
    }
}
