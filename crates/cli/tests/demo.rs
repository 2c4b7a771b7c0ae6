//! The bundled record: `shura demo` tells of it where it was built in, and says so where it was not.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failing test stops")]

use std::path::Path;
use std::process::{Command, Output};

fn demo(more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_shura")).arg("demo").args(more).output().unwrap()
}

#[test]
fn demo_tells_of_the_bundled_record() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/october-1917");
    if !folder.is_dir() {
        let ran = demo(&[]);
        assert_eq!(ran.status.code(), Some(2));
        assert!(String::from_utf8(ran.stderr).unwrap().contains("examples/october-1917"));
        return;
    }
    let ran = demo(&["--json"]);
    assert_eq!(ran.status.code(), Some(0), "{}", String::from_utf8_lossy(&ran.stderr));
    let told: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
    let count = |key: &str| told[key].as_u64().unwrap();
    // The measure that the record of October 1917 is held to.
    assert!(count("acts") >= 1_200 && count("organs") >= 120 && count("persons") >= 300);
    assert!(told["findings"].as_array().unwrap().len() <= 12);
    let chain = told["chain"].as_array().unwrap();
    assert_eq!(chain.last().unwrap()["end"], "base", "one chain of mandate reaches a unit");
    // Every command that is offered names acts that are there.
    for command in told["next"].as_array().unwrap().iter().filter_map(|c| c.as_str()) {
        if command.starts_with("shura new") {
            continue;
        }
        let words: Vec<&str> = command.split(' ').skip(1).collect();
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let ran = Command::new(env!("CARGO_BIN_EXE_shura")).args(&words).current_dir(root).output().unwrap();
        let said = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert!(matches!(ran.status.code(), Some(0 | 1)), "{command}: {said}");
    }
}
