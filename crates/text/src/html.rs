//! HTML out: every block with its own direction, no raw HTML, no link that could run a script.

use crate::normal::visible;
use crate::parse;
use crate::version::Version;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Parser, Tag, TagEnd};

/// The schemes a link may have; other links lose their target and keep their words.
const SCHEMES: [&str; 4] = ["http:", "https:", "mailto:", "tel:"];

/// A version as HTML: well formed, with `dir="auto"` on every block, so that Persian and English stand as they should.
pub fn html(version: &Version) -> String {
    let events = Parser::new_ext(version.markdown(), parse::options()).map(safe);
    let mut out = String::with_capacity(version.markdown().len() * 2);
    pulldown_cmark::html::push_html(&mut out, events);
    out
}

fn safe(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Text(text) => Event::Text(shown(text)),
        Event::Code(text) => Event::Code(shown(text)),
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(shown(text)),
        Event::Start(Tag::HtmlBlock) => own("<pre dir=\"auto\">"),
        Event::End(TagEnd::HtmlBlock) => own("</pre>\n"),
        Event::Start(Tag::Paragraph) => own("<p dir=\"auto\">"),
        Event::End(TagEnd::Paragraph) => own("</p>\n"),
        Event::Start(Tag::Heading { level, .. }) => own(heading(level).0),
        Event::End(TagEnd::Heading(level)) => own(heading(level).1),
        Event::Start(Tag::Item) => own("<li dir=\"auto\">"),
        Event::End(TagEnd::Item) => own("</li>\n"),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: target(dest_url), title: shown(title), id })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Image { link_type, dest_url: target(dest_url), title: shown(title), id })
        }
        other => other,
    }
}

fn own(tag: &'static str) -> Event<'static> {
    Event::Html(CowStr::Borrowed(tag))
}

fn heading(level: HeadingLevel) -> (&'static str, &'static str) {
    match level {
        HeadingLevel::H1 => ("<h1 dir=\"auto\">", "</h1>\n"),
        HeadingLevel::H2 => ("<h2 dir=\"auto\">", "</h2>\n"),
        HeadingLevel::H3 => ("<h3 dir=\"auto\">", "</h3>\n"),
        HeadingLevel::H4 => ("<h4 dir=\"auto\">", "</h4>\n"),
        HeadingLevel::H5 => ("<h5 dir=\"auto\">", "</h5>\n"),
        HeadingLevel::H6 => ("<h6 dir=\"auto\">", "</h6>\n"),
    }
}

fn shown(text: CowStr<'_>) -> CowStr<'_> {
    match visible(&text) {
        std::borrow::Cow::Borrowed(_) => text,
        std::borrow::Cow::Owned(seen) => seen.into(),
    }
}

fn target(url: CowStr<'_>) -> CowStr<'_> {
    // Browsers drop controls and spaces from an address before they read its scheme.
    let bare: String = url.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let bare = bare.to_ascii_lowercase();
    let scheme = bare.find([':', '/', '?', '#']).filter(|i| bare.get(*i..=*i) == Some(":"));
    match scheme {
        Some(end) if !SCHEMES.contains(&bare.get(..=end).unwrap_or("")) => CowStr::Borrowed("#"),
        _ => shown(url),
    }
}

/// Text as HTML, hidden characters shown.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in visible(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
