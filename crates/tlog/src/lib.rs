//! A transparency log: RFC 6962 hashing, C2SP tiles, checkpoints, signed notes and cosignatures.
