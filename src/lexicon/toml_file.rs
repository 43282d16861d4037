//! Owns reading the TOML form of a lexicon: `[pack]` and `[[phrase]]`.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use toml::Spanned;

use super::findings::Findings;
use super::pack::LexiconFile;
use super::{
    Category, DateBasis, Entry, Evidence, Guard, ItemOrder, OneLeft, Origin, Pack, Particle,
    PhraseForm, Switch, Tier, Variant, VariantKind, Variation, Window, broken,
};
use crate::error::Result;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    pack: Option<Head>,
    #[serde(default)]
    include: Vec<Spanned<std::path::PathBuf>>,
    #[serde(default)]
    phrase: Vec<Spanned<Phrase>>,
}

/// A built-in pack, as `build/lexicon.rs` converts it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Converted {
    pack: Head,
    phrase: Vec<Phrase>,
    /// The comment on top.
    comment: String,
    /// The lines that the phrases begin in.
    lines: Vec<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    id: String,
    title: Option<String>,
    english: Option<String>,
    licence: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrase {
    id: Option<String>,
    text: String,
    sense: Option<String>,
    tier: Option<Tier>,
    form: Option<PhraseForm>,
    #[serde(default)]
    variants: Variants,
    #[serde(default)]
    order: ItemOrder,
    #[serde(default)]
    gap: u8,
    #[serde(default)]
    particle: Particle,
    #[serde(default)]
    number_guard: Switch,
    #[serde(default)]
    masks: Switch,
    #[serde(alias = "group")]
    category: Option<String>,
    english: Option<String>,
    first_year: Option<i32>,
    first_source: Option<String>,
    date_basis: Option<DateBasis>,
    #[serde(default)]
    components: Vec<String>,
    component_gap: Option<u16>,
    parent: Option<String>,
    #[serde(default)]
    guard: GuardTable,
    #[serde(default)]
    counted: Vec<String>,
    #[serde(default)]
    rejected: Vec<String>,
    note: Option<String>,
}

/// `[…]` lists spellings, `{ abbr = […], near = […] }` names the kind of each list.
#[derive(Default)]
struct Variants(Vec<Variant>);

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct GuardTable {
    not_after: Vec<String>,
    not_before: Vec<String>,
    not_inside: Vec<String>,
    needs: Vec<String>,
    needs_within: Window,
    unless: Vec<String>,
    unless_within: Window,
    one_left: Option<OneLeft>,
}

impl<'de> Deserialize<'de> for Variants {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Variants;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(
                    "a list of wordings, or lists by kind: { abbr = [\"…\"], near = [\"…\"] }",
                )
            }

            fn visit_seq<A: SeqAccess<'de>>(
                self,
                list: A,
            ) -> std::result::Result<Variants, A::Error> {
                let texts = Vec::deserialize(SeqAccessDeserializer::new(list))?;
                Ok(Variants(of_kind(texts, VariantKind::Spelling).collect()))
            }

            fn visit_map<A: MapAccess<'de>>(
                self,
                map: A,
            ) -> std::result::Result<Variants, A::Error> {
                let lists: BTreeMap<VariantKind, Vec<String>> =
                    BTreeMap::deserialize(MapAccessDeserializer::new(map))?;
                let variants = lists
                    .into_iter()
                    .flat_map(|(kind, list)| of_kind(list, kind));
                Ok(Variants(variants.collect()))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

fn of_kind(texts: Vec<String>, kind: VariantKind) -> impl Iterator<Item = Variant> {
    texts.into_iter().map(move |text| Variant { text, kind })
}

impl GuardTable {
    fn guard(self) -> Guard {
        let evidence =
            |any: Vec<String>, within| (!any.is_empty()).then_some(Evidence { any, within });
        Guard {
            not_after: self.not_after,
            not_before: self.not_before,
            not_inside: self.not_inside,
            needs: evidence(self.needs, self.needs_within),
            unless: evidence(self.unless, self.unless_within),
            one_left: self.one_left,
        }
    }
}

pub(super) fn parse(content: &str, path: &Path) -> Result<LexiconFile> {
    let file: File = toml::from_str(content).map_err(|cause| {
        let line = cause.span().map_or(1, |span| line_of(content, span.start));
        broken(path, line, cause.message())
    })?;
    let mut pack = file
        .pack
        .map_or_else(|| Pack::of_file(path), |head| head.pack(path));
    pack.comment = first_comment(content);
    let include = file.include.into_iter().map(|name| {
        let line = line_of(content, name.span().start);
        (name.into_inner(), line)
    });
    let include = include.collect();
    let mut lines = LineCounter::new(content);
    let entries = file
        .phrase
        .into_iter()
        .map(|phrase| {
            let origin = Origin::new(path, lines.line_of(phrase.span().start));
            phrase.into_inner().entry(&pack.category.id, origin)
        })
        .collect();
    Ok(LexiconFile {
        entries,
        pack,
        include,
        findings: Findings::default(),
    })
}

/// Reads a built-in pack, whose values, comment and lines were written as JSON at build time.
pub(super) fn parse_converted(content: &str, path: &Path) -> Result<LexiconFile> {
    let file: Converted = serde_json::from_str(content)
        .map_err(|cause| broken(path, cause.line(), cause.to_string()))?;
    let mut pack = file.pack.pack(path);
    pack.comment = first_comment(&file.comment);
    let numbered = file.phrase.into_iter().zip(file.lines);
    let entries = numbered
        .map(|(phrase, line)| phrase.entry(&pack.category.id, Origin::new(path, line)))
        .collect();
    Ok(LexiconFile {
        entries,
        pack,
        include: Vec::new(),
        findings: Findings::default(),
    })
}

impl Head {
    fn pack(self, path: &Path) -> Pack {
        Pack {
            category: Category {
                title: self.title.unwrap_or_else(|| self.id.clone()),
                id: self.id,
                english: self.english,
            },
            licence: self.licence,
            ..Pack::of_file(path)
        }
    }
}

/// The comment lines that `content` begins with.
fn first_comment(content: &str) -> Vec<String> {
    content
        .lines()
        .map_while(|line| line.strip_prefix('#'))
        .map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end().to_owned())
        .collect()
}

