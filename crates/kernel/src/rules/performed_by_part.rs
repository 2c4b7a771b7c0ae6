//! What an organ does in the name of another is the other's act only by the charter's word.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Bilingual, Entry};

/// The rule.
pub static RULE: Rule = Rule {
    id: "performed-by-part",
    system: "D9",
    severity: Severity::Note,
    looks: Looks::At(&[], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let (Some(by), Some(behalf)) = (&entry.by, &entry.behalf) else { return };
    let Some(part) = standing.organs.get(by).filter(|_| by != behalf && entry.under.is_none()) else { return };
    let is_part = part.organ.within.as_ref() == Some(behalf);
    if is_part && standing.kind_of(by).is_some_and(|kind| kind.acts_for_parent) {
        return;
    }
    let why = if is_part {
        Bilingual::new("the charter does not say that its acts are those of the whole", "اساسنامه نمی‌گوید که کنش‌هایش کنش‌های کل است")
    } else {
        Bilingual::new("it is no part of it, and no decision is named", "بخشی از آن نیست و تصمیمی هم نام برده نشده است")
    };
    let finding = RULE.finding(&entry.id).fact("by", by).fact("behalf", behalf).fact("why", why);
    findings.add(finding.clause(standing.clause_of(by, "acts-for-parent")));
}
