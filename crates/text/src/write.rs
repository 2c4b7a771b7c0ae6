//! CommonMark out: the canonical writing of a tree of blocks, from which a version's hash is taken.

use crate::block::{Block, Column, Kind};
use crate::leaf::{Leaf, is_space};
use crate::parse;
use pulldown_cmark::{Event, Parser, Tag};

/// Writes blocks as canonical Markdown.
pub(crate) fn markdown(blocks: &[Block]) -> String {
    let mut writer = Writer::default();
    writer.blocks(blocks, true);
    writer.out
}

#[derive(Default)]
struct Writer {
    out: String,
    /// What stands before the next line (it may hold the marker of an item).
    lead: String,
    /// What stands before every line after that.
    prefix: String,
}

impl Writer {
    fn line(&mut self, text: &str) {
        self.out.push_str(if text.is_empty() { self.lead.trim_end() } else { &self.lead });
        self.out.push_str(text);
        self.out.push('\n');
        self.lead.clone_from(&self.prefix);
    }

    fn lines(&mut self, text: &str) {
        for line in text.split('\n') {
            self.line(line);
        }
    }

    /// `spaced` puts a blank line between neighbours.
    fn blocks(&mut self, blocks: &[Block], spaced: bool) {
        // Neighbouring lists of one kind would run together, so they take turns with their markers.
        let mut second_marker = false;
        let mut before: Option<&Block> = None;
        for block in blocks {
            if before.is_some() && spaced {
                self.line("");
            }
            second_marker = before.is_some_and(|b| same_list(b, block)) && !second_marker;
            self.block(block, second_marker);
            before = Some(block);
        }
    }

    fn block(&mut self, block: &Block, second_marker: bool) {
        match &block.kind {
            Kind::Section => self.blocks(&block.children, true),
            Kind::Paragraph | Kind::Definition => self.lines(block.leaf.raw()),
            Kind::Heading { level } => {
                let marks = "#".repeat(usize::from(*level));
                self.line(format!("{marks} {}", block.leaf.raw()).trim_end());
            }
            Kind::Rule => self.line("___"),
            Kind::Code { info } => self.code(info, &block.leaf),
            Kind::Quote => self.inside("> ", "> ", &block.children, true),
            Kind::Note { label } => self.inside(&format!("[^{label}]: "), "    ", &block.children, true),
            Kind::List { start, tight } => self.list(*start, *tight, second_marker, &block.children),
            Kind::Table { columns } => self.table(columns, &block.children),
            // These stand only in a list or a table and are written there; alone they show their content.
            Kind::Item => self.blocks(&block.children, true),
            Kind::Row => self.line(&row(block)),
            Kind::Cell => self.line(block.leaf.raw()),
        }
    }

    fn inside(&mut self, marker: &str, rest: &str, children: &[Block], spaced: bool) {
        let outer = self.prefix.clone();
        self.lead.push_str(marker);
        self.prefix.push_str(rest);
        if children.is_empty() {
            self.line("");
        }
        self.blocks(children, spaced);
        self.prefix = outer;
        self.lead.clone_from(&self.prefix);
    }

    fn list(&mut self, start: Option<u64>, tight: bool, second_marker: bool, items: &[Block]) {
        for (i, item) in items.iter().enumerate() {
            if i > 0 && !tight {
                self.line("");
            }
            let marker = match (start, second_marker) {
                (Some(first), false) => format!("{}. ", number(first, i)),
                (Some(first), true) => format!("{}) ", number(first, i)),
                (None, false) => "- ".to_string(),
                (None, true) => "* ".to_string(),
            };
            self.inside(&marker, &" ".repeat(marker.len()), &item.children, !tight);
        }
    }

    fn code(&mut self, info: &str, leaf: &Leaf) {
        let longest = leaf.raw().split(|c| c != '`').map(str::len).max().unwrap_or(0);
        // An info string with a backtick may stand only after tildes.
        let mark = if info.contains('`') { "~" } else { "`" };
        let tildes = leaf.raw().split(|c| c != '~').map(str::len).max().unwrap_or(0);
        let fence = mark.repeat(3.max(1 + longest.max(tildes)));
        self.line(&format!("{fence}{info}"));
        if !leaf.raw().is_empty() {
            self.lines(leaf.raw());
        }
        self.line(&fence);
    }

