//! The quorum of a sitting, as the charter has it.

use crate::charter::QuorumOf;
use crate::standing::Standing;
use shura_act::Id;

/// How many must be there for the organ to decide in this sitting; `None` where the charter asks for none or what it is a share of is not
/// known.
pub fn needed(standing: &Standing, organ: &Id, sitting: &Id) -> Option<u64> {
    let kind = standing.kind_of(organ)?;
    let quorum = kind.quorum.as_ref()?;
    let Some(fraction) = quorum.fraction else { return quorum.number };
    let of_organ = standing.organs.get(organ)?;
    let whole = match quorum.of {
        QuorumOf::Seats => of_organ.organ.seats.as_ref().and_then(shura_act::Figure::exact).or(kind.seats)?,
        QuorumOf::Filled => of_organ.filled,
        QuorumOf::Registered => standing.sittings.get(sitting)?.registered.len() as u64,
        QuorumOf::Members => of_organ.members.as_ref().and_then(shura_act::Figure::exact)?,
    };
    u64::try_from(fraction.least(whole, quorum.strict)).ok()
}
