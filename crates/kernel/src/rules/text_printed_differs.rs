//! What is printed is what was adopted.

use super::text_changed_without_vote::or_dash;
use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use crate::texts;
use shura_act::act::TextRole;
use shura_act::{Act, Entry, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "text-printed-differs",
    system: "C2",
    severity: Severity::Irregular,
    looks: Looks::At(&[Kind::Text], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Act::Text(a) = &entry.act else { return };
    if a.role != TextRole::Printed {
        return;
    }
    let Some(adopted) = texts::last(standing, &a.of, a.part.as_ref(), &[TextRole::Adopted]) else { return };
    let known = standing.texts.get(adopted).and_then(|t| t.hash.as_ref());
    let printed = texts::told(standing, a);
    let hash = printed.as_ref().map(|v| v.id().to_string()).or(a.hash.clone());
    let (Some(known), Some(hash)) = (known, hash) else { return };
    if *known == hash {
        return;
    }
    let finding = RULE.finding(&entry.id).concerns(adopted).fact("adopted", adopted);
    findings.add(match texts::version(standing, adopted).zip(printed) {
        Some((adopted, printed)) => {
            let (changes, was, is) = texts::difference(&adopted, &printed);
            finding
                .fact("case", if changes == 1 { "one" } else { "words" })
                .fact("changes", changes)
                .fact("was", or_dash(was))
                .fact("is", or_dash(is))
        }
        // Only the hashes are known: they differ, and nobody can say where.
        None => finding.fact("case", "hash").fact("changes", 0_usize).fact("was", "—").fact("is", "—"),
    });
}
