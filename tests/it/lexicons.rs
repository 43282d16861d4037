//! The built-in packs keep their rules.

use rustc_hash::FxHashSet;
use tifa::lexicon::{Builtin, Lexicon};

use super::harness::{builtin, project, shared, tsv};

#[test]
fn the_built_in_packs_load_without_a_warning() {
    let lexicon = builtin();
    assert_eq!(lexicon.entries().len(), 200);
    assert_eq!(lexicon.categories().len(), 14);
    assert_eq!(lexicon.warnings(), &[] as &[String]);
    for category in lexicon.categories() {
        assert!(
            category.english.is_some(),
            "{} has an English name",
            category.id
        );
    }
    for entry in lexicon.entries() {
        assert!(entry.text.chars().count() >= 2, "{}", entry.text);
        if let Some(year) = entry.first_year {
            assert!((1921..=2026).contains(&year), "{}: {year}", entry.text);
        }
    }
}

#[test]
fn the_embedded_packs_are_the_committed_files() {
    let from_folder = Lexicon::load(Builtin::LeftOut, &[project().join("lexicons")]).unwrap();
    assert_eq!(from_folder.hash(), builtin().hash());
}

#[test]
fn an_added_entry_takes_the_place_of_a_built_in_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.toml");
    std::fs::write(&path, "[[phrase]]\ntext = \"四个意识\"\ncategory = \"mine\"\n\n[[phrase]]\ntext = \"绿色通道建设\"\n").unwrap();
    let lexicon = Lexicon::load(Builtin::Included, &[&path]).unwrap();
    assert_eq!(lexicon.entries().len(), 201);
    let own = lexicon
        .entries()
        .iter()
        .find(|entry| entry.text == "四个意识")
        .unwrap();
    assert_eq!(own.category, "mine");
}

#[test]
fn every_tier_a_phrase_of_the_five_real_speeches_is_listed() {
    let Some(table) = shared("lexicon/phrases.tsv") else {
        return;
    };
    let lexicon = builtin();
    let listed: FxHashSet<String> = lexicon
        .entries()
        .iter()
        .map(|entry| tifa::text::fold_key(&entry.text))
        .collect();
    let rows = tsv(&table);
    let wanted: Vec<&String> = rows
        .iter()
        .filter(|row| row["tier"] == "A" && row["in_seeds"] == "1")
        .map(|row| &row["canonical"])
        .collect();
    let missing: Vec<&&String> = wanted
        .iter()
        .filter(|text| !listed.contains(&tifa::text::fold_key(text)))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert_eq!(wanted.len(), 125);
}
