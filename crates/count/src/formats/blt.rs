//! BLT: a line of candidates and seats, withdrawn candidates, ballots, names, title.
//!
//! ```text
//! 4 2            four candidates, two seats
//! -2             candidate 2 withdrew
//! 3 1 3 4 0      three papers: 1, then 3, then 4
//! 2 4 1=3 0      two papers: 4, then 1 and 3 equal
//! 0              end of the ballots
//! "Anna" "Boris" "Clara" "Dora" "Title"     one a line or more
//! ```
//! Also read: `#` comments, `[tie 3 1 2 4]`, `[nick a b c d]` and `[withdrawn 2]`, a paper's number in parentheses, `-` for a
//! rank left blank, names without quotation marks (one a line) or with doubled ones, a second quoted word as the group.

use super::text;
use crate::Error;
use crate::election::{Candidate, Election, MAX_CANDIDATES};
use crate::words::fa;
use std::fmt::Write;

/// A cursor over bytes that counts lines.
struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl Cursor<'_> {
    #[inline]
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Skips blanks and comments; line ends too when `lines`.
    #[inline]
    fn skip(&mut self, lines: bool) {
        while let Some(b) = self.peek() {
            match b {
                b'\n' if lines => self.line += 1,
                b' ' | b'\t' | b'\r' => {}
                b'#' => {
                    while self.peek().is_some_and(|b| b != b'\n') {
                        self.at += 1;
                    }
                    continue;
                }
                _ => break,
            }
            self.at += 1;
        }
    }

    /// A whole number at the cursor; `None` if there is none, or it does not fit.
    #[inline]
    fn number(&mut self) -> Option<u64> {
        let start = self.at;
        let mut value = 0u64;
        while let Some(b) = self.peek() {
            let digit = b.wrapping_sub(b'0');
            if digit > 9 {
                break;
            }
            value = value.checked_mul(10)?.checked_add(u64::from(digit))?;
            self.at += 1;
        }
        (self.at > start).then_some(value)
    }

    /// The word at the cursor, for messages.
    fn word(&self) -> String {
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        let end = rest.iter().position(u8::is_ascii_whitespace).unwrap_or(rest.len());
        let word = rest.get(..end.min(40)).unwrap_or(&[]);
        if word.is_empty() { "end of line".into() } else { String::from_utf8_lossy(word).into_owned() }
    }

    fn unexpected(&self, wanted_en: &str, wanted_fa: &str) -> Error {
        let word = self.word();
        Error::at(
            self.line,
            format!("`{word}` where {wanted_en}"),
            format!("«{word}» به جای {wanted_fa} آمده است"),
        )
    }
}

/// Reads a BLT file. Seats may be nought here; [`Election::check`] refuses them when counting.
///
/// Errors name the line: a number that is not one, a candidate that is not there or is ranked twice, a fractional or
/// negative weight, a file cut off. Missing names are numbers, and a note says so.
pub fn read(bytes: &[u8]) -> Result<Election, Error> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut c = Cursor { bytes, at: 0, line: 1 };
    c.skip(true);
    if c.peek().is_none() {
        return Err(Error::at(
            1,
            "the file is empty; a BLT file begins with `candidates seats`",
            "پرونده خالی است؛ پروندهٔ BLT با «شمار نامزدها و کرسی‌ها» آغاز می‌شود",
        ));
    }
    let header = |c: &mut Cursor<'_>| {
        c.skip(false);
        let value = c.number();
        let ends = c.peek().is_none_or(|b| b.is_ascii_whitespace() || b == b'#');
        value.filter(|_| ends).ok_or_else(|| {
            c.unexpected("the number of candidates and of seats belong", "شمار نامزدها و کرسی‌ها")
        })
    };
    let count = header(&mut c)?;
    let seats = header(&mut c)?;
    let count =
        usize::try_from(count).ok().filter(|n| (1..=MAX_CANDIDATES).contains(n)).ok_or_else(|| {
            Error::at(
                c.line,
                format!("{count} candidates; write a number from 1 to {MAX_CANDIDATES}"),
                format!("{} نامزد؛ عددی از ۱ تا {} بنویسید", fa(count), fa(MAX_CANDIDATES)),
            )
        })?;
    let mut election =
        Election { seats, candidates: vec![Candidate::default(); count], ..Election::default() };
    election.ballots = crate::election::Ballots::with_capacity(bytes.len() / 24, bytes.len() / 3);
    let mut nicks = Vec::new();
    options(&mut c, &mut election, &mut nicks)?;
    ballots(&mut c, &mut election, &nicks)?;
    names(&c, &mut election, &nicks);
    Ok(election)
}

