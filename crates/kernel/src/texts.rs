//! Texts: their versions, how the amendments to them stand, and what follows from the votes.
//!
//! The record says what was moved and decided; what comes of it by words is computed by the room `text`. Words that lie beside the record
//! are handed in with [`lay`] before the entries that name their hashes; where they are not known, nothing is found and nothing is merged.

use crate::standing::{MotionStanding, Standing, TextStanding};
use serde::Serialize;
use shura_act::act::{MotionState, Rank, Text, TextRole};
use shura_act::{Date, Id, Key};
use shura_text::clause::strike;
use shura_text::draft::Draft;
use shura_text::lines::{LineRef, Lines, Numbering, lines};
use shura_text::merge::{Collision, Reach};
use shura_text::normal::visible;
use shura_text::view::{Mark, Row};
use shura_text::{Amendment, Disposition, Error, Fate, Merge, Role, Undecided, Version};
use std::collections::{BTreeMap, BTreeSet};

/// The deepest chain of amendments to amendments that is followed.
const DEPTH_MAX: usize = 3;
/// The most characters of a difference that a finding repeats.
const SHOWN_MAX: usize = 80;

/// Hands in the words of a version that lie beside the record; gives their hash.
///
/// # Errors
/// When they cannot be read as CommonMark without loss.
pub fn lay(standing: &mut Standing, markdown: &str) -> Result<String, Error> {
    let version = Version::from_markdown(markdown)?;
    let hash = version.id().to_string();
    standing.words.entry(hash.clone()).or_insert_with(|| version.markdown().into());
    Ok(hash)
}

/// Words as they lie beside a record: their hash, and the bytes of which it is the SHA-256.
///
/// # Errors
/// When they cannot be read as CommonMark without loss.
pub fn beside(markdown: &str) -> Result<(String, Vec<u8>), Error> {
    let version = Version::from_markdown(markdown)?;
    Ok((version.id().to_string(), version.to_bytes()))
}

/// The words that lie beside a record as these bytes, if they are those of a hash.
pub fn read_beside(hash: &str, bytes: &[u8]) -> Option<String> {
    let version = Version::from_bytes(bytes).filter(|version| version.id().to_string() == hash)?;
    Some(version.markdown().to_owned())
}

/// Enters a version or a gloss; words in the entry are laid under their hash.
pub(crate) fn enter(standing: &mut Standing, id: Id, a: &Text, at: Option<Date>) {
    let laid = a.markdown.as_ref().and_then(|words| lay(standing, words).ok());
    let text = Text { markdown: None, ..a.clone() };
    standing.texts.insert(id, TextStanding { text, hash: laid.or(a.hash.clone()), at });
}

/// A version that was entered, if its words are at hand.
pub fn version(standing: &Standing, text: &Id) -> Option<Version> {
    at_hand(standing, standing.texts.get(text)?.hash.as_ref()?)
}

/// The version that an act enters, if its words are at hand.
pub(crate) fn told(standing: &Standing, a: &Text) -> Option<Version> {
    match &a.markdown {
        Some(words) => Version::from_markdown(words).ok(),
        None => at_hand(standing, a.hash.as_ref()?),
    }
}

fn at_hand(standing: &Standing, hash: &str) -> Option<Version> {
    Version::from_markdown(standing.words.get(hash)?).ok()
}

/// The last version of a part in one of some roles.
pub fn last<'a>(standing: &'a Standing, of: &Id, part: Option<&Key>, roles: &[TextRole]) -> Option<&'a Id> {
    let fits = |text: &Text| text.part.as_ref() == part && roles.contains(&text.role);
    let mut versions = standing.versions.get(of)?.iter().rev();
    versions.find(|id| standing.texts.get(*id).is_some_and(|t| fits(&t.text)))
}

/// The version on which amendments to a part are anchored now: the last one before the members, or else the last draft.
pub fn current<'a>(standing: &'a Standing, of: &Id, part: Option<&Key>) -> Option<&'a Id> {
    let before = last(standing, of, part, &[TextRole::BeforeMembers, TextRole::AsAmended]);
    before.or_else(|| last(standing, of, part, &[TextRole::Draft]))
}

