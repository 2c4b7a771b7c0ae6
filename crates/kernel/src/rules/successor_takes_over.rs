//! When an organ or an officer fails for whom a line of successors was declared, the next of them is shown.

use crate::finding::{Fact, Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::LifeState;
use shura_act::{Act, Bilingual, Date, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule = Rule { id: "successor-takes-over", system: "D13", severity: Severity::Note, looks: Looks::At(&[Kind::Status, Kind::Dismissal], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let of = match &entry.act {
        Act::Status(a) if fails(a.to) && standing.ended(&a.of).is_none() => &a.of,
        Act::Dismissal(a) => &a.of,
        _ => return,
    };
    let Some(line) = standing.successions.get(of).filter(|line| !line.is_empty()) else { return };
    let stands = |id: &&Id| *id != of && !gone(standing, id, entry.at.as_ref());
    let nobody = || Fact::from(Bilingual::new("nobody", "هیچ‌کس"));
    let next = line.iter().find(stands).map_or_else(nobody, Fact::from);
    findings.add(
        RULE.finding(&entry.id).fact("of", failed(standing, of)).fact("line", line.clone()).fact("next", next),
    );
}

fn fails(to: LifeState) -> bool {
    use LifeState::{Dissolved, Fallen, Suspended};
    matches!(to, Dissolved | Fallen | Suspended)
}

/// Whether an organ had come to its end by then; a vague end may lie later.
fn gone(standing: &Standing, organ: &Id, at: Option<&Date>) -> bool {
    let Some((_, ended)) = standing.ended(organ) else { return false };
    ended.zip(at).is_none_or(|(ended, at)| ended.surely_before(at))
}

/// The organ that fails, or the officer.
fn failed<'a>(standing: &'a Standing, of: &'a Id) -> &'a Id {
    standing.appointments.get(of).map_or(of, |a| &a.appointment.person)
}
