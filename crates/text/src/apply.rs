//! Carrying out changes: each is first resolved against its version, then all are made at once, so that the order in which
//! they were moved cannot matter.

use crate::amendment::{Amendment, Change, Place, Point, Span, Wording};
use crate::block::{Block, Kind};
use crate::error::Error;
use crate::leaf::{Leaf, is_space, would_join};
use crate::version::{Index, Version};
use crate::{normal, parse, write};
use shura_act::{Bilingual, bilingual::fa_digits};
use std::collections::BTreeMap;

/// Applies one amendment to the version it is anchored on.
///
/// # Errors
/// When the amendment names another version, a place that is not there, words that are not those of the base, or the
/// same words twice.
pub fn apply(base: &Version, amendment: &Amendment) -> Result<Version, Error> {
    let index = base.index();
    let edits = resolve(base, &index, amendment)?;
    Ok(make(&index, base, edits.iter().map(|e| (0, e))))
}

/// A change whose places have been found in its version.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Edit {
    /// Which change of its amendment it is, from 0.
    pub change: usize,
    /// What it does.
    pub act: Act,
    /// The stretches it touches, on the line of positions.
    pub holds: Vec<Hold>,
}

/// A stretch of positions, both ends included. A point between words or blocks touches no word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Hold {
    pub start: usize,
    pub end: usize,
    pub point: bool,
}

/// What an edit does.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Act {
    /// Words `from..to` of a block become `text`, if any.
    Words { block: usize, from: usize, to: usize, text: Option<Wording> },
    /// Words move to a point.
    MoveWords { block: usize, from: usize, to: usize, at: Point },
    /// Blocks are put in at a gap.
    Put { gap: Gap, blocks: Vec<Block> },
    /// A block becomes other blocks, or none.
    Swap { block: usize, blocks: Vec<Block> },
    /// A block moves to a gap.
    MoveBlock { block: usize, gap: Gap },
    /// The whole text becomes other blocks.
    All { blocks: Vec<Block> },
}

/// A point between blocks: before the child of this number of this parent.
pub(crate) type Gap = (Option<usize>, usize);

/// Finds the places of an amendment's changes.
pub(crate) fn resolve(base: &Version, index: &Index<'_>, amendment: &Amendment) -> Result<Vec<Edit>, Error> {
    if amendment.base != base.id() {
        return Err(Error::WrongBase {
            amendment: amendment.id.clone(),
            named: amendment.base.to_string(),
            given: base.id().to_string(),
        });
    }
    let mut edits = Vec::with_capacity(amendment.changes.len());
    for (change, wanted) in amendment.changes.iter().enumerate() {
        let bad = |why| Error::BadChange { amendment: amendment.id.clone(), change: change + 1, why };
        let act = resolve_one(index, wanted).map_err(bad)?;
        let holds = holds(index, &act);
        edits.push(Edit { change, act, holds });
    }
    let mut all: Vec<(Hold, usize)> =
        edits.iter().flat_map(|e| e.holds.iter().map(|h| (*h, e.change))).collect();
    all.sort();
    let mut reach: Option<usize> = None;
    for (hold, change) in all {
        if reach.is_some_and(|r| hold.start <= r) {
            let why = Bilingual::new(
                "it touches words that another change of the same amendment touches; make them one change",
                "این تغییر به واژه‌هایی دست می‌زند که تغییر دیگری از همین اصلاحیه هم به آن‌ها دست زده است؛ هر دو را یکی کنید",
            );
            return Err(Error::BadChange { amendment: amendment.id.clone(), change: change + 1, why });
        }
        if !hold.point {
            reach = reach.max(Some(hold.end));
        }
    }
    Ok(edits)
}

