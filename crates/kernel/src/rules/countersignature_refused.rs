//! A countersignature refused is worth seeing.

use super::{bonds, told};
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Act, Bilingual, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "countersignature-refused",
    system: "D2",
    severity: Severity::Note,
    looks: Looks::At(&[Kind::Countersignature], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Countersignature(signed) = &entry.act else { return };
    if !signed.refused {
        return;
    }
    let rule = standing.orders.get(&signed.of).and_then(|o| bonds::countersigning(standing, o).next());
    let effect = match rule {
        Some(_) => Bilingual::new("without it the order does not bind", "بی آن دستور الزام‌آور نیست"),
        None => Bilingual::new(
            "no clause of the charter asks for it",
            "هیچ بندی از اساسنامه آن را نخواسته است",
        ),
    };
    let finding = RULE.finding(&entry.id).fact("who", told::who(standing, entry.issuer()));
    let mut finding = finding.fact("of", &signed.of).fact("effect", effect).concerns(&signed.of);
    if let Some((place, _)) = rule {
        finding = finding.clause(format!("countersignature.{place}"));
    }
    findings.add(finding);
}
