//! Who calls the API: a visitor whose troubles are told as JSON.

use super::answer::Problem;
use crate::app::App;
use crate::visitor::Visitor;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use shura_act::Id;
use std::ops::Deref;
use std::sync::Arc;

/// A caller.
pub struct Caller(Visitor);

impl Caller {
    /// The person who calls, or word that one must say so.
    pub fn named(&self) -> Result<&Id, Problem> {
        self.0.person().ok_or_else(Problem::sign_in)
    }
}

impl Deref for Caller {
    type Target = Visitor;

    fn deref(&self) -> &Visitor {
        &self.0
    }
}

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        Visitor::of(parts, app).await.map(Caller).ok_or_else(Problem::not_found)
    }
}
