//! Standing: everything that follows from the record so far, as plain data in ordered maps.

use crate::charter::{Charter, Mode, OrganKind, Role};
use crate::floor::FloorStanding;
use serde::{Deserialize, Serialize};
use shura_act::act::*;
use shura_act::bilingual::Words;
use shura_act::{Bilingual, Date, Entry, Figure, Id, Key, Kind, PublicKey};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What stands after some number of entries.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Standing {
    /// The charter in force.
    pub charter: Arc<Charter>,
    /// How many acts have been entered.
    pub entered: u64,
    /// The latest moment reached: the greatest first second of any act, from 1970-01-01.
    pub now: i64,
    /// Every act entered, by its name.
    pub acts: BTreeMap<Id, Seen>,
    /// The first words of acts that have some, by which they are called in sentences.
    pub said: BTreeMap<Id, Bilingual>,
    /// Persons.
    pub persons: BTreeMap<Id, PersonStanding>,
    /// Sources.
    pub sources: BTreeMap<Id, SourceStanding>,
    /// Organs and units.
    pub organs: BTreeMap<Id, OrganStanding>,
    /// Factions and parties.
    pub factions: BTreeMap<Id, FactionStanding>,
    /// Mandates.
    pub mandates: BTreeMap<Id, MandateStanding>,
    /// Offices and warrants.
    pub appointments: BTreeMap<Id, AppointmentStanding>,
    /// Elections.
    pub elections: BTreeMap<Id, ElectionStanding>,
    /// Compositions, by what they are of, in the order entered.
    pub compositions: BTreeMap<Id, Vec<CompositionStanding>>,
    /// Calls to sit.
    pub convenings: BTreeMap<Id, ConveningStanding>,
    /// Sittings.
    pub sittings: BTreeMap<Id, SittingStanding>,
    /// Sittings in the order in which they were opened.
    pub sitting_order: Vec<Id>,
    /// Motions.
    pub motions: BTreeMap<Id, MotionStanding>,
    /// Versions of texts, and the glosses beside them.
    pub texts: BTreeMap<Id, TextStanding>,
    /// Versions of the text of each motion or other act, in the order entered.
    pub versions: BTreeMap<Id, Vec<Id>>,
    /// Amendments and clauses, by the version on which they are anchored.
    pub amendments: BTreeMap<Id, BTreeSet<Id>>,
    /// Words of versions by their hashes, as CommonMark: those in entries, and those handed in from beside the record.
    pub words: BTreeMap<String, Arc<str>>,
    /// Divisions.
    pub divisions: BTreeMap<Id, DivisionStanding>,
    /// Orders.
    pub orders: BTreeMap<Id, OrderStanding>,
    /// The last order that each issuer gave: by unit, subject and issuer.
    pub commands: BTreeMap<Id, BTreeMap<Key, BTreeMap<Id, Id>>>,
    /// Whose call each unit obeys: unit, authority, and in whose mouth.
    pub recognitions: BTreeMap<Id, BTreeMap<Id, BTreeMap<Whose, Held>>>,
    /// Messages.
    pub dispatches: BTreeMap<Id, DispatchStanding>,
    /// Undertakings and tasks.
    pub pending: BTreeMap<Id, Pending>,
    /// Passes and passwords.
    pub passes: BTreeMap<Id, PassStanding>,
    /// Challenges, and how they were ruled upon.
    pub challenges: BTreeMap<Id, ChallengeStanding>,
    /// What rulings made void, and by which ruling.
    pub voided: BTreeMap<Id, Id>,
    /// Acts that rest on a decision, by the motion, division or election.
    pub resting: BTreeMap<Id, Vec<Id>>,
    /// Accounts, by what they are about, in the order entered.
    pub claims: BTreeMap<Id, Vec<ClaimStanding>>,
    /// Reports, by register.
    pub reports: BTreeMap<Key, Vec<ReportStanding>>,
    /// Orders of substitutes, by what may fail.
    pub successions: BTreeMap<Id, Vec<Id>>,
    /// Authority passed over, by whose it was.
    pub transfers: BTreeMap<Id, Vec<TransferStanding>>,
    /// Lots drawn, and what each decides.
    #[serde(default)]
    pub lots: BTreeMap<Id, Id>,
    /// Instructions.
    pub instructions: BTreeMap<Id, InstructionStanding>,
    /// Remarks of those who keep the minutes, by what they are on, in the order entered.
    pub remarks: BTreeMap<Id, Vec<RemarkStanding>>,
    /// Device keys, by the act that enrolled them.
    pub keys: BTreeMap<Id, KeyStanding>,
    /// The act that enrolled each public key.
    pub key_acts: BTreeMap<PublicKey, Id>,
}

