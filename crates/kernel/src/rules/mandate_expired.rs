//! Nobody votes, speaks or takes an office under a mandate whose time is over.

use super::time;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::{MandateStanding, Standing};
use shura_act::{Act, Bilingual, Date, Entry, Id, Kind, Lang, show};

/// The rule.
pub static RULE: Rule = Rule {
    id: "mandate-expired",
    system: "A4",
    severity: Severity::Irregular,
    looks: Looks::At(&[Kind::Ballot, Kind::Speech, Kind::Appointment], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Some(at) = time::done(standing, entry) else { return };
    let Some((id, held)) = mandate(standing, entry, at) else { return };
    let Some(end) = end(standing, held, at) else { return };
    findings.add(
        RULE.finding(&entry.id)
            .clause(standing.clause_of(&held.mandate.organ, "term-months"))
            .concerns(id)
            .fact("person", &held.mandate.person)
            .fact("organ", &held.mandate.organ)
            .fact("end", end),
    );
}

/// The mandate under which the act is done; of a speaker with several, none if one of them still lasts.
fn mandate<'a>(standing: &'a Standing, entry: &'a Entry, at: i64) -> Option<(&'a Id, &'a MandateStanding)> {
    match &entry.act {
        Act::Ballot(a) => standing.mandates.get_key_value(&a.mandate),
        Act::Appointment(a) => standing.mandates.get_key_value(a.virtue_of.as_ref()?),
        Act::Speech(a) => {
            let organ = standing.organ_of_sitting(entry.sitting.as_ref()?)?;
            let lasts = |m: &MandateStanding| end(standing, m, at).is_none();
            let mut held = standing.mandates_in(&a.speaker, organ);
            let first = held.next().filter(|(_, m)| !lasts(m))?;
            held.all(|(_, m)| !lasts(m)).then_some(first)
        }
        _ => None,
    }
}

/// When a mandate ended, if it surely had ended by then.
pub(super) fn end(standing: &Standing, held: &MandateStanding, at: i64) -> Option<Bilingual> {
    let calendar = standing.charter.organisation.calendar;
    let say = |date: &Date, lang| show::date(date, calendar, lang);
    if let Some(until) = held.mandate.until.as_ref().filter(|until| until.last() < at) {
        return Some(Bilingual::new(
            format!("ended {}", say(until, Lang::En)),
            format!("در {} پایان یافت", say(until, Lang::Fa)),
        ));
    }
    let term = standing.kind_of(&held.mandate.organ)?.term_months?;
    let since = held.since.as_ref().filter(|since| time::surely_months_passed(since, term, at))?;
    Some(Bilingual::new(
        format!("was given {} for {term} months", say(since, Lang::En)),
        format!("در {} برای {term} ماه داده شده بود", say(since, Lang::Fa)),
    ))
}
