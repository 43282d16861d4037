//! Counts slogans and set phrases (提法) in Chinese political speeches: per document, per year,
//! and between speeches.
//!
//! Data moves one way through the modules, and imports follow it:
//!
//! ```text
//! corpus → text → {matcher ← lexicon, segment → ngram} → count → tables → report
//! ```
//!
//! `tables` (polars) and `report` (plotters) stand behind the default feature `report`;
//! everything left of them builds without.

pub mod corpus;
pub mod count;
pub mod error;
pub mod lexicon;
pub mod matcher;
pub mod ngram;
pub mod pipeline;
#[cfg(feature = "report")]
pub mod report;
pub mod segment;
pub mod stats;
#[cfg(feature = "report")]
pub mod tables;
pub mod text;

pub use error::{Error, Result};
