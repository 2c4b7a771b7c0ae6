//! The JSON Schema of the charter says the same as the program: a charter that uses every key is read, and each key of it stands in the schema.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a failing test stops")]

use serde_json::Value;
use shura_kernel::Charter;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn spec(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec").join(name)).unwrap()
}

/// Every key that a schema knows, in whatever table.
fn keys_of_schema(schema: &Value, keys: &mut BTreeSet<String>) {
    match schema {
        Value::Object(map) => {
            if let Some(Value::Object(properties)) = map.get("properties") {
                keys.extend(properties.keys().cloned());
            }
            map.values().for_each(|v| keys_of_schema(v, keys));
        }
        Value::Array(items) => items.iter().for_each(|v| keys_of_schema(v, keys)),
        _ => {}
    }
}

/// Every key that the program writes of a charter.
fn keys_of_charter(value: &Value, keys: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                keys.insert(key.clone());
                keys_of_charter(value, keys);
            }
        }
        Value::Array(items) => items.iter().for_each(|v| keys_of_charter(v, keys)),
        _ => {}
    }
}

#[test]
fn schema_and_program_know_the_same_keys() {
    let charter = Charter::read("full-charter.toml", &spec("vectors/full-charter.toml"))
        .unwrap_or_else(|e| panic!("{e}"));
    let value = serde_json::to_value(&charter).unwrap();
    let mut schema = BTreeSet::new();
    keys_of_schema(&serde_json::from_str(&spec("charter.schema.json")).unwrap(), &mut schema);
    let mut used = BTreeSet::new();
    keys_of_charter(&value, &mut used);
    // Names that the charter itself gives (kinds, subjects, offices, majorities, kinds of acts) are not keys of the format.
    let named: BTreeSet<String> = ["kind", "majority", "subject", "office", "may"]
        .iter()
        .flat_map(|table| value[table].as_object().into_iter().flat_map(|t| t.keys().cloned()))
        .collect();
    let unknown: Vec<&String> = used.iter().filter(|k| !schema.contains(*k) && !named.contains(*k)).collect();
    assert!(unknown.is_empty(), "the schema lacks {unknown:?}");
    let unused: Vec<&String> = schema.iter().filter(|k| !used.contains(*k)).collect();
    assert!(unused.is_empty(), "the full charter does not use {unused:?}");
}
