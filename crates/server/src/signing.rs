//! Acts signed by a key of the device: the server drafts them, a script signs their bytes, the form brings the signatures back.

use crate::app::App;
use crate::book::Book;
use crate::clerk::{Submission, moment};
use crate::forms::Wrong;
use axum::Json;
use axum::response::{IntoResponse, Response};
use base64ct::{Base64UrlUnpadded, Encoding};
use serde_json::json;
use shura_act::{Act, Entry, Id};
use shura_tlog::{EntrySignature, hex_bytes};
use std::collections::BTreeMap;

/// The bytes of the acts of a form, for a key to sign. Who is new in the record is not signed for: that part is salted anew each time.
pub fn draft(app: &App, book: &Book, entries: Vec<Entry>) -> Response {
    let now = moment(app.now());
    let entries = entries.into_iter().filter(|entry| !matches!(entry.act, Act::Person(_)));
    let bytes = entries.filter_map(|mut entry| {
        entry.at = entry.at.or_else(|| now.clone());
        entry.entered = now.clone();
        entry.upon = book.upon(&entry);
        entry.seal().ok().map(|bytes| Base64UrlUnpadded::encode_string(&bytes))
    });
    Json(json!({ "entries": bytes.collect::<Vec<_>>() })).into_response()
}

/// The acts of a form with the signatures that came with it. What was signed must be what the form says; whether it was signed lately
/// is for the clerk to see.
///
/// # Errors
/// A signature that is none, or not of these acts.
pub fn signed(signatures: &[&str], entries: Vec<Entry>) -> Result<Vec<Submission>, Wrong> {
    let wrong = || Wrong::whole("wrong-signature");
    let mut given: BTreeMap<Id, (Entry, EntrySignature)> = BTreeMap::new();
    for text in signatures {
        let (entry, signature) = read(text).ok_or_else(wrong)?;
        given.insert(entry.id.clone(), (entry, signature));
    }
    let submit = |entry: Entry| {
        let Some((signed, signature)) = given.remove(&entry.id) else {
            return Ok(Submission { entry, signatures: vec![] });
        };
        let (at, upon) = (entry.at.clone(), entry.upon.clone());
        let bare = Entry { at, entered: None, upon, ..signed.clone() };
        if bare != entry {
            return Err(wrong());
        }
        Ok(Submission { entry: signed, signatures: vec![signature] })
    };
    entries.into_iter().map(submit).collect()
}

/// An act and a signature over its bytes: the bytes, the public key and the signature, with a dot between.
fn read(text: &str) -> Option<(Entry, EntrySignature)> {
    let mut parts = text.split('.');
    let (bytes, key, signature) = (parts.next()?, parts.next()?, parts.next()?);
    let bytes = Base64UrlUnpadded::decode_vec(bytes).ok()?;
    let signature = EntrySignature { key: hex_bytes(key)?, signature: hex_bytes(signature)? };
    Some((Entry::read(&bytes).ok()?, signature))
}
