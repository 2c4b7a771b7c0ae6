//! What a log states of an act at a checkpoint: what follows from the whole record, and so cannot be proved by a part of it.

use serde::{Deserialize, Serialize};
use shura_act::act::Class;
use shura_act::entry::EntryError;
use shura_act::{Act, Bilingual, Date, Entry, Id, canonical};
use shura_kernel::finding::Finding;
use shura_kernel::standing::Standing;
use shura_kernel::verdict;
use shura_kernel::why::{End, Link, why};

/// The longest chain of authority that is told, link by link.
const CHAIN_MAX: usize = 12;

/// A person or organ by its identifier, with the name that may be told of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// The identifier.
    pub id: Id,
    /// The name.
    pub name: Bilingual,
}

/// How an act stands at the checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It is in force.
    InForce,
    /// It is in force until it is ratified or voided.
    Provisional,
    /// It has ended: annulled, repealed, revoked, recalled, expired.
    Ended,
    /// It had no effect from the beginning.
    Void,
    /// It was done; acts of its kind do not end.
    Done,
}

/// A countersignature that an order needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Countersigned {
    /// Whether the charter asks for one.
    pub needed: bool,
    /// Whether every one that it asks for was given.
    pub given: bool,
    /// Who countersigned.
    pub by: Vec<Named>,
}

/// A seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Credential {
    /// Who holds it.
    pub person: Named,
    /// Where the seat is.
    pub organ: Named,
    /// For whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Named>,
    /// What it may do.
    pub class: Class,
    /// Votes it casts.
    pub votes: u64,
    /// Whether it was verified.
    pub verified: bool,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// Until when, where a day is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// For how many months from its beginning, where the charter sets a term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months: Option<u64>,
}

/// The result of a vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct VoteResult {
    /// For, against and abstaining.
    pub figures: Bilingual,
    /// The verdict with its arithmetic.
    pub sentence: Bilingual,
}

/// What a log states of an act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Statement {
    /// The organisation.
    pub organisation: Bilingual,
    /// The act.
    pub act: Id,
    /// How it stands.
    pub state: State,
    /// The act that ended it; it must be in the proof, too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_by: Option<Id>,
    /// Who performed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Named>,
    /// In whose name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub behalf: Option<Named>,
    /// By whose authority: the chain from the act towards the units, or to where it breaks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authority: Vec<Bilingual>,
    /// Whether some chain of authority reaches a unit.
    pub reaches_base: bool,
    /// To whom it is addressed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<Named>,
    /// The countersignature of an order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub countersignature: Option<Countersigned>,
    /// The seat that a mandate gives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credential: Option<Credential>,
    /// The result of a vote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<VoteResult>,
    /// The rules that find something in the act.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<String>,
}

impl Statement {
    /// What follows from a record about one of its acts; nothing if the act is not in it.
    pub fn of<'a>(
        standing: &'a Standing,
        entry_of: &'a dyn Fn(&Id) -> Option<&'a Entry>,
        findings: &'a [Finding],
        act: &Id,
    ) -> Option<Self> {
        let entry = entry_of(act)?;
        let chain = why(standing, entry_of, findings, act)?;
        // Whoever has only the proof knows a person whose name is not public by the identifier, as its entries do.
        let named = |id: &Id| {
            let (name, nameless) =
                (standing.name_of(id), standing.persons.get(id).is_some_and(|p| p.name.is_none()));
            let both = |name: &str| format!("{name} ({id})");
            let name = if nameless { Bilingual::new(both(&name.en), both(&name.fa)) } else { name };
            Named { id: id.clone(), name }
        };
        let (state, ended_by) = state(standing, act);
        let to = match &entry.act {
            Act::Order(a) => a.to.iter().map(named).collect(),
            _ => vec![],
        };
        let mut rules: Vec<String> =
            findings.iter().filter(|finding| finding.act == *act).map(|f| f.rule.to_owned()).collect();
        rules.sort_unstable();
        rules.dedup();
        Some(Self {
            organisation: standing.charter.organisation.name.clone(),
            act: act.clone(),
            state,
            ended_by,
            by: entry.by.as_ref().map(named),
            behalf: entry.behalf.as_ref().map(named),
            authority: told(&chain),
            reaches_base: chain.reaches_base(),
            to,
            countersignature: countersigned(standing, act, &named),
            credential: credential(standing, act, &named),
            result: result(standing, entry),
            findings: rules,
        })
    }

    /// Its canonical JSON.
    ///
    /// # Errors
    /// What has no canonical form, such as text that is not NFC.
    pub fn json(&self) -> Result<String, EntryError> {
        let value = serde_json::to_value(self).map_err(|error| EntryError::Form(error.to_string()))?;
        let bytes = canonical::canonicalise(&value)?;
        String::from_utf8(bytes).map_err(|error| EntryError::Form(error.to_string()))
    }
}

