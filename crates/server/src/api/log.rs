//! The log over HTTP: the newest checkpoint, and the proof that an act lies under it.

use super::answer::Problem;
use super::caller::Caller;
use axum::Json;
use axum::extract::Path;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use shura_ledger::{Ledger, prove_inclusion};
use tokio::sync::oneshot;

/// The newest published checkpoint, as a signed note.
pub async fn checkpoint(caller: Caller) -> Result<Response, Problem> {
    let note = ask(&caller, |ledger| {
        let mut newest = None;
        let mut from = 0;
        while let Ok(notes) = ledger.published(from, 1024) {
            if notes.is_empty() {
                break;
            }
            from += notes.len() as u64;
            newest = notes.into_iter().next_back();
        }
        newest
    });
    let note = note.await?.ok_or_else(Problem::not_found)?;
    Ok(([(CONTENT_TYPE, "text/plain; charset=utf-8")], note).into_response())
}

/// The proof that the act at a place lies in the record as it is now.
pub async fn inclusion(caller: Caller, Path((_, seq)): Path<(String, u64)>) -> Result<Response, Problem> {
    // A proof is made on the writer's thread, so it is made for those who say who they are.
    caller.named()?;
    let proof = ask(&caller, move |ledger| {
        let head = ledger.head();
        prove_inclusion(ledger, seq, head.size).ok().map(|proof| (head, proof))
    });
    let (head, proof) = proof.await?.ok_or_else(Problem::not_found)?;
    let proof: Vec<String> = proof.iter().map(|hash| hash.base64()).collect();
    Ok(Json(json!({ "seq": seq, "size": head.size, "root": head.root.base64(), "proof": proof }))
        .into_response())
}

/// Asks the ledger between two batches.
async fn ask<T: Send + 'static>(
    caller: &Caller,
    question: impl FnOnce(&dyn Ledger) -> T + Send + 'static,
) -> Result<T, Problem> {
    let (tell, told) = oneshot::channel();
    let asked = caller.house.with_ledger(move |ledger| {
        // Nobody is left to tell if the caller has gone.
        let _ = tell.send(question(ledger));
    });
    if !asked {
        return Err(Problem::not_found());
    }
    told.await.map_err(|_| Problem::broken())
}
