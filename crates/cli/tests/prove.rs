//! Keys, signatures, proofs, the QR code on paper, witnesses and the register, by the program as people run it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failing test stops")]

use serde_json::Value;
use shura_act::Entry;
use shura_ledger::{Ledger, Sqlite};
use shura_tlog::{EntrySignature, NoteKind, NoteVerifier, leaf_hash};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

fn shura(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_shura")).args(args).output().unwrap()
}

fn said(args: &[&str]) -> String {
    let output = shura(args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// One clear error and exit code 2.
fn refused(args: &[&str]) -> String {
    let output = shura(args);
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{args:?}: {text}");
    assert!(output.stdout.is_empty() && text.lines().count() == 1, "{args:?}: {text}");
    text
}

const CHARTER: &str = r#"
[organisation]
name = { en = "Dockers' Union", fa = "اتحادیهٔ باراندازان" }
mode = "enforcing"
public-offices = ["secretary"]
[kind.unit]
name = { en = "Branch", fa = "شاخه" }
role = "unit"
[kind.council]
name = { en = "Council", fa = "شورا" }
role = "council"
elected-by = ["unit"]
term-months = 24
[office]
chair = { en = "chair", fa = "رئیس" }
secretary = { en = "secretary", fa = "دبیر" }
[[countersignature]]
orders-of = ["council"]
by = ["secretary"]
"#;

/// A small union: a branch elects ada to the council, bob is secretary, both hold keys; an order with its countersignature.
fn acts(ada: &str, bob: &str) -> String {
    format!(
        r#"
[[act]]
kind = "organ"
id = "branch"
name = {{ en = "Quay branch", fa = "شاخهٔ اسکله" }}
form = "unit"
[[act]]
kind = "organ"
id = "council"
name = {{ en = "Council", fa = "شورا" }}
form = "council"
elected-by = ["branch"]
[[act]]
kind = "person"
id = "ada"
[[act]]
kind = "person"
id = "bob"
[[act]]
kind = "appointment"
id = "bob-secretary"
at = "2026-01-09"
person = "bob"
office = "secretary"
organ = "council"
[[act]]
kind = "election"
id = "election"
at = "2026-01-10"
by = "branch"
of = "council"
unit = "branch"
elected = ["ada"]
[[act]]
kind = "mandate"
id = "ada-seat"
at = "2026-01-11"
by = "branch"
person = "ada"
organ = "council"
unit = "branch"
seat = "elected"
election = "election"
[[act]]
kind = "appointment"
id = "ada-chair"
at = "2026-01-12"
by = "council"
person = "ada"
office = "chair"
organ = "council"
virtue-of = "ada-seat"
[[act]]
kind = "key"
id = "ada-key"
at = "2026-01-13"
by = "ada"
person = "ada"
public = "{ada}"
[[act]]
kind = "key"
id = "bob-key"
at = "2026-01-13"
by = "bob"
person = "bob"
public = "{bob}"
[[act]]
kind = "order"
id = "order-1"
at = "2026-01-14"
by = "ada"
behalf = "council"
to = ["branch"]
text = {{ en = "The branch opens its strike fund.", fa = "شاخه صندوق اعتصاب خود را باز کند." }}
[[act]]
kind = "countersignature"
id = "order-1-signed"
at = "2026-01-15"
by = "bob"
of = "order-1"
"#
    )
}

struct Union {
    folder: tempfile::TempDir,
}

impl Union {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    /// The record by hand with its keys, and every act that must be signed signed.
    fn signed(more: &str, also: &[(&str, &str)]) -> Self {
        let union = Self { folder: tempfile::tempdir().unwrap() };
        let [ada, bob] =
            ["ada", "bob"].map(|name| said(&["key", "new", &union.text(name)]).trim().to_owned());
        fs::create_dir(union.path("record")).unwrap();
        fs::write(union.path("record/charter.toml"), CHARTER).unwrap();
        union.write_acts(&(acts(&ada, &bob) + more));
        union.sign_anew(also);
        union
    }

    /// Signs every act that must be signed, and others, after what was signed before is taken out.
    fn sign_anew(&self, also: &[(&str, &str)]) {
        let unsigned = self
            .acts()
            .lines()
            .filter(|line| !line.starts_with("upon = "))
            .fold(String::new(), |acts, line| acts + line + "\n");
        self.write_acts(&unsigned);
        let _ = fs::remove_file(self.path("record/signatures"));
        let own = [("ada-key", "ada"), ("bob-key", "bob"), ("order-1", "ada"), ("order-1-signed", "bob")];
        for (act, key) in own.iter().chain(also) {
            self.sign(act, key);
        }
    }

    fn sign(&self, act: &str, key: &str) -> String {
        said(&["sign", &self.text("record"), act, "--key", &self.text(key)])
    }

    fn acts(&self) -> String {
        fs::read_to_string(self.path("record/acts.toml")).unwrap()
    }

    fn write_acts(&self, acts: &str) {
        fs::write(self.path("record/acts.toml"), acts).unwrap();
    }

    fn seal(self) -> Self {
        self.seal_with(&[])
    }

    fn seal_with(self, more: &[&str]) -> Self {
        let (record, sealed) = (self.text("record"), self.text("sealed"));
        said(&[&["seal", &record, &sealed, "--origin", "dockers.example/record"][..], more].concat());
        self
    }

    /// The entries that were sealed, with their bytes.
    fn entries(&self) -> Vec<(Entry, Vec<u8>)> {
        let ledger = Sqlite::open_to_read(&self.path("sealed")).unwrap();
        let sealed = ledger.read(0, 1000).unwrap();
        sealed.into_iter().map(|sealed| (Entry::read(&sealed.bytes).unwrap(), sealed.bytes)).collect()
    }

    fn log_key(&self) -> String {
        let proof = said(&["prove", &self.text("sealed"), "founding"]);
        proof.lines().nth(1).unwrap().strip_prefix("log ").unwrap().to_owned()
    }
}

#[test]
fn nobody_acts_in_the_name_of_whoever_holds_a_key() {
    let union = Union::signed("", &[]);
    let signatures = fs::read_to_string(union.path("record/signatures")).unwrap();
    // Without the signature of the order; with that of somebody else; with the order changed after it was signed.
    let without: String =
        signatures.lines().filter(|l| !l.starts_with("order-1 ")).map(|l| format!("{l}\n")).collect();
    fs::write(union.path("record/signatures"), &without).unwrap();
    let error = refused(&["seal", &union.text("record"), &union.text("sealed")]);
    assert!(error.contains("order-1") && error.contains("not signed with a key of"), "{error}");
    said(&["sign", &union.text("record"), "order-1", "--key", &union.text("bob")]);
    assert!(refused(&["seal", &union.text("record"), &union.text("sealed")]).contains("not signed"));
    fs::write(union.path("record/signatures"), &signatures).unwrap();
    let acts = fs::read_to_string(union.path("record/acts.toml")).unwrap();
    fs::write(union.path("record/acts.toml"), acts.replace("strike fund.", "doors.")).unwrap();
    assert!(refused(&["seal", &union.text("record"), &union.text("sealed")]).contains("does not hold"));
    assert!(!union.path("sealed").exists());
    fs::write(union.path("record/acts.toml"), acts).unwrap();
    let union = union.seal();
    assert!(said(&["check", &union.text("sealed")]).contains("12"), "ten acts and more, in order");
}

/// Whoever signs an act signs the hashes of those that it refers to with it, and they are written into it.
#[test]
fn what_is_signed_is_signed_upon_the_acts_that_it_refers_to() {
    let union = Union::signed("", &[]);
    let acts = union.acts();
    assert_eq!(acts.matches("\nupon = {").count(), 4, "one for each that was signed: {acts}");
    let again = union.sign("order-1-signed", "ada");
    assert!(again.contains("upon 2 acts"), "bob and the order: {again}");
    assert_eq!(union.acts(), acts, "signed again, it stays as it was");
    // The hashes are those under which the acts are sealed, whatever is stamped on others.
    let union = union.seal_with(&["--entered", "2026-11-27"]);
    let entries = union.entries();
    let of = |id: &str| entries.iter().find(|(entry, _)| entry.id.as_str() == id).unwrap();
    let (signed, _) = of("order-1-signed");
    for (act, hash) in &signed.upon {
        let (_, bytes) = of(act.as_str());
        assert_eq!(hash.to_string(), leaf_hash(bytes).to_string(), "{act}");
    }
    let names: Vec<&str> = signed.upon.keys().map(|id| id.as_str()).collect();
    assert_eq!(names, ["bob", "order-1"]);
    assert!(of("ada").0.entered.is_none() && of("election").0.entered.is_some());

    // Another order of that name: the countersignature is of no use beside it.
    let union = Union::signed("", &[]);
    union.write_acts(&union.acts().replace("strike fund.", "doors."));
    union.sign("order-1", "ada");
    let signatures = fs::read_to_string(union.path("record/signatures")).unwrap();
    let old = signatures.lines().find(|line| line.starts_with("order-1 ")).unwrap();
    fs::write(union.path("record/signatures"), signatures.replacen(&format!("{old}\n"), "", 1)).unwrap();
    let error = refused(&["seal", &union.text("record"), &union.text("sealed")]);
    assert!(error.contains("order-1-signed rests on another order-1 than the one here"), "{error}");
    let error = refused(&["check", &union.text("record")]);
    assert!(error.contains("order-1-signed rests on another order-1 than the one here"), "{error}");
    let error = refused(&["sign", &union.text("record"), "order-1-signed", "--key", &union.text("bob")]);
    assert!(error.contains("take its `upon` and its signature out"), "{error}");
}

/// What is not written under a line of its own is left alone, and the line to write is told.
#[test]
fn a_file_in_another_form_is_not_touched() {
    let union = Union::signed("", &[]);
    let acts = "act = [\n  { kind = \"event\", id = \"rain\", by = \"ada\" },\n]\n";
    fs::write(union.path("record/more.toml"), acts).unwrap();
    let error = refused(&["sign", &union.text("record"), "rain", "--key", &union.text("ada")]);
    assert!(error.contains("write into it: upon = { \"ada\" = \""), "{error}");
    assert_eq!(fs::read_to_string(union.path("record/more.toml")).unwrap(), acts);
    assert!(!fs::read_to_string(union.path("record/signatures")).unwrap().contains("rain"));
}

/// An entry in a file is given the hashes from a folder or a sealed file, and those that it has are held to them.
#[test]
fn an_entry_in_a_file_is_signed_upon_the_record_for_which_it_is_meant() {
    let union = Union::signed("", &[]).seal();
    let draft = r#"{"act":{"countersignature":{"of":"order-1"}},"by":"bob","id":"order-1-again"}"#;
    let (file, key) = (union.text("draft"), union.text("bob"));
    let sign = |more: &[&str]| said(&[&["sign", &file, "--key", &key][..], more].concat());
    let mut written = vec![];
    for place in [union.text("record"), union.text("sealed")] {
        fs::write(&file, draft).unwrap();
        sign(&[]);
        assert_eq!(fs::read_to_string(&file).unwrap(), draft, "without a record it is signed as it is");
        let line = sign(&["--record", &place]);
        let bytes = fs::read_to_string(&file).unwrap();
        let entry = Entry::read(bytes.trim_end().as_bytes()).unwrap();
        assert_eq!(entry.upon.len(), 2, "{bytes}");
        let signature = EntrySignature::parse(line.trim().split_once(' ').unwrap().1).unwrap();
        assert!(signature.holds(bytes.trim_end().as_bytes()));
        assert_eq!(sign(&["--record", &place]), line, "given again, it says the same");
        written.push(bytes);
    }
    assert_eq!(written[0], written[1], "a folder and what is sealed from it have the same hashes");
    // In another history the order says something else.
    let other = Union::signed("", &[]);
    other.write_acts(&other.acts().replace("strike fund.", "doors."));
    let args = ["sign", &file, "--key", &key, "--record", &other.text("record")];
    assert!(refused(&args).contains("rests on another"), "{}", refused(&args));
    fs::write(&file, draft.replace("order-1\"", "nothing\"").replace("bob", "nobody")).unwrap();
    assert!(refused(&args).contains("none of the acts"), "{}", refused(&args));
    let both = ["sign", &union.text("record"), "order-1", "--key", &key, "--record", &union.text("sealed")];
    assert_eq!(shura(&both).status.code(), Some(2), "an act of a folder is signed upon that folder");
}

#[test]
fn a_revoked_key_signs_nothing_more() {
    let more = "[[act]]\nkind = \"key-change\"\nid = \"ada-lost\"\nat = \"2026-02-01\"\nby = \"ada\"\nof = \"ada-key\"\nto = \"lost\"\n\
        [[act]]\nkind = \"order\"\nid = \"order-2\"\nat = \"2026-02-02\"\nby = \"ada\"\nbehalf = \"council\"\nto = [\"branch\"]\n";
    let union = Union::signed(more, &[("ada-lost", "ada"), ("order-2", "ada")]);
    let error = refused(&["seal", &union.text("record"), &union.text("sealed")]);
    assert!(error.contains("order-2") && error.contains("ada-lost had ended"), "{error}");
}

#[test]
fn a_proof_says_by_whose_authority_and_whether_in_force() {
    let union = Union::signed("", &[]).seal();
    let (proof, page) = (union.text("order.proof"), union.text("order.html"));
    said(&[
        "prove",
        &union.text("sealed"),
        "order-1",
        &proof,
        "--html",
        &page,
        "--svg",
        &union.text("qr.svg"),
    ]);
    let key = union.log_key();
    let english = said(&["verify", &proof, "--key", &key]);
    for words in [
        "Genuine: entry",
        "dockers.example/record",
        "Signed with the key that the act ada-key (entry",
        "says is ada's",
        "It is in force.",
        "Council",
        "Quay branch",
        "Countersigned by member no. 5 (bob)",
    ] {
        assert!(english.contains(words), "{words}: {english}");
    }
    let persian = said(&["verify", &proof, "--key", &key, "--lang", "fa"]);
    for words in ["اصل است", "معتبر است", "شاخهٔ اسکله", "امضای متقابل"] {
        assert!(persian.contains(words), "{words}: {persian}");
    }
    let own = said(&["verify", &proof]);
    assert!(own.contains("Agrees with itself") && own.contains("--key"), "{own}");
    let page = fs::read_to_string(page).unwrap();
    assert!(page.contains("dir=\"rtl\"") && page.contains("dir=\"ltr\"") && page.contains("<svg"));

    said(&["prove", &union.text("sealed"), "ada-seat", &proof]);
    let json: Value = serde_json::from_str(&said(&["verify", &proof, "--json"])).unwrap();
    let seat = &json["statement"]["credential"];
    assert_eq!((&seat["organ"]["id"], &seat["unit"]["id"]), (&"council".into(), &"branch".into()));
    assert_eq!((&seat["class"], &seat["months"]), (&"voting".into(), &24.into()));

    // Without the key of the log nothing is stated, and that is said.
    fs::remove_file(union.path("sealed.key")).unwrap();
    said(&["prove", &union.text("sealed"), "order-1", &proof]);
    let english = said(&["verify", &proof]);
    assert!(english.contains("states nothing of whether it is in force"), "{english}");
}

#[test]
fn a_proof_of_an_annulled_order_says_by_what() {
    let more = "[[act]]\nkind = \"repeal\"\nid = \"no-more\"\nat = \"2026-03-01\"\nby = \"ada\"\nbehalf = \"council\"\nof = [\"order-1\"]\nhow = \"annulled\"\n";
    let union = Union::signed(more, &[]).seal();
    let proof = union.text("proof");
    said(&["prove", &union.text("sealed"), "order-1", &proof]);
    assert!(said(&["verify", &proof]).contains("no longer in force: no-more ended it"));
    let text = fs::read_to_string(&proof).unwrap();
    assert!(text.contains("\"id\":\"no-more\""), "the annulment itself is in the proof");
    assert!(said(&["verify", &proof]).contains("no-more, is proved to be entry 13 of the log"));
    // Taken out of it, it is missed.
    let from = text.find("entry 13\n").unwrap();
    let to =
        text[from + 1..].find("\nentry ").map_or(text.find("\nstatement\n").unwrap(), |at| from + 1 + at);
    fs::write(&proof, text[..from].to_owned() + &text[to + 1..]).unwrap();
    assert!(refused(&["verify", &proof]).contains("no-more is not in the proof"));
}

/// What ends an office is not always an act about that office; it is in the proof all the same.
#[test]
fn a_proof_holds_whatever_ended_the_act() {
    let more = "[[act]]\nkind = \"mandate-change\"\nid = \"ada-resigns\"\nat = \"2026-03-01\"\nby = \"ada\"\nof = \"ada-seat\"\nto = \"resigned\"\n";
    let union = Union::signed(more, &[("ada-resigns", "ada")]).seal();
    let proof = union.text("proof");
    // The chair sat by virtue of the seat.
    said(&["prove", &union.text("sealed"), "ada-chair", &proof]);
    let told = said(&["verify", &proof]);
    let says = ["ada-resigns ended it", "ada-resigns, is proved to be entry 13"];
    assert!(says.iter().all(|words| told.contains(words)), "{told}");
}

/// Draws the path of the SVG and reads the code as a camera would.
fn read_code(svg: &str) -> String {
    let number = |name: &str| -> usize {
        let from = svg.find(&format!("{name}=\"")).unwrap() + name.len() + 2;
        svg[from..].split('"').next().unwrap().parse().unwrap()
    };
    let (width, height) = (number(" width"), number(" height"));
    let mut dark = vec![false; width * height];
    let path = svg.rsplit(" d=\"").next().unwrap().split('"').next().unwrap();
    for square in path.split('M').skip(1) {
        let parts: Vec<usize> = square
            .split(|c: char| !c.is_ascii_digit())
            .filter(|p| !p.is_empty())
            .map(|p| p.parse().unwrap())
            .collect();
        let (left, top, wide, high) = (parts[0], parts[1], parts[2], parts[3]);
        for y in top..top + high {
            dark[y * width + left..y * width + left + wide].fill(true);
        }
    }
    let mut image =
        rqrr::PreparedImage::prepare_from_greyscale(
            width,
            height,
            |x, y| if dark[y * width + x] { 0 } else { 255 },
        );
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1, "one code on the sheet");
    grids[0].decode().unwrap().1
}

#[test]
fn the_code_on_paper_is_read_and_verified() {
    let union = Union::signed("", &[]).seal();
    said(&["prove", &union.text("sealed"), "order-1", &union.text("p"), "--svg", &union.text("qr.svg")]);
    let code = read_code(&fs::read_to_string(union.path("qr.svg")).unwrap());
    fs::write(union.path("code"), &code).unwrap();
    let told = said(&["verify", &union.text("code"), "--key", &union.log_key()]);
    assert!(told.contains("Genuine") && told.contains("The branch opens its strike fund."), "{told}");
    // One character changed anywhere, or the end left out, and it proves nothing. (The first 33 bytes name the log's key, which is
    // not looked at where the verifier trusts one of its own.)
    for at in (60..code.len()).step_by(97) {
        let mut harmed = code.clone().into_bytes();
        harmed[at] = if harmed[at] == b'7' { b'8' } else { b'7' };
        fs::write(union.path("code"), &harmed).unwrap();
        refused(&["verify", &union.text("code"), "--key", &union.log_key()]);
    }
    fs::write(union.path("code"), &code[..code.len() - 3]).unwrap();
    refused(&["verify", &union.text("code")]);
}

#[test]
fn hostile_proofs_are_refused_with_one_error() {
    let union = Union::signed("", &[]).seal();
    let proof = union.text("proof");
    said(&["prove", &union.text("sealed"), "order-1", &proof]);
    let good = fs::read_to_string(&proof).unwrap();
    let path = good.lines().find(|l| l.starts_with("path ")).unwrap();
    let harm = |name: &str, bad: String| {
        assert_ne!(bad, good, "{name}");
        fs::write(&proof, bad).unwrap();
        for lang in ["en", "fa"] {
            let error = refused(&["verify", &proof, "--lang", lang]);
            assert!(!error.contains("panicked"), "{name}: {error}");
        }
    };
    harm("oversized", good.clone() + &"x".repeat(2 << 20));
    harm("cut off", good[..good.len() / 2].to_owned());
    harm("an altered act", good.replacen("strike fund", "doors", 1));
    harm("a duplicate key", good.replacen("{\"act\"", "{\"act\":{},\"act\"", 1));
    harm("a space", good.replacen("{\"act\"", "{ \"act\"", 1));
    harm("another place", good.replacen("entry ", "entry 1", 1));
    harm("a path too long", good.replacen(path, &format!("{path}\n").repeat(70), 1));
    harm("a path too short", good.replacen(&format!("{path}\n"), "", 1));
    harm("another state", good.replacen("\"state\":\"in-force\"", "\"state\":\"ended\"", 1));
    harm(
        "a size of its own",
        good.replace("\ndockers.example/record\n13\n", "\ndockers.example/record\n14\n"),
    );
    harm(
        "a huge size",
        good.replace("\ndockers.example/record\n13\n", "\ndockers.example/record\n99999999999999999999\n"),
    );
    harm("an unknown line", good.replacen("entry ", "hello\nentry ", 1));
    fs::write(&proof, &good).unwrap();
    // Another log's key is not this one's, and a stranger's cosignature counts for nothing.
    let other = Union::signed("", &[]).seal();
    refused(&["verify", &proof, "--key", &other.log_key()]);
    let witness = said(&["witness", "init", &union.text("w"), "--name", "w.example/1"]);
    let stranger = format!("{good}— w.example/1 {}\n", "AAAA".repeat(26));
    fs::write(&proof, stranger).unwrap();
    let args = ["verify", &proof, "--key", &union.log_key(), "--witness", witness.trim(), "--quorum", "1"];
    refused(&args);
}

/// A running witness; stopped when dropped.
struct Witness {
    child: Child,
    at: String,
}

impl Witness {
    fn start(dir: &str, name: &str, log: &str) -> Self {
        let key = said(&["witness", "init", dir, "--name", name]).trim().to_owned();
        said(&["witness", "trust", dir, log]);
        let mut child = Command::new(env!("CARGO_BIN_EXE_shura"))
            .args(["witness", "serve", dir, "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.trim().strip_prefix("listening on ").unwrap().to_owned();
        Self { child, at: format!("{key}={url}") }
    }

    fn key(&self) -> &str {
        self.at.split_once('=').unwrap().0
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn copy(from: &Path, to: &Path) {
    for suffix in ["", "-wal", "-shm"] {
        let of = |path: &Path| PathBuf::from(format!("{}{suffix}", path.display()));
        let _ = fs::remove_file(of(to));
        if of(from).exists() {
            fs::copy(of(from), of(to)).unwrap();
        }
    }
}

#[test]
fn witnesses_cosign_and_refuse_an_old_copy_and_a_fork() {
    let union = Union::signed("", &[]).seal();
    let (file, log) = (union.text("sealed"), union.log_key());
    let [one, two] =
        ["w1", "w2"].map(|name| Witness::start(&union.text(name), &format!("{name}.example"), &log));
    let absent = format!("{}=http://127.0.0.1:9", one.key());
    // Two of two; with one that does not answer, one of two is too few, and enough where one is asked for.
    let error = refused(&["cosign", &file, "--witness", &absent, "--witness", &two.at]);
    assert!(error.contains("2 are needed"), "{error}");
    said(&["cosign", &file, "--witness", &absent, "--witness", &two.at, "--require", "1"]);
    said(&["cosign", &file, "--witness", &one.at, "--witness", &two.at]);
    let proof = union.text("proof");
    said(&["prove", &file, "order-1", &proof]);
    let asked = |quorum: &str| {
        shura(&[
            "verify",
            &proof,
            "--key",
            &log,
            "--witness",
            one.key(),
            "--witness",
            two.key(),
            "--quorum",
            quorum,
        ])
    };
    let text = String::from_utf8(asked("2").stdout).unwrap();
    assert!(text.contains("w1.example") && text.contains("w2.example"), "{text}");
    assert_eq!(asked("3").status.code(), Some(2));

    // A longer history under the same key is cosigned; then the old file is copied back.
    copy(&union.path("sealed"), &union.path("old"));
    let mut acts = fs::read_to_string(union.path("record/acts.toml")).unwrap();
    acts += "[[act]]\nkind = \"event\"\nid = \"rain\"\nby = \"ada\"\nat = \"2026-05-01\"\n";
    fs::write(union.path("record/acts.toml"), &acts).unwrap();
    let key = union.text("sealed.key");
    said(&["seal", &union.text("record"), &union.text("longer"), "--key", &key]);
    said(&["cosign", &union.text("longer"), "--witness", &one.at]);
    let error = refused(&["cosign", &union.text("old"), "--witness", &one.at]);
    assert!(
        error.contains("14 entries") && error.contains("has 13") && error.contains("old copy"),
        "{error}"
    );
    // Another history of greater length.
    acts = acts.replace("rain", "snow")
        + "[[act]]\nkind = \"event\"\nid = \"sun\"\nby = \"ada\"\nat = \"2026-05-02\"\n";
    fs::write(union.path("record/acts.toml"), acts).unwrap();
    said(&["seal", &union.text("record"), &union.text("fork"), "--key", &key]);
    let error = refused(&["cosign", &union.text("fork"), "--witness", &one.at]);
    assert!(error.contains("another history"), "{error}");
}

/// n of m witnesses are n different ones: neither two keys of one name nor one key under two names make two of them.
#[test]
fn a_witness_counts_once() {
    let union = Union::signed("", &[]).seal();
    let (file, log) = (union.text("sealed"), union.log_key());
    let one = Witness::start(&union.text("w1"), "w.example/1", &log);
    let newer = said(&["witness", "init", &union.text("w2"), "--name", "w.example/1"]).trim().to_owned();
    let newer_at = format!("{newer}=http://127.0.0.1:9");
    let public = NoteVerifier::parse(one.key()).unwrap().public_key();
    let renamed = NoteVerifier::of("w.example/2", NoteKind::Cosignature, &public).unwrap().to_string();
    let renamed_at = one.at.replace(one.key(), &renamed);
    let ask = ["cosign", &file, "--witness", &one.at, "--require", "1"];
    let serve = ["serve", "--data", &file, "--witness", &one.at, "--require", "1"];
    for asking in [&ask[..], &serve[..]] {
        let with = |other: &str| refused(&[asking, &["--witness", other]].concat());
        assert!(with(&newer_at).contains("w.example/1 is named twice"), "{}", with(&newer_at));
        assert!(with(&renamed_at).contains("have one key"), "{}", with(&renamed_at));
    }
    let error = refused(&["cosign", &file, "--witness", &one.at, "--require", "2"]);
    assert!(error.contains("2 witnesses are required and 1 given"), "{error}");
    said(&ask);
    let verify = |other: &str, quorum| {
        let witnesses = ["--witness", one.key(), "--witness", other, "--quorum", quorum];
        shura(&[&["verify", &file, "--key", &log][..], &witnesses].concat())
    };
    assert!(verify(&newer, "1").status.success(), "an old key and a new one, of which either will do");
    for (other, says) in [(&newer, "2 witnesses are required and 1 given"), (&renamed, "have one key")] {
        let refused = verify(other, "2");
        let error = String::from_utf8(refused.stderr).unwrap();
        assert!(refused.status.code() == Some(2) && error.contains(says), "{error}");
    }
}

#[test]
fn a_person_is_erased_and_everything_goes_on() {
    let union = Union::signed("", &[]);
    let record = union.text("record");
    let commitment = said(&[
        "register",
        "set",
        &record,
        "bob",
        "--en",
        "Robert Stone",
        "--fa",
        "رابرت استون",
        "--contact",
        "bob@example.org",
    ]);
    said(&["register", "set", &record, "ada", "--en", "Ada Reed", "--fa", "آدا رید"]);
    let committed = format!("id = \"bob\"\ncommitment = \"{}\"\n", commitment.trim());
    union.write_acts(&union.acts().replacen("id = \"bob\"\n", &committed, 1));
    // Whoever signed before that signed upon the person as it was written then.
    let error = refused(&["seal", &record, &union.text("sealed")]);
    assert!(error.contains("bob-key rests on another bob than the one here"), "{error}");
    union.sign_anew(&[]);
    let union = union.seal();
    for place in [record, union.text("sealed")] {
        let listed = said(&["register", "list", &place]);
        assert!(listed.contains("Robert Stone") && listed.contains("as the record commits"), "{listed}");
        // The secretary is named in public, a member is not.
        let why = said(&["why", &place, "order-1-signed"]);
        assert!(why.contains("Robert Stone"), "{why}");
        assert!(!said(&["why", &place, "order-1"]).contains("Ada Reed"));
        said(&["register", "erase", &place, "bob"]);
        assert!(said(&["register", "show", &place, "bob"]).contains("name erased"));
        assert!(said(&["register", "show", &place, "bob", "--lang", "fa"]).contains("نام پاک شده"));
        assert!(said(&["why", &place, "order-1-signed"]).contains("name erased"));
        said(&["check", &place]);
        refused(&["register", "show", &place, "nobody"]);
        refused(&["register", "set", &place, "council"]);
    }
    for suffix in ["", "-wal", "-shm"] {
        let bytes = fs::read(format!("{}{suffix}", union.text("sealed"))).unwrap_or_default();
        assert!(!bytes.windows(12).any(|w| w == b"Robert Stone"), "the name is in no file");
    }
    let proof = union.text("proof");
    said(&["prove", &union.text("sealed"), "order-1", &proof]);
    said(&["verify", &proof, "--key", &union.log_key()]);
}

#[test]
fn keys_are_files_that_are_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("key");
    let file = file.to_str().unwrap();
    let public = said(&["key", "new", file]);
    assert_eq!(said(&["key", "show", file]), public);
    refused(&["key", "new", file]);
    assert_eq!(said(&["key", "show", file]), public);
    fs::write(folder.path().join("no"), "nonsense\n").unwrap();
    refused(&["key", "show", folder.path().join("no").to_str().unwrap()]);
}
