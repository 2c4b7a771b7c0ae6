//! PrefLib: `# ALTERNATIVE NAME 1: ...` and lines `weight: 3,{1,2},4`. See preflib.org/format.

use super::text;
use crate::election::{Ballots, Candidate, Election, MAX_CANDIDATES};
use crate::words::fa;
use crate::{Error, words};
use std::fmt::Write;

/// Reads a PrefLib file of orders (soi, soc, toi, toc). The format has no seats: they are nought until given.
///
/// Errors name the line: a candidate that is not there or is ranked twice, braces that do not match, a bad number.
pub fn read(bytes: &[u8]) -> Result<Election, Error> {
    let text = text(bytes);
    let mut election =
        Election { ballots: Ballots::with_capacity(text.len() / 24, text.len() / 3), ..Election::default() };
    let mut voters = None;
    let mut seen: Vec<usize> = Vec::new();
    for (i, line) in text.split('\n').enumerate() {
        let number = i as u64 + 1;
        match line.as_bytes().first() {
            Some(b'#') => header(line, number, &mut election, &mut voters)?,
            Some(b'0'..=b'9') => {
                seen.resize(election.candidates.len(), usize::MAX);
                ballot(line.as_bytes(), number, &mut election, &mut seen)?;
            }
            _ if line.trim().is_empty() => {}
            _ => {
                return Err(Error::at(
                    number,
                    "a line is neither `# ...` nor `weight: order`",
                    "سطری نه «# ...» است و نه «وزن: ترتیب»",
                ));
            }
        }
    }
    if election.candidates.is_empty() {
        return Err(Error::at(
            1,
            "there is no `# NUMBER ALTERNATIVES` or `# ALTERNATIVE NAME` line; this is no PrefLib file",
            "سطر «# NUMBER ALTERNATIVES» یا «# ALTERNATIVE NAME» نیست؛ این پروندهٔ PrefLib نیست",
        ));
    }
    for (i, candidate) in election.candidates.iter_mut().enumerate() {
        if candidate.name.is_empty() {
            candidate.name = (i + 1).to_string();
        }
    }
    if let Some((line, said)) = voters
        && said != election.ballots.papers()
    {
        let counted = election.ballots.papers();
        return Err(Error::at(
            line,
            format!("the file says {said} voters, its lines have {counted}; it may be cut off"),
            format!(
                "پرونده {} رأی‌دهنده می‌گوید و سطرهایش {} دارند؛ شاید بریده شده باشد",
                fa(said),
                fa(counted)
            ),
        ));
    }
    Ok(election)
}

fn header(
    line: &str,
    number: u64,
    election: &mut Election,
    voters: &mut Option<(u64, u64)>,
) -> Result<(), Error> {
    let Some((key, value)) = line.trim_start_matches('#').split_once(':') else {
        return Ok(());
    };
    let (key, value) = (key.trim(), value.trim());
    let bad = || {
        Error::at(
            number,
            format!("`{value}` is not a number that fits {key}"),
            format!("«{value}» عدد درستی برای {key} نیست"),
        )
    };
    let place = |text: &str| text.parse::<usize>().ok().filter(|n| (1..=MAX_CANDIDATES).contains(n));
    match key {
        "TITLE" => election.title = value.to_owned(),
        "NUMBER VOTERS" => *voters = Some((number, value.parse().map_err(|_| bad())?)),
        "NUMBER ALTERNATIVES" => {
            let n = place(value).ok_or_else(bad)?;
            election.candidates.resize(n.max(election.candidates.len()), Candidate::default());
        }
        _ => {
            if let Some(n) = key.strip_prefix("ALTERNATIVE NAME ") {
                let n = place(n.trim()).ok_or_else(bad)?;
                if election.candidates.len() < n {
                    election.candidates.resize(n, Candidate::default());
                }
                if let Some(candidate) = election.candidates.get_mut(n - 1) {
                    candidate.name = value.to_owned();
                }
            }
        }
    }
    Ok(())
}

