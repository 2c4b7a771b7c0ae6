//! The words that an amendment changes, or that are put to the vote apart, stand in the version that it names.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::{MotionStanding, Standing};
use crate::texts;
use shura_act::{Act, Entry, Kind};
use shura_text::clause::strike;
use shura_text::{Amendment, Error};

/// The rule.
pub static RULE: Rule = Rule {
    id: "amendment-outside-text",
    system: "C2",
    severity: Severity::Void,
    looks: Looks::At(&[Kind::Motion], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Motion(a) = &entry.act else { return };
    let Some(words) = &a.words else { return };
    let motion = MotionStanding::moved(a);
    let Some(base) = texts::base_of(standing, &motion) else { return };
    let amendment = match words.clause.is_empty() {
        true => Amendment::new(entry.id.as_str(), base.id(), words.changes.clone()),
        false => strike(entry.id.as_str(), &base, words.clause.iter()),
    };
    if let Err(error) = shura_text::apply(&base, &amendment) {
        let (case, change, why) = match error {
            Error::BadChange { change, why, .. } => ("change", change, why),
            other => ("whole", 0, other.bilingual()),
        };
        findings.add(
            RULE.finding(&entry.id)
                .concerns(&words.on)
                .fact("version", &words.on)
                .fact("case", case)
                .fact("change", change)
                .fact("why", why),
        );
    }
}
