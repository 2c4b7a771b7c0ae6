//! The description of the API (OpenAPI 3.1), made from one list of routes.

pub use super::views::TABLES;
use axum::Json;
use serde_json::{Map, Value, json};
use shura_act::Kind;

/// A call of the API.
pub struct Call {
    /// The method.
    pub method: &'static str,
    /// The path, with names of parameters in braces.
    pub path: &'static str,
    /// What it does.
    pub summary: &'static str,
    /// Whether one must say who calls.
    pub named: bool,
    /// The schema of what is sent, if anything.
    pub sends: Option<&'static str>,
    /// The schema of the answer, or its media type where it is not JSON.
    pub answers: &'static str,
}

const fn get(path: &'static str, answers: &'static str, summary: &'static str) -> Call {
    Call { method: "get", path, summary, named: false, sends: None, answers }
}

/// Every call.
pub const CALLS: &[Call] = &[
    get("/api/openapi.json", "Any", "This description."),
    get(
        "/api/{house}",
        "House",
        "The organisation: its name, how many acts its record has, whether it is at work.",
    ),
    Call {
        method: "post",
        path: "/api/{house}/session",
        summary: "Begin a session with a code, or with the signature of an enrolled key; its token is sent as `Authorization: Bearer`.",
        named: false,
        sends: Some("Begin"),
        answers: "Token",
    },
    Call {
        method: "delete",
        path: "/api/{house}/session",
        summary: "End the session.",
        named: true,
        sends: None,
        answers: "Nothing",
    },
    get(
        "/api/{house}/acts",
        "Acts",
        "Acts in the order of the record, each with its findings: from a place on, of one kind.",
    ),
    Call {
        method: "post",
        path: "/api/{house}/acts",
        summary: "Enter an act in the caller's name. The answer comes when it is durable; the same act again gets the same receipt.",
        named: true,
        sends: Some("HandedIn"),
        answers: "Entered",
    },
    get("/api/{house}/acts/{id}", "Shown", "One act."),
    Call {
        method: "post",
        path: "/api/{house}/drafts",
        summary: "The canonical bytes of an act in the caller's name, to be signed and then entered.",
        named: true,
        sends: Some("Entry"),
        answers: "Entry",
    },
    get(
        "/api/{house}/events",
        "text/event-stream",
        "The record as it grows, an event an act; `Last-Event-ID` resumes without a gap. Acts that the caller may not see leave holes in the numbers. The ballots and counts of a vote that was open come before the declaration of its result, without an id of their own.",
    ),
    get("/api/{house}/findings", "Findings", "Every finding, and what is outstanding."),
    get("/api/{house}/why/{id}", "Any", "By what right: the chain of mandate of an act."),
    get("/api/{house}/charter", "Any", "The charter in force."),
    get("/api/{house}/standing/{table}", "Any", "What stands, a table at a time."),
    get("/api/{house}/standing/{table}/{id}", "Any", "One thing that stands."),
    get(
        "/api/{house}/log/checkpoint",
        "text/plain",
        "The newest published checkpoint, a signed note (C2SP).",
    ),
    Call {
        method: "get",
        path: "/api/{house}/log/proof/{seq}",
        summary: "The proof that an act lies in the record as it is now (RFC 6962).",
        named: true,
        sends: None,
        answers: "Any",
    },
    get(
        "/api/{house}/log/witnesses",
        "Any",
        "The witnesses that must cosign, who of them did, and the newest checkpoint that enough of them have cosigned.",
    ),
    Call {
        method: "get",
        path: "/api/{house}/acts/{id}/proof",
        summary: "A document that proves the act without the record (`spec/proof-format.md`), as `shura prove` writes it.",
        named: true,
        sends: None,
        answers: "text/plain",
    },
];

/// Serves the description.
pub async fn serve() -> Json<Value> {
    Json(document())
}

/// The description.
pub fn document() -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for call in CALLS {
        let of_path = paths.entry(call.path).or_insert_with(|| json!({}));
        if let Value::Object(methods) = of_path {
            methods.insert(call.method.to_owned(), described(call));
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Shura",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Every act and every view of an organisation. What a caller may do follows from the charter; an act that is not in order is refused with its findings.",
            "license": { "name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later" },
        },
        "paths": paths,
        "components": {
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
            "schemas": schemas(),
        },
    })
}

fn described(call: &Call) -> Value {
    let parameters: Vec<Value> = call.path.split('/').filter_map(parameter).chain(queries(call)).collect();
    let status = match (call.method, call.path) {
        ("post", "/api/{house}/acts") => "201",
        ("delete", _) => "204",
        _ => "200",
    };
    let mut operation = json!({
        "summary": call.summary,
        "parameters": parameters,
        "responses": {
            status: answer(call.answers),
            "default": answer("Problem"),
        },
    });
    if let Value::Object(operation) = &mut operation {
        if call.named {
            operation.insert("security".into(), json!([{ "token": [] }]));
        }
        if let Some(schema) = call.sends {
            let content = json!({ "application/json": { "schema": reference(schema) } });
            operation.insert("requestBody".into(), json!({ "required": true, "content": content }));
        }
    }
    operation
}

