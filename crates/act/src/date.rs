//! Dates as EDTF (ISO 8601-2), which can be vague, and the calendars in which they are shown.
//!
//! A date is stored in the Gregorian calendar. It keeps its wording and knows the first and the last second that it can mean, so that
//! two dates compare as *surely before*, *surely after* or *cannot be told*.

use crate::limits::DATE_BYTES;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smol_str::SmolStr;
use std::fmt;

/// A date, a time or an interval, perhaps uncertain, in the Gregorian calendar.
///
/// Read: `1917`, `1917-11`, `1917-11-07`, `1917-11-07T21:00`, with `:SS` and `Z` if known; `X` for unknown digits
/// (`1917-11-XX`); `?` uncertain, `~` approximate, `%` both; `A/B`, `A/..`, `../B` intervals; seasons 21 to 24 as months.
#[derive(Clone, PartialEq, Eq)]
pub struct Date {
    text: SmolStr,
    first: i64,
    last: i64,
}

/// Why a date cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{text:?} is not a date: {why}; write it as 1917-10-25, 1917-10-25T21:00, 1917-10, 1917-10-24/1917-10-26 or with ? or ~ behind it"
)]
pub struct DateError {
    text: String,
    why: &'static str,
}

/// A calendar in which dates are written by hand or shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Calendar {
    /// The calendar of ISO 8601.
    #[default]
    Gregorian,
    /// Old Style, thirteen days behind in 1917.
    Julian,
    /// Solar Hijri, the calendar of Iran and Afghanistan.
    Persian,
}

const DAY: i64 = 86_400;

/// What one end of a date says: the days it may mean, and the seconds within them.
struct End {
    first: i64,
    last: i64,
}

impl Date {
    /// Reads a date written in the Gregorian calendar.
    pub fn new(text: &str) -> Result<Self, DateError> {
        let (first, last) = bounds(text, Calendar::Gregorian)?;
        Ok(Self { text: text.into(), first, last })
    }

    /// Reads a date written in another calendar and keeps it in the Gregorian one: Julian `1917-10-25T21:00` becomes
    /// `1917-11-07T21:00`, Julian `1917-10` the interval `1917-10-14/1917-11-13`.
    pub fn from_calendar(text: &str, calendar: Calendar) -> Result<Self, DateError> {
        if calendar == Calendar::Gregorian {
            return Self::new(text);
        }
        bounds(text, calendar)?;
        let parts: Vec<&str> = text.split('/').collect();
        let mut ends = Vec::new();
        for (place, part) in parts.iter().enumerate() {
            ends.push(to_gregorian(part, calendar, parts.len() == 2, place == 0)?);
        }
        Self::new(&ends.join("/"))
    }

    /// The date as EDTF.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The first second that the date can mean, counted from 1970-01-01T00:00:00; [`i64::MIN`] if open.
    pub fn first(&self) -> i64 {
        self.first
    }

    /// The last second that the date can mean; [`i64::MAX`] if open.
    pub fn last(&self) -> i64 {
        self.last
    }

    /// Whether this date ends before `other` begins.
    pub fn surely_before(&self, other: &Date) -> bool {
        self.last < other.first
    }

    /// Whether this date begins after `other` ends.
    pub fn surely_after(&self, other: &Date) -> bool {
        other.surely_before(self)
    }

    /// Whether both dates can mean the same second.
    pub fn meets(&self, other: &Date) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// The day on which the date begins, as year, month and day of `calendar`; `None` if it is open.
    pub fn day_in(&self, calendar: Calendar) -> Option<(i64, i64, i64)> {
        (self.first != i64::MIN).then(|| civil(self.first.div_euclid(DAY), calendar))
    }

    /// The date as it is written in another calendar: the reverse of [`Date::from_calendar`].
    pub fn in_calendar(&self, calendar: Calendar) -> String {
        if calendar == Calendar::Gregorian {
            return self.text.to_string();
        }
        if let Some(whole) = self.whole_month_or_year(calendar) {
            return whole;
        }
        let parts: Vec<&str> = self.text.split('/').collect();
        parts.iter().map(|part| from_gregorian(part, calendar)).collect::<Vec<_>>().join("/")
    }

