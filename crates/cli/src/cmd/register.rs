//! `shura register`: names and contacts of persons, outside the record.

use crate::output::{Failure, Output};
use crate::record::Record;
use crate::{register, secret};
use serde::Serialize;
use shura_act::{Act, Bilingual, Id};
use shura_kernel::{PublicName, public_name};
use shura_ledger::register::{Details, Listed};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What is to be done with the register.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(clap::Subcommand)]
enum Verb {
    /// List the persons in the register.
    List {
        /// The folder of the record, or a sealed file.
        dir: PathBuf,
    },
    /// Show what the register knows of a person.
    Show {
        /// The folder of the record, or a sealed file.
        dir: PathBuf,
        /// The person's identifier in the record.
        person: String,
    },
    /// Enter a person's name and contacts, in place of what was there. Prints the commitment, for the `person` act.
    Set {
        /// The folder of the record, or a sealed file.
        dir: PathBuf,
        /// The person's identifier in the record.
        person: String,
        /// The name in English.
        #[arg(long, requires = "fa")]
        en: Option<String>,
        /// The name in Persian.
        #[arg(long, requires = "en")]
        fa: Option<String>,
        /// How to reach the person; may be given several times.
        #[arg(long)]
        contact: Vec<String>,
    },
    /// Erase what the register knows of a person. The record stays as it is.
    Erase {
        /// The folder of the record, or a sealed file.
        dir: PathBuf,
        /// The person's identifier in the record.
        person: String,
    },
}

/// A person as `--json` shows them.
#[derive(Serialize)]
struct Shown {
    person: String,
    erased: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<Bilingual>,
    contact: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    commitment: Option<String>,
    /// Whether the record commits to these details; nothing if it commits to none.
    #[serde(skip_serializing_if = "Option::is_none")]
    committed: Option<bool>,
    /// Whether the name is public: in the record, or by office.
    public: bool,
}

/// Carries the verb out.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    match args.verb {
        Verb::List { dir } => list(&dir, out)?,
        Verb::Show { dir, person } => {
            let person = known(&dir, &person)?;
            let record = Record::open(&dir, false)?;
            let found = register::all(&dir)?.remove(&person);
            let listed = found.ok_or_else(|| unknown(&dir, &person))?;
            print(&[shown(&record, &person, &listed)?], out)?;
        }
        Verb::Set { dir, person, en, fa, contact } => {
            let person = known(&dir, &person)?;
            let name = en.zip(fa).map(|(en, fa)| Bilingual::new(en, fa));
            let (salt, details) = (secret::random()?, Details { name, contact });
            let commitment =
                details.commitment(&salt).map_err(|error| Failure { text: error.text() })?.to_string();
            register::set(&dir, &person, salt, details)?;
            if out.json {
                out.json(&serde_json::json!({ "person": person, "commitment": commitment }))?;
            } else {
                out.line(commitment);
            }
        }
        Verb::Erase { dir, person } => {
            let person = Id::new(&person).map_err(|error| Failure::plain(error.to_string()))?;
            if !register::all(&dir)?.contains_key(&person) {
                return Err(unknown(&dir, &person));
            }
            register::erase(&dir, &person)?;
            if out.json {
                out.json(&serde_json::json!({ "person": person, "erased": true }))?;
            } else {
                out.line(out.say(&Bilingual::new(
                    format!("{person}: name erased. The record is as it was; backups made before still hold the name."),
                    format!("{person}: نام پاک شد. سند همان است که بود؛ پشتیبان‌های پیشین هنوز نام را دارند."),
                )));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn unknown(dir: &Path, person: &Id) -> Failure {
    let dir = dir.display();
    Failure::new(
        format!("the register of {dir} does not know {person}; `shura register list {dir}` lists it"),
        format!(
            "دفتر نام‌های {dir} کسی به نام {person} ندارد؛ فرمان shura register list {dir} آن را فهرست می‌کند"
        ),
    )
}

/// A person of the record.
fn known(dir: &Path, person: &str) -> Result<Id, Failure> {
    let record = Record::open(dir, false)?;
    let written = record.find(person)?;
    match &written.entry.act {
        Act::Person(_) => Ok(written.entry.id.clone()),
        other => {
            let kind = other.kind().name();
            Err(Failure::new(
                format!("{person} is no person but an act of the kind {kind}; name a person of the record"),
                format!("{person} شخص نیست، کنشی از نوع {kind} است؛ شخصی از سند را نام ببرید"),
            ))
        }
    }
}

fn list(dir: &Path, out: &Output) -> Result<(), Failure> {
    let record = Record::open(dir, false)?;
    let shown: Vec<Shown> = register::all(dir)?
        .iter()
        .map(|(person, listed)| shown(&record, person, listed))
        .collect::<Result<_, _>>()?;
    if out.json {
        return out.json(&shown);
    }
    print(&shown, out)
}

fn shown(record: &Record, person: &Id, listed: &Listed) -> Result<Shown, Failure> {
    let act = record.find(person.as_str()).ok().map(|written| &written.entry.act);
    let committed = match act {
        Some(Act::Person(act)) => act.commitment.clone(),
        _ => None,
    };
    let public = public_name(&record.standing, person) != PublicName::Private;
    let person = person.to_string();
    Ok(match listed {
        Listed::Erased => Shown {
            person,
            erased: true,
            name: None,
            contact: vec![],
            commitment: None,
            committed: None,
            public: false,
        },
        Listed::Held(salt, details) => {
            let commitment =
                details.commitment(salt).map_err(|error| Failure { text: error.text() })?.to_string();
            Shown {
                person,
                erased: false,
                name: details.name.clone(),
                contact: details.contact.clone(),
                committed: committed.map(|committed| committed == commitment),
                commitment: Some(commitment),
                public,
            }
        }
    })
}

fn print(persons: &[Shown], out: &Output) -> Result<(), Failure> {
    if out.json {
        return persons.first().map_or(Ok(()), |person| out.json(person));
    }
    if persons.is_empty() {
        out.line(out.pick("The register is empty.", "دفتر نام‌ها خالی است."));
    }
    let row = |person: &Shown| {
        let name = if person.erased { Some(register::erased()) } else { person.name.clone() };
        let committed = match person.committed {
            Some(true) => out.pick("as the record commits", "همان‌گونه که سند متعهد است"),
            Some(false) => out.pick("not what the record commits to", "نه آن‌چه سند به آن متعهد است"),
            None => String::new(),
        };
        let public = if person.public { out.pick("public", "علنی") } else { String::new() };
        vec![
            person.person.clone(),
            name.map_or(String::new(), |name| name.get(out.lang).to_owned()),
            person.contact.join(", "),
            public,
            committed,
        ]
    };
    out.table(&persons.iter().map(row).collect::<Vec<_>>());
    Ok(())
}
