//! Holds imports to the arrows of docs/design.md: who may know whom, and which crate lives where.

use std::fs;
use std::path::Path;

use super::harness::project;

/// Module → modules it may name. `error` may be named by all.
const ARROWS: [(&str, &[&str]); 15] = [
    ("error", &[]),
    ("digest", &[]),
    ("history", &[]),
    ("text", &[]),
    ("lexicon", &["digest", "text"]),
    ("matcher", &["history", "lexicon", "text"]),
    ("segment", &["text"]),
    ("ngram", &["segment", "text"]),
    ("passages", &["text"]),
    ("corpus", &["digest", "history", "text"]),
    ("count", &["lexicon", "matcher"]),
    ("stats", &[]),
    (
        "pipeline",
        &[
            "corpus", "count", "lexicon", "matcher", "ngram", "passages", "segment", "stats",
            "text",
        ],
    ),
    (
        "tables",
        &[
            "corpus", "count", "lexicon", "ngram", "passages", "pipeline", "stats",
        ],
    ),
    (
        "report",
        &[
            "corpus", "count", "digest", "lexicon", "matcher", "ngram", "passages", "pipeline",
            "segment", "stats", "tables",
        ],
    ),
];

/// Crate → the module families that may name it.
const CRATES: [(&str, &[&str]); 23] = [
    ("polars", &["tables"]),
    ("maud", &["report"]),
    ("plotters", &["report"]),
    ("rayon", &["pipeline"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("signal_hook", &["cli"]),
    ("unicode_width", &["cli"]),
    ("jieba_rs", &["segment"]),
    ("zerocopy", &["segment"]),
    // YAML is a dictionary's form, and that of front matter.
    ("saphyr_parser", &["corpus", "lexicon"]),
    ("sha2", &["digest"]),
    ("statrs", &["stats"]),
    ("chardetng", &["corpus"]),
    ("encoding_rs", &["corpus"]),
    ("flate2", &["corpus"]),
    ("html5gum", &["corpus"]),
    ("lz4_flex", &["corpus"]),
    ("parquet", &["corpus"]),
    ("quick_xml", &["corpus"]),
    ("snap", &["corpus"]),
    ("zip", &["corpus"]),
    ("zstd", &["corpus"]),
];

struct Line {
    file: String,
    number: usize,
    module: String,
    text: String,
}

/// Code lines of `src`, without comments and test modules.
fn lines() -> Vec<Line> {
    let mut lines = Vec::new();
    visit(&project().join("src"), &mut lines);
    assert!(lines.len() > 1000, "the sources were found");
    lines
}

fn visit(folder: &Path, lines: &mut Vec<Line>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            visit(&path, lines);
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !path.ends_with("tests.rs")
        {
            read(&path, lines);
        }
    }
}

fn read(path: &Path, lines: &mut Vec<Line>) {
    let below = path.strip_prefix(project().join("src")).unwrap();
    let module = below
        .iter()
        .next()
        .unwrap()
        .to_string_lossy()
        .trim_end_matches(".rs")
        .to_owned();
    let content = fs::read_to_string(path).unwrap();
    let code = content.split("#[cfg(test)]\nmod tests {").next().unwrap();
    for (number, text) in (1..).zip(code.lines()) {
        if !text.trim_start().starts_with("//") {
            lines.push(Line {
                file: below.display().to_string(),
                number,
                module: module.clone(),
                text: text.to_owned(),
            });
        }
    }
}

/// Words of `text` that stand behind `prefix`.
fn named_after<'a>(text: &'a str, prefix: &'a str) -> impl Iterator<Item = &'a str> {
    text.match_indices(prefix).map(move |(at, _)| {
        let rest = &text[at + prefix.len()..];
        let end = rest
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(rest.len());
        &rest[..end]
    })
}

#[test]
fn imports_follow_the_arrows() {
    let mut wrong = Vec::new();
    for line in lines() {
        let Some((_, allowed)) = ARROWS.iter().find(|(module, _)| *module == line.module) else {
            continue;
        };
        for named in named_after(&line.text, "crate::") {
            let is_module = ARROWS.iter().any(|(module, _)| *module == named);
            let fine = named == "error" || named == line.module || allowed.contains(&named);
            if is_module && !fine {
                wrong.push(format!(
                    "{}:{}: {} must not know {named}",
                    line.file, line.number, line.module
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether `text` names something of the crate `vendor`.
fn named_before(text: &str, vendor: &str) -> bool {
    let path = format!("{vendor}::");
    text.match_indices(&path).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
    })
}

#[test]
fn each_vendor_lives_in_one_module_family() {
    let mut wrong = Vec::new();
    for line in lines() {
        for (vendor, homes) in CRATES {
            let names =
                named_before(&line.text, vendor) || line.text.contains(&format!("use {vendor}"));
            if names && !homes.contains(&line.module.as_str()) {
                wrong.push(format!(
                    "{}:{}: {vendor} belongs to {}",
                    line.file,
                    line.number,
                    homes.join(" and ")
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_has_a_place() {
    for line in lines() {
        let known = ARROWS.iter().any(|(module, _)| *module == line.module);
        assert!(
            known || matches!(line.module.as_str(), "lib" | "main" | "cli"),
            "{}: add {} to ARROWS",
            line.file,
            line.module
        );
    }
}