/// An act entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Its place in the record, from 0.
    pub place: u32,
    /// Its kind.
    pub kind: Kind,
    /// Whether a rule found, or a ruling said, that it has no effect.
    pub void: bool,
    /// The sitting behind whose doors it was done, in a living record: its place in the order of sittings.
    pub sitting: Option<u32>,
    /// The first second in which it can have happened, from 1970-01-01; [`i64::MIN`] if that is open or not told.
    pub first: i64,
}

/// A person.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PersonStanding {
    /// The name, where it is public.
    pub name: Option<Bilingual>,
    /// Mandates ever held.
    pub mandates: BTreeSet<Id>,
    /// Appointments ever held.
    pub appointments: BTreeSet<Id>,
    /// Factions of which the person is a member now.
    pub factions: BTreeSet<Id>,
    /// Device keys ever enrolled.
    pub keys: BTreeSet<Id>,
}

/// A device key.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KeyStanding {
    /// What it was enrolled with.
    pub key: DeviceKey,
    /// When.
    pub since: Option<Date>,
    /// Whether it may sign.
    pub in_force: bool,
    /// The act that ended it.
    pub ended_by: Option<Id>,
}

/// A source.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SourceStanding {
    /// Its name.
    pub name: Bilingual,
    /// When it was written.
    pub written: Option<Date>,
}

/// An organ or unit.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OrganStanding {
    /// What it was made with.
    pub organ: Organ,
    /// When it was made.
    pub since: Option<Date>,
    /// How it stands.
    pub state: LifeState,
    /// When it came to stand so.
    pub state_at: Option<Date>,
    /// The act that made it stand so.
    pub state_by: Id,
    /// Its successors.
    pub into: Vec<Id>,
    /// Mandates ever given in it.
    pub mandates: BTreeSet<Id>,
    /// Those who may vote in it now.
    pub electors: Arc<Electors>,
    /// How many of its seats are filled now.
    pub filled: u64,
    /// Members, as last counted.
    pub members: Option<Figure>,
    /// Its sittings, in the order entered.
    pub sittings: Vec<Id>,
    /// Its convenings, in the order entered.
    pub convenings: Vec<Id>,
    /// Demands that it be called, in the order entered: the act, who demands, and when.
    pub demands: Vec<(Id, Option<Id>, Option<Date>)>,
    /// Elections of its seats.
    pub elections: Vec<Id>,
    /// How many delegates each unit has among those who may vote in it now.
    pub delegates: BTreeMap<Id, u64>,
    /// Offices in it that are held now.
    pub offices: BTreeSet<Id>,
}

/// Those who may vote, with their votes, and the sum of the votes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Electors {
    /// Votes by mandate.
    pub votes: BTreeMap<Id, u64>,
    /// The sum of the votes.
    pub weight: u64,
}

/// A faction or party.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FactionStanding {
    /// What it was made with.
    pub faction: Faction,
    /// Its members now.
    pub members: BTreeSet<Id>,
}

/// A mandate.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MandateStanding {
    /// What it was given with, its class as it is now.
    pub mandate: Mandate,
    /// When it was given.
    pub since: Option<Date>,
    /// Whether it holds.
    pub in_force: bool,
    /// Who suspended it, while it is suspended.
    pub suspended_by: Option<Id>,
    /// Whether it fills a seat: it holds, and does not stand by for another that does.
    pub fills: bool,
    /// Whether it was verified.
    pub verified: bool,
    /// The challenge that stands against it.
    pub challenged: Option<Id>,
    /// The act that ended it.
    pub ended_by: Option<Id>,
    /// What is held by virtue of it: appointments and mandates.
    pub carries: BTreeSet<Id>,
}

/// An office or warrant.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AppointmentStanding {
    /// What it was given with.
    pub appointment: Appointment,
    /// Who gave it.
    pub issuer: Option<Id>,
    /// When it was given.
    pub since: Option<Date>,
    /// Whether it holds.
    pub in_force: bool,
    /// The act that ended it.
    pub ended_by: Option<Id>,
    /// Units that accepted (`true`) or refused it.
    pub answers: BTreeMap<Id, bool>,
    /// Organs that countersigned (`true`) or refused to.
    pub countersigned: BTreeMap<Id, bool>,
    /// What is held by virtue of it.
    pub carries: BTreeSet<Id>,
}

/// An election.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ElectionStanding {
    /// What it was held with.
    pub election: Election,
    /// When.
    pub at: Option<Date>,
    /// The sitting in which.
    pub sitting: Option<Id>,
    /// Mandates given by it.
    pub mandates: u64,
}

/// A composition.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CompositionStanding {
    /// The act.
    pub act: Id,
    /// What it says.
    pub composition: Composition,
    /// When.
    pub at: Option<Date>,
}

