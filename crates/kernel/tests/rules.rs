//! The vectors of every rule: records on which it finds something, and records on which it does not.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a failing test stops")]

use serde::Deserialize;
use shura_act::{Lang, PublicKey};
use shura_kernel::{Charter, Finding, Standing, enter_signed, messages, review, rules};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vectors {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    /// Clauses laid over the charter of the vectors.
    #[serde(default)]
    charter: toml::Table,
    record: String,
    /// The keys that signed each act, as if the record were sealed; where nothing is said, it is written by hand.
    signers: Option<BTreeMap<String, Vec<PublicKey>>>,
    /// The acts about which the rule finds something, in order.
    finds: Vec<String>,
}

fn spec() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec")
}

fn lay_over(base: &mut toml::Table, over: toml::Table) {
    for (key, value) in over {
        match (base.get_mut(&key), value) {
            (Some(toml::Value::Table(inner)), toml::Value::Table(more)) => lay_over(inner, more),
            (_, value) => {
                base.insert(key, value);
            }
        }
    }
}

fn findings(case: &Case, at: &str) -> (Vec<Finding>, Standing) {
    let base = fs::read_to_string(spec().join("vectors/charter.toml")).unwrap();
    let mut charter: toml::Table = base.parse().unwrap();
    lay_over(&mut charter, case.charter.clone());
    let charter = toml::to_string(&charter).unwrap();
    let charter = Charter::read("charter", &charter).unwrap_or_else(|e| panic!("{at}: {e}"));
    let mut standing = Standing::new(charter);
    let mut found = vec![];
    for act in shura_act::hand::read("record", &case.record).unwrap_or_else(|e| panic!("{at}: {e}")) {
        let signers =
            case.signers.as_ref().map(|of| of.get(act.entry.id.as_str()).map_or(&[][..], Vec::as_slice));
        found.extend(
            enter_signed(&mut standing, &act.entry, signers).unwrap_or_else(|refusal| refusal.findings),
        );
    }
    found.extend(review(&standing));
    (found, standing)
}

#[test]
fn every_rule_finds_what_its_vectors_say() {
    let mut wrong = vec![];
    for rule in rules::RULES {
        let path = spec().join(format!("vectors/rules/{}.toml", rule.id));
        let Ok(text) = fs::read_to_string(&path) else {
            wrong.push(format!("{}: there are no vectors at {}", rule.id, path.display()));
            continue;
        };
        let vectors: Vectors = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", rule.id));
        for case in &vectors.case {
            let at = format!("{}, {}", rule.id, case.name);
            let (found, standing) = findings(case, &at);
            let of_rule: Vec<&Finding> = found.iter().filter(|f| f.rule == rule.id).collect();
            let acts: Vec<&str> = of_rule.iter().map(|f| f.act.as_str()).collect();
            if acts != case.finds {
                let all: Vec<_> = found.iter().map(|f| (f.rule, f.act.as_str())).collect();
                wrong
                    .push(format!("{at}: found {acts:?} instead of {:?}; all findings: {all:?}", case.finds));
            }
            for text in of_rule.iter().map(|finding| finding.text(&standing)) {
                for words in [&text.en, &text.fa] {
                    if words.contains('{') || words == rule.id {
                        wrong.push(format!("{at}: the message misses a fact: {words}"));
                    }
                }
            }
        }
        if vectors.case.iter().all(|c| c.finds.is_empty()) || vectors.case.iter().all(|c| !c.finds.is_empty())
        {
            wrong.push(format!("{}: show the rule both kept and broken", rule.id));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_its_paragraph_and_its_words() {
    let ids: BTreeSet<&str> = rules::RULES.iter().map(|r| r.id).collect();
    assert_eq!(ids.len(), rules::RULES.len(), "two rules bear one name");
    let mut wrong = vec![];
    let [english, persian] = [Lang::En, Lang::Fa].map(messages_of);
    for rule in rules::RULES {
        let spec = fs::read_to_string(spec().join(format!("rules/{}.md", rule.id))).unwrap_or_default();
        let weight = format!("System {}. Weight: {}", rule.system, rule.severity.words().en);
        if !spec.starts_with(&format!("# {}\n", rule.id)) || !spec.contains(&weight) {
            wrong.push(format!("spec/rules/{}.md must begin with its name and hold {weight:?}", rule.id));
        }
        match (english.get(rule.id), persian.get(rule.id)) {
            (Some(en), Some(fa)) if en == fa => {}
            (Some(en), Some(fa)) => {
                wrong.push(format!("{}: the English message uses {en:?}, the Persian one {fa:?}", rule.id))
            }
            _ => wrong.push(format!("{}: no message in both languages", rule.id)),
        }
    }
    for id in english.keys().chain(persian.keys()).filter(|id| !ids.contains(id.as_str())) {
        wrong.push(format!("the message {id} belongs to no rule"));
    }
    for path in fs::read_dir(spec().join("rules")).unwrap().map(|e| e.unwrap().path()) {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if !ids.contains(name.as_str()) {
            wrong.push(format!("spec/rules/{name}.md belongs to no rule"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The messages of one language, each with the variables that it uses.
fn messages_of(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let mut out: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in messages::files(lang) {
        let mut current = String::new();
        for line in file.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()) {
            if !line.starts_with([' ', '\t', '}']) {
                let (name, _) = line.split_once('=').unwrap_or_else(|| panic!("not a message: {line}"));
                current = name.trim().to_owned();
                assert!(
                    out.insert(current.clone(), BTreeSet::new()).is_none(),
                    "the message {current} stands twice"
                );
            }
            let name = |rest: &str| {
                rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect::<String>()
            };
            if let Some(set) = out.get_mut(&current) {
                set.extend(line.split('$').skip(1).map(name));
            }
        }
    }
    out
}
