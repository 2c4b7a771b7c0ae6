//! The proof of an act: a document to take along, and a code for paper, which anyone can check without this server.

use crate::app::App;
use crate::frame::Frame;
use crate::html::Html;
use crate::pen::Pen;
use crate::proofs::{self, Proof};
use crate::sheet::qr_svg;
use crate::trouble::{Trouble, page};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use shura_act::{Id, Lang};
use shura_verify::Essence;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "proof.html")]
struct ProofPage {
    frame: Frame,
    what: Html,
    under: String,
    /// Whether it says that the act is in force.
    stated: bool,
    /// How the witnesses that must cosign stand to it, and whether they are enough.
    witnessed: Option<(String, bool)>,
    document: String,
    /// The name of the file, as it is handed to `shura verify`.
    file: String,
    qr: Option<String>,
}

/// The routes of the pages.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/{house}/proof/{id}", get(show)).route("/{house}/proof/{id}/document", get(document))
}

/// The file is opened for each proof, so it is made for those who have signed in.
async fn made(visitor: &Visitor, id: &str) -> Result<Proof, Trouble> {
    let person = visitor.signed_in()?;
    proofs::of(&visitor.house, Some(person), id).await.ok_or_else(|| Trouble::not_found(visitor))
}

async fn show(visitor: Visitor, Path((_, id)): Path<(String, String)>) -> Result<Response, Trouble> {
    let proof = made(&visitor, &id).await?;
    let frame = Frame::new(&visitor, "");
    let own = Id::new(&id).map_err(|_| Trouble::not_found(&visitor))?;
    let page_of = {
        let book = visitor.house.book();
        let pen = Pen::new(&visitor, &book);
        let needed = visitor.house.witnesses().map(|witnesses| witnesses.needed());
        let place = proof.document.entries.first().map_or(0, |entry| entry.index + 1);
        let qr = Essence::of(&proof.document).and_then(|essence| essence.text());
        let qr = qr.as_deref().and_then(qr_svg);
        let svg = |drawn: String| drawn.find("<svg").and_then(|at| drawn.get(at..).map(str::to_owned));
        let title = frame.say("proof-title");
        ProofPage {
            what: pen.link(&own),
            under: frame.say_all("proof-under", &[("place", place.into()), ("size", proof.size.into())]),
            stated: proof.document.statement.is_some(),
            witnessed: needed.map(|needed| witnessed(&frame, &proof, needed)),
            document: format!("{}/document", frame.path_of("proof", &own)),
            file: format!("{own}.proof"),
            qr: qr.and_then(svg),
            frame: frame.titled(title).about(&own),
        }
    };
    page(&visitor, &page_of)
}

fn witnessed(frame: &Frame, proof: &Proof, needed: usize) -> (String, bool) {
    let enough = proof.cosigned.len() >= needed;
    let key = if enough { "proof-witnessed" } else { "proof-not-witnessed" };
    let by = if proof.cosigned.is_empty() {
        "—".to_owned()
    } else {
        proof.cosigned.join(if frame.say.lang == Lang::Fa { "، " } else { ", " })
    };
    let have = proof.cosigned.len();
    (frame.say_all(key, &[("have", have.into()), ("needed", needed.into()), ("by", by.into())]), enough)
}

async fn document(visitor: Visitor, Path((_, id)): Path<(String, String)>) -> Result<Response, Trouble> {
    let proof = made(&visitor, &id).await?;
    let headers = [
        (CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        // What is no identifier is no act, and there is no proof of it; so the name needs no quoting.
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{id}.proof\"")),
    ];
    Ok((headers, proof.document.to_string()).into_response())
}