/// A call to sit.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ConveningStanding {
    /// What it says.
    pub convening: Convening,
    /// Who called.
    pub by: Option<Id>,
    /// When.
    pub at: Option<Date>,
    /// How often it was put off.
    pub postponed: u32,
    /// For when it stands now.
    pub for_date: Option<Date>,
    /// The sitting that was held upon it.
    pub held: Option<Id>,
}

/// A sitting.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SittingStanding {
    /// What it was opened with.
    pub sitting: Sitting,
    /// How many sittings of the record were opened before it.
    pub order: u32,
    /// Who opened it.
    pub opened_by: Option<Id>,
    /// When.
    pub at: Option<Date>,
    /// Whether it is open (resumed), in recess, adjourned, closed or dispersed.
    pub state: SittingState,
    /// When it came to be so.
    pub state_at: Option<Date>,
    /// Who presides now.
    pub chair: Option<Id>,
    /// Whether that is by the organ's word: elected in the sitting, or named by whoever held an office in the organ or had called it.
    #[serde(default)]
    pub chair_by_right: bool,
    /// Its presidium.
    pub presidium: BTreeSet<Id>,
    /// Who may know of it now.
    pub publicity: Option<Publicity>,
    /// The agenda in force and the act that set it.
    pub agenda: Option<(Id, Vec<Key>)>,
    /// The items of that agenda, with their titles and the minutes planned.
    pub agenda_items: Vec<AgendaItem>,
    /// How the items stand.
    pub items: BTreeMap<Key, ItemState>,
    /// When each item was taken and left.
    pub item_times: BTreeMap<Key, ItemTimes>,
    /// Whether there is a quorum, and the act since which; nothing where the charter asks for none or it is not known.
    pub quorum: Option<QuorumStanding>,
    /// The floor.
    pub floor: FloorStanding,
    /// Persons, mandates and factions known to be present.
    pub present: BTreeSet<Id>,
    /// Persons and factions that were present at some time.
    pub registered: BTreeSet<Id>,
    /// How many are present, where they were counted.
    pub present_count: Option<u64>,
    /// Who walked out or left, and by which act.
    pub departed: BTreeMap<Id, Id>,
    /// Who was excluded, until somebody lets them in again.
    #[serde(default)]
    pub excluded: BTreeSet<Id>,
    /// Speakers who asked for the floor and wait.
    pub queue: Vec<Id>,
    /// Whether debate was closed.
    pub debate_closed: bool,
    /// Its divisions, in order.
    pub divisions: Vec<Id>,
    /// Motions moved in it.
    pub motions: Vec<Id>,
    /// What became of its minutes.
    pub minutes: Option<MinutesState>,
    /// Dissents entered in it.
    pub dissents: u32,
    /// The ruling by which it may not decide.
    pub barred: Option<Id>,
}

/// When an item of an agenda was taken up, and for how long, in seconds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemTimes {
    /// When it was first opened, from 1970-01-01.
    pub opened: Option<i64>,
    /// When it was taken up last, as long as it is.
    pub running: Option<i64>,
    /// Seconds spent on it before that.
    pub spent: i64,
}

/// Whether there is a quorum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuorumStanding {
    /// How many are needed.
    pub needed: u64,
    /// How many are present.
    pub present: u64,
    /// The act since which there is one, or none.
    pub since: Id,
}

impl QuorumStanding {
    /// Whether as many are there as are needed.
    pub fn kept(&self) -> bool {
        self.present >= self.needed
    }
}

/// A motion.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MotionStanding {
    /// What it was moved with.
    pub motion: Motion,
    /// Who moved it.
    pub mover: Option<Id>,
    /// The organ in which it was moved.
    pub organ: Option<Id>,
    /// The sitting.
    pub sitting: Option<Id>,
    /// When.
    pub at: Option<Date>,
    /// How it stands; nothing when it was only moved.
    pub state: Option<MotionState>,
    /// Whether the movers of what it amends made it theirs.
    pub friendly: bool,
    /// Divisions on it.
    pub divisions: Vec<Id>,
    /// Bodies that passed it.
    pub passed: Vec<Id>,
    /// What became of it after it was adopted.
    pub outcome: Option<ProgressState>,
    /// Persons and organs that support it.
    pub supporters: BTreeSet<Id>,
}

/// A version of a text.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TextStanding {
    /// What it was entered with; its words lie under their hash.
    pub text: Text,
    /// The hash of its words, where they are known.
    pub hash: Option<String>,
    /// When.
    pub at: Option<Date>,
}

/// A division.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DivisionStanding {
    /// What it was opened or told with, and the figures declared since.
    pub division: Division,
    /// The organ that votes.
    pub organ: Option<Id>,
    /// The sitting.
    pub sitting: Option<Id>,
    /// When.
    pub at: Option<Date>,
    /// Those who might vote when it opened.
    pub electors: Arc<Electors>,
    /// How many were present when it opened.
    pub present: Option<u64>,
    /// Whether ballots are still taken.
    pub open: bool,
    /// Ballots, by mandate.
    pub ballots: BTreeMap<Id, Vec<Cast>>,
    /// Ballots in sum.
    pub sums: Sums,
    /// What each teller counted.
    pub tellers: BTreeMap<Id, TellerCount>,
    /// The act that declared the result.
    pub declared_by: Option<Id>,
}

