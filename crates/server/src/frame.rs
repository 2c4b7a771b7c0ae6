//! The frame around every page: language, direction, who has signed in, the way to other pages, and what went wrong
//! with a form that comes back.

use crate::clerk::{Refused, fresh};
use crate::house::NotEntered;
use crate::say::Say;
use crate::visitor::Visitor;
use fluent_bundle::FluentValue;
use shura_act::{Bilingual, Date, Id, Lang};
use shura_kernel::Standing;
use std::collections::BTreeMap;

/// The pages that every page leads to, and the messages that name them.
const NAV: &[(&str, &str)] = &[
    ("", "nav-home"),
    ("map", "nav-organs"),
    ("sittings", "nav-sittings"),
    ("motions", "nav-motions"),
    ("orders", "nav-orders"),
    ("recognition", "nav-recognition"),
    ("findings", "nav-findings"),
    ("acts", "nav-record"),
    ("charter", "nav-charter"),
];

/// Those for whoever has signed in to an organisation at work.
const NAV_WITHIN: &[(&str, &str)] = &[("desk", "nav-desk")];

/// What a form says that came back unentered: one sentence, and what was typed.
#[derive(Clone, Debug, Default)]
pub struct Returned {
    /// The name of the form.
    pub form: String,
    /// The field that is wrong; empty for the form as a whole.
    pub field: String,
    /// What went wrong, in the reader's language.
    pub why: String,
    /// What was typed, by the name of the field.
    pub typed: BTreeMap<String, String>,
}

/// The frame of a page. Templates call it `frame`.
pub struct Frame {
    /// How words, numbers and dates are said.
    pub say: Say,
    /// The title of the page.
    pub title: String,
    /// The organisation's name.
    pub organisation: String,
    /// The name of the house in paths.
    pub house: String,
    /// The name of who has signed in.
    pub person: Option<String>,
    /// The identifier of who has signed in.
    pub person_id: Option<Id>,
    /// The public keys with which who has signed in may sign.
    pub keys: String,
    /// Whether acts can be entered.
    pub at_work: bool,
    /// Whether the log signs what is entered, so that acts can be proved.
    pub sealed: bool,
    /// The path of the page, to come back to.
    pub place: String,
    /// The form that came back.
    pub returned: Option<Returned>,
    /// The act that the page is about: by what right, and where in the record?
    pub about: Option<Id>,
}

impl Frame {
    /// The frame for a visitor.
    pub fn new(visitor: &Visitor, title: impl Into<String>) -> Self {
        let book = visitor.house.book();
        let organisation = &book.standing.charter.organisation;
        let say = Say { lang: visitor.lang, calendar: organisation.calendar };
        let person = visitor.person().map(|p| visitor.name_in(&book, p));
        Self {
            say,
            title: title.into(),
            organisation: organisation.name.get(visitor.lang).to_owned(),
            house: visitor.house.key.clone(),
            person,
            person_id: visitor.person().cloned(),
            keys: visitor.person().map(|p| keys_of(&book.standing, p)).unwrap_or_default(),
            at_work: visitor.house.is_at_work(),
            sealed: visitor.house.log().is_some(),
            place: visitor.place.clone(),
            returned: None,
            about: None,
        }
    }

    /// The same frame with a title.
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// The same frame around a page that is about an act.
    pub fn about(mut self, id: &Id) -> Self {
        self.about = Some(id.clone());
        self
    }

    /// The same frame around a form that came back.
    pub fn returning(mut self, returned: Option<Returned>) -> Self {
        self.returned = returned;
        self
    }

    /// The ways to other pages: path and name.
    pub fn nav(&self) -> Vec<(String, String)> {
        let within = if self.person_id.is_some() && self.at_work { NAV_WITHIN } else { &[] };
        // The desk comes early, so that it is seen on a telephone too.
        let (first, rest) = NAV.split_at(1);
        first.iter().chain(within).chain(rest).map(|(rest, key)| (self.path(rest), self.say(key))).collect()
    }

    /// From a page about an act: by what right it was done, where it lies in the record, and, for who has signed in, its proof.
    pub fn about_links(&self) -> Vec<(String, String)> {
        let ways = [("why", "by-what-right"), ("acts", "in-the-record"), ("proof", "proof-title")];
        let shown = if self.person_id.is_some() && self.sealed { 3 } else { 2 };
        let ways = ways.into_iter().take(shown);
        let of = |id| ways.clone().map(move |(room, key)| (self.path_of(room, id), self.say(key)));
        let links = self.about.iter().flat_map(of);
        links.filter(|(path, _)| !self.is_here(path)).collect()
    }

