//! An act is done in the sitting to which it belongs, by those who have a part in it: what is hidden or shown with a sitting is not for anybody
//! to choose.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use crate::{may, sight};
use shura_act::{Act, Entry, Id};

/// The rule.
pub static RULE: Rule = Rule {
    id: "named-another-sitting",
    system: "B2",
    severity: Severity::Void,
    looks: Looks::At(&[], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let (Some(by), Some(named)) = (&entry.by, &entry.sitting) else { return };
    let Some(sitting) = standing.sittings.get(named) else { return };
    if !may::is_asked(standing) || may::founding(standing) {
        return;
    }
    let belongs = belongs_to(standing, &entry.act).is_none_or(|own| own == named);
    // An organ that acts itself is known only to a record kept by hand.
    let takes_part = sight::has_part(standing, by, sitting)
        || entry.behalf.as_ref().is_some_and(|behalf| sight::has_part(standing, behalf, sitting))
        || standing.organs.contains_key(by);
    if !belongs || !takes_part {
        let finding = RULE.finding(&entry.id).concerns(named).fact("by", by).fact("sitting", named);
        findings.add(finding.fact("why", if belongs { "part" } else { "other" }));
    }
}

/// The sitting in which alone an act can be done.
fn belongs_to<'a>(standing: &'a Standing, act: &'a Act) -> Option<&'a Id> {
    let division = match act {
        Act::Ballot(a) => &a.division,
        Act::Count(a) => &a.division,
        Act::Declaration(a) => &a.division,
        Act::SittingChange(a) => return Some(&a.of),
        _ => return None,
    };
    standing.divisions.get(division)?.sitting.as_ref()
}