fn resolve_one(index: &Index<'_>, change: &Change) -> Result<Act, Bilingual> {
    Ok(match change {
        Change::Insert { at, text } => {
            let leaf = leaf(index, at.block)?;
            if at.before > leaf.len() {
                return Err(no_word(at.block, at.before, leaf.len()));
            }
            inline(text.text())?;
            if text.text().trim_matches(is_space).is_empty() {
                return Err(Bilingual::new("there are no words to insert", "واژه‌ای برای افزودن نیامده است"));
            }
            Act::Words { block: at.block, from: at.before, to: at.before, text: Some(text.clone()) }
        }
        Change::Delete { span } => {
            check(index, span)?;
            Act::Words { block: span.block, from: span.words[0], to: span.words[1], text: None }
        }
        Change::Replace { span, text } => {
            check(index, span)?;
            inline(text.text())?;
            let text = (!text.text().trim_matches(is_space).is_empty()).then(|| text.clone());
            Act::Words { block: span.block, from: span.words[0], to: span.words[1], text }
        }
        Change::Move { span, to } => {
            check(index, span)?;
            let target = leaf(index, to.block)?;
            if to.before > target.len() {
                return Err(no_word(to.block, to.before, target.len()));
            }
            Act::MoveWords { block: span.block, from: span.words[0], to: span.words[1], at: *to }
        }
        Change::InsertBlocks { at, text } => {
            let gap = gap(index, *at)?;
            Act::Put { gap, blocks: fragment(index, gap.0, text)? }
        }
        Change::DeleteBlock { block } => {
            whole(index, *block)?;
            Act::Swap { block: *block, blocks: Vec::new() }
        }
        Change::ReplaceBlock { block, text } => {
            let parent = whole(index, *block)?;
            Act::Swap { block: *block, blocks: fragment(index, parent, text)? }
        }
        Change::MoveBlock { block, to } => {
            let from = whole(index, *block)?;
            let gap = gap(index, *to)?;
            if shelf(index, from) != shelf(index, gap.0) {
                return Err(Bilingual::new(
                    "an item moves only into a list and a row only into a table; delete it and insert it instead",
                    "بندِ فهرست تنها به فهرست و ردیفِ جدول تنها به جدول می‌رود؛ آن را حذف و از نو درج کنید",
                ));
            }
            Act::MoveBlock { block: *block, gap }
        }
        Change::ReplaceAll { text } => Act::All { blocks: read(text)? },
    })
}

fn leaf<'a>(index: &'a Index<'_>, block: usize) -> Result<&'a Leaf, Bilingual> {
    let entry = index.get(block).ok_or_else(|| no_block(block, index.entries.len()))?;
    if !entry.block.has_words() {
        return Err(numbered(
            |n| format!("block {n} has no words of its own; name the block inside it"),
            |n| format!("بلوک {n} خود واژه‌ای ندارد؛ بلوکِ درون آن را نام ببرید"),
            block,
        ));
    }
    Ok(entry.block.words())
}

fn check(index: &Index<'_>, span: &Span) -> Result<(), Bilingual> {
    let leaf = leaf(index, span.block)?;
    let [from, to] = span.words;
    if to > leaf.len() {
        return Err(no_word(span.block, to, leaf.len()));
    }
    if from >= to {
        return Err(Bilingual::new(
            format!("the span of words {from} to {to} is empty; its end must be greater than its start"),
            fa_digits(&format!("بازهٔ واژه‌های {from} تا {to} تهی است؛ پایان آن باید از آغازش بزرگ‌تر باشد")),
        ));
    }
    match &span.was {
        Some(was) if normal::search_key(was) != normal::search_key(leaf.text(from, to)) => {
            Err(Bilingual::new(
                format!("the text there reads “{}”, not “{was}”; correct the span", leaf.text(from, to)),
                format!("متن در آن‌جا «{}» است نه «{was}»؛ بازه را درست کنید", leaf.text(from, to)),
            ))
        }
        _ => Ok(()),
    }
}

