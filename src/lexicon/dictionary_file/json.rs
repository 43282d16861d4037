//! Owns reading JSON (`serde_json`): raw values become nodes, and know where they stand.

use std::fmt;
use std::path::Path;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::super::broken;
use super::super::toml_file::LineCounter;
use super::{DEEPEST, Node};
use crate::error::Result;

pub(super) fn parse(content: &str, path: &Path) -> Result<Node> {
    let mut reader = Reader {
        content,
        path,
        lines: LineCounter::new(content),
    };
    let whole: &RawValue = reader.read(content, 1)?;
    reader.node(whole, 0).map(|(_, node)| node)
}

/// An object in the order of the file, with every one of equal names.
struct Pairs<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Pairs<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("categories with their phrases")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<'de>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

struct Reader<'a> {
    content: &'a str,
    path: &'a Path,
    lines: LineCounter<'a>,
}

impl<'a> Reader<'a> {
    /// Reads `json`, which begins in `line`.
    fn read<T: Deserialize<'a>>(&self, json: &'a str, line: usize) -> Result<T> {
        serde_json::from_str(json).map_err(|cause| {
            let words = cause.to_string();
            let message = words.split(" at line ").next().unwrap_or(&words);
            let line = line + cause.line().saturating_sub(1);
            broken(
                self.path,
                line,
                format!(
                    "not valid JSON: {message}; look at the commas, quotes and brackets before it"
                ),
            )
        })
    }

    /// The line in which `raw` begins, and what it is.
    fn node(&mut self, raw: &'a RawValue, depth: usize) -> Result<(usize, Node)> {
        let json = raw.get();
        let offset = json.as_ptr().addr() - self.content.as_ptr().addr();
        let line = self.lines.line_of(offset);
        if depth > DEEPEST {
            let message = format!("more than {DEEPEST} levels of categories");
            return Err(broken(self.path, line, message));
        }
        let node = match json.as_bytes().first() {
            Some(b'{') => {
                let mut items = Vec::new();
                for (name, value) in self.read::<Pairs<'_>>(json, line)?.0 {
                    let (line, node) = self.node(value, depth + 1)?;
                    items.push((name, line, node));
                }
                Node::Map(items)
            }
            Some(b'[') => {
                let mut items = Vec::new();
                for value in self.read::<Vec<&RawValue>>(json, line)? {
                    items.push(self.node(value, depth + 1)?);
                }
                Node::List(items)
            }
            Some(b'"') => Node::Text(self.read(json, line)?),
            Some(b'n') => Node::Nothing,
            Some(b't' | b'f') => Node::Other("true or false"),
            _ => Node::Other("a number"),
        };
        Ok((line, node))
    }
}
