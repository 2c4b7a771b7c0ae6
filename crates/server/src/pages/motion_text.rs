//! The text of a motion with its line numbers, what was moved on it line by line, and what has become of it.

use crate::frame::Frame;
use crate::html::Html;
use crate::pen::Pen;
use crate::telling::state;
use shura_act::Id;
use shura_kernel::texts::{self, AmendmentOf, PartText, Round};
use shura_text::Version;
use shura_text::lines::{LineRef, Numbering, lines, say};
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
    /// The text as it stands after the votes so far, where that differs.
    pub settled: Vec<(u64, String)>,
    /// Whether what was printed is not what was adopted.
    pub printed_differs: bool,
}

/// An amendment to the text.
pub struct Amended {
    /// What it says; leads to its page.
    pub what: Html,
    /// Who moved it.
    pub mover: Html,
    /// How it stands.
    pub state: String,
    /// The lines that it touches.
    pub lines: String,
    /// The passages that it changes, as runs of words that stay, are struck or are added.
    pub rows: Vec<Vec<(&'static str, String)>>,
}

/// The text of a motion, part by part.
pub fn parts(pen: &Pen<'_>, frame: &Frame, id: &Id) -> Vec<Part> {
    let text = texts::of(pen.standing(), id, numbering());
    text.map(|text| text.parts.iter().filter_map(|part| told(pen, frame, part)).collect()).unwrap_or_default()
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
        name: part.part.as_ref().map_or_else(|| frame.say("text-core"), |key| pen.subject(key)),
        role: state(pen, "role", &version.role),
        lines: numbered(&words.markdown),
        amendments: part.rounds.iter().flat_map(|round| amended(pen, round)).collect(),
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
        mover: pen.links(&amendment.mover),
        state: state(pen, "disposition", &amendment.disposition),
        lines: amendment.lines.iter().filter_map(place).collect::<Vec<_>>().join(pen.comma()),
        rows: amendment.rows.iter().filter(|row| row.is_changed()).map(runs).collect(),
    }
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
