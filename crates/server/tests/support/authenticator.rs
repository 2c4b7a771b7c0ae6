//! An authenticator in software: makes a passkey and shows it, as WebAuthn Level 3 describes, with ES256 and no attestation.

use base64ct::{Base64UrlUnpadded, Encoding};
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use shura_tlog::sha256;

const ORIGIN: &str = "http://localhost:8017";
const NAME: &str = "localhost";
const CREDENTIAL: &[u8] = b"a credential of the software authenticator";

/// User present, user verified.
const SEEN: u8 = 0x05;
/// The same, with a credential attached.
const WITH_CREDENTIAL: u8 = 0x45;

pub struct Authenticator {
    key: SigningKey,
    user: String,
}

fn text(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}

fn client_data(kind: &str, challenge: &Value, origin: &str) -> Vec<u8> {
    json!({ "type": kind, "challenge": challenge, "origin": origin, "crossOrigin": false })
        .to_string()
        .into_bytes()
}

fn head(flags: u8) -> Vec<u8> {
    let mut data = sha256(NAME.as_bytes()).0.to_vec();
    data.push(flags);
    data.extend(0u32.to_be_bytes());
    data
}

impl Authenticator {
    /// Makes a passkey for what a server asks: the authenticator, and what the browser sends.
    pub fn make(asked: &Value) -> (Self, Value) {
        let key = SigningKey::from_slice(&[7; 32]).unwrap();
        let point = key.verifying_key().to_sec1_bytes();
        let (x, y) = (&point[1..33], &point[33..65]);
        let mut data = head(WITH_CREDENTIAL);
        data.extend([0; 16]);
        data.extend(u16::try_from(CREDENTIAL.len()).unwrap().to_be_bytes());
        data.extend(CREDENTIAL);
        // The public key as COSE: { 1: 2, 3: -7, -1: 1, -2: x, -3: y }.
        data.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        data.extend(x);
        data.extend([0x22, 0x58, 0x20]);
        data.extend(y);
        // The attestation as CBOR: { "fmt": "none", "attStmt": {}, "authData": data }.
        let mut attestation = vec![0xa3];
        attestation.extend(b"\x63fmt\x64none\x67attStmt\xa0\x68authData\x58");
        attestation.push(u8::try_from(data.len()).unwrap());
        attestation.extend(&data);
        let asked = &asked["publicKey"];
        let client = client_data("webauthn.create", &asked["challenge"], ORIGIN);
        let credential = json!({
            "id": text(CREDENTIAL), "rawId": text(CREDENTIAL), "type": "public-key", "extensions": {},
            "response": { "attestationObject": text(&attestation), "clientDataJSON": text(&client) },
        });
        (Self { key, user: asked["user"]["id"].as_str().unwrap().to_owned() }, credential)
    }

    /// Shows the passkey for what a server asks, from a page of `origin`.
    pub fn show_from(&self, asked: &Value, origin: &str) -> Value {
        let client = client_data("webauthn.get", &asked["publicKey"]["challenge"], origin);
        let data = head(SEEN);
        let signed = [data.clone(), sha256(&client).0.to_vec()].concat();
        let signature: Signature = self.key.sign(&signed);
        json!({
            "id": text(CREDENTIAL), "rawId": text(CREDENTIAL), "type": "public-key", "extensions": {},
            "response": {
                "authenticatorData": text(&data), "clientDataJSON": text(&client),
                "signature": text(signature.to_der().as_bytes()), "userHandle": self.user,
            },
        })
    }

    /// Shows the passkey on a page of the server.
    pub fn show(&self, asked: &Value) -> Value {
        self.show_from(asked, ORIGIN)
    }
}
