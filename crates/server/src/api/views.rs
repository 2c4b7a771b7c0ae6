//! Views over HTTP: what stands, what the rules find, by what right.

use super::acts::PAGE_MAX;
use super::answer::{Problem, told};
use super::caller::Caller;
use crate::book::{Accepted, Book};
use axum::Json;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use shura_act::{Entry, Id};
use shura_kernel::sight::{may_see, may_see_sitting};
use shura_kernel::why;
use std::collections::BTreeMap;

/// The organisation in a few words.
pub async fn house(caller: Caller) -> Result<Response, Problem> {
    let book = caller.house.book();
    let name = &book.standing.charter.organisation.name;
    Ok(Json(json!({ "name": name, "at_work": caller.house.is_at_work(), "size": book.entries.len(), "you": caller.person() }))
        .into_response())
}

/// The charter in force.
pub async fn charter(caller: Caller) -> Result<Response, Problem> {
    Ok(Json(caller.house.book().standing.charter.as_ref()).into_response())
}

/// Every finding that the caller may be told: of each act, and of what is outstanding.
pub async fn findings(caller: Caller) -> Result<Response, Problem> {
    let book = caller.house.book();
    let all = book.entries.iter().flat_map(|a| &a.findings).chain(book.outstanding());
    Ok(Json(json!({ "findings": told(all, &book, caller.person()) })).into_response())
}

/// The chain of mandate of an act.
pub async fn why(caller: Caller, Path((_, id)): Path<(String, String)>) -> Result<Response, Problem> {
    let id = Id::new(&id).map_err(|_| Problem::not_found())?;
    let book = caller.house.book();
    if !book.may_see(caller.person(), &id) {
        return Err(Problem::not_found());
    }
    let seen = |a: &&Accepted| may_see(&book.standing, caller.person(), &a.entry);
    let entry = |id: &Id| -> Option<&Entry> { book.find(id.as_str()).filter(seen).map(|a| &a.entry) };
    let all = book.entries.iter().flat_map(|a| &a.findings);
    let findings: Vec<_> = all.filter(|f| book.may_tell(caller.person(), f)).cloned().collect();
    let chain = why::why(&book.standing, &entry, &findings, &id).ok_or_else(Problem::not_found)?;
    Ok(Json(chain).into_response())
}

/// Which rows of a table are asked for.
#[derive(Deserialize)]
pub struct After {
    /// The rows after this one, where those before are had already.
    after: Option<String>,
}

/// What stands, by its table: a thousand rows at most, of which the last says where to go on.
pub async fn table(
    caller: Caller,
    Path((_, table)): Path<(String, String)>,
    Query(query): Query<After>,
) -> Result<Response, Problem> {
    let book = caller.house.book();
    let sight = Sight { book: &book, person: caller.person() };
    let after = query.after.unwrap_or_default();
    let rows = rows(sight, &table, &|id| id.as_str() > after.as_str());
    Ok(Json(rows.ok_or_else(Problem::not_found)?).into_response())
}

/// One thing that stands.
pub async fn row(
    caller: Caller,
    Path((_, table, id)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let book = caller.house.book();
    let sight = Sight { book: &book, person: caller.person() };
    let rows = rows(sight, &table, &|row| row.as_str() == id).ok_or_else(Problem::not_found)?;
    let row = rows.get(&id).cloned().ok_or_else(Problem::not_found)?;
    Ok(Json(row).into_response())
}

/// What a caller may see of what stands.
#[derive(Clone, Copy)]
struct Sight<'a> {
    book: &'a Book,
    person: Option<&'a Id>,
}

