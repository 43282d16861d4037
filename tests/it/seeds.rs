//! The sample speeches count what their `.expected.tsv` says.

use std::collections::BTreeMap;

use tifa::corpus::YearSource;
use tifa::count::PhraseCount;
use tifa::lexicon::Selection;
use tifa::matcher::MatchKind;

use super::harness::{builtin, count, project, tsv};

/// Columns of the expected counts.
const KINDS: [MatchKind; 7] = [
    MatchKind::Exact,
    MatchKind::Folded,
    MatchKind::Variant,
    MatchKind::Masked,
    MatchKind::Related,
    MatchKind::Expansion,
    MatchKind::Partial,
];

fn of_kinds(count: &PhraseCount) -> Vec<u64> {
    KINDS.iter().map(|&kind| count.of(kind)).collect()
}

#[test]
fn sample_speeches_have_their_expected_counts() {
    let lexicon = builtin().select(&Selection::default()).unwrap();
    let folder = project().join("seeds");
    let run = count(std::slice::from_ref(&folder), &[], &lexicon);
    assert!(
        run.documents.len() >= 14 && run.skipped.is_empty(),
        "{:?}",
        run.skipped
    );
    let mut wrong = Vec::new();
    for info in run.counted() {
        let found: BTreeMap<String, Vec<u64>> = info
            .counts
            .phrases
            .iter()
            .map(|(&id, count)| (lexicon.entry(id).name(), of_kinds(count)))
            .filter(|(_, counts)| counts.iter().any(|&count| count > 0))
            .collect();
        let table = folder.join(info.document.id.replace(".txt", ".expected.tsv"));
        let expected: BTreeMap<String, Vec<u64>> = tsv(&table)
            .iter()
            .map(|row| {
                let count = |kind: &MatchKind| row[kind.name()].parse::<u64>().unwrap();
                (row["phrase"].clone(), KINDS.iter().map(count).collect())
            })
            .collect();
        if found != expected {
            wrong.push(format!(
                "{}: expected {expected:?}, found {found:?}",
                info.document.id
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn sample_speeches_are_dated_in_every_way() {
    let run = count(&[project().join("seeds")], &[], &builtin());
    let sources: Vec<YearSource> = run
        .documents
        .iter()
        .map(|info| info.document.date.source)
        .collect();
    for source in [
        YearSource::Metadata,
        YearSource::Anniversary,
        YearSource::PublishDate,
        YearSource::Unknown,
    ] {
        assert!(
            sources.contains(&source),
            "no document is dated by {source:?}"
        );
    }
    let years: std::collections::BTreeSet<i32> = run
        .documents
        .iter()
        .filter_map(|info| info.document.date.year())
        .collect();
    assert_eq!(years.first(), Some(&2013));
    assert_eq!(years.last(), Some(&2026));
    assert!(
        !years.contains(&2016),
        "2016 is left out so that charts show a gap"
    );
}
