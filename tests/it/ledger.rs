//! Every number of a report can be made again from its ledgers, `hits.csv` and `masks.csv`.

mod again;
mod nesting;
mod through_years;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use tifa::matcher::OverlapPolicy;
use tifa::stats;
use tifa::tables::safe_cell;
use tifa::text::count_han;

use super::harness::{project, shared};
use again::{
    APART, COUNTED, PARTS, Report, Row, Size, Tally, cells, compare, grouped, is_body, is_counted,
    measure, number,
};
use nesting::{check_nesting, check_policy};

const FEWER_HITS: [OverlapPolicy; 3] = [
    OverlapPolicy::Outermost,
    OverlapPolicy::OutermostInCategory,
    OverlapPolicy::Longest,
];

/// A text that has every kind of hit.
const EVERY_KIND: &str = "新时代新征程上,***总书记强调,要增强“四个意识”、坚定四个自信,\
即道路自信、理论自信、制度自信、文化自信。\n\
道路自信和理论自信,有了八项规定,也要抓好干部。群路线不能丢。\n\
以人民为中心的发展思想,以人民为中心发展思想,基层党组只建设;基层党徂织建设。\n\
获得感更足、幸福感更可持续、安全感更有保障,全面推进乡村**,党的XX大精神,第三个代表,人民币。\n\
把粮食安全摆在首位,不忘初心 牢記使命,8小时以外,８小时以外,XJP总书记,三查三看。";

/// `report.hits` of documents with a year, each with it.
fn dated_hits(report: &Report) -> Vec<Row> {
    let years: BTreeMap<&String, &String> = report
        .documents
        .iter()
        .map(|row| (&row["doc_id"], &row["year"]))
        .collect();
    let mut hits = report.hits.clone();
    for hit in &mut hits {
        let year = years
            .get(&hit["doc_id"])
            .map_or_else(String::new, |year| (*year).clone());
        hit.insert("year".to_owned(), year);
    }
    hits.retain(|hit| !hit["year"].is_empty());
    hits
}

fn years(report: &Report) -> BTreeMap<String, Size> {
    let years: BTreeSet<&String> = report.documents.iter().map(|row| &row["year"]).collect();
    let dated = years.into_iter().filter(|year| !year.is_empty());
    dated
        .map(|year| {
            let own = report.documents.iter().filter(|row| row["year"] == *year);
            (year.clone(), Size::of(own))
        })
        .collect()
}

fn check_phrases(report: &Report) {
    let corpus = Size::of(&report.documents);
    let found = grouped(&report.hits, |hit| hit["phrase"].clone());
    let by_year = grouped(&dated_hits(report), |hit| {
        (hit["phrase"].clone(), hit["year"].clone())
    });
    let years = years(report);
    let mut expected: Vec<Row> = Vec::new();
    for (entry, name) in report.lexicon.entries().iter().zip(report.names.clone()) {
        let tally = found.get(&name).cloned().unwrap_or_default();
        let own = years.iter().filter_map(|(year, size)| {
            let count = by_year.get(&(name.clone(), year.clone()))?.get("count");
            (count > 0).then_some((year, count, size.chars))
        });
        let own: Vec<(&String, u64, u64)> = own.collect();
        let year = |found: Option<&(&String, u64, u64)>| {
            found.map_or_else(String::new, |found| found.0.clone())
        };
        let higher =
            |a: &&(&String, u64, u64), b: &&(&String, u64, u64)| (a.1 * b.2).cmp(&(b.1 * a.2));
        let mut row = cells([
            ("category", entry.category.clone()),
            (
                "english",
                safe_cell(&entry.english.clone().unwrap_or_default()).into_owned(),
            ),
            (
                "lexicon_first_year",
                entry
                    .first_year
                    .map_or_else(String::new, |year| year.to_string()),
            ),
            ("dispersion_dp", measure(dispersion(report, &tally))),
            ("first_year", year(own.first())),
            ("last_year", year(own.last())),
            ("peak_year", year(own.iter().rev().max_by(higher))),
            ("inside_of", tally.inside_of()),
            ("phrase", name),
        ]);
        row.extend(tally.cells());
        row.extend(corpus.rates(tally.get("count")));
        row.extend(corpus.shares(&tally));
        expected.push(row);
    }
    let ledgers = through_years::Ledgers {
        found: &found,
        by_year: &by_year,
        years: &years,
    };
    through_years::add(report, &ledgers, &mut expected);
    expected.sort_by_key(|row| (Reverse(number(row, "count")), row["phrase"].clone()));
    compare("phrases", &report.table("phrases"), &expected);
}