/// How an act stands, and the act that ended it.
pub(crate) fn state(standing: &Standing, act: &Id) -> (State, Option<Id>) {
    if standing.is_void(act) {
        return (State::Void, None);
    }
    let held = |in_force: bool, ended_by: Option<&Id>| match in_force {
        true => (State::InForce, None),
        false => (State::Ended, ended_by.cloned()),
    };
    if let Some(order) = standing.orders.get(act) {
        let (state, by) = held(order.in_force, order.ended_by.as_ref().map(|(by, _)| by));
        return match state {
            State::InForce if order.provisional => (State::Provisional, by),
            state => (state, by),
        };
    }
    if let Some(mandate) = standing.mandates.get(act) {
        return held(mandate.in_force, mandate.ended_by.as_ref());
    }
    if let Some(appointment) = standing.appointments.get(act) {
        return held(appointment.in_force, appointment.ended_by.as_ref());
    }
    if let Some(key) = standing.keys.get(act) {
        return held(key.in_force, key.ended_by.as_ref());
    }
    match standing.passes.get(act) {
        Some(pass) => held(pass.in_force, None),
        None => (State::Done, None),
    }
}

/// The chain that is told of many: at each link the one that reaches a unit, or else the one that breaks.
fn told(chain: &Link) -> Vec<Bilingual> {
    let mut told = vec![];
    let mut link = chain;
    while told.len() < CHAIN_MAX {
        let next = link.because.iter().find(|next| next.reaches_base());
        let Some(next) = next.or_else(|| link.because.iter().find(|next| !next.breaks().is_empty())) else {
            break;
        };
        told.push(next.text.clone());
        if next.end != End::Open {
            break;
        }
        link = next;
    }
    told
}

fn countersigned(standing: &Standing, act: &Id, named: &dyn Fn(&Id) -> Named) -> Option<Countersigned> {
    let order = standing.orders.get(act)?;
    let (needed, given) = shura_kernel::rules::countersignature(standing, order);
    let by = order.countersigned.iter().filter(|(_, agreed)| **agreed).map(|(who, _)| named(who)).collect();
    Some(Countersigned { needed, given, by })
}

fn credential(standing: &Standing, act: &Id, named: &dyn Fn(&Id) -> Named) -> Option<Credential> {
    let held = standing.mandates.get(act)?;
    let mandate = &held.mandate;
    Some(Credential {
        person: named(&mandate.person),
        organ: named(&mandate.organ),
        unit: mandate.unit.as_ref().map(named),
        class: mandate.class,
        votes: mandate.weight.unwrap_or(1),
        verified: held.verified,
        since: held.since.clone(),
        until: mandate.until.clone(),
        months: standing.kind_of(&mandate.organ).and_then(|kind| kind.term_months),
    })
}

/// What a vote came to. While it goes on it came to nothing yet: no paper tells of votes before all have voted.
fn result(standing: &Standing, entry: &Entry) -> Option<VoteResult> {
    let division = match &entry.act {
        Act::Division(_) => &entry.id,
        Act::Declaration(a) => &a.division,
        Act::Motion(_) => standing.motions.get(&entry.id)?.divisions.last()?,
        _ => return None,
    };
    let held = standing.divisions.get(division).filter(|division| !division.open)?;
    let figures = verdict::figures(&verdict::tally(held));
    let decided = verdict::of(standing, division)?;
    Some(VoteResult { figures, sentence: decided.verdict.sentence })
}