impl Phrase {
    fn entry(self, category: &str, origin: Origin) -> Entry {
        Entry {
            id: self.id,
            text: self.text,
            sense: self.sense,
            tier: self.tier,
            form: self.form,
            variants: self.variants.0,
            variation: Variation {
                order: self.order,
                gap: self.gap,
                particle: self.particle,
                number_guard: self.number_guard,
                masks: self.masks,
            },
            guard: self.guard.guard(),
            category: self.category.unwrap_or_else(|| category.to_owned()),
            english: self.english,
            first_year: self.first_year,
            first_source: self.first_source,
            date_basis: self.date_basis,
            components: self.components,
            component_gap: self.component_gap,
            parent: self.parent,
            counted: self.counted,
            rejected: self.rejected,
            note: self.note,
            origin,
        }
    }
}

/// Counts lines forwards, so that a long file is read once.
pub(super) struct LineCounter<'a> {
    content: &'a str,
    offset: usize,
    line: usize,
}

impl<'a> LineCounter<'a> {
    pub(super) fn new(content: &'a str) -> Self {
        Self {
            content,
            offset: 0,
            line: 1,
        }
    }

    /// The line of byte `offset`, from 1; offsets must not go back.
    pub(super) fn line_of(&mut self, offset: usize) -> usize {
        let offset = offset.max(self.offset);
        let passed = self.content.as_bytes().get(self.offset..offset);
        self.line += passed.map_or(0, |bytes| bytes.iter().filter(|&&b| b == b'\n').count());
        self.offset = offset;
        self.line
    }
}

/// The line of byte `offset`, from 1.
fn line_of(content: &str, offset: usize) -> usize {
    LineCounter::new(content).line_of(offset)
}

#[cfg(test)]
mod tests {
    use super::super::builtin;
    use super::*;

    #[test]
    fn entries_know_their_line_and_pack() {
        let content = "[pack]\nid = \"x\"\ntitle = \"甲\"\n\n[[phrase]]\ntext = \"四个意识\"\n\n[[phrase]]\ntext = \"两个维护\"\ncategory = \"y\"\n";
        let file = parse(content, Path::new("a.toml")).unwrap();
        assert_eq!(file.pack.category.title, "甲");
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
    fn built_in_packs_are_the_same_converted() {
        for ((name, converted), source) in builtin::PACKS.iter().zip(builtin::SOURCES) {
            let path = Path::new(name);
            let converted = parse_converted(converted, path).unwrap();
            let written = parse(source, path).unwrap();
            assert!(!written.entries.is_empty(), "{name}");
            assert_eq!(converted.entries, written.entries, "{name}");
            assert_eq!(converted.pack, written.pack, "{name}");
            assert!(written.include.is_empty(), "{name}");
        }
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
            ("includes = [\"b.toml\"]\n", 1, "includes"),
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
