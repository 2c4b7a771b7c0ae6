//! An elected seat names the election that gave it.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::{Mandate, Seat};
use shura_act::{Act, Bilingual, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule { id: "mandate-without-election", system: "A4", severity: Severity::Irregular, looks: Looks::At(&[Kind::Mandate], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Mandate(a) = &entry.act else { return };
    if a.seat != Seat::Elected || standing.kind_of(&a.organ).is_none_or(|kind| kind.elected_by.is_empty()) {
        return;
    }
    if let Some(why) = fault(standing, a) {
        findings.add(
            RULE.finding(&entry.id)
                .clause(standing.clause_of(&a.organ, "elected-by"))
                .fact("person", &a.person)
                .fact("organ", &a.organ)
                .fact("why", why),
        );
    }
}

fn fault(standing: &Standing, a: &Mandate) -> Option<Bilingual> {
    let Some(id) = &a.election else {
        return Some(Bilingual::new("no election is named", "انتخاباتی نام برده نشده است"));
    };
    let of = &standing.elections.get(id)?.election.of;
    if standing.is_void(id) {
        return Some(Bilingual::new("the election named has no effect", "انتخابات نام‌برده بی‌اثر است"));
    }
    if *of == a.organ || standing.organ_of_sitting(of) == Some(&a.organ) {
        return None;
    }
    let name = standing.name_of(of);
    Some(Bilingual::new(
        format!("the election named filled seats of {}", name.en),
        format!("انتخابات نام‌برده برای {} بود", name.fa),
    ))
}
