//! Changing the charter: an act like any other lays new clauses over it.

use crate::charter::Charter;
use serde_json::{Map, Value};
use shura_act::act::AmendCharter;

/// The charter after an amendment; `None` if what comes out is no charter.
pub fn amended(charter: &Charter, amendment: &AmendCharter) -> Option<Charter> {
    let mut value = serde_json::to_value(charter).ok()?;
    for path in &amendment.remove {
        remove(&mut value, path);
    }
    lay_over(value.as_object_mut()?, &amendment.set);
    let text = toml::to_string(&without_nulls(value)).ok()?;
    Charter::read("amended charter", &text).ok()
}

fn lay_over(base: &mut Map<String, Value>, over: &Map<String, Value>) {
    for (key, value) in over {
        match (base.get_mut(key), value) {
            (Some(Value::Object(inner)), Value::Object(more)) => lay_over(inner, more),
            _ => {
                base.insert(key.clone(), value.clone());
            }
        }
    }
}

fn remove(value: &mut Value, path: &str) {
    match path.split_once('.') {
        Some((head, tail)) => {
            if let Some(inner) = value.get_mut(head) {
                remove(inner, tail);
            }
        }
        None => {
            if let Some(object) = value.as_object_mut() {
                object.remove(path);
            }
        }
    }
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(
            map.into_iter().filter(|(_, v)| !v.is_null()).map(|(k, v)| (k, without_nulls(v))).collect(),
        ),
        Value::Array(items) => Value::Array(items.into_iter().map(without_nulls).collect()),
        other => other,
    }
}