    /// The wording `1917-10` for an interval that is exactly that month of `calendar`, or `1917` for that year.
    fn whole_month_or_year(&self, calendar: Calendar) -> Option<String> {
        if !self.text.contains('/') || self.first == i64::MIN || self.last == i64::MAX {
            return None;
        }
        let mark: String = self.text.chars().rev().take_while(|c| "?~%".contains(*c)).collect();
        let (year, month, day) = civil(self.first.div_euclid(DAY), calendar);
        if day != 1 || self.text.contains('T') {
            return None;
        }
        let last_day = self.last.div_euclid(DAY);
        if month == 1 && last_day == days(year + 1, 1, 1, calendar) - 1 {
            return Some(format!("{year:04}{mark}"));
        }
        let (next_year, next_month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        (last_day == days(next_year, next_month, 1, calendar) - 1)
            .then(|| format!("{year:04}-{month:02}{mark}"))
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// A total order for sorting: by first second, then last, then wording.
impl Ord for Date {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.first, self.last, &self.text).cmp(&(other.first, other.last, &other.text))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Date::new(&text).map_err(serde::de::Error::custom)
    }
}

fn bounds(text: &str, calendar: Calendar) -> Result<(i64, i64), DateError> {
    let fail = |why| DateError { text: text.chars().take(DATE_BYTES).collect(), why };
    if text.len() > DATE_BYTES {
        return Err(fail("it is too long"));
    }
    let (from, to) = match text.split_once('/') {
        None => {
            let end = end(text, calendar).map_err(fail)?;
            return Ok((end.first, end.last));
        }
        Some(ends) => ends,
    };
    let open = |part: &str| part.is_empty() || part == "..";
    if open(from) && open(to) {
        return Err(fail("both ends of the interval are open"));
    }
    let first = if open(from) { i64::MIN } else { end(from, calendar).map_err(fail)?.first };
    let last = if open(to) { i64::MAX } else { end(to, calendar).map_err(fail)?.last };
    if first > last {
        return Err(fail("the interval ends before it begins"));
    }
    Ok((first, last))
}

/// Reads one end of an interval, or a whole date that is not one.
fn end(text: &str, calendar: Calendar) -> Result<End, &'static str> {
    let text = text.strip_suffix(['?', '~', '%']).unwrap_or(text);
    let (day, clock) = match text.split_once('T') {
        Some((day, clock)) => (day, Some(clock)),
        None => (text, None),
    };
    let mut fields = day.split('-');
    let (year_first, year_last) = digits(fields.next().unwrap_or(""), 4)?;
    let month = fields.next().map(|m| digits(m, 2)).transpose()?;
    let date = fields.next().map(|d| digits(d, 2)).transpose()?;
    if fields.next().is_some() {
        return Err("it has too many parts");
    }
    let (first, last) = match (month, date) {
        (None, _) => (days(year_first, 1, 1, calendar), days(year_last + 1, 1, 1, calendar) - 1),
        (Some((m, n)), None) => month_bounds(year_first, year_last, m, n, calendar)?,
        (Some((m, n)), Some((d, e))) => day_bounds((year_first, year_last), (m, n), (d, e), calendar)?,
    };
    match clock {
        None => Ok(End { first: first * DAY, last: last * DAY + DAY - 1 }),
        Some(_) if first != last => Err("a time needs a whole day before it"),
        Some(clock) => {
            let (from, to) = time(clock)?;
            Ok(End { first: first * DAY + from, last: first * DAY + to })
        }
    }
}

fn month_bounds(
    year: i64,
    year_last: i64,
    m: i64,
    n: i64,
    calendar: Calendar,
) -> Result<(i64, i64), &'static str> {
    // Seasons of the northern half of the earth: 21 spring, 22 summer, 23 autumn, 24 winter from December.
    if (21..=24).contains(&m) && m == n {
        let start = (m - 20) * 3;
        let (end_year, end_month) = if start == 12 { (year + 1, 3) } else { (year, start + 3) };
        return Ok((days(year, start, 1, calendar), days(end_year, end_month, 1, calendar) - 1));
    }
    let (m, n) = if m != n { (m.max(1), n.min(12)) } else { (m, n) };
    if !(1..=12).contains(&m) || !(1..=12).contains(&n) {
        return Err("there is no such month");
    }
    let (next_year, next_month) = if n == 12 { (year_last + 1, 1) } else { (year_last, n + 1) };
    Ok((days(year, m, 1, calendar), days(next_year, next_month, 1, calendar) - 1))
}

fn day_bounds(
    (year, year_last): (i64, i64),
    (m, n): (i64, i64),
    (d, e): (i64, i64),
    calendar: Calendar,
) -> Result<(i64, i64), &'static str> {
    if m != n || year != year_last || d != e {
        // Some digit is unknown: take the whole months, or the tens of days that are left open.
        let (first, last) = month_bounds(year, year_last, m, n, calendar)?;
        if m == n && year == year_last {
            let in_month = |day: i64| (first + day - 1).min(last);
            return Ok((in_month(d.max(1)), in_month(e)));
        }
        return Ok((first, last));
    }
    if !(1..=12).contains(&m) {
        return Err("there is no such month");
    }
    let (next_year, next_month) = if m == 12 { (year + 1, 1) } else { (year, m + 1) };
    let length = days(next_year, next_month, 1, calendar) - days(year, m, 1, calendar);
    if !(1..=length).contains(&d) {
        return Err("there is no such day in that month");
    }
    let day = days(year, m, d, calendar);
    Ok((day, day))
}

