//! An entry: an act as it lies in the record, with who, when, under whose authority and by whose account.

use crate::{Act, Bilingual, Date, Id};
use serde::{Deserialize, Serialize};

/// An act as it lies in the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Entry {
    /// The act's own name, and that of what it made.
    pub id: Id,
    /// What is done.
    pub act: Act,
    /// When it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Date>,
    /// When it was entered; given by whoever keeps the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<Date>,
    /// Performed by: a person or an organ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Id>,
    /// On behalf of: the organ in whose name it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub behalf: Option<Id>,
    /// The act on which it relies: a decision, a mandate, an appointment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub under: Option<Id>,
    /// The sitting in which it happens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sitting: Option<Id>,
    /// What it says, in the record's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Bilingual>,
    /// Who tells it: sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub source: Vec<Id>,
    /// Lines of the text from which a historical record is made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seed: Vec<u32>,
    /// Other acts that it has to do with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refers: Vec<Id>,
    /// The event of which this is one account among several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_of: Option<Id>,
}

impl Entry {
    /// An entry that says nothing but its name and its act.
    pub fn new(id: Id, act: Act) -> Self {
        Self {
            id,
            act,
            at: None,
            entered: None,
            by: None,
            behalf: None,
            under: None,
            sitting: None,
            text: None,
            source: vec![],
            seed: vec![],
            refers: vec![],
            account_of: None,
        }
    }

    /// The organ in whose name the act is done: on behalf of, or else performed by.
    pub fn issuer(&self) -> Option<&Id> {
        self.behalf.as_ref().or(self.by.as_ref())
    }

    /// Calls `see` with every act that the entry refers to.
    pub fn each_reference<'a>(&'a self, see: &mut impl FnMut(&'a Id)) {
        for id in [&self.by, &self.behalf, &self.under, &self.sitting, &self.account_of] {
            id.iter().for_each(&mut *see);
        }
        self.source.iter().chain(&self.refers).for_each(&mut *see);
        self.act.each_reference(see);
    }
}
