//! An organ as a half circle of seats, from the reader's side: factions side by side, vacant seats as rings.

use super::{About, drawing, round};
use crate::html::escape;
use std::f64::consts::PI;

/// A seat.
pub struct Seat {
    /// The colour.
    pub colour: Colour,
    /// Who holds it, shown when one points at it.
    pub name: String,
}

/// The colour of a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// That of a faction, by its number.
    Faction(usize),
    /// Whoever holds it belongs to no faction.
    Alone,
    /// Nobody holds it.
    Vacant,
}

impl Colour {
    /// The colour of a seat that somebody holds.
    pub fn of(faction: Option<usize>) -> Self {
        faction.map_or(Self::Alone, Self::Faction)
    }

    fn class(self) -> String {
        match self {
            Self::Faction(number) => format!("f{}", number % COLOURS),
            Self::Alone => "alone".to_owned(),
            Self::Vacant => "vacant".to_owned(),
        }
    }
}

/// How many colours the style sheet has for factions; after these they begin again.
pub const COLOURS: usize = 10;
const RADIUS: f64 = 250.0;
const INNER: f64 = 0.42;

/// Draws the seats in the order given, from the side where reading begins.
pub fn hemicycle(seats: &[Seat], from_the_right: bool, about: &About<'_>) -> String {
    let places = places(seats.len());
    let size = size(&places, seats.len());
    let (width, height) = (2.0 * (RADIUS + size + 2.0), RADIUS + 2.0 * size + 4.0);
    let mut shapes = String::new();
    for (seat, (radius, angle)) in seats.iter().zip(&places) {
        let along = if from_the_right { angle.cos() } else { -angle.cos() };
        let (x, y) = (width / 2.0 + radius * along, height - size - 2.0 - radius * angle.sin());
        let class = seat.colour.class();
        shapes.push_str(&format!(
            "<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"{}\"><title>{}</title></circle>",
            round(x),
            round(y),
            round(size),
            escape(&seat.name)
        ));
    }
    drawing("hemicycle", width, height, about, &shapes)
}

/// The places of so many seats, as radius and angle, in the order in which factions fill them: by angle, through all rows.
fn places(seats: usize) -> Vec<(f64, f64)> {
    let rows = rows(seats);
    let mut places = vec![];
    for (radius, in_row) in rows {
        for seat in 0..in_row {
            places.push((radius, PI * (seat as f64 + 0.5) / in_row as f64));
        }
    }
    places.sort_by(|a, b| a.1.total_cmp(&b.1).then(b.0.total_cmp(&a.0)));
    places
}

/// Rows from the outer to the inner, each with its radius and as many seats as its length allows.
fn rows(seats: usize) -> Vec<(f64, usize)> {
    let count = ((seats as f64).sqrt() * 0.45).round().max(1.0) as usize;
    let step = (1.0 - INNER) / count as f64;
    let radii: Vec<f64> = (0..count).map(|row| RADIUS * (1.0 - step * row as f64)).collect();
    let length: f64 = radii.iter().sum();
    let mut left = seats;
    let mut rows = vec![];
    let mut behind = length;
    for radius in radii {
        // Each row takes its share of what is left, so that the last one takes the rest and none is lost.
        let in_row = ((left as f64) * radius / behind).round() as usize;
        behind -= radius;
        left -= in_row.min(left);
        rows.push((radius, in_row));
    }
    rows
}

/// The radius of a seat: as large as its neighbours in the row and the rows beside it allow.
fn size(places: &[(f64, f64)], seats: usize) -> f64 {
    let rows = rows(seats);
    let gap = (1.0 - INNER) * RADIUS / rows.len() as f64;
    let along = rows.iter().filter(|(_, n)| *n > 0).map(|(radius, n)| PI * radius / *n as f64);
    let least = along.fold(gap, f64::min);
    if places.is_empty() { 0.0 } else { (least * 0.42).clamp(1.5, 22.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seats(n: usize) -> Vec<Seat> {
        let colours = [Colour::Vacant, Colour::Faction(1), Colour::Faction(2), Colour::Alone];
        (0..n).map(|i| Seat { colour: colours[i % 4], name: format!("<{i}>") }).collect()
    }

    #[test]
    fn no_seat_is_lost_and_none_lies_on_another() {
        for n in [0, 1, 2, 3, 7, 25, 101, 649, 1500] {
            let places = places(n);
            assert_eq!(places.len(), n);
            let size = size(&places, n);
            let at = |p: &(f64, f64)| (p.0 * p.1.cos(), p.0 * p.1.sin());
            for (i, a) in places.iter().enumerate() {
                for b in &places[..i] {
                    let ((ax, ay), (bx, by)) = (at(a), at(b));
                    let apart = ((ax - bx).powi(2) + (ay - by).powi(2)).sqrt();
                    assert!(apart > 1.9 * size, "{n} seats: {apart} apart, radius {size}");
                }
            }
        }
    }

    #[test]
    fn factions_begin_where_reading_begins() {
        let about = About { title: "T & t", description: "D" };
        let first = |svg: &str| {
            let x = svg.split("cx=\"").nth(1).and_then(|s| s.split('"').next()).map(str::parse::<f64>);
            x.and_then(Result::ok).unwrap_or_default()
        };
        let (left, right) = (hemicycle(&seats(40), false, &about), hemicycle(&seats(40), true, &about));
        assert!(first(&left) < 100.0 && first(&right) > 400.0);
        assert_eq!(left.matches("<circle").count(), 40);
        assert!(
            left.contains("<title>T &amp; t</title>")
                && left.contains("&lt;0&gt;")
                && left.contains("class=\"vacant\"")
        );
    }
}
