//! The kernel: an organisation's standing, and the rules by which its acts are in order.
//!
//! [`examine()`] says what the rules find in an act, [`apply()`] what it changes, [`enter()`] does both as the charter wants it, and
//! [`why`](mod@why) follows an act back to the units by whose votes it stands. Pure: no input or output, clock, randomness, floating point
//! or locale; the same entries give the same standing and the same findings everywhere.

pub mod amend;
pub mod apply;
pub mod articles;
pub mod charter;
mod curia;
pub mod delegations;
pub mod examine;
pub mod finding;
pub mod floor;
pub mod hall;
pub mod may;
pub mod messages;
pub mod minutes;
mod names;
pub mod organ;
pub mod public_name;
pub mod quorum;
pub mod recognition;
pub mod rules;
mod ruling;
pub mod seats;
pub mod sight;
pub mod standing;
pub mod support;
pub mod systems;
pub mod texts;
pub mod turn;
pub mod verdict;
pub mod why;
pub mod words;

pub use apply::apply;
pub use charter::{Charter, CharterError, Mode};
pub use examine::{Refusal, Signers, enter, enter_signed, examine, review};
pub use finding::{Fact, Finding, Severity};
pub use public_name::{PublicName, public_name};
pub use standing::Standing;
