//! The map of the organisation: who elects whom, who answers to whom, the units at the base; and every organ by its kind.

use crate::app::App;
use crate::draw::{About, Arrow, Bond, Node, map};
use crate::frame::Frame;
use crate::html::Html;
use crate::pen::{Pen, page_of};
use crate::trouble::Trouble;
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use shura_act::{Id, Key, Lang};
use shura_kernel::charter::{OrganKind, Role};
use shura_kernel::standing::OrganStanding;
use shura_kernel::words;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "map.html")]
struct MapPage {
    frame: Frame,
    drawing: Html,
    bonds: Vec<Html>,
    kinds: Vec<Listed>,
}

/// A kind of organs, with its organs.
struct Listed {
    anchor: String,
    name: String,
    count: String,
    organs: Vec<(Html, String)>,
}

/// Who elects whom and who answers to whom, by kinds of organs.
type Bonds<'a> = BTreeSet<(&'a Key, &'a Key, Bond)>;

/// The route of the page.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/{house}/map", get(show))
}

async fn show(visitor: Visitor) -> Result<Response, Trouble> {
    page_of(&visitor, |pen, frame| Some(view(pen, frame)))
}

fn view(pen: &Pen<'_>, frame: Frame) -> MapPage {
    let standing = pen.standing();
    let mut by_kind: BTreeMap<&Key, Vec<(&Id, &OrganStanding)>> = BTreeMap::new();
    for (id, organ) in &standing.organs {
        by_kind.entry(&organ.organ.form).or_default().push((id, organ));
    }
    let bonds = bonds(pen, &by_kind);
    let mut kinds: Vec<&Key> = by_kind.keys().copied().collect();
    kinds.sort_by_key(|kind| (standing.charter.kind.get(*kind).map(|k| place_of(k.role)), *kind));
    let title = frame.say("map-title");
    MapPage {
        drawing: drawn(pen, &frame, &bonds, &by_kind),
        bonds: bonds.iter().map(|(from, to, bond)| told(pen, &frame, from, to, *bond)).collect(),
        kinds: kinds.into_iter().map(|kind| listed(pen, kind, by_kind.get(kind))).collect(),
        frame: frame.titled(title),
    }
}

/// Where a kind comes in the list: the base first.
fn place_of(role: Role) -> u8 {
    match role {
        Role::Council => 0,
        Role::Executive => 1,
        Role::Commission => 2,
        Role::Unit => 3,
        Role::Party => 4,
        Role::State => 5,
        Role::Other => 6,
    }
}

fn kind_name(pen: &Pen<'_>, kind: &Key) -> String {
    let known: Option<&OrganKind> = pen.standing().charter.kind.get(kind);
    known.map_or_else(|| kind.as_str().replace('-', " "), |k| pen.pick(&k.name))
}

/// As the charter has it for kinds, and as organs were made one by one.
fn bonds<'a>(pen: &Pen<'a>, by_kind: &BTreeMap<&'a Key, Vec<(&'a Id, &'a OrganStanding)>>) -> Bonds<'a> {
    let standing = pen.standing();
    // A word of the charter is a kind, or one organ by its own name.
    let form_of = |word: &Id| standing.organs.get(word).map(|o| &o.organ.form);
    let kind_of =
        |word: &'a Key| by_kind.get_key_value(word).map(|(kind, _)| *kind).or_else(|| form_of(word));
    let mut bonds = Bonds::new();
    let mut add = |from: Option<&'a Key>, to: Option<&'a Key>, bond| {
        if let (Some(from), Some(to)) = (from, to)
            && from != to
        {
            bonds.insert((from, to, bond));
        }
    };
    for (kind, organs) in by_kind {
        if let Some(clause) = standing.charter.kind.get(*kind) {
            clause.elected_by.iter().for_each(|by| add(kind_of(by), Some(kind), Bond::Elects));
            clause.accountable_to.iter().for_each(|to| add(Some(kind), kind_of(to), Bond::Answers));
        }
        for (_, organ) in organs {
            organ.organ.elected_by.iter().for_each(|by| add(form_of(by), Some(kind), Bond::Elects));
            organ.organ.accountable_to.iter().for_each(|to| add(Some(kind), form_of(to), Bond::Answers));
        }
    }
    bonds
}

