//! Words in which several rules tell their facts.

use crate::standing::Standing;
use crate::words;
use shura_act::act::{Conduct, Stance, Whose};
use shura_act::{Bilingual, Id, Key};

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

fn word_of_charter(standing: &Standing, word: &Key) -> Bilingual {
    let charter = &standing.charter;
    let named = words::entitled(word).or_else(|| words::named(charter, word));
    named.unwrap_or_else(|| standing.name_of(word))
}

/// The name of a subject of competence.
pub fn subject(standing: &Standing, subject: &Key) -> Bilingual {
    let name = standing.charter.subject.get(subject).cloned();
    name.unwrap_or_else(|| Bilingual::new(subject.as_str(), subject.as_str()))
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
        Whose::Whole => Bilingual::new("the whole unit", "همهٔ واحد"),
        Whose::Committee => Bilingual::new("the committee", "کمیته"),
        Whose::RankAndFile => Bilingual::new("the rank and file", "توده"),
        Whose::Officers => Bilingual::new("the officers", "افسران"),
    }
}

/// Names one after another.
pub fn join(names: &[Bilingual], en: &str, fa: &str) -> Bilingual {
    let of = |lang: fn(&Bilingual) -> &str| names.iter().map(lang).collect::<Vec<_>>();
    Bilingual { en: of(|n| &n.en).join(en), fa: of(|n| &n.fa).join(fa) }
}
