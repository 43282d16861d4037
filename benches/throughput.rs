//! Throughput of segmentation, matching, n-grams and the whole pipeline, in bytes per second.
//!
//! Text is made from `seeds/`; where real corpora lie beside the checkout they are measured too.
//! Every benchmark checks what it counted, so a fast wrong result fails.
//!
//! Run: `cargo bench`, or `cargo bench -- match` for one of them.
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark")]

use std::path::{Path, PathBuf};

use criterion::{
    BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main, measurement::WallTime,
};
use tifa::corpus::{Corpus, CorpusOptions, CorpusReader, Document};
use tifa::lexicon::{Builtin, Lexicon};
use tifa::matcher::{MatchOptions, PhraseMatcher};
use tifa::ngram::{ChunkBuilder, NgramCounter, NgramOptions, Work};
use tifa::pipeline::{Pipeline, Settings, Silent};
use tifa::segment::{Segmenter, UnknownWords};
use tifa::text::{FoldOptions, FoldedText};

struct Text {
    name: &'static str,
    folder: PathBuf,
    documents: Vec<Document>,
    bytes: u64,
}

fn texts() -> Vec<Text> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = project.join("../shared/corpora");
    [
        ("seeds", project.join("seeds")),
        ("gwr", shared.join("gwr")),
        ("xi_speeches", shared.join("xi_speeches")),
    ]
    .into_iter()
    .filter(|(_, folder)| folder.exists())
    .map(|(name, folder)| {
        let corpus = Corpus::open(&[&folder], &CorpusOptions::default()).unwrap();
        let (documents, _) = CorpusReader::new(corpus).read_all();
        let bytes = documents
            .iter()
            .map(|document| document.text.len() as u64)
            .sum();
        Text {
            name,
            folder,
            documents,
            bytes,
        }
    })
    .collect()
}

fn each(
    criterion: &mut Criterion,
    stage: &str,
    mut work: impl FnMut(&mut BenchmarkGroup<'_, WallTime>, &Text),
) {
    let mut group = criterion.benchmark_group(stage);
    group.sample_size(10);
    for text in texts() {
        group.throughput(Throughput::Bytes(text.bytes));
        work(&mut group, &text);
    }
    group.finish();
}

fn segmentation(criterion: &mut Criterion) {
    let segmenter = Segmenter::new(UnknownWords::Guessed);
    let count = |text: &Text| {
        let mut worker = segmenter.worker();
        let mut tokens = 0_u64;
        for document in &text.documents {
            worker.tokens(&document.text, |token| tokens += u64::from(token.is_some()));
        }
        tokens
    };
    each(criterion, "segment", |group, text| {
        let expected = count(text);
        assert!(expected > 1000);
        group.bench_function(text.name, |bencher| {
            bencher.iter(|| assert_eq!(count(text), expected));
        });
    });
}

fn matching(criterion: &mut Criterion) {
    let lexicon = Lexicon::load(Builtin::Included, &[] as &[&str]).unwrap();
    let matcher = PhraseMatcher::new(&lexicon, &MatchOptions::default());
    let count = |text: &Text| {
        let mut folded = FoldedText::default();
        let mut hits = 0;
        for document in &text.documents {
            folded.refill(&document.text, &FoldOptions::default());
            hits += matcher
                .find_folded(&document.text, &folded, None)
                .hits
                .len();
        }
        hits
    };
    each(criterion, "match", |group, text| {
        let expected = count(text);
        assert!(expected > 100);
        group.bench_function(text.name, |bencher| {
            bencher.iter(|| assert_eq!(count(text), expected));
        });
    });
}

fn ngrams(criterion: &mut Criterion) {
    let segmenter = Segmenter::new(UnknownWords::Guessed);
    let options = NgramOptions::default();
    each(criterion, "ngrams", |group, text| {
        let mut builder = ChunkBuilder::new(&segmenter);
        for document in &text.documents {
            builder.add(&document.text, Some(&options));
        }
        let chunk = builder.take();
        let count = || {
            let mut counter = NgramCounter::new(options.clone(), &std::env::temp_dir(), 1 << 30);
            counter.absorb(&chunk).unwrap();
            counter
                .finish(&Work::alone(&segmenter), |_, _, _| (), |()| Ok(()))
                .unwrap()
                .rows
                .iter()
                .map(|row| row.count)
                .sum::<u64>()
        };
        let expected = count();
        assert!(expected > 1000);
        group.bench_function(text.name, |bencher| {
            bencher.iter(|| assert_eq!(count(), expected));
        });
    });
}

fn whole(criterion: &mut Criterion) {
    let lexicon = Lexicon::load(Builtin::Included, &[] as &[&str]).unwrap();
    let pipeline = Pipeline::new(&lexicon, Settings::default()).unwrap();
    let count = |text: &Text| {
        let corpus = Corpus::open(&[&text.folder], &CorpusOptions::default()).unwrap();
        let (run, counter) = pipeline.count(corpus, None, &Silent).unwrap();
        let listed = pipeline
            .list_ngrams(counter.unwrap(), &Silent, |_, _, _| (), |()| Ok(()))
            .unwrap()
            .rows
            .len();
        (run.sizes.counted, listed)
    };
    each(criterion, "whole", |group, text| {
        let expected = count(text);
        assert_eq!(expected.0, text.documents.len());
        group.bench_function(text.name, |bencher| {
            bencher.iter(|| assert_eq!(count(text), expected));
        });
    });
}

criterion_group!(benches, segmentation, matching, ngrams, whole);
criterion_main!(benches);
