//! A record as one stream: a tar file whose members come in a fixed order, so that it is written and checked without being
//! held in memory. `spec/archive-format.md` is the normative text. Entries are opaque here.

use crate::limits::{MAX_BUNDLE_LINES, MAX_MEMBER_BYTES};
use crate::{EntrySignature, Hash, NoteVerifier, Tile, Tree};
use std::io::{self, Read, Write};
use thiserror::Error;

/// The first member and its content: what this is, and the version of the format.
const FORMAT: (&str, &[u8]) = ("format", b"shura-archive 1\n");

const BLOCK: usize = 512;

/// Why an archive cannot be read on.
#[derive(Debug, Error)]
pub enum ArchiveError {
    /// The storage failed.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// The archive ends before its end mark.
    #[error("the archive ends at byte {at}, in the middle")]
    Ends {
        /// How many bytes there are.
        at: u64,
    },
    /// What lies here is not what the format says.
    #[error("{member}: {why}")]
    Malformed {
        /// Name of the member, or the one that was expected.
        member: String,
        /// What is wrong.
        why: String,
    },
}

fn malformed(member: &str, why: impl ToString) -> ArchiveError {
    ArchiveError::Malformed { member: member.to_owned(), why: why.to_string() }
}

/// Up to 256 entries with what belongs to them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bundle {
    /// Its number: it begins with the entry at 256 times this.
    pub index: u64,
    /// The leaf hashes as the log keeps them.
    pub tile: Vec<Hash>,
    /// The canonical bytes of the entries.
    pub entries: Vec<Vec<u8>>,
    /// Signatures with the places in the record of what they sign.
    pub signatures: Vec<(u64, EntrySignature)>,
}

/// A part of an archive, in the order in which parts come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The public keys that the archive names as those of its log. Whoever verifies trusts keys from elsewhere.
    Keys(Vec<NoteVerifier>),
    /// The checkpoint of the whole archive, a signed note.
    Head(Vec<u8>),
    /// An earlier checkpoint. It comes before the bundle that holds its last entry.
    Earlier(u64, Vec<u8>),
    /// The next entries.
    Bundle(Bundle),
    /// A tile above level 0.
    Tile(Tile, Vec<Hash>),
    /// A text that an entry of the next bundle names, under the hash by which it is named; whether it is its own is for the verifier to see.
    Text(Hash, Vec<u8>),
}

/// Writes an archive.
pub struct Writer<W: Write> {
    out: W,
    tree: Tree,
}

impl<W: Write> Writer<W> {
    /// Begins with keys and the checkpoint of the whole.
    ///
    /// # Errors
    /// What writing fails with.
    pub fn begin(out: W, keys: &[NoteVerifier], head: &str) -> io::Result<Self> {
        let mut writer = Self { out, tree: Tree::new() };
        let keys: String = keys.iter().map(|key| format!("{key}\n")).collect();
        writer.member(FORMAT.0, FORMAT.1)?;
        writer.member("keys", keys.as_bytes())?;
        writer.member("checkpoint", head.as_bytes())?;
        Ok(writer)
    }

    /// An earlier checkpoint, before the bundle that holds its last entry.
    ///
    /// # Errors
    /// What writing fails with.
    pub fn earlier(&mut self, size: u64, note: &str) -> io::Result<()> {
        self.member(&format!("checkpoints/{size}"), note.as_bytes())
    }

    /// The next bundle; all but the last have 256 entries.
    ///
    /// # Errors
    /// What writing fails with, and [`io::ErrorKind::InvalidInput`] for an entry with a newline.
    pub fn bundle(&mut self, bundle: &Bundle) -> io::Result<()> {
        let tile = tile_of(bundle.index, bundle.tile.len());
        let mut lines = Vec::new();
        for entry in &bundle.entries {
            if entry.contains(&b'\n') {
                return Err(io::Error::new(io::ErrorKind::InvalidInput, "an entry has a newline"));
            }
            lines.extend_from_slice(entry);
            lines.push(b'\n');
        }
        self.member(&tile.path(), &Tile::bytes(&bundle.tile))?;
        self.member(&in_folder("entries", bundle.index), &lines)?;
        if !bundle.signatures.is_empty() {
            let lines: String = bundle.signatures.iter().map(|(seq, by)| signature_line(*seq, by)).collect();
            self.member(&in_folder("signatures", bundle.index), lines.as_bytes())?;
        }
        for leaf in &bundle.tile {
            self.tree.push(*leaf).map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))?;
        }
        for (tile, hashes) in self.tree.take_filled() {
            if tile.level > 0 {
                self.member(&tile.path(), &Tile::bytes(&hashes))?;
            }
        }
        Ok(())
    }

    /// A text that an entry of the next bundle names by this hash.
    ///
    /// # Errors
    /// What writing fails with.
    pub fn text(&mut self, hash: &Hash, bytes: &[u8]) -> io::Result<()> {
        self.member(&format!("texts/{hash}"), bytes)
    }

    /// Ends the archive.
    ///
    /// # Errors
    /// What writing fails with.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.write_all(&[0; 2 * BLOCK])?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn member(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        if bytes.len() > MAX_MEMBER_BYTES {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "longer than a member of an archive may be",
            ));
        }
        self.out.write_all(&header(name, bytes.len())?)?;
        self.out.write_all(bytes)?;
        self.out.write_all(&[0; BLOCK][..padding(bytes.len())])
    }
}

