//! Owns the TOML form of a lexicon: `[pack]` and `[[phrase]]`.

use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::{Category, Entry, LexiconFile, Origin, broken, stem_category};
use crate::error::Result;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    pack: Option<Pack>,
    #[serde(default)]
    phrase: Vec<Spanned<Phrase>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pack {
    id: String,
    title: Option<String>,
    english: Option<String>,
    #[serde(rename = "licence")]
    _licence: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrase {
    text: String,
    #[serde(default)]
    variants: Vec<String>,
    #[serde(alias = "group")]
    category: Option<String>,
    english: Option<String>,
    first_year: Option<i32>,
    first_source: Option<String>,
    #[serde(default)]
    components: Vec<String>,
    note: Option<String>,
}

pub(super) fn parse(content: &str, path: &Path) -> Result<LexiconFile> {
    let file: File = toml::from_str(content).map_err(|cause| {
        let line = cause.span().map_or(1, |span| line_of(content, span.start));
        broken(path, line, cause.message())
    })?;
    let category = file
        .pack
        .map_or_else(|| stem_category(path), Pack::category);
    let entries = file
        .phrase
        .into_iter()
        .map(|phrase| {
            let line = line_of(content, phrase.span().start);
            let origin = Origin {
                path: path.to_path_buf(),
                line,
            };
            phrase.into_inner().entry(&category.id, origin)
        })
        .collect();
    Ok(LexiconFile {
        entries,
        category,
        warnings: Vec::new(),
    })
}

impl Pack {
    fn category(self) -> Category {
        Category {
            title: self.title.unwrap_or_else(|| self.id.clone()),
            id: self.id,
            english: self.english,
        }
    }
}

impl Phrase {
    fn entry(self, category: &str, origin: Origin) -> Entry {
        Entry {
            text: self.text,
            variants: self.variants,
            category: self.category.unwrap_or_else(|| category.to_owned()),
            english: self.english,
            first_year: self.first_year,
            first_source: self.first_source,
            components: self.components,
            note: self.note,
            origin,
        }
    }
}

/// The line of byte `offset`, from 1.
fn line_of(content: &str, offset: usize) -> usize {
    1 + content
        .bytes()
        .take(offset)
        .filter(|&byte| byte == b'\n')
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_know_their_line_and_pack() {
        let content = "[pack]\nid = \"x\"\ntitle = \"甲\"\n\n[[phrase]]\ntext = \"四个意识\"\n\n[[phrase]]\ntext = \"两个维护\"\ncategory = \"y\"\n";
        let file = parse(content, Path::new("a.toml")).unwrap();
        assert_eq!(file.category.title, "甲");
        assert_eq!(
            (
                file.entries[0].origin.line,
                file.entries[0].category.as_str()
            ),
            (5, "x")
        );
        assert_eq!(
            (
                file.entries[1].origin.line,
                file.entries[1].category.as_str()
            ),
            (8, "y")
        );
    }

    #[test]
    fn errors_name_the_line() {
        for (content, line, word) in [
            ("[[phrase]]\ntext = \"甲\"\nenglsh = \"a\"\n", 3, "englsh"),
            ("[[phrase]]\ntext = \"甲\"\n\ntext = = \"x\"\n", 4, ""),
            (
                "[[phrase]]\ntext = \"甲\"\n[[phrase]]\ntext = 42\n",
                4,
                "string",
            ),
            ("include = [\"b.toml\"]\n", 1, "include"),
            ("[[phrase]]\nvariants = [\"甲\"]\n", 1, "text"),
        ] {
            let message = parse(content, Path::new("lex.toml"))
                .unwrap_err()
                .to_string();
            assert!(
                message.starts_with(&format!("lex.toml:{line}:")),
                "{message}"
            );
            assert!(message.contains(word), "{message}");
        }
    }
}
