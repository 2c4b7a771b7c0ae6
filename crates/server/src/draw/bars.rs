//! A bar in parts: the votes of a division, the units that stand to an authority.

use super::{About, drawing, round};
use crate::html::escape;

/// A part of a bar.
pub struct Part {
    /// Its class in the style sheet.
    pub class: &'static str,
    /// How many.
    pub count: u64,
    /// The same as it is written in the bar.
    pub label: String,
}

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 44.0;
/// Width of a digit at the size of the labels.
const DIGIT: f64 = 11.0;

/// Draws the parts side by side, from the side where reading begins, as wide as they are many of `whole`.
pub fn bar(parts: &[Part], whole: u64, from_the_right: bool, about: &About<'_>) -> String {
    let sum: u64 = parts.iter().fold(0, |sum, part| sum.saturating_add(part.count));
    let whole = whole.max(sum).max(1) as f64;
    let mut begin = 0.0;
    let mut shapes =
        format!("<rect class=\"rest\" x=\"0\" y=\"0\" width=\"{WIDTH}\" height=\"{HEIGHT}\" rx=\"6\"/>");
    for part in parts.iter().filter(|p| p.count > 0) {
        let width = WIDTH * part.count as f64 / whole;
        let x = if from_the_right { WIDTH - begin - width } else { begin };
        shapes.push_str(&format!(
            "<rect class=\"{}\" x=\"{}\" y=\"0\" width=\"{}\" height=\"{HEIGHT}\" rx=\"2\"/>",
            part.class,
            round(x),
            round((width - 1.0).max(1.0))
        ));
        if width > DIGIT * part.label.chars().count() as f64 + 8.0 {
            let middle = round(x + width / 2.0);
            shapes.push_str(&format!(
                "<text x=\"{middle}\" y=\"29\" text-anchor=\"middle\">{}</text>",
                escape(&part.label)
            ));
        }
        begin += width;
    }
    drawing("bar", WIDTH, HEIGHT, about, &shapes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts() -> Vec<Part> {
        vec![
            Part { class: "for", count: 30, label: "30".into() },
            Part { class: "against", count: 10, label: "10".into() },
            Part { class: "abstain", count: 0, label: "0".into() },
        ]
    }

    #[test]
    fn parts_are_as_wide_as_they_are_many() {
        let about = About { title: "T", description: "D" };
        let bar_of = |whole, right| bar(&parts(), whole, right, &about);
        assert!(bar_of(40, false).contains("class=\"for\" x=\"0\" y=\"0\" width=\"479\""));
        assert!(
            bar_of(80, false).contains("class=\"for\" x=\"0\" y=\"0\" width=\"239\""),
            "who did not vote is the rest"
        );
        assert!(bar_of(40, true).contains("class=\"for\" x=\"160\""), "from the right in Persian");
        assert!(!bar_of(40, false).contains("class=\"abstain\""));
        assert!(bar(&[], 0, false, &about).contains("class=\"rest\""), "nobody voted");
    }
}
