//! When an organ or an officer fails for whom a line of successors was declared, the next of them is shown.

use crate::finding::{Fact, Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::LifeState;
use shura_act::{Act, Bilingual, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule = Rule { id: "successor-takes-over", system: "D13", severity: Severity::Note, looks: Looks::At(&[Kind::Status, Kind::Dismissal], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let of = match &entry.act {
        Act::Status(a) if fails(a.to) => &a.of,
        Act::Dismissal(a) => &a.of,
        _ => return,
    };
    let Some(line) = standing.successions.get(of).filter(|line| !line.is_empty()) else { return };
    let stands = |id: &&Id| standing.ended(id).is_none() && *id != of;
    let nobody = || Fact::from(Bilingual::new("nobody of them is left", "هیچ‌یک از آنان نمانده است"));
    let next = line.iter().find(stands).map_or_else(nobody, Fact::from);
    findings.add(
        RULE.finding(&entry.id).fact("of", failed(standing, of)).fact("line", line.clone()).fact("next", next),
    );
}

fn fails(to: LifeState) -> bool {
    use LifeState::{Dissolved, Fallen, Suspended};
    matches!(to, Dissolved | Fallen | Suspended)
}

/// The organ that fails, or the officer.
fn failed<'a>(standing: &'a Standing, of: &'a Id) -> &'a Id {
    standing.appointments.get(of).map_or(of, |a| &a.appointment.person)
}
