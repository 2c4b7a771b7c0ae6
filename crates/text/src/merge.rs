//! Merging amendments: what does not touch the same words is carried together, what does becomes a conflict to be voted on.

use crate::align::{Numbers, align};
use crate::amendment::Amendment;
use crate::apply::{Act, Edit, Hold, Plan, make, resolve};
use crate::block::Block;
use crate::error::Error;
use crate::leaf::Leaf;
use crate::normal::natural_cmp;
use crate::version::{Index, Version};
use crate::write;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The readings of a conflict over whole blocks are written out up to this many words in all.
const MAX_SHOWN_WORDS: usize = 20_000;

/// What became of an amendment before the members.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disposition {
    /// Not yet decided.
    #[default]
    Open,
    /// Carried by a vote.
    Carried,
    /// Lost in a vote.
    Lost,
    /// Withdrawn by its movers.
    Withdrawn,
    /// Friendly: the movers of the text made it theirs.
    TakenOver,
}

/// What to do with amendments that are still open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undecided {
    /// Carry them where they collide with nothing: how the text would read.
    Carry,
    /// Leave them out: how the text stands.
    Leave,
}

/// What the merge did with an amendment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// Its changes are in the merged text.
    Merged,
    /// It is open and was left out.
    Open,
    /// It touches the same words as others; the conflict of this number, from 0, is to be decided first.
    InConflict(usize),
    /// A carried amendment has changed its words; it falls unless it is anchored anew.
    Precluded(String),
    /// It was lost.
    Lost,
    /// It was withdrawn.
    Withdrawn,
}

/// The outcome of a merge. It does not depend on the order in which the amendments are given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The text with everything merged that may be.
    pub version: Version,
    /// Every amendment in natural order of numbers.
    pub fates: Vec<(String, Fate)>,
    /// What is to be decided, in the order of the text.
    pub conflicts: Vec<Conflict>,
    /// Amendments that put words in at one and the same point; both are merged, in the order of their numbers, and
    /// somebody should read the result.
    pub beside: BTreeSet<(String, String)>,
}

/// Amendments that touch the same words: one question to be put to the vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// The amendments, in the order in which they are to be put: the furthest-reaching first.
    pub order: Vec<Reach>,
    /// Where they collide.
    pub places: Vec<Collision>,
}

/// How far an amendment goes from the text, by which the order of voting is fixed: a global alternative first, then the
/// one that strikes most words, then the one that adds most, then the lower number. Words kept in place are not counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reach {
    /// The amendment.
    pub amendment: String,
    /// Whether it puts another text in the place of the whole.
    pub global: bool,
    /// Words of the base that it does not leave in place.
    pub struck: usize,
    /// Words that it adds.
    pub added: usize,
}

/// One stretch of the base that several amendments touch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Collision {
    /// The stretch.
    pub at: Stretch,
    /// How the base reads there; none for the whole text.
    pub base: Option<String>,
    /// How each alternative reads there.
    pub alternatives: Vec<Alternative>,
}

/// A stretch of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stretch {
    /// Words of a block, the end not included.
    Words {
        /// The block.
        block: usize,
        /// Its first word.
        from: usize,
        /// The word after its last.
        to: usize,
    },
    /// A whole block.
    Block(usize),
    /// The whole text.
    All,
}

/// One reading of a stretch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Alternative {
    /// The amendments that want it, in natural order.
    pub amendments: Vec<String>,
    /// The reading; none when it is the whole text or too long to repeat for every alternative.
    pub reads: Option<String>,
}

/// Merges amendments to one version.
///
/// An amendment is merged whole or not at all. Two collide when their changes touch the same words, or when one changes
/// what the other strikes, replaces or moves; equal changes do not collide and are made once.
///
/// # Errors
/// When an amendment cannot be anchored on the base, a number occurs twice, or a decision names no amendment.
pub fn merge(
    base: &Version,
    amendments: &[Amendment],
    decisions: &BTreeMap<String, Disposition>,
    undecided: Undecided,
) -> Result<Merge, Error> {
    let index = base.index();
    let work = Work::new(base, &index, amendments, decisions)?;
    Ok(work.finish(base, &index, undecided))
}

/// An edit that one or more amendments want.
pub(crate) struct Wanted {
    edit: Edit,
    /// Ranks of the amendments, rising, each with the number of the change.
    by: Vec<(usize, usize)>,
}

