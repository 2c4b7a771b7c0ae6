//! `shura`, the one binary: each command is a file of `cmd/`.

mod cmd;
mod help;
mod output;
mod record;
mod register;
mod secret;
mod server;
mod signatures;
mod upon;
mod whole_file;

pub(crate) use shura_kernel::words;

use std::process::ExitCode;

/// A hall of thousands is mostly buffers of connections, made on one thread and given back on another: this keeps them in far less memory than the
/// allocator of the C library does, and gives back to the machine what is free again.
#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static MEMORY: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    let shura = match help::read(std::env::args_os().collect()) {
        Ok(shura) => shura,
        Err((text, true)) => {
            output::write(&text);
            return ExitCode::SUCCESS;
        }
        Err((text, false)) => {
            eprint!("{}", output::shown(&text));
            return ExitCode::from(output::UNUSABLE);
        }
    };
    let out = output::Output { lang: shura.lang, json: shura.json };
    match shura.command.run(&out) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("shura: {}", output::shown(error.text.get(out.lang)));
            ExitCode::from(output::UNUSABLE)
        }
    }
}
