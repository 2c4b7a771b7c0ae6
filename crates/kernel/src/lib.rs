//! The kernel: standing, `examine`, `apply` and `why`.

pub mod charter;