/// New words must stay inside their block.
fn inline(text: &str) -> Result<(), Bilingual> {
    let body = text.trim_matches(is_space);
    let blank_line = body.split('\n').any(|l| l.trim_matches(is_space).is_empty()) && body.contains('\n');
    if blank_line || text.contains('\0') || text.len() > crate::error::MAX_BYTES {
        return Err(Bilingual::new(
            "the new words hold a blank line or U+0000; insert whole paragraphs as blocks",
            "در واژه‌های تازه سطر خالی یا نویسهٔ تهی هست؛ بندهای کامل را به‌صورت بلوک درج کنید",
        ));
    }
    Ok(())
}

/// The parent of a block that may be struck, replaced or moved.
fn whole(index: &Index<'_>, block: usize) -> Result<Option<usize>, Bilingual> {
    let entry = index.get(block).ok_or_else(|| no_block(block, index.entries.len()))?;
    if entry.block.kind == Kind::Cell {
        return Err(cells_stay());
    }
    Ok(entry.parent)
}

fn gap(index: &Index<'_>, place: Place) -> Result<Gap, Bilingual> {
    let entry = |id: usize| index.get(id).ok_or_else(|| no_block(id, index.entries.len()));
    let gap = match place {
        Place::Before(id) => entry(id).map(|e| (e.parent, e.child))?,
        Place::After(id) => entry(id).map(|e| (e.parent, e.child + 1))?,
        Place::Inside(id) => entry(id).map(|e| (Some(id), e.block.children().len()))?,
        Place::End => (None, index.children(None).len()),
    };
    let Some(parent) = gap.0 else { return Ok(gap) };
    match entry(parent)?.block.kind {
        Kind::Row => Err(cells_stay()),
        Kind::Section
        | Kind::List { .. }
        | Kind::Item
        | Kind::Quote
        | Kind::Table { .. }
        | Kind::Note { .. } => Ok(gap),
        _ => Err(numbered(
            |n| format!("block {n} cannot hold blocks; place them before or after it"),
            |n| format!("بلوک {n} جای بلوک دیگر نیست؛ پیش یا پس از آن بگذارید"),
            parent,
        )),
    }
}

/// The blocks that a piece of Markdown makes inside a parent.
fn fragment(index: &Index<'_>, parent: Option<usize>, text: &str) -> Result<Vec<Block>, Bilingual> {
    match parent.and_then(|p| index.get(p)).map(|e| &e.block.kind) {
        Some(Kind::Table { columns }) => rows(text, columns.len()),
        Some(Kind::List { .. }) => {
            let mut items = Vec::new();
            for block in read(text)? {
                match block.kind {
                    Kind::List { .. } => items.extend(block.children),
                    _ => items.push(Block::node(Kind::Item, vec![block])),
                }
            }
            Ok(items)
        }
        _ => read(text),
    }
}

fn read(text: &str) -> Result<Vec<Block>, Bilingual> {
    Version::from_markdown(text).map(|v| v.blocks().to_vec()).map_err(|e| e.bilingual())
}

fn rows(text: &str, columns: usize) -> Result<Vec<Block>, Bilingual> {
    let mut rows = Vec::new();
    for line in text.lines().filter(|l| !l.trim_matches(is_space).is_empty()) {
        let mut cells = parse::split_cells(line);
        if cells.len() > columns {
            return Err(numbered(
                |n| format!("a row has more cells than the table's {n} columns; replace the whole table"),
                |n| format!("ردیفی بیش از {n} ستونِ جدول خانه دارد؛ همهٔ جدول را جایگزین کنید"),
                columns,
            ));
        }
        cells.resize(columns, String::new());
        let cells = cells.iter().map(|c| Block::leaf(Kind::Cell, write::settle_words(&Kind::Cell, c)));
        rows.push(Block::node(Kind::Row, cells.collect()));
    }
    Ok(rows)
}

/// Which sort of children stands there: items, rows, or blocks of any other kind.
fn shelf(index: &Index<'_>, parent: Option<usize>) -> u8 {
    match parent.and_then(|p| index.get(p)).map(|e| &e.block.kind) {
        Some(Kind::List { .. }) => 1,
        Some(Kind::Table { .. }) => 2,
        _ => 0,
    }
}

