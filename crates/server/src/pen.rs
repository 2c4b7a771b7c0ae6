//! The pen: writes what the record says for one reader, in that reader's language: names that lead to their pages, dates, figures, findings. It
//! shows nothing that the reader may not see.

use crate::book::{Accepted, Book};
use crate::desk::Desk;
use crate::frame::Frame;
use crate::html::Html;
use crate::names::Names;
use crate::say::Say;
use crate::trouble::{Trouble, page};
use crate::visitor::Visitor;
use askama::Template;
use axum::response::Response;
use shura_act::{Bilingual, Date, Figure, Id, Key, Kind, Lang};
use shura_kernel::sight::{may_see, may_see_sitting};
use shura_kernel::{Finding, Severity, Standing, words};

/// Most characters of an act's words by which it is called elsewhere.
const TITLE_MAX: usize = 110;

/// What is left out before the dots that stand for the rest of a text.
pub const AT_A_CUT: [char; 6] = [',', ';', ':', '،', '؛', '.'];

/// Writes for one reader.
pub struct Pen<'a> {
    /// The record.
    pub book: &'a Book,
    /// The language and the calendar.
    pub say: Say,
    /// The name of the house in paths.
    pub house: &'a str,
    /// Who reads, if signed in.
    pub reader: Option<&'a Id>,
    /// Names as the reader may know them.
    pub names: Names<'a>,
    desk: &'a Desk,
}

/// A finding as a page shows it.
pub struct Note {
    /// How much it weighs: a class of the style sheet.
    pub class: &'static str,
    /// The same in words.
    pub weight: String,
    /// The sentence.
    pub text: String,
    /// The act that it is about.
    pub act: Html,
    /// The path of the clause of the charter that it is measured by.
    pub clause: Option<String>,
}

/// An act in a list.
pub struct Line {
    /// When.
    pub at: String,
    /// Its kind, in words; empty where it is called by that.
    pub kind: String,
    /// What it says; leads to its page.
    pub what: Html,
    /// In whose name.
    pub by: Html,
    /// The heaviest finding: a class of the style sheet.
    pub class: &'static str,
    /// The same in words.
    pub weight: String,
}

