//! Owns what can be typed after `tifa collocates`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};
use tifa::tables::CollocateOrder;

use super::super::args::{CorpusArgs, Format, Include, SearchArgs, TokenArgs};

#[derive(Debug, ClapArgs)]
pub(crate) struct CollocatesArgs {
    /// A phrase: one of the lexicon, by its text, a wording that counts, or its id; or any other
    #[arg(value_name = "PHRASE")]
    pub(crate) phrase: String,
    #[command(flatten)]
    pub(crate) corpus: CorpusArgs,
    /// Tokens on either side of a hit in which collocates are looked for
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(crate) window: u16,
    /// What collocates are sorted by, highest first
    #[arg(long, value_enum, value_name = "MEASURE", default_value_t = Sort::G2)]
    pub(crate) sort: Sort,
    /// List collocates that stand in windows at least this often
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) min_count: u64,
    /// List at most this many; 0 for all
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(crate) limit: usize,
    /// What is written to standard output
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Table)]
    pub(crate) format: Format,
    /// Also draw what is listed, the first 50 at most, into this file (SVG)
    #[arg(long, value_name = "FILE")]
    pub(crate) svg: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) search: SearchArgs,
    /// Count these classes of tokens, too (repeatable, or separated by commas)
    #[arg(
        long,
        value_enum,
        value_name = "CLASS",
        value_delimiter = ',',
        help_heading = "Tokens"
    )]
    pub(crate) include: Vec<Include>,
    /// Tokens that are left out, one per line
    #[arg(long, value_name = "FILE", help_heading = "Tokens")]
    pub(crate) stopwords: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) tokens: TokenArgs,
}

/// A measure of association.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Sort {
    /// Log-likelihood ratio: how sure it is that they belong together
    G2,
    /// logDice: how typical each is of the other, whatever the size of the corpus
    #[value(name = "logdice")]
    LogDice,
    /// Pointwise mutual information: rare tokens come first
    Pmi,
    /// The same, at most 1
    Npmi,
    /// t-score: frequent tokens come first
    T,
    /// Occurrences in windows
    Count,
}

impl Sort {
    pub(super) fn of_library(self) -> CollocateOrder {
        match self {
            Self::G2 => CollocateOrder::G2,
            Self::LogDice => CollocateOrder::LogDice,
            Self::Pmi => CollocateOrder::Pmi,
            Self::Npmi => CollocateOrder::Npmi,
            Self::T => CollocateOrder::TScore,
            Self::Count => CollocateOrder::Count,
        }
    }

    /// The measure's name on a chart's axis.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::G2 => "对数似然比 log-likelihood ratio G²",
            Self::LogDice => "logDice",
            Self::Pmi => "互信息 PMI (bits)",
            Self::Npmi => "标准化互信息 normalised PMI",
            Self::T => "t 值 t-score",
            Self::Count => "次数 count",
        }
    }
}
