use super::*;
use crate::Id;
use crate::limits::ID_BYTES;
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::Value;

const VECTORS: &str = include_str!("../../../../spec/vectors/canonical.json");

#[derive(Deserialize)]
struct Vectors {
    canonical: Vec<Canonical>,
    refused: Vec<Refused>,
    identifiers: Identifiers,
}

#[derive(Deserialize)]
struct Canonical {
    name: String,
    value: Value,
    bytes: String,
}

#[derive(Deserialize)]
struct Refused {
    name: String,
    hex: Option<String>,
    repeat: Option<Repeat>,
    offset: usize,
    fault: String,
}

#[derive(Deserialize)]
struct Repeat {
    before: String,
    byte: String,
    times: usize,
    after: String,
}

#[derive(Deserialize)]
struct Identifiers {
    good: Vec<String>,
    bad: Vec<String>,
}

fn hex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).unwrap()).collect()
}

/// `Fault::KeyOrder` is `key-order` in the vectors.
fn fault_name(fault: Fault) -> String {
    let mut name = String::new();
    for c in format!("{fault:?}").chars() {
        if c.is_ascii_uppercase() && !name.is_empty() {
            name.push('-');
        }
        name.push(c.to_ascii_lowercase());
    }
    name
}

/// Whether bytes are read as a value whose canonical writing they are.
fn are_their_writing(bytes: &[u8]) -> bool {
    serde_json::from_slice::<Value>(bytes).is_ok_and(|value| is_writing_of(&value, bytes))
}

/// The value of canonical bytes. What is canonical is JSON that any reader reads.
fn read(bytes: &[u8]) -> Result<Value, CanonicalError> {
    check(bytes).map(|text| serde_json::from_str(text).expect("what is canonical is JSON"))
}

#[test]
fn vectors_of_the_specification() {
    let vectors: Vectors = serde_json::from_str(VECTORS).unwrap();
    for vector in vectors.canonical {
        let bytes = vector.bytes.as_bytes();
        assert_eq!(canonicalise(&vector.value).as_deref(), Ok(bytes), "{}", vector.name);
        assert_eq!(read(bytes).as_ref(), Ok(&vector.value), "{}", vector.name);
        assert!(are_their_writing(bytes), "{}", vector.name);
    }
    for vector in vectors.refused {
        let bytes = match (vector.hex, vector.repeat) {
            (Some(text), None) => hex(&text),
            (None, Some(r)) => [hex(&r.before), hex(&r.byte).repeat(r.times), hex(&r.after)].concat(),
            _ => panic!("{}: needs hex or repeat", vector.name),
        };
        let error = check(&bytes).expect_err(&vector.name);
        assert_eq!(error.place, Place::Byte(vector.offset), "{}", vector.name);
        assert_eq!(fault_name(error.fault), vector.fault, "{}", vector.name);
        assert!(!are_their_writing(&bytes), "{}", vector.name);
    }
    for good in vectors.identifiers.good {
        assert!(Id::new(&good).is_ok(), "{good}");
    }
    for bad in vectors.identifiers.bad {
        assert!(Id::new(&bad).is_err(), "{bad}");
    }
    assert!(Id::new(&"a".repeat(ID_BYTES)).is_ok());
    assert!(Id::new(&"a".repeat(ID_BYTES + 1)).is_err());
}

