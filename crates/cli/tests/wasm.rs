//! The verifier in WebAssembly: built for `wasm32-wasip1`, run by Node, it says of the October record what `shura verify` says.
//!
//! Where the target or Node is missing the test says so and leaves itself out, unless `SHURA_REQUIRE_WASM` is set.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failing test stops")]

use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
const TARGET: &str = "wasm32-wasip1";

/// What is missing for the test, in a word.
fn missing() -> Option<&'static str> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let libraries = Command::new(rustc).args(["--print", "target-libdir", "--target", TARGET]).output();
    let installed = libraries.is_ok_and(|output| {
        output.status.success() && Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_dir()
    });
    let node = Command::new("node").arg("--version").output().is_ok_and(|output| output.status.success());
    match (installed, node) {
        (false, _) => Some("the target wasm32-wasip1 (rustup target add wasm32-wasip1)"),
        (_, false) => Some("Node"),
        _ => None,
    }
}

/// Builds the module, and gives its path.
fn built() -> PathBuf {
    // Cargo's own variables speak of this package and of this target; the build is another one.
    let inherited = std::env::vars_os().map(|(name, _)| name);
    let own = inherited.filter(|name| name.to_string_lossy().starts_with("CARGO_PKG"));
    let mut cargo = Command::new(env!("CARGO"));
    for name in own {
        cargo.env_remove(name);
    }
    let output = cargo
        .args(["build", "--locked", "--target", TARGET, "-p", "shura-verifier", "--message-format=json"])
        .current_dir(ROOT)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let messages = String::from_utf8(output.stdout).unwrap();
    let mut modules = messages.lines().filter_map(|line| {
        let message: serde_json::Value = serde_json::from_str(line).ok()?;
        Some(PathBuf::from(message["executable"].as_str()?))
    });
    modules.next_back().expect("the build gives a module")
}

#[test]
fn the_october_archive_is_verified_in_node() {
    if let Some(what) = missing() {
        assert!(std::env::var_os("SHURA_REQUIRE_WASM").is_none(), "needed here: {what}");
        return println!("left out: the verifier in Node; missing is {what}");
    }
    let module = built();
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let shura = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_shura")).args(args).output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
    };
    let october = format!("{ROOT}/examples/october-1917");
    assert_eq!(shura(&["seal", &october, &path("october.shura")]).0, 0);
    assert_eq!(shura(&["export", &path("october.shura"), &path("october.tar")]).0, 0);
    let node = |archive: &str, lang: &str| {
        let run = format!("{ROOT}/crates/verifier/run.mjs");
        let mut command = Command::new("node");
        command.args(["--no-warnings", &run]).arg(&module).args([&path(archive), lang]);
        let output = command.output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(errors.is_empty(), "{errors}");
        (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, said) = node("october.tar", "en");
    assert!(code == 0 && said.ends_with("The record is whole.\n"), "{said}");
    assert_eq!((code, said), shura(&["verify", &path("october.tar")]), "the same verdict by the same words");

    let mut bytes = std::fs::read(path("october.tar")).unwrap();
    let vote = br#""for":20"#;
    let places = bytes.windows(vote.len()).position(|window| window == vote);
    let place = places.expect("somebody has twenty votes");
    bytes[place + vote.len() - 1] = b'1';
    std::fs::write(path("vote.tar"), bytes).unwrap();
    let (code, said) = node("vote.tar", "en");
    assert!(code == 1 && said.contains("was altered"), "{said}");
    let (_, said) = node("vote.tar", "fa");
    assert!(said.contains("دگرگون شده است") && said.contains("سند سالم نیست"), "{said}");
}
