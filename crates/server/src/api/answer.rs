//! Answers of the API: JSON, and errors in both languages.

use crate::book::Book;
use crate::say::Say;
use crate::trouble;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use shura_act::{Bilingual, Calendar, Id, Lang};
use shura_kernel::Finding;

/// A finding with its sentence.
#[derive(Serialize)]
pub struct Told<'a> {
    /// The finding.
    #[serde(flatten)]
    pub finding: &'a Finding,
    /// Its sentence in both languages.
    pub text: Bilingual,
}

/// Findings with their sentences, those that speak of nothing hidden from the reader.
pub fn told<'a>(
    findings: impl IntoIterator<Item = &'a Finding>,
    book: &Book,
    reader: Option<&Id>,
) -> Vec<Told<'a>> {
    let seen = findings.into_iter().filter(|finding| book.may_tell(reader, finding));
    seen.map(|finding| Told { finding, text: finding.text(&book.standing) }).collect()
}

/// An error: its status, a word that programs know it by, and a sentence in both languages.
pub struct Problem {
    status: StatusCode,
    code: &'static str,
    text: Bilingual,
    /// The findings of a refusal, as JSON.
    findings: Option<serde_json::Value>,
}

impl Problem {
    /// An error with its sentence.
    pub fn new(status: StatusCode, code: &'static str, en: &str, fa: &str) -> Self {
        Self { status, code, text: Bilingual::new(en, fa), findings: None }
    }

    /// An error whose sentence is known already.
    pub fn said(status: StatusCode, code: &'static str, text: Bilingual) -> Self {
        Self { status, code, text, findings: None }
    }

    /// Adds the findings of a refusal.
    pub fn with_findings(mut self, findings: &[Told<'_>]) -> Self {
        self.findings = serde_json::to_value(findings).ok();
        self
    }

    /// There is no such thing, or it is not for this caller to see.
    pub fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "not-found",
            "there is nothing of that name here",
            "چیزی به این نام این‌جا نیست",
        )
    }

    /// The caller must say who is calling.
    pub fn sign_in() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "sign-in",
            "say who you are: POST your code to …/session and send the token as `Authorization: Bearer`",
            "بگویید که هستید: رمز خود را به نشانی ‎…/session بفرستید و نشانهٔ دریافتی را در سرآیند Authorization: Bearer بگذارید",
        )
    }

    /// The caller has as many streams open as one may have.
    pub fn too_many_streams() -> Self {
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "too-many-streams",
            "you follow this organisation with as many open connections as one may have; close one and try again",
            "به اندازه‌ای که رواست اتصال باز دارید؛ یکی را ببندید و دوباره بکوشید",
        )
    }

    /// What the framework refused by itself: a body that is too large or no JSON of the form asked for, a method that is not known.
    pub fn bare(status: StatusCode) -> Response {
        let key = trouble::key_of(status);
        let said = |lang| Say { lang, calendar: Calendar::default() }.say(key);
        let text = Bilingual::new(said(Lang::En), said(Lang::Fa));
        Self::said(status, key.trim_start_matches("trouble-"), text).into_response()
    }

    /// The machine is broken.
    pub fn broken() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "broken",
            "something here is broken; nothing was lost",
            "چیزی این‌جا خراب است؛ هیچ‌چیز از دست نرفته است",
        )
    }
}

#[derive(Serialize)]
struct Body {
    error: &'static str,
    text: Bilingual,
    #[serde(skip_serializing_if = "Option::is_none")]
    findings: Option<serde_json::Value>,
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.status, Json(Body { error: self.code, text: self.text, findings: self.findings }))
            .into_response()
    }
}