pub(crate) struct Work<'a> {
    /// The amendments in natural order; a rank is a place here.
    amendments: Vec<&'a Amendment>,
    dispositions: Vec<Disposition>,
    /// The carried amendment that precludes each, if one does.
    precluded: Vec<Option<usize>>,
    wanted: Vec<Wanted>,
    /// Groups of edits that touch the same words, in the order of the text.
    chains: Vec<Chain>,
    beside: BTreeSet<(usize, usize)>,
}

struct Chain {
    start: usize,
    end: usize,
    /// Numbers of wanted edits.
    edits: BTreeSet<usize>,
}

impl<'a> Work<'a> {
    pub(crate) fn new(
        base: &Version,
        index: &Index<'_>,
        amendments: &'a [Amendment],
        decisions: &BTreeMap<String, Disposition>,
    ) -> Result<Self, Error> {
        let mut sorted: Vec<&Amendment> = amendments.iter().collect();
        sorted.sort_by(|a, b| natural_cmp(&a.id, &b.id));
        if let Some(w) = sorted.windows(2).find(|w| w.first().map(|a| &a.id) == w.last().map(|a| &a.id)) {
            return Err(Error::SameId { amendment: w.first().map(|a| a.id.clone()).unwrap_or_default() });
        }
        let known: BTreeSet<&str> = sorted.iter().map(|a| a.id.as_str()).collect();
        if let Some(id) = decisions.keys().find(|id| !known.contains(id.as_str())) {
            return Err(Error::UnknownAmendment { amendment: id.clone() });
        }
        let dispositions: Vec<Disposition> =
            sorted.iter().map(|a| decisions.get(&a.id).copied().unwrap_or_default()).collect();
        let mut edits: Vec<(usize, Edit)> = Vec::new();
        for (rank, amendment) in sorted.iter().enumerate() {
            let resolved = resolve(base, index, amendment)?;
            // Even an amendment out of play must be anchored, so that the draft can show it.
            if !matches!(dispositions.get(rank), Some(Disposition::Lost | Disposition::Withdrawn)) {
                edits.extend(resolved.into_iter().map(|e| (rank, e)));
            }
        }
        let firm = |rank: usize| {
            matches!(dispositions.get(rank), Some(Disposition::Carried | Disposition::TakenOver))
        };
        let mut precluded = vec![None; sorted.len()];
        for ((rank, _), by) in edits.iter().zip(preclude(&edits, firm)) {
            if let Some(slot) = precluded.get_mut(*rank) {
                *slot = by.or(*slot);
            }
        }
        edits.retain(|(rank, _)| precluded.get(*rank).is_some_and(Option::is_none));
        let wanted = unite(edits);
        let (chains, beside) = collide(&wanted);
        Ok(Self { amendments: sorted, dispositions, precluded, wanted, chains, beside })
    }

    fn id(&self, rank: usize) -> String {
        self.amendments.get(rank).map(|a| a.id.clone()).unwrap_or_default()
    }

    pub(crate) fn finish(&self, base: &Version, index: &Index<'_>, undecided: Undecided) -> Merge {
        let groups = self.groups();
        let mut fates = Vec::with_capacity(self.amendments.len());
        let mut merged = vec![false; self.amendments.len()];
        for (rank, disposition) in self.dispositions.iter().enumerate() {
            let fate = match (disposition, self.precluded.get(rank).copied().flatten(), groups.get(&rank)) {
                (Disposition::Lost, ..) => Fate::Lost,
                (Disposition::Withdrawn, ..) => Fate::Withdrawn,
                (_, Some(by), _) => Fate::Precluded(self.id(by)),
                (_, None, Some(conflict)) => Fate::InConflict(*conflict),
                (Disposition::Open, None, None) if undecided == Undecided::Leave => Fate::Open,
                _ => Fate::Merged,
            };
            if let Some(flag) = merged.get_mut(rank) {
                *flag = fate == Fate::Merged;
            }
            fates.push((self.id(rank), fate));
        }
        let is_merged = |rank: usize| merged.get(rank).copied().unwrap_or(false);
        let version = make(index, base, self.chosen(&fates));
        let beside = self.beside.iter().filter(|(a, b)| is_merged(*a) && is_merged(*b));
        Merge {
            version,
            fates,
            conflicts: self.conflicts(base, index, &groups),
            beside: beside.map(|(a, b)| (self.id(*a), self.id(*b))).collect(),
        }
    }