#[test]
fn a_value_without_canonical_form_is_refused_with_its_path() {
    for (json, pointer, fault) in [
        (r#"{"a":{"b":null}}"#, "/a/b", Fault::Null),
        (r#"{"a":[1,1.5]}"#, "/a/1", Fault::Float),
        (r#"[18446744073709551615]"#, "/0", Fault::IntegerRange),
        (r#"[-9007199254740992]"#, "/0", Fault::IntegerRange),
        ("{\"x/y\":\"e\u{301}\"}", "/x~1y", Fault::NotNfc),
    ] {
        let value: Value = serde_json::from_str(json).unwrap();
        let error = canonicalise(&value).unwrap_err();
        assert_eq!(error, CanonicalError { place: Place::Pointer(pointer.into()), fault }, "{json}");
    }
    let long = Value::String("a".repeat(MAX_ENTRY_BYTES));
    assert_eq!(canonicalise(&long).unwrap_err().fault, Fault::TooLong);
    let deep = (0..=MAX_DEPTH).fold(Value::Bool(true), |inner, _| Value::Array(vec![inner]));
    assert_eq!(canonicalise(&deep).unwrap_err().fault, Fault::TooDeep);
}

#[test]
fn a_refusal_speaks_both_languages_and_names_the_byte() {
    let text = check(b"{\"a\":null}").unwrap_err().text();
    assert_eq!(text.en, "byte 5: null is not used; leave the field out");
    assert_eq!(text.fa, "بایت ۵: null به کار نمی‌رود؛ خود فیلد را حذف کنید");
}

fn value() -> impl Strategy<Value = Value> {
    let text = "[a-zA-Z\\\\\"\n\t\u{0}\u{7f}آ-یö😀Ａ]{0,8}";
    let leaf = prop_oneof![
        any::<bool>().prop_map(Value::Bool),
        (-MAX_INTEGER..=MAX_INTEGER).prop_map(Value::from),
        text.prop_map(|s| Value::String(
            unicode_normalization::UnicodeNormalization::nfc(s.as_str()).collect()
        )),
    ];
    leaf.prop_recursive(4, 32, 5, move |inner| {
        let key = text.prop_map(|s| unicode_normalization::UnicodeNormalization::nfc(s.as_str()).collect());
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::Array),
            prop::collection::btree_map(key, inner, 0..5)
                .prop_map(|fields: std::collections::BTreeMap<String, Value>| fields.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back_and_is_json(value in value()) {
        let bytes = canonicalise(&value).unwrap();
        prop_assert_eq!(&read(&bytes).unwrap(), &value);
        prop_assert!(are_their_writing(&bytes));
    }

    /// Fuzzing: whatever is accepted is exactly what would be written.
    #[test]
    fn nothing_else_is_accepted(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        prop_assert!(check(&bytes).is_ok() || !are_their_writing(&bytes));
        if let Ok(value) = read(&bytes) {
            prop_assert_eq!(canonicalise(&value).unwrap(), bytes);
        }
    }

    /// Fuzzing near the grammar: canonical bytes with one byte changed, removed or doubled.
    #[test]
    fn a_changed_byte_is_refused_or_canonical(value in value(), at in any::<prop::sample::Index>(), to in any::<u8>(), how in 0..3) {
        let mut bytes = canonicalise(&value).unwrap();
        let at = at.index(bytes.len());
        match how {
            0 => bytes[at] = to,
            1 => { bytes.remove(at); }
            _ => bytes.insert(at, to),
        }
        prop_assert!(check(&bytes).is_ok() || !are_their_writing(&bytes));
        if let Ok(value) = read(&bytes) {
            prop_assert_eq!(canonicalise(&value).unwrap(), bytes);
        }
    }
}

/// What is not looked up is what need not be, by the tables of Unicode.
#[test]
fn what_is_never_composed_is_so_by_the_tables() {
    use unicode_normalization::{IsNormalized, char::canonical_combining_class, is_nfc_quick};
    let never: Vec<char> = ('\0'..=char::MAX).filter(|c| never_composed(*c)).collect();
    assert!(never.len() > 400 && never.contains(&'ی') && never.contains(&'\u{200c}'));
    for c in never {
        assert_eq!(canonical_combining_class(c), 0, "{c:?}");
        assert_eq!(is_nfc_quick(std::iter::once(c)), IsNormalized::Yes, "{c:?}");
    }
    // Alef and a hamza above it are one character in NFC, heh and a hamza are two.
    assert_eq!(text_fault("\u{627}\u{654}"), Some(Fault::NotNfc));
    assert_eq!(text_fault("نامه\u{654} شورا"), None);
}

proptest! {
    #[test]
    fn text_is_composed_if_it_is_nfc(text in "[aاهوی \u{300}\u{301}\u{323}\u{345}\u{653}-\u{655}\u{6d5}\u{6c1}é가각\u{1e0b}]{0,12}") {
        prop_assert_eq!(is_composed(&text), is_nfc(&text));
        let composed: String = unicode_normalization::UnicodeNormalization::nfc(text.chars()).collect();
        prop_assert!(is_composed(&composed));
    }
}
