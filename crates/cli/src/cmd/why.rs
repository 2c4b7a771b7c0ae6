//! `shura why DIR ACT`: the chain of mandate of an act, as text, JSON or a drawing.

use crate::output::{Failure, Output};
use crate::record::Record;
use shura_act::Id;
use shura_kernel::why::draw::{dot, end, relation, summary, svg};
use shura_kernel::why::{Link, why};
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