impl Sight<'_> {
    /// Whether the caller may see what stands under a name. Of a sitting that is more than that it sat: who was there, what was on its agenda.
    fn is_open(self, id: &Id) -> bool {
        self.book.may_see(self.person, id) && may_see_sitting(&self.book.standing, self.person, id)
    }

    /// Whether a word is the name of an act that the caller may not see. A word of the charter that is written like one goes with it, for in
    /// JSON they look alike.
    fn hides(self, word: &str) -> bool {
        self.book.find(word).is_some_and(|a| !may_see(&self.book.standing, self.person, &a.entry))
    }

    /// Whether a part of a row tells of something hidden by its name: the name itself, an act with what it did (the name comes first), or
    /// what is told `act` by `act`.
    fn hides_part(self, part: &Value) -> bool {
        match part {
            Value::String(word) => self.hides(word),
            Value::Array(pair) => pair.iter().any(|word| word.as_str().is_some_and(|word| self.hides(word))),
            Value::Object(told) => told.get("act").and_then(Value::as_str).is_some_and(|act| self.hides(act)),
            _ => false,
        }
    }

    /// Takes from a row whatever names something hidden: nothing is left of it in a list, not even that it was there, and elsewhere `null`.
    fn clear(self, row: &mut Value) {
        match row {
            Value::Array(list) => {
                list.retain(|part| !self.hides_part(part));
                list.iter_mut().for_each(|part| self.clear(part));
            }
            Value::Object(fields) => {
                // Of a table by names of acts; the fields of a row have names of their own.
                if fields.keys().all(|name| self.book.place_of(name).is_some()) {
                    fields.retain(|name, _| !self.hides(name));
                }
                for (name, part) in fields {
                    let is_pair = PAIRS.contains(&name.as_str());
                    if LANGUAGES.contains(&name.as_str()) {
                        continue;
                    }
                    if (is_pair || !part.is_array()) && self.hides_part(part) {
                        *part = Value::Null;
                    }
                    self.clear(part);
                }
            }
            _ => {}
        }
    }
}

/// Fields that hold an act and what it did.
const PAIRS: &[&str] = &["agenda", "ended_by", "ruled"];

/// Fields that hold words as people wrote them, which name nothing.
pub const LANGUAGES: &[&str] = &["en", "fa"];

/// The tables of a standing, by the names of their paths.
pub const TABLES: &[&str] = &[
    "persons",
    "organs",
    "factions",
    "mandates",
    "appointments",
    "elections",
    "convenings",
    "sittings",
    "motions",
    "divisions",
    "orders",
    "recognitions",
    "dispatches",
    "pending",
    "passes",
    "challenges",
    "instructions",
];

fn rows(sight: Sight<'_>, table: &str, wanted: &dyn Fn(&Id) -> bool) -> Option<Map<String, Value>> {
    let standing = &sight.book.standing;
    match table {
        "persons" => json_of(&standing.persons, sight, wanted),
        "organs" => json_of(&standing.organs, sight, wanted),
        "factions" => json_of(&standing.factions, sight, wanted),
        "mandates" => json_of(&standing.mandates, sight, wanted),
        "appointments" => json_of(&standing.appointments, sight, wanted),
        "elections" => json_of(&standing.elections, sight, wanted),
        "convenings" => json_of(&standing.convenings, sight, wanted),
        "sittings" => json_of(&standing.sittings, sight, wanted),
        "motions" => json_of(&standing.motions, sight, wanted),
        "divisions" => json_of(&standing.divisions, sight, wanted),
        "orders" => json_of(&standing.orders, sight, wanted),
        "recognitions" => json_of(&standing.recognitions, sight, wanted),
        "dispatches" => json_of(&standing.dispatches, sight, wanted),
        "pending" => json_of(&standing.pending, sight, wanted),
        "passes" => json_of(&standing.passes, sight, wanted),
        "challenges" => json_of(&standing.challenges, sight, wanted),
        "instructions" => json_of(&standing.instructions, sight, wanted),
        _ => None,
    }
}

fn json_of<T: Serialize>(
    table: &BTreeMap<Id, T>,
    sight: Sight<'_>,
    wanted: &dyn Fn(&Id) -> bool,
) -> Option<Map<String, Value>> {
    let rows = table.iter().filter(|(id, _)| wanted(id) && sight.is_open(id)).take(PAGE_MAX);
    rows.map(|(id, row)| {
        let mut row = without_ballots(serde_json::to_value(row).ok()?);
        sight.clear(&mut row);
        Some((id.to_string(), row))
    })
    .collect()
}

/// A row as anyone may see it: a vote is no list of who voted how (that is for the acts to show, where the method lets them), those who
/// may vote are told by their number, and nothing is told of the sums of a vote that goes on.
fn without_ballots(mut row: Value) -> Value {
    let Value::Object(fields) = &mut row else { return row };
    fields.remove("ballots");
    fields.remove("tellers");
    // As `sight::tells_figures` has it of a vote that is open.
    if fields.get("open") == Some(&Value::Bool(true)) {
        fields.remove("sums");
    }
    let votes = fields.get("electors").and_then(|e| e.get("votes")?.as_object()).map(Map::len);
    if let Some(votes) = votes {
        fields.insert("electors".to_owned(), votes.into());
    }
    row
}