fn tile_of(index: u64, width: usize) -> Tile {
    Tile { level: 0, index, width: u16::try_from(width).unwrap_or(u16::MAX) }
}

/// `entries/x001/234`, as full tiles are named.
fn in_folder(folder: &str, index: u64) -> String {
    let path = tile_of(index, 256).entries_path();
    format!("{folder}{}", path.trim_start_matches("tile/entries"))
}

fn signature_line(seq: u64, by: &EntrySignature) -> String {
    format!("{seq} {by}\n")
}

fn parse_signature(line: &str) -> Option<(u64, EntrySignature)> {
    let (seq, by) = line.split_once(' ')?;
    Some((crate::checkpoint::parse_size(seq).ok()?, EntrySignature::parse(by).ok()?))
}

fn padding(length: usize) -> usize {
    (BLOCK - length % BLOCK) % BLOCK
}

/// The header of a ustar member (POSIX.1-2024, pax, "ustar Interchange Format"): a file of user 0 from 1970, so that equal
/// records make equal archives.
fn header(name: &str, length: usize) -> io::Result<[u8; BLOCK]> {
    let mut block = [0; BLOCK];
    let mut put = |at: usize, text: &[u8]| {
        if let Some(field) = block.get_mut(at..at + text.len()) {
            field.copy_from_slice(text);
        }
    };
    if name.len() > 100 {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "a member's name is longer than 100 bytes"));
    }
    put(0, name.as_bytes());
    put(100, b"0000644\x000000000\x000000000\x00");
    put(124, format!("{length:011o}\x0000000000000\x00        0").as_bytes());
    put(257, b"ustar\x0000");
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    block[148..156].copy_from_slice(format!("{sum:06o}\x00 ").as_bytes());
    Ok(block)
}

/// Reads an archive part by part, holding one member at a time.
pub struct Reader<R: Read> {
    input: R,
    at: u64,
    /// A member read while looking for one that need not be there.
    ahead: Option<(String, Vec<u8>)>,
    bundles: u64,
    /// Whether the bundle read last was not full, after which none comes.
    last: bool,
    began: bool,
    headed: bool,
    ended: bool,
}

impl<R: Read> Reader<R> {
    /// Begins; nothing is read yet.
    pub fn new(input: R) -> Self {
        Self { input, at: 0, ahead: None, bundles: 0, last: false, began: false, headed: false, ended: false }
    }

    /// The next part; none at the end.
    ///
    /// # Errors
    /// [`ArchiveError`]; after it nothing more can be read.
    pub fn next_part(&mut self) -> Result<Option<Part>, ArchiveError> {
        if !self.began {
            self.began = true;
            let bytes = self.expect(FORMAT.0)?;
            if bytes != FORMAT.1 {
                return Err(malformed(FORMAT.0, "not an archive of this version"));
            }
            let keys = self.expect("keys")?;
            return parse_keys(&keys).map(|keys| Some(Part::Keys(keys)));
        }
        let Some((name, bytes)) = self.take()? else { return Ok(None) };
        if name == "checkpoint" {
            if std::mem::replace(&mut self.headed, true) {
                return Err(malformed(&name, "there is a second one; which of them is meant?"));
            }
            return Ok(Some(Part::Head(bytes)));
        }
        if let Some(size) = name.strip_prefix("checkpoints/") {
            let size = crate::checkpoint::parse_size(size).map_err(|error| malformed(&name, error))?;
            return Ok(Some(Part::Earlier(size, bytes)));
        }
        if let Some(hash) = name.strip_prefix("texts/") {
            let hash = Hash::from_hex(hash).map_err(|error| malformed(&name, error))?;
            return Ok(Some(Part::Text(hash, bytes)));
        }
        let tile =
            Tile::parse(&name).map_err(|_| malformed(&name, "no member of an archive has this name"))?;
        let hashes = tile.hashes(&bytes).map_err(|error| malformed(&name, error))?;
        if tile.level > 0 {
            return Ok(Some(Part::Tile(tile, hashes)));
        }
        if tile.index != self.bundles {
            return Err(malformed(&name, "the tiles are not in their order"));
        }
        if self.last {
            return Err(malformed(&name, "the bundle before it does not have 256 entries"));
        }
        self.last = tile.width < 256;
        self.bundle(hashes).map(|bundle| Some(Part::Bundle(bundle)))
    }