    /// The edits of merged amendments, each once, with the rank of the first amendment that wants it.
    pub(crate) fn chosen<'w>(
        &'w self,
        fates: &'w [(String, Fate)],
    ) -> impl Iterator<Item = (usize, &'w Edit)> {
        let is_merged = |rank: usize| fates.get(rank).is_some_and(|f| f.1 == Fate::Merged);
        self.wanted.iter().filter_map(move |w| {
            let (rank, _) = w.by.iter().find(|(rank, _)| is_merged(*rank))?;
            Some((*rank, &w.edit))
        })
    }

    /// The conflict each amendment is in: amendments that collide, directly or through others, share one.
    fn groups(&self) -> BTreeMap<usize, usize> {
        let mut parent: Vec<usize> = (0..self.amendments.len()).collect();
        for chain in &self.chains {
            let mut ranks = chain.edits.iter().filter_map(|e| self.wanted.get(*e)).flat_map(|w| &w.by);
            let Some((first, _)) = ranks.next() else { continue };
            for (rank, _) in ranks {
                let (a, b) = (root(&mut parent, *first), root(&mut parent, *rank));
                if let Some(p) = parent.get_mut(a.max(b)) {
                    *p = a.min(b);
                }
            }
        }
        let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
        let mut groups = BTreeMap::new();
        for chain in &self.chains {
            for (rank, _) in chain.edits.iter().filter_map(|e| self.wanted.get(*e)).flat_map(|w| &w.by) {
                let next = numbers.len();
                let number = *numbers.entry(root(&mut parent, *rank)).or_insert(next);
                groups.insert(*rank, number);
            }
        }
        groups
    }

    fn conflicts(&self, base: &Version, index: &Index<'_>, groups: &BTreeMap<usize, usize>) -> Vec<Conflict> {
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (rank, number) in groups {
            members.entry(*number).or_default().push(*rank);
        }
        let mut reaches: BTreeMap<usize, Reach> = BTreeMap::new();
        for wanted in &self.wanted {
            for (rank, _) in wanted.by.iter().filter(|(rank, _)| groups.contains_key(rank)) {
                let reach = reaches.entry(*rank).or_insert_with(|| self.no_reach(*rank));
                measure(reach, base, index, &wanted.edit.act);
            }
        }
        let mut conflicts: Vec<Conflict> = members
            .values()
            .map(|ranks| {
                let mut order: Vec<(usize, Reach)> =
                    ranks.iter().filter_map(|r| Some((*r, reaches.get(r)?.clone()))).collect();
                order.sort_by_key(|(rank, r)| (!r.global, std::cmp::Reverse((r.struck, r.added)), *rank));
                Conflict { order: order.into_iter().map(|(_, r)| r).collect(), places: Vec::new() }
            })
            .collect();
        for chain in &self.chains {
            let rank = chain.edits.iter().find_map(|e| self.wanted.get(*e)?.by.first());
            let number = rank.and_then(|(rank, _)| groups.get(rank));
            if let Some(conflict) = number.and_then(|n| conflicts.get_mut(*n)) {
                conflict.places.push(self.collision(index, chain));
            }
        }
        conflicts
    }

    fn no_reach(&self, rank: usize) -> Reach {
        Reach { amendment: self.id(rank), global: false, struck: 0, added: 0 }
    }

    fn collision(&self, index: &Index<'_>, chain: &Chain) -> Collision {
        let at = stretch(index, chain);
        // Amendments that want the same edits here want one reading.
        let mut sets: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for edit in &chain.edits {
            for (rank, _) in self.wanted.get(*edit).into_iter().flat_map(|w| &w.by) {
                sets.entry(*rank).or_default().push(*edit);
            }
        }
        let mut readings: BTreeMap<Vec<usize>, Vec<usize>> = BTreeMap::new();
        for (rank, edits) in sets {
            readings.entry(edits).or_default().push(rank);
        }
        let shown = |reading: &[usize]| {
            let edits = reading.iter().filter_map(|e| self.wanted.get(*e)).map(|w| (0, &w.edit));
            reads(index, at, readings.len(), edits)
        };
        let base = reads(index, at, readings.len(), std::iter::empty());
        let mut alternatives: Vec<(Vec<usize>, Alternative)> = readings
            .iter()
            .map(|(edits, ranks)| {
                let amendments = ranks.iter().map(|r| self.id(*r)).collect();
                (ranks.clone(), Alternative { amendments, reads: shown(edits) })
            })
            .collect();
        alternatives.sort_by(|a, b| a.0.cmp(&b.0));
        Collision { at, base, alternatives: alternatives.into_iter().map(|(_, a)| a).collect() }
    }
}

