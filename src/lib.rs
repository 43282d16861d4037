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
//!
//! ```
//! use tifa::corpus::{Corpus, CorpusOptions};
//! use tifa::lexicon::{Builtin, Lexicon};
//! use tifa::pipeline::{Pipeline, Settings, Silent};
//!
//! let folder = tempfile::tempdir()?;
//! std::fs::write(folder.path().join("2021-07.txt"), "增强“四个意识”、坚定“四个自信”、做到“两个维护”。")?;
//! let lexicon = Lexicon::load(Builtin::Included, &[] as &[&str])?;
//! let corpus = Corpus::open(&[folder.path()], &CorpusOptions::default())?;
//! let (run, _) = Pipeline::new(&lexicon, Settings::default())?.count(corpus, None, &Silent)?;
//! let speech = &run.documents[0];
//! assert_eq!((speech.document.date.year(), speech.counts.hits()), (Some(2021), 3));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod corpus;
pub mod count;
mod digest;
pub mod error;
mod history;
pub mod lexicon;
pub mod matcher;
pub mod ngram;
pub mod passages;
pub mod pipeline;
#[cfg(feature = "report")]
pub mod report;
pub mod segment;
pub mod stats;
#[cfg(feature = "report")]
pub mod tables;
pub mod text;

pub use error::{Error, Result};
