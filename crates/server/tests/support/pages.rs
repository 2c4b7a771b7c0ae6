//! Pages as text: where their links lead; and the records that are kept by hand, to be served.

use shura_act::{Entry, hand};
use shura_kernel::Charter;
use std::path::{Path, PathBuf};

/// A record of `examples/`: its charter, the words of its texts, its entries.
pub fn record(folder: &str) -> (Charter, Vec<String>, Vec<Entry>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(folder);
    let charter =
        Charter::read("charter.toml", &std::fs::read_to_string(folder.join("charter.toml")).unwrap())
            .unwrap();
    let mut files = vec![];
    gather(&folder, &mut files);
    files.sort();
    let acts = files.iter().map(|path| {
        hand::read(&path.display().to_string(), &std::fs::read_to_string(path).unwrap()).unwrap()
    });
    let acts = hand::join(acts.collect()).unwrap();
    let texts = std::fs::read_dir(folder.join("texts")).into_iter().flatten();
    let texts = texts.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect();
    (charter, texts, acts.into_iter().map(|written| written.entry).collect())
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, files);
        } else if path.extension().is_some_and(|e| e == "toml")
            && path.file_name().is_some_and(|n| n != "charter.toml")
        {
            files.push(path);
        }
    }
}

/// The addresses of a page that lead to pages of the house.
pub fn hrefs(html: &str) -> Vec<String> {
    let addresses = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    addresses
        .map(|a| a.replace("&amp;", "&"))
        .filter(|a| a.starts_with('/') && !a.starts_with("/assets/"))
        .collect()
}

/// What kind of page an address leads to: its path without the identifier.
pub fn kind_of(path: &str) -> String {
    path.split(['?', '#']).next().unwrap().split('/').take(3).collect::<Vec<_>>().join("/")
}
