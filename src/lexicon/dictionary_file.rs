//! Owns dictionaries as quanteda and LIWC users write them, in YAML or JSON: categories with
//! phrases, and categories in categories, whose names are joined by `/`.

mod json;
mod yaml;

use std::path::Path;

use rustc_hash::FxHashMap;

use super::findings::{Findings, Problem};
use super::pack::LexiconFile;
use super::table_file::blank_entry;
use super::{Origin, Pack};
use crate::error::Result;

/// Deeper dictionaries are refused.
const DEEPEST: usize = 16;

/// What a dictionary file holds, whatever its syntax.
#[derive(Debug, PartialEq, Eq)]
enum Node {
    /// A phrase.
    Text(String),
    /// Several values, each with its line.
    List(Vec<(usize, Node)>),
    /// Categories: the name, its line, and what is in it.
    Map(Vec<(String, usize, Node)>),
    /// An empty value.
    Nothing,
    /// What no phrase can be: a number, true, false.
    Other(&'static str),
}

pub(super) fn parse_yaml(content: &str, path: &Path) -> Result<LexiconFile> {
    Ok(file_of(&yaml::parse(content, path)?, path))
}

pub(super) fn parse_json(content: &str, path: &Path) -> Result<LexiconFile> {
    Ok(file_of(&json::parse(content, path)?, path))
}

fn file_of(node: &Node, path: &Path) -> LexiconFile {
    let mut collector = Collector {
        file: LexiconFile {
            include: Vec::new(),
            entries: Vec::new(),
            pack: Pack::of_file(path),
            findings: Findings::default(),
        },
        categories: FxHashMap::default(),
    };
    match node {
        Node::Map(_) | Node::List(_) => collector.values("", node, 1),
        Node::Nothing => {}
        Node::Text(_) | Node::Other(_) => collector.problem(
            1,
            "no dictionary: write categories with their phrases, as in  economy: [新常态, 高质量发展]"
                .to_owned(),
        ),
    }
    collector.file
}

/// Turns nodes into entries and problems.
struct Collector {
    file: LexiconFile,
    /// Categories that were met, with the line.
    categories: FxHashMap<String, usize>,
}

impl Collector {
    fn problem(&mut self, line: usize, message: String) {
        self.file.findings.errors.push(Problem {
            origin: Origin::new(&self.file.pack.path, line),
            message,
        });
    }

    /// All that `node` holds; `category` is empty at the top of the file.
    fn values(&mut self, category: &str, node: &Node, line: usize) {
        match node {
            Node::Text(text) => self.phrase(category, text, line),
            Node::List(items) if items.is_empty() => self.without_phrase(category, line),
            Node::List(items) => {
                for (line, item) in items {
                    if category.is_empty() && matches!(item, Node::Map(_)) {
                        self.problem(
                            *line,
                            "a list of records is not read; write category: [phrases], or a CSV or TOML file".to_owned(),
                        );
                        return;
                    }
                    self.values(category, item, *line);
                }
            }
            Node::Map(inner) if inner.is_empty() => self.without_phrase(category, line),
            Node::Map(inner) => {
                for (name, line, node) in inner {
                    if let Some(category) = self.category(category, name, *line) {
                        self.values(&category, node, *line);
                    }
                }
            }
            Node::Nothing => self.without_phrase(category, line),
            Node::Other(what) => {
                let message = format!("{what} is no phrase; put it in quotes if it is one");
                self.problem(line, message);
            }
        }
    }

    fn without_phrase(&mut self, category: &str, line: usize) {
        let message = if category.is_empty() {
            "no phrase in this file; add some, or leave it out".to_owned()
        } else {
            format!("no phrase in the category {category:?}; add some, or remove it")
        };
        self.problem(line, message);
    }

    /// The full name of the category `name` inside `outer`.
    fn category(&mut self, outer: &str, name: &str, line: usize) -> Option<String> {
        let name = name.trim();
        if name.is_empty() {
            self.problem(line, "a category without a name; name it".to_owned());
            return None;
        }
        let full = if outer.is_empty() {
            name.to_owned()
        } else {
            format!("{outer}/{name}")
        };
        if let Some(first) = self.categories.insert(full.clone(), line) {
            let message = format!(
                "the category {full:?} stands twice: first in line {first}; write its phrases in one place"
            );
            self.problem(line, message);
            return None;
        }
        Some(full)
    }

