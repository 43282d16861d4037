//! Owns what can be typed.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

mod bench;
mod compare;
mod corpus;
mod format;
mod size;
mod tokens;

use super::corpus::CorpusCommand;
use super::lexicon::LexiconCommand;
pub(crate) use bench::{BenchArgs, Peer};
pub(crate) use compare::{Against, CompareArgs, GroupArgs, Made, MeasureArgs, Method, Rank};
pub(crate) use corpus::{By, CorpusArgs, Keep, Sure};
pub(crate) use format::Format;
pub(crate) use tokens::{Hmm, TokenArgs};

/// Count slogans and set phrases (提法) in Chinese political speeches.
#[derive(Debug, Parser)]
#[command(
    version,
    about,
    max_term_width = 100,
    after_help = "\
A corpus is a folder of texts, web pages or records (.txt .md .html .docx .json .jsonl .csv .parquet, .gz or .zst of each), a file, or - for standard input.\n\
Exit status: 0 complete, 1 failed and nothing written, 2 wrong usage, 3 written but input was skipped.\n\n\
Example: tifa report speeches/ --out my-report"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Count phrases and n-grams: tables (CSV) and charts (SVG) of a corpus
    #[command(after_help = "\
Examples:\n  \
  tifa report speeches/                              every text, web page and record below the folder\n  \
  tifa report news.jsonl --out news-report           records with id, title, date and text\n  \
  tifa report speeches/ --lexicon mine.txt           my phrases besides the built-in ones\n  \
  tifa report speeches/ --lexicon mine.csv --no-builtin --ngrams none\n  \
  tifa report speeches/ --by level --by speaker      also by columns of metadata.csv\n\n\
The report's columns are explained in docs/tables.md.")]
    Report(ReportArgs),
    /// Compare speeches, files, folders or groups by their phrases
    #[command(after_help = compare::EXAMPLES)]
    Compare(CompareArgs),
    /// Show every hit of a phrase in its context, one line each (a concordance)
    #[command(after_help = super::kwic::EXAMPLES)]
    Kwic(super::kwic::KwicArgs),
    /// Show phrases year by year: counts, rates with intervals, trend tests, a chart
    #[command(after_help = super::trend::EXAMPLES)]
    Trend(super::trend::TrendArgs),
    /// List the words that stand around a phrase, with measures of association
    #[command(after_help = super::collocates::EXAMPLES)]
    Collocates(super::collocates::CollocatesArgs),
    /// Look at a corpus before counting: what is read, dated, cleaned and left out
    #[command(
        subcommand,
        after_help = "\
Examples:\n  \
  tifa corpus check speeches/                        what becomes of every file\n  \
  tifa corpus check speeches/ --documents docs.csv   a table to correct, and to give back:\n  \
  tifa report speeches/ --metadata docs.csv"
    )]
    Corpus(CorpusCommand),
    /// Measure throughput of every stage on your own text
    #[command(after_help = bench::EXAMPLES)]
    Bench(BenchArgs),
    /// Look at phrase lists, check them, and write them in TOML
    #[command(
        subcommand,
        after_help = "\
Examples:\n  \
  tifa lexicon list --packs                          what can be counted\n  \
  tifa lexicon show 四个意识                         all that is known of a phrase\n  \
  tifa lexicon check mine.csv                        every problem of my own list\n  \
  tifa lexicon convert dictionary.yml > mine.toml    a quanteda dictionary in TOML"
    )]
    Lexicon(LexiconCommand),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ReportArgs {
    #[command(flatten)]
    pub(crate) corpus: CorpusArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    /// Also group tables by this document variable (repeatable)
    #[arg(long, value_name = "VARIABLE")]
    pub(crate) by: Vec<String>,
    /// Levels of temperature.csv, by the share of a year's documents that have a phrase: a TOML file, see docs/measures.md [default: 沸 0.5, 烫 0.25, 热 0.1, 暖 0.03, 温 0.01, 冷 0]
    #[arg(long, value_name = "FILE")]
    pub(crate) temperature: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) lexicon: LexiconArgs,
    #[command(flatten)]
    pub(crate) ngrams: NgramArgs,
    #[command(flatten)]
    pub(crate) count: CountArgs,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct OutputArgs {
    /// Folder that is written [default: reports/NAME, NAME being the corpus's; reports/compare]
    #[arg(long, short, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Begin CSV files with a byte order mark, which Excel needs to show Chinese
    #[arg(long)]
    pub(crate) bom: bool,
}

/// Where phrases come from.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct LexiconFiles {
    /// Add phrases from a file or folder: TOML, CSV/TSV with a text column, one phrase per line, or a YAML/JSON dictionary (repeatable)
    #[arg(long, value_name = "FILE|DIR", help_heading = "Phrases")]
    pub(crate) lexicon: Vec<PathBuf>,
    /// Leave the built-in phrases out
    #[arg(long, help_heading = "Phrases")]
    pub(crate) no_builtin: bool,
}

