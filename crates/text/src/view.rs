//! A difference or a merge as a reader sees it: the base, block by block, with what is struck and what is added.

use crate::amendment::Amendment;
use crate::apply::{Gap, Plan, Put, WordEdit, lead, resolve};
use crate::block::{Block, Kind};
use crate::error::Error;
use crate::html;
use crate::leaf::{Leaf, is_space};
use crate::version::Version;
use serde::Serialize;

/// A block of the base, or one that is put in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Its number in the base; none when it is put in.
    pub block: Option<usize>,
    /// What it is: `paragraph`, `heading`, `item`, `cell` and so on.
    pub kind: &'static str,
    /// Its words in order.
    pub parts: Vec<Part>,
}

impl Row {
    /// Whether anything is struck or added in it.
    pub fn is_changed(&self) -> bool {
        self.parts.iter().any(|p| p.mark != Mark::Same)
    }
}

/// A run of words of one fate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Its fate.
    pub mark: Mark,
    /// The words, with the white space before them.
    pub text: String,
    /// The number of the amendment that does it, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// The fate of some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// They stay.
    Same,
    /// They are struck.
    Struck,
    /// They are added.
    Added,
    /// They go elsewhere.
    MovedFrom,
    /// They come from elsewhere.
    MovedHere,
}

/// The base with the marks of one amendment or difference.
///
/// # Errors
/// When the amendment cannot be anchored on the base.
pub fn view(base: &Version, amendment: &Amendment) -> Result<Vec<Row>, Error> {
    let index = base.index();
    let edits = resolve(base, &index, amendment)?;
    let plan = Plan::new(&index, edits.iter().map(|e| (0, e)));
    Ok(rows(base, &plan, &|_| None))
}

/// The rows of a version under a plan; `name` gives the number of the amendment of a rank.
pub(crate) fn rows(base: &Version, plan: &Plan<'_>, name: &dyn Fn(usize) -> Option<String>) -> Vec<Row> {
    let mut viewer = Viewer { plan, name, rows: Vec::new() };
    if let Some((rank, blocks)) = plan.all {
        viewer.all(base.blocks(), Mark::Struck, rank, Some(0));
        viewer.all(blocks, Mark::Added, rank, None);
    } else {
        viewer.children(None, base.blocks(), 0, "paragraph");
    }
    viewer.rows
}

struct Viewer<'p, 'e> {
    plan: &'p Plan<'e>,
    name: &'p dyn Fn(usize) -> Option<String>,
    rows: Vec<Row>,
}

impl Viewer<'_, '_> {
    fn children(&mut self, parent: Option<usize>, blocks: &[Block], first: usize, inside: &'static str) {
        let mut id = first;
        for (child, block) in blocks.iter().enumerate() {
            self.puts((parent, child));
            if let Some((rank, new)) = self.plan.swap.get(&id) {
                self.all(std::slice::from_ref(block), Mark::Struck, *rank, Some(id));
                self.all(new, Mark::Added, *rank, None);
            } else if let Some(rank) = self.plan.moved.get(&id) {
                self.all(std::slice::from_ref(block), Mark::MovedFrom, *rank, Some(id));
            } else {
                self.block(id, block, inside);
            }
            id += block.size();
        }
        self.puts((parent, blocks.len()));
    }

    fn puts(&mut self, gap: Gap) {
        let plan = self.plan;
        for ((rank, _), put) in plan.put.get(&gap).into_iter().flatten() {
            match put {
                Put::Blocks(blocks) => self.all(blocks, Mark::Added, *rank, None),
                Put::Moved(_, blocks) => self.all(blocks, Mark::MovedHere, *rank, None),
            }
        }
    }

    fn block(&mut self, id: usize, block: &Block, inside: &'static str) {
        let kind = row_kind(block, inside);
        if block.children().is_empty() {
            let edits = self.plan.words.get(&id).map_or(&[][..], Vec::as_slice);
            let parts = parts(block.words(), edits, self.name);
            self.rows.push(Row { block: Some(id), kind, parts });
        }
        self.children(Some(id), block.children(), id + 1, kind);
    }

