//! Nobody rules by the stroke of a pen on what others hold: a commission rules, or an organ by its vote, or whoever presides on a point of order.

use crate::charter::Role;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::may;
use crate::standing::Standing;
use shura_act::act::{Outcome, Ruling};
use shura_act::{Act, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "ruling-without-decision",
    system: "A5",
    severity: Severity::Void,
    looks: Looks::At(&[Kind::Ruling], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let (Act::Ruling(a), Some(by)) = (&entry.act, &entry.by) else { return };
    // An organ that acts itself, in a record kept by hand, tells what it decided.
    if !may::is_asked(standing) || may::founding(standing) || standing.organs.contains_key(by) {
        return;
    }
    let challenge = standing.challenges.get(&a.of);
    let of = challenge.map_or(&a.of, |c| &c.of);
    let holder = standing.mandates.get(of).map(|m| &m.mandate.person);
    let why = if holder == Some(by) || challenge.is_some_and(|c| c.by.as_ref() == Some(by)) {
        "own"
    } else if !(by_commission(standing, entry)
        || by_vote(standing, entry, a)
        || by_chair(standing, entry, by, of))
    {
        "alone"
    } else {
        return;
    };
    findings.add(RULE.finding(&entry.id).concerns(of).fact("by", by).fact("of", of).fact("why", why));
}

/// Whether a commission rules: which of them may, `may` says.
fn by_commission(standing: &Standing, entry: &Entry) -> bool {
    let acts = standing.issuer(entry);
    acts.and_then(|organ| standing.kind_of(organ)).is_some_and(|kind| kind.role == Role::Commission)
}

/// Whether the ruling names a vote by which the organ in whose name it is given carried it.
fn by_vote(standing: &Standing, entry: &Entry, a: &Ruling) -> bool {
    let acts = standing.issuer(entry);
    [a.division.as_ref(), entry.under.as_ref()].into_iter().flatten().any(|vote| {
        standing.divisions.get(vote).is_some_and(|d| {
            d.organ.as_ref() == acts
                && d.division.outcome == Some(Outcome::Carried)
                && !d.division.consultative
                && !standing.is_void(vote)
        })
    })
}

/// Whether whoever presides rules on what was done in that sitting. A seat or an office is no point of order.
fn by_chair(standing: &Standing, entry: &Entry, by: &Id, of: &Id) -> bool {
    let holds = standing.mandates.contains_key(of)
        || standing.appointments.contains_key(of)
        || standing.elections.contains_key(of);
    let sitting = entry.sitting.as_ref().and_then(|s| standing.sittings.get_key_value(s));
    !holds
        && sitting.is_some_and(|(id, sitting)| {
            let here = standing.acts.get(of).is_some_and(|seen| seen.sitting == Some(sitting.order));
            here && may::presides(standing, by, id)
        })
}
