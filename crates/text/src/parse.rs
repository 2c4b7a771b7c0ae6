//! CommonMark in: the source of a text becomes its tree of blocks.
//!
//! Tables and footnotes (GitHub's forms) are read besides CommonMark. Raw HTML is not markup here: a block of it becomes
//! code and a tag inside a line is words, so that everything is seen and nothing acts.

use crate::block::{Block, Column, Kind};
use crate::error::{Error, MAX_BYTES, MAX_DEPTH};
use crate::leaf::{Leaf, is_space};
use pulldown_cmark::{Alignment, CodeBlockKind, Event, Options, Parser, Tag};
use std::ops::Range;

/// The dialect, the same wherever Markdown is read or shown.
pub(crate) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES
}

/// Reads a source into blocks that are not settled yet.
pub(crate) fn blocks(source: &str) -> Result<Vec<Block>, Error> {
    let source = plain_lines(source)?;
    let parser = Parser::new_ext(&source, options());
    let mut definitions: Vec<Range<usize>> =
        parser.reference_definitions().iter().map(|(_, d)| d.span.clone()).collect();
    definitions.sort_by_key(|span| span.start);
    let mut reader = Reader { source: &source, frames: vec![Frame::new(None, 0)], quotes: 0 };
    let mut events = parser.into_offset_iter();
    while let Some((event, range)) = events.next() {
        reader.take(event, range, &mut events)?;
    }
    let mut root = reader.frames.pop().map(|f| f.children).unwrap_or_default();
    for span in definitions {
        let raw = strip_lines(source.get(span).unwrap_or(""), MAX_DEPTH);
        root.push(Block::leaf(Kind::Definition, Leaf::closed(raw)));
    }
    Ok(root)
}

/// Line feeds alone end lines; a byte order mark is no part of the text.
fn plain_lines(source: &str) -> Result<String, Error> {
    if source.len() > MAX_BYTES {
        return Err(Error::TooLong { bytes: source.len() });
    }
    if let Some(at) = source.find('\0') {
        return Err(Error::Nul { line: line_of(source, at) });
    }
    Ok(source.strip_prefix('\u{FEFF}').unwrap_or(source).replace("\r\n", "\n").replace('\r', "\n"))
}

fn line_of(source: &str, at: usize) -> usize {
    1 + source.bytes().take(at).filter(|b| *b == b'\n').count()
}

/// A container whose end has not come yet.
struct Frame {
    kind: Option<Kind>,
    children: Vec<Block>,
    /// Where text that stands directly in a tight item may begin.
    cursor: usize,
    /// Whether such text has begun.
    bare_text: bool,
    /// For a list: whether one of its items had a paragraph of its own, which makes it loose.
    loose: bool,
}

impl Frame {
    fn new(kind: Option<Kind>, cursor: usize) -> Self {
        Self { kind, children: Vec::new(), cursor, bare_text: false, loose: false }
    }
}

struct Reader<'a> {
    source: &'a str,
    frames: Vec<Frame>,
    quotes: usize,
}

type Events<'a> = pulldown_cmark::OffsetIter<'a>;

