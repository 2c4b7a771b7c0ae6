//! Orders, recognition, dispatches and undertakings: whose word binds whom.

use super::is_false;
use super::words::{
    Channel, Conduct, DispatchState, PassForm, PassState, ProgressState, RepealHow, Stance, TransferPhase,
    UndertakingForm, Whose,
};
use crate::{Bilingual, Date, Id, Key};
use serde::{Deserialize, Serialize};

/// An order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Order {
    /// Its number or name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// To whom.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<Id>,
    /// Who is to carry it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub executor: Option<Id>,
    /// What it is about: a key of competence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Key>,
    /// Earlier acts that it annuls.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub annuls: Vec<Id>,
    /// Whether it holds only until it is ratified.
    #[serde(default, skip_serializing_if = "is_false")]
    pub provisional: bool,
    /// When it is to be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Date>,
    /// `order`, `decree`, `appeal`, `instruction`, `ban` …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Key>,
}

/// A countersignature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Countersignature {
    /// The order or appointment.
    pub of: Id,
    /// Whether it is refused.
    #[serde(default, skip_serializing_if = "is_false")]
    pub refused: bool,
    /// Its form: `signature`, `stamp`, `commissar`, `written-consent` …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Key>,
}

/// The end of earlier acts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Repeal {
    /// The acts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub of: Vec<Id>,
    /// How they end.
    pub how: RepealHow,
}

/// Whose call a unit obeys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Recognition {
    /// The unit.
    pub unit: Id,
    /// The authority.
    pub authority: Id,
    /// How it stands to it.
    pub stance: Stance,
    /// In whose mouth: the whole unit, its committee, its rank and file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whose: Option<Whose>,
    /// For what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Key>,
    /// On what condition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Bilingual>,
    /// Said, or seen in conduct.
    #[serde(default, skip_serializing_if = "is_false")]
    pub shown: bool,
}

/// Conduct towards an order or a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Compliance {
    /// The unit or person.
    pub unit: Id,
    /// The order, call or authority.
    pub with: Id,
    /// What was done.
    pub conduct: Conduct,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Dispatch {
    /// The means.
    pub channel: Channel,
    /// From whom, if not the performer of the act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Id>,
    /// To whom.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<Id>,
    /// The order or text it carries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carries: Option<Id>,
    /// The dispatch that it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<Id>,
    /// An act whose authority it asks about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub queries: Option<Id>,
    /// Whether the sender could be verified, where that was in doubt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified: Option<bool>,
}

/// What becomes of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct DispatchChange {
    /// The message.
    pub of: Id,
    /// What becomes of it.
    pub to: DispatchState,
    /// To whom it went on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub onward: Vec<Id>,
}

/// Something undertaken or demanded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Undertaking {
    /// What it is.
    pub form: UndertakingForm,
    /// To whom.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<Id>,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Date>,
}

/// A task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Task {
    /// Who is charged.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owner: Vec<Id>,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// The decision it carries out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Id>,
}

/// What became of something undertaken or decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Progress {
    /// The undertaking, task, motion or order.
    pub of: Id,
    /// What became of it.
    pub to: ProgressState,
    /// The new deadline, if it was extended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Date>,
}

/// A pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Pass {
    /// Pass, password, safe-conduct.
    pub form: PassForm,
    /// Who holds it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holder: Vec<Id>,
    /// What it opens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Bilingual>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// The pass that it replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<Id>,
}

/// What becomes of a pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PassChange {
    /// The pass.
    pub of: Id,
    /// What becomes of it.
    pub to: PassState,
}

/// Authority passing over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Transfer {
    /// From whom.
    pub from: Id,
    /// To whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Id>,
    /// What: a key of competence; everything where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Key>,
    /// How far it has come.
    pub phase: TransferPhase,
}
