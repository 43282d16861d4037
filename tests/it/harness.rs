//! What tests share: the project's folders, and counting through the library.

use std::path::{Path, PathBuf};

use tifa::corpus::{Corpus, CorpusOptions};
use tifa::lexicon::{Builtin, Lexicon};
use tifa::ngram::{NgramListing, NgramOptions};
use tifa::pipeline::{Pipeline, Run, Settings, Silent};

/// The project's folder.
pub(crate) fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file or folder among the shared test data, or `None` with a word of why the test does less.
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let path = project().parent()?.join("shared").join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {name} is not beside the checkout");
    None
}

/// A table of cases: from the environment, or among the shared test data.
pub(crate) fn case_table(variable: &str, name: &str) -> Option<PathBuf> {
    std::env::var_os(variable)
        .map(PathBuf::from)
        .or_else(|| shared(name))
}

/// Tab-separated cells of a table without quoting, by the names of its header.
pub(crate) fn tsv(path: &Path) -> Vec<rustc_hash::FxHashMap<String, String>> {
    let content = std::fs::read_to_string(path).unwrap();
    let mut lines = content.lines();
    let header: Vec<&str> = lines.next().unwrap().split('\t').collect();
    lines
        .map(|line| {
            header
                .iter()
                .map(ToString::to_string)
                .zip(line.split('\t').map(str::to_owned))
                .collect()
        })
        .collect()
}

pub(crate) fn builtin() -> Lexicon {
    Lexicon::load(Builtin::Included, &[] as &[&str]).unwrap()
}

/// Counts a corpus without n-grams.
pub(crate) fn count(paths: &[PathBuf], exclude: &[&str], lexicon: &Lexicon) -> Run {
    count_all(paths, exclude, lexicon, None).0
}

/// Counts a corpus.
pub(crate) fn count_all(
    paths: &[PathBuf],
    exclude: &[&str],
    lexicon: &Lexicon,
    ngrams: Option<NgramOptions>,
) -> (Run, Option<NgramListing>) {
    let exclude = exclude.iter().map(ToString::to_string).collect();
    let corpus = Corpus::open(
        paths,
        &CorpusOptions {
            exclude,
            ..CorpusOptions::default()
        },
    )
    .unwrap();
    let pipeline = Pipeline::new(
        lexicon,
        Settings {
            ngrams,
            ..Settings::default()
        },
    )
    .unwrap();
    let (run, counter) = pipeline.count(corpus, None, &Silent).unwrap();
    let listing = counter.map(|counter| {
        pipeline
            .list_ngrams(counter, &Silent, |_, _, _| (), |()| Ok(()))
            .unwrap()
    });
    (run, listing)
}
