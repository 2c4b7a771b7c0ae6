//! The text of a motion with its line numbers, what was moved on it line by line, and what has become of it.

use crate::frame::Frame;
use crate::html::Html;
use crate::pen::Pen;
use shura_act::Id;
use shura_kernel::texts::{self, AmendmentOf, ConflictOf, PartText, Placed, Round};
use shura_text::Version;
use shura_text::lines::{LineRef, Numbering, lines, say};
use shura_text::merge::Alternative;
use shura_text::normal::visible;
use shura_text::view::{Mark, Row};

/// How many columns a numbered line has.
const WIDTH: usize = 60;

/// A part of the text: the core, an annex or a translation.
pub struct Part {
    /// Its name.
    pub name: String,
    /// What the version shown is: a draft, before the members, adopted.
    pub role: String,
    /// Its lines, as people quote them.
    pub lines: Vec<(u64, String)>,
    /// What was moved on it.
    pub amendments: Vec<Amended>,
    /// Where that collides.
    pub conflicts: Vec<Conflict>,
    /// The text as it stands after the votes so far, where that differs.
    pub settled: Vec<(u64, String)>,
    /// Whether what was printed is not what was adopted.
    pub printed_differs: bool,
}

/// An amendment to the text.
pub struct Amended {
    /// What it says; leads to its page.
    pub what: Html,
    /// The amendment that it amends, if it amends one.
    pub amends: Html,
    /// Who moved it.
    pub mover: Html,
    /// How it stands.
    pub state: String,
    /// The lines that it touches.
    pub lines: String,
    /// The passages that it changes, as runs of words that stay, are struck or are added.
    pub rows: Vec<Vec<(&'static str, String)>>,
}

/// Amendments of which only one can be carried.
pub struct Conflict {
    /// The amendment that they amend; empty where they amend the text itself.
    pub amends: Html,
    /// The amendments in the order in which they are put, each with how far it goes.
    pub order: Vec<(Html, String)>,
    /// Where they collide.
    pub places: Vec<Place>,
}

/// A place where amendments collide.
pub struct Place {
    /// Its lines; empty where it has none.
    pub lines: String,
    /// How it reads now; nothing for the whole text.
    pub now: Option<String>,
    /// How it would read: by which amendments, and in which words; none where they are too long, and empty where it would be gone.
    pub alternatives: Vec<(Html, Option<String>)>,
}

/// The text of a motion, part by part.
pub fn parts(pen: &Pen<'_>, frame: &Frame, id: &Id) -> Vec<Part> {
    let text = texts::of(pen.standing(), id, numbering());
    text.map(|text| text.parts.iter().filter_map(|part| told(pen, frame, part)).collect()).unwrap_or_default()
}

/// Where the amendments to an amendment collide.
pub fn conflicts_to(pen: &Pen<'_>, frame: &Frame, amendment: &Id) -> Vec<Conflict> {
    let standing = pen.standing();
    let on = standing.motions.get(amendment).and_then(|m| m.motion.words.as_ref()).map(|words| &words.on);
    let text = on.and_then(|on| texts::of(standing, &standing.texts.get(on)?.text.of, numbering()));
    let rounds = text.iter().flat_map(|text| &text.parts).flat_map(|part| &part.rounds);
    let to_it = rounds.flat_map(|round| &round.conflicts).filter(|c| c.amends.as_ref() == Some(amendment));
    to_it.filter_map(|c| conflict(pen, frame, c)).collect()
}

fn numbering() -> Numbering {
    Numbering { width: WIDTH, first: 1 }
}

fn told(pen: &Pen<'_>, frame: &Frame, part: &PartText) -> Option<Part> {
    let shown = part.adopted.as_ref().or(part.base.as_ref());
    let version = part.versions.iter().find(|v| Some(&v.text) == shown).or(part.versions.last())?;
    let words = version.words.as_ref()?;
    let last = part.rounds.last();
    let settled = last
        .map(|round| &round.settled)
        .filter(|settled| settled.hash != words.hash && part.adopted.is_none());
    Some(Part {
        name: part.part.as_ref().map_or_else(
            || frame.say("text-core"),
            |key| pen.say.word("part", key.as_str()).unwrap_or_else(|| pen.subject(key)),
        ),
        role: pen.say.state("role", &version.role),
        lines: numbered(&words.markdown),
        amendments: part.rounds.iter().flat_map(|round| amended(pen, round)).collect(),
        conflicts: last
            .into_iter()
            .flat_map(|r| &r.conflicts)
            .filter_map(|c| conflict(pen, frame, c))
            .collect(),
        settled: settled.map(|settled| numbered(&settled.markdown)).unwrap_or_default(),
        printed_differs: part.printed_as_adopted == Some(false),
    })
}

fn numbered(markdown: &str) -> Vec<(u64, String)> {
    let Ok(version) = Version::from_markdown(markdown) else { return vec![] };
    let numbered = lines(&version, numbering());
    numbered.lines.iter().map(|line| (line.number, numbered.text(line).into_owned())).collect()
}

fn amended(pen: &Pen<'_>, round: &Round) -> Vec<Amended> {
    round.amendments.iter().filter(|a| pen.act(&a.motion).is_some()).map(|a| one(pen, a)).collect()
}

fn one(pen: &Pen<'_>, amendment: &AmendmentOf) -> Amended {
    let place = |place: &Option<(LineRef, LineRef)>| place.map(|(from, to)| say(from, to, pen.say.lang));
    Amended {
        what: pen.link(&amendment.motion),
        amends: pen.links(&amendment.amends),
        mover: pen.links(&amendment.mover),
        state: pen.say.state("disposition", &amendment.disposition),
        lines: amendment.lines.iter().filter_map(place).collect::<Vec<_>>().join(pen.comma()),
        rows: amendment.rows.iter().filter(|row| row.is_changed()).map(runs).collect(),
    }
}

/// A conflict, if the reader may see every amendment in it.
fn conflict(pen: &Pen<'_>, frame: &Frame, conflict: &ConflictOf) -> Option<Conflict> {
    let seen = |number: &String| Id::new(number).ok().filter(|id| pen.act(id).is_some());
    let order = conflict.order.iter().map(|reach| {
        let how_far = match reach.global {
            true => frame.say("text-reach-global"),
            false => frame.say_all(
                "text-reach",
                &[("struck", count(reach.struck).into()), ("added", count(reach.added).into())],
            ),
        };
        Some((pen.link(&seen(&reach.amendment)?), how_far))
    });
    let shown = |words: &String| visible(words).into_owned();
    let reading = |alternative: &Alternative| {
        let by: Vec<Id> = alternative.amendments.iter().filter_map(seen).collect();
        (pen.links(&by), alternative.reads.as_ref().map(shown))
    };
    let place = |placed: &Placed| Place {
        lines: placed.lines.map(|(from, to)| say(from, to, pen.say.lang)).unwrap_or_default(),
        now: placed.collision.base.as_ref().map(shown),
        alternatives: placed.collision.alternatives.iter().map(reading).collect(),
    };
    Some(Conflict {
        amends: pen.links(&conflict.amends),
        order: order.collect::<Option<_>>()?,
        places: conflict.places.iter().map(place).collect(),
    })
}

fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

/// The runs of a passage with the element that shows the fate of each.
fn runs(row: &Row) -> Vec<(&'static str, String)> {
    let fate = |mark: Mark| match mark {
        Mark::Same => "",
        Mark::Struck | Mark::MovedFrom => "del",
        Mark::Added | Mark::MovedHere => "ins",
    };
    row.parts.iter().map(|part| (fate(part.mark), part.text.clone())).collect()
}
