//! `shura`, the one binary: each command is a file of `cmd/`.

mod cmd;
mod output;
mod record;
mod words;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let shura = cmd::Shura::parse();
    let out = output::Output { lang: shura.lang, json: shura.json };
    match shura.command.run(&out) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("shura: {}", error.text.get(out.lang));
            ExitCode::from(output::UNUSABLE)
        }
    }
}
