//! The verifier alone: reads an archive on standard input and prints the verdict, in English or, with the argument `fa`, in Persian.
//!
//! It needs no files, threads, clock or network, so that it runs wherever WebAssembly does: built for `wasm32-wasip1`, Node's own
//! `node:wasi` is all that it takes (`run.mjs`). It exits with 0 for a whole record and with 1 for one that is not. It trusts the
//! keys that the record names; `shura verify` takes others.

use shura_act::Lang;
use shura_verify::{Trust, verify};
use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    let lang = if std::env::args().nth(1).as_deref() == Some("fa") { Lang::Fa } else { Lang::En };
    let verified = verify(std::io::stdin().lock(), Trust::OwnKeys, vec![]);
    let mut out = std::io::stdout().lock();
    for line in verified.lines() {
        // Whoever closed the other end has read enough; the exit code tells the rest.
        let _ = writeln!(out, "{}", line.get(lang));
    }
    ExitCode::from(u8::from(!verified.is_whole()))
}
