//! Bad input: whatever is wrong with a charter, a record or a command line, the answer is one clear sentence on the error output, in the language
//! asked for, and exit code 2. Nothing panics, and nothing is printed as if it were a result.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failing test stops")]

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const CHARTER: &str = "[organisation]\nname = { en = \"A\", fa = \"الف\" }\nmode = \"recording\"\n";

/// A folder of its own for each case, removed when the case is over.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("shura-bad-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn with(self, file: &str, bytes: impl AsRef<[u8]>) -> Self {
        fs::write(self.0.join(file), bytes).unwrap();
        self
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn shura(words: &[&OsStr]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_shura")).args(words).output().unwrap()
}

/// The one sentence that a command answers with, in English and in Persian.
fn refusals(words: &[&OsStr]) -> (String, String) {
    let refusal = |lang: &str| {
        let ran = shura(&[words, &[OsStr::new("--lang"), OsStr::new(lang)]].concat());
        let said = String::from_utf8(ran.stderr).unwrap();
        assert_eq!(ran.status.code(), Some(2), "{said}");
        assert!(ran.stdout.is_empty(), "a result was printed: {}", String::from_utf8_lossy(&ran.stdout));
        assert_eq!(said.lines().count(), 1, "one sentence, on one line: {said}");
        assert!(said.len() < 2_000, "a sentence, not a page: {said}");
        assert!(!said.contains("panicked"), "{said}");
        said
    };
    (refusal("en"), refusal("fa"))
}

fn check(folder: &Folder) -> (String, String) {
    refusals(&[OsStr::new("check"), folder.0.as_os_str()])
}

/// A record whose one file of acts cannot be read: the sentence names the file, the line and what is wrong.
fn wrong_acts(name: &str, acts: impl AsRef<[u8]>, line: usize, words: &str) {
    let folder = Folder::new(name).with("charter.toml", CHARTER).with("acts.toml", acts);
    let (en, fa) = check(&folder);
    assert!(en.contains("acts.toml"), "{name}: {en}");
    assert!(en.contains(&format!("line {line}")) || line == 0, "{name}: {en}");
    assert!(en.contains(words), "{name}: {en}");
    assert!(fa.contains("acts.toml") && fa.contains("سطر") || line == 0, "{name}: {fa}");
}

const ACT: &str = "[[act]]\nkind = \"event\"\nid = \"x\"\n";

#[test]
fn records_that_cannot_be_read() {
    wrong_acts("malformed", "[[act]\nkind = 1\n", 1, "");
    wrong_acts("truncated", "[[act]]\nkind = \"event\"\nid = \"x", 3, "");
    wrong_acts("unknown-key", format!("{ACT}wher = \"here\"\n"), 4, "wher");
    wrong_acts("unknown-kind", "[[act]]\nkind = \"evnt\"\nid = \"x\"\n", 2, "evnt");
    wrong_acts("no-id", "[[act]]\nkind = \"event\"\n", 1, "id");
    wrong_acts("twice", format!("{ACT}{ACT}"), 4, "x");
    wrong_acts("not-utf8", b"[[act]]\nkind = \"event\"\nid = \"\xff\xfe\"\n", 3, "UTF-8");
    wrong_acts("utf16", "[[act]]\n".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(), 1, "");
    wrong_acts("nul", "[[act]]\nkind = \"event\"\nid = \"\0\"\n", 3, "");
    wrong_acts("thousands", "[[act]]\nkind = \"division\"\nid = \"x\"\nfor = \"900/223\"\n", 4, "223900");
    wrong_acts("thousands-fa", "[[act]]\nkind = \"division\"\nid = \"x\"\nfor = \"۹۰۰/۲۲۳\"\n", 4, "223900");
    wrong_acts("arabic-kaf", "[[act]]\nkind = \"event\"\nid = \"ك1\"\n", 3, "ك");
    wrong_acts("persian-digits-in-id", "[[act]]\nkind = \"event\"\nid = \"رأی-۱۰\"\n", 3, "identifier");
    wrong_acts("persian-digits-in-date", format!("{ACT}at = \"۱۹۱۷\"\n"), 4, "date");
    wrong_acts("negative", "[[act]]\nkind = \"division\"\nid = \"x\"\nfor = -1\n", 4, "negative");
    wrong_acts("fractional", "[[act]]\nkind = \"division\"\nid = \"x\"\nfor = 1.5\n", 4, "");
    wrong_acts(
        "beyond",
        "[[act]]\nkind = \"division\"\nid = \"x\"\nfor = 9223372036854775807\n",
        4,
        "greatest",
    );
    wrong_acts(
        "overflowing",
        "[[act]]\nkind = \"division\"\nid = \"x\"\nfor = 99999999999999999999\n",
        4,
        "",
    );
    wrong_acts("no-such-day", format!("{ACT}at = \"1917-02-30\"\n"), 4, "day");
}

