//! Committee and rank and file of one unit who do not stand alike to an authority.

use super::told;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::act::{Stance, Whose};
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "committee-and-rank-differ",
    system: "D4",
    severity: Severity::Note,
    looks: Looks::At(&[Kind::Recognition], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Recognition(said) = &entry.act else { return };
    let Some(whose) = said.whose.filter(|whose| *whose != Whose::Whole) else { return };
    let by = standing.recognitions.get(&said.unit).and_then(|by| by.get(&said.authority));
    for (other, held) in by.into_iter().flatten() {
        if *other == whose || *other == Whose::Whole || !opposed(said.stance, held.stance) {
            continue;
        }
        findings.add(
            RULE.finding(&entry.id)
                .fact("unit", &said.unit)
                .fact("authority", &said.authority)
                .fact("one", told::whose(whose))
                .fact("one-stance", told::stance(said.stance))
                .fact("other", told::whose(*other))
                .fact("other-stance", told::stance(held.stance))
                .concerns(&held.act),
        );
    }
}

fn opposed(a: Stance, b: Stance) -> bool {
    matches!((a, b), (Stance::Recognises, Stance::Refuses) | (Stance::Refuses, Stance::Recognises))
}
