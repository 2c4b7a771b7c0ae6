//! A table as a spreadsheet program saves it: CSV or XLSX, read into rows of text.

use calamine::{Data, DataRef, Reader, Xlsx};
use std::collections::BTreeMap;
use std::io::{Cursor, Read, copy, sink};
use unicode_normalization::UnicodeNormalization;
use zip::ZipArchive;

/// The most lines of a file.
pub const MOST_LINES: usize = 20_000;
/// The most bytes that a packed file may unpack to, and that its cells may have.
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
    unpack(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Unreadable::Kind)?;
    let first = book.sheet_names().into_iter().next().ok_or(Unreadable::Empty)?;
    let mut cells = book.worksheet_cells_reader(&first).map_err(|_| Unreadable::Kind)?;
    // Cell by cell: two cells in opposite corners of a sheet span more than any machine can hold.
    let mut rows: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let mut left = UNPACKED_BYTES as usize;
    while let Some(found) = cells.next_cell().map_err(|_| Unreadable::Kind)? {
        let (row, column) = found.get_position();
        let (row, column) = (row as usize, column as usize);
        if column >= MOST_COLUMNS || matches!(found.get_value(), DataRef::Empty) {
            continue;
        }
        // Many cells may show the one long text that lies in the file.
        let long = match found.get_value() {
            DataRef::String(text) => text.len(),
            DataRef::SharedString(text) => text.len(),
            _ => 0,
        };
        left = left.checked_sub(long).ok_or(Unreadable::Large)?;
        let cells = rows.entry(row + 1).or_default();
        cells.resize(cells.len().max(column + 1), String::new());
        if let Some(place) = cells.get_mut(column) {
            *place = cell(&found.get_value().clone().into());
        }
        if rows.len() > MOST_LINES + 1 {
            return Err(Unreadable::Long);
        }
    }
    Ok(rows.into_iter().collect())
}

/// A cell as it is read. A whole number is kept as one: programs save every number with a fraction.
fn cell(cell: &Data) -> String {
    match cell {
        Data::Float(n) if n.fract() == 0.0 && n.abs() < 9e15 => format!("{n:.0}"),
        other => other.to_string().trim().nfc().collect(),
    }
}

/// Unpacks every part of a ZIP file to see that all of them together are not too large: what the file says of their sizes may be a lie.
fn unpack(bytes: &[u8]) -> Result<(), Unreadable> {
    let mut parts = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Kind)?;
    let mut left = UNPACKED_BYTES;
    for number in 0..parts.len() {
        let part = parts.by_index(number).map_err(|_| Unreadable::Kind)?;
        let size = copy(&mut part.take(left + 1), &mut sink()).map_err(|_| Unreadable::Kind)?;
        left = left.checked_sub(size).ok_or(Unreadable::Large)?;
    }
    Ok(())
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

    /// A workbook of one sheet with these cells, and one part more.
    fn workbook(cells: &str, part: (&str, &[u8])) -> Vec<u8> {
        use std::io::Write;
        const ROOM: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let book = format!(
            "<workbook xmlns=\"{ROOM}\" xmlns:r=\"{LINKS}\"><sheets><sheet name=\"One\" sheetId=\"1\" r:id=\"rId1\"/>\
             </sheets></workbook>"
        );
        let links = format!(
            "<Relationships><Relationship Id=\"rId1\" Type=\"{LINKS}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
             </Relationships>"
        );
        let sheet = format!("<worksheet xmlns=\"{ROOM}\"><sheetData>{cells}</sheetData></worksheet>");
        let mut zip = zip::ZipWriter::new(Cursor::new(vec![]));
        for (name, bytes) in [
            ("xl/workbook.xml", book.as_bytes()),
            ("xl/_rels/workbook.xml.rels", links.as_bytes()),
            ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
            part,
        ] {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn text(place: &str, text: &str) -> String {
        format!("<row><c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c></row>")
    }

    #[test]
    fn two_cells_in_opposite_corners_of_a_sheet_are_two_lines() {
        let cells = text("A1", "name") + &text("B3", "Neda") + &text("XFD1048576", "far away");
        let table = read(&workbook(&cells, ("more", b""))).unwrap();
        assert_eq!(table.head, ["name"]);
        assert_eq!(
            table.rows,
            [(3, vec![String::new(), "Neda".to_owned()])],
            "and what lies too far is left"
        );
        let last = read(&workbook(&(text("A1", "name") + &text("A1048576", "Tom")), ("more", b""))).unwrap();
        assert_eq!(last.rows, [(1_048_576, vec!["Tom".to_owned()])]);
    }

    #[test]
    fn refuses_a_sheet_of_too_many_lines_or_too_much_text() {
        let lines: String = (1..MOST_LINES + 5).map(|n| text(&format!("A{n}"), "x")).collect();
        assert_eq!(read(&workbook(&lines, ("more", b""))), Err(Unreadable::Long));
        let long = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(1 << 20));
        let cells: String =
            (1..100).map(|n| format!("<row><c r=\"A{n}\" t=\"s\"><v>0</v></c></row>")).collect();
        assert_eq!(
            read(&workbook(&cells, ("xl/sharedStrings.xml", long.as_bytes()))),
            Err(Unreadable::Large),
            "one text that many cells show"
        );
    }

    #[test]
    fn refuses_a_file_that_unpacks_to_too_much_whatever_it_says_of_its_size() {
        let much = vec![b' '; 65 << 20];
        let mut file = workbook(&text("A1", "name"), ("xl/sharedStrings.xml", &much));
        assert!(file.len() < 1 << 20);
        assert_eq!(read(&file), Err(Unreadable::Large));
        let says = u32::try_from(much.len()).unwrap().to_le_bytes();
        let places: Vec<usize> =
            file.windows(4).enumerate().filter(|(_, four)| *four == says).map(|(at, _)| at).collect();
        assert_eq!(places.len(), 2, "before the part and in the directory");
        places.into_iter().for_each(|at| file[at..at + 4].copy_from_slice(&9_u32.to_le_bytes()));
        assert_eq!(read(&file), Err(Unreadable::Large));
    }
}
