//! Owns reading YAML (saphyr-parser): its events become nodes.

use std::path::Path;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, StrInput};

use super::super::broken;
use super::{DEEPEST, Node};
use crate::error::{Error, Result};

pub(super) fn parse(content: &str, path: &Path) -> Result<Node> {
    let mut reader = Reader {
        events: Parser::new_from_str(content),
        path,
        line: 1,
    };
    let mut node = None;
    loop {
        match reader.next()? {
            Event::StreamEnd => return Ok(node.unwrap_or(Node::Nothing)),
            Event::DocumentStart(_) if node.is_some() => {
                return Err(reader.wrong("a second document (---); write one file for each"));
            }
            Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd | Event::Nothing => {}
            value => node = Some(reader.node(value, 0)?),
        }
    }
}

struct Reader<'a> {
    events: Parser<'a, StrInput<'a>>,
    path: &'a Path,
    /// Where the last event stands.
    line: usize,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<Event<'a>> {
        match self.events.next_event() {
            None => Ok(Event::StreamEnd),
            Some(Ok((event, span))) => {
                self.line = span.start.line().max(1);
                Ok(event)
            }
            Some(Err(cause)) => Err(self.syntax(&cause)),
        }
    }

    fn node(&mut self, event: Event<'a>, depth: usize) -> Result<Node> {
        if depth > DEEPEST {
            return Err(self.wrong(&format!("more than {DEEPEST} levels of categories")));
        }
        match event {
            Event::Scalar(text, style, ..) => Ok(scalar(&text, style)),
            Event::SequenceStart(..) => self.list(depth),
            Event::MappingStart(..) => self.map(depth),
            Event::Alias(_) => {
                Err(self.wrong("an alias (*name) is not read; write the phrases out"))
            }
            _ => Err(self.wrong("not a dictionary; write categories with their phrases")),
        }
    }

    fn list(&mut self, depth: usize) -> Result<Node> {
        let mut items = Vec::new();
        loop {
            let event = self.next()?;
            let line = self.line;
            if event == Event::SequenceEnd {
                return Ok(Node::List(items));
            }
            items.push((line, self.node(event, depth + 1)?));
        }
    }

    fn map(&mut self, depth: usize) -> Result<Node> {
        let mut items = Vec::new();
        loop {
            let name = match self.next()? {
                Event::MappingEnd => return Ok(Node::Map(items)),
                Event::Scalar(name, ..) => name.into_owned(),
                _ => return Err(self.wrong("the name of a category must be plain text")),
            };
            let line = self.line;
            let event = self.next()?;
            let value = self.node(event, depth + 1)?;
            items.push((name, line, value));
        }
    }

    fn wrong(&self, message: &str) -> Error {
        broken(self.path, self.line, message)
    }

    fn syntax(&self, cause: &ScanError) -> Error {
        let remedy = if cause.info().contains("anchor") {
            "; a word that begins with * is an alias in YAML: write the phrase without it"
        } else {
            "; look at the indentation, colons and quotes before it"
        };
        let message = format!("not valid YAML: {}{remedy}", cause.info());
        broken(self.path, cause.marker().line().max(1), message)
    }
}

fn scalar(text: &str, style: ScalarStyle) -> Node {
    if style == ScalarStyle::Plain && matches!(text, "" | "~" | "null") {
        Node::Nothing
    } else {
        Node::Text(text.to_owned())
    }
}
