//! Sums of figures, and how they are written in a finding.

use shura_act::figure::Known;
use shura_act::{Bilingual, Figure};

/// The number of a figure, if it is there and exact.
pub fn exact(figure: &Option<Figure>) -> Option<u64> {
    figure.as_ref().and_then(Figure::exact)
}

/// The least and the greatest sum that figures allow.
pub fn bounds<'a>(figures: impl Iterator<Item = &'a Figure>) -> (u64, u64) {
    figures
        .map(Figure::bounds)
        .fold((0, 0), |(low, high), (a, b)| (low.saturating_add(a), high.saturating_add(b)))
}

/// Figures as they are added: `62 + 29`.
pub fn written<'a>(figures: impl Iterator<Item = &'a Figure>) -> Bilingual {
    joined(figures.map(words), " + ")
}

/// Wordings one after another.
pub fn joined(words: impl Iterator<Item = Bilingual>, between: &str) -> Bilingual {
    let (en, fa): (Vec<String>, Vec<String>) = words.map(|w| (w.en, w.fa)).unzip();
    Bilingual::new(en.join(between), fa.join(between))
}

/// Numbers as a proportion: `14:7:3`.
pub fn proportion(numbers: &[u64]) -> String {
    numbers.iter().map(u64::to_string).collect::<Vec<_>>().join(":")
}

/// A number with its thousands set apart.
pub fn grouped(n: u64) -> Bilingual {
    let digits = n.to_string();
    let apart = |comma: char| {
        let mut out = String::with_capacity(digits.len() * 2);
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push(comma);
            }
            out.push(digit);
        }
        out
    };
    Bilingual::new(apart(','), apart('٬'))
}

/// A figure in words.
pub fn words(figure: &Figure) -> Bilingual {
    let pair = |en: String, fa: String| Bilingual { en, fa };
    match figure.known {
        Known::Exactly(n) => pair(n.to_string(), n.to_string()),
        Known::About(n) => pair(format!("about {n}"), format!("حدود {n}")),
        Known::Over(n) => pair(format!("over {n}"), format!("بیش از {n}")),
        Known::Under(n) => pair(format!("under {n}"), format!("کمتر از {n}")),
        Known::Between(a, b) => pair(format!("{a} to {b}"), format!("{a} تا {b}")),
        Known::Unknown => Bilingual::new("unknown", "نامعلوم"),
    }
}