/// A ballot, or a part of a split one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cast {
    /// The choice.
    pub choice: Choice,
    /// The votes it carries.
    pub weight: u64,
}

/// What a teller counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TellerCount {
    /// The act.
    pub act: Id,
    /// For, against and abstaining.
    pub sums: Sums,
}

impl DivisionStanding {
    /// Whether it decided something: it was carried, and did not only ask for opinions.
    pub fn is_carried(&self) -> bool {
        self.division.outcome == Some(Outcome::Carried) && !self.division.consultative
    }

    /// What the tellers counted, where all of them counted the same; nothing where nobody counted or they differ.
    pub fn counted(&self) -> Option<Sums> {
        let mut counts = self.tellers.values().map(|c| c.sums);
        let first = counts.next()?;
        counts.all(|c| c == first).then_some(first)
    }
}

impl DivisionStanding {
    /// All votes cast, by ballot or by hands.
    pub(crate) fn ballots_cast(&self) -> u64 {
        self.sums.plus(self.counted().unwrap_or_default()).all()
    }
}

/// Ballots in sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    /// For.
    pub in_favour: u64,
    /// Against.
    pub against: u64,
    /// Abstaining.
    pub abstain: u64,
    /// Blank.
    pub blank: u64,
}

impl Sums {
    /// Both in sum.
    pub fn plus(self, other: Sums) -> Sums {
        Sums {
            in_favour: self.in_favour.saturating_add(other.in_favour),
            against: self.against.saturating_add(other.against),
            abstain: self.abstain.saturating_add(other.abstain),
            blank: self.blank.saturating_add(other.blank),
        }
    }

    /// All votes in sum.
    pub fn all(self) -> u64 {
        [self.in_favour, self.against, self.abstain, self.blank].into_iter().fold(0, u64::saturating_add)
    }

    /// Adds votes for a choice; takes them away again with `false`.
    pub fn count(&mut self, cast: &Cast, add: bool) {
        let sum = match cast.choice {
            Choice::For => &mut self.in_favour,
            Choice::Against => &mut self.against,
            Choice::Abstain => &mut self.abstain,
            Choice::Blank => &mut self.blank,
        };
        *sum = if add { sum.saturating_add(cast.weight) } else { sum.saturating_sub(cast.weight) };
    }
}

/// An order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OrderStanding {
    /// What it says.
    pub order: Order,
    /// In whose name.
    pub issuer: Option<Id>,
    /// When.
    pub at: Option<Date>,
    /// Whether it holds.
    pub in_force: bool,
    /// Whether it waits for ratification.
    pub provisional: bool,
    /// The act that ended it, and how.
    pub ended_by: Option<(Id, RepealHow)>,
    /// Organs or persons that countersigned (`true`) or refused to.
    pub countersigned: BTreeMap<Id, bool>,
    /// What units did with it.
    pub conduct: BTreeMap<Id, Conduct>,
}

/// How a unit stands to an authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Its stance.
    pub stance: Stance,
    /// Since when.
    pub since: Option<Date>,
    /// The act that says so.
    pub act: Id,
    /// Whether it was shown in conduct and not only said.
    pub shown: bool,
}

/// A message.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DispatchStanding {
    /// What was sent.
    pub dispatch: Dispatch,
    /// From whom.
    pub from: Option<Id>,
    /// When.
    pub at: Option<Date>,
    /// What became of it.
    pub states: Vec<DispatchState>,
    /// The dispatch that answered it.
    pub answered_by: Option<Id>,
}

/// An undertaking or a task.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pending {
    /// Who gave it, or who is charged.
    pub by: Vec<Id>,
    /// The organ in whose name, or in whose sitting, it was given.
    pub organ: Option<Id>,
    /// Its form; nothing for a task.
    pub form: Option<UndertakingForm>,
    /// When.
    pub at: Option<Date>,
    /// By when it is due now.
    pub due: Option<Date>,
    /// What became of it.
    pub state: Option<ProgressState>,
    /// When that was told.
    pub state_at: Option<Date>,
}

impl Pending {
    /// Whether nothing has closed it yet.
    pub fn is_open(&self) -> bool {
        !matches!(
            self.state,
            Some(
                ProgressState::Fulfilled
                    | ProgressState::Withdrawn
                    | ProgressState::Refused
                    | ProgressState::Lapsed
                    | ProgressState::Reported
            )
        )
    }
}