/// How an amendment or a clause stands.
pub fn disposition(motion: &MotionStanding) -> Disposition {
    use MotionState::*;
    match motion.state {
        Some(Adopted | Executed | Unexecuted) => Disposition::Carried,
        Some(Rejected) => Disposition::Lost,
        Some(Withdrawn | Lapsed | Substituted | Rescinded) => Disposition::Withdrawn,
        Some(TakenOver) if motion.friendly => Disposition::TakenOver,
        _ => Disposition::Open,
    }
}

/// What was moved on a version: its amendments as they are amended themselves, the clauses that were lost, and the decisions.
struct Moved {
    base: Version,
    amendments: Vec<Amendment>,
    decisions: BTreeMap<String, Disposition>,
}

/// Gathers what was moved on a version; lost clauses in `kept` count as carried. `None` where words are not at hand.
fn moved(standing: &Standing, on: &Id, kept: &BTreeSet<&Id>) -> Option<Moved> {
    let base = version(standing, on)?;
    let mut amendments = vec![];
    let mut decisions = BTreeMap::new();
    let mut lost = BTreeMap::new();
    for (id, motion) in anchored(standing, on) {
        let words = motion.motion.words.as_ref()?;
        if !words.clause.is_empty() {
            if disposition(motion) == Disposition::Lost && !kept.contains(id) {
                amendments.push(strike(id.as_str(), &base, words.clause.iter()));
                lost.insert(id.to_string(), Disposition::Carried);
            }
        } else if primary(standing, motion).is_none() {
            amendments.push(as_amended(standing, &base, id, motion, 0).ok()?);
            decisions.insert(id.to_string(), disposition(motion));
        }
    }
    if !lost.is_empty() {
        // What a lost clause strikes is gone, and amendments within it fall even if they were carried.
        let fates = shura_text::merge(&base, &amendments, &lost, Undecided::Leave).ok()?.fates;
        for (id, _) in fates.into_iter().filter(|(_, fate)| matches!(fate, Fate::Precluded(_))) {
            decisions.insert(id, Disposition::Open);
        }
        decisions.extend(lost);
    }
    Some(Moved { base, amendments, decisions })
}

/// The motions that are anchored on a version.
fn anchored<'a>(
    standing: &'a Standing,
    on: &Id,
) -> impl Iterator<Item = (&'a Id, &'a MotionStanding)> + use<'a> {
    let ids = standing.amendments.get(on);
    ids.into_iter().flatten().filter_map(|id| standing.motions.get_key_value(id))
}

/// The amendment on the same version that a motion amends, if it amends one.
pub(crate) fn primary<'a>(
    standing: &'a Standing,
    motion: &MotionStanding,
) -> Option<(&'a Id, &'a MotionStanding)> {
    let (id, amended) = standing.motions.get_key_value(motion.motion.amends.as_ref()?)?;
    let (own, its) = (motion.motion.words.as_ref()?, amended.motion.words.as_ref()?);
    (own.on == its.on && !its.changes.is_empty()).then_some((id, amended))
}

/// An amendment as it was moved.
fn as_moved(id: &Id, base: &Version, motion: &MotionStanding) -> Amendment {
    let words = motion.motion.words.as_ref();
    let changes = words.map(|w| w.changes.clone()).unwrap_or_default();
    let mut amendment = Amendment::new(id.as_str(), base.id(), changes);
    if words.is_some_and(|w| w.recommended) {
        amendment.role = Role::Recommendation;
    }
    amendment
}

/// An amendment as the amendments to it that were carried or taken over have made it.
fn as_amended(
    standing: &Standing,
    base: &Version,
    id: &Id,
    motion: &MotionStanding,
    depth: usize,
) -> Result<Amendment, Error> {
    let own = as_moved(id, base, motion);
    let Some(to_it) = moved_to(standing, base, id, motion, depth)? else { return Ok(own) };
    let merge = shura_text::merge(&to_it.base, &to_it.amendments, &to_it.decisions, Undecided::Leave)?;
    if merge.version.id() == to_it.base.id() {
        return Ok(own);
    }
    Ok(Amendment { role: own.role, ..shura_text::diff(id.as_str(), base, &merge.version) })
}

