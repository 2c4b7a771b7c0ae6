//! The commands, one file each.

mod bench;
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
    /// Cosign the checkpoints of logs, each only if it extends the last one seen.
    Witness(witness::Args),
    /// Measure this machine and this program in one run.
    Bench(bench::Args),
}

impl Command {
    /// Carries the command out.
    pub fn run(self, out: &Output) -> Result<ExitCode, Failure> {
        match self {
            Command::Witness(args) => witness::run(args, out),
            Command::Bench(args) => bench::run(args, out),
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