/// A pass.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PassStanding {
    /// What was given.
    pub pass: Pass,
    /// By whom.
    pub issuer: Option<Id>,
    /// When.
    pub at: Option<Date>,
    /// Whether it opens anything still.
    pub in_force: bool,
}

/// A challenge.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ChallengeStanding {
    /// What is challenged.
    pub of: Id,
    /// On what ground.
    pub ground: Option<Key>,
    /// Who challenged.
    #[serde(default)]
    pub by: Option<Id>,
    /// When.
    pub at: Option<Date>,
    /// How it was ruled upon, and by which act.
    pub ruled: Option<(Id, RulingOutcome)>,
}

/// One account of something.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ClaimStanding {
    /// The act.
    pub act: Id,
    /// The point on which accounts differ.
    pub point: Option<Key>,
    /// What it says of the point.
    pub value: Option<Words>,
    /// How it stands.
    pub standing: shura_act::act::ClaimStanding,
    /// Whose account it is.
    pub source: Vec<Id>,
}

/// Figures reported to a register.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReportStanding {
    /// The act.
    pub act: Id,
    /// On what.
    pub on: Option<Id>,
    /// The sum.
    pub total: Option<Figure>,
    /// When.
    pub at: Option<Date>,
}

/// Authority passed over.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TransferStanding {
    /// The act.
    pub act: Id,
    /// What it says.
    pub transfer: Transfer,
    /// When.
    pub at: Option<Date>,
    /// Who says so.
    pub by: Option<Id>,
}

/// An instruction.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct InstructionStanding {
    /// What it says.
    pub instruction: Instruction,
    /// When.
    pub at: Option<Date>,
}

/// A remark of whoever keeps the minutes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RemarkStanding {
    /// The act.
    pub act: Id,
    /// What it says.
    pub text: Bilingual,
    /// By whom.
    pub by: Option<Id>,
    /// When.
    pub at: Option<Date>,
    /// The remark that took its place.
    pub replaced_by: Option<Id>,
}

impl MotionStanding {
    /// A motion as it stands when it is moved, nothing but its own words known.
    pub(crate) fn moved(motion: &Motion) -> Self {
        Self {
            motion: motion.clone(),
            mover: motion.mover.clone(),
            organ: None,
            sitting: None,
            at: None,
            state: None,
            friendly: false,
            divisions: vec![],
            passed: vec![],
            outcome: None,
            supporters: BTreeSet::new(),
        }
    }
}

impl SittingStanding {
    /// The organs that sit.
    pub(crate) fn organs(&self) -> impl Iterator<Item = &Id> {
        std::iter::once(&self.sitting.organ).chain(&self.sitting.joint)
    }
}

impl Standing {
    /// What stands before any act: the charter alone.
    pub fn new(charter: Charter) -> Self {
        Self {
            charter: Arc::new(charter),
            entered: 0,
            now: i64::MIN,
            acts: BTreeMap::new(),
            said: BTreeMap::new(),
            persons: BTreeMap::new(),
            sources: BTreeMap::new(),
            organs: BTreeMap::new(),
            factions: BTreeMap::new(),
            mandates: BTreeMap::new(),
            appointments: BTreeMap::new(),
            elections: BTreeMap::new(),
            compositions: BTreeMap::new(),
            convenings: BTreeMap::new(),
            sittings: BTreeMap::new(),
            sitting_order: vec![],
            motions: BTreeMap::new(),
            texts: BTreeMap::new(),
            versions: BTreeMap::new(),
            amendments: BTreeMap::new(),
            words: BTreeMap::new(),
            divisions: BTreeMap::new(),
            orders: BTreeMap::new(),
            commands: BTreeMap::new(),
            recognitions: BTreeMap::new(),
            dispatches: BTreeMap::new(),
            pending: BTreeMap::new(),
            passes: BTreeMap::new(),
            challenges: BTreeMap::new(),
            voided: BTreeMap::new(),
            resting: BTreeMap::new(),
            claims: BTreeMap::new(),
            reports: BTreeMap::new(),
            successions: BTreeMap::new(),
            transfers: BTreeMap::new(),
            lots: BTreeMap::new(),
            instructions: BTreeMap::new(),
            remarks: BTreeMap::new(),
            keys: BTreeMap::new(),
            key_acts: BTreeMap::new(),
        }
    }

    /// The kind of an organ, as the charter has it.
    pub fn kind_of(&self, organ: &Id) -> Option<&OrganKind> {
        self.charter.kind_of(&self.organs.get(organ)?.organ.form)
    }

    /// The clause of the charter about an organ, for a finding: `kind.congress.quorum`.
    pub fn clause_of(&self, organ: &Id, key: &str) -> String {
        match self.organs.get(organ) {
            Some(organ) => format!("kind.{}.{key}", organ.organ.form),
            None => key.to_owned(),
        }
    }