/// What was moved on an amendment: its base is the text as the amendment would make it. `None` if nothing was.
fn moved_to(
    standing: &Standing,
    base: &Version,
    id: &Id,
    motion: &MotionStanding,
    depth: usize,
) -> Result<Option<Moved>, Error> {
    let Some(words) = motion.motion.words.as_ref().filter(|_| depth < DEPTH_MAX) else { return Ok(None) };
    let is_to_it = |m: &MotionStanding| primary(standing, m).is_some_and(|(primary, _)| primary == id);
    let to_it: Vec<_> = anchored(standing, &words.on).filter(|(_, m)| is_to_it(m)).collect();
    if to_it.is_empty() {
        return Ok(None);
    }
    let made = shura_text::apply(base, &as_moved(id, base, motion))?;
    let mut moved = Moved { base: made, amendments: vec![], decisions: BTreeMap::new() };
    for (secondary, motion) in to_it {
        moved.amendments.push(as_amended(standing, &moved.base, secondary, motion, depth + 1)?);
        moved.decisions.insert(secondary.to_string(), disposition(motion));
    }
    Ok(Some(moved))
}

/// The text on which an amendment is anchored: the version, or the version as the amendment that it amends would make it.
pub(crate) fn base_of(standing: &Standing, motion: &MotionStanding) -> Option<Version> {
    anchor(standing, motion, 0)
}

fn anchor(standing: &Standing, motion: &MotionStanding, depth: usize) -> Option<Version> {
    match primary(standing, motion).filter(|_| depth < DEPTH_MAX) {
        Some((id, amended)) => {
            let base = anchor(standing, amended, depth + 1)?;
            shura_text::apply(&base, &as_moved(id, &base, amended)).ok()
        }
        None => version(standing, &motion.motion.words.as_ref()?.on),
    }
}

/// The merge in which an amendment takes part: of what was moved on its version, or on the amendment that it amends.
pub(crate) fn merge_of(standing: &Standing, motion: &MotionStanding) -> Option<Merge> {
    let Some((id, amended)) = primary(standing, motion) else {
        return settled(standing, &motion.motion.words.as_ref()?.on, &BTreeSet::new());
    };
    let to_it = moved_to(standing, &base_of(standing, amended)?, id, amended, 0).ok()??;
    shura_text::merge(&to_it.base, &to_it.amendments, &to_it.decisions, Undecided::Leave).ok()
}

/// The text that follows from the votes on a version, with lost clauses of `kept` left in.
pub(crate) fn settled(standing: &Standing, on: &Id, kept: &BTreeSet<&Id>) -> Option<Merge> {
    let moved = moved(standing, on, kept)?;
    shura_text::merge(&moved.base, &moved.amendments, &moved.decisions, Undecided::Leave).ok()
}

/// The clauses of a version that were lost.
pub(crate) fn lost_clauses<'a>(standing: &'a Standing, on: &Id) -> Vec<&'a Id> {
    let lost = |m: &MotionStanding| {
        m.motion.words.as_ref().is_some_and(|w| !w.clause.is_empty()) && disposition(m) == Disposition::Lost
    };
    anchored(standing, on).filter(|(_, m)| lost(m)).map(|(id, _)| id).collect()
}

/// The lost clauses that a version made from another still has, if that is all in which it differs from what follows from the votes.
pub(crate) fn kept_clauses<'a>(standing: &'a Standing, on: &Id, new: &Version) -> Vec<&'a Id> {
    let lost = lost_clauses(standing, on);
    let gives = |kept: &[&'a Id]| {
        settled(standing, on, &kept.iter().copied().collect()).is_some_and(|m| m.version.id() == new.id())
    };
    if !lost.is_empty() && gives(&lost) {
        return lost;
    }
    lost.iter().find(|one| gives(&[**one])).map(|one| vec![*one]).unwrap_or_default()
}

