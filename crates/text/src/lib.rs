//! Immutable versions of a text, amendments on spans of words, merging and line numbers.

mod align;
pub mod amendment;
pub mod apply;
pub mod block;
pub mod diff;
pub mod error;
pub mod leaf;
pub mod merge;
pub mod normal;
mod parse;
pub mod version;
mod write;

pub use amendment::{Amendment, Change, Place, Point, Role, Span, Wording};
pub use apply::apply;
pub use block::{Block, Kind};
pub use diff::diff;
pub use error::Error;
pub use leaf::Leaf;
pub use merge::{Disposition, Fate, Merge, Undecided, amend_amendment, merge, rebase, rebase_onto};
pub use version::{Version, VersionId};
