//! Files that pages need, in the binary: style, scripts, type.

use crate::app::App;
use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::sync::Arc;

/// An asset: its path, its type and its bytes.
type Asset = (&'static str, &'static str, &'static [u8]);

const ASSETS: &[Asset] = &[
    ("/assets/style.css", "text/css; charset=utf-8", include_bytes!("../assets/style.css")),
    ("/assets/shura.js", "text/javascript; charset=utf-8", include_bytes!("../assets/shura.js")),
    ("/assets/sign.js", "text/javascript; charset=utf-8", include_bytes!("../assets/sign.js")),
    ("/assets/passkey.js", "text/javascript; charset=utf-8", include_bytes!("../assets/passkey.js")),
    ("/assets/htmx.js", "text/javascript; charset=utf-8", include_bytes!("../assets/htmx.min.js")),
    ("/assets/htmx-sse.js", "text/javascript; charset=utf-8", include_bytes!("../assets/htmx-sse.min.js")),
    ("/assets/vazirmatn.woff2", "font/woff2", include_bytes!("../assets/vazirmatn.woff2")),
    ("/assets/icon.svg", "image/svg+xml", include_bytes!("../assets/icon.svg")),
];

/// The routes of the assets.
pub fn routes() -> Router<Arc<App>> {
    ASSETS.iter().fold(Router::new(), |router, asset| router.route(asset.0, get(|| async { serve(asset) })))
}

fn serve(asset: &Asset) -> Response {
    // Their names do not change with their contents, so a browser asks again after an hour: an update must reach everyone in a sitting.
    ([(CONTENT_TYPE, asset.1), (CACHE_CONTROL, "public, max-age=3600")], asset.2).into_response()
}