/// Reads `width` digits, any of which may be an `X`, as the least and the greatest number that they can mean.
fn digits(text: &str, width: usize) -> Result<(i64, i64), &'static str> {
    if text.len() != width || !text.bytes().all(|b| b.is_ascii_digit() || b == b'X') {
        return Err("a part has letters or the wrong number of digits");
    }
    let read = |fill: char| text.replace('X', fill.encode_utf8(&mut [0; 4])).parse::<i64>().unwrap_or(0);
    Ok((read('0'), read('9')))
}

/// The seconds of a day that `HH:MM` or `HH:MM:SS` can mean. A trailing `Z` says that the time is universal; other zones are not kept.
fn time(text: &str) -> Result<(i64, i64), &'static str> {
    let text = text.strip_suffix('Z').unwrap_or(text);
    let fields: Vec<&str> = text.split(':').collect();
    let number = |field: &str, limit: i64| match digits(field, 2)? {
        (a, b) if a == b && a < limit => Ok(a),
        _ => Err("there is no such time"),
    };
    match fields.as_slice() {
        [h, m] => {
            let start = number(h, 24)? * 3600 + number(m, 60)? * 60;
            Ok((start, start + 59))
        }
        [h, m, s] => {
            let at = number(h, 24)? * 3600 + number(m, 60)? * 60 + number(s, 60)?;
            Ok((at, at))
        }
        _ => Err("a time is written HH:MM"),
    }
}

/// Writes one end of a date of `calendar` in the Gregorian calendar. Months and years become intervals, because they straddle; inside an
/// interval (`paired`) they become its first or last day.
fn to_gregorian(part: &str, calendar: Calendar, paired: bool, is_start: bool) -> Result<String, DateError> {
    if part.is_empty() || part == ".." {
        return Ok(part.into());
    }
    let bare = part.strip_suffix(['?', '~', '%']).unwrap_or(part);
    let mark = &part[bare.len()..];
    let fail = |why| DateError { text: part.into(), why };
    let whole = end(bare, calendar).map_err(fail)?;
    let day = |seconds: i64| {
        let (y, m, d) = civil(seconds.div_euclid(DAY), Calendar::Gregorian);
        format!("{y:04}-{m:02}-{d:02}")
    };
    if let Some((_, clock)) = bare.split_once('T') {
        return Ok(format!("{}T{clock}{mark}", day(whole.first)));
    }
    if whole.last - whole.first < DAY {
        return Ok(format!("{}{mark}", day(whole.first)));
    }
    Ok(match (paired, is_start) {
        (true, true) => format!("{}{mark}", day(whole.first)),
        (true, false) => format!("{}{mark}", day(whole.last)),
        (false, _) => format!("{}{mark}/{}{mark}", day(whole.first), day(whole.last)),
    })
}

/// Writes one end of a Gregorian date in `calendar`; whole months and years that are not days stay as they are, marked Gregorian.
fn from_gregorian(part: &str, calendar: Calendar) -> String {
    let bare = part.strip_suffix(['?', '~', '%']).unwrap_or(part);
    let mark = &part[bare.len()..];
    let Ok(whole) = end(bare, Calendar::Gregorian) else { return part.into() };
    if whole.last - whole.first >= DAY {
        return part.into();
    }
    let (y, m, d) = civil(whole.first.div_euclid(DAY), calendar);
    match bare.split_once('T') {
        Some((_, clock)) => format!("{y:04}-{m:02}-{d:02}T{clock}{mark}"),
        None => format!("{y:04}-{m:02}-{d:02}{mark}"),
    }
}

/// Days from 1970-01-01 (Gregorian) to a day of `calendar`. Months beyond 12 are not read.
fn days(year: i64, month: i64, day: i64, calendar: Calendar) -> i64 {
    match calendar {
        Calendar::Gregorian => days_roman(year, month, day) - 719_468 - roman_leaps(year, month, true),
        Calendar::Julian => days_roman(year, month, day) - 719_470 - roman_leaps(year, month, false),
        Calendar::Persian => days_persian(year, month, day),
    }
}

/// Days of a year that begins in March, without the century rule, up to the given day.
fn days_roman(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    year * 365 + year.div_euclid(4) + (month * 153 + 2) / 5 + day - 1
}

