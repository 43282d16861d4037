//! The public matching cases, as far as kinds exact and folded decide them.

use serde_json::Value;
use tifa::lexicon::{Builtin, Lexicon};
use tifa::matcher::{OverlapPolicy, PhraseMatcher, apply_policy};
use tifa::text::{FoldOptions, Markup, Wrapping};

use super::harness::{case_table, tsv};

struct Case {
    id: String,
    text: String,
    entries: Vec<Value>,
    options: Value,
    policy: OverlapPolicy,
    expected: Vec<(String, u64, u64, String)>,
}

fn cases() -> Option<Vec<Case>> {
    let table = case_table("TIFA_MATCHING_CASES", "cases/matching_cases.tsv")?;
    let json = |text: &str| {
        serde_json::from_str::<Value>(if text.is_empty() { "{}" } else { text }).unwrap()
    };
    let cases = tsv(&table).into_iter().map(|row| Case {
        id: row["case_id"].clone(),
        text: row["text"]
            .replace("\\n", "\n")
            .replace("\\t", "\t")
            .replace("\\r", "\r")
            .replace("\\\\", "\\"),
        entries: json(&row["lexicon"]).as_array().unwrap().clone(),
        options: json(&row["opts"]),
        policy: match row["policy"].as_str() {
            "outermost" => OverlapPolicy::Outermost,
            "outermost_cat" => OverlapPolicy::OutermostInCategory,
            "longest" => OverlapPolicy::Longest,
            _ => OverlapPolicy::All,
        },
        expected: json(&row["expected_matches"])
            .as_array()
            .unwrap()
            .iter()
            .map(expected_hit)
            .collect(),
    });
    Some(cases.collect())
}

fn expected_hit(hit: &Value) -> (String, u64, u64, String) {
    let text = |index: usize| hit[index].as_str().unwrap().to_owned();
    (
        text(0),
        hit[1].as_u64().unwrap(),
        hit[2].as_u64().unwrap(),
        text(3),
    )
}

/// Whether the case uses only what is matched so far: sections 1 and 5 of the specification.
fn is_in_scope(case: &Case) -> bool {
    let known = |value: &Value, keys: &[&str]| {
        value
            .as_object()
            .unwrap()
            .keys()
            .all(|key| keys.contains(&key.as_str()))
    };
    let kinds = case
        .expected
        .iter()
        .all(|hit| matches!(hit.3.as_str(), "exact" | "folded"));
    let plain = !case
        .entries
        .iter()
        .any(|entry| entry["c"].as_str().unwrap().contains('{'));
    let distinct = case.entries.iter().enumerate().all(|(index, entry)| {
        case.entries[..index]
            .iter()
            .all(|other| other["c"] != entry["c"])
    });
    kinds
        && plain
        && distinct
        && case
            .entries
            .iter()
            .all(|entry| known(entry, &["id", "c", "cat"]))
        && known(&case.options, &["hard_wrap", "watermarks", "markdown"])
}

fn found(case: &Case) -> Vec<(String, u64, u64, String)> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lexicon.csv");
    let mut csv = csv::Writer::from_path(&path).unwrap();
    csv.write_record(["text", "category"]).unwrap();
    for entry in &case.entries {
        csv.write_record([
            entry["c"].as_str().unwrap(),
            entry["cat"].as_str().unwrap_or("none"),
        ])
        .unwrap();
    }
    drop(csv);
    let lexicon = Lexicon::load(Builtin::LeftOut, &[path]).unwrap();
    let set = |name: &str| case.options[name].as_bool().unwrap_or(false);
    let options = FoldOptions {
        wrapping: if set("hard_wrap") {
            Wrapping::HardWrapped
        } else {
            Wrapping::Paragraphs
        },
        markup: if set("markdown") {
            Markup::Markdown
        } else {
            Markup::Plain
        },
        watermarks: case.options["watermarks"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|w| w.as_str().unwrap().to_owned())
            .collect(),
    };
    let hits = PhraseMatcher::new(&lexicon)
        .unwrap()
        .find(&case.text, &options);
    let mut found: Vec<_> = apply_policy(&hits, case.policy)
        .iter()
        .map(|hit| {
            let id = case.entries[hit.phrase.index()]["id"]
                .as_str()
                .unwrap()
                .to_owned();
            (
                id,
                u64::from(hit.start),
                u64::from(hit.end),
                hit.kind.name().to_owned(),
            )
        })
        .collect();
    found.sort_by(|a, b| (a.1, a.2, &a.0).cmp(&(b.1, b.2, &b.0)));
    found
}

#[test]
fn public_cases_of_folding_guards_and_overlap_hold() {
    let Some(cases) = cases() else { return };
    let (in_scope, later): (Vec<&Case>, Vec<&Case>) =
        cases.iter().partition(|case| is_in_scope(case));
    let wrong: Vec<String> = in_scope
        .iter()
        .filter_map(|case| {
            let found = found(case);
            (found != case.expected)
                .then(|| format!("{}: expected {:?}, found {found:?}", case.id, case.expected))
        })
        .collect();
    eprintln!(
        "{} matching cases ran, {} need kinds that come later",
        in_scope.len(),
        later.len()
    );
    assert!(in_scope.len() >= 40, "only {} cases ran", in_scope.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
