//! Line numbers: a rendering of a version, never an anchor. They depend on the width of the print; spans do not.

use crate::amendment::{Change, Place, Span};
use crate::block::Kind;
use crate::error::Error;
use crate::leaf::{Leaf, is_spoken};
use crate::merge::Stretch;
use crate::normal;
use crate::version::{Index, Version};
use serde::{Deserialize, Serialize};
use shura_act::{Bilingual, Lang, bilingual::fa_digits};
use std::borrow::Cow;

/// The narrowest line.
pub const MIN_WIDTH: usize = 10;

/// How lines are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbering {
    /// Columns a line, at least [`MIN_WIDTH`]. Half-spaces and vowel signs take none.
    pub width: usize,
    /// The number of the first line.
    pub first: u64,
}

impl Default for Numbering {
    fn default() -> Self {
        Self { width: 85, first: 1 }
    }
}

/// A line of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its number.
    pub number: u64,
    /// The block it belongs to.
    pub block: usize,
    /// Its first word and the word after its last, in the block.
    pub words: [usize; 2],
}

/// A version laid out in numbered lines.
pub struct Lines<'a> {
    index: Index<'a>,
    first: u64,
    /// The lines in order; line `first + i` is number `i` here.
    pub lines: Vec<Line>,
}

/// A line and, in it, a spoken word, both as people count them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LineRef {
    /// The number of the line.
    pub line: u64,
    /// The word, from 1; punctuation is not counted. None means the line's end on that side.
    pub word: Option<usize>,
}

/// Lays a version out: every block begins a line, and lines break only at white space, so that a word with its
/// punctuation, or one longer than a line, stays whole.
pub fn lines(version: &Version, numbering: Numbering) -> Lines<'_> {
    let index = version.index();
    let width = numbering.width.max(MIN_WIDTH);
    let mut lines = Vec::with_capacity(version.markdown().len() / width + index.entries.len());
    for (block, entry) in index.entries.iter().enumerate() {
        if entry.block.has_words() {
            let code = matches!(entry.block.kind, Kind::Code { .. });
            break_lines(entry.block.words(), width, code, |from, to| {
                let number = numbering.first.saturating_add(lines.len() as u64);
                lines.push(Line { number, block, words: [from, to] });
            });
        }
    }
    Lines { index, first: numbering.first, lines }
}

fn break_lines(leaf: &Leaf, width: usize, code: bool, mut line: impl FnMut(usize, usize)) {
    let (mut from, mut used, mut next) = (0, 0, 0);
    while next < leaf.len() {
        // A chunk is a word with everything joined to it.
        let gap = leaf.gap(next);
        let mut chunk = normal::columns(leaf.word(next));
        let mut end = next + 1;
        while end < leaf.len() && leaf.gap(end).is_empty() {
            chunk += normal::columns(leaf.word(end));
            end += 1;
        }
        let space = if gap.contains('\n') { 1 } else { gap.len() };
        let forced = gap.contains('\n') && (code || gap.starts_with("  ") || ends_hard(leaf, next));
        if next > from && (forced || used + space + chunk > width) {
            line(from, next);
            (from, used) = (next, chunk);
        } else {
            used += if next > from { space + chunk } else { chunk };
        }
        next = end;
    }
    if from < leaf.len() {
        line(from, leaf.len());
    }
}

/// A backslash at the end of a source line is a hard break.
fn ends_hard(leaf: &Leaf, next: usize) -> bool {
    next.checked_sub(1).is_some_and(|i| leaf.word(i) == "\\")
}

