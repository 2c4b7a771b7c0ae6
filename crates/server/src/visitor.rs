//! Who is asking, in which language, by which session.

use crate::app::App;
use crate::book::Book;
use crate::desk::Session;
use crate::house::House;
use crate::names::{Names, Reader};
use crate::streams::Watcher;
use crate::trouble::Trouble;
use axum::extract::{FromRequestParts, Path};
use axum::http::header::{ACCEPT_LANGUAGE, AUTHORIZATION, COOKIE};
use axum::http::request::Parts;
use shura_act::act::Publicity;
use shura_act::{Id, Lang};
use shura_kernel::sight::{may_see_sitting, publicity};
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;

/// A visitor of one house.
pub struct Visitor {
    /// The house.
    pub house: Arc<House>,
    /// The language asked for.
    pub lang: Lang,
    /// The session, if the visitor has signed in.
    pub session: Option<Session>,
    /// The path and query asked for, to come back to.
    pub place: String,
}

impl Visitor {
    /// The person who has signed in.
    pub fn person(&self) -> Option<&Id> {
        self.session.as_ref()?.person.as_ref()
    }

    /// As whom this visitor reads names. A screen that was let in shows what those in the hall may see.
    pub fn reader(&self) -> Reader {
        if self.session.is_some() { Reader::Member } else { Reader::Public }
    }

    /// Names in the record as this visitor may know them.
    pub fn names<'a>(&'a self, book: &'a Book) -> Names<'a> {
        Names::new(&self.house, book, self.reader(), self.lang)
    }

    /// The name of a person or an organ, as this visitor may know it.
    pub fn name_in(&self, book: &Book, id: &Id) -> String {
        self.names(book).of(id)
    }

    /// As whom the visitor's streams are counted.
    pub fn watcher(&self, address: IpAddr) -> Watcher {
        let session = self.session.as_ref();
        session.map_or(Watcher::Address(address), |s| Watcher::Session(s.token, s.person.clone()))
    }

    /// Whether the visitor may see a sitting.
    pub fn sees(&self, book: &Book, sitting: &Id) -> bool {
        sees_sitting(book, self.session.is_some(), self.person(), sitting)
    }

    /// The person who has signed in, or word that one must.
    pub fn signed_in(&self) -> Result<&Id, Trouble> {
        self.person().ok_or_else(|| Trouble::sign_in(self))
    }
}

impl Visitor {
    /// Who asks for a page of a house; none if the path names no house.
    pub async fn of(parts: &mut Parts, app: &Arc<App>) -> Option<Self> {
        let names = Path::<BTreeMap<String, String>>::from_request_parts(parts, app).await;
        let Path(names) = names.ok()?;
        let house = app.houses.get(names.get("house")?)?;
        let token = bearer(parts).or_else(|| cookie(parts, &session_cookie(&house.key)));
        let session = token.and_then(|token| house.desk.session(&token, app.now()));
        let place = parts.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
        Some(Self { house: house.clone(), lang: language(parts), session, place })
    }
}

impl FromRequestParts<Arc<App>> for Visitor {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Trouble> {
        let lang = language(parts);
        Self::of(parts, app).await.ok_or_else(|| Trouble::no_house(lang))
    }
}

/// Whether a session, of a person or of a screen, or whoever has none may see a sitting. A screen that was let in shows what members may see.
pub fn sees_sitting(book: &Book, session: bool, person: Option<&Id>, sitting: &Id) -> bool {
    let to_members = || {
        let found = book.standing.sittings.get(sitting);
        found.is_some_and(|found| publicity(found) <= Publicity::Members)
    };
    may_see_sitting(&book.standing, person, sitting) || (session && person.is_none() && to_members())
}

/// The token that a program sends instead of a cookie.
fn bearer(parts: &Parts) -> Option<String> {
    parts.headers.get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ").map(str::to_owned)
}

/// The name of the cookie in which a house keeps the token of a session.
pub fn session_cookie(house: &str) -> String {
    format!("shura-{house}")
}

/// The name of the cookie in which the language asked for is kept.
pub const LANGUAGE_COOKIE: &str = "shura-lang";

/// The language: as the address says, or the cookie, or the browser.
pub fn language(parts: &Parts) -> Lang {
    let query = parts.uri.query().unwrap_or_default();
    let asked = query.split('&').find_map(|pair| pair.strip_prefix("lang=")).map(str::to_owned);
    let kept = asked.or_else(|| cookie(parts, LANGUAGE_COOKIE));
    let header = || parts.headers.get(ACCEPT_LANGUAGE)?.to_str().ok().map(str::to_owned);
    match kept.or_else(header) {
        Some(word) if word.starts_with("fa") => Lang::Fa,
        _ => Lang::En,
    }
}

fn cookie(parts: &Parts, name: &str) -> Option<String> {
    let all = parts.headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
}