/// Gries' deviation of proportions over all documents, by its definition.
fn dispersion(report: &Report, tally: &Tally) -> Option<f64> {
    if tally.get("count") == 0 {
        return None;
    }
    let share = |part: u64, of: u64| stats::rate(part, of, 1.0).unwrap();
    let chars = Size::of(&report.documents).chars;
    let parts = report.documents.iter().map(|row| {
        let own = tally.documents.get(&row["doc_id"]).copied();
        let expected = share(number(row, "chars"), chars);
        (share(own.unwrap_or_default(), tally.get("count")) - expected).abs()
    });
    Some(parts.sum::<f64>() / 2.0)
}

fn check_by_document(report: &Report) {
    let mut expected = Vec::new();
    for document in &report.documents {
        let own = report
            .hits
            .iter()
            .filter(|hit| hit["doc_id"] == document["doc_id"]);
        let own: Vec<Row> = own.cloned().collect();
        let mut rows: Vec<Row> = grouped(&own, |hit| hit["phrase"].clone())
            .into_iter()
            .map(|(phrase, tally)| {
                let mut row = cells([
                    ("doc_id", document["doc_id"].clone()),
                    ("year", document["year"].clone()),
                    ("category", report.phrases[&phrase].0.clone()),
                    ("phrase", phrase),
                ]);
                row.extend(tally.cells());
                row.extend(Size::of([document]).rates(tally.get("count")));
                row
            })
            .collect();
        rows.sort_by_key(|row| (Reverse(number(row, "count")), row["phrase"].clone()));
        expected.extend(rows);
    }
    compare(
        "phrase_by_document",
        &report.table("phrase_by_document"),
        &expected,
    );
}

fn check_by_year(report: &Report) {
    let hits = dated_hits(report);
    let found = grouped(&hits, |hit| (hit["year"].clone(), hit["phrase"].clone()));
    let phrases: BTreeSet<&String> = hits.iter().map(|hit| &hit["phrase"]).collect();
    let mut expected: Vec<Row> = Vec::new();
    for (year, size) in &years(report) {
        for phrase in &phrases {
            let tally = found
                .get(&(year.clone(), (*phrase).clone()))
                .cloned()
                .unwrap_or_default();
            let mut row = cells([
                ("year", year.clone()),
                ("phrase", (*phrase).clone()),
                ("category", report.phrases[*phrase].0.clone()),
                ("documents", size.documents.to_string()),
                ("chars", size.chars.to_string()),
            ]);
            row.extend(tally.cells());
            row.extend(size.rates(tally.get("count")));
            row.extend(size.shares(&tally));
            expected.push(row);
        }
    }
    expected.sort_by_key(|row| {
        (
            row["year"].clone(),
            Reverse(number(row, "count")),
            row["phrase"].clone(),
        )
    });
    compare("phrase_by_year", &report.table("phrase_by_year"), &expected);
}

fn check_totals(report: &Report) {
    let hits = dated_hits(report);
    let by_category = grouped(&hits, |hit| (hit["year"].clone(), hit["category"].clone()));
    let by_year = grouped(&hits, |hit| hit["year"].clone());
    let (mut categories, mut totals) = (Vec::new(), Vec::new());
    for (year, size) in &years(report) {
        for category in report.lexicon.categories() {
            let key = (year.clone(), category.id.clone());
            let count = by_category
                .get(&key)
                .map_or(0, |tally| tally.get("count_outermost"));
            let mut row = size.rates(count);
            row.extend(cells([
                ("year", year.clone()),
                ("category", category.id.clone()),
                ("category_title", category.title.clone()),
                ("count_outermost", count.to_string()),
                ("chars", size.chars.to_string()),
            ]));
            categories.push(row);
        }
        let tally = by_year.get(year).cloned().unwrap_or_default();
        let own = hits
            .iter()
            .filter(|hit| hit["year"] == *year && is_counted(hit));
        let own = own.filter(|hit| is_body(hit));
        let distinct: BTreeSet<&String> = own.map(|hit| &hit["phrase"]).collect();
        totals.push(cells([
            ("year", year.clone()),
            ("documents", size.documents.to_string()),
            ("chars", size.chars.to_string()),
            ("tokens", size.tokens.to_string()),
            ("hits", tally.get("count").to_string()),
            ("hits_free", tally.get("count_free").to_string()),
            ("distinct_phrases", distinct.len().to_string()),
        ]));
    }
    compare(
        "category_by_year",
        &report.table("category_by_year"),
        &categories,
    );
    compare("years", &report.table("years"), &totals);
}