    /// Words of the charter by their names: organs, kinds of organs and offices, one after another.
    pub fn names_of(&self, words: &[Key]) -> Bilingual {
        let charter = &self.charter;
        let name = |word: &Key| {
            let kind = charter.kind.get(word).map(|k| &k.name);
            kind.or_else(|| charter.office.get(word)).cloned().unwrap_or_else(|| self.name_of(word))
        };
        let names: Vec<Bilingual> = words.iter().map(name).collect();
        let join =
            |pick: fn(&Bilingual) -> &str, comma| names.iter().map(pick).collect::<Vec<_>>().join(comma);
        Bilingual { en: join(|n| &n.en, ", "), fa: join(|n| &n.fa, "، ") }
    }

    /// Whether `who` (an organ or a person) is named by one of `words`: its own identifier, its kind of organ, an office that it holds, or
    /// `member` for whoever holds a mandate. What is neither an organ nor a person is named by nothing, whatever it is called.
    pub fn is_any_of(&self, who: &Id, words: &[Key]) -> bool {
        if words.contains(who) && self.acts_by_name(who) {
            return true;
        }
        if let Some(organ) = self.organs.get(who) {
            return words.contains(&organ.organ.form);
        }
        let Some(person) = self.persons.get(who) else { return false };
        let holds = |id: &Id| {
            self.appointments.get(id).is_some_and(|a| {
                let (office, organ) = (&a.appointment.office, a.appointment.organ.as_ref());
                self.is_held(a) && words.iter().any(|w| w == office || self.is_office_of(w, office, organ))
            })
        };
        if person.appointments.iter().any(holds) {
            return true;
        }
        let member = words.iter().any(|w| w.as_str() == "member");
        member && person.mandates.iter().any(|m| self.mandates.get(m).is_some_and(|m| m.in_force))
    }

    /// In whose name an act is done: as it says, or in a living record the organ in whose sitting it is done, or else whoever performs it.
    pub(crate) fn issuer<'a>(&'a self, entry: &'a Entry) -> Option<&'a Id> {
        let living = self.charter.organisation.mode == Mode::Enforcing;
        let itself = entry.by.as_ref().is_some_and(|by| self.organs.contains_key(by));
        let sits =
            || entry.sitting.as_ref().filter(|_| living && !itself).and_then(|s| self.organ_of_sitting(s));
        entry.behalf.as_ref().or_else(sits).or(entry.by.as_ref())
    }

    /// Whether an office is held now: it was not ended, and in a living record its day has not passed.
    pub(crate) fn is_held(&self, office: &AppointmentStanding) -> bool {
        let passed = |until: &Date| until.last() < self.now;
        let living = self.charter.organisation.mode == Mode::Enforcing;
        office.in_force && !(living && office.appointment.until.as_ref().is_some_and(passed))
    }

    /// The organ in which an office is held: the one named, or else the organ that gave it.
    pub(crate) fn office_in<'a>(&'a self, office: &'a AppointmentStanding) -> Option<&'a Id> {
        let given_by = || office.issuer.as_ref().filter(|issuer| self.organs.contains_key(*issuer));
        office.appointment.organ.as_ref().or_else(given_by)
    }

    /// Whether no other organ of its kind is left.
    pub(crate) fn is_only_of_its_kind(&self, organ: &Id) -> bool {
        let Some(held) = self.organs.get(organ) else { return false };
        let same = |(id, o): (&Id, &OrganStanding)| {
            id != organ && o.organ.form == held.organ.form && self.ended(id).is_none()
        };
        !self.organs.iter().any(same)
    }

    /// The division whose result an act declared.
    pub(crate) fn division_declared_by(&self, act: &Id) -> Option<&Id> {
        self.acts.get(act).filter(|a| a.kind == Kind::Declaration)?;
        self.divisions.iter().find(|(_, d)| d.declared_by.as_ref() == Some(act)).map(|(id, _)| id)
    }

    /// Whether an organ is a unit: those who elect.
    pub fn is_unit(&self, organ: &Id) -> bool {
        self.kind_of(organ).is_some_and(|kind| kind.role == Role::Unit)
    }

    /// Whether something can act, so that the charter can name it by its identifier: an organ or a person.
    pub fn acts_by_name(&self, id: &Id) -> bool {
        self.organs.contains_key(id) || self.persons.contains_key(id)
    }

    /// Whoever holds a mandate, where the identifier is that of one; or else whoever bears it.
    pub fn person_behind<'a>(&'a self, id: &'a Id) -> &'a Id {
        self.mandates.get(id).map_or(id, |m| &m.mandate.person)
    }

    /// Whether a word of the form `executive.secretary` names an office in an organ: by the organ's kind or its identifier.
    pub fn is_office_of(&self, word: &Key, office: &Key, organ: Option<&Id>) -> bool {
        let Some(organ) = organ.and_then(|id| self.organs.get_key_value(id)) else { return false };
        let of = word.as_str().strip_suffix(office.as_str()).and_then(|rest| rest.strip_suffix('.'));
        of.is_some_and(|of| of == organ.0.as_str() || of == organ.1.organ.form.as_str())
    }