/// Leap days of [`days_roman`] that the Gregorian calendar leaves out.
fn roman_leaps(year: i64, month: i64, gregorian: bool) -> i64 {
    let year = if month < 3 { year - 1 } else { year };
    if gregorian { year.div_euclid(100) - year.div_euclid(400) } else { 0 }
}

/// Solar Hijri by the 33-year cycle of leap years, right from 1178 to 1633 (1799 to 2254).
fn days_persian(year: i64, month: i64, day: i64) -> i64 {
    let leaps = (year * 8 + 21).div_euclid(33);
    let before = if month <= 6 { (month - 1) * 31 } else { (month - 1) * 30 + 6 };
    year * 365 + leaps + before + day - 492_634
}

/// The day of `calendar` that lies `count` days after 1970-01-01 (Gregorian), as year, month and day.
fn civil(count: i64, calendar: Calendar) -> (i64, i64, i64) {
    let (anchor, base) = match calendar {
        Calendar::Persian => (1348, days(1348, 1, 1, calendar)),
        _ => (1970, days(1970, 1, 1, calendar)),
    };
    // Never a year too late: years before the anchor are taken as short as they can be, years after it as long.
    let mut year = anchor + (count - base).div_euclid(if count < base { 365 } else { 366 });
    while days(year + 1, 1, 1, calendar) <= count {
        year += 1;
    }
    let mut month = 1;
    while month < 12 && days(year, month + 1, 1, calendar) <= count {
        month += 1;
    }
    (year, month, count - days(year, month, 1, calendar) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::new(text).unwrap()
    }

    #[test]
    fn counts_days_in_three_calendars() {
        assert_eq!(days(1970, 1, 1, Calendar::Gregorian), 0);
        assert_eq!(days(2000, 3, 1, Calendar::Gregorian), 11_017);
        assert_eq!(days(1917, 10, 25, Calendar::Julian), days(1917, 11, 7, Calendar::Gregorian));
        assert_eq!(days(1296, 8, 16, Calendar::Persian), days(1917, 11, 7, Calendar::Gregorian));
        assert_eq!(days(1399, 12, 30, Calendar::Persian), days(2021, 3, 20, Calendar::Gregorian));
        assert_eq!(days(1405, 9, 2, Calendar::Persian), days(2026, 11, 23, Calendar::Gregorian));
        for count in (-60_000..60_000).step_by(97) {
            for calendar in [Calendar::Gregorian, Calendar::Julian, Calendar::Persian] {
                let (y, m, d) = civil(count, calendar);
                assert_eq!(days(y, m, d, calendar), count, "{calendar:?} {y}-{m}-{d}");
                assert!((1..=12).contains(&m) && (1..=31).contains(&d), "{calendar:?} {y}-{m}-{d}");
            }
        }
    }

    #[test]
    fn old_style_becomes_new_style_and_back() {
        for (old, new) in [
            ("1917-10-25", "1917-11-07"),
            ("1917-10-25T21:40", "1917-11-07T21:40"),
            ("1917-10~", "1917-10-14~/1917-11-13~"),
            ("1917-02-27", "1917-03-12"),
            ("1917-10-24T22:00/1917-10-25T06:00", "1917-11-06T22:00/1917-11-07T06:00"),
            ("../1917-10-25", "../1917-11-07"),
        ] {
            let read = Date::from_calendar(old, Calendar::Julian).unwrap();
            assert_eq!(read.as_str(), new);
            assert_eq!(read.in_calendar(Calendar::Julian), old);
        }
        assert_eq!(Date::from_calendar("1917", Calendar::Julian).unwrap().as_str(), "1917-01-14/1918-01-13");
    }

    #[test]
    fn compares_only_what_is_sure() {
        assert!(date("1917-10").surely_before(&date("1917-11-07")));
        assert!(!date("1917-11").surely_before(&date("1917-11-07")));
        assert!(date("1917-11").meets(&date("1917-11-07T21:00")));
        assert!(date("1917-11-07T21:00").surely_before(&date("1917-11-07T21:01")));
        assert!(date("1917-11-0X").meets(&date("1917-11-09")));
        assert!(!date("1917-11-0X").meets(&date("1917-11-10")));
        assert!(date("1917-23").meets(&date("1917-10-25")));
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in [
            "",
            "1917-13",
            "1917-02-29",
            "25-10-1917",
            "1917-10-25T25:00",
            "1917-10/1917-09",
            "../..",
            "۱۹۱۷",
            "1917-10-25-1",
            "1917-1",
        ] {
            assert!(Date::new(text).is_err(), "{text}");
        }
        assert!(Date::new(&"1".repeat(5000)).is_err());
    }
}
