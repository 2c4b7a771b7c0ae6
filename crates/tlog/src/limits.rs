//! The bounds on what is decoded, by name.

/// The most bytes of a signed note: room for a checkpoint and more than the 16 signatures that a reader must accept,
/// each up to 5 kB (signed-note, "Format").
pub const MAX_NOTE_BYTES: usize = 131_072;

/// The most signature lines of a note.
pub const MAX_NOTE_SIGNATURES: usize = 64;

/// The most bytes of a key name or an origin.
pub const MAX_NAME_BYTES: usize = 255;

/// The most lines of a consistency proof: a tree has at most 2^63 leaves (tlog-witness, "add-checkpoint").
pub const MAX_PROOF_LINES: usize = 63;

/// The most leaves of a tree, 2^53 - 1, so that every size and place is an integer of canonical JSON.
pub const MAX_TREE_SIZE: u64 = 9_007_199_254_740_991;

/// How many hashes a full tile has (tlog-tiles, "Merkle Tree").
pub const TILE_WIDTH: u16 = 256;

/// The greatest tile level (tlog-tiles, "Merkle Tree").
pub const MAX_TILE_LEVEL: u8 = 63;

/// The most bytes of the body of a request to a witness: proof lines and a note.
pub const MAX_WITNESS_REQUEST_BYTES: usize = MAX_NOTE_BYTES + 4096;

/// The most bytes of a member of an archive: 256 entries of 65,535 bytes, a newline after each.
pub const MAX_MEMBER_BYTES: usize = 16_777_216;

/// The most lines of a member of an archive: 256 entries with 64 signatures each.
pub const MAX_BUNDLE_LINES: usize = 16_384;