/// Withdrawn candidates and bracketed options, before the ballots.
fn options(c: &mut Cursor<'_>, election: &mut Election, nicks: &mut Vec<String>) -> Result<(), Error> {
    loop {
        c.skip(true);
        match c.peek() {
            Some(b'-') => {
                c.at += 1;
                let candidate = reference(c, election.candidates.len(), nicks)?;
                withdraw(election, candidate);
            }
            Some(b'[') => {
                let rest = c.bytes.get(c.at + 1..).unwrap_or(&[]);
                let Some(end) = rest.iter().position(|&b| b == b']') else {
                    return Err(Error::at(
                        c.line,
                        "`[` without `]`; close the option",
                        "«[» بدون «]» آمده است؛ آن را ببندید",
                    ));
                };
                let body = String::from_utf8_lossy(rest.get(..end).unwrap_or(&[])).into_owned();
                option(&body, c.line, election, nicks)?;
                c.line += body.matches('\n').count() as u64;
                c.at += end + 2;
            }
            _ => return Ok(()),
        }
    }
}

fn option(body: &str, line: u64, election: &mut Election, nicks: &mut Vec<String>) -> Result<(), Error> {
    let mut words = body.split_whitespace();
    let name = words.next().unwrap_or("");
    match name {
        "nick" => *nicks = words.map(str::to_owned).collect(),
        "tie" | "withdrawn" => {
            for word in words {
                let mut inner = Cursor { bytes: word.as_bytes(), at: 0, line };
                let candidate = reference(&mut inner, election.candidates.len(), nicks)?;
                if name == "tie" { election.lot.push(candidate) } else { withdraw(election, candidate) }
            }
        }
        _ => election.notes.push(shura_act::Bilingual::new(
            format!("line {line}: option [{name}] was left out"),
            format!("سطر {}: گزینهٔ [{name}] نادیده گرفته شد", fa(line)),
        )),
    }
    Ok(())
}

fn withdraw(election: &mut Election, candidate: usize) {
    if let Some(c) = election.candidates.get_mut(candidate) {
        c.withdrawn = true;
    }
}

/// A candidate by number from 1 or by nickname; the place from 0.
#[inline]
fn reference(c: &mut Cursor<'_>, count: usize, nicks: &[String]) -> Result<usize, Error> {
    let start = c.at;
    if let Some(n) = c.number()
        && c.peek().is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'=' | b'#' | b']'))
    {
        return match usize::try_from(n) {
            Ok(n) if (1..=count).contains(&n) => Ok(n - 1),
            _ => Err(Error::at(
                c.line,
                format!("candidate {n} does not exist; there are {count}"),
                format!("نامزد {} وجود ندارد؛ {} نامزد هست", fa(n), fa(count)),
            )),
        };
    }
    c.at = start;
    let rest = c.bytes.get(start..).unwrap_or(&[]);
    let end = rest.iter().position(|b| b.is_ascii_whitespace() || *b == b'=').unwrap_or(rest.len());
    let word = String::from_utf8_lossy(rest.get(..end).unwrap_or(&[])).into_owned();
    match nicks.iter().take(count).position(|n| *n == word) {
        Some(i) => {
            c.at += end;
            Ok(i)
        }
        None => Err(c.unexpected("a candidate's number belongs", "شمارهٔ نامزد")),
    }
}

/// The ballots, up to the line that is `0`.
fn ballots(c: &mut Cursor<'_>, election: &mut Election, nicks: &[String]) -> Result<(), Error> {
    let count = election.candidates.len();
    // The ballot on which a candidate was last seen, so that one pass finds a name ranked twice.
    let mut seen = vec![usize::MAX; count];
    loop {
        c.skip(true);
        let line = c.line;
        if c.peek() == Some(b'(') {
            while c.peek().is_some_and(|b| b != b')' && b != b'\n') {
                c.at += 1;
            }
            c.at += 1;
            c.skip(false);
        }
        if c.peek().is_none() {
            return Err(Error::at(
                line,
                "the file ends before the `0` that closes the ballots; it may be cut off",
                "پرونده پیش از «0» پایان برگه‌ها تمام شده است؛ شاید بریده شده باشد",
            ));
        }
        let weight = c.number().filter(|_| c.peek().is_none_or(|b| b.is_ascii_whitespace() || b == b'#'));
        let Some(weight) = weight else {
            return Err(c.unexpected("a whole number of papers belongs", "شمار برگه‌ها (عدد درست نامنفی)"));
        };
        c.skip(false);
        if weight == 0 && c.peek().is_none_or(|b| b == b'\n') {
            return Ok(());
        }
        let ballot = election.ballots.len();
        ranks(c, line, election, nicks, &mut seen, ballot)?;
        election.ballots.end(weight).map_err(|text| Error::at(line, text.en, text.fa))?;
    }
}

