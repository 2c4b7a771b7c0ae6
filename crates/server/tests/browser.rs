//! The pages in a real browser: Debian's Chromium, led through its driver, before the real server over a real data file.
//!
//! Each test is something that people do. Where Chromium or its driver is not installed, the tests say so in one sentence and pass; with
//! `SHURA_REQUIRE_BROWSER=1`, as `.ci/run` sets it, they fail. Nothing here is decided by time: a step waits until the page shows what it waits
//! for, and gives up after a limit far beyond what any machine needs.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failing test stops")]

mod browser {
    mod door;
    mod driver;
    mod http;
    mod keys;
    mod orders;
    mod pages;
    mod served;
    mod sitting;
    mod whole_way;
}
