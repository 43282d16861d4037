//! Owns what can be typed after `tifa compare`.

use clap::{Args as ClapArgs, ValueEnum};

use super::{CorpusArgs, CountArgs, LexiconArgs, NgramArgs, OutputArgs};

/// What `--help` ends with.
pub(crate) const EXAMPLES: &str = "\
Examples:\n  \
tifa compare 2013.txt 2023.txt                     two speeches\n  \
tifa compare hu/ xi/                               two folders, each as one group\n  \
tifa compare speeches/                             every document of a folder\n  \
tifa compare speeches/ --by year                   years (or speaker, folder, a column of metadata.csv)\n  \
tifa compare speeches/ --by year --target 2003-2012 --reference 2013-2022\n  \
tifa compare speeches/ --by speaker --target 习近平  one speaker beside all others\n  \
tifa compare speeches/ --features both             by phrases and n-grams\n\n\
keyness.csv says which phrases are typical of whom, similarity.csv how alike speeches are,\n\
passages.csv what they have copied of each other; docs/tables.md explains every column.";

#[derive(Debug, ClapArgs)]
pub(crate) struct CompareArgs {
    #[command(flatten)]
    pub(crate) corpus: CorpusArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) groups: GroupArgs,
    #[command(flatten)]
    pub(crate) measures: MeasureArgs,
    #[command(flatten)]
    pub(crate) lexicon: LexiconArgs,
    #[command(flatten)]
    pub(crate) ngrams: NgramArgs,
    #[command(flatten)]
    pub(crate) count: CountArgs,
}

/// What is compared with what.
#[derive(Debug, ClapArgs)]
pub(crate) struct GroupArgs {
    /// What is compared: path, document (or file), folder, year, speaker, or a document variable [default: path; document where one path is given]
    #[arg(long, value_name = "GROUP", help_heading = "Groups")]
    pub(crate) by: Option<String>,
    /// Put these groups together and compare them with --reference: names, or years as 2003-2012 (repeatable, or separated by commas)
    #[arg(
        long,
        value_name = "NAMES",
        value_delimiter = ',',
        help_heading = "Groups"
    )]
    pub(crate) target: Vec<String>,
    /// The groups that --target is compared with [default: all others]
    #[arg(
        long,
        value_name = "NAMES",
        value_delimiter = ',',
        requires = "target",
        help_heading = "Groups"
    )]
    pub(crate) reference: Vec<String>,
}

/// How it is compared.
#[derive(Debug, ClapArgs)]
pub(crate) struct MeasureArgs {
    /// Which groups are compared for what is typical of them [default: every pair of up to 6 groups, else each with all others together]
    #[arg(long, value_enum, value_name = "WHICH", help_heading = "Measures")]
    pub(crate) keyness: Option<Against>,
    /// What makes a phrase more typical than another: g2, the evidence; log-ratio, the size of the difference, of what is significant
    #[arg(long, value_enum, value_name = "MEASURE", default_value_t = Rank::G2, help_heading = "Measures")]
    pub(crate) rank: Rank,
    /// How probabilities are corrected for testing every phrase of the lexicon
    #[arg(long, value_enum, value_name = "METHOD", default_value_t = Method::Bh, help_heading = "Measures")]
    pub(crate) correction: Method,
    /// What similarity and clusters are made of; n-grams are those that --top and --min-count list
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = Made::Phrases, help_heading = "Measures")]
    pub(crate) features: Made,
    /// Number of clusters [default: as many as are set apart best]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..), help_heading = "Measures")]
    pub(crate) clusters: Option<u16>,
    /// Look for passages that documents share, of at least so many characters without punctuation; none for not at all
    #[arg(
        long,
        value_name = "N|none",
        default_value = "13",
        help_heading = "Measures"
    )]
    pub(crate) passages: String,
}

/// Which groups are compared for keyness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Against {
    /// Every pair
    Pairs,
    /// Each with all others together
    Rest,
}

/// What makes a phrase more typical than another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Rank {
    /// Log-likelihood
    G2,
    /// Binary logarithm of the ratio of rates
    LogRatio,
}

/// Corrections for many tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Method {
    /// Benjamini and Hochberg: the share of false findings
    Bh,
    /// Holm: any false finding
    Holm,
    /// Bonferroni
    Bonferroni,
    /// Šidák
    Sidak,
    /// None
    None,
}

/// What speeches are compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Made {
    /// Phrases of the lexicon
    Phrases,
    /// Listed n-grams
    Ngrams,
    /// Both, with equal weight
    Both,
}
