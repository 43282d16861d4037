//! Owns `tifa bench`: throughput of every stage and of a whole report on the user's own text.

mod chart;
mod output;
mod report;

use std::num::NonZeroUsize;
use std::path::Path;

use tifa::corpus::Document;
use tifa::lexicon::Lexicon;
use tifa::pipeline::{
    Pipeline, Race, Sample, Settings, StageTime, available_threads, peak_memory, race_stock,
    time_reading, time_stages,
};

use super::args::{BenchArgs, Peer};
use super::chart_file::{check_is_svg, check_writable};
use super::config::Copies;
use super::messages::Rest;
use super::progress::Reporter;
use super::{ExitStatus, config, load_lexicon, messages, open_corpus};

/// All that was measured.
struct Measured {
    sample: Sample,
    /// Words and numbers in the bodies of the sample.
    tokens: u64,
    rows: Vec<StageTime>,
    /// The most memory held before the sample was: by the reports.
    peak_of_reports: Option<u64>,
    /// The most memory held until the last stage was timed.
    peak_of_stages: Option<u64>,
    race: Option<Race>,
}

pub(super) fn run(args: &BenchArgs) -> tifa::Result<ExitStatus> {
    for path in [&args.csv, &args.chart].into_iter().flatten() {
        check_writable(path)?;
    }
    check_is_svg("--chart", args.chart.as_deref())?;
    let lexicon = load_lexicon(&args.lexicon)?;
    let corpus = open_corpus(&args.corpus, Path::new(""), Copies::LeftOut)?;
    let reporter = Reporter::new(config::loudness(&args.count.run));
    let sample = Sample::new(corpus, args.sample.limit(), &reporter)?;
    messages::skipped(&sample.skipped, Rest::Nowhere);
    if cfg!(debug_assertions) {
        messages::note(
            "this build is not optimised: measure with cargo run --profile dist, or --release",
        );
    }
    let measured = measure(args, &lexicon, sample, &reporter)?;
    reporter.finish();
    if let Some(path) = &args.csv {
        tifa::report::write_file(path, output::csv(&measured).as_bytes())?;
    }
    if let Some(path) = &args.chart {
        tifa::report::write_file(path, chart::svg(&measured, args.passes)?.as_bytes())?;
    }
    messages::print(&output::text(&measured, args))?;
    Ok(match &measured.race {
        Some(race) if race.different > 0 => ExitStatus::Failed,
        _ => ExitStatus::after(&measured.sample.skipped),
    })
}

/// Measures everything. Reports come first, before the sample is held in memory, so that the peak
/// of memory is theirs.
fn measure(
    args: &BenchArgs,
    lexicon: &Lexicon,
    sample: Sample,
    reporter: &Reporter,
) -> tifa::Result<Measured> {
    let passes = usize::from(args.passes);
    let counts = thread_counts(args).into_iter();
    let all: Vec<Settings> = counts
        .map(|threads| settings(args, lexicon, threads))
        .collect::<tifa::Result<_>>()?;
    let reports = report::time_reports(&sample, lexicon, &all, passes, reporter)?;
    let peak_of_reports = peak_memory();
    let documents: Vec<Document> = sample.documents().collect();
    let pipelines: Vec<Pipeline> = all
        .into_iter()
        .map(|settings| Pipeline::new(lexicon, settings))
        .collect::<tifa::Result<_>>()?;
    let mut rows = vec![time_reading(&sample, passes, reporter)?];
    let stages = time_stages(&pipelines, &sample, &documents, passes, reporter)?;
    rows.extend(stages.times);
    rows.extend(reports);
    rows.sort_by_key(|row| row.threads);
    let peak_of_stages = peak_memory();
    let race = match args.against {
        None => None,
        Some(Peer::JiebaRs) => {
            let unknown = settings(args, lexicon, NonZeroUsize::MIN)?.unknown_words;
            Some(race_stock(&documents, unknown, passes, reporter)?)
        }
    };
    Ok(Measured {
        sample,
        tokens: stages.tokens,
        rows,
        peak_of_reports,
        peak_of_stages,
        race,
    })
}

fn settings(args: &BenchArgs, lexicon: &Lexicon, threads: NonZeroUsize) -> tifa::Result<Settings> {
    Ok(Settings {
        threads,
        ..config::settings(&args.count, (&args.corpus, lexicon), Some(&args.ngrams))?
    })
}

/// The number asked for, or 1 and every power of two up to all threads.
fn thread_counts(args: &BenchArgs) -> Vec<NonZeroUsize> {
    let asked = args.count.run.threads.map(usize::from);
    if let Some(threads) = asked.and_then(NonZeroUsize::new) {
        return vec![threads];
    }
    let all = available_threads();
    let powers = std::iter::successors(Some(NonZeroUsize::MIN), |threads| {
        threads.checked_mul(NonZeroUsize::MIN.saturating_add(1))
    });
    let mut counts: Vec<NonZeroUsize> = powers.take_while(|&threads| threads < all).collect();
    counts.push(all);
    counts
}
