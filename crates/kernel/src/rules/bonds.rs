//! Who gave an act, who answers to whom, and how a unit stands to an authority: what several rules ask about authority.

use crate::charter::{CountersignatureRule, Mode};
use crate::standing::{Held, OrderStanding, Standing};
use shura_act::act::{Order, Whose};
use shura_act::{Date, Id, Key};

/// Forms of orders that call on everybody and command nobody.
const APPEALS: [&str; 5] = ["appeal", "declaration", "notice", "announcement", "resolution"];

/// In whose name an order, an appointment, a dispatch or a pass was given.
pub fn issuer_of<'a>(standing: &'a Standing, act: &Id) -> Option<&'a Id> {
    (standing.orders.get(act).and_then(|o| o.issuer.as_ref()))
        .or_else(|| standing.appointments.get(act).and_then(|a| a.issuer.as_ref()))
        .or_else(|| standing.dispatches.get(act).and_then(|d| d.from.as_ref()))
        .or_else(|| standing.passes.get(act).and_then(|p| p.issuer.as_ref()))
}

/// Whether an organ is part of another or answers to it, so that the other may change what it did.
pub fn answers_to(standing: &Standing, organ: &Id, other: &Id) -> bool {
    let Some(held) = standing.organs.get(organ) else { return false };
    held.organ.within.as_ref() == Some(other)
        || held.organ.accountable_to.contains(other)
        || standing.kind_of(organ).is_some_and(|k| standing.is_any_of(other, &k.accountable_to))
}

/// Organs above organs are followed no further.
const DEPTH: usize = 8;

/// Whether an organ is part of another or answers to it, itself or through those above it.
pub fn is_under(standing: &Standing, organ: &Id, other: &Id) -> bool {
    let mut above = vec![organ];
    for _ in 0..DEPTH {
        if above.iter().any(|one| answers_to(standing, one, other)) {
            return true;
        }
        let up = above.iter().filter_map(|one| standing.organs.get(*one));
        above = up.flat_map(|o| o.organ.within.iter().chain(&o.organ.accountable_to)).collect();
        above.sort_unstable();
        above.dedup();
    }
    false
}

/// How a unit stands to an authority: the whole of it, or else its rank and file, or its committee.
pub fn stance_of<'a>(standing: &'a Standing, unit: &Id, authority: &Id) -> Option<&'a Held> {
    let held = standing.recognitions.get(unit)?.get(authority)?;
    held.get(&Whose::Whole).or_else(|| held.get(&Whose::RankAndFile)).or_else(|| held.get(&Whose::Committee))
}

/// Whether an order commands somebody, and does not only appeal or declare.
pub fn commands(order: &Order) -> bool {
    order.form.as_ref().is_none_or(|form| !APPEALS.contains(&form.as_str()))
}

/// The rules of the charter by which an order needs a countersignature. Where it cannot be told whether a rule held yet, it does not count.
pub fn countersigning<'a>(
    standing: &'a Standing,
    order: &'a OrderStanding,
) -> impl Iterator<Item = (usize, &'a CountersignatureRule)> {
    let rules = standing.charter.countersignature.iter().enumerate();
    rules.filter(|(_, rule)| needs(standing, order, rule))
}

fn needs(standing: &Standing, order: &OrderStanding, rule: &CountersignatureRule) -> bool {
    let Some(issuer) = &order.issuer else { return false };
    let any = |words: &[Key], who: &[Id]| {
        words.is_empty() || who.iter().any(|unit| standing.is_any_of(unit, words))
    };
    let subject = order.order.subject.as_slice();
    standing.is_any_of(issuer, &rule.orders_of)
        && !standing.is_any_of(issuer, &rule.by)
        && (rule.subjects.is_empty() || subject.iter().any(|s| rule.subjects.contains(s)))
        && any(&rule.to, &order.order.to)
        && match (&order.at, standing.charter.organisation.mode) {
            // What a living record enters without a day is done now.
            (None, Mode::Enforcing) => holds_now(standing, rule),
            (at, _) => held_at(rule, at.as_ref()),
        }
}

/// Whether a rule surely held at a date.
fn held_at(rule: &CountersignatureRule, at: Option<&Date>) -> bool {
    match at {
        None => rule.from.is_none() && rule.until.is_none(),
        Some(at) => {
            rule.from.as_ref().is_none_or(|from| at.first() >= from.first())
                && rule.until.as_ref().is_none_or(|until| at.last() <= until.last())
        }
    }
}

/// Whether a rule holds at the latest moment that the record has reached.
fn holds_now(standing: &Standing, rule: &CountersignatureRule) -> bool {
    rule.from.as_ref().is_none_or(|from| from.first() <= standing.now)
        && rule.until.as_ref().is_none_or(|until| until.last() >= standing.now)
}

/// Whether one of those who may has countersigned.
pub fn countersigned(standing: &Standing, order: &OrderStanding, rule: &CountersignatureRule) -> bool {
    order.countersigned.iter().any(|(who, agreed)| *agreed && standing.is_any_of(who, &rule.by))
}
