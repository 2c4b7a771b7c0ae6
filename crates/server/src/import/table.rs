//! A table as a spreadsheet program saves it: CSV or XLSX, read into rows of text.

use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;
use unicode_normalization::UnicodeNormalization;

/// The most lines of a file.
pub const MOST_LINES: usize = 20_000;
/// The most bytes that a packed file may unpack to.
const UNPACKED_BYTES: u64 = 64 << 20;
/// The most columns that are looked at.
const MOST_COLUMNS: usize = 32;

/// Rows of text, the headings first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The headings.
    pub head: Vec<String>,
    /// The other rows, with the number of the line in the file.
    pub rows: Vec<(usize, Vec<String>)>,
}

/// Why a file is no table; each is the key of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is empty.
    Empty,
    /// It is neither CSV nor XLSX.
    Kind,
    /// Its text is not UTF-8.
    Letters,
    /// It has too many lines.
    Long,
    /// It unpacks to too much.
    Large,
}

impl Unreadable {
    /// The message that says it.
    pub fn key(self) -> &'static str {
        match self {
            Unreadable::Empty => "import-empty",
            Unreadable::Kind => "import-kind",
            Unreadable::Letters => "import-letters",
            Unreadable::Long => "import-long",
            Unreadable::Large => "import-large",
        }
    }
}

/// Reads a file by what is in it, whatever it is called.
///
/// # Errors
/// Why it is no table.
pub fn read(bytes: &[u8]) -> Result<Table, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    let rows = if bytes.starts_with(b"PK\x03\x04") { xlsx(bytes)? } else { csv(bytes)? };
    let mut rows = rows.into_iter().filter(|(_, row)| row.iter().any(|cell| !cell.is_empty()));
    let (_, head) = rows.next().ok_or(Unreadable::Empty)?;
    let rows: Vec<_> = rows.take(MOST_LINES + 1).collect();
    if rows.len() > MOST_LINES {
        return Err(Unreadable::Long);
    }
    Ok(Table { head, rows })
}

type Rows = Vec<(usize, Vec<String>)>;

fn csv(bytes: &[u8]) -> Result<Rows, Unreadable> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| Unreadable::Letters)?;
    if text.contains('\0') {
        return Err(Unreadable::Kind);
    }
    let first = text.lines().next().unwrap_or_default();
    // Spreadsheets of different countries part columns in different ways; the headings show which.
    let marks = [b',', b';', b'\t'];
    let count = |mark: u8| first.bytes().filter(|b| *b == mark).count();
    let mark = marks.into_iter().max_by_key(|mark| count(*mark)).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(mark)
        .from_reader(text.as_bytes());
    let mut rows = vec![];
    let (mut line, mut counted) = (1, 0);
    for record in reader.records() {
        let record = record.map_err(|_| Unreadable::Kind)?;
        // The reader's own place may still be at the end of the line before.
        let at = record.position().and_then(|at| usize::try_from(at.byte()).ok()).unwrap_or(counted);
        let rest = text.get(at..).unwrap_or_default();
        let begins = at + rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        line += text.get(counted..begins).unwrap_or_default().matches('\n').count();
        counted = begins;
        rows.push((line, record.iter().take(MOST_COLUMNS).map(|cell| cell.trim().nfc().collect()).collect()));
        if rows.len() > MOST_LINES + 1 {
            return Err(Unreadable::Long);
        }
    }
    Ok(rows)
}

fn xlsx(bytes: &[u8]) -> Result<Rows, Unreadable> {
    if unpacked(bytes).ok_or(Unreadable::Kind)? > UNPACKED_BYTES {
        return Err(Unreadable::Large);
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Unreadable::Kind)?;
    let sheet = book.worksheet_range_at(0).ok_or(Unreadable::Empty)?.map_err(|_| Unreadable::Kind)?;
    let top = sheet.start().map_or(0, |(row, _)| usize::try_from(row).unwrap_or(0));
    let rows =
        sheet.rows().take(MOST_LINES + 2).enumerate().map(|(number, row)| {
            (top + number + 1, row.iter().take(MOST_COLUMNS).map(cell).collect::<Vec<_>>())
        });
    Ok(rows.collect())
}

/// A cell as it is read. A whole number is kept as one: programs save every number with a fraction.
fn cell(cell: &Data) -> String {
    match cell {
        Data::Float(n) if n.fract() == 0.0 && n.abs() < 9e15 => format!("{n:.0}"),
        other => other.to_string().trim().nfc().collect(),
    }
}

/// To how many bytes the parts of a ZIP file say that they unpack, by its central directory.
fn unpacked(bytes: &[u8]) -> Option<u64> {
    let two = |at: usize| Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?));
    let four = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?));
    let tail = bytes.len().saturating_sub(66_000);
    let end = bytes.get(tail..)?.windows(4).rposition(|part| part == b"PK\x05\x06")?.checked_add(tail)?;
    let (parts, mut at) = (two(end.checked_add(10)?)?, usize::try_from(four(end.checked_add(16)?)?).ok()?);
    let mut sum = 0u64;
    for _ in 0..parts {
        if bytes.get(at..at.checked_add(4)?)? != b"PK\x01\x02" {
            return None;
        }
        sum = sum.checked_add(u64::from(four(at.checked_add(24)?)?))?;
        let names = [28, 30, 32]
            .into_iter()
            .try_fold(46usize, |sum, field| sum.checked_add(usize::from(two(at.checked_add(field)?)?)))?;
        at = at.checked_add(names)?;
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_csv_of_all_countries() {
        for text in [
            "name,unit\nNeda,Harbour\n",
            "name;unit\r\nNeda;Harbour\r\n",
            "\u{feff}name\tunit\nNeda\tHarbour",
        ] {
            let table = read(text.as_bytes()).unwrap();
            assert_eq!(table.head, ["name", "unit"]);
            assert_eq!(table.rows, [(2, vec!["Neda".to_owned(), "Harbour".to_owned()])], "{text:?}");
        }
        let quoted = read(b"name,unit\n\n\"Neda, A.\",\"Har\nbour\"\nTom,X\n").unwrap();
        assert_eq!(quoted.rows[0].1[0], "Neda, A.");
        assert_eq!(quoted.rows[1].0, 5, "the line in the file, also after a cell of two lines");
    }

    #[test]
    fn refuses_what_is_no_table() {
        assert_eq!(read(b""), Err(Unreadable::Empty));
        assert_eq!(read(b"\n\n"), Err(Unreadable::Empty));
        assert_eq!(read(b"\xff\xfe\x41\x00"), Err(Unreadable::Letters));
        assert_eq!(read(b"a,b\n\0\0\0"), Err(Unreadable::Kind));
        assert_eq!(read(b"PK\x03\x04 and nothing"), Err(Unreadable::Kind));
        assert_eq!(read("a\n".repeat(MOST_LINES + 2).as_bytes()), Err(Unreadable::Long));
    }

    #[test]
    fn refuses_a_file_that_unpacks_to_too_much() {
        let mut zip = b"PK\x03\x04".to_vec();
        let at = zip.len() as u32;
        let mut entry = vec![0u8; 46];
        entry[..4].copy_from_slice(b"PK\x01\x02");
        entry[24..28].copy_from_slice(&u32::MAX.to_le_bytes());
        zip.extend(entry);
        let mut end = vec![0u8; 22];
        end[..4].copy_from_slice(b"PK\x05\x06");
        end[10..12].copy_from_slice(&1u16.to_le_bytes());
        end[16..20].copy_from_slice(&at.to_le_bytes());
        zip.extend(end);
        assert_eq!(read(&zip), Err(Unreadable::Large));
    }
}