/// How many changes lie between two versions, and the first of them: the words struck and the words added.
pub(crate) fn difference(a: &Version, b: &Version) -> (usize, String, String) {
    let difference = shura_text::diff("", a, b);
    let rows = shura_text::view::view(a, &difference).unwrap_or_default();
    let row = rows.iter().find(|r| r.is_changed());
    let words = |mark: Mark| {
        let parts = row.into_iter().flat_map(|r| &r.parts).filter(|p| p.mark == mark);
        shown(&parts.map(|p| p.text.trim()).collect::<Vec<_>>().join(" … "))
    };
    (difference.changes.len(), words(Mark::Struck), words(Mark::Added))
}

fn shown(text: &str) -> String {
    let text = visible(text);
    match text.char_indices().nth(SHOWN_MAX) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.into_owned(),
    }
}

/// The text of a motion, or of another act, as a page shows it.
#[derive(Clone, Debug, Serialize)]
pub struct MotionText {
    /// The motion or act.
    pub of: Id,
    /// Its parts: the core first, then annexes and translations.
    pub parts: Vec<PartText>,
}

/// A part of a text: its versions, and what was moved on them.
#[derive(Clone, Debug, Serialize)]
pub struct PartText {
    /// Its key; none for the core.
    pub part: Option<Key>,
    /// Its rank, as it was first entered.
    pub rank: Rank,
    /// Its versions and glosses, in the order entered.
    pub versions: Vec<VersionOf>,
    /// The version on which amendments are anchored now.
    pub base: Option<Id>,
    /// What was moved on each version, the oldest first: the version of now, and those before it that were amended.
    pub rounds: Vec<Round>,
    /// The version that was adopted.
    pub adopted: Option<Id>,
    /// Whether what was printed is what was adopted, where both are known.
    pub printed_as_adopted: Option<bool>,
}

/// What was moved on a version, and what comes of it.
#[derive(Clone, Debug, Serialize)]
pub struct Round {
    /// The version.
    pub on: Id,
    /// Amendments to it, and to its amendments.
    pub amendments: Vec<AmendmentOf>,
    /// Clauses of it that are voted apart.
    pub clauses: Vec<ClauseOf>,
    /// What is to be decided, each in the order in which it is to be put: the furthest-reaching first.
    pub conflicts: Vec<ConflictOf>,
    /// Amendments that put words in at one point: somebody should read the result.
    pub beside: BTreeSet<(String, String)>,
    /// The public draft: the version a block at a time, as it would read with what is open and collides with nothing.
    pub draft: Draft,
    /// The text that follows from the votes so far.
    pub settled: VersionWords,
}

/// A version.
#[derive(Clone, Debug, Serialize)]
pub struct VersionOf {
    /// The act that entered it.
    pub text: Id,
    /// What it is.
    pub role: TextRole,
    /// When.
    pub at: Option<Date>,
    /// The version from which it was made, or of which a gloss speaks.
    pub from: Option<Id>,
    /// The lines of that version of which a gloss speaks.
    pub lines: Option<(LineRef, LineRef)>,
    /// Its words, where they are at hand.
    pub words: Option<VersionWords>,
    /// Its hash, where it is known.
    pub hash: Option<String>,
}

/// The words of a version.
#[derive(Clone, Debug, Serialize)]
pub struct VersionWords {
    /// Their hash.
    pub hash: String,
    /// As CommonMark.
    pub markdown: String,
}

/// An amendment.
#[derive(Clone, Debug, Serialize)]
pub struct AmendmentOf {
    /// The motion.
    pub motion: Id,
    /// Who moved it.
    pub mover: Option<Id>,
    /// The amendment that it amends.
    pub amends: Option<Id>,
    /// Whether a drafting commission recommends it.
    pub recommended: bool,
    /// What was decided.
    pub disposition: Disposition,
    /// What the merge does with it: that of the text, or of the amendment that it amends.
    pub fate: Option<Fate>,
    /// The lines of the version that each of its changes touches.
    pub lines: Vec<Option<(LineRef, LineRef)>>,
    /// The blocks that it changes, with its marks.
    pub rows: Vec<Row>,
}