fn parameter(part: &str) -> Option<Value> {
    let name = part.strip_prefix('{')?.strip_suffix('}')?;
    let schema = match name {
        "table" => json!({ "type": "string", "enum": TABLES }),
        "seq" => json!({ "type": "integer", "minimum": 0 }),
        _ => json!({ "type": "string" }),
    };
    Some(json!({ "name": name, "in": "path", "required": true, "schema": schema }))
}

fn queries(call: &Call) -> Vec<Value> {
    let number = json!({ "type": "integer", "minimum": 0 });
    let query = |name: &str, schema: &Value| json!({ "name": name, "in": "query", "schema": schema });
    match (call.method, call.path) {
        ("get", "/api/{house}/acts") => {
            let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
            let kind = json!({ "type": "string", "enum": kinds });
            vec![query("from", &number), query("limit", &number), query("kind", &kind)]
        }
        ("get", "/api/{house}/standing/{table}") => {
            vec![query("after", &json!({ "type": "string" }))]
        }
        ("get", "/api/{house}/events") => vec![
            query("from", &number),
            json!({ "name": "Last-Event-ID", "in": "header", "schema": { "type": "integer" } }),
        ],
        _ => vec![],
    }
}

fn reference(schema: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}

fn answer(what: &str) -> Value {
    if what == "Nothing" {
        return json!({ "description": "Done." });
    }
    if what.contains('/') {
        return json!({ "description": "The answer.", "content": { what: { "schema": { "type": "string" } } } });
    }
    let description =
        if what == "Problem" { "An error, or a refusal with its findings." } else { "The answer." };
    json!({ "description": description, "content": { "application/json": { "schema": reference(what) } } })
}

fn schemas() -> Value {
    let text = json!({ "type": "string" });
    let number = json!({ "type": "integer", "minimum": 0 });
    let acts: Map<String, Value> =
        Kind::ALL.iter().map(|kind| (kind.name().to_owned(), json!({ "type": "object" }))).collect();
    json!({
        "Any": {},
        "Bilingual": { "type": "object", "required": ["en", "fa"], "properties": { "en": text, "fa": text } },
        "House": {
            "type": "object",
            "properties": { "name": reference("Bilingual"), "at_work": { "type": "boolean" }, "size": number, "you": { "type": ["string", "null"] } },
        },
        "Begin": {
            "description": "A code; or a signature over `shura-session`, the address of the server, the name of the house, the seconds since 1970 and the nonce, a line each.",
            "oneOf": [
                { "type": "object", "required": ["code"], "properties": { "code": text } },
                { "type": "object", "required": ["at", "nonce", "signature"], "properties": { "at": { "type": "integer" }, "nonce": text, "signature": text } },
            ],
        },
        "Token": { "type": "object", "required": ["token"], "properties": { "token": text } },
        "Entry": {
            "type": "object",
            "description": "An entry as spec/record-format.md says it; `act` has one key, the kind of the act.",
            "required": ["id", "act"],
            "properties": {
                "id": text, "at": text, "by": text, "behalf": text, "under": text, "sitting": text, "text": reference("Bilingual"),
                "upon": { "type": "object", "additionalProperties": text },
                "act": { "type": "object", "minProperties": 1, "maxProperties": 1, "properties": acts, "additionalProperties": false },
            },
        },
        "HandedIn": {
            "type": "object",
            "required": ["entry"],
            "properties": {
                "entry": reference("Entry"),
                "signatures": {
                    "type": "array",
                    "items": { "type": "object", "required": ["key", "signature"], "properties": { "key": text, "signature": text } },
                },
                "words": { "type": "string", "description": "The words of a text that the entry names by hash, as CommonMark." },
            },
        },
        "Finding": {
            "type": "object",
            "properties": {
                "rule": text, "act": text, "severity": { "enum": ["note", "irregular", "void"] }, "clause": text,
                "facts": { "type": "object" }, "concerns": { "type": "array", "items": text }, "text": reference("Bilingual"),
            },
        },
        "Findings": { "type": "object", "properties": { "findings": { "type": "array", "items": reference("Finding") } } },
        "Shown": {
            "type": "object",
            "properties": {
                "seq": number, "entry": reference("Entry"), "void": { "type": "boolean" },
                "partial": {
                    "type": "boolean",
                    "description": "True where the entry names acts that the caller may not see: the fields and parts of lists that name them are left out, so that it is not the entry that was sealed. Absent otherwise.",
                },
                "findings": { "type": "array", "items": reference("Finding") },
            },
        },
        "Acts": { "type": "object", "properties": { "size": number, "acts": { "type": "array", "items": reference("Shown") } } },
        "Entered": {
            "type": "object",
            "properties": {
                "seq": number, "act": text, "leaf": text, "signed_by": { "type": "array", "items": text }, "findings": { "type": "array", "items": reference("Finding") },
            },
        },
        "Problem": {
            "type": "object",
            "required": ["error", "text"],
            "properties": { "error": text, "text": reference("Bilingual"), "findings": { "type": "array", "items": reference("Finding") } },
        },
    })
}
