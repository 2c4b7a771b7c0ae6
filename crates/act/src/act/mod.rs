//! The acts: everything that an organisation can do, said once, as data.
//!
//! An act that makes something (a person, an organ, a mandate, a motion, an order …) gives it its own identifier: the thing is the act that
//! made it, and "by what right?" is asked of both in the same words.

mod authority;
mod keys;
mod mandates;
mod organisation;
mod record;
mod refers;
mod sittings;
mod texts;
mod votes;
mod words;

pub use authority::*;
pub use keys::*;
pub use mandates::*;
pub use organisation::*;
pub use record::*;
use serde::{Deserialize, Serialize};
pub use sittings::*;
pub use texts::*;
pub use votes::*;
pub use words::*;

/// One act, with what it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    // The organisation
    /// The record begins, with the charter in force from then on.
    Founding(Founding),
    /// A person, known in the record by an identifier.
    Person(Person),
    /// A source: minutes, a memoir, a newspaper, a witness.
    Source(Source),
    /// An organ or a unit comes into being.
    Organ(Box<Organ>),
    /// An organ begins, sleeps, is suspended, dissolved, split, merged or succeeded.
    Status(Status),
    /// A faction or a party comes into being.
    Faction(Faction),
    /// A person joins, leads or leaves a faction, or a faction joins another.
    Affiliation(Affiliation),
    /// How many members a unit has.
    Membership(Membership),
    /// The charter is changed.
    AmendCharter(AmendCharter),
    // Mandates
    /// An election or a slate: who stood, with what votes, for which seats.
    Election(Election),
    /// A seat is given to a person.
    Mandate(Box<Mandate>),
    /// A mandate is verified, lapses, is resigned, changes its class …
    MandateChange(MandateChange),
    /// A mandate, a vote, a sitting or a decision is challenged.
    Challenge(Challenge),
    /// A challenge or a question is ruled upon.
    Ruling(Ruling),
    /// A unit takes its mandate back.
    Recall(Recall),
    /// Electors instruct those who sit for them.
    Instruction(Instruction),
    /// How many of each kind an organ or a sitting holds.
    Composition(Composition),
    /// A person is given an office, a commission or a warrant.
    Appointment(Box<Appointment>),
    /// An appointment is accepted or refused by those it is addressed to.
    Acceptance(Acceptance),
    /// An office or a warrant is taken away.
    Dismissal(Dismissal),
    /// Who takes the place of an organ or an officer, in order.
    Succession(Succession),
    // Sittings
    /// A sitting is called.
    Convening(Convening),
    /// A sitting is put off.
    Postponement(Postponement),
    /// A sitting opens.
    Sitting(Sitting),
    /// A sitting pauses, goes on or closes.
    SittingChange(SittingChange),
    /// An agenda, or a new version of it.
    Agenda(Agenda),
    /// An item of the agenda is opened, suspended, resumed, closed …
    Item(Item),
    /// Someone asks for the floor, has it, is refused it, speaks.
    Speech(Box<Speech>),
    /// Persons or factions come, are absent, leave, walk out.
    Presence(Presence),
    /// Who may know of a sitting or an act, from now on.
    Disclosure(Disclosure),
    /// A minority has its dissent entered.
    Dissent(Dissent),
    // Motions and votes
    /// A motion or an amendment is moved.
    Motion(Box<Motion>),
    /// A motion is supported, withdrawn, tabled, lapses, is carried out …
    MotionChange(MotionChange),
    /// A version of a text: a draft, before the members, as amended, adopted, printed; or a gloss beside it.
    Text(Box<Text>),
    /// A vote is taken: opened live, or told with its figures.
    Division(Box<Division>),
    /// One vote in an open division.
    Ballot(Ballot),
    /// A teller counts the hands in an open division.
    Count(Count),
    /// The result of a division is declared.
    Declaration(Declaration),
    /// Provisional acts are ratified or voided.
    Ratification(Ratification),
    /// A lot is drawn.
    Lot(Lot),
    // Authority
    /// An order or a decree.
    Order(Box<Order>),
    /// An order is countersigned, or the countersignature is refused.
    Countersignature(Countersignature),
    /// Earlier acts end: annulled, repealed, superseded.
    Repeal(Repeal),
    /// A unit says, or shows, whose call it obeys.
    Recognition(Recognition),
    /// What a unit did with an order or a call.
    Compliance(Compliance),
    /// A message is sent.
    Dispatch(Dispatch),
    /// A message is relayed, received, read, lost, verified.
    DispatchChange(DispatchChange),
    /// An ultimatum, an offer, a promise, an obligation.
    Undertaking(Undertaking),
    /// Somebody is charged with something.
    Task(Task),
    /// What became of an undertaking, a task or a decision.
    Progress(Progress),
    /// A pass, a password or a safe-conduct is given.
    Pass(Pass),
    /// A pass is revoked, replaced, expires, is used or refused.
    PassChange(PassChange),
    /// Authority passes from one organ to another: asserted, confirmed, recognised, contested.
    Transfer(Transfer),
    // Keys
    /// A person enrols a device key, perhaps in place of an older one.
    Key(DeviceKey),
    /// A device key is revoked or lost.
    KeyChange(KeyChange),
    // The record
    /// What became of the minutes of a sitting.
    Minutes(Minutes),
    /// Whoever keeps the minutes remarks upon a sitting or an act.
    Remark(Remark),
    /// An account of something, by one source.
    Claim(Claim),
    /// An entry is corrected; both stay.
    Correction(Correction),
    /// Figures reported to a register: who was asked, who answered, how it was coded.
    Report(Report),
    /// Something that happened and is none of the other acts.
    Event(Event),
}

