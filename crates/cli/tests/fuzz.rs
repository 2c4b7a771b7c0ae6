//! Arbitrary input to every reader: nothing panics, what is read is read again the same, and an error names a line that is there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failing test stops")]

use proptest::prelude::*;
use shura_act::figure::{Known, read_reversed_thousands};
use shura_act::{Calendar, Date, Figure, hand};
use shura_kernel::Charter;

/// Text that looks like a record or a charter in places: real keys and values, cut and joined anyhow.
fn toml_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("[[act]]\n".to_owned()),
        Just("kind = \"division\"\n".to_owned()),
        Just("kind = \"mandate\"\n".to_owned()),
        Just("calendar = \"julian\"\n".to_owned()),
        Just("[organisation]\nname = { en = \"A\", fa = \"الف\" }\nmode = \"recording\"\n".to_owned()),
        Just("[kind.council]\nname = { en = \"A\", fa = \"الف\" }\nrole = \"council\"\n".to_owned()),
        Just("quorum = { of = \"seats\", fraction = \"1/2\" }\n".to_owned()),
        Just("[majority.ordinary]\n".to_owned()),
        Just("[[countersignature]]\n".to_owned()),
        Just("]]".to_owned()),
        Just("{ en = ".to_owned()),
        "(id|at|for|on|by|person|organ|seats|fraction|and|share|norm) = ",
        "\"[a-z0-9۰-۹٠-٩يیكک/.:~?X-]{0,20}\"\n",
        "[0-9]{1,22}\n",
        ".{0,12}",
        "\\PC{0,12}\n",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Text near a date: digits, marks and separators of three scripts.
fn date_like() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9X?~%T:Z/.-]{0,40}",
        "[0-9X]{4}(-[0-9X]{2}){0,3}(T[0-9]{2}:[0-9]{2})?[?~%]?",
        "\\PC{0,40}"
    ]
}

/// Text near a figure.
fn figure_like() -> impl Strategy<Value = String> {
    prop_oneof!["(about |over |under )?[0-9۰-۹٠-٩,٬_/.]{0,24}", "[0-9۰-۹]{1,3}/[0-9٠-٩]{1,3}", "\\PC{0,24}"]
}

proptest! {
    #[test]
    fn hand_reads_anything(text in toml_like()) {
        match hand::read("f.toml", &text) {
            Ok(acts) => prop_assert!(hand::join(vec![acts]).is_ok_and(|a| a.len() <= text.len()) || text.contains("id")),
            Err(error) => {
                prop_assert!(error.line >= 1 && error.line <= text.lines().count() + 1, "{error}");
                prop_assert!(!error.what.en.is_empty() && !error.what.fa.is_empty());
            }
        }
    }

    #[test]
    fn hand_reads_any_bytes_that_are_text(bytes in prop::collection::vec(any::<u8>(), 0..512)) {
        if let Ok(text) = String::from_utf8(bytes) {
            let _ = hand::read("f.toml", &text);
            let _ = Charter::read("c.toml", &text);
        }
    }

    #[test]
    fn charter_reads_anything(text in toml_like()) {
        if let Err(error) = Charter::read("c.toml", &text) {
            prop_assert!(error.line >= 1 && error.line <= text.lines().count() + 1, "{error}");
            prop_assert!(!error.what.en.is_empty() && !error.what.fa.is_empty());
        }
    }

    #[test]
    fn date_reads_anything(text in date_like()) {
        if let Ok(date) = Date::new(&text) {
            prop_assert!(date.first() <= date.last());
            prop_assert_eq!(&Date::new(date.as_str()).unwrap(), &date);
        }
        for calendar in [Calendar::Julian, Calendar::Persian] {
            if let Ok(date) = Date::from_calendar(&text, calendar) {
                prop_assert!(date.first() <= date.last());
                for lang in [shura_act::Lang::En, shura_act::Lang::Fa] {
                    prop_assert!(!shura_act::show::date(&date, calendar, lang).is_empty());
                }
            }
        }
    }

    /// A whole day goes to another calendar and comes back.
    #[test]
    fn days_come_back(year in 1600i64..2200, month in 1u8..=12, day in 1u8..=28) {
        let text = format!("{year:04}-{month:02}-{day:02}");
        for calendar in [Calendar::Gregorian, Calendar::Julian] {
            let date = Date::from_calendar(&text, calendar).unwrap();
            prop_assert_eq!(&date.in_calendar(calendar), &text);
        }
    }

    #[test]
    fn figure_reads_anything(text in figure_like()) {
        match Figure::read(&text) {
            Ok(figure) => {
                prop_assert_eq!(&Figure::read(&figure.to_string()).unwrap(), &figure);
                let (least, most) = figure.bounds();
                prop_assert!(least <= most || figure.known == Known::Under(0), "{figure:?}");
            }
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
        let _ = read_reversed_thousands(&text);
    }

    /// Digits of three scripts in one number are read as the number that they spell.
    #[test]
    fn mixed_digits_spell_one_number(n in 0u64..1_000_000_000, scripts in prop::collection::vec(0usize..3, 9)) {
        let zero = ['0', '۰', '٠'];
        let write = |(i, c): (usize, char)| char::from_u32(zero[scripts[i]] as u32 + c.to_digit(10).unwrap()).unwrap();
        let mixed: String = n.to_string().chars().enumerate().map(write).collect();
        prop_assert_eq!(Figure::read(&mixed).unwrap().exact(), Some(n));
    }

    /// A slash between groups of three is never taken for a number: it could be two.
    #[test]
    fn a_slash_is_never_a_number(a in 0u64..1000, b in 0u64..1000) {
        let print = format!("{a:03}/{b}");
        prop_assert!(Figure::read(&print).is_err());
    }
}
