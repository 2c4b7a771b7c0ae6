//! The API: every act and every view over HTTP as JSON. `openapi.rs` describes it; a test holds both together.

mod acts;
mod answer;
mod caller;
mod events;
mod log;
pub mod openapi;
pub mod session;
mod views;

pub(crate) use answer::Problem;

use crate::app::App;
use axum::Router;
use axum::routing::{get, post};
use std::sync::Arc;

/// The routes of the API.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/api/openapi.json", get(openapi::serve))
        .route("/api/{house}", get(views::house))
        .route("/api/{house}/session", post(session::begin).delete(session::end))
        .route("/api/{house}/acts", get(acts::list).post(acts::enter))
        .route("/api/{house}/acts/{id}", get(acts::show))
        .route("/api/{house}/drafts", post(acts::draft))
        .route("/api/{house}/events", get(events::watch))
        .route("/api/{house}/findings", get(views::findings))
        .route("/api/{house}/why/{id}", get(views::why))
        .route("/api/{house}/charter", get(views::charter))
        .route("/api/{house}/standing/{table}", get(views::table))
        .route("/api/{house}/standing/{table}/{id}", get(views::row))
        .route("/api/{house}/log/checkpoint", get(log::checkpoint))
        .route("/api/{house}/log/proof/{seq}", get(log::inclusion))
        .route("/api/{house}/log/witnesses", get(log::witnesses))
        .route("/api/{house}/acts/{id}/proof", get(log::document))
}
