//! Pieces of HTML that are safe as they are: everything in them was escaped when they were made.

use askama::filters::HtmlSafe;
use std::fmt::{self, Display, Formatter, Write};

/// A piece of HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl Display for Html {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Html {}

impl Html {
    /// Plain text.
    pub fn text(text: &str) -> Self {
        Self(escape(text))
    }

    /// Markup made by this program, such as a drawing.
    pub fn markup(markup: String) -> Self {
        Self(markup)
    }

    /// A link. The name is set apart from the direction of the words around it.
    pub fn link(href: &str, name: &str) -> Self {
        Self(format!("<a href=\"{}\"><bdi>{}</bdi></a>", escape(href), escape(name)))
    }

    /// Several pieces with something between them.
    pub fn join(pieces: impl IntoIterator<Item = Html>, between: &str) -> Self {
        let mut all = String::new();
        for (i, piece) in pieces.into_iter().enumerate() {
            // Writing into a string cannot fail.
            let _ = write!(all, "{}{piece}", if i > 0 { between } else { "" });
        }
        Self(all)
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Facts about something, each with its name, in the order in which they are told.
#[derive(Clone, Debug, Default)]
pub struct Facts(Vec<(String, Html)>);

impl Facts {
    /// Adds a fact; one of which nothing is known is left out.
    pub fn add(&mut self, name: String, value: Html) {
        if !value.is_empty() {
            self.0.push((name, value));
        }
    }

    /// Adds a fact in plain words.
    pub fn say(&mut self, name: String, value: impl AsRef<str>) {
        self.add(name, Html::text(value.as_ref()));
    }

    /// The facts in order.
    pub fn iter(&self) -> impl Iterator<Item = &(String, Html)> {
        self.0.iter()
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Text with the characters that mean something in HTML written so that they mean themselves.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_become_markup() {
        let link = Html::link("/a/?b=\"c\"", "<script>'x' & y</script>");
        assert_eq!(
            link.to_string(),
            "<a href=\"/a/?b=&quot;c&quot;\"><bdi>&lt;script&gt;&#39;x&#39; &amp; y&lt;/script&gt;</bdi></a>"
        );
        assert_eq!(Html::join([Html::text("a"), Html::text("<")], ", ").to_string(), "a, &lt;");
    }
}
