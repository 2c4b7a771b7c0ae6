//! Texts, amendments and their merging.
//!
//! A [`Version`] is an immutable tree of blocks addressed by its hash. An [`Amendment`] is a set of changes anchored on
//! words and blocks of one version. [`apply()`] carries one out, [`diff()`] finds the one between two versions, [`merge()`]
//! carries many out at once and makes a conflict of those that touch the same words, [`rebase()`] takes one over to a changed
//! text. [`lines::lines`] numbers the lines for print and speech, [`html::html`] and [`Version::markdown`] write a version out,
//! [`clause::adopt`] follows votes on parts. `spec/text.md` states all of it as rules.
//!
//! Pure: no input or output, clock, randomness, floating point or locale.

mod align;
pub mod amendment;
pub mod apply;
pub mod block;
pub mod clause;
pub mod diff;
pub mod draft;
pub mod error;
pub mod html;
pub mod leaf;
pub mod lines;
pub mod merge;
pub mod normal;
mod parse;
pub mod similar;
pub mod version;
pub mod view;
mod write;

pub use amendment::{Amendment, Change, Place, Point, Role, Span, Wording};
pub use apply::apply;
pub use block::{Block, Kind};
pub use diff::diff;
pub use error::Error;
pub use leaf::Leaf;
pub use merge::{Disposition, Fate, Merge, Undecided, amend_amendment, merge, rebase, rebase_onto};
pub use version::{Version, VersionId};
