//! A witness over HTTP, asked what litewitness is asked in its own tests (FiloSottile/torchwood at 341dc2f,
//! cmd/litewitness/testdata/litewitness.txt): the log's key, requests and status codes are theirs.

// Outside of test functions clippy would refuse what is right in a function that only tests use.
#![allow(clippy::unwrap_used)]

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use shura_tlog::checkpoint::Policy;
use shura_tlog::{Checkpoint, NoteKind, NoteSigner, NoteVerifier, SignedNote, sha256};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

const ORIGIN: &str = "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562";
const KEY: &str = "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562\
                   +5202289b+Af/cLU2Y5BJNP+r3iMDC+av9eWCD0fBJVDfzAux5zxAP";
const ONE: (&str, &str) = (
    "1\nKgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    "UgIom7fPZTqpxWWhyjWduBvTvGVqsokMbqTArsQilegKoFBJQjUFAmQ0+YeSPM3wfUQMFSzVnnNuWRTYrajXpNUbIQY=",
);
const THREE: (&str, &str) = (
    "3\nRcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=",
    "UgIom2VbtIcdFbwFAy1n7s6IkAxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6go=",
);
const FIVE: (&str, &str) = (
    "5\nQrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=",
    "UgIomw/EOJmWi0i1FQsOj+etB7F8IccFam/jgd6wzRns4QPVmyEZtdvl1U2KEmLOZ/ASRcWJi0tW90dJWAShei7sDww=",
);

fn shura(args: &[&str]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_shura")).args(args).output().unwrap()
}

/// A running witness; killed with kill -9 when dropped.
struct Running {
    child: Child,
    address: String,
}

