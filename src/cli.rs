//! Owns the command line: what was typed, what it means, what is said, and the exit status.
//!
//! Takes arguments, calls the library. The only user of clap, and the only place that prints.

mod args;
mod bench;
mod cells;
mod chart_file;
mod collocates;
mod columns;
mod compare;
mod config;
mod corpus;
mod entries;
mod kwic;
mod lexicon;
mod messages;
mod numbers;
mod progress;
mod records;
mod status;
mod trend;
mod words;

use clap::Parser as _;
use clap::error::ErrorKind;
use tifa::corpus::Corpus;
use tifa::lexicon::Lexicon;
use tifa::report::{ReportJob, check_output};

use args::{Args, Command, ReportArgs};
use config::Copies;
use messages::Rest;
use progress::Reporter;
pub(crate) use status::ExitStatus;

/// Parses the arguments, runs the command, and says how it went.
pub(crate) fn main() -> ExitStatus {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            let asked = matches!(
                error.kind(),
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
            );
            // A closed terminal is no failure.
            drop(error.print());
            return if asked {
                ExitStatus::Complete
            } else {
                ExitStatus::Usage
            };
        }
    };
    let result = match args.command {
        Command::Report(args) => report(&args),
        Command::Compare(args) => compare::run(&args),
        Command::Kwic(args) => kwic::run(&args),
        Command::Trend(args) => trend::run(&args),
        Command::Collocates(args) => collocates::run(&args),
        Command::Corpus(command) => corpus::run(&command),
        Command::Bench(args) => bench::run(&args),
        Command::Lexicon(command) => lexicon::run(&command),
    };
    result.unwrap_or_else(|error| {
        messages::error(&error);
        ExitStatus::of(&error)
    })
}

fn report(args: &ReportArgs) -> tifa::Result<ExitStatus> {
    let out = args
        .output
        .out
        .clone()
        .unwrap_or_else(|| config::default_out(&args.corpus.paths));
    check_output(&out, &args.corpus.paths)?;
    let lexicon = load_lexicon(&args.lexicon)?;
    let settings = config::settings(&args.count, (&args.corpus, &lexicon), Some(&args.ngrams))?;
    let corpus = open_corpus(&args.corpus, &out, Copies::LeftOut)?;
    let job = ReportJob {
        out,
        settings,
        group_by: args.by.clone(),
        encoding: config::encoding(args.output.bom),
        temperature: config::temperature(args.temperature.as_deref())?,
    };
    let reporter = Reporter::new(config::loudness(&args.count.run));
    let summary = job.run(corpus, &lexicon, &reporter)?;
    reporter.finish();
    messages::skipped(&summary.skipped, Rest::InReport);
    if !args.count.run.quiet {
        messages::summary(&summary)?;
    }
    Ok(ExitStatus::after(&summary.skipped))
}

fn load_lexicon(args: &args::LexiconArgs) -> tifa::Result<Lexicon> {
    load_files(&args.files)?.select(&config::selection(args))
}

/// All phrases of the built-in packs and the user's files.
fn load_files(files: &args::LexiconFiles) -> tifa::Result<Lexicon> {
    let lexicon = Lexicon::load(config::builtin(files), &files.lexicon)?;
    messages::warnings(lexicon.warnings());
    Ok(lexicon)
}

fn open_corpus(
    args: &args::CorpusArgs,
    out: &std::path::Path,
    copies: Copies,
) -> tifa::Result<Corpus> {
    let corpus = Corpus::open(&args.paths, &config::corpus_options(args, out, copies))?;
    messages::warnings(corpus.warnings());
    Ok(corpus)
}
