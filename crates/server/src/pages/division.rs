//! A division: the figures, the verdict with its arithmetic, who might vote, and how each voted where that is told.

use crate::app::App;
use crate::draw::{About, Part, bar};
use crate::frame::Frame;
use crate::html::{Facts, Html};
use crate::pages::person::{class_of, on_what};
use crate::pen::{Line, Note, Pen, page_of};
use crate::telling;
use crate::trouble::Trouble;
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use shura_act::act::{Choice, VoteMethod};
use shura_act::{Act, Bilingual, Id, Lang};
use shura_count::Fraction;
use shura_count::majority::Tally;
use shura_kernel::sight::{tells_figures, tells_voters};
use shura_kernel::standing::DivisionStanding;
use shura_kernel::{verdict, words};
use std::sync::Arc;

/// A division in few words, as the page of a motion shows it too.
pub struct Summary {
    /// Where its own page is.
    pub href: String,
    /// When and how it was taken.
    pub when: String,
    /// What it is on.
    pub on: String,
    /// The votes drawn.
    pub drawing: Html,
    /// The figures: name, class and number of each.
    pub figures: Vec<(String, &'static str, String)>,
    /// The result as one sentence with its arithmetic, and a second where the charter asks for two majorities.
    pub sentences: Vec<String>,
    /// The result as it was declared.
    pub declared: Option<String>,
}

#[derive(Template)]
#[template(path = "division.html")]
struct DivisionPage {
    frame: Frame,
    division: Summary,
    facts: Facts,
    options: Vec<(Html, String)>,
    sections: Vec<Section>,
    roll: Vec<Vote>,
    secret: bool,
    followed: Vec<Line>,
    notes: Vec<Note>,
}

/// A section that voted apart: its name, its share of the whole, and its votes for, against and abstaining.
struct Section {
    name: String,
    share: String,
    votes: [String; 3],
}

/// A vote told by name.
struct Vote {
    who: Html,
    from: Html,
    class: &'static str,
    choice: String,
    weight: Option<String>,
}

/// The route of the page.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/{house}/divisions/{id}", get(show))
}

async fn show(visitor: Visitor, Path((_, id)): Path<(String, String)>) -> Result<Response, Trouble> {
    page_of(&visitor, |pen, frame| view(pen, frame, &Id::new(&id).ok()?))
}

fn view(pen: &Pen<'_>, frame: Frame, id: &Id) -> Option<DivisionPage> {
    let division = pen.standing().divisions.get(id)?;
    let frame = frame.about(id);
    let summary = summary(pen, &frame, id)?;
    let secret = division.division.method == VoteMethod::Secret;
    let told = tells_voters(division);
    let option = |o: &shura_act::act::OptionVotes| {
        let name = match (&o.of, &o.label) {
            (Some(of), _) => pen.link(of),
            (None, label) => telling::names(pen, label.as_slice()),
        };
        (name, pen.figure(&o.votes))
    };
    let followed = |a: &&crate::book::Accepted| !matches!(a.entry.act, Act::Ballot(_));
    let title = frame.say("division-title");
    Some(DivisionPage {
        facts: facts(pen, &frame, division),
        options: division.division.options.iter().map(option).collect(),
        sections: sections(pen, division),
        roll: if told { roll(pen, &frame, division) } else { vec![] },
        secret,
        followed: pen.referring(id).filter(followed).map(|a| pen.line(a)).collect(),
        notes: pen.notes(id),
        division: summary,
        frame: frame.titled(title),
    })
}

/// A division in few words.
pub fn summary(pen: &Pen<'_>, frame: &Frame, id: &Id) -> Option<Summary> {
    pen.act(id)?;
    let division = pen.standing().divisions.get(id)?;
    let tally = if tells_figures(division) { verdict::tally(division) } else { Tally::default() };
    let decided = verdict::of(pen.standing(), id).filter(|_| tells_figures(division));
    let sentences = decided.iter().flat_map(|d| std::iter::once(&d.verdict).chain(&d.second));
    let method = words::method(division.division.method).map(|m| pen.pick(&m));
    let when = [Some(pen.date(division.at.as_ref())), method].into_iter().flatten().filter(|s| !s.is_empty());
    let figures = figures(pen, frame, division, &tally);
    Some(Summary {
        href: pen.place(&format!("divisions/{id}")),
        when: when.collect::<Vec<_>>().join(" · "),
        on: on_what(pen, id, division),
        drawing: drawn(pen, frame, division, &tally, &figures),
        figures,
        sentences: sentences.map(|v| pen.pick(&v.sentence)).collect(),
        declared: division.division.outcome.map(|o| pen.pick(&words::outcome(o))),
    })
}