#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct LexiconArgs {
    #[command(flatten)]
    pub(crate) files: LexiconFiles,
    /// Of the built-in packs only these (repeatable, or separated by commas) [default: all; tifa lexicon list --packs names them]
    #[arg(
        long,
        value_name = "NAME",
        value_delimiter = ',',
        help_heading = "Phrases"
    )]
    pub(crate) pack: Vec<String>,
    /// Of the phrases only these tiers: A curated, B set phrases, C generic words, L local slogans; phrases without a tier are always in
    #[arg(long, value_enum, value_name = "TIER", value_delimiter = ',', ignore_case = true,
          default_values_t = [TierName::A, TierName::B, TierName::L], help_heading = "Phrases")]
    pub(crate) tier: Vec<TierName>,
    /// Of the phrases only these categories (repeatable, or separated by commas) [default: all]
    #[arg(
        long,
        value_name = "NAME",
        value_delimiter = ',',
        help_heading = "Phrases"
    )]
    pub(crate) category: Vec<String>,
}

/// How set a phrase is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TierName {
    /// Curated formulations
    #[value(name = "A")]
    A,
    /// Set phrases and formulas
    #[value(name = "B")]
    B,
    /// Generic words
    #[value(name = "C")]
    C,
    /// Local and one-off slogans
    #[value(name = "L")]
    L,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct CountArgs {
    /// Which of overlapping hits are kept
    #[arg(long, value_enum, default_value_t = Overlap::All, help_heading = "Phrases")]
    pub(crate) overlap: Overlap,
    #[command(flatten)]
    pub(crate) matching: MatchArgs,
    #[command(flatten)]
    pub(crate) tokens: TokenArgs,
    #[command(flatten)]
    pub(crate) run: RunArgs,
}

#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct MatchArgs {
    /// Also find phrases with one wrong, missing or additional character, counted apart as fuzzy: most such places are other phrases, so check them
    #[arg(long, help_heading = "Phrases")]
    pub(crate) typos: bool,
    /// Characters that the site deletes wherever they stand: phrases without them are counted apart as fuzzy, too
    #[arg(long, value_name = "CHARACTERS", help_heading = "Phrases")]
    pub(crate) dropped: Option<String>,
}

/// What is searched for and how, in commands that write to standard output.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct SearchArgs {
    #[command(flatten)]
    pub(crate) lexicon: LexiconArgs,
    #[command(flatten)]
    pub(crate) matching: MatchArgs,
    #[command(flatten)]
    pub(crate) run: RunArgs,
}

#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct RunArgs {
    /// Threads that read and count [default: as many as the machine runs at once]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
    /// Say nothing but warnings and errors
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct NgramArgs {
    /// Lengths of n-grams: 3 for 1 to 3, 2-4 for 2 to 4, or none
    #[arg(
        long,
        value_name = "N|A-B|none",
        default_value = "1-5",
        help_heading = "N-grams"
    )]
    pub(crate) ngrams: String,
    /// What n-grams are made of
    #[arg(long, value_enum, default_value_t = Unit::Token, help_heading = "N-grams")]
    pub(crate) ngram_unit: Unit,
    /// List n-grams that occur at least this often
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u64).range(1..), help_heading = "N-grams")]
    pub(crate) min_count: u64,
    /// List at most this many n-grams per length; 0 for all
    #[arg(
        long,
        value_name = "N",
        default_value_t = 200,
        help_heading = "N-grams"
    )]
    pub(crate) top: usize,
    /// Tokens that are never part of an n-gram, one per line
    #[arg(long, value_name = "FILE", help_heading = "N-grams")]
    pub(crate) stopwords: Option<PathBuf>,
    /// Let these, too, be part of n-grams (repeatable)
    #[arg(long, value_enum, value_name = "CLASS", help_heading = "N-grams")]
    pub(crate) ngram_include: Vec<Include>,
    /// Memory that the program may take, roughly: n-grams that need more are counted from disk, and documents are read twice, with equal results: 512M, 4G [default: a quarter of the machine's]
    #[arg(long, value_name = "SIZE", value_parser = size::bytes, help_heading = "N-grams")]
    pub(crate) memory: Option<u64>,
}

/// Which of overlapping hits are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Overlap {
    /// Every hit, as published substring counts have it
    All,
    /// Hits inside no other hit
    Outermost,
    /// Hits inside no other hit of the same category
    OutermostInCategory,
    /// Leftmost-longest hits without overlaps
    Longest,
}

/// What n-grams are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Unit {
    /// Tokens of the segmenter
    Token,
    /// Han characters
    Char,
}

/// Classes of tokens left out by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Include {
    /// Numbers in digits
    Numbers,
    /// Punctuation inside a clause
    Punctuation,
}
