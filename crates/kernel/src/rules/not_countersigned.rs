//! An order that needs a countersignature has it; who obeyed it without is told apart.

use super::{bonds, told};
use crate::charter::CountersignatureRule;
use crate::finding::{Finding, Findings, Looks, Rule, Severity};
use crate::standing::{OrderStanding, Standing};
use shura_act::act::Conduct;
use shura_act::{Bilingual, Id};

/// The rule.
pub static RULE: Rule =
    Rule { id: "not-countersigned", system: "D2", severity: Severity::Irregular, looks: Looks::Over(check) };

fn check(standing: &Standing, findings: &mut Findings) {
    let binds = |(id, order): &(&Id, &OrderStanding)| !standing.is_void(id) && bonds::commands(&order.order);
    for (id, order) in standing.orders.iter().filter(binds) {
        let missing = bonds::countersigning(standing, order)
            .find(|(_, rule)| !bonds::countersigned(standing, order, rule));
        if let Some((place, rule)) = missing {
            findings.add(tell(standing, id, order, place, rule));
        }
    }
}

fn tell(
    standing: &Standing,
    id: &Id,
    order: &OrderStanding,
    place: usize,
    rule: &CountersignatureRule,
) -> Finding {
    let units = |wanted: &[Conduct]| -> Vec<Id> {
        order.conduct.iter().filter(|(_, did)| wanted.contains(did)).map(|(unit, _)| unit.clone()).collect()
    };
    let obeyed = units(&[Conduct::Obeyed, Conduct::Partial, Conduct::Delayed]);
    let not = units(&[Conduct::Refused, Conduct::Ignored, Conduct::Impossible]);
    let refused: Vec<Id> = order.countersigned.keys().cloned().collect();
    let mut finding = RULE.finding(id);
    finding.concerns.extend(rule.made_by.clone());
    finding
        .fact("issuer", told::who(standing, order.issuer.as_ref()))
        .fact("needed", told::any_of(standing, &rule.by))
        .fact("signed", signed(standing, &refused))
        .fact("conduct", conduct(standing, &obeyed, &not))
        .fact("addressed", order.order.to.len())
        .fact("obeyed", obeyed)
        .fact("not", not)
        .clause(format!("countersignature.{place}"))
}

fn signed(standing: &Standing, refused: &[Id]) -> Bilingual {
    if refused.is_empty() {
        return Bilingual::new("nobody gave it", "کسی آن را نداد");
    }
    let who = told::list(standing, refused);
    Bilingual { en: format!("{} did not give it", who.en), fa: format!("{} آن را نداد", who.fa) }
}

fn conduct(standing: &Standing, obeyed: &[Id], not: &[Id]) -> Bilingual {
    if obeyed.is_empty() && not.is_empty() {
        return Bilingual::new("What was done with it is not told", "از رفتار مخاطبان با آن خبری نیست");
    }
    let (who, who_not) = (told::list(standing, obeyed), told::list(standing, not));
    let (n, m) = (obeyed.len(), not.len());
    let (en, fa) = match n {
        0 => ("Nobody obeyed it".to_owned(), "کسی از آن فرمان نبرد".to_owned()),
        _ => (format!("Obeyed by {n} ({})", who.en), format!("فرمان‌بران: {n} ({})", who.fa)),
    };
    if m == 0 {
        return Bilingual { en, fa };
    }
    Bilingual {
        en: format!("{en}; not obeyed by {m} ({})", who_not.en),
        fa: format!("{fa}؛ نافرمانان یا ناتوانان: {m} ({})", who_not.fa),
    }
}
