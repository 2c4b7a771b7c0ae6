//! Views over HTTP: what stands, what the rules find, by what right.

use super::answer::{Problem, told};
use super::caller::Caller;
use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Value, json};
use shura_act::{Entry, Id};
use shura_kernel::{Standing, review, why};
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

/// Every finding: of each act, and of what is outstanding.
pub async fn findings(caller: Caller) -> Result<Response, Problem> {
    let book = caller.house.book();
    let mut all: Vec<_> = book.entries.iter().flat_map(|a| a.findings.clone()).collect();
    all.extend(review(&book.standing));
    Ok(Json(json!({ "findings": told(&all, &book.standing) })).into_response())
}

/// The chain of mandate of an act.
pub async fn why(caller: Caller, Path((_, id)): Path<(String, String)>) -> Result<Response, Problem> {
    let id = Id::new(&id).map_err(|_| Problem::not_found())?;
    let book = caller.house.book();
    let entry = |id: &Id| -> Option<&Entry> { book.find(id.as_str()).map(|a| &a.entry) };
    let findings: Vec<_> = book.entries.iter().flat_map(|a| a.findings.clone()).collect();
    let chain = why::why(&book.standing, &entry, &findings, &id).ok_or_else(Problem::not_found)?;
    Ok(Json(chain).into_response())
}

/// What stands, by its table.
pub async fn table(caller: Caller, Path((_, table)): Path<(String, String)>) -> Result<Response, Problem> {
    let book = caller.house.book();
    let rows = rows(&book.standing, &table, None).ok_or_else(Problem::not_found)?;
    Ok(Json(rows).into_response())
}

/// One thing that stands.
pub async fn row(
    caller: Caller,
    Path((_, table, id)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let book = caller.house.book();
    let row = rows(&book.standing, &table, Some(&id))
        .filter(|row| !row.is_null())
        .ok_or_else(Problem::not_found)?;
    Ok(Json(row).into_response())
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

fn rows(standing: &Standing, table: &str, id: Option<&str>) -> Option<Value> {
    match table {
        "persons" => json_of(&standing.persons, id),
        "organs" => json_of(&standing.organs, id),
        "factions" => json_of(&standing.factions, id),
        "mandates" => json_of(&standing.mandates, id),
        "appointments" => json_of(&standing.appointments, id),
        "elections" => json_of(&standing.elections, id),
        "convenings" => json_of(&standing.convenings, id),
        "sittings" => json_of(&standing.sittings, id),
        "motions" => json_of(&standing.motions, id),
        "divisions" => json_of(&standing.divisions, id),
        "orders" => json_of(&standing.orders, id),
        "recognitions" => json_of(&standing.recognitions, id),
        "dispatches" => json_of(&standing.dispatches, id),
        "pending" => json_of(&standing.pending, id),
        "passes" => json_of(&standing.passes, id),
        "challenges" => json_of(&standing.challenges, id),
        "instructions" => json_of(&standing.instructions, id),
        _ => None,
    }
}

fn json_of<T: Serialize>(table: &BTreeMap<Id, T>, id: Option<&str>) -> Option<Value> {
    match id {
        None => serde_json::to_value(table).ok(),
        Some(id) => serde_json::to_value(table.get(id)).ok(),
    }
}
