//! The machine on which a benchmark ran.

use serde::Serialize;
use std::fs;

/// What is worth knowing of a machine beside a figure.
#[derive(Serialize)]
pub struct Machine {
    /// Processor.
    cpu: String,
    /// Cores that this process may use.
    cores: usize,
    /// System.
    os: &'static str,
}

impl Machine {
    /// The machine this runs on.
    pub fn here() -> Self {
        let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let cpu = info
            .lines()
            .find_map(|l| l.strip_prefix("model name"))
            .map_or("unknown", |l| l.trim_start_matches([' ', '\t', ':']));
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self { cpu: cpu.to_owned(), cores, os: std::env::consts::OS }
    }
}

/// Memory that this process holds now, in bytes; 0 where the system does not tell.
pub fn resident_bytes() -> u64 {
    let statm = fs::read_to_string("/proc/self/statm").unwrap_or_default();
    statm.split(' ').nth(1).and_then(|pages| pages.parse::<u64>().ok()).unwrap_or(0) * 4096
}

/// The most memory that this process has held so far, in bytes; 0 where the system does not tell.
pub fn peak_bytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok()).unwrap_or(0) * 1024
}