fn no_block(block: usize, count: usize) -> Bilingual {
    Bilingual::new(
        format!("there is no block {block}; the version has {count}, numbered from 0"),
        fa_digits(&format!("بلوک {block} نیست؛ این نسخه {count} بلوک دارد که از ۰ شماره خورده‌اند")),
    )
}

fn no_word(block: usize, word: usize, count: usize) -> Bilingual {
    Bilingual::new(
        format!("block {block} has {count} words, so {word} lies outside it; correct the span"),
        fa_digits(&format!(
            "بلوک {block} تنها {count} واژه دارد و {word} بیرون از آن است؛ بازه را درست کنید"
        )),
    )
}

fn cells_stay() -> Bilingual {
    Bilingual::new(
        "a cell cannot come or go alone; change its words, its row or the table",
        "یک خانهٔ جدول به‌تنهایی نه افزوده می‌شود نه حذف؛ واژه‌های آن، ردیف آن یا خود جدول را تغییر دهید",
    )
}

fn numbered(en: impl Fn(&str) -> String, fa: impl Fn(&str) -> String, n: usize) -> Bilingual {
    let n = n.to_string();
    Bilingual::new(en(&n), fa(&fa_digits(&n)))
}

fn holds(index: &Index<'_>, act: &Act) -> Vec<Hold> {
    let words = |block: usize, from: usize, to: usize| {
        let start = index.get(block).map_or(0, |e| e.start);
        if from == to {
            point(start + 1 + 2 * from)
        } else {
            Hold { start: start + 2 + 2 * from, end: start + 2 * to, point: false }
        }
    };
    let block = |id: usize| {
        let (start, end) = index.get(id).map_or((0, 0), |e| (e.start, e.end));
        Hold { start, end, point: false }
    };
    match act {
        Act::Words { block, from, to, .. } => vec![words(*block, *from, *to)],
        Act::MoveWords { block, from, to, at } => {
            vec![words(*block, *from, *to), words(at.block, at.before, at.before)]
        }
        Act::Put { gap, .. } => vec![gap_point(index, *gap)],
        Act::Swap { block: id, .. } => vec![block(*id)],
        Act::MoveBlock { block: id, gap } => vec![block(*id), gap_point(index, *gap)],
        Act::All { .. } => vec![Hold { start: 0, end: usize::MAX, point: false }],
    }
}

fn point(at: usize) -> Hold {
    Hold { start: at, end: at, point: true }
}

fn gap_point(index: &Index<'_>, (parent, child): Gap) -> Hold {
    let children = index.children(parent);
    let open = parent.and_then(|p| index.get(p)).map_or(0, |e| e.start);
    match (children.get(child), children.last()) {
        (Some(next), _) => point(index.get(*next).map_or(0, |e| e.start.saturating_sub(1))),
        (None, Some(last)) => point(index.get(*last).map_or(0, |e| e.end + 1)),
        (None, None) => point(open + 1),
    }
}

/// Makes all edits at once. Each comes with the rank of its amendment, which decides the order of what is put in at one
/// and the same point. The edits do not overlap.
pub(crate) fn make<'e>(
    index: &Index<'e>,
    base: &Version,
    edits: impl Iterator<Item = (usize, &'e Edit)>,
) -> Version {
    let plan = Plan::new(index, edits);
    if let Some((_, blocks)) = plan.all {
        return Version::from_blocks(blocks.to_vec());
    }
    Version::from_blocks(plan.children(None, base.blocks(), 0))
}

