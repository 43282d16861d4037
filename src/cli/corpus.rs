//! Owns `tifa corpus`: what a corpus is before it is counted.

mod overview;
mod rows;

use std::path::{Path, PathBuf};

use clap::{Args as ClapArgs, Subcommand};
use tifa::lexicon::Lexicon;
use tifa::pipeline::{DocumentRows, LedgerPart, LedgerTable, NoRows, Pipeline, Run, Settings};
use tifa::report::{DocumentLedger, ledger_table, write_file};
use tifa::tables::{CsvEncoding, DocumentTable, Known};

use super::args::{CorpusArgs, RunArgs};
use super::config::Copies;
use super::messages::Rest;
use super::progress::Reporter;
use super::{ExitStatus, columns, config, messages, open_corpus};

#[derive(Debug, Subcommand)]
pub(crate) enum CorpusCommand {
    /// Show what would be read, skipped, cleaned, dated and left out
    #[command(after_help = "\
Examples:\n  \
  tifa corpus check speeches/\n  \
  tifa corpus check speeches/ --documents docs.csv --zones zones.csv\n\n\
docs.csv can be corrected by hand (title, date, year, speaker, occasion, columns of your own) and given\n\
back with --metadata docs.csv. A date of none means that a document is not to be dated.")]
    Check(CheckArgs),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    corpus: CorpusArgs,
    /// Write the table of documents to this CSV file
    #[arg(long, value_name = "FILE")]
    documents: Option<PathBuf>,
    /// Write all that is not body, with its words, to this CSV file
    #[arg(long, value_name = "FILE")]
    zones: Option<PathBuf>,
    /// Write all that may date documents, strongest first, to this CSV file
    #[arg(long, value_name = "FILE")]
    dates: Option<PathBuf>,
    /// Show at most this many documents; 0 for all
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
    /// Begin CSV files with a byte order mark, which Excel needs to show Chinese
    #[arg(long)]
    bom: bool,
    #[command(flatten)]
    run: RunArgs,
}

/// Tables that can be written.
const WRITTEN: [LedgerTable; 3] = [
    LedgerTable::Documents,
    LedgerTable::Zones,
    LedgerTable::Dates,
];

impl CheckArgs {
    /// Where each of [`WRITTEN`] goes.
    fn places(&self) -> [Option<&Path>; 3] {
        [&self.documents, &self.zones, &self.dates].map(Option::as_deref)
    }
}

/// Runs one of the commands.
pub(super) fn run(command: &CorpusCommand) -> tifa::Result<ExitStatus> {
    match command {
        CorpusCommand::Check(args) => check(args),
    }
}

fn check(args: &CheckArgs) -> tifa::Result<ExitStatus> {
    let corpus = open_corpus(&args.corpus, Path::new(""), Copies::LeftOut)?;
    let settings = Settings {
        threads: config::threads(&args.run),
        ngrams: None,
        ..Settings::default()
    };
    let pipeline = Pipeline::new(&Lexicon::default(), settings)?;
    let reporter = Reporter::new(config::loudness(&args.run));
    let surveyed = pipeline.survey(corpus, &reporter)?;
    let ledger = DocumentLedger {
        documents: DocumentTable::new(surveyed.survey().variables(), Known::Characters),
    };
    let is_asked_for = args.places().iter().any(Option::is_some);
    let rows: &dyn DocumentRows = if is_asked_for { &ledger } else { &NoRows };
    let mut about = LedgerPart::default();
    let take = |part: &LedgerPart| {
        for table in WRITTEN {
            about.rows_mut(table).extend_from_slice(part.rows(table));
        }
        Ok(())
    };
    let run = pipeline.inspect(surveyed, rows, take, &reporter)?;
    reporter.finish();
    write_tables(args, &ledger.documents, &about)?;
    messages::print(&shown(&run, args.limit))?;
    messages::skipped(&run.skipped, Rest::Nowhere);
    Ok(ExitStatus::after(&run.skipped))
}

fn write_tables(
    args: &CheckArgs,
    documents: &DocumentTable,
    about: &LedgerPart,
) -> tifa::Result<()> {
    let encoding: CsvEncoding = config::encoding(args.bom);
    for (table, path) in WRITTEN.into_iter().zip(args.places()) {
        if let Some(path) = path {
            let csv = ledger_table(table, documents, about.rows(table), encoding);
            write_file(path, &csv)?;
        }
    }
    Ok(())
}

/// The documents, and what the corpus comes to.
fn shown(run: &Run, limit: usize) -> String {
    let all = rows::rows(run);
    let most = if limit == 0 { all.len() } else { limit };
    let mut text = columns::table(&rows::HEADER, &all[..most.min(all.len())]);
    if all.len() > most {
        text.push_str(&format!(
            "… and {} more (--limit 0 shows all, --documents FILE writes them)\n",
            all.len() - most
        ));
    }
    text.push('\n');
    text.push_str(&overview::of(run));
    text
}