/// For each edit that is not firm, the firm amendment that has changed its words, if one has.
fn preclude(edits: &[(usize, Edit)], firm: impl Fn(usize) -> bool) -> Vec<Option<usize>> {
    let mut holds: Vec<(Hold, usize)> = Vec::new();
    for (rank, edit) in edits.iter().filter(|(rank, _)| firm(*rank)) {
        holds.extend(edit.holds.iter().map(|h| (*h, *rank)));
    }
    holds.sort();
    // For each prefix of the sorted stretches, the one that reaches furthest, intervals and points apart.
    let mut furthest: Vec<[Option<(usize, usize)>; 2]> = Vec::with_capacity(holds.len());
    for (hold, rank) in &holds {
        let mut best = furthest.last().copied().unwrap_or_default();
        if let Some(slot) = best.get_mut(usize::from(hold.point)) {
            *slot = (*slot).max(Some((hold.end, *rank)));
        }
        furthest.push(best);
    }
    // What a firm and an open amendment both want is no collision: it is made once.
    let mut firm_edits: BTreeMap<&[Hold], Vec<&Act>> = BTreeMap::new();
    for (_, edit) in edits.iter().filter(|(rank, _)| firm(*rank)) {
        firm_edits.entry(&edit.holds).or_default().push(&edit.act);
    }
    let by = |(rank, edit): &(usize, Edit)| {
        if firm(*rank) || firm_edits.get(edit.holds.as_slice()).is_some_and(|acts| acts.contains(&&edit.act))
        {
            return None;
        }
        edit.holds.iter().find_map(|hold| {
            let last = holds.partition_point(|(h, _)| h.start <= hold.end).checked_sub(1)?;
            let [interval, point] = furthest.get(last).copied()?;
            let hit = [interval, point.filter(|_| !hold.point)];
            hit.into_iter().flatten().find(|(end, _)| *end >= hold.start).map(|(_, by)| by)
        })
    };
    edits.iter().map(by).collect()
}

/// Makes equal edits of different amendments one.
fn unite(edits: Vec<(usize, Edit)>) -> Vec<Wanted> {
    let mut wanted: Vec<Wanted> = Vec::with_capacity(edits.len());
    let mut by_place: BTreeMap<Vec<Hold>, Vec<usize>> = BTreeMap::new();
    for (rank, edit) in edits {
        let here = by_place.entry(edit.holds.clone()).or_default();
        let same = here.iter().copied().find(|i| {
            wanted
                .get(*i)
                .is_some_and(|w| w.edit.act == edit.act && w.by.last().is_some_and(|(r, _)| *r != rank))
        });
        if let Some(w) = same.and_then(|i| wanted.get_mut(i)) {
            w.by.push((rank, edit.change));
        } else {
            here.push(wanted.len());
            wanted.push(Wanted { by: vec![(rank, edit.change)], edit });
        }
    }
    wanted
}

/// Finds the groups of edits that touch the same words, and the pairs of amendments that put words in at one point, by one
/// walk along the sorted stretches.
fn collide(wanted: &[Wanted]) -> (Vec<Chain>, BTreeSet<(usize, usize)>) {
    let mut holds: Vec<(Hold, usize)> = Vec::new();
    for (i, w) in wanted.iter().enumerate() {
        holds.extend(w.edit.holds.iter().map(|h| (*h, i)));
    }
    holds.sort();
    let mut chains: Vec<Chain> = Vec::new();
    let mut open: Option<Chain> = None;
    let mut beside = BTreeSet::new();
    let mut last_point: Option<(usize, usize)> = None;
    for (hold, i) in holds {
        let rank = wanted.get(i).and_then(|w| w.by.first()).map_or(0, |b| b.0);
        if hold.point {
            if let Some((_, other)) = last_point.filter(|(at, other)| *at == hold.start && *other != rank) {
                beside.insert((other, rank));
            }
            last_point = Some((hold.start, rank));
        }
        match &mut open {
            Some(chain) if hold.start <= chain.end => {
                chain.edits.insert(i);
                if !hold.point {
                    chain.end = chain.end.max(hold.end);
                }
            }
            _ if hold.point => {}
            _ => {
                chains.extend(open.take());
                open = Some(Chain { start: hold.start, end: hold.end, edits: BTreeSet::from([i]) });
            }
        }
    }
    chains.extend(open);
    chains.retain(|c| c.edits.len() > 1);
    (chains, beside)
}

