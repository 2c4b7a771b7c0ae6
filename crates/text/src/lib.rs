//! Immutable versions of a text, amendments on spans of words, merging and line numbers.

pub mod amendment;
pub mod apply;
pub mod block;
pub mod error;
pub mod leaf;
pub mod normal;
mod parse;
pub mod version;
mod write;

pub use amendment::{Amendment, Change, Place, Point, Role, Span, Wording};
pub use apply::apply;
pub use block::{Block, Kind};
pub use error::Error;
pub use leaf::Leaf;
pub use version::{Version, VersionId};
