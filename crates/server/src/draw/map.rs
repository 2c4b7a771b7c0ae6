//! The map of an organisation: boxes in layers, the base below, with lines from who elects to whom they elect, and from who answers to whom.

use super::{About, drawing, round};
use crate::html::escape;

/// A box of the map.
pub struct Node {
    /// Its class in the style sheet.
    pub class: &'static str,
    /// What it is called.
    pub name: String,
    /// A few words under the name.
    pub below: String,
    /// Where it leads.
    pub href: String,
    /// How far above the base it lies.
    pub layer: usize,
}

/// A line of the map.
pub struct Arrow {
    /// From which box.
    pub from: usize,
    /// To which.
    pub to: usize,
    /// What it means.
    pub bond: Bond,
}

/// What a line means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bond {
    /// Elects.
    Elects,
    /// Answers to.
    Answers,
}

const BOX: (f64, f64) = (152.0, 62.0);
const GAP: (f64, f64) = (14.0, 46.0);
const IN_ROW: usize = 4;
/// Characters of a name in one line of a box.
const LINE: usize = 19;

/// Draws the boxes and lines; in Persian from the right.
pub fn map(nodes: &[Node], arrows: &[Arrow], from_the_right: bool, about: &About<'_>) -> String {
    let width = IN_ROW as f64 * (BOX.0 + GAP.0) + GAP.0;
    let (places, height) = places(nodes, width, from_the_right);
    let mut shapes = String::new();
    for arrow in arrows {
        let (Some(from), Some(to)) = (places.get(arrow.from), places.get(arrow.to)) else { continue };
        shapes.push_str(&line(*from, *to, arrow.bond));
    }
    for (node, (x, y)) in nodes.iter().zip(&places) {
        shapes.push_str(&boxed(node, *x, *y));
    }
    drawing("map", width, height, about, &shapes)
}

/// The middle of each box, and the height of all.
fn places(nodes: &[Node], width: f64, from_the_right: bool) -> (Vec<(f64, f64)>, f64) {
    let mut places = vec![(0.0, 0.0); nodes.len()];
    let mut layers: Vec<usize> = nodes.iter().map(|n| n.layer).collect();
    layers.sort_unstable();
    layers.dedup();
    let mut y = GAP.1 / 2.0 + BOX.1 / 2.0;
    for layer in layers.into_iter().rev() {
        let here: Vec<usize> =
            (0..nodes.len()).filter(|i| nodes.get(*i).is_some_and(|n| n.layer == layer)).collect();
        for row in here.chunks(IN_ROW) {
            let step = width / row.len() as f64;
            for (i, node) in row.iter().enumerate() {
                let x = step * (i as f64 + 0.5);
                if let Some(place) = places.get_mut(*node) {
                    *place = (if from_the_right { width - x } else { x }, y);
                }
            }
            y += BOX.1 + GAP.1;
        }
    }
    (places, (y - BOX.1 / 2.0 - GAP.1 / 2.0).max(GAP.1))
}

/// A curve between two boxes, with a point at its end.
fn line(from: (f64, f64), to: (f64, f64), bond: Bond) -> String {
    let class = if bond == Bond::Elects { "elects" } else { "answers" };
    // What elects and what answers would lie on each other where both hold.
    let aside = if bond == Bond::Elects { -7.0 } else { 7.0 };
    let up = to.1 < from.1;
    let half = BOX.1 / 2.0;
    let (y1, y2) = if up { (from.1 - half, to.1 + half + 6.0) } else { (from.1 + half, to.1 - half - 6.0) };
    let (x1, x2) = (from.0 + aside, to.0 + aside);
    let bend = (y1 + y2) / 2.0;
    let point = if up { 6.0 } else { -6.0 };
    format!(
        "<path class=\"{class}\" d=\"M{} {}C{} {} {} {} {} {}\"/><path class=\"{class} point\" d=\"M{} {}l-4 {point}h8z\"/>",
        round(x1),
        round(y1),
        round(x1),
        round(bend),
        round(x2),
        round(bend),
        round(x2),
        round(y2),
        round(x2),
        round(y2 - point)
    )
}

fn boxed(node: &Node, x: f64, y: f64) -> String {
    let lines = lines(&node.name);
    let first = y + if lines.len() > 1 { -10.0 } else { -2.0 };
    let mut text = String::new();
    for (i, line) in lines.iter().enumerate() {
        text.push_str(&format!(
            "<text class=\"name\" x=\"{}\" y=\"{}\">{}</text>",
            round(x),
            round(first + 17.0 * i as f64),
            escape(line)
        ));
    }
    let below = round(first + 17.0 * lines.len() as f64 + 1.0);
    format!(
        "<a href=\"{}\"><rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"8\"/>{text}<text class=\"below\" x=\"{}\" y=\"{below}\">{}</text></a>",
        escape(&node.href),
        node.class,
        round(x - BOX.0 / 2.0),
        round(y - BOX.1 / 2.0),
        BOX.0,
        BOX.1,
        round(x),
        escape(&node.below)
    )
}

/// A name in at most two lines.
fn lines(name: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in name.split_whitespace() {
        let last = lines.last().map_or(0, |l| l.chars().count());
        if last > 0 && last + 1 + word.chars().count() > LINE {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    if lines.len() > 2 {
        lines.truncate(2);
        if let Some(line) = lines.last_mut() {
            line.push('…');
        }
    }
    lines.iter().map(|l| crate::pen::shortened(l, LINE + 2)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(name: &str, layer: usize) -> Node {
        Node { class: "council", name: name.into(), below: "1".into(), href: "/x/organs/a".into(), layer }
    }

    #[test]
    fn the_base_lies_below() {
        let nodes = [node("Congress", 1), node("Branch", 0), node("Other branch", 0)];
        let width = 678.0;
        let (places, height) = places(&nodes, width, false);
        assert!(places[0].1 < places[1].1 && places[1].0 < places[2].0);
        assert!(
            places
                .iter()
                .all(|(x, y)| *x > BOX.0 / 2.0 && *x < width - BOX.0 / 2.0 && *y + BOX.1 / 2.0 <= height)
        );
        let (mirrored, _) = super::places(&nodes, width, true);
        assert!(mirrored[1].0 > mirrored[2].0, "in Persian from the right");
    }

    #[test]
    fn names_are_cut_and_escaped() {
        assert_eq!(lines("Military revolutionary committee of the northern front").len(), 2);
        let about = About { title: "T", description: "D" };
        let arrows =
            [Arrow { from: 1, to: 0, bond: Bond::Elects }, Arrow { from: 9, to: 0, bond: Bond::Answers }];
        let svg = map(&[node("<A>", 1), node("B", 0)], &arrows, false, &about);
        assert!(svg.contains("&lt;A&gt;") && svg.matches("class=\"elects\"").count() == 1);
    }
}
