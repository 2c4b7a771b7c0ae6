//! Nothing is decided while fewer are present than the quorum.

use crate::charter::QuorumWhen;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::SittingStanding;
use crate::standing::Standing;
use crate::{may, quorum};
use shura_act::Id;
use shura_act::act::Outcome;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "quorum-lost",
    system: "B5",
    severity: Severity::Void,
    looks: Looks::At(&[Kind::Division, Kind::Declaration], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Some((id, sitting)) = deciding(standing, entry) else {
        return told_by_unit(standing, entry, findings);
    };
    let organ = &sitting.sitting.organ;
    let Some(rule) = standing.kind_of(organ).and_then(|k| k.quorum.as_ref()) else { return };
    let present = match rule.when {
        QuorumWhen::Opening => sitting.sitting.present.as_ref().and_then(|p| p.exact()),
        QuorumWhen::Continuous => standing.quorate_in(id),
    };
    let (Some(present), Some(needed)) = (present, quorum::needed(standing, organ, id)) else { return };
    if present < needed {
        let finding =
            RULE.finding(&entry.id).clause(standing.clause_of(organ, "quorum")).fact("organ", organ);
        findings.add(finding.fact("needed", needed).fact("present", present));
    }
}

/// A unit in a living organisation tells a vote that it took without a sitting in the record: as many as it needs must have been there, or voted.
fn told_by_unit(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Division(a) = &entry.act else { return };
    let (Some(unit), Some(by)) = (&a.electorate, &entry.by) else { return };
    let decides =
        !matches!(a.outcome, None | Some(Outcome::NoDecision | Outcome::Withdrawn)) && !a.consultative;
    // Where a record is kept by hand the unit itself tells it.
    if !decides || !may::is_asked(standing) || by == unit || !standing.is_unit(unit) {
        return;
    }
    let voted =
        [&a.in_favour, &a.against, &a.abstain].map(|f| f.as_ref().and_then(|f| f.exact()).unwrap_or(0));
    let present = a.present.as_ref().and_then(|p| p.exact());
    let present = present.unwrap_or_else(|| voted.into_iter().fold(0, u64::saturating_add));
    let Some(needed) = quorum::needed(standing, unit, &entry.id).filter(|needed| present < *needed) else {
        return;
    };
    let finding = RULE.finding(&entry.id).clause(standing.clause_of(unit, "quorum")).fact("organ", unit);
    findings.add(finding.fact("needed", needed).fact("present", present));
}

/// The sitting in which the act decides for the organ that sits; a vote of another body in it, or one that ends without a decision, needs none.
fn deciding<'a>(standing: &'a Standing, entry: &'a Entry) -> Option<(&'a Id, &'a SittingStanding)> {
    let (sitting, electorate, outcome) = match &entry.act {
        Act::Division(a) if a.consultative => return None,
        Act::Division(a) => (entry.sitting.as_ref()?, a.electorate.as_ref(), a.outcome),
        Act::Declaration(a) => {
            let division = standing.divisions.get(&a.division)?;
            (division.sitting.as_ref()?, division.organ.as_ref(), Some(a.outcome))
        }
        _ => return None,
    };
    let (id, sitting) = standing.sittings.get_key_value(sitting)?;
    let decides = !matches!(outcome, Some(Outcome::NoDecision | Outcome::Withdrawn));
    (decides && electorate.is_none_or(|e| *e == sitting.sitting.organ)).then_some((id, sitting))
}
