//! Accounts of one point that cannot all be true stand side by side, each with its source.

use super::told;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::bilingual::Words;
use shura_act::{Act, Bilingual, Date, Entry, Figure, Id, Kind, Lang};

/// The rule.
pub static RULE: Rule = Rule {
    id: "claims-conflict",
    system: "E3",
    severity: Severity::Note,
    looks: Looks::At(&[Kind::Claim], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Claim(claim) = &entry.act else { return };
    let (Some(point), Some(value)) = (&claim.point, &claim.value) else { return };
    let before = standing.claims.get(&claim.about).into_iter().flatten();
    let others: Vec<_> = before
        .filter(|c| c.point.as_ref() == Some(point) && c.value.as_ref().is_some_and(|v| differ(v.get(Lang::En), value.get(Lang::En))))
        .collect();
    if others.is_empty() {
        return;
    }
    let tell = |c: &&crate::standing::ClaimStanding| Some(account(standing, c.value.as_ref()?, &c.source));
    let told: Vec<Bilingual> = others.iter().filter_map(tell).collect();
    let mut finding = RULE
        .finding(&entry.id)
        .fact("about", &claim.about)
        .fact("point", standing.subject(point))
        .fact("here", account(standing, value, &entry.source))
        .fact("others", told::join(&told, "; ", "؛ "));
    for other in &others {
        finding = finding.concerns(&other.act);
    }
    findings.add(finding);
}

/// A value with who tells it.
fn account(standing: &Standing, value: &Words, source: &[Id]) -> Bilingual {
    let value = told::value(standing, value);
    if source.is_empty() {
        return value;
    }
    let source = told::list(standing, source);
    Bilingual { en: format!("{} ({})", value.en, source.en), fa: format!("{} ({})", value.fa, source.fa) }
}

/// Whether two values cannot both be true. Dates and figures are compared as what they can mean; words only where they hold a number or are
/// a single word, because two sentences can agree.
fn differ(a: &str, b: &str) -> bool {
    if let (Ok(a), Ok(b)) = (Figure::read(a), Figure::read(b)) {
        let ((a_least, a_most), (b_least, b_most)) = (a.bounds(), b.bounds());
        return a_most < b_least || b_most < a_least;
    }
    if let (Ok(a), Ok(b)) = (Date::new(a), Date::new(b)) {
        return !a.meets(&b);
    }
    let plain = |words: &str| words.trim().to_lowercase();
    comparable(a) && comparable(b) && plain(a) != plain(b)
}

fn comparable(words: &str) -> bool {
    words.chars().any(char::is_numeric) || !words.trim().contains(char::is_whitespace)
}
