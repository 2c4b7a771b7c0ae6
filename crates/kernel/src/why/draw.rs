//! A chain drawn: as SVG, for Graphviz, and in the words of both languages.

use super::{End, Link, Relation};
use shura_act::bilingual::fa_digits;
use shura_act::{Bilingual, Lang};

/// Whether the chain reaches the base, and where it breaks.
pub fn summary(chain: &Link) -> Bilingual {
    let breaks = chain.breaks().len();
    match (chain.reaches_base(), breaks) {
        (true, 0) => Bilingual::new(
            "The chain reaches the units and breaks nowhere.",
            "زنجیره به یکان‌ها می‌رسد و هیچ‌جا گسسته نیست.",
        ),
        (true, n) => Bilingual::new(
            format!("The chain reaches the units; it breaks in {n} places."),
            format!("زنجیره به یکان‌ها می‌رسد؛ در {} جا گسسته است.", fa_digits(&n.to_string())),
        ),
        (false, n) => Bilingual::new(
            format!("The chain reaches no unit; it breaks in {n} places."),
            format!("زنجیره به هیچ یکانی نمی‌رسد؛ در {} جا گسسته است.", fa_digits(&n.to_string())),
        ),
    }
}

/// How one link supports another, in words.
pub fn relation(relation: Relation) -> Bilingual {
    let (en, fa) = match relation {
        Relation::Asked => ("act", "کنش"),
        Relation::PerformedBy => ("performed by", "کننده"),
        Relation::OnBehalfOf => ("on behalf of", "از سوی"),
        Relation::Under => ("under", "بر پایهٔ"),
        Relation::Competence => ("competence", "صلاحیت"),
        Relation::Sitting => ("sitting", "نشست"),
        Relation::Convening => ("called by", "فراخوان"),
        Relation::Quorum => ("quorum", "حد نصاب"),
        Relation::Division => ("division", "رأی‌گیری"),
        Relation::Tally => ("count", "شمارش"),
        Relation::Mandate => ("mandate", "وکالت"),
        Relation::Office => ("office", "سمت"),
        Relation::Election => ("election", "انتخاب"),
        Relation::Elector => ("elected by", "برگزیدهٔ"),
        Relation::Countersignature => ("countersignature", "امضای متقابل"),
    };
    Bilingual::new(en, fa)
}

/// How a link ends, in words after its own.
pub fn end(end: End, lang: Lang) -> &'static str {
    match (end, lang) {
        (End::Open, _) => "",
        (End::Base, Lang::En) => " [the base]",
        (End::Base, Lang::Fa) => " [پایه]",
        (End::Broken, Lang::En) => " [the chain breaks here]",
        (End::Broken, Lang::Fa) => " [زنجیره این‌جا می‌گسلد]",
        (End::Elsewhere, Lang::En) => " [followed above]",
        (End::Elsewhere, Lang::Fa) => " [در بالا دنبال شد]",
    }
}

/// The chain for Graphviz.
pub fn dot(chain: &Link, lang: Lang) -> String {
    let mut text =
        String::from("digraph why {\n  rankdir=TB;\n  node [shape=box, fontname=\"sans-serif\"];\n");
    let mut next = 0;
    dot_link(chain, lang, &mut next, &mut text);
    text.push_str("}\n");
    text
}

fn dot_link(link: &Link, lang: Lang, next: &mut usize, text: &mut String) -> usize {
    let own = *next;
    *next += 1;
    let label =
        format!("{}{}", link.text.get(lang), end(link.end, lang)).replace('\\', "\\\\").replace('"', "\\\"");
    let style = match (link.end, link.findings.is_empty()) {
        (End::Broken, _) => ", style=dashed, color=red",
        (End::Base, _) => ", style=bold",
        (_, false) => ", color=orange",
        _ => "",
    };
    text.push_str(&format!("  n{own} [label=\"{label}\"{style}];\n"));
    for support in &link.because {
        let child = dot_link(support, lang, next, text);
        text.push_str(&format!(
            "  n{own} -> n{child} [label=\"{}\"];\n",
            relation(support.relation).get(lang)
        ));
    }
    own
}

const ROW: usize = 46;
const STEP: usize = 28;
const WIDTH: usize = 1000;

/// The chain as a drawing: a box a link, indented under what it supports, from the right in Persian.
pub fn svg(chain: &Link, lang: Lang) -> String {
    let mut rows = vec![];
    flatten(chain, 0, None, &mut rows);
    let height = rows.len() * ROW + 10;
    let direction = if lang == Lang::Fa { "rtl" } else { "ltr" };
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chain\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" direction=\"{direction}\" font-family=\"Vazirmatn, sans-serif\" font-size=\"14\">\n<title>{}</title>\n",
        escape(chain.text.get(lang))
    );
    for (row, (link, depth, parent)) in rows.iter().enumerate() {
        let (x, y) = (10 + depth.min(&20) * STEP, row * ROW + 8);
        let mirrored = |x: usize| if lang == Lang::Fa { WIDTH - x } else { x };
        if let Some(parent) = parent {
            let (from, top) = (mirrored(x - STEP / 2), parent * ROW + 8 + 36);
            text.push_str(&format!(
                "<path d=\"M{from} {top}V{}H{}\" fill=\"none\" stroke=\"#888\"/>\n",
                y + 18,
                mirrored(x)
            ));
        }
        let (class, colour) = match (link.end, link.findings.is_empty()) {
            (End::Broken, _) => ("broken", "#b00020"),
            (End::Base, _) => ("base", "#1b6e3c"),
            (_, false) => ("weak", "#b36b00"),
            _ => ("sound", "#444"),
        };
        let width = WIDTH - 10 - x;
        let left = if lang == Lang::Fa { 10 } else { x };
        let dash = if link.end == End::Broken { " stroke-dasharray=\"5 3\"" } else { "" };
        text.push_str(&format!("<rect class=\"{class}\" x=\"{left}\" y=\"{y}\" width=\"{width}\" height=\"36\" rx=\"4\" fill=\"#fff\" stroke=\"{colour}\"{dash}/>\n"));
        let words =
            format!("{}: {}{}", relation(link.relation).get(lang), link.text.get(lang), end(link.end, lang));
        let shown: String = words.chars().take(width / 8).collect();
        let more = if shown.len() < words.len() { "…" } else { "" };
        text.push_str(&format!(
            "<text x=\"{}\" y=\"{}\" fill=\"#222\">{}{more}</text>\n",
            mirrored(x + 8),
            y + 23,
            escape(&shown)
        ));
    }
    text.push_str("</svg>\n");
    text
}

fn flatten<'a>(
    link: &'a Link,
    depth: usize,
    parent: Option<usize>,
    rows: &mut Vec<(&'a Link, usize, Option<usize>)>,
) {
    let own = rows.len();
    rows.push((link, depth, parent));
    for support in &link.because {
        flatten(support, depth + 1, Some(own), rows);
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
