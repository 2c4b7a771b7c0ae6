//! The register of a place: `register.toml` in the folder of a record written by hand, a table in a sealed file.

use crate::output::Failure;
use crate::record;
use serde::{Deserialize, Serialize};
use shura_act::{Bilingual, Id, PublicKey};
use shura_kernel::{PublicName, Standing, public_name};
use shura_ledger::register::{Details, Listed};
use shura_ledger::{LedgerError, Register};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The name of the file in a folder.
pub const FILE: &str = "register.toml";

/// A person in `register.toml`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    #[serde(skip_serializing_if = "Option::is_none")]
    erased: Option<bool>,
    /// 32 bytes in hexadecimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    salt: Option<PublicKey>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<Bilingual>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    contact: Vec<String>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lines {
    #[serde(default)]
    person: BTreeMap<Id, Line>,
}

fn storage(error: LedgerError) -> Failure {
    Failure { text: error.text() }
}

fn read_folder(path: &Path) -> Result<Lines, Failure> {
    if !path.exists() {
        return Ok(Lines::default());
    }
    toml::from_str(&record::text(path)?).map_err(|error| {
        let (path, why) = (path.display(), error.message());
        Failure::new(
            format!("{path}: {why}; each person is a table [person.ID] with salt, name and contact, or erased = true"),
            format!("{path}: {why}؛ هر شخص جدولی است به صورت [person.ID] با salt و name و contact، یا erased = true"),
        )
    })
}

/// Writes the file whole, or not at all.
fn write_folder(path: &Path, lines: &Lines) -> Result<(), Failure> {
    let text = toml::to_string(lines).map_err(|error| Failure::plain(error.to_string()))?;
    let new = path.with_extension("toml.new");
    let _ = std::fs::remove_file(&new);
    let written = crate::secret::write(&new, text.trim_end()).and_then(|()| std::fs::rename(&new, path));
    written.map_err(|error| {
        let path = path.display();
        Failure::new(format!("{path} cannot be written: {error}"), format!("{path} نوشته نمی‌شود: {error}"))
    })
}

impl From<Line> for Listed {
    fn from(line: Line) -> Self {
        match line.salt {
            Some(salt) if line.erased != Some(true) => {
                Listed::Held(salt.0, Details { name: line.name, contact: line.contact })
            }
            _ => Listed::Erased,
        }
    }
}

/// Where the register of a place lies.
enum Lies {
    Folder(PathBuf),
    Sealed(PathBuf),
}

fn lies(place: &Path) -> Lies {
    if place.is_file() { Lies::Sealed(place.to_owned()) } else { Lies::Folder(place.join(FILE)) }
}

/// Everyone in the register of a place.
pub fn all(place: &Path) -> Result<BTreeMap<Id, Listed>, Failure> {
    match lies(place) {
        Lies::Folder(path) => {
            Ok(read_folder(&path)?.person.into_iter().map(|(id, line)| (id, line.into())).collect())
        }
        Lies::Sealed(path) => {
            Ok(Register::open(&path).and_then(|r| r.all()).map_err(storage)?.into_iter().collect())
        }
    }
}

/// Writes the register of a sealed file beside an archive, as `register.toml` is written in a folder.
pub fn export(place: &Path, to: &Path) -> Result<usize, Failure> {
    let line = |listed| match listed {
        Listed::Held(salt, Details { name, contact }) => {
            Line { erased: None, salt: Some(PublicKey(salt)), name, contact }
        }
        Listed::Erased => Line { erased: Some(true), salt: None, name: None, contact: vec![] },
    };
    let person: BTreeMap<Id, Line> = all(place)?.into_iter().map(|(id, listed)| (id, line(listed))).collect();
    let count = person.len();
    write_folder(to, &Lines { person })?;
    Ok(count)
}

/// Everyone in the register that lies beside an archive.
pub fn exported(from: &Path) -> Result<BTreeMap<Id, Listed>, Failure> {
    if !from.is_file() {
        let from = from.display();
        return Err(Failure::new(
            format!("there is no register {from}; export it with --with-register, or import without"),
            format!("دفتر اشخاص {from} نیست؛ آن را با --with-register صادر کنید یا بی آن وارد کنید"),
        ));
    }
    Ok(read_folder(from)?.person.into_iter().map(|(id, line)| (id, line.into())).collect())
}

/// Takes a register into a sealed file. Who was erased there is erased here.
pub fn import(persons: BTreeMap<Id, Listed>, place: &Path) -> Result<(), Failure> {
    for (person, listed) in persons {
        match listed {
            Listed::Held(salt, details) => set(place, &person, salt, details)?,
            Listed::Erased => {
                set(place, &person, [0; 32], Details::default())?;
                erase(place, &person)?;
            }
        }
    }
    Ok(())
}

/// Where the register lies beside an archive.
pub fn beside(archive: &Path) -> PathBuf {
    let mut name = archive.as_os_str().to_owned();
    name.push(".register.toml");
    PathBuf::from(name)
}

/// Enters a person's details.
pub fn set(place: &Path, person: &Id, salt: [u8; 32], details: Details) -> Result<(), Failure> {
    match lies(place) {
        Lies::Folder(path) => {
            let mut lines = read_folder(&path)?;
            let Details { name, contact } = details;
            lines
                .person
                .insert(person.clone(), Line { erased: None, salt: Some(PublicKey(salt)), name, contact });
            write_folder(&path, &lines)
        }
        Lies::Sealed(path) => {
            Register::open(&path).and_then(|mut r| r.set(person, &salt, &details)).map_err(storage)
        }
    }
}

/// Erases a person. That they were erased stays, so that their name is not awaited any more.
pub fn erase(place: &Path, person: &Id) -> Result<(), Failure> {
    match lies(place) {
        Lies::Folder(path) => {
            let mut lines = read_folder(&path)?;
            lines
                .person
                .insert(person.clone(), Line { erased: Some(true), salt: None, name: None, contact: vec![] });
            write_folder(&path, &lines)
        }
        Lies::Sealed(path) => Register::open(&path).and_then(|mut r| r.erase(person)).map_err(storage),
    }
}

/// What stands for the name of a person who was erased.
pub fn erased() -> Bilingual {
    Bilingual::new("name erased", "نام پاک شده")
}

/// The names that the register adds to a record: those public by office, and that some were erased.
pub fn names(place: &Path, standing: &Standing) -> Result<BTreeMap<Id, Bilingual>, Failure> {
    let mut names = BTreeMap::new();
    for (person, listed) in all(place)? {
        match (public_name(standing, &person), listed) {
            (PublicName::ByOffice, Listed::Held(_, details)) => {
                names.extend(details.name.map(|name| (person, name)));
            }
            (PublicName::ByOffice | PublicName::Private, Listed::Erased) => {
                let erased = erased();
                let name =
                    Bilingual::new(format!("{person} ({})", erased.en), format!("{person} ({})", erased.fa));
                names.insert(person, name);
            }
            _ => {}
        }
    }
    Ok(names)
}

/// Gives persons of a standing the names that the register adds.
pub fn name(standing: &mut Standing, names: &BTreeMap<Id, Bilingual>) {
    for (person, name) in names {
        if let Some(known) = standing.persons.get_mut(person) {
            known.name = Some(name.clone());
        }
    }
}
