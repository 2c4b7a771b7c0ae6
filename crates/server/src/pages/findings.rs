//! Findings: what the rules say, grouped by rule, by weight, with the arithmetic and the act.

use crate::app::App;
use crate::frame::Frame;
use crate::pages::paging::encoded;
use crate::pen::{Note, Pen, class, page_of};
use crate::trouble::Trouble;
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::get;
use shura_kernel::{Finding, Severity};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Most findings of one rule that are shown until one asks for that rule.
const OF_RULE_MAX: usize = 5;

#[derive(Template)]
#[template(path = "findings.html")]
struct FindingsPage {
    frame: Frame,
    weights: Vec<Choice>,
    rules: Vec<(String, String, bool)>,
    groups: Vec<Group>,
}

/// A weight by which one can choose.
struct Choice {
    name: String,
    count: String,
    class: &'static str,
    href: String,
    chosen: bool,
}

/// The findings of one rule.
struct Group {
    name: String,
    count: String,
    notes: Vec<Note>,
    /// Where the rest of them are.
    more: Option<String>,
}

/// The route of the page.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/{house}/findings", get(show))
}

async fn show(visitor: Visitor, Query(query): Query<BTreeMap<String, String>>) -> Result<Response, Trouble> {
    page_of(&visitor, |pen, frame| Some(view(pen, frame, &query)))
}

fn view(pen: &Pen<'_>, frame: Frame, query: &BTreeMap<String, String>) -> FindingsPage {
    let asked = |key: &str| query.get(key).map(String::as_str).filter(|v| !v.is_empty());
    let (weight, rule) = (asked("weight"), asked("rule"));
    let in_acts = pen.acts().flat_map(|a| &a.findings);
    let all: Vec<&Finding> = in_acts.chain(pen.outstanding()).collect();
    let weighed: Vec<&Finding> =
        all.iter().copied().filter(|f| weight.is_none_or(|w| class(f.severity) == w)).collect();
    let mut by_rule: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in &weighed {
        by_rule.entry(finding.rule).or_default().push(finding);
    }
    let rules = by_rule.keys().map(|id| ((*id).to_owned(), rule_name(&frame, id), rule == Some(*id)));
    let mut rules: Vec<_> = rules.collect();
    rules.sort_by(|a, b| a.1.cmp(&b.1));
    let mut groups: Vec<(&str, Vec<&Finding>)> =
        by_rule.into_iter().filter(|(id, _)| rule.is_none_or(|r| r == *id)).collect();
    let heaviest = |found: &[&Finding]| found.iter().map(|f| f.severity).max();
    groups.sort_by(|a, b| heaviest(&b.1).cmp(&heaviest(&a.1)).then(b.1.len().cmp(&a.1.len())));
    let title = frame.say("findings-title");
    FindingsPage {
        weights: weights(pen, &frame, &all, weight, rule),
        rules,
        groups: groups
            .into_iter()
            .map(|(id, found)| group(pen, &frame, id, found, weight, rule.is_some()))
            .collect(),
        frame: frame.titled(title),
    }
}

/// A rule in words.
pub fn rule_name(frame: &Frame, id: &str) -> String {
    frame.say(&format!("rule-{id}"))
}

fn weights(
    pen: &Pen<'_>,
    frame: &Frame,
    all: &[&Finding],
    weight: Option<&str>,
    rule: Option<&str>,
) -> Vec<Choice> {
    let of_rule = |f: &&&Finding| rule.is_none_or(|r| f.rule == r);
    let href = |weight: &str| pen.place(&query(weight, rule.unwrap_or_default()));
    let any = Choice {
        name: frame.say("findings-all"),
        count: pen.say.number(all.iter().filter(of_rule).count()),
        class: "",
        href: href(""),
        chosen: weight.is_none(),
    };
    let each = [Severity::Void, Severity::Irregular, Severity::Note].map(|severity| {
        let own = class(severity);
        let count = all.iter().filter(of_rule).filter(|f| f.severity == severity).count();
        Choice {
            name: pen.pick(&severity.words()),
            count: pen.say.number(count),
            class: own,
            href: href(own),
            chosen: weight == Some(own),
        }
    });
    std::iter::once(any).chain(each).collect()
}

fn query(weight: &str, rule: &str) -> String {
    let pairs = [("weight", weight), ("rule", rule)].into_iter().filter(|(_, value)| !value.is_empty());
    let asked = pairs.map(|(key, value)| format!("{key}={}", encoded(value))).collect::<Vec<_>>().join("&");
    if asked.is_empty() { "findings".to_owned() } else { format!("findings?{asked}") }
}

fn group(
    pen: &Pen<'_>,
    frame: &Frame,
    rule: &str,
    found: Vec<&Finding>,
    weight: Option<&str>,
    whole: bool,
) -> Group {
    let most = if whole { usize::MAX } else { OF_RULE_MAX };
    Group {
        name: rule_name(frame, rule),
        count: pen.say.number(found.len()),
        more: (found.len() > most).then(|| pen.place(&query(weight.unwrap_or_default(), rule))),
        notes: found.into_iter().take(most).map(|f| pen.note(f)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use crate::say::Say;
    use shura_act::Calendar;
    use shura_act::Lang;

    #[test]
    fn every_rule_has_a_name_in_both_languages() {
        for lang in [Lang::En, Lang::Fa] {
            let say = Say { lang, calendar: Calendar::Gregorian };
            for rule in shura_kernel::rules::RULES {
                let key = format!("rule-{}", rule.id);
                assert_ne!(say.say(&key), key, "{lang:?}: reading.ftl lacks {key}");
            }
        }
    }
}