fn told(pen: &Pen<'_>, frame: &Frame, from: &Key, to: &Key, bond: Bond) -> Html {
    let names = [("from", kind_name(pen, from).into()), ("to", kind_name(pen, to).into())];
    Html::text(&frame.say_all(if bond == Bond::Elects { "map-elects" } else { "map-answers" }, &names))
}

/// How far above the base each kind lies: above all that elect it, the base at 0. Where kinds elect each other in a circle, it is cut.
fn layers<'a>(kinds: &[&'a Key], bonds: &Bonds<'a>) -> BTreeMap<&'a Key, usize> {
    let mut layers: BTreeMap<&Key, usize> = kinds.iter().map(|kind| (*kind, 0)).collect();
    for _ in 0..kinds.len().min(8) {
        for (from, to, bond) in bonds {
            let (below, above) = if *bond == Bond::Elects { (from, to) } else { (to, from) };
            // Who answers to an organ that elected it lies above it already; one who only answers lies below whom it answers to.
            let elected = bonds.contains(&(*below, *above, Bond::Elects));
            let (low, high) = if elected { (below, above) } else { (above, below) };
            let least = layers.get(low).copied().unwrap_or(0) + 1;
            if least <= kinds.len().min(6)
                && let Some(layer) = layers.get_mut(*high)
                && *layer < least
            {
                *layer = least;
            }
        }
    }
    layers
}

fn drawn(
    pen: &Pen<'_>,
    frame: &Frame,
    bonds: &Bonds<'_>,
    by_kind: &BTreeMap<&Key, Vec<(&Id, &OrganStanding)>>,
) -> Html {
    let kinds: Vec<&Key> =
        bonds.iter().flat_map(|(from, to, _)| [*from, *to]).collect::<BTreeSet<_>>().into_iter().collect();
    if kinds.is_empty() {
        return Html::default();
    }
    let layers = layers(&kinds, bonds);
    let node = |kind: &&Key| {
        let organs = by_kind.get(*kind).map_or(&[][..], Vec::as_slice);
        let role = pen.standing().charter.kind.get(*kind).map_or(Role::Other, |k| k.role);
        let (name, below, href) = match organs {
            [(id, _)] => (pen.name(id), kind_name(pen, kind), pen.place(&format!("organs/{id}"))),
            _ => (
                kind_name(pen, kind),
                frame.say_of("map-organs", "n", organs.len()),
                pen.place(&format!("map#kind-{kind}")),
            ),
        };
        Node { class: role_class(role), name, below, href, layer: layers.get(*kind).copied().unwrap_or(0) }
    };
    let nodes: Vec<Node> = kinds.iter().map(node).collect();
    let place = |kind: &Key| kinds.iter().position(|k| *k == kind);
    let arrows = bonds
        .iter()
        .filter_map(|(from, to, bond)| Some(Arrow { from: place(from)?, to: place(to)?, bond: *bond }));
    let arrows: Vec<Arrow> = arrows.collect();
    let (title, description) = (frame.say("map-title"), frame.say("map-drawing"));
    Html::markup(map(
        &nodes,
        &arrows,
        pen.say.lang == Lang::Fa,
        &About { title: &title, description: &description },
    ))
}

fn role_class(role: Role) -> &'static str {
    match role {
        Role::Unit => "unit",
        Role::Council => "council",
        Role::Executive => "executive",
        Role::Commission => "commission",
        Role::Party | Role::State | Role::Other => "other",
    }
}

fn listed(pen: &Pen<'_>, kind: &Key, organs: Option<&Vec<(&Id, &OrganStanding)>>) -> Listed {
    let organs = organs.map_or(&[][..], Vec::as_slice);
    let mut named: Vec<(String, &Id, &OrganStanding)> =
        organs.iter().map(|(id, organ)| (pen.name(id), *id, *organ)).collect();
    named.sort_by(|a, b| shura_text::normal::natural_cmp(&a.0, &b.0));
    let line = |(_, id, organ): &(String, &Id, &OrganStanding)| {
        let state = pen.standing().ended(id).map(|_| pen.pick(&words::life(organ.state)));
        let seated = pen.standing().seated(id).count();
        let seated = (seated > 0).then(|| pen.say.with("map-seated", &[("n", seated.into())]));
        (pen.link(id), [state, seated].into_iter().flatten().collect::<Vec<_>>().join(pen.comma()))
    };
    Listed {
        anchor: format!("kind-{kind}"),
        name: kind_name(pen, kind),
        count: pen.say.number(organs.len()),
        organs: named.iter().map(line).collect(),
    }
}
