//! Lists and their votes for an apportionment, in the JSON shapes people have.
//!
//! Any of `{"A": 10, "B": 5}`, `[{"name": "A", "votes": 10}]`, `[["A", 10]]` and `{"lists": ...}` around one of them. The order of the
//! file is kept, and a name may come twice.

use crate::Error;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A list and its votes.
pub type NamedVotes = (String, u64);

/// Reads lists with votes. Errors name the line and what was expected there.
pub fn read(bytes: &[u8]) -> Result<Vec<NamedVotes>, Error> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    serde_json::from_slice::<Lists>(bytes).map(|l| l.0).map_err(|e| {
        Error::at(
            e.line() as u64,
            format!("{e}; write {{\"name\": votes, ...}} or [{{\"name\": ..., \"votes\": ...}}, ...]"),
            format!("{e}؛ چنین بنویسید: {{\"نام\": رأی، ...}} یا [{{\"name\": ..., \"votes\": ...}}, ...]"),
        )
    })
}

struct Lists(Vec<NamedVotes>);

impl<'de> Deserialize<'de> for Lists {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_any(ListsVisitor)
    }
}

struct ListsVisitor;

impl<'de> Visitor<'de> for ListsVisitor {
    type Value = Lists;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("lists with whole numbers of votes")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Lists, A::Error> {
        let mut out = Vec::new();
        while let Some(One(one)) = seq.next_element()? {
            out.push(one);
        }
        Ok(Lists(out))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Lists, A::Error> {
        let mut out = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            match map.next_value::<Value>()? {
                Value::Votes(votes) => out.push((key, votes)),
                Value::Lists(lists) if matches!(key.as_str(), "lists" | "votes" | "parties") => {
                    out.extend(lists.0);
                }
                _ => {}
            }
        }
        Ok(Lists(out))
    }
}

/// What may stand beside a name: votes, or lists inside a wrapping object; a title and the like are passed over.
#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Value {
    Votes(u64),
    Title(#[allow(dead_code, reason = "read so that a title is passed over")] String),
    Lists(Lists),
}

struct One(NamedVotes);

impl<'de> Deserialize<'de> for One {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_any(OneVisitor)
    }
}

struct OneVisitor;

impl<'de> Visitor<'de> for OneVisitor {
    type Value = One;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list like {\"name\": \"A\", \"votes\": 10} or [\"A\", 10]")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<One, A::Error> {
        let name = seq.next_element()?.ok_or_else(|| serde::de::Error::invalid_length(0, &self))?;
        let votes = seq.next_element()?.ok_or_else(|| serde::de::Error::invalid_length(1, &self))?;
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(One((name, votes)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<One, A::Error> {
        let (mut name, mut votes) = (None, None);
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "name" => name = Some(map.next_value()?),
                "votes" => votes = Some(map.next_value()?),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        let missing = serde::de::Error::missing_field;
        Ok(One((name.ok_or_else(|| missing("name"))?, votes.ok_or_else(|| missing("votes"))?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_keeps_its_order() {
        let expected = vec![("B".to_owned(), 10), ("A".to_owned(), 5), ("A".to_owned(), 1)];
        for text in [
            r#"{"B": 10, "A": 5, "A": 1}"#,
            r#"[{"name":"B","votes":10,"seats":3},{"votes":5,"name":"A"},{"name":"A","votes":1}]"#,
            r#"[["B",10],["A",5],["A",1]]"#,
            r#"{"lists":[{"name":"B","votes":10},{"name":"A","votes":5},{"name":"A","votes":1}]}"#,
            r#"{"title":"2019","votes":{"B":10,"A":5,"A":1}}"#,
        ] {
            assert_eq!(read(text.as_bytes()).unwrap(), expected, "{text}");
        }
    }

    #[test]
    fn bad_votes_name_the_line() {
        for text in ["", "{", "{\"A\": 1.5}", "{\"A\": -1}", "[{\"name\":\"A\"}]", "[[\"A\"]]", "7", "[1]"] {
            let error = read(text.as_bytes()).unwrap_err();
            assert!(error.line.is_some(), "{text}: {error}");
        }
    }
}
