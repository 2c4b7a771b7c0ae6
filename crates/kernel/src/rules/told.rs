//! Words in which several rules tell their facts.

use crate::standing::Standing;
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
    id.map_or_else(|| Bilingual::new("an issuer not named", "صادرکننده‌ای بی‌نام"), |id| standing.name_of(id))
}

/// Words of the charter (organs, kinds of organs, offices), any of which will do.
pub fn any_of(standing: &Standing, words: &[Key]) -> Bilingual {
    let names: Vec<Bilingual> = words.iter().map(|word| word_of_charter(standing, word)).collect();
    join(&names, " or ", " یا ")
}

fn word_of_charter(standing: &Standing, word: &Key) -> Bilingual {
    let charter = &standing.charter;
    let kind = charter.kind.get(word).map(|k| k.name.clone());
    kind.or_else(|| charter.office.get(word).cloned()).unwrap_or_else(|| standing.name_of(word))
}

/// The name of a subject of competence.
pub fn subject(standing: &Standing, subject: &Key) -> Bilingual {
    let name = standing.charter.subject.get(subject).cloned();
    name.unwrap_or_else(|| Bilingual::new(subject.as_str(), subject.as_str()))
}

/// What was done with an order.
pub fn conduct(conduct: Conduct) -> Bilingual {
    match conduct {
        Conduct::Obeyed => Bilingual::new("obeyed", "اطاعت کرد"),
        Conduct::Refused => Bilingual::new("refused", "سرباز زد"),
        Conduct::Partial => Bilingual::new("obeyed in part", "تا اندازه‌ای اطاعت کرد"),
        Conduct::Ignored => Bilingual::new("paid no heed", "اعتنا نکرد"),
        Conduct::Delayed => Bilingual::new("delayed", "به تأخیر انداخت"),
        Conduct::Impossible => Bilingual::new("could not do it", "نتوانست انجام دهد"),
    }
}

/// How a unit stands to an authority.
pub fn stance(stance: Stance) -> Bilingual {
    match stance {
        Stance::Recognises => Bilingual::new("recognises it", "آن را به رسمیت می‌شناسد"),
        Stance::Refuses => Bilingual::new("refuses it", "آن را نمی‌پذیرد"),
        Stance::Neutral => Bilingual::new("is neutral", "بی‌طرف است"),
        Stance::Conditional => Bilingual::new("recognises it on a condition", "آن را مشروط می‌پذیرد"),
        Stance::Partial => Bilingual::new("recognises it in part", "آن را تا اندازه‌ای می‌پذیرد"),
        Stance::Undecided => Bilingual::new("is undecided", "هنوز تصمیم نگرفته است"),
        Stance::Divided => Bilingual::new("is divided", "دودسته است"),
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
