//! Owns what is written: CSV bytes, charts, the manifest, and putting them in place at once.
//!
//! Takes a corpus, a lexicon and settings, gives a folder. Everything is written beside its place
//! and moved there when it is complete, so a report is old or new and never half.

pub mod charts;
mod compare_job;
mod figures;
mod ledger;
mod manifest;
mod page;
mod pages;
mod report_job;
mod staging;
mod summary;

use crate::pipeline::one_line;

pub use compare_job::CompareJob;
pub use ledger::DocumentLedger;
pub use report_job::{ReportJob, ledger_table};
pub use staging::{check_output, write_file};
pub use summary::Summary;
