//! Drawings, each a pure function to SVG. Colours come from classes of the style sheet, so that they serve light, dark and print; every drawing
//! has a title and a description, and the page that shows it says the same in a table or a list.

mod bars;
mod hemicycle;
mod map;

pub use bars::{Part, bar};
pub use hemicycle::{Colour, Seat, hemicycle};
pub use map::{Arrow, Bond, Node, map};

use crate::html::escape;

/// What a drawing shows, for those who do not see it.
pub struct About<'a> {
    /// Its title.
    pub title: &'a str,
    /// What is to be seen.
    pub description: &'a str,
}

/// An SVG drawing of this size around its shapes. One whose shapes lead somewhere is a group of links to those who hear it, and not one image.
fn drawing(class: &str, width: f64, height: f64, about: &About<'_>, shapes: &str) -> String {
    let (width, height) = (round(width), round(height));
    let role = if shapes.contains("<a ") { "group" } else { "img" };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"{class}\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"{role}\"><title>{}</title><desc>{}</desc>{shapes}</svg>",
        escape(about.title),
        escape(about.description)
    )
}

/// A length with one decimal.
fn round(length: f64) -> f64 {
    (length * 10.0).round() / 10.0
}
