//! `shura bench NAME`: each benchmark is a file here and prints its figures beside the limit of the same run.

mod ledger;

use crate::output::{Failure, Output};
use std::process::ExitCode;

/// Which benchmark to run.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    which: Which,
}

/// The benchmarks.
#[derive(clap::Subcommand)]
enum Which {
    /// Durable appends beside raw SQLite, fsync, hashing and signature checks.
    Ledger(ledger::Args),
}

/// Runs one benchmark.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    match args.which {
        Which::Ledger(args) => ledger::run(&args, out),
    }
}
