//! The words that say how something stands: states, forms and methods.

use serde::{Deserialize, Serialize};

/// How a seat is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Seat {
    /// Elected.
    Elected,
    /// Held by virtue of an office.
    ExOfficio,
    /// Sent by another body.
    Delegated,
    /// Chosen by the body itself.
    CoOpted,
    /// Reserved.
    Reserved,
    /// Substitute.
    Substitute,
    /// Appointed.
    Appointed,
}

/// What the holder of a mandate may do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Voting.
    #[default]
    Voting,
    /// Consultative.
    Consultative,
    /// Guest.
    Guest,
}

/// The life of a mandate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MandateState {
    /// Verified.
    Verified,
    /// Provisional.
    Provisional,
    /// Voting.
    Voting,
    /// Consultative.
    Consultative,
    /// Suspended.
    Suspended,
    /// Lapsed.
    Lapsed,
    /// Resigned.
    Resigned,
    /// Declined.
    Declined,
    /// Voided.
    Voided,
    /// Restored.
    Restored,
}

/// The life of an organ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LifeState {
    /// Active.
    Active,
    /// Dormant.
    Dormant,
    /// Suspended.
    Suspended,
    /// Dissolved.
    Dissolved,
    /// Split.
    Split,
    /// Merged.
    Merged,
    /// Succeeded.
    Succeeded,
    /// Fallen.
    Fallen,
    /// Revived.
    Revived,
}

/// What a ruling says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RulingOutcome {
    /// Upheld.
    Upheld,
    /// Dismissed.
    Dismissed,
    /// Void.
    Void,
    /// Reserved.
    Reserved,
}

/// Who may be present and know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Publicity {
    /// Public.
    Public,
    /// Members.
    Members,
    /// Closed.
    Closed,
    /// Secret.
    Secret,
}

/// The life of a sitting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SittingState {
    /// Recess.
    Recess,
    /// Resumed.
    Resumed,
    /// Adjourned.
    Adjourned,
    /// Closed.
    Closed,
    /// Dispersed.
    Dispersed,
}

/// The life of an item of the agenda.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemState {
    /// Opened.
    Opened,
    /// Interrupted.
    Interrupted,
    /// Suspended.
    Suspended,
    /// Resumed.
    Resumed,
    /// Closed.
    Closed,
    /// Dropped.
    Dropped,
    /// Added.
    Added,
}

/// The form of a speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SpeechForm {
    /// Debate.
    Debate,
    /// Report.
    Report,
    /// Greeting.
    Greeting,
    /// Protest.
    Protest,
    /// Declaration.
    Declaration,
    /// Ultimatum.
    Ultimatum,
    /// Interpellation.
    Interpellation,
    /// Question.
    Question,
    /// Reply.
    Reply,
    /// Point of order.
    PointOfOrder,
    /// Opening.
    Opening,
    /// Closing.
    Closing,
    /// A question put to whoever speaks, in the middle of the speech.
    InterposedQuestion,
    /// A short intervention with a time of its own.
    Intervention,
}

/// What becomes of a wish to speak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Floor {
    /// Asked.
    Asked,
    /// Granted.
    Granted,
    /// Refused.
    Refused,
    /// Spoke.
    #[default]
    Spoke,
    /// Cut off.
    CutOff,
    /// Withdrawn.
    Withdrawn,
    /// Limited.
    Limited,
    /// Debate closed.
    DebateClosed,
    /// The speech begins.
    Began,
    /// It is paused.
    Paused,
    /// It goes on.
    Resumed,
    /// It ends.
    Ended,
    /// Put back on the list, before the others.
    PutBack,
    /// Minutes are added to the time of every faction for the item.
    TimeAdded,
    /// The list of speakers is opened.
    ListOpened,
    /// The list of speakers is closed.
    ListClosed,
}

/// On which side a speech is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SpeechStance {
    /// For.
    Pro,
    /// Against.
    Contra,
    /// Neither.
    Contribution,
}

impl SpeechStance {
    /// The other side, where there is one.
    pub fn opposite(self) -> Option<Self> {
        match self {
            SpeechStance::Pro => Some(SpeechStance::Contra),
            SpeechStance::Contra => Some(SpeechStance::Pro),
            SpeechStance::Contribution => None,
        }
    }
}

/// Coming and going.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PresenceState {
    /// Present.
    Present,
    /// Absent.
    Absent,
    /// Arrived.
    Arrived,
    /// Left.
    Left,
    /// Walk out.
    WalkOut,
    /// Returned.
    Returned,
    /// Observer.
    Observer,
    /// Excluded.
    Excluded,
}

/// The life of a motion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MotionState {
    /// Supported.
    Supported,
    /// Whoever supported it does so no more.
    SupportWithdrawn,
    /// Amended.
    Amended,
    /// Taken over.
    TakenOver,
    /// Substituted.
    Substituted,
    /// Tabled.
    Tabled,
    /// Deferred.
    Deferred,
    /// Withdrawn.
    Withdrawn,
    /// Lapsed.
    Lapsed,
    /// Put.
    Put,
    /// Adopted.
    Adopted,
    /// Rejected.
    Rejected,
    /// Passed.
    Passed,
    /// Challenged.
    Challenged,
    /// Confirmed.
    Confirmed,
    /// Rescinded.
    Rescinded,
    /// Executed.
    Executed,
    /// Unexecuted.
    Unexecuted,
}

