//! `shura bench NAME`: each benchmark is a file here and prints its figures beside the limit of the same run.

mod amend;
mod count;
mod federation;
mod ledger;
mod live;
mod machine;
mod replay;
mod verify;

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
    /// Examine and apply a made-up federation of up to a million acts.
    Replay(replay::Args),
    /// Merge hundreds and thousands of amendments to one text.
    Amend(amend::Args),
    /// Counting ballots and apportioning seats.
    Count(count::Args),
    /// Durable appends beside raw SQLite, fsync, hashing and signature checks.
    Ledger(ledger::Args),
    /// Thousands of delegates sign in, watch and vote on a server of this machine.
    Live(live::Args),
    /// Verify an archive of up to a million entries beside decoding, hashing and signature checks.
    Verify(verify::Args),
}

/// Runs one benchmark.
pub fn run(args: Args, out: &Output) -> Result<ExitCode, Failure> {
    match args.which {
        Which::Replay(args) => replay::run(&args, out),
        Which::Amend(args) => amend::run(args, out),
        Which::Count(args) => count::run(args, out),
        Which::Ledger(args) => ledger::run(&args, out),
        Which::Live(args) => live::run(&args, out),
        Which::Verify(args) => verify::run(&args, out),
    }
}
