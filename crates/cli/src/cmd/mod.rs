//! The commands, one file each.

mod apportion;
mod bench;
mod check;
mod coverage;
mod why;
mod text;
mod count;
mod majority;
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
    /// Examine every act of a record and tell what the rules find.
    Check(check::Args),
    /// Show which systems of the seed a record exercises.
    Coverage(coverage::Args),
    /// By what right? Follow an act back to the units that elected.
    Why(why::Args),
    /// Cosign the checkpoints of logs, each only if it extends the last one seen.
    Witness(witness::Args),
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
            Command::Check(args) => check::run(args, out),
            Command::Coverage(args) => coverage::run(args, out),
            Command::Why(args) => why::run(args, out),
            Command::Witness(args) => witness::run(args, out),
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
