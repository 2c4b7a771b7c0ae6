//! Words in which several rules tell their facts.

use super::sums;
use crate::standing::Standing;
use crate::words;
use shura_act::act::{Conduct, Stance, Whose};
use shura_act::bilingual::Words;
use shura_act::figure::{Figure, Known};
use shura_act::{Bilingual, Date, Id, Key, Lang, show};

/// The names of acts in a list, or that there is none.
pub fn list(standing: &Standing, ids: &[Id]) -> Bilingual {
    if ids.is_empty() {
        return Bilingual::new("none", "هیچ‌یک");
    }
    let names: Vec<Bilingual> = ids.iter().map(|id| standing.name_of(id)).collect();
    join(&names, ", ", "، ")
}

/// The name of an act, or that it is not told.
pub fn who(standing: &Standing, id: Option<&Id>) -> Bilingual {
    id.map_or_else(|| Bilingual::new("somebody not named", "کسی که نامش نیامده"), |id| standing.name_of(id))
}

/// Words of the charter (organs, kinds of organs, offices), any of which will do.
pub fn any_of(standing: &Standing, words: &[Key]) -> Bilingual {
    let names: Vec<Bilingual> = words.iter().map(|word| word_of_charter(standing, word)).collect();
    join(&names, " or ", " یا ")
}

/// A word of the charter: a kind of organs, an office, or else an organ or a person.
pub fn word_of_charter(standing: &Standing, word: &Key) -> Bilingual {
    let charter = &standing.charter;
    let named = words::entitled(word).or_else(|| words::named(charter, word));
    named.unwrap_or_else(|| standing.name_of(word))
}

/// What an account says of a point: a date in the calendar of the charter, anything else in its own words.
pub fn value(standing: &Standing, value: &Words) -> Bilingual {
    let calendar = standing.charter.organisation.calendar;
    if let Ok(Figure { known: Known::Exactly(n), .. }) = Figure::read(value.get(Lang::En)) {
        return sums::grouped(n);
    }
    let tell = |lang| {
        let words = value.get(lang);
        // It stands as the source has it, in the calendar of the record. A bare number is a number and no year.
        let date =
            Date::from_calendar(words, calendar).ok().filter(|_| words.contains('-') || words.contains('/'));
        date.map_or_else(|| words.to_owned(), |date| show::date(&date, calendar, lang))
    };
    Bilingual::new(tell(Lang::En), tell(Lang::Fa))
}

/// The form of a countersignature.
pub fn form(form: &Key) -> Bilingual {
    match form.as_str() {
        "signature" => Bilingual::new("a signature", "امضا"),
        "stamp" => Bilingual::new("a stamp", "مُهر"),
        "commissar" => Bilingual::new("the mark of a commissar", "تأیید کمیسر"),
        "written-consent" => Bilingual::new("written consent", "رضایت کتبی"),
        other => Bilingual::new(other, other),
    }
}

/// What was done with an order.
pub fn conduct(conduct: Conduct) -> Bilingual {
    match conduct {
        Conduct::Obeyed => Bilingual::new("obedience", "اطاعت"),
        Conduct::Refused => Bilingual::new("refusal", "سرپیچی"),
        Conduct::Partial => Bilingual::new("obedience in part", "اطاعت ناتمام"),
        Conduct::Ignored => Bilingual::new("no heed", "بی‌اعتنایی"),
        Conduct::Delayed => Bilingual::new("delay", "تأخیر"),
        Conduct::Impossible => Bilingual::new("it could not be done", "ناتوانی از اجرا"),
    }
}

/// How a unit stands to an authority.
pub fn stance(stance: Stance) -> Bilingual {
    match stance {
        Stance::Recognises => Bilingual::new("recognition", "به رسمیت شناختن"),
        Stance::Refuses => Bilingual::new("refusal", "نپذیرفتن"),
        Stance::Neutral => Bilingual::new("neutrality", "بی‌طرفی"),
        Stance::Conditional => Bilingual::new("recognition on a condition", "پذیرش مشروط"),
        Stance::Partial => Bilingual::new("recognition in part", "پذیرش ناتمام"),
        Stance::Undecided => Bilingual::new("no decision", "بی‌تصمیمی"),
        Stance::Divided => Bilingual::new("division", "دودستگی"),
    }
}

/// In whose mouth a recognition lies.
pub fn whose(whose: Whose) -> Bilingual {
    match whose {
        Whose::Whole => Bilingual::new("the whole unit", "همهٔ یکان"),
        Whose::Committee => Bilingual::new("the committee", "کمیته"),
        Whose::RankAndFile => Bilingual::new("the rank and file", "توده"),
        Whose::Officers => Bilingual::new("the officers", "افسران"),
    }
}

/// Subjects, items of an agenda or points of claims, one after another; a dash for none.
pub fn subjects<'a>(standing: &Standing, keys: impl Iterator<Item = &'a Key>) -> Bilingual {
    let names: Vec<Bilingual> = keys.map(|key| standing.subject(key)).collect();
    if names.is_empty() { Bilingual::new("–", "–") } else { join(&names, ", ", "، ") }
}

/// Names one after another.
pub fn join(names: &[Bilingual], en: &str, fa: &str) -> Bilingual {
    let of = |lang: fn(&Bilingual) -> &str| names.iter().map(lang).collect::<Vec<_>>();
    Bilingual { en: of(|n| &n.en).join(en), fa: of(|n| &n.fa).join(fa) }
}