#[test]
fn records_that_are_huge_or_deep() {
    wrong_acts("huge", vec![b'#'; 9 << 20], 0, "split");
    wrong_acts("deep-array", format!("a = {}", "[".repeat(200_000)), 1, "deeply");
    wrong_acts("deep-table", format!("a = {}", "{a=".repeat(200_000)), 1, "deeply");
    wrong_acts("deep-dotted", format!("{ACT}{}a = 1\n", "a.".repeat(200_000)), 0, "deeply");
    wrong_acts("long-id", format!("[[act]]\nkind = \"event\"\nid = \"{}\"\n", "a".repeat(100_000)), 3, "64");
    wrong_acts("long-date", format!("{ACT}at = \"{}\"\n", "1".repeat(100_000)), 4, "long");
    wrong_acts("many-acts", "[[act]]\n".repeat(100_001), 1, "split");
}

#[test]
fn charters_that_cannot_be_read() {
    let wrong = |name: &str, charter: &[u8], words: &str| {
        let folder = Folder::new(name).with("charter.toml", charter);
        let (en, fa) = check(&folder);
        assert!(en.contains("charter.toml") && en.contains(words), "{name}: {en}");
        assert!(fa.contains("charter.toml"), "{name}: {fa}");
        let file = folder.0.join("charter.toml");
        for command in ["check", "show"] {
            let (en, _) = refusals(&[OsStr::new("charter"), OsStr::new(command), file.as_os_str()]);
            assert!(en.contains(words), "{name}: {en}");
        }
    };
    let and = |more: &str| format!("{CHARTER}{more}");
    wrong("c-empty", b"", "organisation");
    wrong("c-truncated", b"[organisation]\nname = { en = \"A\",", "line 2");
    wrong("c-not-utf8", b"[organisation]\nname = \"\xff\"", "UTF-8");
    wrong("c-huge", &vec![b'#'; 9 << 20], "split");
    wrong("c-deep", format!("a = {}", "[".repeat(200_000)).as_bytes(), "line 1");
    wrong("c-dotted", format!("{}a = 1", "a.".repeat(200_000)).as_bytes(), "line 1");
    wrong("c-mode", b"[organisation]\nname = { en = \"A\", fa = \"B\" }\nmode = \"strict\"", "line 3");
    wrong("c-fraction", and("[majority.big]\nfraction = \"3/2\"\n").as_bytes(), "3/2");
    wrong("c-zero", and("[majority.big]\nfraction = \"1/0\"\n").as_bytes(), "1/0");
    wrong(
        "c-arabic-key",
        and("[kind.\"شوراي\"]\nname = { en = \"a\", fa = \"b\" }\nrole = \"council\"\n").as_bytes(),
        "identifier",
    );
}

#[test]
fn folders_that_are_no_record() {
    let empty = Folder::new("empty");
    assert!(check(&empty).0.contains("shura new"));
    let nested = Folder::new("nested").with("charter.toml", CHARTER);
    let deep = (0..40).fold(nested.0.clone(), |path, _| path.join("d"));
    fs::create_dir_all(&deep).unwrap();
    assert!(check(&nested).0.contains("deep"));
}

#[cfg(unix)]
#[test]
fn folders_that_lead_in_a_circle_are_not_followed() {
    let folder = Folder::new("circle").with("charter.toml", CHARTER);
    std::os::unix::fs::symlink(&folder.0, folder.0.join("again")).unwrap();
    let ran = shura(&[OsStr::new("check"), folder.0.as_os_str()]);
    assert_eq!(ran.status.code(), Some(0), "{}", String::from_utf8_lossy(&ran.stderr));
}