/// The ranks of one ballot, up to its `0`.
#[inline]
fn ranks(
    c: &mut Cursor<'_>,
    line: u64,
    election: &mut Election,
    nicks: &[String],
    seen: &mut [usize],
    ballot: usize,
) -> Result<(), Error> {
    let mut tied = false;
    loop {
        c.skip(false);
        match c.peek() {
            None | Some(b'\n') => {
                return Err(Error::at(
                    line,
                    "the ballot does not end with 0; add it",
                    "برگه با 0 پایان نمی‌یابد؛ آن را بیفزایید",
                ));
            }
            // A rank left blank.
            Some(b'-') => {
                c.at += 1;
                tied = false;
                continue;
            }
            Some(b'0') if c.bytes.get(c.at + 1).is_none_or(|b| b.is_ascii_whitespace() || *b == b'#') => {
                c.at += 1;
                return Ok(());
            }
            _ => {}
        }
        let candidate = reference(c, seen.len(), nicks)?;
        if seen.get(candidate) == Some(&ballot) {
            return Err(Error::at(
                line,
                format!("candidate {} is ranked twice on one ballot", candidate + 1),
                format!("نامزد {} در یک برگه دو بار رتبه گرفته است", fa(candidate + 1)),
            ));
        }
        if let Some(slot) = seen.get_mut(candidate) {
            *slot = ballot;
        }
        // MAX_CANDIDATES is far below 2^15.
        election.ballots.push(candidate as u16, tied);
        c.skip(false);
        tied = c.peek() == Some(b'=');
        if tied {
            c.at += 1;
        }
    }
}

/// The names and the title after the ballots: one a line, or several quoted on a line.
fn names(c: &Cursor<'_>, election: &mut Election, nicks: &[String]) {
    let rest = text(c.bytes.get(c.at..).unwrap_or(&[]));
    let lines: Vec<Vec<String>> = rest
        .lines()
        .map(|line| preflib_name(line.trim()))
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(quoted)
        .collect();
    let count = election.candidates.len();
    // A line a candidate: further words of a line are the group. Fewer lines: the words follow one another.
    let rows: Vec<Vec<String>> = if lines.len() >= count {
        lines
    } else {
        lines.into_iter().flatten().map(|word| vec![word]).collect()
    };
    if rows.len() < count {
        if !rows.is_empty() {
            election.notes.push(shura_act::Bilingual::new(
                format!(
                    "line {}: {} names for {count} candidates; the rest are numbered.",
                    c.line,
                    rows.len()
                ),
                format!(
                    "سطر {}: {} نام برای {} نامزد؛ بقیه شماره گرفتند.",
                    fa(c.line),
                    fa(rows.len()),
                    fa(count)
                ),
            ));
        }
        for (i, candidate) in election.candidates.iter_mut().enumerate() {
            let named = rows.get(i).and_then(|row| row.first()).or(nicks.get(i));
            candidate.name = named.cloned().unwrap_or_else(|| (i + 1).to_string());
        }
        return;
    }
    let mut rows = rows.into_iter();
    for (candidate, row) in election.candidates.iter_mut().zip(rows.by_ref()) {
        let mut row = row.into_iter();
        candidate.name = row.next().unwrap_or_default().trim().to_owned();
        candidate.group = row.next().filter(|g| !g.is_empty());
    }
    election.title = rows.next().unwrap_or_default().join(" ").trim().to_owned();
}

/// The name in `# ALTERNATIVE NAME 3: Clara`, a line of PrefLib's that some BLT files have for names; else the line itself.
fn preflib_name(line: &str) -> &str {
    let name = line.strip_prefix("# ALTERNATIVE NAME").and_then(|rest| rest.split_once(':'));
    name.map_or(line, |(_, name)| name.trim())
}

/// The words of a line: quoted ones, in which `""` is a quotation mark; a line that begins without one is one word.
fn quoted(line: &str) -> Vec<String> {
    if !line.starts_with('"') {
        return vec![line.to_owned()];
    }
    let mut out = Vec::new();
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '"' {
            continue;
        }
        let mut word = String::new();
        while let Some(c) = chars.next() {
            match c {
                '"' if chars.peek() == Some(&'"') => {
                    chars.next();
                    word.push('"');
                }
                '"' => break,
                _ => word.push(c),
            }
        }
        out.push(word);
    }
    out
}

/// Writes a BLT file that [`read`] reads back as it was. Seats reserved for groups have no place in the format.
pub fn write(election: &Election) -> String {
    let mut out = format!("{} {}\n", election.candidates.len(), election.seats);
    for (i, candidate) in election.candidates.iter().enumerate() {
        if candidate.withdrawn {
            let _ = writeln!(out, "-{}", i + 1);
        }
    }
    if !election.lot.is_empty() {
        let lot: Vec<String> = election.lot.iter().map(|c| (c + 1).to_string()).collect();
        let _ = writeln!(out, "[tie {}]", lot.join(" "));
    }
    for i in 0..election.ballots.len() {
        let _ = write!(out, "{}", election.ballots.weight(i));
        for rank in election.ballots.ranks(i) {
            let _ = write!(out, "{}{}", if rank.tied { "=" } else { " " }, rank.candidate + 1);
        }
        out.push_str(" 0\n");
    }
    out.push_str("0\n");
    let quote = |text: &str| format!("\"{}\"", text.replace('"', "\"\"").replace(['\n', '\r'], " "));
    for candidate in &election.candidates {
        out.push_str(&quote(&candidate.name));
        if let Some(group) = &candidate.group {
            out.push(' ');
            out.push_str(&quote(group));
        }
        out.push('\n');
    }
    out.push_str(&quote(&election.title));
    out.push('\n');
    out
}
