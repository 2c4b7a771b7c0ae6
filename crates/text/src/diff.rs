//! The difference between two versions, as changes that turn the one into the other.

use crate::align::{Numbers, align};
use crate::amendment::{Amendment, Change, Place, Point, Span, Wording};
use crate::apply::{apply, default_gap};
use crate::block::{Block, Kind};
use crate::leaf::Leaf;
use crate::version::Version;
use crate::write;
use std::collections::BTreeMap;
use std::ops::Range;

/// A block counts as the same block amended when this share of its words, in hundredths, is kept.
const ALIKE: usize = 35;
/// A block of fewer words is not worth calling moved.
const MOVED_WORDS: usize = 4;
/// Up to this many pairs of changed blocks are compared for likeness; beyond it they are paired in order.
const PAIRS: usize = 40_000;
/// Up to this many pairs of neighbours equal blocks are not fixed first, so that a short block may be seen to have moved.
const FREE: usize = 2_500;

/// The amendment to `base` that makes it `other`: applying it gives `other` exactly. It is as fine as words where a block
/// is recognised, and coarser (whole blocks, at worst the whole text) where it is not.
pub fn diff(id: &str, base: &Version, other: &Version) -> Amendment {
    for fine in [true, false] {
        let mut found = Finder { fine, changes: Vec::new() };
        found.children(None, base.blocks(), 0, other.blocks());
        let amendment = Amendment::new(id, base.id(), found.finish(base));
        if apply(base, &amendment).is_ok_and(|v| v.id() == other.id()) {
            return amendment;
        }
    }
    Amendment::new(id, base.id(), vec![Change::ReplaceAll { text: other.markdown().to_string() }])
}

/// A change found, its new blocks not written out yet.
enum Found {
    Words(Change),
    Gone(usize),
    Swapped(usize, Block),
    New { at: Place, inside: Kind, block: Block },
}

struct Finder {
    /// Whether to look inside blocks that differ.
    fine: bool,
    changes: Vec<Found>,
}

/// Children of one parent in the base.
struct Siblings<'a> {
    parent: Option<usize>,
    kind: Kind,
    blocks: &'a [Block],
    ids: Vec<usize>,
}

impl Siblings<'_> {
    fn id(&self, child: usize) -> usize {
        self.ids.get(child).copied().unwrap_or(0)
    }

    fn place(&self, child: usize) -> Place {
        match (child.checked_sub(1), self.parent) {
            (Some(before), _) => Place::After(self.id(before)),
            (None, _) if !self.blocks.is_empty() => Place::Before(self.id(0)),
            (None, Some(parent)) => Place::Inside(parent),
            (None, None) => Place::End,
        }
    }
}

impl Finder {
    fn children(&mut self, parent: Option<(usize, &Kind)>, a: &[Block], first: usize, b: &[Block]) {
        let mut ids = Vec::with_capacity(a.len());
        let mut id = first;
        for block in a {
            ids.push(id);
            id += block.size();
        }
        let kind = parent.map_or(Kind::Section, |(_, kind)| kind.clone());
        let siblings = Siblings { parent: parent.map(|(id, _)| id), kind, blocks: a, ids };
        let (mut i, mut j) = (0, 0);
        for (x, y) in fixed(a, b).into_iter().chain([(a.len(), b.len())]) {
            self.run(&siblings, i..x, j..y, b);
            (i, j) = (x + 1, y + 1);
        }
    }

    /// A run of blocks of the base that became a run of other blocks.
    fn run(&mut self, siblings: &Siblings<'_>, ra: Range<usize>, rb: Range<usize>, b: &[Block]) {
        let (a_run, b_run) =
            (siblings.blocks.get(ra.clone()).unwrap_or(&[]), b.get(rb.clone()).unwrap_or(&[]));
        if a_run.is_empty() && b_run.is_empty() {
            return;
        }
        let pairs = alike(a_run, b_run, siblings.kind == Kind::Row);
        let (mut i, mut j) = (0, 0);
        for (x, y) in pairs.into_iter().chain([(a_run.len(), b_run.len())]) {
            for child in i..x {
                self.changes.push(Found::Gone(siblings.id(ra.start + child)));
            }
            for block in b_run.get(j..y).unwrap_or(&[]) {
                let at = siblings.place(ra.start + x);
                self.changes.push(Found::New { at, inside: siblings.kind.clone(), block: block.clone() });
            }
            if let (Some(from), Some(to)) = (a_run.get(x), b_run.get(y)) {
                self.pair(siblings.id(ra.start + x), from, to);
            }
            (i, j) = (x + 1, y + 1);
        }
    }

