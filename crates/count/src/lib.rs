//! Majorities, apportionment and ranked or approval methods, each with its audit sheet.
//!
//! Pure: no input or output, clock, randomness, floating point or locale. Integers and fractions only; a tie is never
//! broken in secret: lots come in as input and the audit sheet shows them.

pub mod apportion;
pub mod audit;
pub mod borda;
pub mod committee;
pub mod election;
pub mod error;
pub mod formats;
pub mod fraction;
pub mod irv;
pub mod majority;
pub mod majority_judgment;
pub mod marks;
pub mod methods;
pub mod outcome;
pub mod pairs;
pub mod ranked_pairs;
pub mod schulze;
mod scores;
pub mod sections;
pub mod slate;
pub mod stv;
pub mod words;

pub use election::Election;
pub use error::Error;
pub use fraction::Fraction;
