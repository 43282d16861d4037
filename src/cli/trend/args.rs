//! Owns what can be typed after `tifa trend`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};

use super::super::args::{CorpusArgs, Format, SearchArgs};

/// What comes first: phrases as a list, or one by one as options.
const USAGE: &str = "tifa trend [OPTIONS] <PHRASE>[,<PHRASE>...] <CORPUS>...
       tifa trend [OPTIONS] --phrase <PHRASE>... <CORPUS>...";

#[derive(Debug, Clone, ClapArgs)]
#[command(override_usage = USAGE, mut_arg("paths", |paths| paths.required(false)))]
pub(crate) struct TrendArgs {
    /// Phrases with commas between them: of the lexicon, by their texts, wordings that count, or ids; or any others
    #[arg(value_name = "PHRASE")]
    pub(crate) phrases: String,
    #[command(flatten)]
    pub(crate) corpus: CorpusArgs,
    /// A phrase taken as it stands, commas and all, in place of the list (repeatable)
    #[arg(long, value_name = "PHRASE")]
    pub(crate) phrase: Vec<String>,
    /// What has a row: a year of each phrase, or a phrase with its statistics [default: year; both in tables to read]
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) rows: Option<Rows>,
    /// What is written to standard output
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Table)]
    pub(crate) format: Format,
    /// Also draw rates by year with their intervals into this file (SVG)
    #[arg(long, value_name = "FILE")]
    pub(crate) svg: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) search: SearchArgs,
}

/// What a row is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Rows {
    /// A phrase in a year
    Year,
    /// A phrase
    Phrase,
}
