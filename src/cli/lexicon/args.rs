//! Owns what can be typed after `tifa lexicon`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand, ValueEnum};

use super::super::args::{LexiconArgs, LexiconFiles};

#[derive(Debug, Subcommand)]
pub(crate) enum LexiconCommand {
    /// List the phrases that are counted, one per line
    #[command(after_help = "\
Examples:\n  \
  tifa lexicon list                                  all phrases that are counted by default\n  \
  tifa lexicon list --packs                          the built-in packs and their numbers of phrases\n  \
  tifa lexicon list --pack governance_law --tier C   the generic words of one pack\n  \
  tifa lexicon list --format csv > phrases.csv       for a spreadsheet\n  \
  tifa lexicon list --lexicon mine.txt --no-builtin  my own phrases")]
    List(ListArgs),
    /// Show all that is known of a phrase
    #[command(after_help = "\
Examples:\n  \
  tifa lexicon show 四个意识                         the text, or a variant, or in traditional script\n  \
  tifa lexicon show 两个大局                         every sense\n  \
  tifa lexicon show si-ge-yi-shi                     an id\n  \
  tifa lexicon show 意识                             no entry: what is like it")]
    Show(ShowArgs),
    /// Check your own phrase lists: every problem with file and line
    #[command(after_help = "\
Examples:\n  \
  tifa lexicon check mine.toml\n  \
  tifa lexicon check mine.csv dictionary.yml         files that are used together\n  \
  tifa lexicon check lists/                          every list in a folder\n\n\
Exit status: 0 no errors, 1 errors.")]
    Check(CheckArgs),
    /// Print a phrase list in canonical TOML
    #[command(after_help = "\
Examples:\n  \
  tifa lexicon convert phrases.txt > phrases.toml    one phrase per line\n  \
  tifa lexicon convert dictionary.yml > mine.toml    a quanteda dictionary\n  \
  tifa lexicon convert mine.toml                     the same entries, in order")]
    Convert(ConvertArgs),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ListArgs {
    /// How the list is printed
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
    /// List the packs and files with their numbers of phrases in each tier
    #[arg(long)]
    pub(crate) packs: bool,
    #[command(flatten)]
    pub(crate) lexicon: LexiconArgs,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ShowArgs {
    /// Text, variant or id of the phrase, or a part of it
    #[arg(value_name = "PHRASE")]
    pub(crate) phrase: String,
    #[command(flatten)]
    pub(crate) files: LexiconFiles,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct CheckArgs {
    /// TOML, CSV, TSV, text, YAML or JSON files, or folders of them
    #[arg(required = true, value_name = "FILE|DIR")]
    pub(crate) paths: Vec<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ConvertArgs {
    /// A TOML, CSV, TSV, text, YAML or JSON file
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
}

/// How a list is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Columns for reading
    Table,
    /// Comma-separated values
    Csv,
}