    /// Whether a path is that of this page.
    pub fn is_here(&self, path: &str) -> bool {
        self.place.split('?').next() == Some(path)
    }

    /// The language of the page, for `lang`.
    pub fn lang(&self) -> &'static str {
        if self.say.lang == Lang::En { "en" } else { "fa" }
    }

    /// The direction of the page, for `dir`.
    pub fn dir(&self) -> &'static str {
        if self.say.lang == Lang::En { "ltr" } else { "rtl" }
    }

    /// This page, with what was asked of it, in the other language.
    pub fn other_language(&self) -> String {
        let (path, query) = self.place.split_once('?').unwrap_or((&self.place, ""));
        let asked = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("lang="));
        let lang = if self.say.lang == Lang::En { "lang=fa" } else { "lang=en" };
        format!("{path}?{}", asked.chain([lang]).collect::<Vec<_>>().join("&"))
    }

    /// A message.
    pub fn say(&self, key: &str) -> String {
        self.say.say(key)
    }

    /// A message that names one thing.
    pub fn say_of(&self, key: &str, name: &str, value: impl Into<FluentValue<'static>>) -> String {
        self.say.with(key, &[(name, value.into())])
    }

    /// A message that names several things.
    pub fn say_all(&self, key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        self.say.with(key, args)
    }

    /// Words of the record.
    pub fn pick(&self, words: &Bilingual) -> String {
        self.say.pick(words)
    }

    /// A number.
    pub fn number(&self, n: impl ToString) -> String {
        self.say.number(n)
    }

    /// What stands between the things of a list.
    pub fn comma(&self) -> &'static str {
        self.say.comma()
    }

    /// A date.
    pub fn date(&self, date: &Date) -> String {
        self.say.date(date)
    }

    /// The path of a page of this house: `frame.path("organs/congress")`.
    pub fn path(&self, rest: &str) -> String {
        format!("/{}/{rest}", self.house)
    }

    /// The path of something of this house by its identifier.
    pub fn path_of(&self, kind: &str, id: &Id) -> String {
        format!("/{}/{kind}/{id}", self.house)
    }

    /// A new name for the act of a form, so that sending it twice enters it once.
    pub fn fresh(&self, word: &str) -> String {
        fresh(word)
    }

    /// What went wrong with a form, if it is the one that came back.
    pub fn why_returned(&self, form: &str) -> Option<&str> {
        self.returned.as_ref().filter(|r| r.form == form).map(|r| r.why.as_str())
    }

    /// What was typed into a field of the form that came back, or nothing.
    pub fn typed(&self, form: &str, field: &str) -> &str {
        let returned = self.returned.as_ref().filter(|r| r.form == form);
        returned.and_then(|r| r.typed.get(field)).map_or("", String::as_str)
    }
}

/// The public keys of a person that are in force, with spaces between.
fn keys_of(standing: &Standing, person: &Id) -> String {
    let enrolled = standing.persons.get(person).map(|held| &held.keys).into_iter().flatten();
    let in_force = enrolled.filter_map(|key| standing.keys.get(key)).filter(|key| key.in_force);
    in_force.map(|key| key.key.public.to_string()).collect::<Vec<_>>().join(" ")
}

/// Why an act was not entered, as one sentence for the form it came from.
pub fn why_not(visitor: &Visitor, not_entered: &NotEntered) -> String {
    let book = visitor.house.book();
    let say = Say { lang: visitor.lang, calendar: book.standing.charter.organisation.calendar };
    match not_entered {
        NotEntered::Refused(Refused::Rules(refusal)) => {
            let worst = refusal.findings.iter().map(|f| f.severity).max();
            let said: Vec<String> = refusal
                .findings
                .iter()
                .filter(|f| Some(f.severity) == worst)
                .map(|f| say.pick(&f.text(&book.standing)))
                .collect();
            said.join(" ")
        }
        NotEntered::Refused(Refused::Form(words) | Refused::SignedOtherwise(words)) => say.pick(words),
        NotEntered::ReadOnly => say.say("not-entered-read-only"),
        NotEntered::Busy => say.say("not-entered-busy"),
        NotEntered::Disk => say.say("not-entered-disk"),
    }
}