/// The kinds of acts, in the order of [`Act`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The record begins, with the charter in force from then on.
    Founding,
    /// A person, known in the record by an identifier.
    Person,
    /// A source: minutes, a memoir, a newspaper, a witness.
    Source,
    /// An organ or a unit comes into being.
    Organ,
    /// An organ begins, sleeps, is suspended, dissolved, split, merged or succeeded.
    Status,
    /// A faction or a party comes into being.
    Faction,
    /// A person joins, leads or leaves a faction, or a faction joins another.
    Affiliation,
    /// How many members a unit has.
    Membership,
    /// The charter is changed.
    AmendCharter,
    /// An election or a slate: who stood, with what votes, for which seats.
    Election,
    /// A seat is given to a person.
    Mandate,
    /// A mandate is verified, lapses, is resigned, changes its class …
    MandateChange,
    /// A mandate, a vote, a sitting or a decision is challenged.
    Challenge,
    /// A challenge or a question is ruled upon.
    Ruling,
    /// A unit takes its mandate back.
    Recall,
    /// Electors instruct those who sit for them.
    Instruction,
    /// How many of each kind an organ or a sitting holds.
    Composition,
    /// A person is given an office, a commission or a warrant.
    Appointment,
    /// An appointment is accepted or refused by those it is addressed to.
    Acceptance,
    /// An office or a warrant is taken away.
    Dismissal,
    /// Who takes the place of an organ or an officer, in order.
    Succession,
    /// A sitting is called.
    Convening,
    /// A sitting is put off.
    Postponement,
    /// A sitting opens.
    Sitting,
    /// A sitting pauses, goes on or closes.
    SittingChange,
    /// An agenda, or a new version of it.
    Agenda,
    /// An item of the agenda is opened, suspended, resumed, closed …
    Item,
    /// Someone asks for the floor, has it, is refused it, speaks.
    Speech,
    /// Persons or factions come, are absent, leave, walk out.
    Presence,
    /// Who may know of a sitting or an act, from now on.
    Disclosure,
    /// A minority has its dissent entered.
    Dissent,
    /// A motion or an amendment is moved.
    Motion,
    /// A motion is supported, withdrawn, tabled, lapses, is carried out …
    MotionChange,
    /// A version of a text: a draft, before the members, as amended, adopted, printed; or a gloss beside it.
    Text,
    /// A vote is taken: opened live, or told with its figures.
    Division,
    /// One vote in an open division.
    Ballot,
    /// A teller counts the hands in an open division.
    Count,
    /// The result of a division is declared.
    Declaration,
    /// Provisional acts are ratified or voided.
    Ratification,
    /// A lot is drawn.
    Lot,
    /// An order or a decree.
    Order,
    /// An order is countersigned, or the countersignature is refused.
    Countersignature,
    /// Earlier acts end: annulled, repealed, superseded.
    Repeal,
    /// A unit says, or shows, whose call it obeys.
    Recognition,
    /// What a unit did with an order or a call.
    Compliance,
    /// A message is sent.
    Dispatch,
    /// A message is relayed, received, read, lost, verified.
    DispatchChange,
    /// An ultimatum, an offer, a promise, an obligation.
    Undertaking,
    /// Somebody is charged with something.
    Task,
    /// What became of an undertaking, a task or a decision.
    Progress,
    /// A pass, a password or a safe-conduct is given.
    Pass,
    /// A pass is revoked, replaced, expires, is used or refused.
    PassChange,
    /// Authority passes from one organ to another: asserted, confirmed, recognised, contested.
    Transfer,
    /// A person enrols a device key, perhaps in place of an older one.
    Key,
    /// A device key is revoked or lost.
    KeyChange,
    /// What became of the minutes of a sitting.
    Minutes,
    /// Whoever keeps the minutes remarks upon a sitting or an act.
    Remark,
    /// An account of something, by one source.
    Claim,
    /// An entry is corrected; both stay.
    Correction,
    /// Figures reported to a register: who was asked, who answered, how it was coded.
    Report,
    /// Something that happened and is none of the other acts.
    Event,
}