    /// A block of the base that became another block.
    fn pair(&mut self, id: usize, from: &Block, to: &Block) {
        let same_kind = from.kind == to.kind;
        if from == to {
            return;
        }
        if same_kind && from.has_words() && (self.fine || from.kind == Kind::Cell) && same_ends(from, to) {
            self.words(id, from.words(), to.words());
        } else if same_kind && !from.has_words() && (self.fine || from.kind == Kind::Row) {
            self.children(Some((id, &from.kind)), from.children(), id + 1, to.children());
        } else {
            self.changes.push(Found::Swapped(id, to.clone()));
        }
    }

    fn words(&mut self, block: usize, a: &Leaf, b: &Leaf) {
        for (x, y) in word_hunks(a, b) {
            let was = Some(a.text(x.start, x.end).to_string());
            let span = Span { block, words: [x.start, x.end], was };
            let text = wording(a, &x, b, &y);
            self.changes.push(Found::Words(match (x.is_empty(), y.is_empty()) {
                (true, _) => Change::Insert { at: Point { block, before: x.start }, text },
                (false, true) => Change::Delete { span },
                (false, false) => Change::Replace { span, text },
            }));
        }
    }

    /// Writes the changes out; a block struck in one place and put in word for word in another was moved.
    fn finish(self, base: &Version) -> Vec<Change> {
        let index = base.index();
        // Blocks struck, by what they say.
        let mut gone: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for found in &self.changes {
            if let Found::Gone(id) = found {
                let text = index.get(*id).map(|e| said(e.block)).unwrap_or_default();
                gone.entry(text).or_default().push(*id);
            }
        }
        let mut changes: Vec<Change> = Vec::new();
        for found in &self.changes {
            let change = match found {
                Found::Gone(_) => continue,
                Found::Words(change) => change.clone(),
                Found::Swapped(id, block) => {
                    let inside = index.get(*id).and_then(|e| e.parent).and_then(|p| index.get(p));
                    let kind = inside.map_or(Kind::Section, |e| e.block.kind.clone());
                    Change::ReplaceBlock { block: *id, text: fragment(&kind, std::slice::from_ref(block)) }
                }
                Found::New { at, inside, block } => {
                    let long = block.count_words() >= MOVED_WORDS;
                    match long.then(|| gone.get_mut(&said(block)).and_then(Vec::pop)).flatten() {
                        Some(block) => Change::MoveBlock { block, to: *at },
                        None => Change::InsertBlocks {
                            at: *at,
                            text: fragment(inside, std::slice::from_ref(block)),
                        },
                    }
                }
            };
            join_or_push(&mut changes, change);
        }
        let mut gone: Vec<usize> = gone.into_values().flatten().collect();
        gone.sort_unstable();
        changes.extend(gone.into_iter().map(|block| Change::DeleteBlock { block }));
        changes
    }
}

/// Blocks put in at one place one after another are one change.
fn join_or_push(changes: &mut Vec<Change>, change: Change) {
    match (changes.last_mut(), &change) {
        (Some(Change::InsertBlocks { at, text }), Change::InsertBlocks { at: again, text: more })
            if at == again =>
        {
            // Rows stay lines of one table; anything else is set apart by a blank line.
            text.push_str(if more.starts_with("| ") && text.starts_with("| ") { "" } else { "\n" });
            text.push_str(more);
        }
        _ => changes.push(change),
    }
}

/// Writes blocks as the Markdown that makes them inside such a parent.
fn fragment(inside: &Kind, blocks: &[Block]) -> String {
    match inside {
        Kind::Table { .. } => blocks.iter().map(|b| write::row(b) + "\n").collect(),
        Kind::List { tight, .. } => {
            let list = Block::node(Kind::List { start: None, tight: *tight }, blocks.to_vec());
            write::markdown(&[list])
        }
        _ => write::markdown(blocks),
    }
}

fn same_ends(a: &Block, b: &Block) -> bool {
    !matches!(a.kind, Kind::Code { .. })
        || (a.words().head() == b.words().head() && a.words().tail() == b.words().tail())
}

/// Stretches of words that differ: the words of `a` that became the words of `b`.
pub(crate) fn word_hunks(a: &Leaf, b: &Leaf) -> Vec<(Range<usize>, Range<usize>)> {
    let mut numbers = Numbers::new();
    let na: Vec<u32> = (0..a.len()).map(|i| numbers.of((a.gap(i), a.word(i)))).collect();
    let nb: Vec<u32> = (0..b.len()).map(|i| numbers.of((b.gap(i), b.word(i)))).collect();
    hunks(&na, &nb)
}

/// The stretches between the pairs of an alignment.
pub(crate) fn hunks(a: &[u32], b: &[u32]) -> Vec<(Range<usize>, Range<usize>)> {
    let mut out = Vec::new();
    let (mut i, mut j) = (0, 0);
    for (x, y) in align(a, b).into_iter().chain([(a.len(), b.len())]) {
        if i < x || j < y {
            out.push((i..x, j..y));
        }
        (i, j) = (x + 1, y + 1);
    }
    out
}

