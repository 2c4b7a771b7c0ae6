//! What the server serves: its houses, and the router over them.

use crate::clerk::Clock;
use crate::door::{Door, Origin, OriginError};
use crate::house::House;
use crate::{api, assets, guard, pages};
use axum::Router;
use axum::middleware;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// Everything that is served.
pub struct App {
    /// The houses, by their names in paths.
    pub houses: BTreeMap<String, Arc<House>>,
    /// The time.
    pub clock: Clock,
    /// Whether cookies may travel only over TLS.
    pub secure: bool,
    /// The address of the server as browsers call it, where it is known.
    pub origin: Option<Origin>,
    /// The door: tries in vain, and passkeys that are being made or shown.
    pub door: Door,
}

impl App {
    /// Serves these houses, with the machine's clock.
    pub fn new(houses: impl IntoIterator<Item = House>, secure: bool) -> Self {
        let houses = houses.into_iter().map(|house| (house.key.clone(), Arc::new(house))).collect();
        Self { houses, clock: machine_clock, secure, origin: None, door: Door::default() }
    }

    /// The same server, reached at an origin: passkeys are bound to it, and cards and links lead to it.
    ///
    /// # Errors
    /// It is no origin.
    pub fn reached_at(mut self, origin: &str) -> Result<Self, OriginError> {
        self.origin = Some(Origin::new(origin)?);
        Ok(self)
    }

    /// Waits until everything handed in is durable, and lets the data files go.
    pub fn close(self) {
        for house in self.houses.into_values().filter_map(Arc::into_inner) {
            house.close();
        }
    }

    /// The time, in seconds since 1970.
    pub fn now(&self) -> i64 {
        (self.clock)()
    }
}

/// The machine's clock.
pub fn machine_clock() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// All routes. Whoever serves it also runs [`crate::live::tell`] for each house.
pub fn router(app: Arc<App>) -> Router {
    Router::new()
        .merge(assets::routes())
        .merge(api::routes())
        .merge(pages::routes())
        .layer(middleware::from_fn_with_state(app.clone(), guard::guard))
        .with_state(app)
}
