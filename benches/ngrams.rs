//! Counting n-grams of token ids: orders 1 to 5 and 1 to 3, all that occur, on one thread and two.
//!
//! The text is segmented once; what is timed begins with the ids in memory and ends with the
//! distinct n-grams and occurrences of every order. The sum of the squares of all counts is the
//! checksum: a peer that counts the same ids must come to the same.
//!
//! Run: `cargo bench --no-default-features --bench ngrams [-- CORPUS.jsonl] [--ids FILE]
//! [--budget BYTES] [--runs N]`. Without a corpus the evening news beside the checkout is read, else `seeds/`.
//! `--ids` writes the ids for peers, 32 bits each, low byte first, 0 where no n-gram reaches
//! across.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark"
)]

use std::io::Write;
use std::num::NonZeroUsize;
use std::path::Path;
use std::time::Instant;

use tifa::corpus::{Corpus, CorpusOptions, CorpusReader, Item};
use tifa::ngram::{ChunkBuilder, NgramCounter, NgramOptions, OrderTotals, Orders, Work};
use tifa::segment::{Segmenter, UnknownWords};

#[path = "shared/text.rs"]
mod text;

use text::{corpus, megabytes, value_of};

/// Options that have a value.
const OPTIONS: [&str; 3] = ["--ids", "--budget", "--runs"];

/// Timed runs of each kind, unless `--runs` says how many.
const RUNS: usize = 5;

/// Items of the corpus in a chunk.
const CHUNK: usize = 100;

fn main() {
    let segmenter = Segmenter::new(UnknownWords::Guessed);
    let budget = value_of("--budget").map_or(1 << 30, |bytes| bytes.parse().unwrap());
    let mut counter = absorbed(&segmenter, budget);
    if let Some(path) = value_of("--ids") {
        write_ids(&mut counter, Path::new(&path));
    }
    for last in [5, 3] {
        measure(&mut counter, &segmenter, Orders::new(1..=last).unwrap());
    }
}

/// A counter that has the ids of the whole corpus.
fn absorbed(segmenter: &Segmenter, budget: u64) -> NgramCounter {
    let options = NgramOptions::default();
    let mut counter = NgramCounter::new(options.clone(), &std::env::temp_dir(), budget);
    let path = corpus(&OPTIONS);
    println!("corpus: {}", path.file_name().unwrap().to_string_lossy());
    let corpus = Corpus::open(&[&path], &CorpusOptions::default()).unwrap();
    let mut builder = ChunkBuilder::new(segmenter);
    for (number, item) in (1..).zip(CorpusReader::new(corpus)) {
        if let Item::Document(document) = item {
            builder.add(&document.text, Some(&options));
        }
        if number % CHUNK == 0 {
            counter.absorb(&builder.take()).unwrap();
        }
    }
    counter.absorb(&builder.take()).unwrap();
    counter
}

fn write_ids(counter: &mut NgramCounter, path: &Path) {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
    counter
        .each_id(|id| file.write_all(&id.to_le_bytes()).unwrap())
        .unwrap();
    file.flush().unwrap();
}

fn measure(counter: &mut NgramCounter, segmenter: &Segmenter, orders: Orders) {
    let on_all = |task: &(dyn Fn() + Sync)| {
        std::thread::scope(|scope| {
            scope.spawn(task);
            task();
        });
    };
    let one = Work::alone(segmenter);
    let two = Work {
        threads: NonZeroUsize::new(2).unwrap(),
        on_all: &on_all,
        ..one
    };
    // Forgets the highest mark so far, where the system can.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let held = resident("VmRSS");
    let totals = counter.totals(orders, &one).unwrap();
    let beyond = resident("VmHWM").saturating_sub(held);
    print(&totals);
    let (mut alone, mut both, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let runs = value_of("--runs").map_or(RUNS, |runs| runs.parse().unwrap());
    for _ in 0..runs {
        let mut seconds = |work: &Work<'_>| {
            let start = Instant::now();
            assert_eq!(counter.totals(orders, work).unwrap(), totals);
            start.elapsed().as_secs_f64()
        };
        let (a, b) = (seconds(&one), seconds(&two));
        ratios.push(a / b);
        alone.push(a);
        both.push(b);
    }
    let tokens = usize::try_from(totals[0].occurrences).unwrap();
    let rate = |mut seconds: Vec<f64>| {
        seconds.sort_by(f64::total_cmp);
        megabytes(tokens) / seconds[seconds.len() / 2]
    };
    ratios.sort_by(f64::total_cmp);
    println!(
        "  {:.1} M tokens/s on one thread, {:.1} on two; two threads {:.2}x one (medians of {runs} pairs)",
        rate(alone),
        rate(both),
        ratios[runs / 2]
    );
    let distinct: u64 = totals.iter().map(|total| total.distinct).sum();
    println!(
        "  peak memory beyond the ids, one thread: {:.0} MB, {:.1} bytes per distinct n-gram",
        megabytes(beyond),
        megabytes(beyond) / megabytes(usize::try_from(distinct).unwrap())
    );
}

fn print(totals: &[OrderTotals]) {
    for (order, total) in (1..).zip(totals) {
        println!(
            "  {order}: {} distinct, {} in all, squares {}",
            total.distinct, total.occurrences, total.squares
        );
    }
    let distinct: u64 = totals.iter().map(|total| total.distinct).sum();
    let occurrences: u64 = totals.iter().map(|total| total.occurrences).sum();
    let squares: u128 = totals.iter().map(|total| total.squares).sum();
    println!("  all: {distinct} distinct, {occurrences} in all, checksum {squares}");
}

/// A line of the process's memory figures, in bytes; 0 where the system has none.
fn resident(name: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<usize>().ok());
    kilobytes.unwrap_or(0) * 1024
}
