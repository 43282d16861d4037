//! The tables of dating cases: the public one, one that is named by the environment, and our own.

use rustc_hash::FxHashMap;
use serde_json::Value;
use tifa::corpus::{Dating, DocumentDate, date_text};

use super::harness::{case_table, project, tsv};

fn day(value: &str) -> Option<DocumentDate> {
    let mut parts = value.split('-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next().and_then(|part| part.parse().ok());
    let day = parts.next().and_then(|part| part.parse().ok());
    Some(DocumentDate { year, month, day })
}

fn shown(date: Option<DocumentDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

fn infer(row: &FxHashMap<String, String>) -> Dating {
    let text = row["text"].replace("\\n", "\n").replace("\\t", "\t");
    let options: Value = match row["opts"].as_str() {
        "" => Value::Null,
        json => serde_json::from_str(json).unwrap(),
    };
    date_text(&text, options["crawl_date"].as_str().and_then(day))
}

/// What differs from what the case expects; empty when it holds.
fn differences(row: &FxHashMap<String, String>) -> Vec<String> {
    let dating = infer(row);
    let event = &dating.event;
    let year = event
        .year()
        .map_or("none".to_owned(), |year| year.to_string());
    let known = event.date.filter(|date| date.month.is_some());
    let source = match event.source.name() {
        "unknown" => "none",
        name => name,
    };
    // Only the tables' years of the Republic are written as dates too.
    let date = match row["expected_date"].len() {
        4 => shown(event.date),
        _ => shown(known),
    };
    let mut wrong = Vec::new();
    let mut check = |column: &str, found: &str| {
        let expected = row.get(column).map_or("", String::as_str);
        if expected != found {
            wrong.push(format!("{column} {expected:?}, found {found:?}"));
        }
    };
    check("expected_year", &year);
    check("expected_date", &date);
    check("evidence", source);
    check("confidence", event.confidence.name());
    for (column, found) in [
        ("window_from", dating.window.from),
        ("window_to", dating.window.to),
    ] {
        if row.get(column).is_some_and(|expected| !expected.is_empty()) {
            check(column, &shown(found));
        }
    }
    wrong
}

/// Runs a table, prints how many cases ran and failed, and fails when one did.
fn run(rows: &[FxHashMap<String, String>]) {
    let mut failed = Vec::new();
    for row in rows {
        let wrong = differences(row);
        if !wrong.is_empty() {
            let (id, text) = (&row["case_id"], &row["text"]);
            failed.push(format!("{id} {text}: {}", wrong.join("; ")));
        }
    }
    eprintln!("dating cases: {} run, {} failed", rows.len(), failed.len());
    assert!(!rows.is_empty(), "the table has cases");
    assert!(failed.is_empty(), "failed:\n{}", failed.join("\n"));
}

#[test]
fn dating_cases() {
    if let Some(table) = case_table("TIFA_DATING_CASES", "cases/dating_cases.tsv") {
        run(&tsv(&table));
    }
}

#[test]
fn own_dating_cases() {
    run(&tsv(&project().join("tests/data/dating_cases.tsv")));
}