impl Running {
    fn start(dir: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_shura"))
            .args(["witness", "serve", dir.to_str().unwrap(), "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on http://").unwrap().to_owned();
        Self { child, address }
    }

    /// Status, content type and body.
    fn ask(&self, request: &str, body: &str) -> (u16, String, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let head = format!(
            "{request} HTTP/1.1\r\nHost: w\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        // A body that is too long may be refused before it was sent.
        let _ = stream.write_all(format!("{head}{body}").as_bytes());
        let mut text = String::new();
        let _ = stream.read_to_string(&mut text);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let kind = head.lines().find_map(|line| line.strip_prefix("content-type: ")).unwrap_or_default();
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        (status, kind.to_owned(), body.to_owned())
    }

    fn add(&self, old: u64, proof: &[&str], head: (&str, &str)) -> (u16, String, String) {
        let proof: String = proof.iter().map(|line| format!("{line}\n")).collect();
        self.ask(
            "POST /add-checkpoint",
            &format!("old {old}\n{proof}\n{ORIGIN}\n{}\n\n— {ORIGIN} {}\n", head.0, head.1),
        )
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn it_cosigns_only_what_extends_what_it_saw() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("w");
    let dir_text = dir.to_str().unwrap();
    let made = shura(&["witness", "init", dir_text, "--name", "example.com/witness"]);
    let vkey = NoteVerifier::parse(String::from_utf8(made.stdout).unwrap().trim()).unwrap();
    let again = shura(&["witness", "init", dir_text, "--name", "example.com/witness"]);
    assert_eq!(again.status.code(), Some(2), "a witness is never made anew in its folder");
    let witness = Running::start(&dir);
    assert_eq!(witness.add(0, &[], ONE).0, 404, "a log that it does not know");
    assert!(shura(&["witness", "trust", dir_text, KEY]).status.success());
    assert_eq!(shura(&["witness", "trust", dir_text, "x+y+z"]).status.code(), Some(2));

    let leaf = |n: &str| format!("Kg{n}{}=", "A".repeat(39));
    let (l1, l2, l3, l4) = (leaf("EA"), leaf("IA"), leaf("MA"), leaf("QA"));
    let hash = sha256(ORIGIN.as_bytes());
    assert_eq!(witness.ask(&format!("GET /{hash}/checkpoint"), "").0, 404);

    let (status, _, line) = witness.add(0, &[], ONE);
    assert!(status == 200 && line.starts_with("— example.com/witness "), "{status} {line}");
    let forged = (THREE.0, &THREE.1.replace("cbAj", "cbAk")[..]);
    assert_eq!(witness.add(1, &[&l1, &l2], forged).0, 403);
    assert_eq!(witness.add(1, &[], THREE).0, 422);
    assert_eq!(witness.add(1, &[&l1, &l2.replace("AAAA=", "ABAA=")], THREE).0, 422);
    assert_eq!(witness.add(1, &[&l1, &l2], THREE).0, 200);
    let inner = "+fUDV+k970B4I3uKrqJM4aP1lloPZP8mvr2Z4wRw2LI=";
    let conflict = (409, "text/x.tlog.size".to_owned(), "3\n".to_owned());
    assert_eq!(witness.add(1, &[&l1, inner, &l4], FIVE), conflict);
    let inner = "wgiIFdZfYNv6WU1OllBKsWnLYIS/DBMqt8Uh/S4OukE=";
    let proof = [&l2[..], &l3, inner, &l4];
    let (status, _, line) = witness.add(3, &proof, FIVE);
    assert_eq!(status, 200);

    // The line belongs to the checkpoint, and a policy that wants this witness is satisfied.
    let note = format!("{ORIGIN}\n{}\n\n— {ORIGIN} {}\n{line}", FIVE.0, FIVE.1);
    let log = vec![NoteVerifier::parse(KEY).unwrap()];
    let policy = Policy { origin: ORIGIN.into(), log, witnesses: vec![vkey], quorum: 1 };
    let witnessed = policy.open(note.as_bytes()).unwrap();
    assert!(witnessed.by[0].1 > 1_700_000_000, "the time is that of a clock");

    // Killed and started again, it remembers.
    drop(witness);
    let witness = Running::start(&dir);
    assert_eq!(witness.add(3, &proof, FIVE), (409, "text/x.tlog.size".to_owned(), "5\n".to_owned()));
    assert_eq!(witness.add(5, &[], FIVE).0, 200);
    assert_eq!(witness.add(5, &[], THREE).0, 400);
    let (status, _, seen) = witness.ask(&format!("GET /{hash}/checkpoint"), "");
    assert_eq!(status, 200);
    assert_eq!(policy.open(seen.as_bytes()).unwrap().checkpoint.size, 5);
    let seen = SignedNote::parse(seen.as_bytes()).unwrap();
    assert_eq!((seen.signatures.len(), Checkpoint::parse(&seen.text).unwrap().size), (2, 5));

    // What is no request at all.
    assert_eq!(witness.ask("POST /add-checkpoint", "nonsense").0, 400);
    assert_eq!(witness.ask("GET /add-checkpoint", "").0, 405);
    assert_eq!(witness.ask("GET /other", "").0, 404);
    let long = "x".repeat(200_000);
    assert!(matches!(witness.ask("POST /add-checkpoint", &long).0, 413 | 0));
    assert_eq!(witness.add(5, &[], FIVE).0, 200, "it still answers");
}

/// Stands before a witness as a web server does, takes what is asked over TLS by the name of `localhost`, and hands it on; gives its port.
fn behind_tls(witness: &str) -> u16 {
    let pem = |name: &str| format!("{}/tests/serving/{name}", env!("CARGO_MANIFEST_DIR"));
    let certificate = CertificateDer::from_pem_file(pem("localhost.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_file(pem("localhost-key.pem")).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let (config, witness) = (Arc::new(config), witness.to_owned());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut asking = StreamOwned::new(ServerConnection::new(config.clone()).unwrap(), stream);
            while let Some(request) = message(&mut asking) {
                let mut asked = TcpStream::connect(&witness).unwrap();
                asked.write_all(&request).unwrap();
                let answer = message(&mut asked).unwrap();
                asking.write_all(&answer).and_then(|()| asking.flush()).unwrap();
            }
        }
    });
    port
}

/// The next message of HTTP/1.1, with a body of the length that it tells; none at the end.
fn message(stream: &mut impl Read) -> Option<Vec<u8>> {
    let (mut bytes, mut part) = (vec![], [0; 4096]);
    loop {
        let length = stream.read(&mut part).ok().filter(|length| *length > 0)?;
        bytes.extend_from_slice(&part[..length]);
        let Some(head) = bytes.windows(4).position(|end| end == b"\r\n\r\n") else { continue };
        let told = String::from_utf8_lossy(&bytes[..head]).to_lowercase();
        let body = told.lines().find_map(|line| line.strip_prefix("content-length:"));
        if bytes.len() >= head + 4 + body.map_or(0, |length| length.trim().parse().unwrap()) {
            return Some(bytes);
        }
    }
}

#[test]
fn a_witness_behind_tls_is_asked_if_its_certificate_is_trusted() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let log = NoteSigner::new("federation.example/log", NoteKind::Note, &[5; 32]).unwrap();
    std::fs::write(path("log.key"), log.secret()).unwrap();
    let federation = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/federation");
    assert!(shura(&["seal", federation, &path("f.shura"), "--key", &path("log.key")]).status.success());
    let made = shura(&["witness", "init", &path("w"), "--name", "example.com/witness"]);
    let vkey = String::from_utf8(made.stdout).unwrap().trim().to_owned();
    assert!(shura(&["witness", "trust", &path("w"), &log.verifier().to_string()]).status.success());
    let witness = Running::start(Path::new(&path("w")));
    let at = format!("{vkey}=https://localhost:{}", behind_tls(&witness.address));
    let cosign = |trusted: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shura"));
        command.env("SSL_CERT_FILE", trusted).env_remove("SSL_CERT_DIR");
        command.args(["cosign", &path("f.shura"), "--witness", &at]).output().unwrap()
    };
    std::fs::write(path("nobody.pem"), "").unwrap();
    let refused = cosign(&path("nobody.pem"));
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(
        refused.status.code() == Some(2) && said.contains("no certificate that this machine trusts"),
        "{said}"
    );
    let cosigned = cosign(&format!("{}/tests/serving/localhost.pem", env!("CARGO_MANIFEST_DIR")));
    assert!(cosigned.status.success(), "{}", String::from_utf8_lossy(&cosigned.stderr));
    let key = log.verifier().to_string();
    let verify = ["verify", &path("f.shura"), "--key", &key, "--witness", &vkey, "--quorum", "1"];
    let verified = String::from_utf8(shura(&verify).stdout).unwrap();
    assert!(verified.contains("cosigned by example.com/witness"), "{verified}");
}

#[test]
fn a_witness_without_its_memory_does_not_start() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("w");
    let dir_text = dir.to_str().unwrap();
    assert!(shura(&["witness", "init", dir_text, "--name", "example.com/witness"]).status.success());
    for suffix in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(dir.join(format!("witness.db{suffix}")));
    }
    for (lang, words) in [("en", "must be retired"), ("fa", "کنار گذاشته شود")] {
        let output = shura(&["--lang", lang, "witness", "serve", dir_text]);
        assert_eq!(output.status.code(), Some(2));
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(text.contains(words) && text.lines().count() == 1, "{text}");
    }
    assert!(!dir.join("witness.db").exists());
    assert_eq!(shura(&["witness", "init", &format!("{dir_text}2"), "--name", "a b"]).status.code(), Some(2));
    assert_eq!(shura(&["witness", "serve", &format!("{dir_text}3")]).status.code(), Some(2));
}
