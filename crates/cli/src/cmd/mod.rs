//! The commands, one file each.

mod act;
mod acts;
mod apportion;
mod at;
mod backup;
mod bench;
mod charter;
mod check;
mod cosign;
mod count;
mod coverage;
mod demo;
mod export;
mod fsck;
mod import;
mod key;
mod majority;
mod minutes;
mod new;
mod prove;
mod recognition;
mod register;
mod restore;
mod seal;
mod serve;
mod sign;
mod text;
mod verify;
mod why;
mod witness;

use crate::output::{Failure, Output};
use clap::{Parser, Subcommand};
use shura_act::Lang;
use std::process::ExitCode;

/// Shura runs a council democracy and keeps its record whole.
#[derive(Parser)]
#[command(name = "shura", version, disable_help_subcommand = true)]
pub struct Shura {
    /// Language of messages: en or fa.
    #[arg(long, global = true, default_value = "en", value_parser = lang)]
    pub lang: Lang,
    /// Print JSON instead of text.
    #[arg(long, global = true)]
    pub json: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Subcommand)]
pub enum Command {
    /// Check the bundled record of October 1917, show what is worth seeing in it, and serve it beside a living congress to play in.
    Demo(demo::Args),
    /// Make a starter federation to change into your own.
    New(new::Args),
    /// Examine every act of a record and tell what the rules find.
    Check(check::Args),
    /// Seal a folder of acts into a ledger from which no page can be torn.
    Seal(seal::Args),
    /// Verify that a record is whole and its acts were in order, without trusting whoever keeps it.
    Verify(verify::Args),
    /// Write a sealed file as an archive that anyone can verify.
    Export(export::Args),
    /// Verify an archive and make a sealed file of it, or go on where that broke off.
    Import(import::Args),
    /// Check a sealed file from inside.
    Fsck(fsck::Args),
    /// Copy a sealed file whole, also while it is written.
    Backup(backup::Args),
    /// Check a backup and put it where a sealed file is no longer.
    Restore(restore::Args),
    /// Show which systems of the seed a record exercises.
    Coverage(coverage::Args),
    /// By what right? Follow an act back to the units that elected.
    Why(why::Args),
    /// Serve organisations over HTTP: pages, live sittings, an API.
    Serve(serve::Args),
    /// Cosign the checkpoints of logs, each only if it extends the last one seen.
    Witness(witness::Args),
    /// Who holds which seat and office on a date, for whom and since when, and which acts are in force.
    At(at::Args),
    /// Whose call each unit obeys, in word and in conduct, and how far the word of each issuer reaches.
    Recognition(recognition::Args),
    /// Write the minutes of a sitting from its acts.
    Minutes(minutes::Args),
    /// Enter acts from a file into a running server.
    Act(act::Args),
    /// List the acts of a record, filtered.
    Acts(acts::Args),
    /// Check a charter, or write it out as standing orders.
    Charter(charter::Args),
    /// The key of a device, with which a person signs acts.
    Key(key::Args),
    /// Sign an act with the key of a device, upon the acts that it refers to.
    Sign(sign::Args),
    /// Ask witnesses to cosign the last checkpoint of a sealed file.
    Cosign(cosign::Args),
    /// Names and contacts of persons, outside the record.
    Register(register::Args),
    /// Write one act of a sealed file as a document that proves itself.
    Prove(prove::Args),
    /// Measure this machine and this program in one run.
    Bench(bench::Args),
    /// Compare, amend, merge and number texts.
    Text(text::Args),
    /// Give seats to lists in proportion to their votes.
    Apportion(apportion::Args),
    /// Count ballots by a named method, with the working.
    Count(count::Args),
    /// Decide a vote by a rule, with its arithmetic.
    Majority(majority::Args),
}

impl Command {
    /// Carries the command out.
    pub fn run(self, out: &Output) -> Result<ExitCode, Failure> {
        match self {
            Command::Demo(args) => demo::run(args, out),
            Command::New(args) => new::run(args, out),
            Command::Check(args) => check::run(args, out),
            Command::Seal(args) => seal::run(args, out),
            Command::Verify(args) => verify::run(args, out),
            Command::Export(args) => export::run(args, out),
            Command::Import(args) => import::run(args, out),
            Command::Fsck(args) => fsck::run(args, out),
            Command::Backup(args) => backup::run(args, out),
            Command::Restore(args) => restore::run(args, out),
            Command::Coverage(args) => coverage::run(args, out),
            Command::Why(args) => why::run(args, out),
            Command::Serve(args) => serve::run(args, out),
            Command::Witness(args) => witness::run(args, out),
            Command::At(args) => at::run(args, out),
            Command::Recognition(args) => recognition::run(args, out),
            Command::Minutes(args) => minutes::run(args, out),
            Command::Act(args) => act::run(args, out),
            Command::Acts(args) => acts::run(args, out),
            Command::Charter(args) => charter::run(args, out),
            Command::Key(args) => key::run(args, out),
            Command::Sign(args) => sign::run(args, out),
            Command::Cosign(args) => cosign::run(args, out),
            Command::Prove(args) => prove::run(args, out),
            Command::Register(args) => register::run(args, out),
            Command::Bench(args) => bench::run(args, out),
            Command::Text(args) => text::run(args, out),
            Command::Apportion(args) => apportion::run(args, out),
            Command::Count(args) => count::run(args, out),
            Command::Majority(args) => majority::run(args, out),
        }
    }
}

fn lang(word: &str) -> Result<Lang, String> {
    match word {
        "en" => Ok(Lang::En),
        "fa" => Ok(Lang::Fa),
        _ => Err("write en or fa".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    /// `docs/commands.md` and its Persian sister have a heading for each command.
    #[test]
    fn every_command_is_documented() {
        for document in
            [include_str!("../../../../docs/commands.md"), include_str!("../../../../docs/commands.fa.md")]
        {
            let headings: Vec<&str> = document.lines().filter(|line| line.starts_with("## ")).collect();
            for command in Shura::command().get_subcommands() {
                let name = command.get_name();
                assert!(
                    headings.iter().any(|h| h.starts_with(&format!("## `{name}"))),
                    "{name} is not documented"
                );
            }
        }
    }
}
