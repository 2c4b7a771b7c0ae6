//! What a text or an amendment is anchored on is a version of that text, and words are the words of their hash.

use crate::finding::{Finding, Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use crate::texts;
use shura_act::act::{Motion, Text, TextRole};
use shura_act::{Act, Bilingual, Entry, Id, Kind};
use shura_text::{Error, Version};

/// The rule.
pub static RULE: Rule = Rule {
    id: "unknown-version",
    system: "C2",
    severity: Severity::Void,
    looks: Looks::At(&[Kind::Text, Kind::Motion], check),
};

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let found = match &entry.act {
        Act::Text(a) => of_text(standing, &entry.id, a),
        Act::Motion(a) => of_motion(standing, &entry.id, a),
        _ => None,
    };
    if let Some(finding) = found {
        findings.add(finding);
    }
}

fn of_text(standing: &Standing, id: &Id, a: &Text) -> Option<Finding> {
    if let Some(words) = &a.markdown {
        let given = match Version::from_markdown(words) {
            Ok(version) => version.id().to_string(),
            Err(why) => return Some(finding(id, "unreadable", why.bilingual(), "")),
        };
        if let Some(hash) = a.hash.as_ref().filter(|hash| **hash != given) {
            return Some(finding(id, "hash", Bilingual::new(&given, &given), hash));
        }
    }
    let from = a.from.as_ref()?;
    let known = standing.texts.get(from).filter(|_| !standing.is_void(from));
    if known.is_none_or(|t| t.text.of != a.of) {
        return Some(finding(id, "none", Bilingual::default(), from.as_str()));
    }
    // A gloss speaks of words that are there.
    let span = a.span.as_ref().filter(|_| a.role == TextRole::Gloss)?;
    let version = texts::version(standing, from)?;
    let strike = shura_act::act::Change::Delete { span: span.clone() };
    let place = shura_text::Amendment::new(id.as_str(), version.id(), vec![strike]);
    let why = match shura_text::apply(&version, &place).err()? {
        Error::BadChange { why, .. } => why,
        other => other.bilingual(),
    };
    Some(finding(id, "place", why, from.as_str()))
}

fn of_motion(standing: &Standing, id: &Id, a: &Motion) -> Option<Finding> {
    let on = &a.words.as_ref()?.on;
    let text = standing.texts.get(on).filter(|t| !standing.is_void(on) && t.text.role != TextRole::Gloss);
    let Some(text) = text else { return Some(finding(id, "none", Bilingual::default(), on.as_str())) };
    let amends = a.amends.as_ref()?;
    let of_amendment = standing.motions.get(amends).and_then(|m| m.motion.words.as_ref());
    let fits = text.text.of == *amends || of_amendment.is_some_and(|w| w.on == *on);
    (!fits).then(|| finding(id, "other", Bilingual::default(), on.as_str()))
}

fn finding(id: &Id, case: &'static str, why: Bilingual, named: &str) -> Finding {
    RULE.finding(id).fact("case", case).fact("why", why).fact("named", named)
}
