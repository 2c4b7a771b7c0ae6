//! By what right? The chain of mandate of an act, drawn and told.

use crate::app::App;
use crate::frame::Frame;
use crate::html::Html;
use crate::pen::{Pen, class, page_of};
use crate::trouble::Trouble;
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use shura_act::{Bilingual, Entry, Id};
use shura_kernel::Finding;
use shura_kernel::why::draw::{relation, summary, svg};
use shura_kernel::why::{End, Link, why};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "why.html")]
struct WhyPage {
    frame: Frame,
    asked: Html,
    summary: String,
    /// Whether links of it are hidden from the reader.
    hidden: bool,
    /// The chain as nested lists.
    told: Html,
    drawing: Html,
    /// The finding of each weak link, the breaks first.
    weak: Vec<(&'static str, String, Html)>,
}

/// The route of the page.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/{house}/why/{id}", get(show))
}

async fn show(visitor: Visitor, Path((_, id)): Path<(String, String)>) -> Result<Response, Trouble> {
    page_of(&visitor, |pen, frame| view(pen, frame, &Id::new(&id).ok()?))
}

fn view(pen: &Pen<'_>, frame: Frame, id: &Id) -> Option<WhyPage> {
    pen.act(id)?;
    let entry = |id: &Id| -> Option<&Entry> { pen.act(id).map(|a| &a.entry) };
    let findings: Vec<Finding> = pen.acts().flat_map(|a| a.findings.iter().cloned()).collect();
    let mut chain = why(pen.standing(), &entry, &findings, id)?;
    let hidden = veil(pen, &mut chain);
    let mut weak = vec![];
    gather(pen, &chain, &mut weak);
    let title = frame.say("why-title");
    Some(WhyPage {
        asked: pen.link(id),
        summary: pen.pick(&summary(&chain)),
        hidden,
        told: told(pen, &frame, &chain),
        drawing: Html::markup(svg(&chain, pen.say.lang)),
        weak,
        frame: frame.titled(title).about(id),
    })
}

/// Says of links that the reader may not see only that they are there, and whether there are any. They are no breaks.
fn veil(pen: &Pen<'_>, link: &mut Link) -> bool {
    let hides = |id: &Id| pen.book.find(id.as_str()).is_some() && pen.act(id).is_none();
    if link.act.as_ref().is_some_and(hides) {
        let said = pen.say.say("not-open-to-you");
        link.act = None;
        link.text = Bilingual::new(said.clone(), said);
        link.end = End::Open;
        link.findings.clear();
        link.because.clear();
        return true;
    }
    let mut any = false;
    for support in &mut link.because {
        any |= veil(pen, support);
    }
    any
}

/// Where the chain breaks and what was found in its links.
fn gather(pen: &Pen<'_>, link: &Link, weak: &mut Vec<(&'static str, String, Html)>) {
    let place = || link.act.as_ref().map(|id| pen.link(id)).unwrap_or_default();
    if link.end == End::Broken {
        weak.push(("broken", pen.pick(&link.text), place()));
    }
    for finding in &link.findings {
        weak.push((class(finding.severity), pen.pick(&finding.text), place()));
    }
    for support in &link.because {
        gather(pen, support, weak);
    }
}

/// A link and, in a list under it, what supports it.
fn told(pen: &Pen<'_>, frame: &Frame, link: &Link) -> Html {
    let text = pen.pick(&link.text);
    let words = match link.act.as_ref().and_then(|id| pen.path(id)) {
        Some(path) => Html::link(&path, &text),
        None => Html::text(&text),
    };
    let (class, end) = match link.end {
        End::Open if link.findings.is_empty() => ("", None),
        End::Open => ("weak", None),
        End::Base => ("base", Some("why-base")),
        End::Broken => ("broken", Some("why-broken")),
        End::Elsewhere => ("", Some("why-elsewhere")),
    };
    let end = end.map(|key| format!(" <em>{}</em>", Html::text(&frame.say(key)))).unwrap_or_default();
    let supports: Vec<Html> = link.because.iter().map(|support| told(pen, frame, support)).collect();
    let below = if supports.is_empty() {
        Html::default()
    } else {
        Html::markup(format!("<ul>{}</ul>", Html::join(supports, "")))
    };
    let relation = Html::text(&pen.pick(&relation(link.relation)));
    Html::markup(format!(
        "<li class=\"{class}\"><span class=\"quiet\">{relation}:</span> {words}{end}{below}</li>"
    ))
}
