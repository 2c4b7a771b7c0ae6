//! Mandates and offices: by what right someone sits or commands.

use super::is_false;
use super::words::{Class, MandateState, RulingOutcome, Seat};
use crate::{Bilingual, Date, Figure, Id, Key};
use serde::{Deserialize, Serialize};

/// An election of seats or offices, or a slate agreed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Election {
    /// The organ (or sitting, for its presidium) whose seats are filled.
    pub of: Id,
    /// The unit or organ that elects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Id>,
    /// The office, if not a plain seat: `presidium`, `chair` …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<Key>,
    /// How many seats were to be filled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats: Option<u64>,
    /// How: `agreement`, `show-of-hands`, or a counting method by name (`dhondt`, `scottish-stv` …).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Key>,
    /// The lists or parties.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<List>,
    /// The persons elected.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elected: Vec<Id>,
    /// The division by which it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub division: Option<Id>,
    /// The norm followed, if it is not that of the charter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub norm: Option<Bilingual>,
    /// How many valid votes were cast.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub votes: Option<Figure>,
}

/// One list of an election.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct List {
    /// A faction, an organ, a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Id>,
    /// A label, where there is no identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Votes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub votes: Option<Figure>,
    /// Members of the electing body that belong to it: what a proportion is computed from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub members: Option<Figure>,
    /// Seats given to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats: Option<u64>,
    /// Seats that it declined and that stand open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declined: Option<u64>,
    /// Another list that took declined seats over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_by: Option<Id>,
}

/// A seat held by a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Mandate {
    /// Who holds it.
    pub person: Id,
    /// The organ (or, for a congress, the congress) in which it is a seat.
    pub organ: Id,
    /// How the seat is filled.
    pub seat: Seat,
    /// The unit or organ that it represents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Id>,
    /// The election that gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub election: Option<Id>,
    /// The mandate or appointment by virtue of which it is held; it falls with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub virtue_of: Option<Id>,
    /// What it may do.
    #[serde(default)]
    pub class: Class,
    /// Votes it casts; 1 where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<u64>,
    /// The faction of its holder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub faction: Option<Id>,
    /// Held until it is verified.
    #[serde(default, skip_serializing_if = "is_false")]
    pub provisional: bool,
    /// The mandate that it substitutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub substitute_for: Option<Id>,
    /// The day it ends, where that is known when it is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// A change of a mandate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct MandateChange {
    /// The mandate.
    pub of: Id,
    /// What it becomes.
    pub to: MandateState,
}

/// A challenge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Challenge {
    /// The mandate, division, sitting, decision or other act challenged.
    pub of: Id,
    /// On what ground: a key such as `no-base`, `stale`, `not-convened`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<Key>,
}

/// A ruling on a challenge or a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Ruling {
    /// The challenge, or the act ruled upon directly.
    pub of: Id,
    /// Whether the challenge, or the act, is upheld.
    pub outcome: RulingOutcome,
    /// The division that adopted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub division: Option<Id>,
}

/// A recall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Recall {
    /// The mandate taken back.
    pub mandate: Id,
    /// The unit that takes it back.
    pub unit: Id,
    /// The division by which it did so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub division: Option<Id>,
    /// Who takes the seat now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub substitute: Option<Id>,
}

/// An instruction of electors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Instruction {
    /// Who instructs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Id>,
    /// Whom: mandates, persons or organs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<Id>,
    /// How many instructions are summed up here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<Figure>,
    /// Instructions that it sums up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sums: Vec<Id>,
    /// Whether those instructed must follow it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub binding: bool,
}

/// A composition with figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Composition {
    /// The organ, sitting, faction or election.
    pub of: Id,
    /// What is counted: `seats`, `delegates`, `members`, `voters`, `armed` …
    pub measure: Key,
    /// The whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<Figure>,
    /// Its parts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
    /// Persons named one by one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<Id>,
    /// People represented by those counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub represents: Option<Figure>,
    /// Whether the parts are said to be all of the whole.
    #[serde(default, skip_serializing_if = "is_false")]
    pub complete: bool,
}

/// A part of a composition or a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Part {
    /// A faction, organ or unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Id>,
    /// A label, where there is no identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// How many.
    pub count: Figure,
}

/// An office, a commission or a warrant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Appointment {
    /// Who is appointed.
    pub person: Id,
    /// The office: `chair`, `secretary`, `commissar`, `minister` …
    pub office: Key,
    /// The organ of which it is an office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organ: Option<Id>,
    /// The units or institutions to which a commissar is sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<Id>,
    /// The mandate by virtue of which the office is held; it falls with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub virtue_of: Option<Id>,
    /// What the office or warrant allows: keys of competence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scope: Vec<Key>,
    /// A warrant that must be shown together with this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paired_with: Option<Id>,
    /// Whom it replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<Id>,
    /// The day it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// An answer to an appointment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Acceptance {
    /// The appointment.
    pub of: Id,
    /// Who answers.
    pub unit: Id,
    /// Whether it is refused.
    #[serde(default, skip_serializing_if = "is_false")]
    pub refused: bool,
}

/// The end of an office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Dismissal {
    /// The appointment.
    pub of: Id,
    /// Why: `resigned`, `dismissed`, `replaced`, `arrested`, `refused` …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<Key>,
}

/// An order of substitutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Succession {
    /// The organ or the appointment that may fail.
    pub of: Id,
    /// Organs or persons that then take its place, in this order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub line: Vec<Id>,
}
