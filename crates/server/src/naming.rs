//! Names that pages choose for acts: the same for everybody who looks at the same, so that two chairs who press a button at once have done one
//! thing. Whoever may enter anything at all could enter it under such a name first; the page then takes the next name, so that nobody stops it.

use crate::app::App;
use crate::book::Book;
use crate::clerk::{Refused, Submission};
use crate::forms::{Typed, Wrong, all_or_none};
use crate::frame::{Frame, why_not};
use crate::house::NotEntered;
use crate::visitor::Visitor;
use shura_act::act::Floor;
use shura_act::limits::ID_BYTES;
use shura_act::{Act, Entry, Id};
use shura_tlog::sha256;
use std::mem::discriminant;

/// The names that something may be entered under, beginning with the one that a page chose.
pub fn names(chosen: &str) -> impl Iterator<Item = String> {
    (1_u64..).map(move |n| if n == 1 { fits(chosen) } else { fits(&format!("{chosen}-{n}")) })
}

/// The first of the names that no act of the record has, for an act that is done again and again.
pub fn unused(book: &Book, chosen: &str) -> String {
    names(chosen).find(|name| book.place_of(name).is_none()).unwrap_or_default()
}

/// A name that is short enough: the names of acts about an act whose own name is long would not be.
pub fn fits(name: &str) -> String {
    if name.len() <= ID_BYTES {
        return name.to_owned();
    }
    let start: String = name.chars().take(ID_BYTES / 2 - 1).collect();
    let hash: String = sha256(name.as_bytes()).to_string().chars().take(ID_BYTES / 2).collect();
    format!("{start}-{hash}")
}

/// Whether somebody else has entered something under the name of an entry of a person: something else than it says, and than what whoever
/// looks at the same page would enter in its place.
pub fn is_taken(book: &Book, entry: &Entry, person: &Id) -> bool {
    let found = book.find(entry.id.as_str()).filter(|found| found.entry.by.as_ref() != Some(person));
    found.is_some_and(|found| found.void || !is_same_business(&found.entry, entry))
}

fn is_same_business(one: &Entry, other: &Entry) -> bool {
    let same = match (&one.act, &other.act) {
        (Act::Declaration(a), Act::Declaration(b)) => a.division == b.division,
        (Act::Division(a), Act::Division(b)) => a.on == b.on,
        (Act::Ratification(a), Act::Ratification(b)) => a.of == b.of,
        (Act::Remark(a), Act::Remark(b)) => a.on == b.on,
        (Act::Sitting(a), Act::Sitting(b)) => a.convened == b.convened,
        (Act::Speech(a), Act::Speech(b)) => {
            (&a.speaker, &a.on, turn(a.floor)) == (&b.speaker, &b.on, turn(b.floor))
        }
        (a, b) => a == b,
    };
    same && one.sitting == other.sitting
}

/// What stands for a choice that one form offers: to give the floor or not, to let somebody end or to cut them off.
fn turn(floor: Floor) -> std::mem::Discriminant<Floor> {
    discriminant(&match floor {
        Floor::Refused => Floor::Began,
        Floor::CutOff => Floor::Ended,
        floor => floor,
    })
}

/// Enters what a form says, all of it or nothing, under the first name that nothing else has. `make` makes acts of it, the first of them under
/// the name that it is given, which is told in the end.
///
/// # Errors
/// Why they were not entered, for the reader.
pub async fn enter(
    app: &App,
    visitor: &Visitor,
    person: &Id,
    fields: &Typed,
    chosen: &str,
    make: impl Fn(&Book, &str) -> Result<Vec<Entry>, Wrong>,
) -> Result<String, String> {
    let mut names = names(chosen);
    loop {
        let name = names.next().unwrap_or_default();
        let made = make(&visitor.house.book(), &name);
        let entries = made.map_err(|wrong| fields.wrong(visitor, &wrong).why)?;
        if entries.iter().any(|entry| is_taken(&visitor.house.book(), entry, person)) {
            continue;
        }
        let submissions: Vec<Submission> =
            entries.into_iter().map(|entry| Submission::of(person, entry)).collect();
        let refused = all_or_none(app, &visitor.house.book(), &submissions);
        refused.map_err(|error| why_not(visitor, &error))?;
        match enter_all(visitor, person, submissions).await {
            Ok(()) => return Ok(name),
            Err(Stopped::Taken) => {}
            Err(Stopped::Because(why)) => return Err(why),
        }
    }
}

/// Why acts were not entered.
enum Stopped {
    /// The name of the first of them was taken a moment ago by something else, and none of them is entered.
    Taken,
    /// Because of this.
    Because(String),
}

/// Enters acts one after another until one is refused. What someone has entered already under the same name, saying the same, is done: two
/// chairs who press a button at once have done one thing.
async fn enter_all(visitor: &Visitor, person: &Id, submissions: Vec<Submission>) -> Result<(), Stopped> {
    for (n, submission) in submissions.into_iter().enumerate() {
        let entry = submission.entry.clone();
        let Err(error) = visitor.house.enter(submission).await else { continue };
        let book = visitor.house.book();
        let done = book.find(entry.id.as_str()).map(|found| found.entry.act == entry.act);
        let taken = n == 0 && is_taken(&book, &entry, person);
        drop(book);
        match (done, &error) {
            (Some(true), _) => {}
            (Some(false), NotEntered::Refused(Refused::Rules(_))) if taken => return Err(Stopped::Taken),
            (Some(false), NotEntered::Refused(Refused::Rules(_))) => {
                return Err(Stopped::Because(Frame::new(visitor, "").say("wrong-quicker")));
            }
            _ => return Err(Stopped::Because(why_not(visitor, &error))),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_an_identifier_and_no_two_are_alike() {
        for chosen in ["vote-1-declared", &"m".repeat(64), &format!("{}-vote-1", "m".repeat(64))] {
            let names: Vec<String> = names(chosen).take(3).collect();
            assert!(names.iter().all(|name| Id::new(name).is_ok()), "{names:?}");
            assert!(names[0] != names[1] && names[1] != names[2] && names[0] != names[2], "{names:?}");
        }
        assert_eq!(names("vote-1-declared").nth(1).unwrap(), "vote-1-declared-2");
        assert_ne!(fits(&format!("{}-a", "m".repeat(64))), fits(&format!("{}-b", "m".repeat(64))));
    }
}