impl Kind {
    /// Every kind.
    pub const ALL: &'static [Kind] = &[
        Kind::Founding,
        Kind::Person,
        Kind::Source,
        Kind::Organ,
        Kind::Status,
        Kind::Faction,
        Kind::Affiliation,
        Kind::Membership,
        Kind::AmendCharter,
        Kind::Election,
        Kind::Mandate,
        Kind::MandateChange,
        Kind::Challenge,
        Kind::Ruling,
        Kind::Recall,
        Kind::Instruction,
        Kind::Composition,
        Kind::Appointment,
        Kind::Acceptance,
        Kind::Dismissal,
        Kind::Succession,
        Kind::Convening,
        Kind::Postponement,
        Kind::Sitting,
        Kind::SittingChange,
        Kind::Agenda,
        Kind::Item,
        Kind::Speech,
        Kind::Presence,
        Kind::Disclosure,
        Kind::Dissent,
        Kind::Motion,
        Kind::MotionChange,
        Kind::Text,
        Kind::Division,
        Kind::Ballot,
        Kind::Count,
        Kind::Declaration,
        Kind::Ratification,
        Kind::Lot,
        Kind::Order,
        Kind::Countersignature,
        Kind::Repeal,
        Kind::Recognition,
        Kind::Compliance,
        Kind::Dispatch,
        Kind::DispatchChange,
        Kind::Undertaking,
        Kind::Task,
        Kind::Progress,
        Kind::Pass,
        Kind::PassChange,
        Kind::Transfer,
        Kind::Key,
        Kind::KeyChange,
        Kind::Minutes,
        Kind::Remark,
        Kind::Claim,
        Kind::Correction,
        Kind::Report,
        Kind::Event,
    ];

    /// The word for the kind in a record.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Founding => "founding",
            Kind::Person => "person",
            Kind::Source => "source",
            Kind::Organ => "organ",
            Kind::Status => "status",
            Kind::Faction => "faction",
            Kind::Affiliation => "affiliation",
            Kind::Membership => "membership",
            Kind::AmendCharter => "amend-charter",
            Kind::Election => "election",
            Kind::Mandate => "mandate",
            Kind::MandateChange => "mandate-change",
            Kind::Challenge => "challenge",
            Kind::Ruling => "ruling",
            Kind::Recall => "recall",
            Kind::Instruction => "instruction",
            Kind::Composition => "composition",
            Kind::Appointment => "appointment",
            Kind::Acceptance => "acceptance",
            Kind::Dismissal => "dismissal",
            Kind::Succession => "succession",
            Kind::Convening => "convening",
            Kind::Postponement => "postponement",
            Kind::Sitting => "sitting",
            Kind::SittingChange => "sitting-change",
            Kind::Agenda => "agenda",
            Kind::Item => "item",
            Kind::Speech => "speech",
            Kind::Presence => "presence",
            Kind::Disclosure => "disclosure",
            Kind::Dissent => "dissent",
            Kind::Motion => "motion",
            Kind::MotionChange => "motion-change",
            Kind::Text => "text",
            Kind::Division => "division",
            Kind::Ballot => "ballot",
            Kind::Count => "count",
            Kind::Declaration => "declaration",
            Kind::Ratification => "ratification",
            Kind::Lot => "lot",
            Kind::Order => "order",
            Kind::Countersignature => "countersignature",
            Kind::Repeal => "repeal",
            Kind::Recognition => "recognition",
            Kind::Compliance => "compliance",
            Kind::Dispatch => "dispatch",
            Kind::DispatchChange => "dispatch-change",
            Kind::Undertaking => "undertaking",
            Kind::Task => "task",
            Kind::Progress => "progress",
            Kind::Pass => "pass",
            Kind::PassChange => "pass-change",
            Kind::Transfer => "transfer",
            Kind::Key => "key",
            Kind::KeyChange => "key-change",
            Kind::Minutes => "minutes",
            Kind::Remark => "remark",
            Kind::Claim => "claim",
            Kind::Correction => "correction",
            Kind::Report => "report",
            Kind::Event => "event",
        }
    }

    /// The row of the seed's systems (A1 to E8) that acts of this kind belong to.
    pub fn system(self) -> &'static str {
        match self {
            Kind::Founding => "A1",
            Kind::Person => "A7",
            Kind::Source => "E3",
            Kind::Organ => "A1",
            Kind::Status => "A1",
            Kind::Faction => "A8",
            Kind::Affiliation => "A8",
            Kind::Membership => "A2",
            Kind::AmendCharter => "A1",
            Kind::Election => "C5",
            Kind::Mandate => "A4",
            Kind::MandateChange => "A4",
            Kind::Challenge => "A5",
            Kind::Ruling => "A5",
            Kind::Recall => "A6",
            Kind::Instruction => "A9",
            Kind::Composition => "A2",
            Kind::Appointment => "D5",
            Kind::Acceptance => "D5",
            Kind::Dismissal => "D5",
            Kind::Succession => "D13",
            Kind::Convening => "B1",
            Kind::Postponement => "B1",
            Kind::Sitting => "B2",
            Kind::SittingChange => "B2",
            Kind::Agenda => "B3",
            Kind::Item => "B3",
            Kind::Speech => "B4",
            Kind::Presence => "B5",
            Kind::Disclosure => "B6",
            Kind::Dissent => "B7",
            Kind::Motion => "C1",
            Kind::MotionChange => "C1",
            Kind::Text => "C2",
            Kind::Division => "C3",
            Kind::Ballot => "C3",
            Kind::Count => "C3",
            Kind::Declaration => "C3",
            Kind::Ratification => "C7",
            Kind::Lot => "C4",
            Kind::Order => "D1",
            Kind::Countersignature => "D2",
            Kind::Repeal => "E6",
            Kind::Recognition => "D4",
            Kind::Compliance => "D10",
            Kind::Dispatch => "D6",
            Kind::DispatchChange => "D6",
            Kind::Undertaking => "D7",
            Kind::Task => "D8",
            Kind::Progress => "D7",
            Kind::Pass => "D11",
            Kind::PassChange => "D11",
            Kind::Transfer => "D12",
            Kind::Key => "E2",
            Kind::KeyChange => "E2",
            Kind::Minutes => "E1",
            Kind::Remark => "E1",
            Kind::Claim => "E3",
            Kind::Correction => "E3",
            Kind::Report => "E7",
            Kind::Event => "E5",
        }
    }
}

