//! Finding the passages that documents share: time, memory and what is found.
//!
//! What is timed begins with the documents' texts in memory and ends with the passages; every pair is
//! compared. With `--csv FILE` the passages are written as a table, which
//! `benches/passages/judge.py` holds to what `benches/passages/plant.py` planted.
//!
//! Run: `cargo bench --no-default-features --bench passages [-- CORPUS] [--first N] [--threads N]
//! [--shortest N] [--likeness X] [--most N]
//! [--csv FILE]`. Without a corpus the evening news beside the checkout is read, else `seeds/`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark"
)]

use std::time::Instant;

use tifa::corpus::{Corpus, CorpusOptions, Duplicates};
use tifa::lexicon::{Builtin, Lexicon};
use tifa::passages::{
    Among, Commonness, PassageKind, PassageNature, PassageOptions, PassageText, SharedPassages,
};
use tifa::pipeline::{Keep, Pipeline, Settings, Silent, available_threads, peak_memory};

#[path = "shared/text.rs"]
mod text;

/// Options that have a value.
const OPTIONS: [&str; 6] = [
    "--most",
    "--first",
    "--threads",
    "--shortest",
    "--likeness",
    "--csv",
];

fn value<T: std::str::FromStr>(name: &str) -> Option<T> {
    text::value_of(name).map(|value| value.parse().ok().unwrap())
}

/// No limit for 0.
fn at_most(documents: u32) -> Commonness {
    match documents {
        0 => Commonness::Unlimited,
        most => Commonness::AtMost(most),
    }
}

fn main() {
    let defaults = PassageOptions::default();
    let options = PassageOptions {
        shortest: value("--shortest").unwrap_or(defaults.shortest),
        likeness: value("--likeness").unwrap_or(defaults.likeness),
        commonness: value("--most").map_or(defaults.commonness, at_most),
    };
    let settings = Settings {
        threads: value("--threads").unwrap_or_else(available_threads),
        ngrams: None,
        passages: Some(options),
        keep: Keep::First(0),
        ..Settings::default()
    };
    let lexicon = Lexicon::load(Builtin::Included, &[] as &[&str]).unwrap();
    let pipeline = Pipeline::new(&lexicon, settings).unwrap();
    let texts = texts(&pipeline);
    let start = Instant::now();
    let shared = pipeline
        .shared_passages(&texts, &options, Among::AllPairs, &Silent)
        .unwrap();
    println!("search: {:.2} s", start.elapsed().as_secs_f64());
    describe(&texts, &shared);
    if let Some(path) = text::value_of("--csv") {
        write(&path, &texts, &shared);
    }
}

/// The texts of the corpus, or the first of them.
fn texts(pipeline: &Pipeline) -> Vec<PassageText> {
    let path = text::corpus(&OPTIONS);
    let reading = CorpusOptions {
        duplicates: Duplicates::Kept,
        ..CorpusOptions::default()
    };
    let corpus = Corpus::open(&[&path], &reading).unwrap();
    let start = Instant::now();
    let (run, _) = pipeline.count(corpus, None, &Silent).unwrap();
    println!(
        "reading and counting: {:.2} s",
        start.elapsed().as_secs_f64()
    );
    let mut texts = run.passages;
    texts.truncate(value("--first").unwrap_or(usize::MAX));
    texts
}

fn describe(texts: &[PassageText], shared: &SharedPassages) {
    let characters: u64 = texts.iter().map(|text| u64::from(text.length())).sum();
    println!("documents: {}, characters: {characters}", texts.len());
    let of = |kind, nature| {
        let passages = shared.passages.iter();
        passages
            .filter(|found| (found.kind, found.nature) == (kind, nature))
            .count()
    };
    println!(
        "passages: {} in {} pairs",
        shared.passages.len(),
        shared.pairs.len()
    );
    for kind in [PassageKind::Verbatim, PassageKind::Near] {
        for nature in [PassageNature::Slogan, PassageNature::Prose] {
            println!("  {} {}: {}", kind.name(), nature.name(), of(kind, nature));
        }
    }
    println!(
        "seeds left out: {}, {:?}",
        shared.seeds_left_out, shared.most_documents
    );
    let peak = peak_memory().unwrap_or_default();
    println!(
        "peak memory: {:.0} MB",
        text::megabytes(usize::try_from(peak).unwrap())
    );
}

fn write(path: &str, texts: &[PassageText], shared: &SharedPassages) {
    let mut table = csv::Writer::from_path(path).unwrap();
    let columns = "a b kind nature matched edits start_a end_a start_b end_b text_a text_b";
    table.write_record(columns.split(' ')).unwrap();
    for found in &shared.passages {
        let (a, b) = (&texts[found.a], &texts[found.b]);
        let numbers = [
            found.matched,
            found.edits,
            found.start_a,
            found.end_a,
            found.start_b,
            found.end_b,
        ];
        let numbers = numbers.map(|number| number.to_string());
        let names = [a.id.as_str(), &b.id, found.kind.name(), found.nature.name()];
        let words = [
            a.words(found.start_a, found.end_a),
            b.words(found.start_b, found.end_b),
        ];
        let cells = names
            .into_iter()
            .chain(numbers.iter().map(String::as_str))
            .chain(words);
        table.write_record(cells).unwrap();
    }
    table.flush().unwrap();
}