impl Lines<'_> {
    /// The words of a line.
    pub fn text(&self, line: &Line) -> Cow<'_, str> {
        let leaf = self.index.get(line.block).map(|e| e.block.words());
        let text = leaf.map_or("", |l| l.text(line.words[0], line.words[1]));
        if !text.contains('\n') {
            return Cow::Borrowed(text);
        }
        // The source's own line ends are spaces here.
        Cow::Owned(text.split('\n').map(|l| l.trim_matches([' ', '\t'])).collect::<Vec<_>>().join(" "))
    }

    /// The line that holds a word of a block.
    pub fn line_of(&self, block: usize, word: usize) -> Option<&Line> {
        let after = self.lines.partition_point(|l| (l.block, l.words[0]) <= (block, word));
        self.lines.get(after.checked_sub(1)?).filter(|l| l.block == block && word < l.words[1])
    }

    fn leaf(&self, block: usize) -> Option<&Leaf> {
        self.index.get(block).map(|e| e.block.words())
    }

    fn line(&self, number: u64) -> Result<&Line, Error> {
        let place = number.checked_sub(self.first).and_then(|i| usize::try_from(i).ok());
        place.and_then(|i| self.lines.get(i)).ok_or_else(|| {
            let last = self.lines.last().map_or(0, |l| l.number);
            let first = self.first;
            bad(
                format!("there is no line {number}; the lines run from {first} to {last}"),
                format!("سطر {number} نیست؛ سطرها از {first} تا {last} شماره خورده‌اند"),
            )
        })
    }

    /// Word `n`, from 1, of those spoken in a line.
    fn spoken(&self, line: &Line, n: usize) -> Result<usize, Error> {
        let leaf = self.leaf(line.block);
        let mut words =
            (line.words[0]..line.words[1]).filter(|i| leaf.is_some_and(|l| is_spoken(l.word(*i))));
        let count = words.clone().count();
        n.checked_sub(1).and_then(|k| words.nth(k)).ok_or_else(|| {
            bad(
                format!("line {} has {count} words and no word {n}; correct the number", line.number),
                format!("سطر {} تنها {count} واژه دارد و واژهٔ {n} ندارد؛ شماره را درست کنید", line.number),
            )
        })
    }

    /// The spans, one for each block, from one place to another, both included.
    ///
    /// # Errors
    /// When a line or a word is not there, or the end comes before the start.
    pub fn spans(&self, from: LineRef, to: LineRef) -> Result<Vec<Span>, Error> {
        let (first, last) = (*self.line(from.line)?, *self.line(to.line)?);
        let start = from.word.map_or(Ok(first.words[0]), |n| self.spoken(&first, n))?;
        let end = to.word.map_or(Ok(last.words[1]), |n| self.spoken(&last, n).map(|i| i + 1))?;
        if (first.block, start) >= (last.block, end) {
            return Err(bad(
                "the end lies before the start; exchange them".to_string(),
                "پایان پیش از آغاز است؛ جای آن دو را عوض کنید".to_string(),
            ));
        }
        let mut spans = Vec::new();
        for block in first.block..=last.block {
            let Some(leaf) = self.leaf(block).filter(|l| !l.is_empty()) else { continue };
            let from = if block == first.block { start } else { 0 };
            let to = if block == last.block { end } else { leaf.len() };
            spans.push(Span { block, words: [from, to], was: Some(leaf.text(from, to).to_string()) });
        }
        Ok(spans)
    }

    /// Where a change lies: its words, or the lines of its block; for something put in, the word or the line before it.
    pub fn change(&self, change: &Change) -> Option<(LineRef, LineRef)> {
        match change {
            Change::Delete { span } | Change::Replace { span, .. } | Change::Move { span, .. } => {
                self.place(span)
            }
            Change::Insert { at, .. } => {
                let word = at.before.saturating_sub(1);
                self.place(&Span { block: at.block, words: [word, word + 1], was: None })
            }
            Change::DeleteBlock { block }
            | Change::ReplaceBlock { block, .. }
            | Change::MoveBlock { block, .. } => self.block(*block),
            Change::InsertBlocks { at, .. } => match at {
                Place::Before(block) => self.block(*block).map(|(first, _)| (first, first)),
                Place::After(block) | Place::Inside(block) => {
                    self.block(*block).map(|(_, last)| (last, last))
                }
                Place::End => self.whole().map(|(_, last)| (last, last)),
            },
            Change::ReplaceAll { .. } => self.whole(),
        }
    }

    /// Where a stretch lies on which amendments collide.
    pub fn stretch(&self, stretch: Stretch) -> Option<(LineRef, LineRef)> {
        match stretch {
            Stretch::Words { block, from, to } => self.place(&Span { block, words: [from, to], was: None }),
            Stretch::Block(block) => self.block(block),
            Stretch::All => self.whole(),
        }
    }

    /// The first and the last line of a block with all that is in it.
    fn block(&self, block: usize) -> Option<(LineRef, LineRef)> {
        let end = block + self.index.get(block)?.size;
        let first = self.lines.partition_point(|l| l.block < block);
        let last =
            self.lines.partition_point(|l| l.block < end).checked_sub(1).filter(|last| *last >= first)?;
        let line = |i: usize| self.lines.get(i).map(|l| LineRef { line: l.number, word: None });
        Some((line(first)?, line(last)?))
    }

    fn whole(&self) -> Option<(LineRef, LineRef)> {
        let line = |l: &Line| LineRef { line: l.number, word: None };
        Some((line(self.lines.first()?), line(self.lines.last()?)))
    }

    /// The first and the last spoken word of a span as line and word; whole lines need no words. None when the span lies
    /// outside the text or has no spoken word.
    pub fn place(&self, span: &Span) -> Option<(LineRef, LineRef)> {
        let leaf = self.leaf(span.block)?;
        let [from, to] = span.words;
        if to > leaf.len() {
            return None;
        }
        let (first, last) = (self.line_of(span.block, from)?, self.line_of(span.block, to.checked_sub(1)?)?);
        if from == first.words[0] && to == last.words[1] {
            return Some((
                LineRef { line: first.number, word: None },
                LineRef { line: last.number, word: None },
            ));
        }
        let mut spoken = (from..to).filter(|i| is_spoken(leaf.word(*i)));
        let start = spoken.next()?;
        let end = spoken.next_back().unwrap_or(start);
        let named = |word: usize| {
            let line = self.line_of(span.block, word)?;
            let n = (line.words[0]..=word).filter(|i| is_spoken(leaf.word(*i))).count();
            Some(LineRef { line: line.number, word: Some(n) })
        };
        Some((named(start)?, named(end)?))
    }
}

