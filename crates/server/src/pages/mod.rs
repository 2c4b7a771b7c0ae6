//! The pages, one a module with the template of the same name in `templates/`.

pub mod hall;
mod home;
mod houses;
mod sign_in;

use crate::app::App;
use axum::Router;
use std::sync::Arc;

/// The routes of all pages.
pub fn routes() -> Router<Arc<App>> {
    Router::new().merge(houses::routes()).merge(home::routes()).merge(sign_in::routes()).merge(hall::routes())
}
