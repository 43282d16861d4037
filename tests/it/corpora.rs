//! Published and reference counts on real corpora, where these lie beside the checkout.

use tifa::lexicon::Lexicon;
use tifa::matcher::MatchKind;
use tifa::ngram::{NgramOptions, Orders};

use super::harness::{builtin, count, count_all, shared};

/// Counts of 83 phrases in 57 yearly reports by plain substring counting. The guards of
/// MATCHING 1.7 explain every exception: (year, phrase, substrings, hits).
const GUARDED: [(&str, &str, u64, u64); 1] = [
    // 一九六五年计划草案: 五 belongs to the year.
    ("1964", "五年计划", 5, 4),
];

fn read_csv(path: &std::path::Path) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader
        .headers()
        .unwrap()
        .iter()
        .map(str::to_owned)
        .collect();
    let rows = reader
        .records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect();
    (header, rows)
}

#[test]
fn yearly_reports_agree_with_substring_counts_cell_by_cell() {
    let (Some(table), Some(corpus)) = (
        shared("cases/gwr_reference_substring.csv"),
        shared("corpora/gwr"),
    ) else {
        return;
    };
    let (header, rows) = read_csv(&table);
    let phrases = &header[2..];
    let lexicon = Lexicon::from_phrases(phrases).unwrap();
    let run = count(&[corpus], &["variant_*"], &lexicon);
    assert_eq!(run.sizes.counted, rows.len());
    let (mut wrong, mut cells) = (Vec::new(), 0);
    for info in run.counted() {
        let counts = &info.counts;
        let year = info.document.date.year().unwrap().to_string();
        let row = rows.iter().find(|row| row[0] == year).unwrap();
        for ((id, phrase), cell) in (0..)
            .map(tifa::lexicon::PhraseId)
            .zip(phrases)
            .zip(&row[2..])
        {
            let exact = counts
                .phrases
                .get(&id)
                .map_or(0, |count| count.of(MatchKind::Exact));
            let reference: u64 = cell.parse().unwrap();
            let guarded = GUARDED.contains(&(year.as_str(), phrase.as_str(), reference, exact));
            cells += 1;
            if exact != reference && !guarded {
                wrong.push(format!(
                    "{year} {phrase}: {reference} substrings, {exact} exact hits"
                ));
            }
        }
    }
    assert_eq!(cells, 83 * 57);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn published_counts_recount() {
    let (Some(table), Some(corpus)) = (shared("cases/published_counts.csv"), shared("corpora/gwr"))
    else {
        return;
    };
    let (_, rows) = read_csv(&table);
    let (substrings, tokens): (Vec<_>, Vec<_>) = rows
        .into_iter()
        .partition(|row| row[4].starts_with("raw substring"));
    assert!(!substrings.is_empty() && !tokens.is_empty());
    for row in substrings {
        let lexicon = Lexicon::from_phrases(&[&row[2]]).unwrap();
        let run = count(
            &[corpus.join(row[1].replace("gwr-", "") + ".txt")],
            &[],
            &lexicon,
        );
        assert_eq!(
            run.counts.whole.total.of(MatchKind::Exact).to_string(),
            row[3],
            "{row:?}"
        );
    }
    let options = NgramOptions {
        orders: Orders::new(1..=1).unwrap(),
        top: 0,
        ..NgramOptions::default()
    };
    let (_, listing) = count_all(
        &[corpus.join("variant_chengjun/2017.txt")],
        &[],
        &builtin(),
        Some(options),
    );
    let listing = listing.unwrap();
    for row in tokens {
        let count = listing
            .rows
            .iter()
            .find(|ngram| ngram.text == row[2])
            .map_or(0, |ngram| ngram.count);
        assert_eq!(count.to_string(), row[3], "{row:?}");
    }
}

#[test]
fn the_five_real_speeches_are_read() {
    let Some(corpus) = shared("seeds") else {
        return;
    };
    let run = count(&[corpus], &[], &builtin());
    assert_eq!((run.documents.len(), run.skipped.len()), (5, 0));
    let years: Vec<Option<i32>> = run
        .documents
        .iter()
        .map(|info| info.document.date.year())
        .collect();
    assert_eq!(years, [2026, 2025, 2025, 2019, 2021].map(Some));
    let evidence: Vec<&str> = run
        .documents
        .iter()
        .map(|info| info.document.date.source.name())
        .collect();
    let expected = [
        "annual_review+publish_date",
        "title_year",
        "title_year+publish_date",
        "anniversary",
        "anniversary",
    ];
    assert_eq!(evidence, expected);
}
