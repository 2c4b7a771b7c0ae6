//! How dates are told to people, in the calendar of their organisation.

use crate::bilingual::fa_digits;
use crate::{Calendar, Date, Lang};

const ROMAN_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const ROMAN_FA: [&str; 12] = [
    "ژانویه",
    "فوریه",
    "مارس",
    "آوریل",
    "مه",
    "ژوئن",
    "ژوئیه",
    "اوت",
    "سپتامبر",
    "اکتبر",
    "نوامبر",
    "دسامبر",
];
const SOLAR_EN: [&str; 12] = [
    "Farvardin",
    "Ordibehesht",
    "Khordad",
    "Tir",
    "Mordad",
    "Shahrivar",
    "Mehr",
    "Aban",
    "Azar",
    "Dey",
    "Bahman",
    "Esfand",
];
const SOLAR_FA: [&str; 12] =
    ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"];

/// A date in words: `25 October 1917, 21:40`, `about October 1917`, `24 October 1917 to 26 October 1917`.
pub fn date(date: &Date, calendar: Calendar, lang: Lang) -> String {
    let text = date.in_calendar(calendar);
    let said = match text.split_once('/') {
        None => end(&text, calendar, lang),
        Some((from, to)) => {
            let open = |part: &str| part.is_empty() || part == "..";
            let (a, b) = (end(from, calendar, lang), end(to, calendar, lang));
            match (open(from), open(to), lang) {
                (true, _, Lang::En) => format!("until {b}"),
                (true, _, Lang::Fa) => format!("تا {b}"),
                (_, true, Lang::En) => format!("since {a}"),
                (_, true, Lang::Fa) => format!("از {a}"),
                (_, _, Lang::En) => format!("{a} to {b}"),
                (_, _, Lang::Fa) => format!("{a} تا {b}"),
            }
        }
    };
    if lang == Lang::Fa { fa_digits(&said) } else { said }
}

fn end(text: &str, calendar: Calendar, lang: Lang) -> String {
    let bare = text.strip_suffix(['?', '~', '%']).unwrap_or(text);
    let (day, clock) =
        bare.split_once('T').map_or((bare, None), |(d, c)| (d, Some(c.strip_suffix('Z').unwrap_or(c))));
    let fields: Vec<&str> = day.split('-').collect();
    let said = match fields.as_slice() {
        [year, month, day] => match name(month, calendar, lang) {
            Some(month) if !day.contains('X') => format!("{} {month} {year}", day.trim_start_matches('0')),
            Some(month) => format!("{day} {month} {year}"),
            None => bare.to_owned(),
        },
        [year, month] => {
            name(month, calendar, lang).map_or(bare.to_owned(), |month| format!("{month} {year}"))
        }
        _ => day.to_owned(),
    };
    let said = match (clock, lang) {
        (None, _) => said,
        (Some(clock), Lang::En) => format!("{said}, {clock}"),
        (Some(clock), Lang::Fa) => format!("{said}، ساعت {clock}"),
    };
    let about = text.ends_with(['~', '%']);
    let unsure = text.ends_with(['?', '%']);
    let said = match (about, lang) {
        (false, _) => said,
        (true, Lang::En) => format!("about {said}"),
        (true, Lang::Fa) => format!("حدود {said}"),
    };
    match (unsure, lang) {
        (false, _) => said,
        (true, Lang::En) => format!("{said} (uncertain)"),
        (true, Lang::Fa) => format!("{said} (نامسلم)"),
    }
}

fn name(month: &str, calendar: Calendar, lang: Lang) -> Option<&'static str> {
    let names = match (calendar, lang) {
        (Calendar::Persian, Lang::En) => SOLAR_EN,
        (Calendar::Persian, Lang::Fa) => SOLAR_FA,
        (_, Lang::En) => ROMAN_EN,
        (_, Lang::Fa) => ROMAN_FA,
    };
    names.get(month.parse::<usize>().ok()?.checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_dates_in_both_languages() {
        let night = Date::from_calendar("1917-10-25T21:40", Calendar::Julian).unwrap();
        assert_eq!(date(&night, Calendar::Julian, Lang::En), "25 October 1917, 21:40");
        assert_eq!(date(&night, Calendar::Julian, Lang::Fa), "۲۵ اکتبر ۱۹۱۷، ساعت ۲۱:۴۰");
        assert_eq!(date(&night, Calendar::Persian, Lang::Fa), "۱۶ آبان ۱۲۹۶، ساعت ۲۱:۴۰");
        let month = Date::from_calendar("1917-09~", Calendar::Julian).unwrap();
        assert_eq!(date(&month, Calendar::Julian, Lang::En), "about September 1917");
        let since = Date::new("1917-11-07/..").unwrap();
        assert_eq!(date(&since, Calendar::Gregorian, Lang::En), "since 7 November 1917");
    }
}