    fn table(&mut self, columns: &[Column], rows: &[Block]) {
        for (i, one) in rows.iter().enumerate() {
            self.line(&row(one));
            if i == 0 {
                let marks: Vec<&str> = columns
                    .iter()
                    .map(|c| match c {
                        Column::Plain => "---",
                        Column::Left => ":--",
                        Column::Middle => ":-:",
                        Column::Right => "--:",
                    })
                    .collect();
                self.line(&format!("| {} |", marks.join(" | ")));
            }
        }
    }
}

fn same_list(a: &Block, b: &Block) -> bool {
    match (&a.kind, &b.kind) {
        (Kind::List { start: a, .. }, Kind::List { start: b, .. }) => a.is_some() == b.is_some(),
        _ => false,
    }
}

/// CommonMark numbers have at most nine digits.
fn number(first: u64, i: usize) -> u64 {
    first.saturating_add(i as u64).min(999_999_999)
}

/// A row of a table as it is written.
pub(crate) fn row(block: &Block) -> String {
    let cells: Vec<&str> = block.children.iter().map(|c| c.leaf.raw()).collect();
    format!("| {} |", cells.join(" | "))
}

/// The words of an amended leaf, written so that they can be read back as the same leaf: a mark at the head of a line
/// that would begin a list, a heading or a rule gets a backslash, and so does `|` in a cell.
pub(crate) fn settle_words(kind: &Kind, raw: &str) -> Leaf {
    match kind {
        Kind::Code { .. } => Leaf::new(raw),
        Kind::Cell => Leaf::new(escape_pipes(&parse::one_line(raw))),
        Kind::Heading { .. } => Leaf::new(open_end(&parse::one_line(raw))),
        _ => Leaf::new(paragraph(raw.trim_matches(is_space))),
    }
}

fn paragraph(raw: &str) -> String {
    if raw.is_empty() || is_paragraph(raw) {
        return raw.to_string();
    }
    let lines: Vec<String> = raw
        .split('\n')
        .map(|l| l.trim_start_matches([' ', '\t']))
        .filter(|l| !l.is_empty())
        .map(escape_head)
        .collect();
    lines.join("\n").trim_matches(is_space).to_string()
}

/// Whether Markdown reads the text as exactly one paragraph with these characters.
fn is_paragraph(raw: &str) -> bool {
    // Most amended paragraphs are one line that starts with a letter; nothing in them can be block structure.
    if !raw.contains('\n') && raw.chars().next().is_some_and(char::is_alphabetic) {
        return true;
    }
    let mut events = Parser::new_ext(raw, parse::options()).into_offset_iter();
    matches!(events.next(), Some((Event::Start(Tag::Paragraph), range)) if range.start == 0 && range.end == raw.len())
}

fn escape_head(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let after = line.get(digits..).unwrap_or("");
    if digits > 0 && !after.starts_with(['.', ')']) {
        return line.to_string();
    }
    if !after.starts_with(|c: char| c.is_ascii_punctuation() && c != '\\') {
        return line.to_string();
    }
    format!("{}\\{after}", line.get(..digits).unwrap_or(""))
}

fn escape_pipes(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut escaped = false;
    for c in raw.chars() {
        if c == '|' && !escaped {
            out.push('\\');
        }
        out.push(c);
        escaped = c == '\\' && !escaped;
    }
    if escaped {
        // A backslash at the end of a cell would take the cell's border for its own.
        out.push('\\');
    }
    out
}

/// A run of `#` at the end of a heading would be taken for its closing marks.
fn open_end(raw: &str) -> String {
    let head = raw.trim_end_matches('#');
    if head.len() < raw.len() && (head.is_empty() || head.ends_with(is_space)) {
        return format!("{head}\\{}", raw.get(head.len()..).unwrap_or(""));
    }
    raw.to_string()
}

/// Plain text as Markdown that shows the same characters.
pub(crate) fn escape_plain(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&' | '|' | '~' | '^') {
            out.push('\\');
        }
        out.push(c);
    }
    escape_head(&out)
}