impl<'a> Reader<'a> {
    fn take(&mut self, event: Event<'a>, range: Range<usize>, events: &mut Events<'a>) -> Result<(), Error> {
        match event {
            Event::Start(tag) => self.start(tag, range, events),
            Event::End(_) => {
                self.end(range.end);
                Ok(())
            }
            Event::Rule => {
                self.flush(range.start);
                self.push(Block::leaf(Kind::Rule, Leaf::closed("")), range.end);
                Ok(())
            }
            _ => {
                self.bare(range.start);
                Ok(())
            }
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>, events: &mut Events<'a>) -> Result<(), Error> {
        let kind = match tag {
            Tag::Paragraph => {
                self.flush(range.start);
                skip(events);
                self.mark_loose();
                let raw = strip_lines(self.text(&range), self.quotes);
                return self.words(Kind::Paragraph, raw, range.end);
            }
            Tag::Heading { level, .. } => {
                self.flush(range.start);
                skip(events);
                let raw = heading(&strip_lines(self.text(&range), self.quotes));
                return self.words(Kind::Heading { level: level as u8 }, raw, range.end);
            }
            Tag::CodeBlock(code) => {
                self.flush(range.start);
                let info = match code {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                return self.words(Kind::Code { info }, collect(events), range.end);
            }
            Tag::HtmlBlock => {
                self.flush(range.start);
                return self.words(Kind::Code { info: "html".into() }, collect(events), range.end);
            }
            Tag::TableCell => {
                let too_many = self.table_is_full();
                skip(events);
                let raw = self.text(&range).trim_matches(is_space).to_string();
                if too_many {
                    return Err(Error::TooManyCells { line: line_of(self.source, range.start) });
                }
                return self.words(Kind::Cell, raw, range.end);
            }
            Tag::List(start) => Kind::List { start, tight: true },
            Tag::Item => Kind::Item,
            Tag::BlockQuote(_) => Kind::Quote,
            Tag::FootnoteDefinition(label) => Kind::Note { label: label.to_string() },
            Tag::Table(columns) => Kind::Table { columns: columns.into_iter().map(column).collect() },
            Tag::TableHead | Tag::TableRow => {
                self.check_cells(&range)?;
                Kind::Row
            }
            // Marks inside a line: the words keep them as they were written.
            _ => {
                self.bare(range.start);
                skip(events);
                return Ok(());
            }
        };
        self.flush(range.start);
        if self.frames.len() > MAX_DEPTH {
            return Err(Error::TooDeep { line: line_of(self.source, range.start) });
        }
        self.quotes += usize::from(kind == Kind::Quote);
        let cursor = if kind == Kind::Item { self.after_marker(&range) } else { range.start };
        self.frames.push(Frame::new(Some(kind), cursor));
        Ok(())
    }

    fn end(&mut self, at: usize) {
        self.flush(at);
        if self.frames.len() < 2 {
            return;
        }
        if let Some(Frame { kind: Some(mut kind), children, loose, .. }) = self.frames.pop() {
            self.quotes -= usize::from(kind == Kind::Quote);
            if let Kind::List { tight, .. } = &mut kind {
                *tight = !loose;
            }
            self.push(Block::node(kind, children), at);
        }
    }

    fn text(&self, range: &Range<usize>) -> &'a str {
        self.source.get(range.clone()).unwrap_or("")
    }

    fn push(&mut self, block: Block, end: usize) {
        if let Some(frame) = self.frames.last_mut() {
            frame.children.push(block);
            frame.cursor = end;
        }
    }

    fn words(&mut self, kind: Kind, raw: String, end: usize) -> Result<(), Error> {
        self.push(Block::leaf(kind, Leaf::new(raw)), end);
        Ok(())
    }

    /// A paragraph directly in an item makes the list around it loose.
    fn mark_loose(&mut self) {
        let n = self.frames.len();
        if self.frames.last().is_some_and(|f| f.kind == Some(Kind::Item))
            && let Some(list) = n.checked_sub(2).and_then(|i| self.frames.get_mut(i))
        {
            list.loose = true;
        }
    }

    /// Text without a paragraph of its own stands directly in a tight item.
    fn bare(&mut self, _at: usize) {
        if let Some(frame) = self.frames.last_mut() {
            frame.bare_text = true;
        }
    }

    fn flush(&mut self, until: usize) {
        let Some(frame) = self.frames.last_mut().filter(|f| f.bare_text) else { return };
        frame.bare_text = false;
        let raw = strip_lines(self.source.get(frame.cursor..until).unwrap_or(""), self.quotes);
        frame.children.push(Block::leaf(Kind::Paragraph, Leaf::new(raw)));
        frame.cursor = until;
    }

    fn after_marker(&self, range: &Range<usize>) -> usize {
        let item = self.text(range);
        let rest = item.trim_start_matches(is_space);
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let rest = rest.strip_prefix(['-', '*', '+', '.', ')']).unwrap_or(rest);
        range.start + (item.len() - rest.len())
    }

    fn table_is_full(&self) -> bool {
        let columns = self.frames.iter().rev().find_map(|f| match &f.kind {
            Some(Kind::Table { columns }) => Some(columns.len()),
            _ => None,
        });
        let cells = self.frames.last().map_or(0, |f| f.children.len());
        columns.is_some_and(|n| cells >= n)
    }

    /// The parser drops cells beyond the head's; they are refused here so that no word is lost.
    fn check_cells(&self, range: &Range<usize>) -> Result<(), Error> {
        let columns = match self.frames.last().and_then(|f| f.kind.as_ref()) {
            Some(Kind::Table { columns }) => columns.len(),
            _ => return Ok(()),
        };
        let row = self.text(range).lines().next().unwrap_or("").trim_matches(is_space);
        if split_cells(row).len() > columns {
            return Err(Error::TooManyCells { line: line_of(self.source, range.start) });
        }
        Ok(())
    }
}

/// The cells of a row as written, cut at every `|` without a backslash.
pub(crate) fn split_cells(row: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut escaped = false;
    let row = row.trim_matches(is_space);
    let row = row.strip_prefix('|').unwrap_or(row);
    for c in row.chars() {
        if c == '|' && !escaped {
            cells.push(String::new());
        } else if let Some(cell) = cells.last_mut() {
            cell.push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    if cells.len() > 1 && cells.last().is_some_and(|c| c.trim_matches(is_space).is_empty()) {
        cells.pop();
    }
    cells.iter().map(|c| c.trim_matches(is_space).to_string()).collect()
}

fn column(alignment: Alignment) -> Column {
    match alignment {
        Alignment::None => Column::Plain,
        Alignment::Left => Column::Left,
        Alignment::Center => Column::Middle,
        Alignment::Right => Column::Right,
    }
}

/// Passes over everything up to the end of the element just begun.
fn skip(events: &mut Events<'_>) {
    let mut depth = 1_usize;
    for (event, _) in events.by_ref() {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return;
        }
    }
}

/// The text of a code or HTML block, without its last line feed.
fn collect(events: &mut Events<'_>) -> String {
    let mut text = String::new();
    for (event, _) in events.by_ref() {
        match event {
            Event::Text(t) | Event::Html(t) | Event::InlineHtml(t) => text.push_str(&t),
            Event::End(_) => break,
            _ => {}
        }
    }
    if text.ends_with('\n') {
        text.pop();
    }
    text
}

/// Takes the indentation and up to `quotes` marks `>` from the head of every line, and the white space around the whole.
fn strip_lines(text: &str, quotes: usize) -> String {
    let text = text.trim_matches(is_space);
    if !text.contains('\n') {
        return text.to_string();
    }
    let mut out = String::with_capacity(text.len());
    for (i, line) in text.split('\n').enumerate() {
        let mut line = line.trim_start_matches([' ', '\t']);
        for _ in 0..quotes {
            if let Some(rest) = line.strip_prefix('>') {
                line = rest.trim_start_matches([' ', '\t']);
            }
        }
        if i > 0 {
            out.push('\n');
        }
        out.push_str(line);
    }
    out.trim_matches(is_space).to_string()
}

/// The words of a heading as written, its marks `#` or the underline taken off, on one line.
fn heading(text: &str) -> String {
    let hashes = text.bytes().take_while(|b| *b == b'#').count();
    let after = text.get(hashes..).unwrap_or("");
    if (1..=6).contains(&hashes) && (after.is_empty() || after.starts_with(is_space)) {
        let words = after.trim_matches(is_space);
        let open = words.trim_end_matches('#');
        let closed = open.is_empty() || (open.len() < words.len() && open.ends_with(is_space));
        return if closed { open } else { words }.trim_matches(is_space).to_string();
    }
    let body = text.rsplit_once('\n').map_or(text, |(body, _underline)| body);
    one_line(body)
}

/// Writes a text on one line: each run of white space with a line feed in it becomes one space.
pub(crate) fn one_line(text: &str) -> String {
    text.split('\n').map(|l| l.trim_matches(is_space)).filter(|l| !l.is_empty()).collect::<Vec<_>>().join(" ")
}
