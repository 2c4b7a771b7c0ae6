//! Authority that is only said to have passed.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::{Standing, TransferStanding};
use shura_act::act::{Stance, TransferPhase};
use shura_act::{Bilingual, Id};
use std::collections::BTreeSet;

/// The rule.
pub static RULE: Rule =
    Rule { id: "transfer-asserted", system: "D12", severity: Severity::Note, looks: Looks::Over(check) };

fn check(standing: &Standing, findings: &mut Findings) {
    let recognised = recognised(standing);
    for (from, transfers) in &standing.transfers {
        for told in transfers {
            let Some(to) = &told.transfer.to else { continue };
            let state = match told.transfer.phase {
                TransferPhase::Asserted if !recognised.contains(to) => {
                    Bilingual::new("asserted, and recognised by nobody", "ادعا شده و کسی آن را به رسمیت نشناخته است")
                }
                TransferPhase::Contested => Bilingual::new("contested", "محل نزاع است"),
                _ => continue,
            };
            if !confirmed(transfers, told) {
                let finding = RULE.finding(&told.act).fact("from", from).fact("to", to);
                findings.add(finding.fact("state", state));
            }
        }
    }
}

/// Whether the same transfer is told to be confirmed or recognised.
fn confirmed(transfers: &[TransferStanding], told: &TransferStanding) -> bool {
    transfers.iter().any(|other| {
        other.transfer.to == told.transfer.to
            && matches!(other.transfer.phase, TransferPhase::Confirmed | TransferPhase::Recognised)
    })
}

/// Authorities that some unit recognises.
fn recognised(standing: &Standing) -> BTreeSet<&Id> {
    let by_authority = standing.recognitions.values().flatten();
    let some = by_authority.filter(|(_, held)| held.values().any(|held| held.stance == Stance::Recognises));
    some.map(|(authority, _)| authority).collect()
}
