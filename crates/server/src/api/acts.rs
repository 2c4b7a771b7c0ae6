//! Acts over HTTP: listed, shown, drafted for signing, entered.

use super::answer::{Problem, Told, told};
use super::caller::Caller;
use super::views::LANGUAGES;
use crate::app::App;
use crate::book::{Accepted, Book};
use crate::clerk::{Refused, Submission, moment};
use crate::house::NotEntered;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shura_act::{Bilingual, Entry, Id, Kind, PublicKey};
use shura_kernel::sight::may_see;
use shura_tlog::{EntrySignature, hex_bytes};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The most acts in one answer.
pub const PAGE_MAX: usize = 1000;

/// An act as the API shows it.
#[derive(Serialize)]
pub struct Shown<'a> {
    /// Its place in the record.
    seq: usize,
    entry: Shows<'a>,
    /// Whether names of acts that the caller may not see are left out of the entry, so that it is not the one that was sealed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    partial: bool,
    /// Whether it has no effect.
    void: bool,
    findings: Vec<Told<'a>>,
}

/// An act with its place and findings.
pub fn shown<'a>(book: &'a Book, reader: Option<&Id>, seq: usize, accepted: &'a Accepted) -> Shown<'a> {
    let findings = told(&accepted.findings, book, reader);
    let in_part = in_part(book, reader, &accepted.entry);
    let partial = in_part.is_some();
    let entry = in_part.map_or(Shows::Whole(&accepted.entry), Shows::InPart);
    Shown { seq, entry, partial, void: accepted.void, findings }
}

/// An entry as it was sealed, or without the names of what is hidden.
#[derive(Serialize)]
#[serde(untagged)]
enum Shows<'a> {
    Whole(&'a Entry),
    InPart(Value),
}

/// An entry without the names of acts that a reader may not see; none if it names no such act.
fn in_part(book: &Book, reader: Option<&Id>, entry: &Entry) -> Option<Value> {
    let mut hidden = BTreeSet::new();
    entry.each_reference(&mut |id| {
        if !book.may_see(reader, id) {
            hidden.insert(id.as_str());
        }
    });
    if hidden.is_empty() {
        return None;
    }
    let mut value = serde_json::to_value(entry).ok()?;
    if let Some(Value::Object(upon)) = value.get_mut("upon") {
        upon.retain(|id, _| !hidden.contains(id.as_str()));
    }
    leave_out(&mut value, &hidden);
    Some(value)
}

/// Takes names out: a part of a list, or a whole field. What people wrote in a language names nothing.
fn leave_out(part: &mut Value, names: &BTreeSet<&str>) {
    let is_one = |part: &Value| part.as_str().is_some_and(|word| names.contains(word));
    match part {
        Value::Array(list) => {
            list.retain(|part| !is_one(part));
            list.iter_mut().for_each(|part| leave_out(part, names));
        }
        Value::Object(fields) => {
            fields.retain(|field, part| LANGUAGES.contains(&field.as_str()) || !is_one(part));
            fields.values_mut().for_each(|part| leave_out(part, names));
        }
        _ => {}
    }
}

/// Which acts are asked for.
#[derive(Deserialize)]
pub struct Wanted {
    /// From this place on.
    #[serde(default)]
    from: usize,
    /// How many at most.
    limit: Option<usize>,
    /// Only of this kind.
    kind: Option<Kind>,
}

/// Lists acts.
pub async fn list(caller: Caller, Query(wanted): Query<Wanted>) -> Result<Response, Problem> {
    let book = caller.house.book();
    let limit = wanted.limit.unwrap_or(100).min(PAGE_MAX);
    let of_kind = |a: &Accepted| wanted.kind.is_none_or(|kind| a.entry.act.kind() == kind);
    let sees = |a: &Accepted| may_see(&book.standing, caller.person(), &a.entry);
    let acts = book.entries.iter().enumerate().skip(wanted.from).filter(|(_, a)| of_kind(a) && sees(a));
    let acts: Vec<Shown<'_>> =
        acts.take(limit).map(|(seq, a)| shown(&book, caller.person(), seq, a)).collect();
    let size = book.entries.len();
    Ok(Json(serde_json::json!({ "size": size, "acts": acts })).into_response())
}

/// Shows one act.
pub async fn show(caller: Caller, Path((_, id)): Path<(String, String)>) -> Result<Response, Problem> {
    let book = caller.house.book();
    let seq = book.place_of(id.as_str()).ok_or_else(Problem::not_found)?;
    let accepted = book.entries.get(seq).filter(|a| may_see(&book.standing, caller.person(), &a.entry));
    let accepted = accepted.ok_or_else(Problem::not_found)?;
    Ok(Json(shown(&book, caller.person(), seq, accepted)).into_response())
}

/// An act handed in, with the signatures that its kind may need.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandedIn {
    entry: Entry,
    #[serde(default)]
    signatures: Vec<HexSignature>,
    /// The words of a text that the entry names by hash, as CommonMark.
    words: Option<String>,
}

