//! Real corpora as they come, where these lie beside the checkout: encodings, other copies of the
//! same reports, traditional script.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::OnceLock;

use tifa::corpus::{Corpus, CorpusOptions, Duplicates};
use tifa::pipeline::{CountedDocument, Pipeline, Run, Settings, Silent};

use super::harness::{builtin, shared};

/// Counts of every phrase that occurs, by document.
type Counts = BTreeMap<String, BTreeMap<usize, u64>>;

fn count(folder: PathBuf, options: CorpusOptions) -> (Run, Counts) {
    let corpus = Corpus::open(&[folder], &options).unwrap();
    let settings = Settings {
        ngrams: None,
        ..Settings::default()
    };
    let pipeline = Pipeline::new(&builtin(), settings).unwrap();
    let (run, _) = pipeline.count(corpus, None, &Silent).unwrap();
    let counts = run
        .counted()
        .map(|info| {
            let phrases = info.counts.phrases.iter();
            let found = phrases.map(|(id, count)| (id.index(), count.count()));
            let found = found.filter(|&(_, count)| count > 0).collect();
            (info.document.id.clone(), found)
        })
        .collect();
    (run, counts)
}

fn flags(run: &Run) -> BTreeMap<&str, Vec<String>> {
    let documents = run.counted().map(|info| &info.document);
    documents
        .map(|document| (document.id.as_str(), document.flag_names()))
        .filter(|(_, flags)| !flags.is_empty())
        .collect()
}

/// The document that this one is a copy of.
fn copied(left_out: &CountedDocument) -> &str {
    &left_out.duplicate.as_ref().unwrap().of
}

/// The clean reports, without their copies from other places; counted once for all tests.
fn clean() -> Option<&'static Counts> {
    static CLEAN: OnceLock<Option<Counts>> = OnceLock::new();
    let counted = || {
        let options = CorpusOptions {
            exclude: vec!["variant_*".to_owned()],
            ..CorpusOptions::default()
        };
        Some(count(shared("corpora/gwr")?, options).1)
    };
    CLEAN.get_or_init(counted).as_ref()
}

#[test]
fn every_encoding_counts_what_its_original_counts() {
    let (Some(folder), Some(clean)) = (shared("corpora/encodings"), clean()) else {
        return;
    };
    let options = CorpusOptions {
        duplicates: Duplicates::Kept,
        ..CorpusOptions::default()
    };
    let (run, counts) = count(folder, options);
    let mut compared = 0;
    for (id, found) in &counts {
        let is_spoiled = id.contains("mojibake");
        let original = match id.split_once('.').unwrap_or_default().0 {
            "hkcnews_article_973" => &counts["hkcnews_article_973.utf8.txt"],
            year => match clean.get(&format!("{year}.txt")) {
                Some(report) => report,
                None => continue,
            },
        };
        assert_eq!(found == original, !is_spoiled, "{id}");
        compared += 1;
    }
    assert_eq!((counts.len(), compared), (21, 20));
    let spoiled: Vec<&str> = flags(&run)
        .into_iter()
        .filter(|(_, flags)| flags.contains(&"mojibake".to_owned()))
        .map(|(id, _)| id)
        .collect();
    assert_eq!(spoiled.len(), 3, "{spoiled:?}");
    assert!(spoiled.iter().all(|id| id.contains("mojibake")));
}

/// Years of `variant` whose counts are not those of the clean report.
fn differing(variant: &str) -> Option<(Run, Vec<String>)> {
    let clean = clean()?;
    let folder = shared("corpora/gwr")?.join(variant);
    let (run, counts) = count(folder, CorpusOptions::default());
    let differing = counts
        .into_iter()
        .filter(|(id, found)| clean.get(id) != Some(found))
        .map(|(id, _)| id)
        .collect();
    Some((run, differing))
}

/// One line per report, some pasted twice, one cut, two with a glossary behind them.
#[test]
fn reports_pasted_twice_are_counted_once_and_cut_ones_are_flagged() {
    let Some((run, differing)) = differing("variant_chengjun") else {
        return;
    };
    // 2007 is cut; 2010 and 2012 have a glossary.
    assert_eq!(differing, ["2007.txt", "2010.txt", "2012.txt"]);
    let flags = flags(&run);
    for year in ["1959.txt", "1991.txt"] {
        assert_eq!(flags[year], ["copied"], "{year}");
    }
    assert_eq!(flags["2007.txt"], ["truncated:no_closing"]);
}

/// Licence footers broken over many lines, and wordings that differ in six years.
#[test]
fn licence_footers_are_no_body() {
    let Some((run, differing)) = differing("variant_wikisource") else {
        return;
    };
    let years = ["1954", "1957", "1984", "2008", "2015", "2017"];
    assert_eq!(differing, years.map(|year| format!("{year}.txt")));
    let footers = run.counted().filter(|info| info.document.zone_chars > 0);
    assert_eq!(footers.count(), run.sizes.counted);
}

#[test]
fn subscription_lines_and_copies_are_found_in_traditional_script() {
    let Some(folder) = shared("corpora/traditional") else {
        return;
    };
    let options = CorpusOptions::default();
    let corpus = Corpus::open(&[&folder], &options).unwrap();
    let documents = tifa::corpus::CorpusReader::new(corpus).read_all().0;
    assert_eq!(documents.len(), 400);
    let line = "月費訂戶 網址";
    let with_line = documents.iter().filter(|d| d.text.contains(line));
    let mut found = 0;
    for document in with_line {
        let at = document.text.find(line).unwrap();
        let is_zone = document.zones.iter().any(|z| z.start <= at && at < z.end);
        assert!(is_zone, "{}", document.id);
        found += 1;
    }
    assert_eq!(found, 342);
    let (run, _) = count(folder, options);
    let left_out: Vec<(&str, &str)> = run
        .left_out()
        .map(|left| (left.document.id.as_str(), copied(left)))
        .collect();
    assert_eq!(left_out, [("article_37436", "article_37452")]);
}

#[test]
fn a_speech_that_stands_in_two_files_is_counted_once() {
    let Some(folder) = shared("corpora/xi_speeches") else {
        return;
    };
    let (run, _) = count(folder, CorpusOptions::default());
    // One file holds the address of another year than its name says.
    assert_eq!((run.sizes.counted, run.sizes.left_out), (86, 1));
    let left_out = run.left_out().next().unwrap();
    assert!(copied(left_out).starts_with("2013-12-31"));
    let date = left_out.document.date.date.unwrap();
    assert_eq!(date.to_string(), "2016-12-31");
}
