//! Owns `tifa bench`: throughput of every stage on the user's own text.

use std::fmt::Write as _;
use std::num::NonZeroUsize;
use std::time::{Duration, Instant};

use tifa::Error;
use tifa::corpus::{CorpusReader, Document, Skipped};
use tifa::pipeline::{Pipeline, Settings, StageTime, available_threads, time_stages};

use super::args::BenchArgs;
use super::config::Copies;
use super::messages::Rest;
use super::{ExitStatus, config, load_lexicon, messages, open_corpus};

/// What reading gave and how long it took.
struct ReadTime {
    documents: Vec<Document>,
    skipped: Vec<Skipped>,
    elapsed: Duration,
}

pub(super) fn run(args: &BenchArgs) -> tifa::Result<ExitStatus> {
    let lexicon = load_lexicon(&args.lexicon)?;
    let read = read(args)?;
    messages::skipped(&read.skipped, Rest::Nowhere);
    let mut times = Vec::new();
    for threads in thread_counts(args) {
        let ngrams = config::ngrams(&args.ngrams)?;
        let settings = Settings {
            threads,
            ..config::settings(&args.count, &args.corpus, ngrams)?
        };
        let pipeline = Pipeline::new(&lexicon, settings)?;
        times.extend(time_stages(&pipeline, &read.documents, args.passes.into())?);
    }
    messages::print(&as_text(&times, &read, args.passes))?;
    if let Some(path) = &args.csv {
        tifa::report::write_file(path, as_csv(&times).as_bytes())?;
    }
    Ok(ExitStatus::after(&read.skipped))
}

/// Reads the whole corpus into memory: stages are to be timed without it.
fn read(args: &BenchArgs) -> tifa::Result<ReadTime> {
    let corpus = open_corpus(&args.corpus, std::path::Path::new(""), Copies::Kept)?;
    let start = Instant::now();
    let (documents, skipped) = CorpusReader::new(corpus).read_all();
    if documents.is_empty() {
        let path = args.corpus.paths.first().cloned().unwrap_or_default();
        return Err(Error::EmptyCorpus {
            path,
            reason: "no document of the corpus can be read".to_owned(),
        });
    }
    Ok(ReadTime {
        documents,
        skipped,
        elapsed: start.elapsed(),
    })
}

/// The number asked for, or 1 and every power of two up to all threads.
fn thread_counts(args: &BenchArgs) -> Vec<NonZeroUsize> {
    if let Some(threads) = args
        .count
        .run
        .threads
        .and_then(|threads| NonZeroUsize::new(threads.into()))
    {
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

fn as_text(times: &[StageTime], read: &ReadTime, passes: u8) -> String {
    let mut text = String::new();
    if let Some(first) = times.first() {
        let megabytes = mega(first, first.bytes, first.best.as_secs_f64());
        let _ = writeln!(
            text,
            "{} documents, {megabytes:.2} MB of UTF-8, {} Han characters, {} tokens; fastest of {passes} passes",
            read.documents.len(),
            first.chars,
            first.tokens
        );
        let seconds = read.elapsed.as_secs_f64();
        let _ = writeln!(
            text,
            "read and decode: {:.1} MB/s, once, with whatever the system had cached",
            megabytes / seconds.max(1e-9)
        );
    }
    let _ = writeln!(
        text,
        "{:<16}{:>8}{:>10}{:>14}{:>14}{:>9}",
        "stage", "threads", "MB/s", "M chars/s", "M tokens/s", "spread"
    );
    for time in times {
        let spread = time.worst.as_secs_f64() / time.best.as_secs_f64().max(1e-9);
        let _ = writeln!(
            text,
            "{:<16}{:>8}{:>10.1}{:>14.2}{:>14.2}{:>8.2}x",
            time.stage.name(),
            time.threads,
            time.per_second(time.bytes) / 1e6,
            time.per_second(time.chars) / 1e6,
            time.per_second(time.tokens) / 1e6,
            spread
        );
    }
    text
}

/// Millions of `amount`, from a rate and its time.
fn mega(time: &StageTime, amount: u64, seconds: f64) -> f64 {
    time.per_second(amount) * seconds / 1e6
}

fn as_csv(times: &[StageTime]) -> String {
    let mut text = "stage,threads,best_seconds,worst_seconds,bytes,chars,tokens,mb_per_second,chars_per_second,tokens_per_second\n".to_owned();
    for time in times {
        let _ = writeln!(
            text,
            "{},{},{:.6},{:.6},{},{},{},{:.3},{:.0},{:.0}",
            time.stage.name(),
            time.threads,
            time.best.as_secs_f64(),
            time.worst.as_secs_f64(),
            time.bytes,
            time.chars,
            time.tokens,
            time.per_second(time.bytes) / 1e6,
            time.per_second(time.chars),
            time.per_second(time.tokens)
        );
    }
    text
}