    /// The key that is enrolled under a public key, with the act that enrolled it.
    pub fn key_of(&self, public: &PublicKey) -> Option<(&Id, &KeyStanding)> {
        self.keys.get_key_value(self.key_acts.get(public)?)
    }

    /// Whether any of those who sign for `who` has ever enrolled a key: a person for themself, for an organ those who sit or hold office in it now.
    pub fn has_keys(&self, who: &Id) -> bool {
        if self.keys.is_empty() {
            return false;
        }
        let enrolled = |person: &Id| self.persons.get(person).is_some_and(|p| !p.keys.is_empty());
        let officers = self.organs.get(who).into_iter().flat_map(|o| &o.offices);
        let mut officers = officers.filter_map(|a| self.appointments.get(a)).map(|a| &a.appointment.person);
        enrolled(who) || officers.any(enrolled) || self.seated(who).any(|(_, m)| enrolled(&m.mandate.person))
    }

    /// Whether a person is one of those who sign for `who`, found by what the person holds: an organ may have thousands of seats.
    pub fn signs_for(&self, person: &Id, who: &Id) -> bool {
        let Some(held) = self.persons.get(person) else { return false };
        if self.persons.contains_key(who) {
            return person == who;
        }
        let offices = self.organs.get(who).map(|o| &o.offices);
        self.mandates_in(person, who).next().is_some()
            || offices.is_some_and(|offices| held.appointments.iter().any(|a| offices.contains(a)))
    }

    /// The demand of a unit that an organ sit, as long as it stands: the organ, and the unit that made it.
    pub fn demand(&self, act: &Id) -> Option<(&Id, Option<&Id>)> {
        self.acts.get(act).filter(|seen| seen.kind == Kind::Convening)?;
        self.organs.iter().find_map(|(organ, held)| {
            let (_, unit, _) = held.demands.iter().find(|(id, ..)| id == act)?;
            Some((organ, unit.as_ref()))
        })
    }

