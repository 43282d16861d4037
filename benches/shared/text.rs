//! What the benchmarks measure on: the corpus that was given, else the evening news beside the
//! checkout, else `seeds/`.
#![allow(dead_code, reason = "no benchmark needs all of it")]

use std::path::{Path, PathBuf};

use tifa::corpus::{Corpus, CorpusOptions, CorpusReader, Document};

/// The value behind an option such as `--ids`.
pub(crate) fn value_of(name: &str) -> Option<String> {
    let mut arguments = std::env::args().skip_while(|argument| argument != name);
    arguments.nth(1)
}

/// The first argument that is no option and no value of one of `options`, or what stands in for it.
pub(crate) fn corpus(options: &[&str]) -> PathBuf {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let values: Vec<Option<String>> = options.iter().map(|name| value_of(name)).collect();
    let given = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-') && !values.contains(&Some(argument.clone())));
    let places = [
        given.map(PathBuf::from),
        Some(project.join("../shared/corpora/xwlb.jsonl.zst")),
        Some(project.join("seeds")),
    ];
    let mut places = places.into_iter().flatten();
    let path = places.find(|path| path.exists()).unwrap();
    println!("corpus: {}", path.file_name().unwrap().to_string_lossy());
    path
}

/// The documents of [`corpus`].
pub(crate) fn documents() -> Vec<Document> {
    let corpus = Corpus::open(&[corpus(&[])], &CorpusOptions::default()).unwrap();
    CorpusReader::new(corpus).read_all().0
}

/// How many of `documents` have about so many bytes of text together, from the first on.
pub(crate) fn within(documents: &[Document], bytes: usize) -> usize {
    let mut left = bytes;
    let sizes = documents.iter().map(|document| document.text.len());
    sizes
        .take_while(|size| {
            let is_within = left > 0;
            left = left.saturating_sub(*size);
            is_within
        })
        .count()
}

/// Seconds that `work` takes.
pub(crate) fn seconds(mut work: impl FnMut() -> usize) -> f64 {
    let start = std::time::Instant::now();
    std::hint::black_box(work());
    start.elapsed().as_secs_f64()
}

#[expect(clippy::cast_precision_loss, reason = "a throughput")]
pub(crate) fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