fn wording(a: &Leaf, x: &Range<usize>, b: &Leaf, y: &Range<usize>) -> Wording {
    let (gap, text) = (b.gap(y.start), b.text(y.start, y.end));
    if gap == default_gap(a, x.start, x.end, text) {
        Wording::Words(text.to_string())
    } else if gap.is_empty() {
        Wording::Joined { joined: text.to_string() }
    } else {
        Wording::Words(format!("{gap}{text}"))
    }
}

/// Pairs of equal blocks that are surely the same, rising: those at both ends, and between them, where there are too many
/// blocks to compare each with each, the longest common order.
fn fixed(a: &[Block], b: &[Block]) -> Vec<(usize, usize)> {
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (rest_a, rest_b) = (a.get(head..).unwrap_or(&[]), b.get(head..).unwrap_or(&[]));
    let tail = rest_a.iter().rev().zip(rest_b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (mid_a, mid_b) = (rest_a.len() - tail, rest_b.len() - tail);
    let mut pairs: Vec<(usize, usize)> = (0..head).map(|i| (i, i)).collect();
    if mid_a.saturating_mul(mid_b) > FREE {
        let mut numbers = Numbers::new();
        let mut number = |blocks: &[Block], len: usize| -> Vec<u32> {
            blocks.iter().take(len).map(|b| numbers.of(said(b))).collect()
        };
        let (na, nb) = (number(rest_a, mid_a), number(rest_b, mid_b));
        pairs.extend(align(&na, &nb).into_iter().map(|(i, j)| (head + i, head + j)));
    }
    pairs.extend((0..tail).map(|i| (head + mid_a + i, head + mid_b + i)));
    pairs
}

/// A block's kind and writing, the same for equal blocks alone.
fn said(block: &Block) -> String {
    format!("{:?}\n{}", block.kind, write::markdown(std::slice::from_ref(block)))
}

/// Pairs of blocks that are one block, kept or amended, rising, with as many shared words as can be.
fn alike(a: &[Block], b: &[Block], cells: bool) -> Vec<(usize, usize)> {
    if cells || (a.len() == b.len() && a.len().saturating_mul(b.len()) > PAIRS) {
        return (0..a.len().min(b.len())).map(|i| (i, i)).collect();
    }
    if a.len().saturating_mul(b.len()) > PAIRS {
        return Vec::new();
    }
    let mut numbers = Numbers::new();
    let bags_a: Vec<Vec<u32>> = a.iter().map(|x| bag(x, &mut numbers)).collect();
    let bags_b: Vec<Vec<u32>> = b.iter().map(|x| bag(x, &mut numbers)).collect();
    let score = |i: usize, j: usize| match (a.get(i), b.get(j), bags_a.get(i), bags_b.get(j)) {
        (Some(x), Some(y), Some(p), Some(_)) if x == y => 4 * p.len() + 5,
        (Some(x), Some(y), Some(p), Some(q)) if same_sort(x, y) => 4 * shared(p, q),
        _ => 0,
    };
    let width = b.len() + 1;
    let mut best = vec![0_usize; (a.len() + 1) * width];
    let get = |t: &[usize], i: usize, j: usize| t.get(i * width + j).copied().unwrap_or(0);
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            let skip = get(&best, i + 1, j).max(get(&best, i, j + 1));
            let pair = match score(i, j) {
                0 => 0,
                words => words + get(&best, i + 1, j + 1),
            };
            if let Some(cell) = best.get_mut(i * width + j) {
                *cell = skip.max(pair);
            }
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        let here = get(&best, i, j);
        let words = score(i, j);
        if words > 0 && here == words + get(&best, i + 1, j + 1) {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if here == get(&best, i + 1, j) {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

fn same_sort(a: &Block, b: &Block) -> bool {
    let level = |s: &Block| s.children().first().map(|h| h.kind.clone());
    match (&a.kind, &b.kind) {
        (Kind::Section, Kind::Section) => level(a) == level(b),
        (a, b) => a == b,
    }
}

fn bag(block: &Block, numbers: &mut Numbers<String>) -> Vec<u32> {
    let mut words: Vec<u32> = block.words().words().map(|w| numbers.of(w.to_string())).collect();
    for child in block.children() {
        words.extend(bag(child, numbers));
    }
    words.sort_unstable();
    words
}

/// Words that two sorted bags share, and one; 0 when too few to call them one block.
fn shared(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut shared) = (0, 0, 0_usize);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, shared) = (i + 1, j + 1, shared + 1),
        }
    }
    if 100 * shared >= ALIKE * a.len().max(b.len()) { shared + 1 } else { 0 }
}
