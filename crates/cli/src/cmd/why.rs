//! `shura why DIR ACT`: the chain of mandate of an act, as text, JSON or a drawing.

use crate::output::{Failure, Output};
use crate::record::Record;
use shura_act::{Bilingual, Id, Lang};
use shura_kernel::why::{End, Link, Relation, why};
use std::path::PathBuf;
use std::process::ExitCode;

/// Which act.
#[derive(clap::Args)]
pub struct Args {
    /// The folder of the record, or a sealed file.
    dir: PathBuf,
    /// The name of the act.
    act: String,
    /// Draw the chain as SVG on standard output.
    #[arg(long, conflicts_with = "dot")]
    svg: bool,
    /// Write the chain for Graphviz on standard output.
    #[arg(long)]
    dot: bool,
}

/// Follows the chain and prints it.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    let record = Record::open(&args.dir, false)?;
    let written = record.find(&args.act)?;
    let entry = |id: &Id| record.find(id.as_str()).ok().map(|w| &w.entry);
    let chain = why(&record.standing, &entry, &record.findings, &written.entry.id)
        .ok_or_else(|| Failure::plain(format!("{} is not in the record", args.act)))?;
    if args.svg {
        out.raw(&svg(&chain, out.lang));
    } else if args.dot {
        out.raw(&dot(&chain, out.lang));
    } else if out.json {
        out.json(&chain)?;
    } else {
        print_link(&chain, 0, out);
        out.heading(&summary(&chain));
    }
    Ok(ExitCode::SUCCESS)
}

/// Whether the chain reaches the base, and where it breaks.
fn summary(chain: &Link) -> Bilingual {
    let breaks = chain.breaks().len();
    match (chain.reaches_base(), breaks) {
        (true, 0) => Bilingual::new(
            "The chain reaches the units and breaks nowhere.",
            "زنجیره به یکان‌ها می‌رسد و هیچ‌جا گسسته نیست.",
        ),
        (true, n) => Bilingual::new(
            format!("The chain reaches the units; it breaks in {n} places."),
            format!("زنجیره به یکان‌ها می‌رسد؛ در {n} جا گسسته است."),
        ),
        (false, n) => Bilingual::new(
            format!("The chain reaches no unit; it breaks in {n} places."),
            format!("زنجیره به هیچ یکانی نمی‌رسد؛ در {n} جا گسسته است."),
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

fn end(end: End, lang: Lang) -> &'static str {
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

/// Prints a link and, indented under it, what supports it.
fn print_link(link: &Link, depth: usize, out: &Output) {
    let indent = "  ".repeat(depth);
    let id = link.act.as_ref().map(|id| format!(" ({id})")).unwrap_or_default();
    let (relation, end) = (out.say(&relation(link.relation)), end(link.end, out.lang));
    out.line(format!("{indent}{relation}: {}{id}{end}", out.say(&link.text)));
    for weak in &link.findings {
        let weight = weak.severity.words();
        out.line(format!(
            "{indent}  ! {} ({}): {}",
            weight.get(out.lang),
            weak.rule,
            weak.text.get(out.lang)
        ));
    }
    for support in &link.because {
        print_link(support, depth + 1, out);
    }
}

/// The chain for Graphviz.
fn dot(chain: &Link, lang: Lang) -> String {
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
fn svg(chain: &Link, lang: Lang) -> String {
    let mut rows = vec![];
    flatten(chain, 0, None, &mut rows);
    let height = rows.len() * ROW + 10;
    let direction = if lang == Lang::Fa { "rtl" } else { "ltr" };
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" direction=\"{direction}\" font-family=\"Vazirmatn, sans-serif\" font-size=\"14\">\n<title>{}</title>\n",
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
        let colour = match (link.end, link.findings.is_empty()) {
            (End::Broken, _) => "#b00020",
            (End::Base, _) => "#1b6e3c",
            (_, false) => "#b36b00",
            _ => "#444",
        };
        let width = WIDTH - 10 - x;
        let left = if lang == Lang::Fa { 10 } else { x };
        let dash = if link.end == End::Broken { " stroke-dasharray=\"5 3\"" } else { "" };
        text.push_str(&format!("<rect x=\"{left}\" y=\"{y}\" width=\"{width}\" height=\"36\" rx=\"4\" fill=\"#fff\" stroke=\"{colour}\"{dash}/>\n"));
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
