//! The projector: the hall in huge type for everybody in the room, following the sitting by the same live stream as every telephone.

use crate::app::App;
use crate::frame::Frame;
use crate::pages::{hall, sitting};
use crate::trouble::{Trouble, page};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::http::header::HOST;
use axum::response::Response;
use axum::routing::get;
use qrcode::QrCode;
use qrcode::render::svg;
use shura_act::Id;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "projector.html")]
struct Projector {
    frame: Frame,
    sitting: Id,
    hall: String,
    /// The address of the sitting, to type and as a QR code.
    address: String,
    code: String,
}

/// The route of the projector.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/{house}/projector/{sitting}", get(show))
}

async fn show(
    visitor: Visitor,
    Path((_, sitting)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Trouble> {
    let sitting = sitting::find(&visitor, &sitting)?;
    let hall = hall::hall(&visitor.names(&visitor.house.book()), &sitting);
    let hall = hall.ok_or_else(|| Trouble::not_found(&visitor))?;
    let shown = hall.render().map_err(|_| Trouble::broken(&visitor))?;
    let host = headers.get(HOST).and_then(|h| h.to_str().ok()).unwrap_or_default();
    let address = format!("{host}/{}/sittings/{sitting}", visitor.house.key);
    let code = code(&address);
    let frame = Frame::new(&visitor, hall.title);
    page(&visitor, &Projector { frame, sitting, hall: shown, address, code })
}

/// A QR code as a drawing; nothing if the address is too long for one.
fn code(address: &str) -> String {
    // Telephones open an address that begins with its scheme; one without TLS is then led to it, if there is any.
    let Ok(code) = QrCode::new(format!("http://{address}")) else { return String::new() };
    let drawn = code.render::<svg::Color<'_>>().min_dimensions(120, 120).quiet_zone(true).build();
    drawn.split_once("?>").map_or(drawn.clone(), |(_, svg)| svg.to_owned())
}