/// A clause voted apart.
#[derive(Clone, Debug, Serialize)]
pub struct ClauseOf {
    /// The motion.
    pub motion: Id,
    /// What was decided: carried keeps it, lost strikes it.
    pub disposition: Disposition,
    /// Its lines.
    pub lines: Vec<Option<(LineRef, LineRef)>>,
}

/// A conflict.
#[derive(Clone, Debug, Serialize)]
pub struct ConflictOf {
    /// The amendment whose amendments collide; none where they are amendments to the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amends: Option<Id>,
    /// The amendments, in the order in which they are to be put.
    pub order: Vec<Reach>,
    /// Where they collide, with the lines.
    pub places: Vec<Placed>,
}

/// A collision and its lines.
#[derive(Clone, Debug, Serialize)]
pub struct Placed {
    /// The lines; none for the whole text.
    pub lines: Option<(LineRef, LineRef)>,
    /// The collision.
    #[serde(flatten)]
    pub collision: Collision,
}

/// The text of a motion or another act; `None` if it has none.
pub fn of(standing: &Standing, of: &Id, numbering: Numbering) -> Option<MotionText> {
    let versions = standing.versions.get(of)?;
    let mut parts: Vec<(Option<&Key>, Rank)> = vec![];
    for text in versions.iter().filter_map(|id| standing.texts.get(id)).map(|t| &t.text) {
        if !parts.iter().any(|(part, _)| *part == text.part.as_ref()) {
            parts.push((text.part.as_ref(), text.rank));
        }
    }
    // The core first; the others keep the order in which they were entered.
    parts.sort_by_key(|(part, _)| part.is_some());
    let parts = parts.into_iter().map(|(part, rank)| part_of(standing, of, part, rank, numbering));
    Some(MotionText { of: of.clone(), parts: parts.collect() })
}

fn part_of(standing: &Standing, of: &Id, part: Option<&Key>, rank: Rank, numbering: Numbering) -> PartText {
    let base = current(standing, of, part);
    let versions = standing.versions.get(of).into_iter().flatten();
    let adopted = last(standing, of, part, &[TextRole::Adopted]);
    let hash = |id: &Id| standing.texts.get(id).and_then(|t| t.hash.as_ref());
    let printed = last(standing, of, part, &[TextRole::Printed]).and_then(hash);
    let mut out = PartText {
        part: part.cloned(),
        rank,
        versions: versions.filter_map(|id| version_of(standing, id, part, numbering)).collect(),
        base: base.cloned(),
        rounds: vec![],
        adopted: adopted.cloned(),
        printed_as_adopted: adopted.and_then(hash).zip(printed).map(|(a, p)| a == p),
    };
    let amended = |id: &Id| base == Some(id) || standing.amendments.contains_key(id);
    let rounds = out.versions.iter().filter(|v| amended(&v.text));
    out.rounds = rounds.filter_map(|v| round(standing, &v.text, numbering)).collect();
    out
}

fn version_of(standing: &Standing, id: &Id, part: Option<&Key>, numbering: Numbering) -> Option<VersionOf> {
    let TextStanding { text, hash, at } = standing.texts.get(id).filter(|t| t.text.part.as_ref() == part)?;
    let spoken_of = text.from.as_ref().zip(text.span.as_ref());
    let lines = spoken_of.and_then(|(from, span)| lines(&version(standing, from)?, numbering).place(span));
    Some(VersionOf {
        text: id.clone(),
        role: text.role,
        at: at.clone(),
        from: text.from.clone(),
        lines,
        words: version(standing, id).map(|v| words_of(&v)),
        hash: hash.clone(),
    })
}

fn words_of(version: &Version) -> VersionWords {
    VersionWords { hash: version.id().to_string(), markdown: version.markdown().to_owned() }
}

