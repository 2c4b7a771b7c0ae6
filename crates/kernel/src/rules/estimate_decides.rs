//! An outcome rests on figures that were counted.

use crate::finding::{Findings, Looks, Rule, Severity};
use crate::standing::Standing;
use shura_act::{Entry, Kind};
use crate::verdict;
use shura_act::figure::Known;
use shura_act::{Bilingual, Figure};

/// The rule.
pub static RULE: Rule = Rule { id: "estimate-decides", system: "C3", severity: Severity::Note, looks: Looks::At(&[Kind::Division, Kind::Declaration], check) };

fn check(standing: &Standing, entry: &Entry, findings: &mut Findings) {
    let Some(division) = verdict::declared(standing, entry) else { return };
    let told = &division.division;
    let figures = [&told.in_favour, &told.against].into_iter().flatten();
    let options = told.options.iter().map(|o| &o.votes);
    let guessed: Vec<Bilingual> = figures.chain(options).filter(|f| is_guess(f)).map(words).collect();
    if !guessed.is_empty() && (told.outcome.is_some() || !told.options.is_empty()) {
        let list = |pick: fn(&Bilingual) -> &str, comma| guessed.iter().map(pick).collect::<Vec<_>>().join(comma);
        let figures = Bilingual { en: list(|w| &w.en, ", "), fa: list(|w| &w.fa, "، ") };
        findings.add(RULE.finding(&entry.id).fact("figures", figures).fact("count", guessed.len()));
    }
}

fn words(figure: &Figure) -> Bilingual {
    let fa = match figure.known {
        Known::Exactly(n) => n.to_string(),
        Known::About(n) => format!("نزدیک به {n}"),
        Known::Over(n) => format!("بیش از {n}"),
        Known::Under(n) => format!("کمتر از {n}"),
        Known::Between(a, b) => format!("{a} تا {b}"),
        Known::Unknown => "نادانسته".into(),
    };
    Bilingual::new(figure.to_string(), fa)
}

fn is_guess(figure: &Figure) -> bool {
    figure.exact().is_none() && (figure.number().is_some() || figure.bounds().0 > 0)
}
