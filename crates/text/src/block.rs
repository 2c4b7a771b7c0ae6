//! The blocks of a text and the shape their tree always has.

use crate::leaf::Leaf;
use serde::Serialize;
use std::sync::Arc;

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A heading and what stands under it, up to the next heading of its level or a higher one.
    Section,
    /// A heading, level 1 to 6.
    Heading {
        /// 1 is the highest.
        level: u8,
    },
    /// Running text.
    Paragraph,
    /// A list of items.
    List {
        /// The first number, or none for a list with bullets.
        start: Option<u64>,
        /// Whether the items stand without blank lines between them.
        tight: bool,
    },
    /// One item of a list.
    Item,
    /// A quotation.
    Quote,
    /// A table; its children are rows, the first of them the head.
    Table {
        /// How each column is set.
        columns: Vec<Column>,
    },
    /// A row of a table.
    Row,
    /// A cell of a row.
    Cell,
    /// A footnote with its label.
    Note {
        /// The label without `^`.
        label: String,
    },
    /// Text kept to the letter.
    Code {
        /// The word after the fence.
        info: String,
    },
    /// A line across the page.
    Rule,
    /// The target of a reference link, kept as written.
    Definition,
}

/// How a column of a table is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// As the language goes.
    Plain,
    /// To the left.
    Left,
    /// In the middle.
    Middle,
    /// To the right.
    Right,
}

/// A block: a leaf with words, or a container with children.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    pub(crate) leaf: Arc<Leaf>,
    pub(crate) children: Vec<Block>,
}

impl Block {
    /// A block with words.
    pub(crate) fn leaf(kind: Kind, leaf: Leaf) -> Self {
        Self { kind, leaf: Arc::new(leaf), children: Vec::new() }
    }

    /// A block with children.
    pub(crate) fn node(kind: Kind, children: Vec<Block>) -> Self {
        Self { kind, leaf: Arc::new(Leaf::default()), children }
    }

    /// Its words; a container has none of its own.
    pub fn words(&self) -> &Leaf {
        &self.leaf
    }

    /// Its children; a leaf has none.
    pub fn children(&self) -> &[Block] {
        &self.children
    }

    /// Whether its words can be amended one by one.
    pub fn has_words(&self) -> bool {
        matches!(self.kind, Kind::Paragraph | Kind::Heading { .. } | Kind::Cell | Kind::Code { .. })
    }

    /// The number of blocks in it, itself included.
    pub(crate) fn size(&self) -> usize {
        1 + self.children.iter().map(Block::size).sum::<usize>()
    }

    /// The number of words in it and under it.
    pub fn count_words(&self) -> usize {
        self.leaf.len() + self.children.iter().map(Block::count_words).sum::<usize>()
    }
}

/// Brings a list of top-level blocks into the one shape that CommonMark can write and read back: no empty paragraphs,
/// lists or tables, lists tight only where that can be written, and sections nested by their headings.
pub(crate) fn settle(blocks: Vec<Block>) -> Vec<Block> {
    let mut flat = Vec::with_capacity(blocks.len());
    flatten(blocks, &mut flat);
    let mut flow = Vec::with_capacity(flat.len());
    let mut definitions = Vec::new();
    for block in flat {
        // Notes and definitions bind the whole text wherever they stand; one place for them makes one canonical form.
        let mut lifted = Vec::new();
        let block = lift(block, &mut lifted);
        for block in std::iter::once(block).chain(lifted).filter_map(tidy_one) {
            if block.kind == Kind::Definition { definitions.push(block) } else { flow.push(block) }
        }
    }
    flow.extend(definitions);
    nest(flow)
}

/// Takes notes and definitions out of a top-level block, to stand after it.
fn lift(mut block: Block, lifted: &mut Vec<Block>) -> Block {
    let children = std::mem::take(&mut block.children);
    for child in children {
        let bound = matches!(child.kind, Kind::Note { .. } | Kind::Definition);
        let child = lift(child, lifted);
        if bound { lifted.push(child) } else { block.children.push(child) }
    }
    block
}

fn flatten(blocks: Vec<Block>, flat: &mut Vec<Block>) {
    for block in blocks {
        match block.kind {
            Kind::Section => flatten(block.children, flat),
            _ => flat.push(block),
        }
    }
}

fn tidy(blocks: Vec<Block>) -> Vec<Block> {
    blocks.into_iter().filter_map(tidy_one).collect()
}

fn tidy_one(mut block: Block) -> Option<Block> {
    if block.kind == Kind::Paragraph && block.leaf.is_empty() {
        return None;
    }
    if block.children.is_empty() {
        return (!matches!(block.kind, Kind::List { .. } | Kind::Table { .. })).then_some(block);
    }
    let mut flat = Vec::with_capacity(block.children.len());
    flatten(std::mem::take(&mut block.children), &mut flat);
    block.children = tidy(flat);
    match &mut block.kind {
        Kind::List { .. } | Kind::Table { .. } if block.children.is_empty() => return None,
        Kind::List { tight, .. } => {
            *tight = can_be_tight(&block.children) && (*tight || !shows_loose(&block.children))
        }
        _ => {}
    }
    Some(block)
}

/// A tight item is at most one paragraph followed by at most one list that may interrupt it.
fn can_be_tight(items: &[Block]) -> bool {
    items.iter().all(|item| match item.children.as_slice() {
        [] => true,
        [only] => matches!(only.kind, Kind::Paragraph | Kind::List { .. }),
        [first, second] => first.kind == Kind::Paragraph && may_interrupt(second),
        _ => false,
    })
}

/// CommonMark lets a list interrupt a paragraph only when it starts with 1 and its first item is not empty.
fn may_interrupt(block: &Block) -> bool {
    matches!(block.kind, Kind::List { start: None | Some(1), .. })
        && block
            .children
            .first()
            .and_then(|item| item.children.first())
            .is_some_and(|first| first.kind == Kind::Paragraph)
}

/// Whether a reader can tell that a list is loose: it has a paragraph, and a blank line can stand somewhere.
fn shows_loose(items: &[Block]) -> bool {
    let paragraph = items.iter().any(|i| i.children.iter().any(|c| c.kind == Kind::Paragraph));
    paragraph && (items.len() > 1 || items.iter().any(|i| i.children.len() > 1))
}

fn nest(flow: Vec<Block>) -> Vec<Block> {
    let mut root = Vec::new();
    // Open sections, the outermost first, each with the level of its heading.
    let mut open: Vec<(u8, Vec<Block>)> = Vec::new();
    for block in flow {
        if let Kind::Heading { level } = block.kind {
            close(&mut open, &mut root, level);
            open.push((level, vec![block]));
        } else if block.kind == Kind::Definition {
            close(&mut open, &mut root, 0);
            root.push(block);
        } else {
            open.last_mut().map_or(&mut root, |s| &mut s.1).push(block);
        }
    }
    close(&mut open, &mut root, 0);
    root
}

/// Closes every open section whose heading is of `level` or lower.
fn close(open: &mut Vec<(u8, Vec<Block>)>, root: &mut Vec<Block>, level: u8) {
    while open.last().is_some_and(|s| s.0 >= level) {
        if let Some((_, children)) = open.pop() {
            let section = Block::node(Kind::Section, children);
            open.last_mut().map_or(&mut *root, |s| &mut s.1).push(section);
        }
    }
}
