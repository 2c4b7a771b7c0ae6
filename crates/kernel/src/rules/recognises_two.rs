//! A unit that recognises two powers, one of which claims what the other had.

use crate::charter::Role;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::{Standing, TransferStanding};
use shura_act::act::{Stance, TransferPhase, Whose};
use shura_act::{Act, Entry, Id, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "recognises-two",
    system: "D4",
    severity: Severity::Note,
    looks: Looks::At(&[Kind::Recognition], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Recognition(said) = &entry.act else { return };
    if said.stance != Stance::Recognises {
        return;
    }
    let whose = said.whose.unwrap_or(Whose::Whole);
    for (other, held) in standing.recognitions.get(&said.unit).into_iter().flatten() {
        let Some(held) = held.get(&whose).filter(|held| held.stance == Stance::Recognises) else { continue };
        if *other != said.authority
            && standing.ended(other).is_none()
            && rivals(standing, other, &said.authority)
        {
            let finding = RULE.finding(&entry.id).fact("unit", &said.unit).fact("one", other);
            findings.add(finding.fact("other", &said.authority).concerns(&held.act));
        }
    }
}

/// Whether authority is claimed to pass from one to the other, or one is a power of the state and the other an organ of delegates.
fn rivals(standing: &Standing, a: &Id, b: &Id) -> bool {
    let passes = |from: &Id, to: &Id| {
        let transfers = standing.transfers.get(from);
        let claimed = |t: &TransferStanding| {
            t.transfer.to.as_ref() == Some(to)
                && matches!(t.transfer.phase, TransferPhase::Asserted | TransferPhase::Contested)
        };
        transfers.is_some_and(|transfers| transfers.iter().any(claimed))
    };
    let role = |id: &Id| standing.kind_of(id).map(|kind| kind.role);
    let state_and_council = |a: Option<Role>, b: Option<Role>| {
        a == Some(Role::State) && matches!(b, Some(Role::Council | Role::Executive | Role::Commission))
    };
    let (role_a, role_b) = (role(a), role(b));
    passes(a, b) || passes(b, a) || state_and_council(role_a, role_b) || state_and_council(role_b, role_a)
}
