//! Integration tests: one binary, so that polars is linked once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "the exemption for tests does not reach helper functions"
)]

#[cfg(feature = "cli")]
mod bench;
#[cfg(feature = "cli")]
mod cli;
#[cfg(feature = "cli")]
mod collocates;
#[cfg(feature = "cli")]
mod compare;
mod corpora;
#[cfg(feature = "cli")]
mod corpus_cli;
mod dating;
mod duplicates;
mod fuzzed;
mod harness;
mod html_pages;
#[cfg(feature = "cli")]
mod kwic;
mod layering;
#[cfg(feature = "cli")]
mod ledger;
#[cfg(feature = "cli")]
mod lexicon_cli;
mod lexicons;
mod limits;
mod matching;
mod naive;
mod passages;
mod properties;
mod reading;
#[cfg(feature = "cli")]
mod reports;
mod rich;
mod seeds;
#[cfg(feature = "cli")]
mod statistics;
#[cfg(feature = "cli")]
mod tables;
#[cfg(feature = "cli")]
mod trend;
mod zones;