/// A signature over the canonical bytes of the entry, in hexadecimal.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HexSignature {
    key: String,
    signature: String,
}

/// What is told of an act that was entered.
#[derive(Serialize)]
struct Entered<'a> {
    seq: u64,
    act: String,
    leaf: String,
    /// The keys whose signatures lie there with it.
    signed_by: Vec<String>,
    findings: Vec<Told<'a>>,
}

/// The bytes to sign: the entry as it would be sealed now, in the caller's name.
pub async fn draft(
    State(app): State<Arc<App>>,
    caller: Caller,
    Json(mut entry): Json<Entry>,
) -> Result<Response, Problem> {
    entry.by = Some(caller.named()?.clone());
    let now = moment(app.now());
    entry.at = entry.at.or_else(|| now.clone());
    entry.entered = now;
    entry.upon = caller.house.book().upon(&entry);
    let bytes = entry
        .seal()
        .map_err(|e| Problem::said(StatusCode::UNPROCESSABLE_ENTITY, "not-canonical", e.text()))?;
    Ok(([(CONTENT_TYPE, "application/json")], bytes).into_response())
}

/// Enters an act in the caller's name.
pub async fn enter(caller: Caller, Json(handed_in): Json<HandedIn>) -> Result<Response, Problem> {
    let person = caller.named()?.clone();
    let mut entry = handed_in.entry;
    if entry.by.as_ref().is_some_and(|by| *by != person) {
        return Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "not-yourself",
            "an act is entered by whoever performs it: leave `by` out, or give your own name",
            "هر کنش را همان کسی ثبت می‌کند که انجامش می‌دهد: «by» را ننویسید یا نام خود را بدهید",
        ));
    }
    entry.by = Some(person);
    let id = entry.id.clone();
    let signatures = handed_in.signatures.iter().map(read_signature).collect::<Option<Vec<_>>>();
    let signatures = signatures.ok_or_else(|| {
        Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "not-a-signature",
            "key and signature are hexadecimal in small letters: 64 and 128 digits",
            "کلید و امضا را شانزده‌شانزدهی و با حرف‌های کوچک بنویسید: ۶۴ و ۱۲۸ رقم",
        )
    })?;
    // They are those that lie there: had others signed it before, it would be refused.
    let signed_by = signatures.iter().map(|by| PublicKey(by.key).to_string()).collect();
    let submission = Submission { entry, signatures };
    let receipt = caller.house.enter_with_words(submission, handed_in.words).await;
    let book = caller.house.book();
    let receipt = receipt.map_err(|error| refused(&book, caller.person(), &error))?;
    let findings = book.find(id.as_str()).map_or(&[][..], |a| &a.findings);
    let findings = told(findings, &book, caller.person());
    let (act, leaf) = (receipt.act.to_string(), receipt.leaf.to_string());
    let entered = Entered { seq: receipt.seq, act, leaf, signed_by, findings };
    Ok((StatusCode::CREATED, Json(entered)).into_response())
}

fn read_signature(hex: &HexSignature) -> Option<EntrySignature> {
    Some(EntrySignature { key: hex_bytes(&hex.key)?, signature: hex_bytes(&hex.signature)? })
}

/// Why an act was not entered.
fn refused(book: &Book, reader: Option<&Id>, error: &NotEntered) -> Problem {
    match error {
        NotEntered::Refused(Refused::Rules(refusal)) => {
            let findings = told(&refusal.findings, book, reader);
            let worst = findings.iter().max_by_key(|t| t.finding.severity).map(|t| t.text.clone());
            // What would tell of something hidden is not told; that it is refused is.
            let silent =
                || Bilingual::new("the charter does not let this act in", "اساسنامه این کنش را نمی‌پذیرد");
            Problem::said(StatusCode::UNPROCESSABLE_ENTITY, "refused", worst.unwrap_or_else(silent))
                .with_findings(&findings)
        }
        NotEntered::Refused(Refused::Form(text)) => {
            Problem::said(StatusCode::UNPROCESSABLE_ENTITY, "not-canonical", text.clone())
        }
        NotEntered::Refused(Refused::SignedOtherwise(text)) => {
            Problem::said(StatusCode::CONFLICT, "signed-otherwise", text.clone())
        }
        NotEntered::ReadOnly => Problem::new(
            StatusCode::CONFLICT,
            "read-only",
            "this record is only read; nothing can be entered",
            "این سند تنها برای خواندن است و چیزی در آن ثبت نمی‌شود",
        ),
        NotEntered::Busy => Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "busy",
            "very many are writing at once; nothing was entered, try again in a moment",
            "هم‌اکنون بسیاری می‌نویسند و چیزی ثبت نشد؛ کمی بعد دوباره بکوشید",
        ),
        NotEntered::Disk => Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "disk",
            "the disk did not keep it, so it does not count as entered; try again, the same act is entered only once",
            "دیسک آن را نگه نداشت و ثبت‌شده به شمار نمی‌آید؛ دوباره بفرستید، هر کنش تنها یک بار ثبت می‌شود",
        ),
    }
}