/// Makes a page of something in the record. `None` is told as "not found": whether what may not be seen exists is not told either.
pub fn page_of<T: Template>(
    visitor: &Visitor,
    make: impl FnOnce(&Pen<'_>, Frame) -> Option<T>,
) -> Result<Response, Trouble> {
    let frame = Frame::new(visitor, "");
    let made = {
        let book = visitor.house.book();
        make(&Pen::new(visitor, &book), frame)
    };
    match made {
        Some(made) => page(visitor, &made),
        None => Err(Trouble::not_found(visitor)),
    }
}

impl<'a> Pen<'a> {
    /// The pen for a visitor.
    pub fn new(visitor: &'a Visitor, book: &'a Book) -> Self {
        let say = Say { lang: visitor.lang, calendar: book.standing.charter.organisation.calendar };
        Self {
            book,
            say,
            house: &visitor.house.key,
            reader: visitor.person(),
            names: visitor.names(book),
            desk: &visitor.house.desk,
        }
    }

    /// What stands.
    pub fn standing(&self) -> &'a Standing {
        &self.book.standing
    }

    /// An act that the reader may see.
    pub fn act(&self, id: &Id) -> Option<&'a Accepted> {
        self.book.find(id.as_str()).filter(|a| self.sees(a))
    }

    /// Whether the reader may see an act.
    pub fn sees(&self, accepted: &Accepted) -> bool {
        may_see(self.standing(), self.reader, &accepted.entry)
    }

    /// Every act that the reader may see, in the order of the record.
    pub fn acts(&self) -> impl DoubleEndedIterator<Item = &'a Accepted> {
        let (book, reader) = (self.book, self.reader);
        let sees = move |a: &&Accepted| may_see(&book.standing, reader, &a.entry);
        book.entries.iter().map(|a| a.as_ref()).filter(sees)
    }

    /// What something is called: a person, organ or faction by its name, an act by its own words or its kind. Never an identifier.
    pub fn name(&self, id: &Id) -> String {
        let standing = self.standing();
        if standing.persons.contains_key(id) {
            return self.names.of(id);
        }
        let found = self.book.find(id.as_str());
        if found.is_some_and(|a| !self.sees(a)) {
            return self.say.say("not-open-to-you");
        }
        let own = |a: &&Accepted| !matches!(a.entry.act.kind(), Kind::Source | Kind::Organ | Kind::Faction);
        if let Some(text) = found.filter(own).and_then(|a| a.entry.text.as_ref()) {
            return shortened(text.get(self.say.lang), TITLE_MAX);
        }
        let name = standing.name_of(id);
        if name.en != id.as_str() {
            return self.pick(&name);
        }
        found.map_or_else(|| self.say.say("not-in-record"), |a| self.by_kind(a))
    }

    /// The unit of the reader, as the register knows it.
    pub fn own_unit(&self) -> Option<&'a Id> {
        let unit = self.desk.member(self.reader?)?.unit?;
        self.standing().organs.get_key_value(&unit).map(|(id, _)| id)
    }

    /// An act that says nothing in words: its kind, what it is of, and the day.
    fn by_kind(&self, a: &Accepted) -> String {
        let standing = self.standing();
        let kind = self.pick(&words::kind(a.entry.act.kind()));
        let held = standing.mandates.get(&a.entry.id).map(|m| (&m.mandate.person, Some(&m.mandate.organ)));
        let office = || {
            standing
                .appointments
                .get(&a.entry.id)
                .map(|o| (&o.appointment.person, o.appointment.organ.as_ref()))
        };
        let sitting = || standing.sittings.get(&a.entry.id).map(|s| (&s.sitting.organ, None));
        let of = held.or_else(office).or_else(sitting);
        let of = of.map(|(who, organ)| {
            [Some(who), organ]
                .into_iter()
                .flatten()
                .map(|id| self.name(id))
                .collect::<Vec<_>>()
                .join(self.comma())
        });
        let at = a.entry.at.as_ref().map(|at| self.say.date(at));
        [Some(kind), of, at].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// A name that leads to its page.
    pub fn link(&self, id: &Id) -> Html {
        let name = self.name(id);
        match self.path(id) {
            Some(path) => Html::link(&path, &name),
            None => Html::text(&name),
        }
    }

    /// Names that lead to their pages, one after another.
    pub fn links<'b>(&self, ids: impl IntoIterator<Item = &'b Id>) -> Html {
        Html::join(ids.into_iter().map(|id| self.link(id)), self.comma())
    }

    /// What stands between the things of a list.
    pub fn comma(&self) -> &'static str {
        if self.say.lang == Lang::En { ", " } else { "، " }
    }

    /// The path of the page of something, if the reader may see it.
    pub fn path(&self, id: &Id) -> Option<String> {
        self.act(id)?;
        let standing = self.standing();
        let room = match standing.acts.get(id)?.kind {
            Kind::Person => "persons",
            Kind::Organ => "organs",
            Kind::Motion => "motions",
            Kind::Division => "divisions",
            Kind::Order => "orders",
            // Of a sitting that is closed to the reader only that it was held is shown.
            Kind::Sitting if may_see_sitting(standing, self.reader, id) => "sittings",
            _ => "acts",
        };
        Some(format!("/{}/{room}/{id}", self.house))
    }

    /// Where one is told by what right an act was done, if the reader may see it.
    pub fn why(&self, id: &Id) -> Option<String> {
        self.act(id).map(|_| self.place(&format!("why/{id}")))
    }

    /// A path of this house.
    pub fn place(&self, rest: &str) -> String {
        format!("/{}/{rest}", self.house)
    }

    /// Words of the record.
    pub fn pick(&self, words: &Bilingual) -> String {
        self.say.pick(words)
    }

    /// A date, or nothing.
    pub fn date(&self, date: Option<&Date>) -> String {
        date.map(|d| self.say.date(d)).unwrap_or_default()
    }

    /// A figure in words, with the wording of the source.
    pub fn figure(&self, figure: &Figure) -> String {
        self.pick(&figure.words())
    }

    /// A subject of the charter.
    pub fn subject(&self, subject: &Key) -> String {
        let word = || Bilingual::new(subject.as_str(), subject.as_str());
        self.pick(&self.standing().charter.subject.get(subject).cloned().unwrap_or_else(word))
    }

    /// An office, as the charter calls it.
    pub fn office(&self, office: &Key) -> String {
        let charter = &self.standing().charter;
        if !charter.office.contains_key(office)
            && !words::is_office(office)
            && let Some(said) = self.say.word("office", office.as_str())
        {
            return said;
        }
        self.pick(&words::office(&self.standing().charter, office))
    }

    /// An act in a list.
    pub fn line(&self, a: &Accepted) -> Line {
        let worst = a.findings.iter().map(|f| f.severity).max();
        let kind = self.pick(&words::kind(a.entry.act.kind()));
        // What has no words of its own is called by its kind already.
        let says_kind = self.name(&a.entry.id).starts_with(&kind);
        Line {
            at: self.date(a.entry.at.as_ref()),
            kind: if says_kind { String::new() } else { kind },
            what: self.link(&a.entry.id),
            by: a.entry.issuer().map(|by| self.link(by)).unwrap_or_default(),
            class: worst.map_or("", class),
            weight: worst.map(|w| self.pick(&w.words())).unwrap_or_default(),
        }
    }

    /// The newest of some acts, as lines.
    pub fn newest<'b>(&self, acts: impl DoubleEndedIterator<Item = &'b Accepted>, most: usize) -> Vec<Line> {
        acts.rev().take(most).map(|a| self.line(a)).collect()
    }

    /// Acts that refer to one, in the order of the record.
    pub fn referring<'b>(
        &'b self,
        id: &'b Id,
    ) -> impl DoubleEndedIterator<Item = &'a Accepted> + use<'a, 'b> {
        self.acts().filter(move |a| {
            let mut refers = false;
            a.entry.each_reference(&mut |other| refers |= other == id);
            refers
        })
    }

    /// What the rules found in an act, and what is outstanding about it.
    pub fn notes(&self, id: &Id) -> Vec<Note> {
        let own = self.act(id).into_iter().flat_map(|a| &a.findings);
        let outstanding = self.book.outstanding().iter().filter(|f| f.act == *id);
        own.chain(outstanding).filter(|f| self.tells(f)).map(|f| self.note(f)).collect()
    }

    /// What was found in all acts of which something holds, and what is outstanding about them; the heaviest first.
    pub fn notes_about(&self, about: impl Fn(&Finding) -> bool) -> Vec<Note> {
        let in_acts = self.acts().flat_map(|a| &a.findings);
        let mut found: Vec<&Finding> =
            in_acts.chain(self.outstanding()).filter(|f| about(f) && self.tells(f)).collect();
        found.sort_by_key(|f| std::cmp::Reverse(f.severity));
        found.into_iter().map(|f| self.note(f)).collect()
    }

    /// What is outstanding, of what the reader may see.
    pub fn outstanding(&self) -> impl Iterator<Item = &'a Finding> {
        self.book.outstanding().iter().filter(|f| self.act(&f.act).is_some())
    }

    /// Whether a finding speaks of nothing that is hidden from the reader.
    fn tells(&self, finding: &Finding) -> bool {
        self.book.may_tell(self.reader, finding)
    }

    /// A finding as a page shows it.
    pub fn note(&self, finding: &Finding) -> Note {
        Note {
            class: class(finding.severity),
            weight: self.pick(&finding.severity.words()),
            text: self.pick(&finding.text(self.standing())),
            act: self.link(&finding.act),
            clause: finding.clause.as_ref().map(|clause| self.place(&format!("charter#{clause}"))),
        }
    }
}

/// The class of a weight in the style sheet.
pub fn class(severity: Severity) -> &'static str {
    match severity {
        Severity::Void => "void",
        Severity::Irregular => "irregular",
        Severity::Note => "note",
    }
}

/// The first words of a text, cut between words.
pub fn shortened(text: &str, most: usize) -> String {
    let text = text.trim();
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let cut = text.get(..end).unwrap_or(text);
    let whole = cut.rsplit_once(' ').map_or(cut, |(words, _)| words);
    format!("{}…", whole.trim_end_matches(AT_A_CUT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_cut_between_words() {
        assert_eq!(shortened(" All power. ", 20), "All power.");
        assert_eq!(shortened("one two, three", 10), "one two…");
    }
}