/// How a vote is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VoteMethod {
    /// Hands.
    Hands,
    /// Cards.
    Cards,
    /// Roll call.
    RollCall,
    /// Roll of units.
    RollOfUnits,
    /// Curia.
    Curia,
    /// Secret.
    Secret,
    /// Electronic.
    Electronic,
    /// Telegraph.
    Telegraph,
    /// Acclamation.
    Acclamation,
    /// Standing.
    Standing,
    /// Written.
    Written,
    /// Unstated.
    #[default]
    Unstated,
}

/// What the figures of a division count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Counts {
    /// Heads.
    #[default]
    Heads,
    /// Weights.
    Weights,
    /// Units.
    Units,
}

/// One voter's choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Choice {
    /// For.
    For,
    /// Against.
    Against,
    /// Abstain.
    Abstain,
    /// Blank.
    Blank,
}

/// The result of a division.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Carried.
    Carried,
    /// Lost.
    Lost,
    /// Tied.
    Tied,
    /// No decision.
    NoDecision,
    /// Withdrawn.
    Withdrawn,
}

/// How an act ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RepealHow {
    /// Annulled.
    Annulled,
    /// Repealed.
    Repealed,
    /// Superseded.
    Superseded,
    /// Lapsed.
    Lapsed,
    /// Withdrawn.
    Withdrawn,
}

/// How a unit stands to an authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// Recognises.
    Recognises,
    /// Refuses.
    Refuses,
    /// Neutral.
    Neutral,
    /// Conditional.
    Conditional,
    /// Partial.
    Partial,
    /// Undecided.
    Undecided,
    /// Divided.
    Divided,
}

/// In whose mouth a recognition lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Whose {
    /// Whole.
    Whole,
    /// Committee.
    Committee,
    /// Rank and file.
    RankAndFile,
    /// Officers.
    Officers,
}

/// What was done with an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Conduct {
    /// Obeyed.
    Obeyed,
    /// Refused.
    Refused,
    /// Partial.
    Partial,
    /// Ignored.
    Ignored,
    /// Delayed.
    Delayed,
    /// Impossible.
    Impossible,
}

/// The means of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// Telephonogram.
    Telephonogram,
    /// Telephone.
    Telephone,
    /// Telegram.
    Telegram,
    /// Radio.
    Radio,
    /// Courier.
    Courier,
    /// Letter.
    Letter,
    /// Note.
    Note,
    /// Poster.
    Poster,
    /// Newspaper.
    Newspaper,
    /// Oral.
    Oral,
    /// Wire.
    Wire,
    /// Electronic.
    Electronic,
}

/// The life of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DispatchState {
    /// Relayed.
    Relayed,
    /// Received.
    Received,
    /// Read.
    Read,
    /// Lost.
    Lost,
    /// Verified.
    Verified,
    /// Unverified.
    Unverified,
    /// Intercepted.
    Intercepted,
    /// Answered.
    Answered,
    /// Delayed.
    Delayed,
}

/// What is undertaken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UndertakingForm {
    /// Ultimatum.
    Ultimatum,
    /// Offer.
    Offer,
    /// Promise.
    Promise,
    /// Obligation.
    Obligation,
    /// Demand.
    Demand,
    /// Threat.
    Threat,
}

/// What became of what was undertaken or decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProgressState {
    /// Accepted.
    Accepted,
    /// Refused.
    Refused,
    /// Extended.
    Extended,
    /// Lapsed.
    Lapsed,
    /// Fulfilled.
    Fulfilled,
    /// Partial.
    Partial,
    /// Reported.
    Reported,
    /// Forgotten.
    Forgotten,
    /// Unexecuted.
    Unexecuted,
    /// Withdrawn.
    Withdrawn,
    /// Delayed.
    Delayed,
    /// Begun.
    Begun,
}

/// What kind of pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PassForm {
    /// Pass.
    Pass,
    /// Password.
    Password,
    /// Safe conduct.
    SafeConduct,
    /// Card.
    Card,
}

/// The life of a pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PassState {
    /// Revoked.
    Revoked,
    /// Expired.
    Expired,
    /// Rotated.
    Rotated,
    /// Used.
    Used,
    /// Refused.
    Refused,
    /// Forged.
    Forged,
}

/// What becomes of a device key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyState {
    /// Revoked: it is no longer wanted.
    Revoked,
    /// Lost: somebody else may have it.
    Lost,
}

/// How far authority has passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TransferPhase {
    /// Asserted.
    Asserted,
    /// Confirmed.
    Confirmed,
    /// Recognised.
    Recognised,
    /// Contested.
    Contested,
}

/// The fate of minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MinutesState {
    /// Kept.
    Kept,
    /// Signed.
    Signed,
    /// Adopted.
    Adopted,
    /// Published.
    Published,
    /// Partial.
    Partial,
    /// Lost.
    Lost,
    /// Never kept.
    NeverKept,
    /// Altered.
    Altered,
}

/// How a claim stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimStanding {
    /// Asserted.
    #[default]
    Asserted,
    /// Rumour.
    Rumour,
    /// Confirmed.
    Confirmed,
    /// Denied.
    Denied,
    /// Doubted.
    Doubted,
    /// Refuted.
    Refuted,
    /// Inferred.
    Inferred,
}
