//! Every bound on what comes in, by name. A decoder checks its bound before it allocates or descends.

/// The most bytes one entry may have in canonical form: 65,535.
///
/// An entry bundle of C2SP tlog-tiles writes the length of an entry in two bytes, so that a longer entry could not
/// be served by the standard. Long texts lie beside the record and an entry refers to them by hash.
pub const MAX_ENTRY_BYTES: usize = 65_535;

/// The most signatures beside one entry: an act has one author and perhaps a few who sign with them.
pub const MAX_SIGNATURES: usize = 16;

/// How many arrays and objects may lie in one another. A scalar alone has depth 0, `[]` has depth 1.
pub const MAX_DEPTH: usize = 32;

/// The greatest absolute value of an integer: 2^53 - 1, the last that every JSON reader keeps exactly (RFC 8785, 3.2.2.3).
pub const MAX_INTEGER: i64 = 9_007_199_254_740_991;

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
pub const FIGURE_MAX: u64 = MAX_INTEGER.unsigned_abs();
