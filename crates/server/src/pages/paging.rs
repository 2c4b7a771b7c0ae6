//! Long lists in pages of a size that can be read.

use crate::pen::Pen;
use std::collections::BTreeMap;

/// How many things a page lists.
const SIZE: usize = 60;
/// How many pages around this one are named.
const NEAR: usize = 3;

/// The way to the other pages; empty when there is only one.
#[derive(Default)]
pub struct Paging {
    /// The pages named: first, last and those near this one.
    pub pages: Vec<Page>,
}

/// A page of a list.
pub struct Page {
    /// Its number.
    pub name: String,
    /// Where it is; nothing for this one.
    pub href: Option<String>,
}

/// The part of a list that is asked for by `page`, and the way to the others, which keep what else was asked.
pub fn paged<T>(
    pen: &Pen<'_>,
    path: &str,
    query: &BTreeMap<String, String>,
    all: Vec<T>,
) -> (Vec<T>, Paging) {
    let count = all.len().div_ceil(SIZE).max(1);
    let page = query.get("page").and_then(|p| p.parse::<usize>().ok()).unwrap_or(1).clamp(1, count);
    let near = |n: &usize| *n == 1 || *n == count || n.abs_diff(page) <= NEAR;
    let href = |n: usize| (n != page).then(|| format!("{}?{}", pen.place(path), with(query, n)));
    let name = |n: usize| pen.say.number(n);
    let pages = (1..=count)
        .filter(near)
        .filter(|_| count > 1)
        .map(|n| Page { name: name(n), href: href(n) })
        .collect();
    (all.into_iter().skip((page - 1) * SIZE).take(SIZE).collect(), Paging { pages })
}

/// The query for another page.
fn with(query: &BTreeMap<String, String>, page: usize) -> String {
    let kept =
        query.iter().filter(|(key, value)| !matches!(key.as_str(), "page" | "lang") && !value.is_empty());
    let pairs = kept.map(|(key, value)| format!("{}={}", encoded(key), encoded(value)));
    pairs.chain([format!("page={page}")]).collect::<Vec<_>>().join("&")
}

/// A word as a part of an address.
pub fn encoded(word: &str) -> String {
    word.bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(b).to_string(),
            b => format!("%{b:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_pages_keep_what_was_asked() {
        let query = BTreeMap::from(
            [("q", "شورا & x"), ("page", "7"), ("kind", ""), ("lang", "fa")]
                .map(|(k, v)| (k.to_owned(), v.to_owned())),
        );
        assert_eq!(with(&query, 2), "q=%D8%B4%D9%88%D8%B1%D8%A7%20%26%20x&page=2");
    }
}
