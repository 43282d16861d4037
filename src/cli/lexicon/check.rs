//! Owns `tifa lexicon check`: what the library finds wrong, and what only the matcher can tell.

use std::path::PathBuf;

use rustc_hash::FxHashSet;
use tifa::lexicon::{Builtin, Entry, Lexicon, Origin, Problem};
use tifa::matcher::{MatchKind, MatchOptions, PhraseMatcher};
use tifa::text::FoldOptions;

use super::super::messages::{self, number_of};
use super::super::status::ExitStatus;
use super::likeness::Builtins;

pub(super) fn run(paths: &[PathBuf]) -> tifa::Result<ExitStatus> {
    let mut checked = Lexicon::check(paths)?;
    let builtin = Lexicon::load(Builtin::Included, &[] as &[PathBuf])?;
    let builtins = Builtins::new(&builtin);
    let broken: FxHashSet<Origin> = checked.errors.iter().map(|e| e.origin.clone()).collect();
    let mut remarks = Vec::new();
    for entry in checked.lexicon.entries() {
        if !broken.contains(&entry.origin) {
            checked.warnings.extend(about(entry, bad_examples(entry)));
        }
        remarks.extend(about(entry, builtins.remarks(entry)));
    }
    let mut text = findings("error", &mut checked.errors);
    text += &findings("warning", &mut checked.warnings);
    text += &findings("remark", &mut remarks);
    let is_usable = checked.errors.is_empty();
    if is_usable {
        let entries = checked.lexicon.entries().len();
        text += &verdict(entries, checked.warnings.len(), remarks.len());
    }
    messages::print(&text)?;
    Ok(if is_usable {
        ExitStatus::Complete
    } else {
        ExitStatus::Failed
    })
}

/// The messages as problems of `entry`.
fn about(entry: &Entry, messages: Vec<String>) -> impl Iterator<Item = Problem> {
    messages
        .into_iter()
        .map(|message| Problem::of(entry, message))
}

/// A line for each, in the order of the files.
fn findings(what: &str, problems: &mut [Problem]) -> String {
    problems.sort_by(|a, b| a.origin.cmp(&b.origin));
    let line = |problem: &Problem| format!("{}: {what}: {}\n", problem.origin, problem.message);
    problems.iter().map(line).collect()
}

fn verdict(entries: usize, warnings: usize, remarks: usize) -> String {
    let found: Vec<String> = [
        (warnings, "warning", "warnings"),
        (remarks, "remark", "remarks"),
    ]
    .into_iter()
    .filter(|(number, ..)| *number > 0)
    .map(|(number, one, many)| number_of(number, one, many))
    .collect();
    let entries = number_of(entries, "entry", "entries");
    if found.is_empty() {
        format!("{entries}, no problems\n")
    } else {
        format!("{entries}, no errors, {}\n", found.join(", "))
    }
}

/// Guards without examples, and examples that do not hold.
fn bad_examples(entry: &Entry) -> Vec<String> {
    let mut found = Vec::new();
    if !entry.guard.is_empty() && (entry.counted.is_empty() || entry.rejected.is_empty()) {
        found.push(format!(
            "{:?} has a guard without examples; add a sentence to counted and one to rejected",
            entry.text
        ));
    }
    if entry.counted.is_empty() && entry.rejected.is_empty() {
        return found;
    }
    let alone = Lexicon::from_entries(vec![entry.clone()]);
    let matcher = PhraseMatcher::new(&alone, &MatchOptions::default());
    for sentence in &entry.counted {
        if !outcome(&matcher, sentence).is_counted {
            found.push(format!(
                "counted: {:?} has no hit in {sentence:?}; mend the example or the guard",
                entry.text
            ));
        }
    }
    for sentence in &entry.rejected {
        let outcome = outcome(&matcher, sentence);
        if outcome.is_counted {
            found.push(format!(
                "rejected: {:?} is counted in {sentence:?}; mend the example or the guard",
                entry.text
            ));
        } else if !outcome.is_refused {
            found.push(format!(
                "rejected: {:?} does not stand in {sentence:?}, so that no guard is tried",
                entry.text
            ));
        }
    }
    found
}

/// What became of an example.
struct Outcome {
    is_counted: bool,
    is_refused: bool,
}

fn outcome(matcher: &PhraseMatcher, sentence: &str) -> Outcome {
    let found = matcher.find(sentence, &FoldOptions::default(), None);
    Outcome {
        is_counted: found.hits.iter().any(|hit| hit.kind.is_counted()),
        is_refused: found
            .apart
            .iter()
            .any(|hit| hit.kind == MatchKind::Rejected),
    }
}
