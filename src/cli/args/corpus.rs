//! Owns what can be typed about a corpus.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};
use tifa::corpus::{DocumentDate, DuplicateOptions, TextEncoding};

#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct CorpusArgs {
    /// Files, folders (read recursively, hidden files left out), or - for standard input
    #[arg(required = true, value_name = "CORPUS")]
    pub(crate) paths: Vec<PathBuf>,
    /// Leave out what this pattern matches, as .gitignore has them (repeatable); a file .tifaignore in the corpus does the same
    #[arg(long, value_name = "PATTERN", help_heading = "Corpus")]
    pub(crate) exclude: Vec<String>,
    /// Field of records (columns of CSV) that holds the text [default: text]
    #[arg(long, value_name = "NAME", help_heading = "Corpus")]
    pub(crate) text_field: Option<String>,
    /// Field of records that holds the date [default: date]
    #[arg(long, value_name = "NAME", help_heading = "Corpus")]
    pub(crate) date_field: Option<String>,
    /// Field of records that holds the title [default: title]
    #[arg(long, value_name = "NAME", help_heading = "Corpus")]
    pub(crate) title_field: Option<String>,
    /// Field of records that holds the id [default: id]
    #[arg(long, value_name = "NAME", help_heading = "Corpus")]
    pub(crate) id_field: Option<String>,
    /// Read all bytes in this encoding (UTF-8, GB18030, Big5, UTF-16LE, …) [default: what each file shows]
    #[arg(long, value_name = "NAME", value_parser = encoding, help_heading = "Corpus")]
    pub(crate) encoding: Option<TextEncoding>,
    /// Read across this name, which a site puts inside sentences (repeatable); known ones are found
    #[arg(long, value_name = "TEXT", help_heading = "Corpus")]
    pub(crate) watermark: Vec<String>,
    /// Whether titles, publication lines, counters, footers and the like are left out of the body
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = Keep::Drop, help_heading = "Corpus")]
    pub(crate) boilerplate: Keep,
    /// Whether copies of a document are left out of counts [default: drop; keep in comparisons]
    #[arg(long, value_enum, value_name = "WHAT", help_heading = "Corpus")]
    pub(crate) duplicates: Option<Keep>,
    /// Share of their text that copies have in common, at least; 1 for equal texts alone
    #[arg(long, value_name = "SHARE", default_value_t = DuplicateOptions::SIMILARITY, value_parser = share, help_heading = "Corpus")]
    pub(crate) similarity: f64,
    #[command(flatten)]
    pub(crate) dates: DateArgs,
}

#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct DateArgs {
    /// Titles, dates, speakers and variables of documents: a documents.csv that was corrected by hand
    #[arg(long, value_name = "FILE", help_heading = "Dates")]
    pub(crate) metadata: Option<PathBuf>,
    /// Which date years are taken from
    #[arg(long, value_enum, value_name = "DATE", default_value_t = By::Event, help_heading = "Dates")]
    pub(crate) year_by: By,
    /// How sure a date must be, at least, that a document is counted by year
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t = Sure::Medium, help_heading = "Dates")]
    pub(crate) date_confidence: Sure,
    /// Year of documents that nothing else dates
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(1840..=2100), help_heading = "Dates")]
    pub(crate) default_year: Option<i16>,
    /// Date at which the texts were fetched, from which 3天前 is counted
    #[arg(long, value_name = "DATE", value_parser = date, help_heading = "Dates")]
    pub(crate) crawled: Option<DocumentDate>,
}

/// Whether something is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Keep {
    /// It is left out, and named
    Drop,
    /// It is counted
    Keep,
}

/// Which date a year is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    /// When it was said
    Event,
    /// When it was published
    Publication,
}

/// How sure a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Sure {
    /// Right in nearly all texts
    High,
    /// Right in most texts
    Medium,
    /// Often wrong: mentioned meetings, campaigns, dates somewhere in the text
    Low,
}

fn encoding(label: &str) -> Result<TextEncoding, String> {
    TextEncoding::from_label(label).ok_or_else(|| {
        "no encoding of this name is known; there are UTF-8, GB18030, GBK, Big5, UTF-16LE, UTF-16BE, …"
            .to_owned()
    })
}

fn date(written: &str) -> Result<DocumentDate, String> {
    DocumentDate::parse(written)
        .ok_or_else(|| "not a date; write 2024, 2024-03 or 2024-03-05".to_owned())
}

fn share(written: &str) -> Result<f64, String> {
    let share = written
        .parse()
        .ok()
        .filter(|share| (DuplicateOptions::LOWEST_SIMILARITY..=1.0).contains(share));
    share.ok_or_else(|| {
        format!(
            "a share is a number from {} to 1",
            DuplicateOptions::LOWEST_SIMILARITY
        )
    })
}
