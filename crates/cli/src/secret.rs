//! Secret keys, which lie in files that only their owner may read.

use crate::output::Failure;
use std::io::Write;
use std::path::Path;

/// The secret bytes of a new key.
pub fn random() -> Result<[u8; 32], Failure> {
    let mut secret = [0; 32];
    getrandom::fill(&mut secret).map_err(|error| Failure::plain(error.to_string()))?;
    Ok(secret)
}

/// Writes a new file of one line that only its owner may read.
pub fn write(path: &Path, secret: &str) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    writeln!(file, "{secret}")?;
    file.sync_all()
}
