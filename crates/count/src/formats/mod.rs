//! Files of ballots: BLT, PrefLib, CSV and our JSON, read and written.

pub mod blt;
pub mod csv;
pub mod json;
pub mod lists;
pub mod preflib;

use crate::{Election, Error};

/// Largest file that is read: 2 GiB.
pub const MAX_BYTES: u64 = 2 << 30;

/// A format of ballots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// BLT (Hill, Wichmann, Woodall 1987), with the usual extensions.
    Blt,
    /// PrefLib: .soi, .soc, .toi, .toc.
    Preflib,
    /// A table of ballots.
    Csv,
    /// Our own.
    Json,
}

impl Format {
    /// The format of a file by its ending, or by its first bytes where the ending says nothing.
    pub fn guess(name: &str, bytes: &[u8]) -> Self {
        let ending = name.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
        match ending.as_str() {
            "blt" => return Self::Blt,
            "soi" | "soc" | "toi" | "toc" => return Self::Preflib,
            "csv" | "tsv" => return Self::Csv,
            "json" => return Self::Json,
            _ => {}
        }
        let head = bytes.iter().copied().find(|b| !b.is_ascii_whitespace());
        let first_line = bytes.split(|&b| b == b'\n').next().unwrap_or(&[]);
        match head {
            Some(b'{') => Self::Json,
            Some(b'#') => Self::Preflib,
            _ if first_line.contains(&b',') => Self::Csv,
            _ => Self::Blt,
        }
    }

    /// Reads an election in this format.
    pub fn read(self, bytes: &[u8]) -> Result<Election, Error> {
        match self {
            Self::Blt => blt::read(bytes),
            Self::Preflib => preflib::read(bytes),
            Self::Csv => csv::read(bytes),
            Self::Json => json::read(bytes),
        }
    }

    /// Writes an election in this format.
    pub fn write(self, election: &Election) -> String {
        match self {
            Self::Blt => blt::write(election),
            Self::Preflib => preflib::write(election),
            Self::Csv => csv::write(election),
            Self::Json => json::write(election),
        }
    }
}

/// Text of a file: UTF-8, or Latin-1 where it is not (older files), without a byte-order mark.
pub(crate) fn text(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => bytes.iter().map(|&b| char::from(b)).collect::<String>().into(),
    }
}

#[cfg(test)]
mod tests;
