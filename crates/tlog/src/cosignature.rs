//! Cosignatures of witnesses (C2SP tlog-cosignature, Ed25519).

/// What a witness signs: that at `time` (seconds since 1970) the note was the longest it had seen of the log.
pub fn cosigned_message(time: u64, note_text: &str) -> String {
    format!("cosignature/v1\ntime {time}\n{note_text}")
}