#[cfg(unix)]
#[test]
fn command_lines_that_are_no_text() {
    use std::os::unix::ffi::OsStrExt;
    let ran =
        shura(&[OsStr::new("acts"), OsStr::new("soviet"), OsStr::new("--find"), OsStr::from_bytes(b"\xff")]);
    assert_eq!(ran.status.code(), Some(2));
    assert!(!String::from_utf8_lossy(&ran.stderr).contains("panicked"));
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_panic() {
    use std::io::Read;
    use std::process::Stdio;
    let folder = Folder::new("reader").with("charter.toml", CHARTER);
    let many: String = (0..20_000).map(|n| format!("[[act]]\nkind = \"event\"\nid = \"x{n}\"\n")).collect();
    let folder = folder.with("acts.toml", many);
    let mut child = Command::new(env!("CARGO_BIN_EXE_shura"))
        .args([OsStr::new("acts"), folder.0.as_os_str()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 8];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    child.wait().unwrap();
    assert!(said.is_empty(), "{said}");
}

/// Dates and names given on the command line.
#[test]
fn dates_that_cannot_be_read() {
    let folder = Folder::new("dates").with("charter.toml", CHARTER);
    let dates =
        ["", "yesterday", "31-10-1917", "1917-13", "1917-10-25T99:00", "۱۹۱۷-۱۰", "1917-10/1917-09", "../.."];
    for date in dates {
        let (en, fa) = refusals(&[OsStr::new("at"), folder.0.as_os_str(), OsStr::new(date)]);
        assert!(en.contains("is not a date"), "{en}");
        assert!(fa.contains("تاریخ نیست"), "{fa}");
    }
    let long = "1".repeat(50_000);
    refusals(&[OsStr::new("at"), folder.0.as_os_str(), OsStr::new(&long)]);
}

/// A folder given where a file is wanted and the reverse.
#[test]
fn files_for_folders() {
    let folder = Folder::new("file").with("charter.toml", CHARTER);
    let file = folder.0.join("charter.toml");
    refusals(&[OsStr::new("check"), file.as_os_str()]);
    refusals(&[OsStr::new("new"), file.as_os_str()]);
    refusals(&[OsStr::new("charter"), OsStr::new("show"), Path::new("/dev/null").join("x").as_os_str()]);
}

/// Two records under one name, or one under a name that means something else in paths: neither is left out silently.
#[test]
fn names_in_paths_that_are_taken() {
    let folder = Folder::new("names");
    for name in ["fed", "other/fed", "api", "assets", "lang", "فدراسیون", "شورا"] {
        let dir = folder.0.join(name);
        fs::create_dir_all(&dir).unwrap();
        fs::write(dir.join("charter.toml"), CHARTER).unwrap();
    }
    // Names without Latin letters are all called `record`.
    for taken in [&["fed", "other/fed"][..], &["api"], &["assets"], &["lang"], &["فدراسیون", "شورا"]]
    {
        let folders: Vec<PathBuf> = taken.iter().map(|name| folder.0.join(name)).collect();
        let mut words = vec![OsStr::new("serve"), OsStr::new("--listen"), OsStr::new("127.0.0.1:0")];
        words.extend(folders.iter().map(|folder| folder.as_os_str()));
        let (en, fa) = refusals(&words);
        assert!(en.contains("is taken; rename"), "{en}");
        assert!(fa.contains("گرفته شده است"), "{fa}");
    }
}

/// A file given by mistake gets its one sentence, and no word of harm.
#[test]
fn files_that_are_no_record() {
    let folder = Folder::new("no-record")
        .with("notes.txt", "root:x:0")
        .with("empty", "")
        .with("charter.toml", CHARTER);
    for name in ["notes.txt", "empty"] {
        let file = folder.0.join(name);
        let (en, fa) = refusals(&[OsStr::new("verify"), file.as_os_str()]);
        assert!(en.contains(name) && en.contains("neither an archive"), "{en}");
        assert!(fa.contains("نه بایگانی است"), "{fa}");
        let (en, fa) =
            refusals(&[OsStr::new("export"), file.as_os_str(), folder.0.join("out.tar").as_os_str()]);
        assert!(en.contains("no sealed record") && fa.contains("سند مهرشده نیست"), "{en} {fa}");
    }
    let (en, fa) =
        refusals(&[OsStr::new("check"), folder.0.as_os_str(), OsStr::new("--rule"), OsStr::new("nosuch")]);
    assert!(en.contains("no rule nosuch") && fa.contains("قاعده‌ای به نام nosuch"), "{en} {fa}");
}
