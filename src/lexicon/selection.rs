//! Owns which entries of a lexicon are looked for: by pack, tier and category.

use std::collections::BTreeSet;
use std::path::Path;

use rustc_hash::FxHashSet;

use super::{Entry, Lexicon, Tier};
use crate::error::{Error, Result};

/// Which entries are looked for. Entries without a tier, as users write them, belong to every tier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// Built-in packs by name; none for all. A user's entries are always kept.
    pub packs: Vec<String>,
    /// Tiers.
    pub tiers: Vec<Tier>,
    /// Categories by id; none for all.
    pub categories: Vec<String>,
}

impl Default for Selection {
    /// Every pack and category, without the generic words of tier C.
    fn default() -> Self {
        Self {
            packs: Vec::new(),
            tiers: vec![Tier::A, Tier::B, Tier::Local],
            categories: Vec::new(),
        }
    }
}

impl Selection {
    /// Every entry there is.
    #[must_use]
    pub fn everything() -> Self {
        Self {
            tiers: Tier::ALL.to_vec(),
            ..Self::default()
        }
    }

    fn takes(&self, entry: &Entry) -> bool {
        let of =
            |wanted: &[String], name: &str| wanted.is_empty() || wanted.iter().any(|w| w == name);
        entry.pack().is_none_or(|pack| of(&self.packs, pack))
            && entry.tier.is_none_or(|tier| self.tiers.contains(&tier))
            && of(&self.categories, &entry.category)
    }
}

impl Lexicon {
    /// Keeps the categories and packs that have an entry.
    pub(super) fn drop_empty_categories(&mut self) {
        let categories: FxHashSet<&str> =
            self.entries.iter().map(|e| e.category.as_str()).collect();
        self.categories
            .retain(|category| categories.contains(category.id.as_str()));
        let files: FxHashSet<&Path> = self
            .entries
            .iter()
            .map(|e| e.origin.path.as_path())
            .collect();
        self.packs
            .retain(|pack| files.contains(pack.path.as_path()));
    }
}

pub(super) fn select(lexicon: Lexicon, selection: &Selection) -> Result<Lexicon> {
    let packs = lexicon.entries.iter().filter_map(Entry::pack);
    let categories = lexicon.categories.iter().map(|c| c.id.as_str());
    name_unknown("pack", &selection.packs, &packs.collect())?;
    name_unknown("category", &selection.categories, &categories.collect())?;
    let mut lexicon = lexicon;
    lexicon.entries.retain(|entry| selection.takes(entry));
    lexicon.drop_empty_categories();
    if lexicon.entries.is_empty() {
        let message = "no phrase is in these packs, tiers and categories together".to_owned();
        return Err(Error::EmptyLexicon { message });
    }
    Ok(lexicon)
}

fn name_unknown(what: &str, wanted: &[String], known: &BTreeSet<&str>) -> Result<()> {
    match wanted.iter().find(|name| !known.contains(name.as_str())) {
        None => Ok(()),
        Some(name) => {
            let known: Vec<&str> = known.iter().copied().collect();
            let message = format!(
                "no {what} is named {name:?}; there are {}",
                known.join(", ")
            );
            Err(Error::EmptyLexicon { message })
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::{load, toml_file};
    use super::*;

    fn lexicon() -> Lexicon {
        let pack = "[pack]\nid = \"a\"\n[[phrase]]\ntext = \"甲甲\"\ntier = \"A\"\n[[phrase]]\ntext = \"乙乙\"\ntier = \"C\"\n";
        let own = "[[phrase]]\ntext = \"丙丙\"\n";
        load::from_files(vec![
            toml_file::parse(pack, Path::new("builtin/a.toml")).unwrap(),
            toml_file::parse(own, Path::new("own.toml")).unwrap(),
        ])
        .unwrap()
    }

    fn texts(selection: &Selection) -> Vec<String> {
        let selected = lexicon().select(selection).unwrap();
        selected.entries().iter().map(|e| e.text.clone()).collect()
    }

    #[test]
    fn generic_words_are_left_out_by_default_and_own_entries_never() {
        assert_eq!(texts(&Selection::default()), ["甲甲", "丙丙"]);
        assert_eq!(texts(&Selection::everything()), ["甲甲", "乙乙", "丙丙"]);
        let only_c = Selection {
            tiers: vec![Tier::C],
            ..Selection::default()
        };
        assert_eq!(texts(&only_c), ["乙乙", "丙丙"]);
        let own = Selection {
            categories: vec!["own".to_owned()],
            ..Selection::default()
        };
        assert_eq!(texts(&own), ["丙丙"]);
    }

    #[test]
    fn an_unknown_name_is_an_error_that_lists_the_known_ones() {
        let selection = Selection {
            packs: vec!["b".to_owned()],
            ..Selection::default()
        };
        let error = lexicon().select(&selection).unwrap_err().to_string();
        assert!(
            error.contains("\"b\"") && error.contains("there are a"),
            "{error}"
        );
    }
}