/// How each section voted, where the sections of the charter vote apart; nothing while the vote goes on.
fn sections(pen: &Pen<'_>, division: &DivisionStanding) -> Vec<Section> {
    if !tells_figures(division) {
        return vec![];
    }
    let number = |n: Option<u64>| n.map_or_else(|| "–".to_owned(), |n| pen.say.number(n));
    let told = |(name, share, tally): (Bilingual, Fraction, Tally)| Section {
        name: pen.pick(&name),
        share: pen.say.number(share),
        votes: [tally.in_favour, tally.against, tally.abstain].map(number),
    };
    verdict::sections(pen.standing(), division).into_iter().map(told).collect()
}

/// The figures as they were told, exact or not, or as the ballots add up.
fn figures(
    pen: &Pen<'_>,
    frame: &Frame,
    division: &DivisionStanding,
    tally: &Tally,
) -> Vec<(String, &'static str, String)> {
    let told = &division.division;
    let all = [
        ("choice-for", "for", &told.in_favour, tally.in_favour),
        ("choice-against", "against", &told.against, tally.against),
        ("choice-abstain", "abstain", &told.abstain, tally.abstain),
        ("choice-blank", "blank", &told.blank, tally.blank.filter(|n| *n > 0)),
        ("division-not-voting", "absent", &told.not_voting, tally.not_voting),
    ];
    let said = all.into_iter().filter_map(|(key, class, told, counted)| {
        let counted = || counted.map(|n| pen.say.number(n));
        let said = told.as_ref().filter(|f| f.exact().is_none()).map(|f| pen.figure(f)).or_else(counted)?;
        Some((frame.say(key), class, said))
    });
    said.collect()
}

/// The votes as a bar, of all who might vote where that is known; nothing where no number is known.
fn drawn(
    pen: &Pen<'_>,
    frame: &Frame,
    division: &DivisionStanding,
    tally: &Tally,
    figures: &[(String, &'static str, String)],
) -> Html {
    let part = |class, count: Option<u64>| Part {
        class,
        count: count.unwrap_or(0),
        label: count.map(|n| pen.say.number(n)).unwrap_or_default(),
    };
    let parts = [
        part("for", tally.in_favour),
        part("against", tally.against),
        part("abstain", tally.abstain),
        part("blank", tally.blank),
        part("absent", tally.not_voting),
    ];
    if parts.iter().all(|p| p.count == 0) {
        return Html::default();
    }
    let electorate = verdict::electorate(pen.standing(), division);
    let title = frame.say("division-drawing");
    let description =
        figures.iter().map(|(name, _, n)| format!("{name}: {n}")).collect::<Vec<_>>().join(pen.comma());
    let about = About { title: &title, description: &description };
    Html::markup(bar(&parts, electorate.entitled.unwrap_or(0), pen.say.lang == Lang::Fa, &about))
}

fn facts(pen: &Pen<'_>, frame: &Frame, division: &DivisionStanding) -> Facts {
    let mut facts = Facts::default();
    let electorate = verdict::electorate(pen.standing(), division);
    let number = |n: Option<u64>| n.map(|n| pen.say.number(n)).unwrap_or_default();
    facts.add(frame.say("division-on"), pen.links(&division.division.on));
    facts.add(frame.say("fact-organ"), pen.links(&division.organ));
    facts.add(frame.say("fact-sitting"), pen.links(&division.sitting));
    facts.say(frame.say("division-entitled"), number(electorate.entitled));
    facts.say(frame.say("division-present"), number(electorate.present));
    facts.say(frame.say("division-seats"), number(electorate.seats));
    if division.open {
        facts.say(frame.say("division-state"), frame.say("division-open"));
    }
    if division.division.consultative {
        facts.say(frame.say("division-binding"), frame.say("division-consultative"));
    }
    let unanimous = division.division.unanimous_but.map(|n| frame.say_of("division-unanimous-but", "n", n));
    facts.say(frame.say("division-told"), unanimous.unwrap_or_default());
    facts.add(frame.say("division-declared-by"), pen.links(&division.declared_by));
    facts
}

/// Every vote that is told by name, the ballots by their mandates.
fn roll(pen: &Pen<'_>, frame: &Frame, division: &DivisionStanding) -> Vec<Vote> {
    let vote = |who: &Id, from: Option<&Id>, choice: Choice, weight: u64| Vote {
        who: pen.link(who),
        from: pen.links(from),
        class: class_of(choice),
        choice: pen.pick(&words::choice(choice)),
        weight: (weight > 1).then(|| frame.say_of("votes", "votes", weight)),
    };
    let named = division.division.votes.iter().map(|v| vote(&v.who, None, v.choice, v.weight.unwrap_or(1)));
    let ballots = division.ballots.iter().flat_map(|(mandate, casts)| {
        let held = pen.standing().mandates.get(mandate).map(|m| &m.mandate);
        casts
            .iter()
            .filter_map(move |cast| held.map(|m| vote(&m.person, m.unit.as_ref(), cast.choice, cast.weight)))
    });
    named.chain(ballots).collect()
}
