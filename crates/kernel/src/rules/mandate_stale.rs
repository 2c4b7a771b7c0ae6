//! Mandates that were not renewed for long are shown with their age.

use super::time;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::{ChallengeStanding, Standing};
use shura_act::{Bilingual, Date, Id};

/// The rule.
pub static RULE: Rule = Rule { id: "mandate-stale", system: "A4", severity: Severity::Note, looks: Looks::Over(check) };

fn check(standing: &Standing, findings: &mut Findings) {
    for organ in standing.organs.keys().filter(|o| standing.ended(o).is_none()) {
        old_mandates(standing, organ, findings);
    }
    let stale = |c: &&ChallengeStanding| c.ground.as_ref().is_some_and(|g| g.as_str() == "stale");
    for (id, challenge) in standing.challenges.iter().filter(|(_, c)| stale(c)) {
        challenged(standing, id, challenge, findings);
    }
}

/// Mandates in an organ that are older than its charter allows.
fn old_mandates(standing: &Standing, organ: &Id, findings: &mut Findings) {
    let Some(limit) = limit(standing, organ) else { return };
    let dates = standing.seated(organ).filter_map(|(id, m)| Some((m.since.as_ref()?, id)));
    let stale = dates.filter(|(since, _)| time::surely_months_passed(since, limit, standing.now));
    let mut stale: Vec<(&Date, &Id)> = stale.collect();
    stale.sort();
    let Some(&(oldest, _)) = stale.first() else { return };
    let (n, age) = (stale.len(), time::whole_months(oldest, standing.now));
    let what = Bilingual::new(
        format!("{n} mandate(s) in force were not renewed, the oldest for {age} months"),
        format!("{n} وکالت برقرار تجدید نشده، کهنه‌ترین آن‌ها {age} ماه"),
    );
    let mut finding = RULE.finding(organ).clause(standing.clause_of(organ, "stale-months"));
    finding.concerns.extend(stale.iter().map(|(_, id)| (*id).clone()));
    findings.add(finding.fact("organ", organ).fact("limit", limit).fact("what", what));
}

/// A challenge on the ground of age: how old the mandate, or the last election of the organ, was at that time.
fn challenged(standing: &Standing, id: &Id, challenge: &ChallengeStanding, findings: &mut Findings) {
    let held = standing.mandates.get(&challenge.of);
    let unit = held.and_then(|m| m.mandate.unit.as_ref()).filter(|unit| limit(standing, unit).is_some());
    let organ = unit.or(held.map(|m| &m.mandate.organ)).unwrap_or(&challenge.of);
    let Some(limit) = limit(standing, organ) else { return };
    let since = held.filter(|_| unit.is_none()).and_then(|m| m.since.as_ref());
    let since = since.or_else(|| last_election(standing, organ)).zip(challenge.at.as_ref());
    // An election that may have come after the challenge says nothing of the age at that time.
    let age = since.filter(|(since, at)| since.surely_before(at));
    let age = age.map(|(since, at)| time::whole_months(since, at.first()));
    findings.add(
        RULE.finding(id)
            .clause(standing.clause_of(organ, "stale-months"))
            .concerns(&challenge.of)
            .fact("organ", organ)
            .fact("limit", limit)
            .fact("what", challenged_words(age)),
    );
}

fn challenged_words(age: Option<u64>) -> Bilingual {
    match age {
        Some(n) => Bilingual::new(
            format!("a challenge calls it stale, {n} months after the mandate or the last election"),
            format!("اعتراضی آن را کهنه می‌خواند، {n} ماه پس از وکالت یا آخرین انتخابات"),
        ),
        None => Bilingual::new(
            "a challenge calls it stale, and when it was last elected before that is not known",
            "اعتراضی آن را کهنه می‌خواند و دانسته نیست که پیش از آن آخرین بار کی انتخاب شده بود",
        ),
    }
}

fn limit(standing: &Standing, organ: &Id) -> Option<u64> {
    standing.kind_of(organ)?.stale_months
}

fn last_election<'a>(standing: &'a Standing, organ: &Id) -> Option<&'a Date> {
    let last = standing.organs.get(organ)?.elections.last()?;
    standing.elections.get(last)?.at.as_ref()
}
