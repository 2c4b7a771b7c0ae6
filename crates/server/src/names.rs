//! Names as a reader may know them: the record's own; for those who belong, those of the register of members; for everybody else whose delegate
//! somebody is. Never an identifier.

use crate::book::Book;
use crate::desk::Desk;
use crate::house::House;
use shura_act::{Bilingual, Id, Lang};
use shura_kernel::public_name::{PublicName, public_name};

/// Who reads: whether names that are not public may be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reader {
    /// Anybody.
    Public,
    /// Those who belong: whoever has signed in, and the screens of a hall that were let in.
    Member,
}

/// The names of one record, for one kind of reader.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    /// The record.
    pub book: &'a Book,
    desk: &'a Desk,
    reader: Reader,
    /// The language in which names are told.
    pub lang: Lang,
}

impl<'a> Names<'a> {
    /// The names in a record of a house; the book is the one that the page is made from.
    pub fn new(house: &'a House, book: &'a Book, reader: Reader, lang: Lang) -> Self {
        Self { book, desk: &house.desk, reader, lang }
    }

    /// A name that is not in the record and that the reader may know.
    pub fn registered(&self, id: &Id) -> Option<Bilingual> {
        if !self.book.standing.persons.contains_key(id) {
            return None;
        }
        let may_know = match public_name(&self.book.standing, id) {
            PublicName::Recorded(_) => false,
            PublicName::ByOffice => true,
            PublicName::Private => self.reader == Reader::Member,
        };
        let member = if may_know { self.desk.member(id) } else { None };
        member.map(|member| Bilingual::new(member.name.clone(), member.name))
    }

    /// What something is called.
    pub fn of(&self, id: &Id) -> String {
        let name = self.registered(id).unwrap_or_else(|| self.book.standing.name_of(id));
        name.get(self.lang).to_owned()
    }

    /// The same for what an act is called by its own words.
    pub fn title_of(&self, id: &Id) -> String {
        self.registered(id).unwrap_or_else(|| self.book.title_of(id)).get(self.lang).to_owned()
    }
}