    /// The entries and signatures after a tile of level 0.
    fn bundle(&mut self, tile: Vec<Hash>) -> Result<Bundle, ArchiveError> {
        let index = self.bundles;
        self.bundles += 1;
        let name = in_folder("entries", index);
        let entries = lines(&name, &self.expect(&name)?)?.map(<[u8]>::to_vec).collect();
        let name = in_folder("signatures", index);
        let mut signatures = Vec::new();
        match self.take()? {
            Some((found, bytes)) if found == name => {
                for line in lines(&name, &bytes)? {
                    let line = std::str::from_utf8(line).ok().and_then(parse_signature);
                    signatures.push(
                        line.ok_or_else(|| malformed(&name, "a line is not place, key and signature"))?,
                    );
                }
            }
            other => self.ahead = other,
        }
        Ok(Bundle { index, tile, entries, signatures })
    }

    fn expect(&mut self, name: &str) -> Result<Vec<u8>, ArchiveError> {
        match self.take()? {
            Some((found, bytes)) if found == name => Ok(bytes),
            Some((found, _)) => Err(malformed(name, format!("missing; {found} lies in its place"))),
            None => Err(malformed(name, "missing")),
        }
    }

    fn take(&mut self) -> Result<Option<(String, Vec<u8>)>, ArchiveError> {
        if let Some(member) = self.ahead.take() {
            return Ok(Some(member));
        }
        if self.ended {
            return Ok(None);
        }
        let at = self.at;
        let mut block = [0; BLOCK];
        self.fill(&mut block)?;
        if block == [0; BLOCK] {
            self.fill(&mut block)?;
            self.ended = true;
            let mut rest = [0];
            if block != [0; BLOCK] || self.input.read(&mut rest)? > 0 {
                return Err(malformed("the end mark", "something follows it"));
            }
            return Ok(None);
        }
        let place = format!("the header at byte {at}");
        let name = block.split(|byte| *byte == 0).next().filter(|name| name.len() <= 100).unwrap_or_default();
        let name = std::str::from_utf8(name).ok().filter(|name| !name.is_empty());
        let length =
            std::str::from_utf8(&block[124..135]).ok().and_then(|text| usize::from_str_radix(text, 8).ok());
        let (Some(name), Some(length)) = (name, length) else {
            return Err(malformed(&place, "not the header of a member"));
        };
        if length > MAX_MEMBER_BYTES {
            return Err(malformed(name, format!("longer than {MAX_MEMBER_BYTES} bytes")));
        }
        // One name and length have one header, so that nothing can hide in the fields not read.
        if header(name, length)? != block {
            return Err(malformed(&place, "not the header that this member has"));
        }
        let name = name.to_owned();
        let mut bytes = vec![0; length];
        self.fill(&mut bytes)?;
        let mut pad = [0; BLOCK];
        let pad = pad.get_mut(..padding(length)).unwrap_or_default();
        self.fill(pad)?;
        if pad.iter().any(|byte| *byte != 0) {
            return Err(malformed(&name, "its padding is not empty"));
        }
        Ok(Some((name, bytes)))
    }

    fn fill(&mut self, mut bytes: &mut [u8]) -> Result<(), ArchiveError> {
        while !bytes.is_empty() {
            match self.input.read(bytes) {
                Ok(0) => return Err(ArchiveError::Ends { at: self.at }),
                Ok(count) => {
                    self.at += count as u64;
                    bytes = bytes.get_mut(count..).unwrap_or_default();
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}

fn lines<'a>(name: &str, bytes: &'a [u8]) -> Result<impl Iterator<Item = &'a [u8]> + use<'a>, ArchiveError> {
    let count = bytes.iter().filter(|byte| **byte == b'\n').count();
    if count > MAX_BUNDLE_LINES {
        return Err(malformed(name, format!("more than {MAX_BUNDLE_LINES} lines")));
    }
    match bytes.last() {
        None | Some(b'\n') => Ok(bytes.split(|byte| *byte == b'\n').take(count)),
        Some(_) => Err(malformed(name, "its last line does not end")),
    }
}

fn parse_keys(bytes: &[u8]) -> Result<Vec<NoteVerifier>, ArchiveError> {
    lines("keys", bytes)?
        .map(|line| {
            let text = std::str::from_utf8(line).map_err(|error| malformed("keys", error))?;
            NoteVerifier::parse(text).map_err(|error| malformed("keys", error))
        })
        .collect()
}
