//! Owns `tifa trend`: a few phrases year by year, and what their course comes to.

mod args;
mod chart;
mod output;
mod text;

use std::path::PathBuf;

use tifa::Error;
use tifa::corpus::Corpus;
use tifa::pipeline::{Grouping, Keep, Pipeline, Run, Settings};
use tifa::tables::Trend;

use super::chart_file::check_svg;
use super::entries::{self, Asked, Chosen};
use super::messages::{Rest, number_of};
use super::progress::Reporter;
use super::{ExitStatus, config, messages};
pub(super) use args::TrendArgs;

/// What `--help` ends with.
pub(super) const EXAMPLES: &str = "\
Examples:\n  \
tifa trend 获得感 speeches/                        one phrase, year by year\n  \
tifa trend 获得感,四个意识 speeches/ --svg trend.svg\n  \
tifa trend 不忘初心、牢记使命 speeches/            a phrase of the lexicon that has a comma itself\n  \
tifa trend --phrase '一手抓改革，一手抓稳定' speeches/\n  \
tifa trend 乡村振兴 hu/ xi/ --format csv > years.csv\n  \
tifa trend 乡村振兴,双创 news.jsonl --format csv --rows phrase > statistics.csv\n\n\
Phrases are separated by commas of any kind (, ， 、), as long as the lexicon has no phrase of that\n\
text. Counts are those of tifa report, in phrase_by_year.csv: years without documents have no row,\n\
documents without a year are in none. Rates are hits per 10,000 Han characters with Garwood's\n\
interval, shares of documents have Wilson's (95 % both).\n\n\
Statistics are of the yearly rates: Kendall's tau-b with Mann and Kendall's test (adjusted for the\n\
phrases asked for, Benjamini and Hochberg), Theil and Sen's slope per year, the year from which on\n\
they are most unlike those before (share of squared deviation explained, Pettitt's p), half-life\n\
(years from the peak until rates stay at half of it or less), and the longest silence.\n\
With fewer than 5 hits (few_hits), 3 documents (few_documents) or 5 years (few_years) there are none.";

pub(super) fn run(args: &TrendArgs) -> tifa::Result<ExitStatus> {
    check_svg(args.svg.as_deref())?;
    let args = &with_corpus(args)?;
    let chosen = entries::choose(asked(args), &args.search.lexicon)?;
    let settings = Settings {
        groupings: vec![Grouping::Year],
        keep: Keep::First(0),
        ..config::matching(&args.search.matching, &args.corpus, &args.search.run)?
    };
    let corpus = corpus(args)?;
    if !args.search.run.quiet {
        chosen.notes.iter().for_each(|note| messages::note(note));
    }
    let reporter = Reporter::new(config::loudness(&args.search.run));
    let (run, _) = Pipeline::new(&chosen.lexicon, settings)?.count(corpus, None, &reporter)?;
    reporter.finish();
    let no_years = Default::default();
    let by_year = run.counts.groups.first().unwrap_or(&no_years);
    let trend = Trend::new(by_year, &chosen.phrases);
    if let Some(path) = &args.svg {
        let svg = chart::svg(&trend, &chosen)?;
        tifa::report::write_file(path, svg.as_bytes())?;
    }
    messages::write(&output::formatted(args, &trend, &chosen))?;
    messages::skipped(&run.skipped, Rest::Nowhere);
    if !args.search.run.quiet {
        messages::note(&outcome(&trend, &run, &chosen));
    }
    Ok(ExitStatus::after(&run.skipped))
}

/// The arguments with the corpus in its place: where phrases are given as options, what stands first
/// is part of the corpus.
fn with_corpus(args: &TrendArgs) -> tifa::Result<TrendArgs> {
    let mut args = args.clone();
    if !args.phrase.is_empty() {
        let first = std::mem::take(&mut args.phrases);
        args.corpus.paths.insert(0, PathBuf::from(first));
    }
    match args.corpus.paths.is_empty() {
        false => Ok(args),
        true => Err(Error::Setting {
            option: "CORPUS".to_owned(),
            message: format!(
                "no corpus is named; write it behind the phrases: tifa trend {} speeches/",
                args.phrases
            ),
        }),
    }
}

/// Opens the corpus; says how several phrases are written where one of them stands in its place.
fn corpus(args: &TrendArgs) -> tifa::Result<Corpus> {
    let opened = entries::corpus_behind(&args.phrases, &args.corpus, "trend");
    opened.map_err(|error| match error {
        Error::NotFound { path } if args.corpus.paths.last() != Some(&path) => Error::Setting {
            option: "CORPUS".to_owned(),
            message: format!(
                "{0}: no such file or folder; if it is a phrase, write a comma before it: tifa trend {1},{0} …",
                path.display(),
                args.phrases
            ),
        },
        other => other,
    })
}

fn asked(args: &TrendArgs) -> Asked<'_> {
    match args.phrase.as_slice() {
        [] => Asked::List(&args.phrases),
        each => Asked::Each(each),
    }
}

/// What was counted, and what is in no year.
fn outcome(trend: &Trend, run: &Run, chosen: &Chosen) -> String {
    let documents = number_of(run.sizes.counted, "document", "documents");
    let years = number_of(trend.years.len(), "year", "years");
    let hits: u64 = trend.phrases.iter().map(|phrase| phrase.count).sum();
    let mut text = match hits {
        0 => format!("no hit of {} in {documents}, {years}", chosen.title()),
        _ => format!("{documents}, {years} with documents"),
    };
    if run.sizes.undated > 0 {
        let hits = |id| {
            run.counts
                .whole
                .phrases
                .get(id)
                .map_or(0, |found| found.count.count())
        };
        let all: u64 = chosen.phrases.iter().map(hits).sum();
        let in_years: u64 = trend.phrases.iter().map(|phrase| phrase.count).sum();
        text += &format!(
            "; {} without a year, {} of the phrases in them",
            number_of(run.sizes.undated, "document", "documents"),
            number_of(
                usize::try_from(all - in_years).unwrap_or(usize::MAX),
                "hit",
                "hits"
            ),
        );
    }
    if trend.years.is_empty() {
        text += "; tifa corpus check shows how they are dated, --default-year dates them";
    }
    if run.sizes.left_out > 0 {
        text += &format!("; {} left out as copies", run.sizes.left_out);
    }
    text
}