/// `weight: 3,{1,2},4`
fn ballot(line: &[u8], number: u64, election: &mut Election, seen: &mut [usize]) -> Result<(), Error> {
    let unexpected = |at: usize| {
        let byte = line.get(at).map_or("end of line".into(), |&b| char::from(b).to_string());
        Error::at(
            number,
            format!("unexpected `{byte}` in place {}; an order looks like `5: 3,{{1,2}},4`", at + 1),
            format!("«{byte}» نابجا در جایگاه {}؛ ترتیب چنین است: 5: 3,{{1,2}},4", words::fa(at + 1)),
        )
    };
    let mut at = 0;
    let digits = |at: &mut usize| {
        let start = *at;
        let mut value = 0u64;
        while let Some(d) = line.get(*at).map(|b| b.wrapping_sub(b'0')).filter(|d| *d <= 9) {
            value = value.checked_mul(10)?.checked_add(u64::from(d))?;
            *at += 1;
        }
        (*at > start).then_some(value)
    };
    let weight = digits(&mut at).filter(|_| line.get(at) == Some(&b':')).ok_or_else(|| unexpected(at))?;
    at += 1;
    let id = election.ballots.len();
    let (mut brace, mut first) = (false, true);
    while let Some(&byte) = line.get(at) {
        match byte {
            b' ' | b',' | b'\r' | b'\t' => at += 1,
            b'{' if !brace => {
                (brace, first) = (true, true);
                at += 1;
            }
            b'}' if brace => {
                (brace, first) = (false, true);
                at += 1;
            }
            b'0'..=b'9' => {
                let n = digits(&mut at).ok_or_else(|| unexpected(at))?;
                let place = usize::try_from(n).ok().and_then(|n| n.checked_sub(1));
                match place.and_then(|p| seen.get_mut(p).map(|slot| (p, slot))) {
                    Some((_, slot)) if *slot == id => {
                        return Err(Error::at(
                            number,
                            format!("candidate {n} is ranked twice on one ballot"),
                            format!("نامزد {} در یک برگه دو بار رتبه گرفته است", fa(n)),
                        ));
                    }
                    Some((p, slot)) => {
                        *slot = id;
                        // MAX_CANDIDATES is far below 2^15.
                        election.ballots.push(p as u16, brace && !first);
                    }
                    None => {
                        let count = election.candidates.len();
                        return Err(Error::at(
                            number,
                            format!("candidate {n} does not exist; there are {count}"),
                            format!("نامزد {} وجود ندارد؛ {} نامزد هست", fa(n), fa(count)),
                        ));
                    }
                }
                first = false;
            }
            _ => return Err(unexpected(at)),
        }
    }
    if brace {
        return Err(unexpected(at));
    }
    election.ballots.end(weight).map_err(|text| Error::at(number, text.en, text.fa))
}

/// Writes the orders as PrefLib's most general kind, `toi`. Seats, groups, lots and withdrawals have no place in the format.
pub fn write(election: &Election) -> String {
    let clean = |text: &str| text.replace(['\n', '\r'], " ");
    let mut out = format!("# TITLE: {}\n# DATA TYPE: toi\n", clean(&election.title));
    let _ = writeln!(out, "# NUMBER ALTERNATIVES: {}", election.candidates.len());
    let _ = writeln!(out, "# NUMBER VOTERS: {}", election.ballots.papers());
    for (i, candidate) in election.candidates.iter().enumerate() {
        let _ = writeln!(out, "# ALTERNATIVE NAME {}: {}", i + 1, clean(&candidate.name));
    }
    for i in 0..election.ballots.len() {
        let groups: Vec<String> = election
            .ballots
            .groups(i)
            .iter()
            .map(|group| {
                let list: Vec<String> = group.iter().map(|c| (c + 1).to_string()).collect();
                if list.len() == 1 { list.concat() } else { format!("{{{}}}", list.join(",")) }
            })
            .collect();
        let _ = writeln!(out, "{}: {}", election.ballots.weight(i), groups.join(","));
    }
    out
}
