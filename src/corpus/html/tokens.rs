//! Owns the joint to the tokenizer: its events become start tags, end tags and text of a page.

use std::convert::Infallible;

use html5gum::{Emitter, Error, State, Tokenizer};

use super::attributes::Attributes;
use super::builder::{Builder, Hiding};

/// Tag names are kept up to this length; longer ones name no known element.
const LONGEST_NAME: usize = 32;

/// Reads a page.
pub(super) fn read(html: &str, hiding: Hiding) -> Builder {
    let mut tokens = Tokens {
        builder: Builder::new(html.len(), hiding),
        ..Tokens::default()
    };
    // The emitter is given by reference, as the tokenizer does not give it back.
    let mut tokenizer = Tokenizer::new_with_emitter(html, Lent(&mut tokens));
    while tokenizer.next().is_some() {}
    drop(tokenizer);
    let Tokens {
        mut builder,
        at_end,
        ..
    } = tokens;
    match at_end {
        Open::Nothing => {}
        Open::Tag { bytes } => builder.cut_in_tag(bytes),
        Open::Comment { bytes } if is_comment_open(html) => builder.cut_in_comment(bytes),
        Open::Comment { .. } => {}
    }
    builder
}

/// Whether a page that ends in a comment lacks the comment's end.
fn is_comment_open(html: &str) -> bool {
    let after = html.rfind("<!--").and_then(|start| html.get(start + 4..));
    match after {
        Some(rest) => {
            let ended = rest.starts_with('>')
                || rest.starts_with("->")
                || rest.contains("-->")
                || rest.contains("--!>");
            !ended || !html.ends_with('>')
        }
        None => !html.ends_with('>'),
    }
}

/// What the last event left open.
#[derive(Debug, Clone, Copy, Default)]
enum Open {
    #[default]
    Nothing,
    Tag {
        bytes: usize,
    },
    Comment {
        bytes: usize,
    },
}

/// The tag or comment being read.
#[derive(Debug, Default)]
struct Tokens {
    builder: Builder,
    name: Vec<u8>,
    kind: TagKind,
    self_closing: SelfClosing,
    last_start: Vec<u8>,
    attributes: Attributes,
    at_end: Open,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum TagKind {
    #[default]
    Start,
    End,
}

/// Whether a start tag ends in `/>`, which matters in `<svg>` and `<math>` only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum SelfClosing {
    #[default]
    No,
    Yes,
}

impl Tokens {
    fn begin_tag(&mut self, kind: TagKind) {
        self.name.clear();
        self.attributes.clear();
        self.kind = kind;
        self.self_closing = SelfClosing::No;
        self.at_end = Open::Tag { bytes: 0 };
    }

    fn swallow(&mut self, length: usize) {
        match &mut self.at_end {
            Open::Tag { bytes } | Open::Comment { bytes } => *bytes += length,
            Open::Nothing => {}
        }
    }
}

/// The emitter lent to the tokenizer.
struct Lent<'a>(&'a mut Tokens);

impl Emitter for Lent<'_> {
    type Token = Infallible;

    fn set_last_start_tag(&mut self, last_start_tag: Option<&[u8]>) {
        self.0.last_start.clear();
        self.0
            .last_start
            .extend_from_slice(last_start_tag.unwrap_or_default());
    }

    fn emit_eof(&mut self) {}

    fn emit_error(&mut self, _: Error) {}

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }

    #[inline]
    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    #[inline]
    fn emit_string(&mut self, text: &[u8]) {
        self.0.at_end = Open::Nothing;
        self.0.builder.text(text);
    }

    fn init_start_tag(&mut self) {
        self.0.begin_tag(TagKind::Start);
    }

    fn init_end_tag(&mut self) {
        self.0.begin_tag(TagKind::End);
    }

    fn init_comment(&mut self) {
        self.0.at_end = Open::Comment { bytes: 0 };
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        let tokens = &mut *self.0;
        tokens.at_end = Open::Nothing;
        tokens.attributes.finish();
        match tokens.kind {
            TagKind::Start => {
                std::mem::swap(&mut tokens.last_start, &mut tokens.name);
                tokens.builder.start_tag(
                    &tokens.last_start,
                    &tokens.attributes,
                    tokens.self_closing,
                )
            }
            TagKind::End => {
                tokens.last_start.clear();
                tokens.builder.end_tag(&tokens.name);
                None
            }
        }
    }

    fn emit_current_comment(&mut self) {}

    fn emit_current_doctype(&mut self) {
        self.0.at_end = Open::Nothing;
    }

    fn set_self_closing(&mut self) {
        self.0.self_closing = SelfClosing::Yes;
    }

    fn set_force_quirks(&mut self) {}

    #[inline]
    fn push_tag_name(&mut self, part: &[u8]) {
        let room = LONGEST_NAME.saturating_sub(self.0.name.len());
        self.0.name.extend(part.iter().take(room));
        self.0.swallow(part.len());
    }

    #[inline]
    fn push_comment(&mut self, part: &[u8]) {
        self.0.swallow(part.len());
    }

    fn push_doctype_name(&mut self, _: &[u8]) {}

    fn init_doctype(&mut self) {
        self.0.at_end = Open::Tag { bytes: 0 };
    }

    fn init_attribute(&mut self) {
        self.0.attributes.begin();
    }

    #[inline]
    fn push_attribute_name(&mut self, part: &[u8]) {
        self.0.attributes.push_name(part);
        self.0.swallow(part.len());
    }

    #[inline]
    fn push_attribute_value(&mut self, part: &[u8]) {
        self.0.attributes.push_value(part);
        self.0.swallow(part.len());
    }

    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, part: &[u8]) {
        self.0.swallow(part.len());
    }
    fn push_doctype_system_identifier(&mut self, part: &[u8]) {
        self.0.swallow(part.len());
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.0.kind == TagKind::End
            && !self.0.last_start.is_empty()
            && self.0.last_start == self.0.name
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.0.builder.is_foreign()
    }
}
