//! Motions and divisions: what was decided, and how.

use super::is_false;
use super::texts::MotionWords;
use super::words::{Choice, Counts, MotionState, Outcome, VoteMethod};
use crate::{Figure, Id, Key};
use serde::{Deserialize, Serialize};

/// A motion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Motion {
    /// Who moves it, if not the performer of the act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mover: Option<Id>,
    /// What kind of question it is: a key of the charter's majorities (`ordinary`, `statute`, `procedure` …).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<Key>,
    /// The subject it decides: a key of competence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Key>,
    /// The motion or text that it amends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amends: Option<Id>,
    /// The motion whose place it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub substitutes: Option<Id>,
    /// Motions that it stands against.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rivals: Vec<Id>,
    /// The item of the agenda.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<Key>,
    /// A procedural motion that must be put before the main one.
    #[serde(default, skip_serializing_if = "is_false")]
    pub procedural: bool,
    /// Bodies that still have to pass it after this one, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<Id>,
    /// How far an amendment goes from the text, as whoever presides ruled: of several, the greatest is put first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reach: Option<u64>,
    /// The words of a text that it would change, or that it puts to the vote apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Box<MotionWords>>,
}

/// What becomes of a motion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct MotionChange {
    /// The motion.
    pub of: Id,
    /// What becomes of it.
    pub to: MotionState,
    /// The organ in which, when a motion passes through several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organ: Option<Id>,
}

/// A vote taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Division {
    /// The motions, elections, mandates or other acts voted on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub on: Vec<Id>,
    /// The organ or faction that votes; the sitting's organ where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub electorate: Option<Id>,
    /// How.
    #[serde(default)]
    pub method: VoteMethod,
    /// The kind of question, if not that of the motion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<Key>,
    /// What the figures count.
    #[serde(default)]
    pub counts: Counts,
    /// For.
    #[serde(rename = "for", default, skip_serializing_if = "Option::is_none")]
    pub in_favour: Option<Figure>,
    /// Against.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<Figure>,
    /// Abstaining.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abstain: Option<Figure>,
    /// Blank or invalid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blank: Option<Figure>,
    /// Entitled and present, but not voting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_voting: Option<Figure>,
    /// Figures by option, where it is not for or against.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<OptionVotes>,
    /// Entitled to vote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entitled: Option<Figure>,
    /// Present.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub present: Option<Figure>,
    /// "Unanimous but n": n did not go along.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unanimous_but: Option<u64>,
    /// Asks without deciding.
    #[serde(default, skip_serializing_if = "is_false")]
    pub consultative: bool,
    /// Persons or units whose vote is told by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub votes: Vec<NamedVote>,
    /// The result as it was declared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// How the chair broke a tie.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub casting: Option<Choice>,
    /// The lot that broke a tie.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<Id>,
}

/// Votes for one option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct OptionVotes {
    /// A motion, person or faction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Id>,
    /// A label, where there is no identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// How many.
    pub votes: Figure,
}

/// A vote told by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct NamedVote {
    /// A person, unit or organ.
    pub who: Id,
    /// How it voted.
    pub choice: Choice,
    /// The votes it casts; 1 where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<u64>,
}

/// One vote in an open division.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Ballot {
    /// The division.
    pub division: Id,
    /// The mandate under which it is cast.
    pub mandate: Id,
    /// For, against or abstaining.
    pub choice: Choice,
    /// The option chosen, where it is not for or against.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub option: Option<Id>,
    /// Votes, when a delegate splits those of a unit; all that the mandate has where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<u64>,
    /// Whether an earlier ballot is taken back.
    #[serde(default, skip_serializing_if = "is_false")]
    pub withdrawn: bool,
}

/// A teller's count of the hands, cards or persons standing in an open division.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Count {
    /// The division.
    pub division: Id,
    /// For.
    #[serde(rename = "for")]
    pub in_favour: u64,
    /// Against.
    pub against: u64,
    /// Abstaining.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abstain: Option<u64>,
}

/// A result declared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Declaration {
    /// The division.
    pub division: Id,
    /// The result.
    pub outcome: Outcome,
    /// For, as counted by tellers.
    #[serde(rename = "for", default, skip_serializing_if = "Option::is_none")]
    pub in_favour: Option<Figure>,
    /// Against, as counted by tellers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<Figure>,
    /// Abstaining, as counted by tellers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abstain: Option<Figure>,
    /// How the chair broke a tie.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub casting: Option<Choice>,
    /// The lot that broke a tie.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<Id>,
}

/// Ratification of provisional acts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Ratification {
    /// The acts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub of: Vec<Id>,
    /// Whether they are voided instead.
    #[serde(default, skip_serializing_if = "is_false")]
    pub voided: bool,
    /// The division by which.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub division: Option<Id>,
}

/// A lot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Lot {
    /// The division, election or seat that it decides.
    pub of: Id,
    /// Among whom or what.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub among: Vec<String>,
    /// What was drawn.
    pub drawn: String,
}
