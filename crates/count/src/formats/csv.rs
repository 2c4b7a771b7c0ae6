//! CSV of ballots, in the two shapes people have: a column a candidate with ranks in it, or a column a rank with names.
//!
//! ```text
//! weight,Anna,Boris,Clara        rank1,rank2,rank3
//! 3,1,2,                         Anna,Boris,
//! 2,,1,1                         Clara,Anna,Boris
//! ```
//! The column `weight` (or `count`) may be left out: each line is then one paper. Fields follow RFC 4180.

use super::text;
use crate::Error;
use crate::election::{Candidate, Election, MAX_CANDIDATES};
use crate::words::fa;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Reads a CSV of ballots; a tab or a semicolon in the first line is taken as the separator.
///
/// Errors name line and column: a rank that is no number, an order in which a candidate comes twice, too many columns.
pub fn read(bytes: &[u8]) -> Result<Election, Error> {
    let text = text(bytes);
    let first = text.lines().next().unwrap_or("");
    let separator = [',', ';', '\t'].into_iter().find(|s| first.contains(*s)).unwrap_or(',');
    let mut rows = rows(&text, separator)?.into_iter();
    let Some((_, header)) = rows.next() else {
        return Err(Error::at(
            1,
            "the file is empty; its first line names the columns",
            "پرونده خالی است؛ سطر نخست نام ستون‌هاست",
        ));
    };
    let header: Vec<String> = header.iter().map(|h| h.trim().to_owned()).collect();
    let weight_column = header.iter().position(|h| matches!(h.to_lowercase().as_str(), "weight" | "count"));
    let columns: Vec<usize> = (0..header.len()).filter(|i| Some(*i) != weight_column).collect();
    let is_rank = |h: &str| {
        let h = h.to_lowercase();
        let digits = h.strip_prefix("rank").unwrap_or(&h).trim_start_matches([' ', '_', '-']);
        !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let by_rank = columns.iter().all(|&i| header.get(i).is_some_and(|h| is_rank(h)));
    let mut election = Election::default();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    if !by_rank {
        for &i in &columns {
            let name = header.get(i).cloned().unwrap_or_default();
            add_candidate(&mut election, &mut places, &name, 1)?;
        }
    }
    for (line, row) in rows {
        if row.len() > header.len() {
            return Err(Error::at(
                line,
                format!("{} columns, but the first line names {}", row.len(), header.len()),
                format!("{} ستون، ولی سطر نخست {} ستون نام می‌برد", fa(row.len()), fa(header.len())),
            ));
        }
        let cell = |i: usize| row.get(i).map_or("", |c| c.trim());
        let weight = match weight_column.map(cell) {
            None => 1,
            Some(text) => number(line, text)?,
        };
        let mut groups: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        for (place, &i) in columns.iter().enumerate() {
            let text = cell(i);
            if text.is_empty() {
                continue;
            }
            if by_rank {
                let candidate = match places.get(text) {
                    Some(&c) => c,
                    None => add_candidate(&mut election, &mut places, text, line)?,
                };
                groups.insert(place as u64, vec![candidate]);
            } else {
                groups.entry(number(line, text)?).or_default().push(place);
            }
        }
        let slices: Vec<&[usize]> = groups.values().map(Vec::as_slice).collect();
        election.ballots.add(weight, &slices).map_err(|e| Error::at(line, e.text.en, e.text.fa))?;
    }
    Ok(election)
}

fn number(line: u64, text: &str) -> Result<u64, Error> {
    text.parse().map_err(|_| {
        Error::at(line, format!("`{text}` is not a whole number"), format!("«{text}» عدد درست نامنفی نیست"))
    })
}

fn add_candidate(
    election: &mut Election,
    places: &mut BTreeMap<String, usize>,
    name: &str,
    line: u64,
) -> Result<usize, Error> {
    let place = election.candidates.len();
    if name.is_empty() || places.insert(name.to_owned(), place).is_some() || place >= MAX_CANDIDATES {
        return Err(Error::at(
            line,
            format!(
                "candidate `{name}` has no name, comes twice, or is beyond the limit of {MAX_CANDIDATES}"
            ),
            format!("نامزد «{name}» نام ندارد، دو بار آمده، یا از حد مجاز {} بالاتر است", fa(MAX_CANDIDATES)),
        ));
    }
    election.candidates.push(Candidate::named(name));
    Ok(place)
}

/// Lines with their numbers, split into fields; a quoted field may hold separators, line ends and doubled quotation marks.
pub(crate) fn rows(text: &str, separator: char) -> Result<Vec<(u64, Vec<String>)>, Error> {
    let mut out = Vec::new();
    let (mut row, mut field): (Vec<String>, String) = (Vec::new(), String::new());
    let (mut line, mut start, mut inside) = (1u64, 1u64, false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if inside && chars.peek() == Some(&'"') => {
                chars.next();
                field.push('"');
            }
            '"' => inside = !inside,
            _ if c == separator && !inside => row.push(std::mem::take(&mut field)),
            '\n' if !inside => {
                line += 1;
                row.push(std::mem::take(&mut field));
                let done = std::mem::take(&mut row);
                if done.iter().any(|f| !f.trim().is_empty()) || done.len() > 1 {
                    out.push((start, done));
                }
                start = line;
            }
            '\r' if !inside => {}
            _ => {
                line += u64::from(c == '\n');
                field.push(c);
            }
        }
    }
    if inside {
        return Err(Error::at(start, "a quotation mark is not closed", "گیومه‌ای بسته نشده است"));
    }
    if !field.is_empty() || !row.is_empty() {
        row.push(field);
        out.push((start, row));
    }
    Ok(out)
}

/// One field as RFC 4180 writes it.
pub(crate) fn field(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r', ';', '\t']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// Writes a column a candidate, with a weight. Title, seats, lots, groups and withdrawals have no place in the format.
pub fn write(election: &Election) -> String {
    let mut out = String::from("weight");
    for candidate in &election.candidates {
        out.push(',');
        out.push_str(&field(&candidate.name));
    }
    out.push('\n');
    for i in 0..election.ballots.len() {
        let mut cells = vec![String::new(); election.candidates.len()];
        for (rank, group) in election.ballots.groups(i).iter().enumerate() {
            for &c in group {
                if let Some(cell) = cells.get_mut(c) {
                    *cell = (rank + 1).to_string();
                }
            }
        }
        let _ = writeln!(out, "{},{}", election.ballots.weight(i), cells.join(","));
    }
    out
}