impl Act {
    /// The kind of the act.
    pub fn kind(&self) -> Kind {
        match self {
            Act::Founding(_) => Kind::Founding,
            Act::Person(_) => Kind::Person,
            Act::Source(_) => Kind::Source,
            Act::Organ(_) => Kind::Organ,
            Act::Status(_) => Kind::Status,
            Act::Faction(_) => Kind::Faction,
            Act::Affiliation(_) => Kind::Affiliation,
            Act::Membership(_) => Kind::Membership,
            Act::AmendCharter(_) => Kind::AmendCharter,
            Act::Election(_) => Kind::Election,
            Act::Mandate(_) => Kind::Mandate,
            Act::MandateChange(_) => Kind::MandateChange,
            Act::Challenge(_) => Kind::Challenge,
            Act::Ruling(_) => Kind::Ruling,
            Act::Recall(_) => Kind::Recall,
            Act::Instruction(_) => Kind::Instruction,
            Act::Composition(_) => Kind::Composition,
            Act::Appointment(_) => Kind::Appointment,
            Act::Acceptance(_) => Kind::Acceptance,
            Act::Dismissal(_) => Kind::Dismissal,
            Act::Succession(_) => Kind::Succession,
            Act::Convening(_) => Kind::Convening,
            Act::Postponement(_) => Kind::Postponement,
            Act::Sitting(_) => Kind::Sitting,
            Act::SittingChange(_) => Kind::SittingChange,
            Act::Agenda(_) => Kind::Agenda,
            Act::Item(_) => Kind::Item,
            Act::Speech(_) => Kind::Speech,
            Act::Presence(_) => Kind::Presence,
            Act::Disclosure(_) => Kind::Disclosure,
            Act::Dissent(_) => Kind::Dissent,
            Act::Motion(_) => Kind::Motion,
            Act::MotionChange(_) => Kind::MotionChange,
            Act::Text(_) => Kind::Text,
            Act::Division(_) => Kind::Division,
            Act::Ballot(_) => Kind::Ballot,
            Act::Count(_) => Kind::Count,
            Act::Declaration(_) => Kind::Declaration,
            Act::Ratification(_) => Kind::Ratification,
            Act::Lot(_) => Kind::Lot,
            Act::Order(_) => Kind::Order,
            Act::Countersignature(_) => Kind::Countersignature,
            Act::Repeal(_) => Kind::Repeal,
            Act::Recognition(_) => Kind::Recognition,
            Act::Compliance(_) => Kind::Compliance,
            Act::Dispatch(_) => Kind::Dispatch,
            Act::DispatchChange(_) => Kind::DispatchChange,
            Act::Undertaking(_) => Kind::Undertaking,
            Act::Task(_) => Kind::Task,
            Act::Progress(_) => Kind::Progress,
            Act::Pass(_) => Kind::Pass,
            Act::PassChange(_) => Kind::PassChange,
            Act::Transfer(_) => Kind::Transfer,
            Act::Key(_) => Kind::Key,
            Act::KeyChange(_) => Kind::KeyChange,
            Act::Minutes(_) => Kind::Minutes,
            Act::Remark(_) => Kind::Remark,
            Act::Claim(_) => Kind::Claim,
            Act::Correction(_) => Kind::Correction,
            Act::Report(_) => Kind::Report,
            Act::Event(_) => Kind::Event,
        }
    }
}

fn is_false(flag: &bool) -> bool {
    !flag
}
