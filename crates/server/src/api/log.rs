//! The log over HTTP: the newest checkpoint, and the proof that an act lies under it.

use super::answer::Problem;
use super::caller::Caller;
use axum::Json;
use axum::extract::Path;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use shura_ledger::prove_inclusion;

/// The newest published checkpoint, as a signed note.
pub async fn checkpoint(caller: Caller) -> Result<Response, Problem> {
    let note = caller.house.published().ok_or_else(Problem::not_found)?;
    Ok(([(CONTENT_TYPE, "text/plain; charset=utf-8")], note).into_response())
}

/// The proof that the act at a place lies in the record as it is now.
pub async fn inclusion(caller: Caller, Path((_, seq)): Path<(String, u64)>) -> Result<Response, Problem> {
    // The file is opened for each proof, so it is made for those who say who they are.
    caller.named()?;
    let proof = caller.house.beside(move |open| {
        let ledger = open().ok()?;
        let head = ledger.head();
        prove_inclusion(ledger.as_ref(), seq, head.size).ok().map(|proof| (head, proof))
    });
    let (head, proof) = proof.await.ok_or_else(Problem::not_found)?;
    let proof: Vec<String> = proof.iter().map(|hash| hash.base64()).collect();
    Ok(Json(json!({ "seq": seq, "size": head.size, "root": head.root.base64(), "proof": proof }))
        .into_response())
}

/// The witnesses that must cosign, who of them did, and the newest checkpoint that enough of them have cosigned.
pub async fn witnesses(caller: Caller) -> Result<Response, Problem> {
    let witnesses = caller.house.witnesses().ok_or_else(Problem::not_found)?;
    let witnessed = witnesses.witnessed().map(|(size, note)| json!({ "size": size, "note": note }));
    let size = caller.house.book().entries.len() as u64;
    let names: Vec<&str> = witnesses.names().collect();
    Ok(Json(json!({
        "needed": witnesses.needed(), "witnesses": names, "size": size, "reached": witnesses.reached(size),
        "asked": witnesses.asked(), "witnessed": witnessed,
    }))
    .into_response())
}

/// The proof of an act, as a document.
pub async fn document(caller: Caller, Path((_, id)): Path<(String, String)>) -> Result<Response, Problem> {
    let person = caller.named()?;
    let proof = crate::proofs::of(&caller.house, Some(person), &id).await.ok_or_else(Problem::not_found)?;
    Ok(([(CONTENT_TYPE, "text/plain; charset=utf-8")], proof.document.to_string()).into_response())
}
