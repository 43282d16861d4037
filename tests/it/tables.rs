//! Numbers in tables can be made again from the ledger, and every column is explained.

use std::collections::BTreeMap;

use tifa::lexicon::Selection;

use super::harness::{builtin, project};

type Row = BTreeMap<String, String>;

fn table(name: &str) -> Vec<Row> {
    let path = project().join("reports/seeds").join(name);
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let row = |record: csv::StringRecord| {
        header
            .iter()
            .map(str::to_owned)
            .zip(record.iter().map(str::to_owned))
            .collect()
    };
    reader
        .records()
        .map(|record| row(record.unwrap()))
        .collect()
}

fn number(row: &Row, column: &str) -> u64 {
    row[column].parse().unwrap()
}

/// Count, exact, folded, variant, masked, nested, from ledger rows by key; kinds that are not
/// counted are left out.
fn tally(key: impl Fn(&Row) -> Option<String>) -> BTreeMap<String, [u64; 6]> {
    let mut tallies: BTreeMap<String, [u64; 6]> = BTreeMap::new();
    for hit in table("hits.csv") {
        let kinds = ["exact", "folded", "variant", "masked"];
        let kind = kinds.iter().position(|kind| *kind == hit["kind"]);
        let is_body = hit["part"] == "body";
        if !is_body && kind.is_none() {
            continue;
        }
        let Some(key) = key(&hit) else { continue };
        let tally = tallies.entry(key).or_default();
        let Some(kind) = kind.filter(|_| is_body) else {
            continue;
        };
        tally[0] += 1;
        tally[1 + kind] += 1;
        tally[5] += u64::from(!hit["nested_in"].is_empty());
    }
    tallies
}

fn counts(row: &Row) -> [u64; 6] {
    [
        "count",
        "count_exact",
        "count_folded",
        "count_variant",
        "count_masked",
        "count_nested",
    ]
    .map(|column| number(row, column))
}

#[test]
fn counts_of_phrases_follow_from_the_ledger() {
    let overall = tally(|hit| Some(hit["phrase"].clone()));
    let rows = table("phrases.csv");
    let selected = builtin().select(&Selection::default()).unwrap();
    let entries = selected.entries().len();
    assert_eq!(rows.len(), entries, "every selected phrase has a row");
    for row in rows {
        assert_eq!(
            counts(&row),
            overall.get(&row["phrase"]).copied().unwrap_or_default(),
            "{}",
            row["phrase"]
        );
        assert_eq!(
            number(&row, "count_free"),
            number(&row, "count") - number(&row, "count_nested")
        );
    }
    let by_document = tally(|hit| Some(format!("{}\t{}", hit["doc_id"], hit["phrase"])));
    let rows = table("phrase_by_document.csv");
    assert_eq!(rows.len(), by_document.len());
    for row in rows {
        assert_eq!(
            counts(&row),
            by_document[&format!("{}\t{}", row["doc_id"], row["phrase"])]
        );
    }
}

#[test]
fn counts_by_year_follow_from_the_ledger() {
    let years: BTreeMap<String, String> = table("documents.csv")
        .into_iter()
        .map(|row| (row["doc_id"].clone(), row["year"].clone()))
        .collect();
    let by_year = tally(|hit| {
        let year = &years[&hit["doc_id"]];
        (!year.is_empty()).then(|| format!("{year}\t{}", hit["phrase"]))
    });
    let mut seen = 0;
    for row in table("phrase_by_year.csv") {
        let expected = by_year
            .get(&format!("{}\t{}", row["year"], row["phrase"]))
            .copied()
            .unwrap_or_default();
        assert_eq!(counts(&row), expected, "{} {}", row["year"], row["phrase"]);
        seen += usize::from(expected[0] > 0);
    }
    let counted = by_year.values().filter(|tally| tally[0] > 0);
    assert_eq!(seen, counted.count());
    assert!(
        table("years.csv").iter().all(|row| row["year"] != "2016"),
        "a year without documents has no row"
    );
}

#[test]
fn surfaces_and_positions_of_the_ledger_are_in_the_texts() {
    for hit in table("hits.csv") {
        let text = std::fs::read_to_string(project().join("seeds").join(&hit["doc_id"])).unwrap();
        let (start, end): (usize, usize) =
            (hit["start"].parse().unwrap(), hit["end"].parse().unwrap());
        let surface: String = text.chars().skip(start).take(end - start).collect();
        assert_eq!(surface, hit["surface"]);
    }
}

#[test]
fn totals_agree_between_tables() {
    let sum = |rows: &[Row], column: &str| rows.iter().map(|row| number(row, column)).sum::<u64>();
    let (documents, phrases) = (table("documents.csv"), table("phrases.csv"));
    assert_eq!(sum(&documents, "hits"), sum(&phrases, "count"));
    assert_eq!(sum(&documents, "hits_free"), sum(&phrases, "count_free"));
    let dated: Vec<Row> = documents
        .into_iter()
        .filter(|row| !row["year"].is_empty())
        .collect();
    for column in ["chars", "tokens", "hits"] {
        assert_eq!(
            sum(&dated, column),
            sum(&table("years.csv"), column),
            "{column}"
        );
    }
}

#[test]
fn every_table_and_column_is_explained() {
    let docs = std::fs::read_to_string(project().join("docs/tables.md")).unwrap();
    let folder = project().join("reports/seeds");
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        let Some(stem) = name.strip_suffix(".csv") else {
            continue;
        };
        assert!(
            docs.contains(&format!("`{stem}.csv`")),
            "docs/tables.md does not explain {name}"
        );
        let mut reader =
            csv::Reader::from_path(project().join("reports/seeds").join(&name)).unwrap();
        for column in reader.headers().unwrap() {
            let own = ["level", "occasion", "speaker"].contains(&column);
            assert!(
                own || docs.contains(&format!("`{column}`")),
                "docs/tables.md does not explain {column} of {name}"
            );
        }
    }
}