fn root(parent: &mut [usize], mut i: usize) -> usize {
    while let Some(p) = parent.get(i).copied().filter(|p| *p != i) {
        let above = parent.get(p).copied().unwrap_or(p);
        if let Some(slot) = parent.get_mut(i) {
            *slot = above;
        }
        i = p;
    }
    i
}

/// The stretch of the text that a chain covers. Its first edit is the widest when blocks are touched, since blocks nest.
fn stretch(index: &Index<'_>, chain: &Chain) -> Stretch {
    if chain.start == 0 {
        return Stretch::All;
    }
    let Some(block) = index.entries.partition_point(|e| e.start <= chain.start).checked_sub(1) else {
        return Stretch::All;
    };
    let start = index.get(block).map_or(0, |e| e.start);
    if chain.start == start {
        return Stretch::Block(block);
    }
    Stretch::Words { block, from: (chain.start - start).saturating_sub(2) / 2, to: (chain.end - start) / 2 }
}

fn reads<'e>(
    index: &Index<'e>,
    at: Stretch,
    times: usize,
    edits: impl Iterator<Item = (usize, &'e Edit)>,
) -> Option<String> {
    let plan = Plan::new(index, edits);
    match at {
        Stretch::All => None,
        Stretch::Words { block, from, to } => {
            Some(plan.stretch(block, index.get(block)?.block.words(), from, to))
        }
        Stretch::Block(id) => {
            let block = index.get(id)?.block;
            if block.count_words().saturating_mul(times) > MAX_SHOWN_WORDS {
                return None;
            }
            Some(write::markdown(&plan.one(id, block)).trim_end().to_string())
        }
    }
}

/// Adds one edit to the reach of its amendment.
fn measure(reach: &mut Reach, base: &Version, index: &Index<'_>, act: &Act) {
    let (old, new): (Vec<String>, Vec<String>) = match act {
        Act::Words { block, from, to, text } => {
            let leaf = index.get(*block).map(|e| e.block.words());
            let old = leaf.map_or("", |l| l.text(*from, *to));
            (list(&Leaf::new(old)), list(&Leaf::new(text.as_ref().map_or("", |t| t.text()))))
        }
        // What moves leaves its place, so it counts both ways.
        Act::MoveWords { from, to, .. } => return add(reach, to - from, to - from),
        Act::MoveBlock { block, .. } => {
            let words = index.get(*block).map_or(0, |e| e.block.count_words());
            return add(reach, words, words);
        }
        Act::Put { blocks, .. } => (Vec::new(), under(blocks)),
        Act::Swap { block, blocks } => {
            (index.get(*block).map_or(Vec::new(), |e| under(std::slice::from_ref(e.block))), under(blocks))
        }
        Act::All { blocks } => {
            reach.global = true;
            (under(base.blocks()), under(blocks))
        }
    };
    let mut numbers = Numbers::new();
    let a: Vec<u32> = old.iter().map(|w| numbers.of(w)).collect();
    let b: Vec<u32> = new.iter().map(|w| numbers.of(w)).collect();
    let kept = align(&a, &b).len();
    add(reach, a.len() - kept, b.len() - kept);
}

fn add(reach: &mut Reach, struck: usize, added: usize) {
    reach.struck += struck;
    reach.added += added;
}

fn list(leaf: &Leaf) -> Vec<String> {
    leaf.words().map(str::to_string).collect()
}

fn under(blocks: &[Block]) -> Vec<String> {
    blocks.iter().flat_map(|b| list(b.words()).into_iter().chain(under(b.children()))).collect()
}

/// An amendment carried over to a changed text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rebased {
    /// The amendment on the new version; it has no changes when nothing could be carried over or nothing is left to do.
    pub amendment: Amendment,
    /// Changes that could not be carried over, by their numbers from 1, because these words were changed.
    pub lost: Vec<usize>,
}