fn check_documents(report: &Report) {
    let found = grouped(&report.hits, |hit| hit["doc_id"].clone());
    let masks = report.table("masks");
    assert_eq!(report.table("documents").len(), report.texts.len());
    let mut expected = report.documents.clone();
    for row in &mut expected {
        let id = row["doc_id"].clone();
        let tally = found.get(&id).cloned().unwrap_or_default();
        let own = report
            .hits
            .iter()
            .filter(|hit| hit["doc_id"] == id && is_body(hit) && is_counted(hit));
        let distinct: BTreeSet<&String> = own.map(|hit| &hit["phrase"]).collect();
        let masks = masks
            .iter()
            .filter(|mask| mask["doc_id"] == id && is_body(mask))
            .count();
        row.extend(cells([
            ("chars", count_han(&report.bodies[&id]).to_string()),
            ("hits", tally.get("count").to_string()),
            ("hits_free", tally.get("count_free").to_string()),
            ("distinct_phrases", distinct.len().to_string()),
            ("masks", masks.to_string()),
        ]));
    }
    compare("documents", &report.documents, &expected);
}

/// Both ledgers name what stands in the texts.
fn check_surfaces(report: &Report) {
    for row in report.hits.iter().chain(&report.table("masks")) {
        let [start, end] =
            ["start", "end"].map(|column| usize::try_from(number(row, column)).unwrap());
        let chars = report.texts[&row["doc_id"]].chars();
        let surface: String = chars.skip(start).take(end - start).collect();
        assert_eq!(safe_cell(&surface), row["surface"], "{row:?}");
        assert_eq!(surface.chars().count(), end - start, "{row:?}");
    }
}

/// Counts the tables of a report again.
fn check_tables(report: &Report) {
    check_phrases(report);
    check_by_document(report);
    check_by_year(report);
    check_totals(report);
    check_documents(report);
}

/// Makes a report of all hits and one under each of `policies`, and counts them again.
fn check(corpus: &Path, policies: &[OverlapPolicy]) -> Report {
    let all = Report::new(corpus, OverlapPolicy::All);
    check_nesting(&all);
    check_surfaces(&all);
    check_tables(&all);
    for &policy in policies {
        let report = Report::new(corpus, policy);
        check_policy(&all, &report, policy);
        check_tables(&report);
    }
    all
}

#[test]
fn the_samples_can_be_counted_again() {
    check(
        &project().join("seeds"),
        &[OverlapPolicy::OutermostInCategory],
    );
}

#[test]
fn every_kind_of_hit_can_be_counted_again() {
    let folder = tempfile::tempdir().unwrap();
    let title = "在增强四个意识座谈会上的讲话\n同志们:\n";
    let more = |line: &str| format!("{EVERY_KIND}\n{}", line.repeat(20));
    for (name, text) in [
        ("2021-07-01-a.txt", format!("{title}{EVERY_KIND}")),
        ("2022-07-01-copy.txt", format!("同志们:\n{EVERY_KIND}")),
        ("2008-03-b.txt", more("今天上午我们开会,讨论修路的安排。\n")),
        ("undated.txt", more("河边的树长得很快,已经发芽。\n")),
    ] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let all = check(folder.path(), &FEWER_HITS);
    let tally = Tally::of(&all.hits);
    let columns = COUNTED.iter().chain(&APART).chain(&PARTS);
    for (kind, column) in columns.filter(|(kind, _)| *kind != "outline") {
        assert!(tally.get(column) > 0, "the text has no {kind} hit");
    }
    assert!(tally.get("count_nested") > 0 && !all.table("masks").is_empty());
}

#[test]
fn real_speeches_with_masks_can_be_counted_again() {
    if let Some(corpus) = shared("seeds") {
        check(&corpus, &[OverlapPolicy::Longest]);
    }
}

#[test]
fn real_speeches_can_be_counted_again() {
    if let Some(corpus) = shared("corpora/xi_speeches") {
        check(&corpus, &[]);
    }
}
