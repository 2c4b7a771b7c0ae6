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
use shura_kernel::{Standing, why};
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
    let after = query.after.unwrap_or_default();
    let wanted = |id: &Id| id.as_str() > after.as_str() && is_open(&book, caller.person(), id);
    let rows = rows(&book.standing, &table, &wanted).ok_or_else(Problem::not_found)?;
    Ok(Json(rows).into_response())
}

/// One thing that stands.
pub async fn row(
    caller: Caller,
    Path((_, table, id)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let book = caller.house.book();
    let wanted = |row: &Id| row.as_str() == id && is_open(&book, caller.person(), row);
    let rows = rows(&book.standing, &table, &wanted).ok_or_else(Problem::not_found)?;
    let row = rows.get(&id).cloned().ok_or_else(Problem::not_found)?;
    Ok(Json(row).into_response())
}

/// Whether somebody may see what stands under a name. Of a sitting that is more than that it sat: who was there, what was on its agenda.
fn is_open(book: &Book, person: Option<&Id>, id: &Id) -> bool {
    book.may_see(person, id) && may_see_sitting(&book.standing, person, id)
}

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

fn rows(standing: &Standing, table: &str, wanted: &dyn Fn(&Id) -> bool) -> Option<Map<String, Value>> {
    match table {
        "persons" => json_of(&standing.persons, wanted),
        "organs" => json_of(&standing.organs, wanted),
        "factions" => json_of(&standing.factions, wanted),
        "mandates" => json_of(&standing.mandates, wanted),
        "appointments" => json_of(&standing.appointments, wanted),
        "elections" => json_of(&standing.elections, wanted),
        "convenings" => json_of(&standing.convenings, wanted),
        "sittings" => json_of(&standing.sittings, wanted),
        "motions" => json_of(&standing.motions, wanted),
        "divisions" => json_of(&standing.divisions, wanted),
        "orders" => json_of(&standing.orders, wanted),
        "recognitions" => json_of(&standing.recognitions, wanted),
        "dispatches" => json_of(&standing.dispatches, wanted),
        "pending" => json_of(&standing.pending, wanted),
        "passes" => json_of(&standing.passes, wanted),
        "challenges" => json_of(&standing.challenges, wanted),
        "instructions" => json_of(&standing.instructions, wanted),
        _ => None,
    }
}

fn json_of<T: Serialize>(
    table: &BTreeMap<Id, T>,
    wanted: &dyn Fn(&Id) -> bool,
) -> Option<Map<String, Value>> {
    let rows = table.iter().filter(|(id, _)| wanted(id)).take(PAGE_MAX);
    rows.map(|(id, row)| Some((id.to_string(), without_ballots(serde_json::to_value(row).ok()?)))).collect()
}

/// A row as anyone may see it: a vote is no list of who voted how (that is for the acts to show, where the method lets them), those who
/// may vote are told by their number, and nothing is told of the sums of a vote that goes on.
fn without_ballots(mut row: Value) -> Value {
    let Value::Object(fields) = &mut row else { return row };
    fields.remove("ballots");
    fields.remove("tellers");
    if fields.get("open") == Some(&Value::Bool(true)) {
        fields.remove("sums");
    }
    let votes = fields.get("electors").and_then(|e| e.get("votes")?.as_object()).map(Map::len);
    if let Some(votes) = votes {
        fields.insert("electors".to_owned(), votes.into());
    }
    row
}