/// Carries amendments, each by itself, over to the text that `over` (amendments to the same base that do not collide) have
/// made of their base. Applying a result to the new version gives the text that merging it together with `over` would give.
///
/// # Errors
/// As [`merge()`]; and when the amendments of `over` collide with one another.
pub fn rebase(
    base: &Version,
    over: &[Amendment],
    amendments: &[Amendment],
) -> Result<(Version, Vec<Rebased>), Error> {
    let index = base.index();
    let carried = over.iter().map(|a| (a.id.clone(), Disposition::Carried)).collect();
    let new = merge(base, over, &carried, Undecided::Leave)?;
    if let Some(conflict) = new.conflicts.first() {
        let names: Vec<&str> = conflict.order.iter().map(|r| r.amendment.as_str()).collect();
        let names = names.join(", ");
        return Err(Error::BadPlace {
            why: shura_act::Bilingual::new(
                format!("the amendments carried ({names}) touch the same words; decide between them first"),
                format!(
                    "اصلاحیه‌های پذیرفته ({names}) به واژه‌های یکسانی دست می‌زنند؛ نخست میان آن‌ها تصمیم بگیرید"
                ),
            ),
        });
    }
    let mut sorted: Vec<&Amendment> = over.iter().collect();
    sorted.sort_by(|a, b| natural_cmp(&a.id, &b.id));
    // The ranks of `over` are odd, so that any other amendment finds its place between two of them.
    let mut history: Vec<(usize, Edit)> = Vec::new();
    for (i, one) in sorted.iter().enumerate() {
        history.extend(resolve(base, &index, one)?.into_iter().map(|e| (2 * i + 1, e)));
    }
    let mut rebased = Vec::with_capacity(amendments.len());
    for amendment in amendments {
        let place = sorted.partition_point(|a| natural_cmp(&a.id, &amendment.id).is_lt());
        if sorted.get(place).is_some_and(|a| a.id == amendment.id) {
            return Err(Error::SameId { amendment: amendment.id.clone() });
        }
        rebased.push(rebase_one(base, &index, (&new.version, &history), amendment, 2 * place)?);
    }
    Ok((new.version, rebased))
}

fn rebase_one(
    base: &Version,
    index: &Index<'_>,
    (new, history): (&Version, &[(usize, Edit)]),
    amendment: &Amendment,
    own: usize,
) -> Result<Rebased, Error> {
    let mut edits = history.to_vec();
    edits.extend(resolve(base, index, amendment)?.into_iter().map(|e| (own, e)));
    let precluded = preclude(&edits, |rank| rank != own);
    let mut lost = Vec::new();
    let mut kept = Vec::with_capacity(edits.len());
    for ((rank, edit), by) in edits.into_iter().zip(precluded) {
        match by {
            Some(_) => lost.push(edit.change + 1),
            None => kept.push((rank, edit)),
        }
    }
    kept.sort_by_key(|(rank, _)| *rank);
    let both = unite(kept);
    let first = |w: &'_ Wanted| w.by.first().map_or(0, |by| by.0);
    let together = make(index, base, both.iter().map(|w| (first(w), &w.edit)));
    let mut moved = crate::diff::diff(&amendment.id, new, &together);
    moved.role = amendment.role;
    moved.to.clone_from(&amendment.to);
    Ok(Rebased { amendment: moved, lost })
}

/// Carries an amendment over to any other version, taking the difference between the two for what was changed.
///
/// # Errors
/// When the amendment cannot be anchored on its base.
pub fn rebase_onto(base: &Version, new: &Version, amendment: &Amendment) -> Result<Rebased, Error> {
    // Its empty number puts the changed text before whatever the amendment puts in at the same point.
    let change = crate::diff::diff("", base, new);
    let (_, mut rebased) = rebase(base, &[change], std::slice::from_ref(amendment))?;
    rebased.pop().ok_or_else(|| Error::UnknownAmendment { amendment: amendment.id.clone() })
}

/// The amendment `primary` as `secondary`, an amendment to it, would make it. `secondary` is anchored on the text as
/// `primary` makes it.
///
/// # Errors
/// When either cannot be anchored.
pub fn amend_amendment(
    base: &Version,
    primary: &Amendment,
    secondary: &Amendment,
) -> Result<Amendment, Error> {
    let as_moved = crate::apply::apply(base, primary)?;
    let as_amended = crate::apply::apply(&as_moved, secondary)?;
    let mut amendment = crate::diff::diff(&primary.id, base, &as_amended);
    amendment.role = primary.role;
    amendment.to.clone_from(&primary.to);
    Ok(amendment)
}
