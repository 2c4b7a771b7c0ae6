//! Whether a division carries an act that needs one: the right organ, the right majority.

use crate::charter::Mode;
use crate::standing::Standing;
use crate::verdict;
use shura_act::act::Outcome;
use shura_act::{Bilingual, Id, Key};
use shura_count::majority::{self, Verdict};

/// What a division lacks to be a decision, on this kind of question, of an organ that `is_right`; `None` if it has everything that is known.
pub fn lacks(
    standing: &Standing,
    division: Option<&Id>,
    is_right: impl Fn(&Id) -> bool,
    question: &Key,
) -> Option<Bilingual> {
    let words = |en: &str, fa: &str| Some(Bilingual::new(en, fa));
    let Some(id) = division else {
        return words("no division is named", "رأی‌گیری‌ای نام برده نشده است");
    };
    let living = standing.charter.organisation.mode == Mode::Enforcing;
    let Some(held) = standing.divisions.get(id) else {
        return living
            .then(|| Bilingual::new("what is named is no division", "آنچه نام برده شده رأی‌گیری نیست"));
    };
    if standing.is_void(id) {
        return words("the division named has no effect", "رأی‌گیری نام‌برده بی‌اثر است");
    }
    if held.division.consultative {
        return words("the division named only asked for opinions", "رأی‌گیری نام‌برده تنها نظرخواهی بود");
    }
    if let Some(organ) = held.organ.as_ref().filter(|o| !is_right(o)) {
        let name = standing.name_of(organ);
        return Some(Bilingual::new(
            format!("the division was taken in {}", name.en),
            format!("رأی‌گیری در {} انجام شد", name.fa),
        ));
    }
    let decided = verdict::decide_question(standing, Some(question), held)?;
    let failed =
        [Some(&decided.verdict), decided.second.as_ref()].into_iter().flatten().find(|v| !v.carried())?;
    if !living
        && failed.outcome == majority::Outcome::Undecidable
        && held.division.outcome == Some(Outcome::Carried)
    {
        return None;
    }
    Some(shortfall(failed))
}

/// The arithmetic of a majority that was not reached.
fn shortfall(verdict: &Verdict) -> Bilingual {
    match &verdict.arithmetic {
        Some(sum) => Bilingual::new(
            format!("{} for, {} needed of {}", sum.in_favour, sum.needed, sum.base),
            format!("{} رأی موافق در برابر {} رأی لازم از {}", sum.in_favour, sum.needed, sum.base),
        ),
        None => Bilingual::new("nothing says that it was carried", "جایی گفته نشده که تصویب شده باشد"),
    }
}