    /// Every leaf under some blocks with one mark. `first` is the number of the first where they are blocks of the base.
    fn all(&mut self, blocks: &[Block], mark: Mark, rank: usize, first: Option<usize>) {
        let mut id = first;
        for block in blocks {
            if block.children().is_empty() {
                let text = block.words().raw().to_string();
                let parts = vec![Part { mark, text, by: (self.name)(rank) }];
                self.rows.push(Row { block: id, kind: row_kind(block, "paragraph"), parts });
            }
            self.all(block.children(), mark, rank, id.map(|id| id + 1));
            id = id.map(|id| id + block.size());
        }
    }
}

/// The name under which a leaf is shown: a paragraph of an item is called an item.
fn row_kind(block: &Block, inside: &'static str) -> &'static str {
    match &block.kind {
        Kind::Paragraph if matches!(inside, "item" | "quote" | "note") => inside,
        kind => kind_name(kind),
    }
}

/// The plain name of a kind.
pub fn kind_name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Section => "section",
        Kind::Heading { .. } => "heading",
        Kind::Paragraph => "paragraph",
        Kind::List { .. } => "list",
        Kind::Item => "item",
        Kind::Quote => "quote",
        Kind::Table { .. } => "table",
        Kind::Row => "row",
        Kind::Cell => "cell",
        Kind::Note { .. } => "note",
        Kind::Code { .. } => "code",
        Kind::Rule => "rule",
        Kind::Definition => "definition",
    }
}

fn parts(leaf: &Leaf, edits: &[WordEdit], name: &dyn Fn(usize) -> Option<String>) -> Vec<Part> {
    if edits.is_empty() {
        return vec![Part { mark: Mark::Same, text: leaf.raw().to_string(), by: None }];
    }
    let mut parts: Vec<Part> = Vec::new();
    let mut push = |mark, gap: &str, text: &str, by| {
        if !text.is_empty() {
            let gap = if parts.is_empty() { "" } else { gap };
            parts.push(Part { mark, text: format!("{gap}{text}"), by });
        }
    };
    let mut next = 0;
    for edit in edits {
        push(Mark::Same, leaf.gap(next), leaf.text(next, edit.from), None);
        push(Mark::Struck, leaf.gap(edit.from), leaf.text(edit.from, edit.to), name(edit.rank.0));
        if let Some(text) = &edit.text {
            let (gap, body) = lead(leaf, edit, text);
            push(Mark::Added, gap, body.trim_end_matches(is_space), name(edit.rank.0));
        }
        next = edit.to;
    }
    push(Mark::Same, leaf.gap(next), leaf.text(next, leaf.len()), None);
    parts
}

/// Rows as HTML, a block each, with `<ins>` and `<del>`.
pub fn rows_html(rows: &[Row]) -> String {
    let mut out = String::from("<div class=\"difference\">\n");
    for row in rows {
        row_html(row, &mut out);
    }
    out.push_str("</div>\n");
    out
}

pub(crate) fn row_html(row: &Row, out: &mut String) {
    out.push_str(&format!("<p class=\"{}\" dir=\"auto\">", row.kind));
    for part in &row.parts {
        let text = html::escape(&part.text);
        let by = part.by.as_ref().map(|id| format!(" data-by=\"{}\"", html::escape(id))).unwrap_or_default();
        match part.mark {
            Mark::Same => out.push_str(&text),
            Mark::Struck => out.push_str(&format!("<del{by}>{text}</del>")),
            Mark::Added => out.push_str(&format!("<ins{by}>{text}</ins>")),
            Mark::MovedFrom => out.push_str(&format!("<del class=\"moved\"{by}>{text}</del>")),
            Mark::MovedHere => out.push_str(&format!("<ins class=\"moved\"{by}>{text}</ins>")),
        }
    }
    out.push_str("</p>\n");
}
