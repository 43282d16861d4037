//! The built-in packs keep their rules, and lexicon files say what they said.

use std::collections::BTreeSet;
use std::path::PathBuf;

use rustc_hash::{FxHashMap, FxHashSet};
use tifa::lexicon::{Builtin, DateBasis, Entry, Lexicon, Pack, PhraseId, Selection, Tier};
use tifa::matcher::{Hit, MatchKind, MatchOptions, PhraseMatcher};
use tifa::text::{FoldOptions, fold_key};

use super::harness::{builtin, project, shared, tsv};

/// Slogans whose first known use is older than the Party: 振兴中华 is Sun Yat-sen's, of 1894.
const OLDER_THAN_THE_PARTY: [&str; 1] = ["振兴中华"];

fn pack_files() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(project().join("lexicons"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .collect();
    files.sort();
    files
}

fn load(path: &PathBuf) -> Lexicon {
    Lexicon::load(Builtin::LeftOut, &[path]).unwrap()
}

#[test]
fn every_pack_stands_in_canonical_form() {
    let update = std::env::var_os("TIFA_UPDATE_LEXICONS").is_some();
    let files = pack_files();
    assert_eq!(files.len(), 14);
    for path in files {
        let lexicon = load(&path);
        let [pack] = lexicon.packs() else {
            panic!("{}: one file is one pack", path.display());
        };
        let (canonical, committed) = (
            lexicon.to_toml(pack),
            std::fs::read_to_string(&path).unwrap(),
        );
        if update {
            std::fs::write(&path, canonical).unwrap();
            continue;
        }
        let differs = (1..)
            .zip(canonical.lines().zip(committed.lines()))
            .find(|(_, (ours, theirs))| ours != theirs);
        assert!(
            canonical == committed,
            "{} is not in canonical form: {differs:?}; run with TIFA_UPDATE_LEXICONS=1 to write it again",
            path.display()
        );
    }
}

#[test]
fn the_built_in_packs_load_without_a_warning() {
    let lexicon = builtin();
    assert_eq!(lexicon.warnings(), &[] as &[String]);
    assert!(
        lexicon.entries().len() >= 1_400,
        "{}",
        lexicon.entries().len()
    );
    assert_eq!(lexicon.categories().len(), 14);
    assert_eq!(lexicon.packs().len(), 14);
    for pack in lexicon.packs() {
        assert_eq!(pack.builtin_name(), Some(pack.category.id.as_str()));
        assert!(pack.category.english.is_some(), "{:?}", pack.path);
        assert_eq!(pack.licence.as_deref(), Some("CC0-1.0"), "{:?}", pack.path);
    }
}

#[test]
fn the_readme_of_the_packs_has_their_numbers() {
    let readme = std::fs::read_to_string(project().join("lexicons/README.md")).unwrap();
    let lexicon = builtin();
    let number = |of: &dyn Fn(&Entry) -> bool| lexicon.entries().iter().filter(|e| of(e)).count();
    let mut rows = vec![format!("with {} entries", lexicon.entries().len())];
    for pack in lexicon.packs() {
        let (name, own) = (&pack.category.id, |e: &Entry| e.origin.path == pack.path);
        rows.push(format!("| `{name}.toml` | {} |", number(&own)));
    }
    for &tier in Tier::ALL {
        let own = |e: &Entry| e.tier == Some(tier);
        rows.push(format!("| `{}` | {} |", tier.name(), number(&own)));
    }
    for &basis in DateBasis::ALL {
        let own = |e: &Entry| e.date_basis == Some(basis);
        rows.push(format!("| `{}` | {} |", basis.name(), number(&own)));
    }
    for row in rows {
        assert!(readme.contains(&row), "lexicons/README.md: {row}");
    }
}

#[test]
fn generic_words_are_left_out_by_default() {
    let all = builtin();
    let generic = |lexicon: &Lexicon| {
        let entries = lexicon.entries().iter();
        entries.filter(|e| e.tier == Some(Tier::C)).count()
    };
    assert!(generic(&all) > 0);
    let usual = all.clone().select(&Selection::default()).unwrap();
    assert_eq!(generic(&usual), 0);
    assert_eq!(usual.entries().len(), all.entries().len() - generic(&all));
}

/// What is wrong with an entry by itself.
fn faults(entry: &Entry) -> Vec<&'static str> {
    let id = entry.id.as_deref().unwrap_or_default();
    let is_id = !id.is_empty()
        && id
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    let years = if OLDER_THAN_THE_PARTY.contains(&entry.text.as_str()) {
        1840..=1920
    } else {
        1921..=2026
    };
    let is_guarded = !entry.guard.is_empty();
    [
        (!is_id, "no id of lower-case letters, digits and hyphens"),
        (entry.tier.is_none(), "no tier"),
        (entry.form.is_none(), "no form"),
        (entry.text.chars().count() < 2, "a single character"),
        (
            entry
                .text
                .starts_with(['“', '‘', '"', '「', '『', '《', '〈']),
            "begins with a quote",
        ),
        (
            entry.first_year.is_some_and(|year| !years.contains(&year)),
            "first_year",
        ),
        (
            entry.first_year.is_some() != entry.date_basis.is_some(),
            "first_year without date_basis, or the other way round",
        ),
        (
            entry.first_year.is_some() != entry.first_source.is_some(),
            "first_year without first_source, or the other way round",
        ),
        (
            is_guarded && (entry.counted.is_empty() || entry.rejected.is_empty()),
            "a guard without a counted and a rejected example",
        ),
    ]
    .into_iter()
    .filter(|(is, _)| *is)
    .map(|(_, fault)| fault)
    .collect()
}

