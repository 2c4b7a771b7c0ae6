//! Spans of time that rules compare: days and calendar months, from the last moment that a vague date can mean.

use crate::charter::Mode;
use crate::standing::Standing;
use shura_act::{Date, Entry};

const DAY: i64 = 86_400;

/// When an act is reckoned to have been done: in a living record when the keeper entered it, where that is known; else when it is told to have
/// happened. Whoever hands an act in chooses the second, and nobody the first.
pub fn done(standing: &Standing, entry: &Entry) -> Option<i64> {
    done_on(standing, entry).map(Date::first)
}

/// The same as a date.
pub fn done_on<'a>(standing: &Standing, entry: &'a Entry) -> Option<&'a Date> {
    let living = standing.charter.organisation.mode == Mode::Enforcing;
    entry.entered.as_ref().filter(|_| living).or(entry.at.as_ref())
}

/// The most days that can lie between two dates: from the first moment of one to the last of the other. `None` if either is open there or
/// the second surely lies before the first.
pub fn most_days(from: &Date, to: &Date) -> Option<u64> {
    if from.first() == i64::MIN || to.last() == i64::MAX {
        return None;
    }
    u64::try_from(to.last().div_euclid(DAY) - from.first().div_euclid(DAY)).ok()
}

/// Whether more than so many days have surely passed since a date at a moment counted in seconds from 1970-01-01.
pub fn surely_days_passed(from: &Date, days: u64, moment: i64) -> bool {
    let days = i64::try_from(days).unwrap_or(i64::MAX);
    from.last() != i64::MAX
        && moment != i64::MIN
        && moment.div_euclid(DAY) > from.last().div_euclid(DAY).saturating_add(days)
}

/// Whether more than so many calendar months surely lie between two dates: from the last moment of one to the first of the other.
pub fn surely_months_after(from: &Date, months: u64, to: &Date) -> bool {
    surely_months_passed(from, months, to.first())
}

/// Whether more than so many calendar months have surely passed since a date at a moment counted in seconds from 1970-01-01.
pub fn surely_months_passed(from: &Date, months: u64, moment: i64) -> bool {
    from.last() != i64::MAX
        && moment != i64::MIN
        && moment.div_euclid(DAY) > add_months(from.last().div_euclid(DAY), months)
}

/// Whole calendar months between the last moment of a date and a moment in seconds; nought if the moment comes first.
pub fn whole_months(from: &Date, moment: i64) -> u64 {
    let (start, end) = (from.last().div_euclid(DAY), moment.div_euclid(DAY));
    if start >= end {
        return 0;
    }
    let ((y1, m1, d1), (y2, m2, d2)) = (civil(start), civil(end));
    let months = (y2 - y1) * 12 + (m2 - m1) - i64::from(d2 < d1);
    u64::try_from(months).unwrap_or(0)
}

/// The day, counted from 1970-01-01, so many calendar months later; the last of its month where that has no such day.
fn add_months(day: i64, months: u64) -> i64 {
    let (year, month, date) = civil(day);
    // No record reaches beyond a million months; more of them mean the same.
    let month = month - 1 + i64::try_from(months.min(1_000_000)).unwrap_or(0);
    let (year, month) = (year + month.div_euclid(12), month.rem_euclid(12) + 1);
    let (next_year, next_month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    let length = days(next_year, next_month, 1) - days(year, month, 1);
    days(year, month, date.min(length))
}

/// Days from 1970-01-01 to a day of the Gregorian calendar (a year is taken to begin in March, so that the leap day is its last).
fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    year * 365 + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + (month * 153 + 2) / 5
        + day
        - 1
        - 719_468
}

/// Year, month and day of a day counted from 1970-01-01: the reverse of [`days`].
fn civil(day: i64) -> (i64, i64, i64) {
    // A guess that is some years off at most, then stepped to the right year.
    let mut year = 1970 + day.div_euclid(366).min(day.div_euclid(365));
    while days(year + 1, 1, 1) <= day {
        year += 1;
    }
    while days(year, 1, 1) > day {
        year -= 1;
    }
    let mut month = 12;
    while days(year, month, 1) > day {
        month -= 1;
    }
    (year, month, day - days(year, month, 1) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_civil_are_the_reverse_of_each_other() {
        assert_eq!(days(1970, 1, 1), 0);
        assert_eq!(days(1917, 11, 7), -19_048);
        for day in (-800_000..800_000).step_by(37) {
            let (year, month, date) = civil(day);
            assert_eq!(days(year, month, date), day);
            assert!((1..=12).contains(&month) && (1..=31).contains(&date));
        }
    }

    #[test]
    fn months_are_those_of_the_calendar() {
        let date = |text| Date::new(text).unwrap();
        assert!(!surely_months_after(&date("2026-01-31"), 1, &date("2026-02-28")));
        assert!(surely_months_after(&date("2026-01-31"), 1, &date("2026-03-01")));
        assert!(
            !surely_months_after(&date("2026-01"), 3, &date("2026-04-30")),
            "it can have been 31 January"
        );
        assert!(surely_months_after(&date("2026-01"), 3, &date("2026-05-01")));
        assert_eq!(whole_months(&date("2026-01-15"), date("2026-04-14").first()), 2);
        assert_eq!(whole_months(&date("2026-01-15"), date("2026-04-15").first()), 3);
    }

    #[test]
    fn days_of_notice_are_counted_at_their_most() {
        let date = |text| Date::new(text).unwrap();
        assert_eq!(most_days(&date("2026-03-01"), &date("2026-03-08")), Some(7));
        assert_eq!(most_days(&date("2026-03-01/2026-03-03"), &date("2026-03-08")), Some(7));
        assert_eq!(most_days(&date("2026-03-08"), &date("2026-03-01")), None);
        assert_eq!(most_days(&date("../2026-03-01"), &date("2026-03-08")), None);
    }
}