/// What was moved on a version; `None` where its words are not at hand.
fn round(standing: &Standing, on: &Id, numbering: Numbering) -> Option<Round> {
    let Moved { base, amendments: all, decisions } = moved(standing, on, &BTreeSet::new())?;
    let laid = lines(&base, numbering);
    let (merge, draft) = shura_text::draft::draft(&base, &all, &decisions, Undecided::Carry).ok()?;
    let placed = |p: &Collision| Placed { lines: laid.stretch(p.at), collision: p.clone() };
    let conflict = |c: &shura_text::merge::Conflict| ConflictOf {
        amends: None,
        order: c.order.clone(),
        places: c.places.iter().map(placed).collect(),
    };
    let mut conflicts: Vec<ConflictOf> = merge.conflicts.iter().map(conflict).collect();
    let mut fates: BTreeMap<String, Fate> = merge.fates.into_iter().collect();
    let mut beside = merge.beside;
    for (id, motion) in anchored(standing, on) {
        let Some(merge) = merge_to(standing, id, motion) else { continue };
        fates.extend(merge.fates.into_iter().map(|(number, fate)| match fate {
            Fate::InConflict(n) => (number, Fate::InConflict(n + conflicts.len())),
            fate => (number, fate),
        }));
        beside.extend(merge.beside);
        conflicts.extend(merge.conflicts.into_iter().map(|c| conflict_to(id, c)));
    }
    let (mut amendments, mut clauses) = (vec![], vec![]);
    for (id, motion) in anchored(standing, on) {
        let Some(words) = motion.motion.words.as_ref() else { continue };
        if words.clause.is_empty() {
            let fate = fates.get(id.as_str()).cloned();
            amendments.push(amendment_of(standing, id, motion, fate, &laid));
        } else {
            let struck = strike(id.as_str(), &base, words.clause.iter());
            let lines = struck.changes.iter().map(|c| laid.change(c)).collect();
            clauses.push(ClauseOf { motion: id.clone(), disposition: disposition(motion), lines });
        }
    }
    amendments.sort_by(|a, b| shura_text::normal::natural_cmp(a.motion.as_str(), b.motion.as_str()));
    Some(Round {
        on: on.clone(),
        amendments,
        clauses,
        conflicts,
        beside,
        draft,
        settled: words_of(&settled(standing, on, &BTreeSet::new())?.version),
    })
}

/// The merge of what was moved on an amendment, as the draft would have it; none if nothing was, or if the amendment is out of play.
fn merge_to(standing: &Standing, id: &Id, motion: &MotionStanding) -> Option<Merge> {
    if matches!(disposition(motion), Disposition::Lost | Disposition::Withdrawn) {
        return None;
    }
    let to_it = moved_to(standing, &base_of(standing, motion)?, id, motion, 0).ok()??;
    shura_text::merge(&to_it.base, &to_it.amendments, &to_it.decisions, Undecided::Carry).ok()
}

/// A conflict among amendments to an amendment. Its places lie in what that one makes of the text, which has no lines of its own.
fn conflict_to(id: &Id, conflict: shura_text::merge::Conflict) -> ConflictOf {
    let placed = |collision| Placed { lines: None, collision };
    let places = conflict.places.into_iter().map(placed).collect();
    ConflictOf { amends: Some(id.clone()), order: conflict.order, places }
}

fn amendment_of(
    standing: &Standing,
    id: &Id,
    motion: &MotionStanding,
    fate: Option<Fate>,
    laid: &Lines<'_>,
) -> AmendmentOf {
    let amends = primary(standing, motion).map(|(id, _)| id.clone());
    let (mut places, mut rows) = (vec![], vec![]);
    if let Some(base) = base_of(standing, motion) {
        let own = as_moved(id, &base, motion);
        // An amendment to an amendment has its places in what that one makes of the text.
        let place = |c| if amends.is_some() { None } else { laid.change(c) };
        places = own.changes.iter().map(place).collect();
        rows = shura_text::view::view(&base, &own).unwrap_or_default();
        rows.retain(Row::is_changed);
    }
    AmendmentOf {
        motion: id.clone(),
        mover: motion.mover.clone(),
        amends,
        recommended: motion.motion.words.as_ref().is_some_and(|w| w.recommended),
        disposition: disposition(motion),
        fate,
        lines: places,
        rows,
    }
}
