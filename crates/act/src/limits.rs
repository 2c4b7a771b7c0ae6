//! Limits on what is read, checked before anything is decoded.

/// Longest identifier, in bytes.
pub const ID_BYTES: usize = 64;
/// Longest file of a record or a charter written by hand, in bytes.
pub const HAND_FILE_BYTES: usize = 8 << 20;
/// Most acts in one file written by hand.
pub const HAND_FILE_ACTS: usize = 100_000;
/// Longest text in one field, in bytes.
pub const TEXT_BYTES: usize = 1 << 20;
/// Longest date, in bytes.
pub const DATE_BYTES: usize = 96;
/// Greatest count that a figure can hold: the greatest integer that every JSON reader keeps exactly.
pub const FIGURE_MAX: u64 = (1 << 53) - 1;
