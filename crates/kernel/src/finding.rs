//! Findings: what a rule says of an act, as facts that can be told in either language.

use crate::messages;
use crate::standing::Standing;
use serde::Serialize;
use shura_act::{Bilingual, Date, Entry, Id, PublicKey};
use std::collections::BTreeMap;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth seeing.
    Note,
    /// The act stands until it is challenged.
    Irregular,
    /// The act has no effect.
    Void,
}

impl Severity {
    /// The word for it in both languages.
    pub fn words(self) -> Bilingual {
        match self {
            Severity::Note => Bilingual::new("note", "یادداشت"),
            Severity::Irregular => Bilingual::new("irregular", "نابسامان"),
            Severity::Void => Bilingual::new("void", "بی‌اثر"),
        }
    }
}

/// A fact that a finding compares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Fact {
    /// A number.
    Number(u64),
    /// An act, told by its name.
    Act(Id),
    /// Several acts.
    Acts(Vec<Id>),
    /// A date, shown in the calendar of the charter.
    Date(Date),
    /// Words in both languages.
    Words(Bilingual),
    /// A word or an arithmetic expression that both languages share.
    Text(String),
}

impl From<u64> for Fact {
    fn from(n: u64) -> Self {
        Fact::Number(n)
    }
}
impl From<usize> for Fact {
    fn from(n: usize) -> Self {
        Fact::Number(n as u64)
    }
}
impl From<&Id> for Fact {
    fn from(id: &Id) -> Self {
        Fact::Act(id.clone())
    }
}
impl From<Vec<Id>> for Fact {
    fn from(ids: Vec<Id>) -> Self {
        Fact::Acts(ids)
    }
}
impl From<&Date> for Fact {
    fn from(date: &Date) -> Self {
        Fact::Date(date.clone())
    }
}
impl From<Bilingual> for Fact {
    fn from(words: Bilingual) -> Self {
        Fact::Words(words)
    }
}
impl From<&str> for Fact {
    fn from(text: &str) -> Self {
        Fact::Text(text.into())
    }
}
impl From<String> for Fact {
    fn from(text: String) -> Self {
        Fact::Text(text)
    }
}

/// What a rule says of an act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule.
    pub rule: &'static str,
    /// The act.
    pub act: Id,
    /// How much it weighs.
    pub severity: Severity,
    /// The clause of the charter, as a path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// The facts compared, by name.
    pub facts: BTreeMap<&'static str, Fact>,
    /// Other acts concerned.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub concerns: Vec<Id>,
}

impl Finding {
    /// Adds a fact.
    pub fn fact(mut self, name: &'static str, fact: impl Into<Fact>) -> Self {
        self.facts.insert(name, fact.into());
        self
    }

    /// Names the clause of the charter.
    pub fn clause(mut self, clause: impl Into<String>) -> Self {
        self.clause = Some(clause.into());
        self
    }

    /// Names another act concerned.
    pub fn concerns(mut self, act: &Id) -> Self {
        self.concerns.push(act.clone());
        self
    }

    /// Gives it another weight than its rule has.
    pub fn weighing(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// The finding as a sentence in both languages. `standing` gives persons and organs their names.
    pub fn text(&self, standing: &Standing) -> Bilingual {
        messages::finding(self, standing)
    }
}

/// A rule of standing orders.
pub struct Rule {
    /// Its name: also that of its paragraph in `spec/rules/`, its file here, its vectors and its messages.
    pub id: &'static str,
    /// The row of the seed's systems (A1 to E8) that it belongs to.
    pub system: &'static str,
    /// How much a finding of it weighs, unless the rule says otherwise.
    pub severity: Severity,
    /// When it looks.
    pub looks: Looks,
}

/// When a rule looks, and how.
pub enum Looks {
    /// At each act of these kinds, before it is applied. An empty list means every kind.
    At(&'static [shura_act::Kind], fn(&Standing, &Entry, &mut Findings)),
    /// At each act of a sealed record, with the keys whose signatures hold.
    AtSigners(fn(&Standing, &Entry, &[PublicKey], &mut Findings)),
    /// At what stands, when someone asks what is outstanding.
    Over(fn(&Standing, &mut Findings)),
}

/// Findings as they are gathered.
#[derive(Default)]
pub struct Findings {
    found: Vec<Finding>,
}

impl Findings {
    /// Adds a finding.
    pub fn add(&mut self, finding: Finding) {
        self.found.push(finding);
    }

    /// All of them.
    pub fn into_vec(self) -> Vec<Finding> {
        self.found
    }
}

impl Rule {
    /// A finding of this rule about an act.
    pub fn finding(&self, act: &Id) -> Finding {
        Finding {
            rule: self.id,
            act: act.clone(),
            severity: self.severity,
            clause: None,
            facts: BTreeMap::new(),
            concerns: vec![],
        }
    }
}
