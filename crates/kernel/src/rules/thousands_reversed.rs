//! A number that its source prints with the last three digits first is shown with the number that is meant.

use super::sums;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::bilingual::Words;
use shura_act::figure::read_reversed_thousands;
use shura_act::{Act, Entry, Figure, Kind, Lang};

/// The rule.
pub static RULE: Rule = Rule {
    id: "thousands-reversed",
    system: "E8",
    severity: Severity::Note,
    looks: Looks::At(&[Kind::Membership, Kind::Composition, Kind::Report], check),
};

fn check(_: &Standing, entry: &Entry, findings: &mut Findings) {
    for figure in figures(&entry.act) {
        let Some((print, read)) = figure.wording.as_deref().and_then(printed) else { continue };
        let agrees = figure.number() == Some(read);
        let finding = RULE.finding(&entry.id).fact("print", print).fact("read", sums::grouped(read));
        let finding = finding.fact("agrees", if agrees { "yes" } else { "no" }).fact("entered", figure.to_string());
        findings.add(if agrees { finding } else { finding.weighing(Severity::Irregular) });
    }
}

fn figures(act: &Act) -> Vec<&Figure> {
    match act {
        Act::Membership(a) => vec![&a.members],
        Act::Composition(a) => {
            a.total.iter().chain(&a.represents).chain(a.parts.iter().map(|p| &p.count)).collect()
        }
        Act::Report(a) => {
            let told = a.asked.iter().chain(&a.answered).chain(&a.total);
            told.chain(a.parts.iter().map(|p| &p.count)).collect()
        }
        _ => vec![],
    }
}

/// The first number of a wording that is printed so, and what it means.
fn printed(wording: &Words) -> Option<(String, u64)> {
    let words = wording.get(Lang::En).split(|c: char| !(c.is_numeric() || c == '/'));
    words.filter(|w| w.contains('/')).find_map(|w| Some((w.to_owned(), read_reversed_thousands(w)?)))
}