    /// The mandates in force of a person in an organ.
    pub fn mandates_in<'a>(
        &'a self,
        person: &Id,
        organ: &'a Id,
    ) -> impl Iterator<Item = (&'a Id, &'a MandateStanding)> {
        let ids = self.persons.get(person).map(|p| &p.mandates);
        ids.into_iter()
            .flatten()
            .filter_map(|id| self.mandates.get_key_value(id))
            .filter(move |(_, m)| m.in_force && m.mandate.organ == *organ)
    }

    /// Whether an organ elects another, as that one says itself, or else as the charter has it: a council of the north that names its branches
    /// is elected by none of the south. In a history an organ says what its source tells of it, which need not be all.
    pub fn elects(&self, unit: &Id, organ: &Id) -> bool {
        let Some(elected) = self.organs.get(organ).filter(|_| self.organs.contains_key(unit)) else {
            return false;
        };
        let own = &elected.organ.elected_by;
        let kinds = || self.kind_of(organ).map_or(&[][..], |k| &k.elected_by);
        let all = self.charter.organisation.mode == Mode::Enforcing && !own.is_empty();
        own.contains(unit) || (!all && self.is_any_of(unit, kinds()))
    }

    /// The motions against which a motion stands: those that it names, and those of its sitting that name it.
    pub fn rivals(&self, id: &Id) -> Vec<&Id> {
        let Some(motion) = self.motions.get(id) else { return vec![] };
        let sitting = motion.sitting.as_ref().and_then(|s| self.sittings.get(s));
        let names_it = |m: &&Id| self.motions.get(*m).is_some_and(|m| m.motion.rivals.contains(id));
        let others = sitting.into_iter().flat_map(|s| &s.motions).filter(names_it);
        let new = others.filter(|m| !motion.motion.rivals.contains(m));
        motion.motion.rivals.iter().chain(new).collect()
    }

    /// The rival of a motion that was adopted, with which the motion has fallen.
    pub fn adopted_rival(&self, id: &Id) -> Option<&Id> {
        let adopted = |m: &&Id| {
            let state = self.motions.get(*m).and_then(|m| m.state);
            matches!(state, Some(MotionState::Adopted | MotionState::Executed))
        };
        self.rivals(id).into_iter().find(adopted)
    }

    /// The mandates in force in an organ.
    pub fn seated<'a>(&'a self, organ: &Id) -> impl Iterator<Item = (&'a Id, &'a MandateStanding)> {
        let ids = self.organs.get(organ).map(|o| &o.mandates);
        ids.into_iter().flatten().filter_map(|id| self.mandates.get_key_value(id)).filter(|(_, m)| m.in_force)
    }

    /// When a sitting, a decision, an order or a message was, as it is told.
    pub fn date_of(&self, id: &Id) -> Option<&Date> {
        let sitting = self.sittings.get(id).map(|s| &s.at);
        let division = || self.divisions.get(id).map(|d| &d.at);
        let motion = || self.motions.get(id).map(|m| &m.at);
        let election = || self.elections.get(id).map(|e| &e.at);
        let order = || self.orders.get(id).map(|o| &o.at);
        let dispatch = || self.dispatches.get(id).map(|d| &d.at);
        let pending = || self.pending.get(id).map(|p| &p.at);
        let decided = sitting.or_else(division).or_else(motion).or_else(election);
        decided.or_else(order).or_else(dispatch).or_else(pending)?.as_ref()
    }

    /// Whether a mandate is that of a substitute who does not sit yet, because the mandate that it substitutes still holds.
    pub fn stands_by(&self, mandate: &MandateStanding) -> bool {
        let main = mandate.mandate.substitute_for.as_ref().and_then(|main| self.mandates.get(main));
        main.is_some_and(|m| m.in_force)
    }

    /// The organ in whose sitting something happens.
    pub fn organ_of_sitting(&self, sitting: &Id) -> Option<&Id> {
        self.sittings.get(sitting).map(|s| &s.sitting.organ)
    }

    /// Whether an organ has come to an end (fallen, dissolved, succeeded …), with the act that ended it.
    pub fn ended(&self, organ: &Id) -> Option<(&Id, Option<&Date>)> {
        let standing = self.organs.get(organ)?;
        let ended = matches!(
            standing.state,
            LifeState::Dissolved
                | LifeState::Fallen
                | LifeState::Succeeded
                | LifeState::Merged
                | LifeState::Split
        );
        ended.then_some((&standing.state_by, standing.state_at.as_ref()))
    }

    /// What a ruling makes void: what a challenge was about, if it is upheld; or an act ruled void directly.
    pub fn voids<'a>(&'a self, ruling: &'a Ruling) -> Option<&'a Id> {
        let (of, ends) = match self.challenges.get(&ruling.of) {
            Some(c) => (&c.of, matches!(ruling.outcome, RulingOutcome::Upheld | RulingOutcome::Void)),
            None => (&ruling.of, ruling.outcome == RulingOutcome::Void),
        };
        if !ends {
            return None;
        }
        // The declaration of a result stands and falls with its division.
        Some(self.division_declared_by(of).unwrap_or(of))
    }

    /// Motions that stand as a division left them, and would not without it.
    pub fn settled_by<'a>(&'a self, division: &'a Id) -> impl Iterator<Item = &'a Id> {
        use MotionState::{Adopted, Confirmed, Executed, Passed, Rejected, Unexecuted};
        let held = self.divisions.get(division).filter(|d| !d.division.consultative);
        held.into_iter().flat_map(|d| d.division.on.iter().map(move |on| (d, on))).filter_map(|(d, on)| {
            let state = self.motions.get(on)?.state?;
            let settled = match d.division.outcome? {
                Outcome::Carried => matches!(state, Adopted | Confirmed | Executed | Passed | Unexecuted),
                Outcome::Lost => state == Rejected,
                Outcome::Tied | Outcome::NoDecision | Outcome::Withdrawn => false,
            };
            settled.then_some(on)
        })
    }

    /// Whether an act was entered and has no effect: a rule found so, or a ruling said so.
    pub fn is_void(&self, act: &Id) -> bool {
        self.acts.get(act).is_some_and(|a| a.void)
    }

    /// How many of those present count for the quorum: as counted, or in a living organisation those who fill a seat. Who belongs to a unit the record
    /// does not know, so there everybody counts.
    pub fn quorate_in(&self, sitting: &Id) -> Option<u64> {
        let held = self.sittings.get(sitting)?;
        let organ = self.organs.get(&held.sitting.organ)?;
        let living = self.charter.organisation.mode == Mode::Enforcing && !held.registered.is_empty();
        if !living || held.present_count.is_some() || organ.mandates.is_empty() {
            return self.present_in(sitting);
        }
        let seated = |who: &&Id| self.mandates_in(who, &held.sitting.organ).any(|(_, m)| m.fills);
        Some(held.present.iter().filter(seated).count() as u64)
    }

    /// How many are present in a sitting: as counted, or, in a living organisation, which enters everyone who comes and goes, as many as
    /// are known to be there. History names some and not others, so there only a count tells.
    pub fn present_in(&self, sitting: &Id) -> Option<u64> {
        let sitting = self.sittings.get(sitting)?;
        let lists_all = self.charter.organisation.mode == Mode::Enforcing && !sitting.registered.is_empty();
        sitting.present_count.or_else(|| lists_all.then_some(sitting.present.len() as u64))
    }
}