#[test]
fn every_entry_keeps_the_rules() {
    let lexicon = builtin();
    let texts: FxHashSet<String> = lexicon.entries().iter().map(Entry::display).collect();
    let mut ids = FxHashSet::default();
    let mut wrong = Vec::new();
    for entry in lexicon.entries() {
        for fault in faults(entry) {
            wrong.push(format!("{}: {fault}", entry.text));
        }
        if !ids.insert(entry.id.clone()) {
            wrong.push(format!("{}: the id is taken", entry.text));
        }
        if let Some(parent) = &entry.parent
            && (!texts.contains(&parent.replace('|', "")) || *parent == entry.text)
        {
            wrong.push(format!("{}: no entry is the parent {parent}", entry.text));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A surface of two entries needs a guard on both.
#[test]
fn no_surface_has_two_owners() {
    let lexicon = builtin();
    let mut owners: FxHashMap<String, &Entry> = FxHashMap::default();
    for entry in lexicon.entries() {
        let surfaces: BTreeSet<String> = entry.surfaces().map(fold_key).collect();
        for surface in surfaces {
            if let Some(other) = owners.insert(surface, entry) {
                assert!(
                    !other.guard.is_empty() && !entry.guard.is_empty(),
                    "{} and {}",
                    other.name(),
                    entry.name()
                );
            }
        }
    }
}

/// All that `matcher` finds of `phrase` in `sentence`, counted or refused.
fn hits(matcher: &PhraseMatcher, sentence: &str, phrase: PhraseId) -> Vec<Hit> {
    let matches = matcher.find(sentence, &FoldOptions::default(), None);
    let all = matches.hits.into_iter().chain(matches.apart);
    all.filter(|hit| hit.phrase == phrase).collect()
}

#[test]
fn every_example_holds_with_all_entries_together() {
    let lexicon = builtin();
    let matcher = PhraseMatcher::new(&lexicon, &MatchOptions::default());
    let mut wrong = Vec::new();
    let mut examples = 0;
    for (phrase, entry) in (0..).map(PhraseId).zip(lexicon.entries()) {
        for sentence in &entry.counted {
            examples += 1;
            let hits = hits(&matcher, sentence, phrase);
            if !hits.iter().any(|hit| hit.kind.is_counted()) {
                wrong.push(format!("{} should be counted in {sentence}", entry.name()));
            }
        }
        for sentence in &entry.rejected {
            examples += 1;
            let hits = hits(&matcher, sentence, phrase);
            if hits.iter().any(|hit| hit.kind.is_counted())
                || !hits.iter().any(|hit| hit.kind == MatchKind::Rejected)
            {
                wrong.push(format!(
                    "{} should be refused in {sentence}: {hits:?}",
                    entry.name()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(examples > 300, "{examples}");
}

proptest::proptest! {
    /// Whatever stands in a value, it is read again as it was written.
    #[test]
    fn what_is_written_is_read_again(note in "\\PC*|[\\x00-\\x7f\"\\\\]*", parent in "\\PC{0,9}") {
        let entry = Entry {
            text: "四个意识".to_owned(),
            category: "mine".to_owned(),
            note: Some(note),
            parent: Some(parent),
            ..Entry::default()
        };
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.toml");
        let lexicon = Lexicon::from_entries(vec![entry]);
        std::fs::write(&path, lexicon.to_toml(&Pack::of_file(&path))).unwrap();
        let again = load(&path);
        let facts = |lexicon: &Lexicon| {
            let entry = &lexicon.entries()[0];
            (entry.note.clone(), entry.parent.clone())
        };
        proptest::prop_assert_eq!(facts(&again), facts(&lexicon));
    }
}

#[test]
fn the_embedded_packs_are_the_committed_files() {
    let from_folder = Lexicon::load(Builtin::LeftOut, &[project().join("lexicons")]).unwrap();
    assert_eq!(from_folder.hash(), builtin().hash());
}

/// What a user lists is no longer a surface of a built-in entry, and nothing clashes.
#[test]
fn an_added_entry_takes_the_place_of_a_built_in_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.toml");
    std::fs::write(
        &path,
        "[[phrase]]\ntext = \"四个意识\"\ncategory = \"mine\"\n\n[[phrase]]\ntext = \"绿色通道建设\"\nvariants = [\"两个维护\"]\n\n[[phrase]]\ntext = \"马列主义\"\n",
    )
    .unwrap();
    let (before, lexicon) = (
        builtin(),
        Lexicon::load(Builtin::Included, &[&path]).unwrap(),
    );
    assert_eq!(lexicon.entries().len(), before.entries().len() + 1);
    let entry = |lexicon: &Lexicon, text: &str| {
        let mut entries = lexicon.entries().iter();
        entries.find(|entry| entry.text == text).cloned()
    };
    assert_eq!(entry(&lexicon, "四个意识").unwrap().category, "mine");
    assert_eq!(entry(&lexicon, "两个维护"), None);
    let owner = "马克思列宁主义";
    assert_eq!(entry(&before, owner).unwrap().surfaces().count(), 2);
    assert_eq!(entry(&lexicon, owner).unwrap().surfaces().count(), 1);
    let checked = Lexicon::check(&[&path]).unwrap();
    assert_eq!(
        (checked.errors.len(), checked.lexicon.entries().len()),
        (0, 3)
    );
}

/// A text that was re-worded while the packs were curated counts as listed when it is a variant.
#[test]
fn every_tier_a_phrase_of_the_five_real_speeches_is_listed() {
    let Some(table) = shared("lexicon/phrases.tsv") else {
        return;
    };
    let lexicon = builtin();
    let listed: FxHashSet<String> = lexicon
        .entries()
        .iter()
        .flat_map(|entry| {
            let variants = entry.variants.iter().map(|variant| variant.text.as_str());
            std::iter::once(entry.text.as_str()).chain(variants)
        })
        .map(fold_key)
        .collect();
    let rows = tsv(&table);
    let wanted: Vec<&str> = rows
        .iter()
        .filter(|row| row["tier"] == "A" && row["in_seeds"] == "1")
        .map(|row| row["canonical"].as_str())
        .collect();
    let missing: Vec<&str> = wanted
        .iter()
        .copied()
        .filter(|text| !listed.contains(&fold_key(text)))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert_eq!(wanted.len(), 125);
}