/// Says a place aloud: "line 14, word 3 to line 16, word 5".
pub fn say(from: LineRef, to: LineRef, lang: Lang) -> String {
    let one = |r: LineRef| match (lang, r.word) {
        (Lang::En, Some(word)) => format!("line {}, word {word}", r.line),
        (Lang::En, None) => format!("line {}", r.line),
        (Lang::Fa, Some(word)) => format!("سطر {}، واژهٔ {word}", r.line),
        (Lang::Fa, None) => format!("سطر {}", r.line),
    };
    let words = from.word.zip(to.word).filter(|_| from.line == to.line && from != to);
    let text = match (lang, words) {
        (Lang::En, Some((first, last))) => format!("line {}, words {first} to {last}", from.line),
        (Lang::Fa, Some((first, last))) => format!("سطر {}، واژه‌های {first} تا {last}", from.line),
        _ if from == to => one(from),
        (Lang::En, _) => format!("{} to {}", one(from), one(to)),
        (Lang::Fa, _) => format!("{} تا {}", one(from), one(to)),
    };
    if lang == Lang::Fa { fa_digits(&text) } else { text }
}

/// Reads a place as people say it, in English or Persian, with any digits: `14`, `14-16`, `14:3-16:5`,
/// `line 14 to 16, word 3`, `line 14, words 3 to 5`, `سطر ۱۴، واژهٔ ۳ تا سطر ۱۶`. A word belongs to the line named last before it.
///
/// # Errors
/// When it is none of these.
pub fn read_place(text: &str) -> Result<(LineRef, LineRef), Error> {
    let wrong = || {
        bad(
            format!("“{text}” is not a place; write 14, 14-16, 14:3-16:5 or line 14 to 16, word 3"),
            format!("«{text}» نشانی نیست؛ بنویسید ۱۴، ۱۴-۱۶، ۱۴:۳-۱۶:۵ یا سطر ۱۴ تا ۱۶، واژهٔ ۳"),
        )
    };
    let mut places: Vec<LineRef> = Vec::new();
    let (mut word_next, mut words) = (false, false);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let same = |other: char| match normal::digit(c) {
            Some(_) => normal::digit(other).is_some(),
            None => other.is_alphabetic() && c.is_alphabetic() || other == '\u{654}' || other == c,
        };
        let end = rest.find(|other| !same(other)).unwrap_or(rest.len());
        let (token, after) = rest.split_at(end);
        rest = after;
        match normal::number(token) {
            Some(n) if word_next => {
                let n = usize::try_from(n).map_err(|_| wrong())?;
                places.last_mut().filter(|p| p.word.is_none()).ok_or_else(wrong)?.word = Some(n);
                word_next = false;
            }
            Some(word) if words => {
                let from = places.last().filter(|p| p.word.is_some()).ok_or_else(wrong)?;
                let word = usize::try_from(word).map_err(|_| wrong())?;
                places.push(LineRef { line: from.line, word: Some(word) });
            }
            Some(line) => places.push(LineRef { line, word: None }),
            None => match normal::key(token).as_str() {
                "word" | "واژه" | "کلمه" | ":" => word_next = true,
                "words" => (word_next, words) = (true, true),
                // The plural of the Persian words, behind a half-space or not.
                "های" if word_next => words = true,
                "line" | "lines" | "سطر" | "خط" => words = false,
                "" | "to" | "تا" | "-" | "–" | "," | "،" => {}
                _ => return Err(wrong()),
            },
        }
    }
    match places.as_slice() {
        [one] if !word_next => Ok((*one, *one)),
        [from, to] if !word_next => Ok((*from, *to)),
        _ => Err(wrong()),
    }
}

fn bad(en: String, fa: String) -> Error {
    Error::BadPlace { why: Bilingual::new(en, fa_digits(&fa)) }
}
