//! Integration tests: one binary, so that polars is linked once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "the exemption for tests does not reach helper functions"
)]

#[cfg(feature = "cli")]
mod cli;
mod corpora;
mod harness;
mod layering;
mod lexicons;
mod matching;
mod properties;
#[cfg(feature = "cli")]
mod reports;
mod seeds;
#[cfg(feature = "cli")]
mod tables;
