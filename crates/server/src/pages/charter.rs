//! The charter as standing orders.

use crate::app::App;
use crate::frame::Frame;
use crate::pen::{Pen, page_of};
use crate::trouble::Trouble;
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use shura_act::Kind;
use shura_kernel::articles;
use std::collections::BTreeSet;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "charter.html")]
struct CharterPage {
    frame: Frame,
    articles: Vec<Article>,
    /// Acts that changed it.
    lines: Vec<crate::pen::Line>,
}

struct Article {
    number: String,
    anchor: String,
    title: String,
    clauses: Vec<Clause>,
}

struct Clause {
    number: String,
    /// Where findings lead to: the path of the clause and of those above it that have no sentence of their own.
    anchors: Vec<String>,
    text: String,
}

/// The route of the page.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/{house}/charter", get(show))
}

async fn show(visitor: Visitor) -> Result<Response, Trouble> {
    page_of(&visitor, |pen, frame| Some(view(pen, frame)))
}

fn view(pen: &Pen<'_>, frame: Frame) -> CharterPage {
    let orders = articles::in_record(pen.standing());
    let mut given = BTreeSet::new();
    let articles = orders.articles.iter().zip(1..).map(|(article, number)| Article {
        number: pen.say.number(number),
        anchor: format!("article-{number}"),
        title: pen.pick(&article.title),
        clauses: article
            .clauses
            .iter()
            .map(|clause| Clause {
                number: pen.say.number(&clause.number),
                anchors: anchors(&clause.clause, &mut given),
                text: pen.pick(&clause.text),
            })
            .collect(),
    });
    let articles = articles.filter(|article| !article.clauses.is_empty()).collect();
    let changed = pen.acts().filter(|a| a.entry.act.kind() == Kind::AmendCharter);
    let lines = changed.map(|a| pen.line(a)).collect();
    let title = pen.pick(&orders.title);
    CharterPage { frame: frame.titled(title), articles, lines }
}

/// The path of a clause and of each clause around it, as far as no sentence before has it.
fn anchors(clause: &str, given: &mut BTreeSet<String>) -> Vec<String> {
    let ends = clause.match_indices('.').map(|(end, _)| end).chain([clause.len()]);
    let paths = ends.filter_map(|end| clause.get(..end).map(str::to_owned));
    paths.filter(|path| given.insert(path.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_leads_to_the_first_sentence_about_it() {
        let mut given = BTreeSet::new();
        assert_eq!(
            anchors("kind.congress.norm", &mut given),
            ["kind", "kind.congress", "kind.congress.norm"]
        );
        assert_eq!(anchors("kind.congress.recall", &mut given), ["kind.congress.recall"]);
        assert!(anchors("kind.congress.recall", &mut given).is_empty());
    }
}
