//! A seat is filled in a way that the charter knows.

use super::sums;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::Seat;
use shura_act::{Act, Bilingual, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule { id: "mandate-seat-kind", system: "A7", severity: Severity::Irregular, looks: Looks::At(&[Kind::Mandate], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Mandate(a) = &entry.act else { return };
    let Some(kind) = standing.kind_of(&a.organ) else { return };
    if !kind.filled_by.is_empty() && !kind.filled_by.contains(&a.seat) {
        let allowed = || kind.filled_by.iter().map(|s| words(*s));
        let allowed =
            Bilingual { en: sums::joined(allowed(), ", ").en, fa: sums::joined(allowed(), "، ").fa };
        findings.add(
            RULE.finding(&entry.id)
                .clause(standing.clause_of(&a.organ, "filled-by"))
                .fact("organ", &a.organ)
                .fact("seat", words(a.seat))
                .fact("allowed", allowed),
        );
    }
}

fn words(seat: Seat) -> Bilingual {
    match seat {
        Seat::Elected => Bilingual::new("elected", "انتخابی"),
        Seat::ExOfficio => Bilingual::new("ex officio", "به اعتبار مقام"),
        Seat::Delegated => Bilingual::new("delegated", "اعزامی"),
        Seat::CoOpted => Bilingual::new("co-opted", "افزوده به دست خود نهاد"),
        Seat::Reserved => Bilingual::new("reserved", "محفوظ"),
        Seat::Substitute => Bilingual::new("substitute", "علی‌البدل"),
        Seat::Appointed => Bilingual::new("appointed", "انتصابی"),
    }
}
