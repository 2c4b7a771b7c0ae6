//! Embeds the bundled record: every `.toml` file below `examples/october-1917` of the repository, and the texts beside it (`texts/*.md`), as a list of
//! names and texts with the charter first. Where the folder is missing the list is empty, and `shura demo` says so.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let folder =
        Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../../examples/october-1917");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut paths = vec![];
    if folder.is_dir() {
        walk(&folder, &mut paths)?;
    }
    paths.sort_by_key(|path| (!path.ends_with("charter.toml"), path.clone()));
    let mut list = String::from("&[\n");
    for path in paths {
        let name = path.strip_prefix(&folder).unwrap_or(&path).display().to_string();
        let _ =
            writeln!(list, "    ({name:?}, include_str!({:?})),", path.canonicalize()?.display().to_string());
    }
    list.push_str("]\n");
    fs::write(Path::new(&env::var("OUT_DIR").unwrap_or_default()).join("october.rs"), list)
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, found)?;
        } else if path.extension().is_some_and(|e| e == "toml" || (e == "md" && folder.ends_with("texts"))) {
            found.push(path);
        }
    }
    Ok(())
}
