//! Owns finding the entries that somebody names, and adding a phrase that no entry has.

use std::path::Path;

use super::table_file::blank_entry;
use super::{Category, Entry, Lexicon, PhraseId, rules};
use crate::error::{Error, Result};
use crate::text::fold_key;

/// Category of a phrase that was added on the fly.
const CATEGORY: &str = "phrase";

/// The entries that a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Which of their names it is.
    pub by: NameKind,
    /// The entries, in their order; never none.
    pub phrases: Vec<PhraseId>,
}

/// What a name of an entry can be, in the order in which it is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameKind {
    /// Its id.
    Id,
    /// Its text with its sense.
    Name,
    /// Its text, which several entries may have.
    Text,
    /// A wording that counts as a hit of it.
    Variant,
}

impl NameKind {
    const ALL: [Self; 4] = [Self::Id, Self::Name, Self::Text, Self::Variant];

    fn is_of(self, entry: &Entry, name: &str, key: &str) -> bool {
        match self {
            Self::Id => entry.id.as_deref() == Some(name),
            Self::Name => entry.sense.is_some() && fold_key(&entry.name()) == key,
            Self::Text => fold_key(&entry.text) == key,
            Self::Variant => entry
                .variants
                .iter()
                .any(|variant| variant.kind.is_counted() && fold_key(&variant.text) == key),
        }
    }
}

pub(super) fn find(lexicon: &Lexicon, name: &str) -> Option<Named> {
    let name = name.trim();
    let key = fold_key(name);
    NameKind::ALL.into_iter().find_map(|by| {
        let phrases: Vec<PhraseId> = (0_u32..)
            .map(PhraseId)
            .zip(lexicon.entries())
            .filter(|(_, entry)| by.is_of(entry, name, &key))
            .map(|(id, _)| id)
            .collect();
        (!phrases.is_empty()).then_some(Named { by, phrases })
    })
}

pub(super) fn with_phrase(mut lexicon: Lexicon, text: &str) -> Result<(Lexicon, PhraseId)> {
    let text = text.trim();
    rules::check_wording(text).map_err(|message| Error::Setting {
        option: "PHRASE".to_owned(),
        message,
    })?;
    let id = PhraseId(u32::try_from(lexicon.entries.len()).unwrap_or(u32::MAX));
    let entry = blank_entry(text, CATEGORY, Path::new(CATEGORY), 1);
    lexicon.entries.push(entry);
    if lexicon.categories.iter().all(|known| known.id != CATEGORY) {
        lexicon.categories.push(Category::of_id(CATEGORY));
    }
    Ok((lexicon, id))
}

#[cfg(test)]
mod tests {
    use super::super::{Origin, load, toml_file};
    use super::*;

    const ENTRIES: &str = r#"
[[phrase]]
id = "two_safeguards"
text = "两个维护"
variants = ["两维护"]
[[phrase]]
text = "双创"
sense = "创业创新"
guard.not_after = ["甲"]
[[phrase]]
text = "双创"
sense = "文明城市"
guard.not_after = ["乙"]
"#;

    fn lexicon() -> Lexicon {
        load::from_files(vec![
            toml_file::parse(ENTRIES, Path::new("own.toml")).unwrap(),
        ])
        .unwrap()
    }

    #[test]
    fn entries_are_found_by_all_their_names() {
        let cases: [(&str, NameKind, &[u32]); 7] = [
            ("two_safeguards", NameKind::Id, &[0]),
            ("“兩個維護”", NameKind::Text, &[0]),
            (" 两个维护 ", NameKind::Text, &[0]),
            ("两、维护", NameKind::Variant, &[0]),
            ("双创", NameKind::Text, &[1, 2]),
            ("雙創(文明城市)", NameKind::Name, &[2]),
            ("双创（创业创新）", NameKind::Name, &[1]),
        ];
        for (name, by, phrases) in cases {
            let phrases = phrases.iter().copied().map(PhraseId).collect();
            assert_eq!(lexicon().find(name), Some(Named { by, phrases }), "{name}");
        }
        assert_eq!(lexicon().find("四个意识"), None);
    }

    #[test]
    fn a_phrase_is_added_as_a_list_of_the_user_would_have_it() {
        let (with, id) = lexicon().with_phrase(" #奋斗幸福# ").unwrap();
        assert_eq!(with.entry(id).text, "#奋斗幸福#");
        assert_eq!(with.entries().len(), 4);
        let (alone, _) = Lexicon::default().with_phrase("绿色发展").unwrap();
        let listed = Lexicon::from_phrases(&["绿色发展"]).unwrap();
        let plain = |lexicon: &Lexicon| Entry {
            category: String::new(),
            origin: Origin::default(),
            ..lexicon.entries()[0].clone()
        };
        assert_eq!(plain(&alone), plain(&listed));
        assert_eq!(alone.categories().len(), 1);
        for wrong in ["", "“、”", "甲\u{7}"] {
            let error = Lexicon::default().with_phrase(wrong).unwrap_err();
            assert!(error.to_string().starts_with("PHRASE: "), "{error}");
        }
    }
}
