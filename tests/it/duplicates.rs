//! Copies among real documents, where these lie beside the checkout.

use std::collections::BTreeSet;
use std::path::Path;

use tifa::corpus::{DuplicateKind, DuplicateOptions, NearDuplicates, find_duplicates, find_parts};
use tifa::text::{fold_char, is_han, is_mask};

use super::harness::shared;

/// Names and texts of the text files in a folder, sorted by name.
fn texts(folder: &Path) -> Vec<(String, String)> {
    let mut texts: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).unwrap())
        })
        .collect();
    texts.sort();
    texts
}

/// Names of the kept document and of its copy, with kind and similarity.
fn copies(texts: &[(String, String)], near: f64) -> Vec<(usize, usize, DuplicateKind, f64)> {
    let bodies: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
    let options = DuplicateOptions {
        near: NearDuplicates::AtLeast(near),
    };
    let mut copies = Vec::new();
    for group in find_duplicates(&bodies, options) {
        for copy in group.members {
            copies.push((group.kept, copy.document, copy.kind, copy.similarity));
        }
    }
    copies
}

/// The Jaccard similarity of all shingles, counted one by one.
fn exact_similarity(a: &str, b: &str) -> f64 {
    let shingles = |text: &str| -> BTreeSet<Vec<char>> {
        let words: Vec<char> = text
            .chars()
            .map(fold_char)
            .filter(|&c| is_han(c) || c.is_alphabetic() || c.is_ascii_digit() || is_mask(c))
            .collect();
        words.windows(5).map(<[char]>::to_vec).collect()
    };
    let (a, b) = (shingles(a), shingles(b));
    let share = |n: usize| f64::from(u32::try_from(n).unwrap());
    share(a.intersection(&b).count()) / share(a.union(&b).count())
}

#[test]
fn yearly_reports_are_copies_of_the_same_year_only() {
    let Some(folder) = shared("corpora/gwr") else {
        return;
    };
    let mut reports = texts(&folder);
    let years = reports.len();
    reports.extend(texts(&folder.join("variant_chengjun")));
    reports.extend(texts(&folder.join("variant_wikisource")));
    let copies = copies(&reports, DuplicateOptions::SIMILARITY);
    for &(kept, copy, _, similarity) in &copies {
        assert_eq!(reports[kept].0, reports[copy].0);
        if copy % 8 != 0 {
            continue;
        }
        let exact = exact_similarity(&reports[kept].1, &reports[copy].1);
        assert!(
            (exact - similarity).abs() < 0.03,
            "{}: {similarity}, counted {exact}",
            reports[kept].0
        );
    }
    // One source has lost a third of the report of 2007.
    let single: Vec<&str> = (years..reports.len())
        .filter(|&report| copies.iter().all(|&(_, copy, ..)| copy != report))
        .map(|report| reports[report].0.as_str())
        .collect();
    assert_eq!(single, ["2007"]);
}

#[test]
fn speeches_of_one_speaker_are_no_copies_but_one_is() {
    let Some(folder) = shared("corpora/xi_speeches") else {
        return;
    };
    let speeches = texts(&folder);
    let copies: Vec<(&str, &str)> = copies(&speeches, DuplicateOptions::LOWEST_SIMILARITY)
        .iter()
        .map(|&(kept, copy, ..)| (&speeches[kept].0[..10], &speeches[copy].0[..10]))
        .collect();
    // The file of 2013 holds the address of 2016.
    assert_eq!(copies, [("2013-12-31", "2016-12-31")]);
}

#[test]
fn congress_reports_are_no_copies() {
    let Some(folder) = shared("corpora/cpc_congress") else {
        return;
    };
    let reports = texts(&folder);
    assert_eq!(copies(&reports, DuplicateOptions::LOWEST_SIMILARITY), []);
}

#[test]
fn an_article_published_twice() {
    let Some(path) = shared("corpora/traditional/hkcnews_400.jsonl") else {
        return;
    };
    let articles: Vec<(String, String)> = std::fs::read_to_string(path)
        .unwrap()
        .lines()
        .map(|line| {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            let field = |name: &str| record[name].as_str().unwrap().to_owned();
            (field("id"), field("text"))
        })
        .collect();
    let found: Vec<(&str, &str, DuplicateKind)> = copies(&articles, DuplicateOptions::SIMILARITY)
        .iter()
        .map(|&(kept, copy, kind, _)| (articles[kept].0.as_str(), articles[copy].0.as_str(), kind))
        .collect();
    assert_eq!(
        found,
        [("article_37452", "article_37436", DuplicateKind::Exact)]
    );
}

#[test]
fn copies_with_masks_notes_cuts_and_footers_are_found() {
    let Some(folder) = shared("corpora/xi_speeches") else {
        return;
    };
    let speeches: Vec<(String, String)> = texts(&folder)
        .into_iter()
        .filter(|(_, text)| text.chars().count() > 1_500)
        .collect();
    assert!(speeches.len() > 50);
    let all_but = |text: &str, percent: usize| -> String {
        let length = text.chars().count();
        text.chars().take(length - length * percent / 100).collect()
    };
    for (name, text) in &speeches {
        let changed = [
            text.replace("习近平", "***").replace("北京", "XX"),
            text.replace("人民。", "人民。某某文库收集整理"),
            all_but(text, 5),
            format!("{text}\n责任编辑：小王 来源：本网 转载请注明出处"),
        ];
        for copy in changed {
            let pair = [text.clone(), copy].map(|text| (name.clone(), text));
            let found = copies(&pair, DuplicateOptions::SIMILARITY).len();
            assert_eq!(found, 1, "{name}");
        }
    }
}

#[test]
fn previews_of_speeches_are_parts_of_the_whole() {
    let Some(folder) = shared("corpora/xi_speeches") else {
        return;
    };
    let speeches = texts(&folder);
    let wholes = speeches.len();
    let mut bodies: Vec<String> = speeches.into_iter().map(|(_, text)| text).collect();
    for whole in 0..wholes {
        let length = bodies[whole].chars().count();
        let preview: String = bodies[whole].chars().take(length * 2 / 5).collect();
        bodies.push(preview);
    }
    let bodies: Vec<&str> = bodies.iter().map(String::as_str).collect();
    let parts = find_parts(&bodies);
    assert!(
        parts
            .iter()
            .all(|part| part.document == part.whole + wholes)
    );
    // The shortest speeches have previews that are too short.
    assert!(parts.len() + 6 >= wholes, "{} of {wholes}", parts.len());
}
