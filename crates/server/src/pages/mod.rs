//! The pages, one a module with the template of the same name in `templates/`.

mod acts;
mod arrive;
mod authority;
mod cards;
mod charter;
mod convenings;
mod credentials;
mod desk;
mod devices;
mod division;
mod findings;
pub mod hall;
mod home;
mod houses;
mod import;
mod map;
mod me;
mod minutes;
mod motion;
mod motion_text;
mod opening;
mod orders;
mod organ;
pub mod paging;
mod passkeys;
mod person;
mod projector;
mod proof;
mod recognition;
mod sign_in;
pub mod sitting;
mod sittings;
mod units;
mod why;

use crate::app::App;
use axum::Router;
use std::sync::Arc;

/// The routes of all pages.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .merge(houses::routes())
        .merge(home::routes())
        .merge(sign_in::routes())
        .merge(sitting())
        .merge(passkeys::routes())
        .merge(devices::routes())
        .merge(cards::routes())
        .merge(desk::routes())
        .merge(import::routes())
        .merge(units::routes())
        .merge(credentials::routes())
        .merge(convenings::routes())
        .merge(authority::routes())
        .merge(reading())
}

/// The routes of the pages on which an organ sits.
fn sitting() -> Router<Arc<App>> {
    Router::new()
        .merge(sitting::routes())
        .merge(opening::routes())
        .merge(arrive::routes())
        .merge(minutes::routes())
        .merge(projector::routes())
}

/// The routes of the pages from which the record is read.
fn reading() -> Router<Arc<App>> {
    Router::new()
        .merge(acts::routes())
        .merge(charter::routes())
        .merge(division::routes())
        .merge(findings::routes())
        .merge(map::routes())
        .merge(me::routes())
        .merge(motion::routes())
        .merge(orders::routes())
        .merge(organ::routes())
        .merge(person::routes())
        .merge(proof::routes())
        .merge(recognition::routes())
        .merge(sittings::routes())
        .merge(why::routes())
}