/// What is to be done to each block.
#[derive(Default)]
pub(crate) struct Plan<'e> {
    pub words: BTreeMap<usize, Vec<WordEdit>>,
    pub put: BTreeMap<Gap, Vec<(Rank, Put<'e>)>>,
    /// Blocks replaced or struck, with the rank of the amendment that wants it.
    pub swap: BTreeMap<usize, (usize, &'e [Block])>,
    /// Blocks that leave their place, with the same.
    pub moved: BTreeMap<usize, usize>,
    pub all: Option<(usize, &'e [Block])>,
}

/// The rank of an amendment and the number of the change in it.
pub(crate) type Rank = (usize, usize);

pub(crate) enum Put<'e> {
    Blocks(&'e [Block]),
    Moved(usize, &'e [Block]),
}

#[derive(Clone)]
pub(crate) struct WordEdit {
    pub from: usize,
    pub to: usize,
    pub rank: Rank,
    pub text: Option<Wording>,
}

impl<'e> Plan<'e> {
    pub(crate) fn new(index: &Index<'e>, edits: impl Iterator<Item = (usize, &'e Edit)>) -> Self {
        let mut plan = Self::default();
        for (rank, edit) in edits {
            let rank = (rank, edit.change);
            match &edit.act {
                Act::Words { block, from, to, text } => {
                    plan.word(*block, WordEdit { from: *from, to: *to, rank, text: text.clone() });
                }
                Act::MoveWords { block, from, to, at } => {
                    let moved =
                        index.get(*block).map_or("", |e| e.block.words().text(*from, *to)).to_string();
                    plan.word(*block, WordEdit { from: *from, to: *to, rank, text: None });
                    let text = Some(Wording::Words(moved));
                    plan.word(at.block, WordEdit { from: at.before, to: at.before, rank, text });
                }
                Act::Put { gap, blocks } => plan.put(*gap, rank, Put::Blocks(blocks)),
                Act::Swap { block, blocks } => {
                    plan.swap.insert(*block, (rank.0, blocks));
                }
                Act::MoveBlock { block, gap } => {
                    plan.moved.insert(*block, rank.0);
                    if let Some(entry) = index.get(*block) {
                        plan.put(*gap, rank, Put::Moved(*block, std::slice::from_ref(entry.block)));
                    }
                }
                Act::All { blocks } => plan.all = Some((rank.0, blocks)),
            }
        }
        for edits in plan.words.values_mut() {
            // At one point insertions come before a replacement that starts there.
            edits.sort_by_key(|e| (e.from, e.to, e.rank));
        }
        for puts in plan.put.values_mut() {
            puts.sort_by_key(|(rank, _)| *rank);
        }
        plan
    }

    fn word(&mut self, block: usize, edit: WordEdit) {
        self.words.entry(block).or_default().push(edit);
    }

    fn put(&mut self, gap: Gap, rank: Rank, put: Put<'e>) {
        self.put.entry(gap).or_default().push((rank, put));
    }

    /// The children of a parent after all edits; `first` is the number of the first of them.
    pub(crate) fn children(&self, parent: Option<usize>, blocks: &[Block], first: usize) -> Vec<Block> {
        let mut out = Vec::with_capacity(blocks.len());
        let mut id = first;
        for (child, block) in blocks.iter().enumerate() {
            self.puts((parent, child), &mut out);
            out.extend(self.one(id, block));
            id += block.size();
        }
        self.puts((parent, blocks.len()), &mut out);
        out
    }

    fn puts(&self, gap: Gap, out: &mut Vec<Block>) {
        for (_, put) in self.put.get(&gap).into_iter().flatten() {
            match put {
                Put::Blocks(blocks) => out.extend_from_slice(blocks),
                Put::Moved(id, blocks) => out.extend(blocks.iter().map(|b| self.block(*id, b))),
            }
        }
    }

    /// What one block becomes where it stands; a block that moves away leaves nothing.
    pub(crate) fn one(&self, id: usize, block: &Block) -> Vec<Block> {
        match self.swap.get(&id) {
            Some((_, blocks)) => blocks.to_vec(),
            None if self.moved.contains_key(&id) => Vec::new(),
            None => vec![self.block(id, block)],
        }
    }

    fn block(&self, id: usize, block: &Block) -> Block {
        if block.has_words() {
            return match self.words.get(&id) {
                Some(edits) => Block::leaf(block.kind.clone(), splice(&block.kind, block.words(), edits)),
                None => block.clone(),
            };
        }
        let children = self.children(Some(id), block.children(), id + 1);
        Block { kind: block.kind.clone(), leaf: block.leaf.clone(), children }
    }

    /// How words `from..to` of a block read after all edits, for showing an alternative.
    pub(crate) fn stretch(&self, id: usize, leaf: &Leaf, from: usize, to: usize) -> String {
        let part = Leaf::new(leaf.text(from, to));
        let edits: Vec<WordEdit> = self.words.get(&id).into_iter().flatten().cloned().collect();
        let inside = edits.into_iter().filter(|e| e.from >= from && e.to <= to);
        let shifted: Vec<WordEdit> =
            inside.map(|e| WordEdit { from: e.from - from, to: e.to - from, ..e }).collect();
        joined(&part, &shifted)
    }
}

fn splice(kind: &Kind, leaf: &Leaf, edits: &[WordEdit]) -> Leaf {
    let text = joined(leaf, edits);
    let (head, tail) = if matches!(kind, Kind::Code { .. }) { (leaf.head(), leaf.tail()) } else { ("", "") };
    write::settle_words(kind, &format!("{head}{text}{tail}"))
}

/// The words of a leaf after edits that are sorted and do not overlap.
fn joined(leaf: &Leaf, edits: &[WordEdit]) -> String {
    let mut out = String::with_capacity(leaf.raw().len() + 32);
    // The last word written, to see whether the next would run into it; only seams need the look.
    let mut last = String::new();
    let mut next = 0;
    for edit in edits {
        keep(&mut out, &mut last, leaf, next, edit.from);
        if let Some(text) = &edit.text {
            let (gap, body) = lead(leaf, edit, text);
            let body = body.trim_end_matches(is_space);
            seam(&mut out, &last, gap, body);
            out.push_str(body);
            last = last_word(body);
        }
        next = edit.to;
    }
    keep(&mut out, &mut last, leaf, next, leaf.len());
    out
}

fn keep(out: &mut String, last: &mut String, leaf: &Leaf, from: usize, to: usize) {
    if from >= to {
        return;
    }
    seam(out, last, leaf.gap(from), leaf.word(from));
    out.push_str(leaf.text(from, to));
    *last = leaf.word(to - 1).to_string();
}

/// Writes the gap at a seam: none at the head of a block, and a space where two words would become one.
fn seam(out: &mut String, last: &str, gap: &str, next: &str) {
    if out.is_empty() {
        return;
    }
    if gap.is_empty() && would_join(last, &first_word(next)) {
        out.push(' ');
    }
    out.push_str(gap);
}

/// The white space that sets new words off, and the words.
pub(crate) fn lead<'t>(leaf: &'t Leaf, edit: &WordEdit, wording: &'t Wording) -> (&'t str, &'t str) {
    let text = match wording {
        Wording::Joined { joined } => return ("", joined.trim_start_matches(is_space)),
        Wording::Words(text) => text,
    };
    let body = text.trim_start_matches(is_space);
    let own = text.get(..text.len() - body.len()).unwrap_or("");
    let gap = match own {
        "" => default_gap(leaf, edit.from, edit.to, body),
        own => own,
    };
    (gap, body)
}

/// The gap before new words that bring none of their own.
pub(crate) fn default_gap<'t>(leaf: &'t Leaf, from: usize, to: usize, text: &str) -> &'t str {
    if to > from {
        leaf.gap(from)
    } else if text.starts_with(['.', ',', ';', ':', '!', '?', ')', ']', '»', '،', '؛', '؟', '…', '”'])
    {
        ""
    } else {
        " "
    }
}

fn first_word(text: &str) -> String {
    Leaf::new(text.split(is_space).next().unwrap_or("")).word(0).to_string()
}

fn last_word(text: &str) -> String {
    let leaf = Leaf::new(text.rsplit(is_space).next().unwrap_or(""));
    leaf.word(leaf.len().saturating_sub(1)).to_string()
}
