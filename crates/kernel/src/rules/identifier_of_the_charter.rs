//! Nobody takes a word of the charter for a name, and with it the rights that the charter gives to that word.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::may;
use crate::standing::Standing;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "identifier-of-the-charter",
    system: "E2",
    severity: Severity::Void,
    looks: Looks::At(&[Kind::Person, Kind::Organ], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let (charter, word) = (&standing.charter, &entry.id);
    let of_that_kind = matches!(&entry.act, Act::Organ(a) if a.form == *word);
    let kind = charter.kind.contains_key(word) && !of_that_kind;
    let taken = kind || charter.office.contains_key(word) || may::is_reserved(word);
    if may::is_asked(standing) && taken {
        findings.add(RULE.finding(&entry.id).fact("word", word.as_str()));
    }
}