    fn phrase(&mut self, category: &str, text: &str, line: usize) {
        let text = text.trim();
        if text.contains('*') {
            self.problem(line, wildcard(text));
            return;
        }
        let category = if category.is_empty() {
            self.file.pack.category.id.clone()
        } else {
            category.to_owned()
        };
        let path = &self.file.pack.path;
        let entry = blank_entry(text, &category, path, line);
        self.file.entries.push(entry);
    }
}

/// What to write instead of a pattern with `*`.
fn wildcard(text: &str) -> String {
    let inner = text.trim_matches('*');
    if inner.is_empty() {
        format!("{text:?} would match everything; write the phrase that is meant")
    } else if inner.contains('*') {
        let slot = inner.replace('*', "{1,8}");
        format!(
            "{text:?}: there are no wildcards; write {slot:?}, where {{1,8}} is any 1 to 8 characters"
        )
    } else {
        format!(
            "{text:?}: there are no wildcards; write {inner:?}, which is found inside longer words too"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Parser = fn(&str, &Path) -> Result<LexiconFile>;

    const YAML: &str = "# 注\nideology:\n  - 四个意识\n  - “两个维护”\neconomy:\n  growth: [新常态, 高质量发展]\n  trade: 双循环\n";
    const JSON: &str = "{\n  \"ideology\": [\n    \"四个意识\",\n    \"“两个维护”\"],\n  \"economy\": {\n    \"growth\": [\"新常态\", \"高质量发展\"],\n    \"trade\": \"双循环\"}\n}\n";

    fn found(file: &LexiconFile) -> Vec<(&str, &str, usize)> {
        file.entries
            .iter()
            .map(|e| (e.category.as_str(), e.text.as_str(), e.origin.line))
            .collect()
    }

    #[test]
    fn categories_in_categories_keep_their_lines() {
        for (parser, content) in [(parse_yaml as Parser, YAML), (parse_json, JSON)] {
            let file = parser(content, Path::new("d")).unwrap();
            assert!(file.findings.errors.is_empty());
            assert_eq!(
                found(&file),
                [
                    ("ideology", "四个意识", 3),
                    ("ideology", "“两个维护”", 4),
                    ("economy/growth", "新常态", 6),
                    ("economy/growth", "高质量发展", 6),
                    ("economy/trade", "双循环", 7),
                ]
            );
        }
    }

    #[test]
    fn a_list_alone_is_of_the_files_category() {
        for (parser, content) in [
            (parse_yaml as Parser, "- 四个意识\n"),
            (parse_json, "[\"四个意识\"]"),
        ] {
            let file = parser(content, Path::new("mine.x")).unwrap();
            assert_eq!(found(&file), [("mine", "四个意识", 1)]);
        }
    }

    /// Content, line, and words of the message; syntax errors end the file, others do not.
    const WRONG: [(Parser, &str, usize, &str); 19] = [
        (parse_yaml, "a:\n- 四\n- 经济*\n", 3, "\"经济\""),
        (parse_yaml, "a:\n- 四\n- '*经济'\n", 3, "\"经济\""),
        (parse_yaml, "a:\n- 以*为中心\n", 2, "\"以{1,8}为中心\""),
        (parse_yaml, "a:\n- 四\n- *经济\n", 3, "alias"),
        (parse_yaml, "a: &x [四]\nb: *x\n", 2, "alias"),
        (parse_yaml, "a:\n- 四\n b: c\n", 3, ""),
        (parse_yaml, "a: [四\nb: c\n", 2, ""),
        (parse_yaml, "a:\nb: 四\n", 1, "\"a\""),
        (parse_yaml, "a: 四\nb: 五\na: 六\n", 3, "line 1"),
        (parse_yaml, "a: 四\n---\nb: 五\n", 2, "second document"),
        (parse_yaml, "[1, 2]: 四\n", 1, "name"),
        (parse_yaml, "四个意识\n两个维护\n", 1, "economy"),
        (parse_json, "{\"a\": [\"四\",\n\"*\"]}", 2, "everything"),
        (parse_json, "{\"a\": [\"四\",\n]}", 2, "commas"),
        (parse_json, "{\"a\":\n{\"b\": 42}}", 2, "a number"),
        (parse_json, "{\"a\": \"四\",\n\"a\": \"五\"}", 2, "line 1"),
        (parse_json, "[{\"text\": \"四个意识\"}]", 1, "records"),
        (parse_json, "{\"a\": [\"四\", null]}", 1, "no phrase"),
        (parse_json, "{\"a\": \"四\"} x", 1, "trailing"),
    ];

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        for (parser, content, line, word) in WRONG {
            let message = match parser(content, Path::new("d.yml")) {
                Err(error) => error.to_string(),
                Ok(file) => file.findings.errors[0].to_string(),
            };
            assert!(
                message.starts_with(&format!("d.yml:{line}: ")) && message.contains(word),
                "{content}\n{message}"
            );
        }
        let deep = format!("{}{}", "[".repeat(3000), "]".repeat(3000));
        for parser in [parse_yaml as Parser, parse_json] {
            assert!(parser(&deep, Path::new("d")).is_err());
        }
    }
}
