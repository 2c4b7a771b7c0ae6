//! A mandate is ended by its holder, by its term, or by a decision of those who may; no officer ends it, or brings it back, by a stroke of the pen.

use super::{bonds, decision, mandate_expired, time};
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::may;
use crate::standing::{MandateStanding, Standing};
use shura_act::act::{MandateState, Outcome};
use shura_act::{Act, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "mandate-ended-without-decision",
    system: "A6",
    severity: Severity::Void,
    looks: Looks::At(&[Kind::MandateChange], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    use MandateState::{Consultative, Declined, Lapsed, Resigned, Restored, Suspended, Voided};
    let (Act::MandateChange(a), Some(by)) = (&entry.act, &entry.by) else { return };
    let restores = a.to == Restored;
    let ends = restores || matches!(a.to, Suspended | Lapsed | Resigned | Declined | Voided | Consultative);
    let Some(held) = standing.mandates.get(&a.of).filter(|_| ends && may::is_asked(standing)) else { return };
    // Where a record is kept by hand, the organ itself may be the one who acts.
    let own = *by == held.mandate.person || standing.organs.contains_key(by);
    // What its holder laid aside is the holder's again; what others took, a decision gives back.
    let own = if restores { held.suspended_by.as_ref() == Some(&held.mandate.person) } else { own };
    let over =
        || time::done(standing, entry).is_some_and(|at| mandate_expired::end(standing, held, at).is_some());
    let decided = || entry.under.as_ref().is_some_and(|under| decides(standing, under, held));
    let allowed = own || may::founding(standing) || (a.to == Lapsed && over()) || decided();
    if !allowed || (restores && held.ended_by.is_some()) {
        let finding = RULE.finding(&entry.id).concerns(&a.of).fact("by", by).fact("mandate", &a.of);
        findings.add(finding);
    }
}

/// Whether an act can end a mandate: an election to its organ anew, or a vote of those who recall, by the majority that the charter has for it.
fn decides(standing: &Standing, under: &Id, held: &MandateStanding) -> bool {
    let organ = &held.mandate.organ;
    if let Some(election) = standing.elections.get(under) {
        return election.election.of == *organ && !standing.is_void(under);
    }
    // A motion stands for the vote that carried it.
    let of_motion = || standing.motions.get(under)?.divisions.last();
    let Some((id, division)) = standing.divisions.get_key_value(of_motion().unwrap_or(under)) else {
        return false;
    };
    let may_decide = |o: &Id| {
        o == organ
            || held.mandate.unit.as_ref() == Some(o)
            || (!standing.is_unit(o) && bonds::answers_to(standing, organ, o))
    };
    if standing.is_void(id)
        || division.division.consultative
        || division.division.outcome != Some(Outcome::Carried)
        || !division.organ.as_ref().is_some_and(may_decide)
    {
        return false;
    }
    let clause = standing.kind_of(organ).and_then(|kind| kind.recall.as_ref());
    let question = clause.and_then(|clause| clause.question.as_ref());
    question.is_none_or(|question| decision::lacks(standing, Some(id), |_| true, question).is_none())
}
