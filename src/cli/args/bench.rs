//! Owns what can be typed about measuring.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};

use super::{CorpusArgs, CountArgs, LexiconArgs, NgramArgs, size};

/// The end of `tifa bench --help`.
pub(super) const EXAMPLES: &str = "\
Examples:\n  \
  tifa bench speeches/                               every stage, and a whole report, with 1 thread to all of them\n  \
  tifa bench news.jsonl --threads 1 --against jieba-rs\n  \
  tifa bench news.jsonl --passes 5 --csv bench.csv --chart bench.svg\n  \
  tifa bench news.jsonl --sample all                 all of a long corpus, not only its first 50 MB\n\n\
MB are 10^6 bytes of text in UTF-8. docs/benchmarks.md says what each stage is and how it is timed.";

/// What `--threads` says here: without it there is more than one run.
const THREADS: &str = "Threads that read and count [default: one run each with 1, 2, 4 … and as many as the machine runs at once]";

#[derive(Debug, ClapArgs)]
#[command(mut_arg("threads", |threads| threads.help(THREADS)))]
pub(crate) struct BenchArgs {
    #[command(flatten)]
    pub(crate) corpus: CorpusArgs,
    /// Passes that are timed, after one that is not
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=100))]
    pub(crate) passes: u8,
    /// Measure whole documents from the beginning of the corpus with at most this much text, which is held in memory: 200k, 50M, 1G, or all
    #[arg(long, value_name = "SIZE", default_value = "50M", value_parser = sample_size)]
    pub(crate) sample: SampleSize,
    /// Also segment with this library, by turns with tifa and in one thread, and compare the tokens
    #[arg(long, value_enum, value_name = "LIBRARY")]
    pub(crate) against: Option<Peer>,
    /// Also write the table to this file
    #[arg(long, value_name = "FILE")]
    pub(crate) csv: Option<PathBuf>,
    /// Also draw MB/s by stage and threads into this file (SVG)
    #[arg(long, value_name = "FILE")]
    pub(crate) chart: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) lexicon: LexiconArgs,
    #[command(flatten)]
    pub(crate) ngrams: NgramArgs,
    #[command(flatten)]
    pub(crate) count: CountArgs,
}

/// What tifa's segmenter is measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Peer {
    /// The library whose tokens tifa promises
    JiebaRs,
}

/// How much text is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SampleSize {
    /// The corpus, however long.
    All,
    /// At most so many bytes.
    Bytes(u64),
}

impl SampleSize {
    /// Bytes of text at most, where there is a limit.
    pub(crate) fn limit(self) -> Option<u64> {
        match self {
            Self::All => None,
            Self::Bytes(bytes) => Some(bytes),
        }
    }
}

/// Reads a size, or `all`.
fn sample_size(written: &str) -> Result<SampleSize, String> {
    if written.eq_ignore_ascii_case("all") {
        return Ok(SampleSize::All);
    }
    size::bytes(written)
        .map(SampleSize::Bytes)
        .map_err(|what| format!("{what}; or all"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_a_size_or_all() {
        assert_eq!(sample_size("50M"), Ok(SampleSize::Bytes(50_000_000)));
        assert_eq!(sample_size("ALL"), Ok(SampleSize::All));
        assert!(sample_size("most").is_err());
    }
}
