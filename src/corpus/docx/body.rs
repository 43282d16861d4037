//! Owns the text of a document's body: its XML becomes lines.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::attribute;

/// Text boxes and tables inside each other.
const DEEPEST: usize = 64;

/// Elements whose content is no text of the document.
const SKIPPED: [&str; 15] = [
    "del",
    "delInstrText",
    "delText",
    "fldData",
    "instrText",
    "moveFrom",
    "rt",
    "rubyPr",
    "sdtPr",
    "sectPr",
    "tblGrid",
    "tblPr",
    "tblPrEx",
    "tcPr",
    "trPr",
];

/// The text of the part `content`.
///
/// # Errors
///
/// Why the XML cannot be read to its end.
pub(super) fn text(content: &str) -> Result<String, String> {
    let mut reader = Reader::from_str(content);
    let mut body = Body::default();
    loop {
        let event = reader
            .read_event()
            .map_err(|cause| format!("{cause} at byte {}", reader.error_position()))?;
        match event {
            Event::Eof if body.open > 0 => return Err("the text breaks off".to_owned()),
            Event::Eof => break,
            Event::Start(tag) => {
                body.open += 1;
                body.start(&tag)?;
            }
            Event::End(tag) => {
                body.open = body.open.saturating_sub(1);
                body.end(tag.local_name().as_ref());
            }
            Event::Empty(tag) => {
                body.start(&tag)?;
                body.end(tag.local_name().as_ref());
            }
            other => body.text_event(&other),
        }
    }
    Ok(body.outer.into_text())
}

/// Text that is being put together: of the document, a text box or a cell.
#[derive(Debug, Default)]
struct Part {
    text: String,
    /// Text boxes inside the paragraph, to follow it.
    boxes: String,
    /// Whether the paragraph's mark is deleted: the next one continues it.
    joined: bool,
}

impl Part {
    /// Its text, with text boxes that no paragraph followed.
    fn into_text(self) -> String {
        self.text + &self.boxes
    }
}

#[derive(Debug, Default)]
struct Body {
    outer: Part,
    /// Text boxes and cells that are open, innermost last.
    inner: Vec<Part>,
    /// Elements that are open.
    open: usize,
    /// Elements that are open inside one that is skipped, with it.
    skipped: usize,
    /// Elements that are open inside properties of a paragraph or run, with them.
    properties: usize,
    /// Whether the properties are a paragraph's.
    of_paragraph: bool,
    /// Elements `t` that are open.
    in_text: usize,
    /// Whether the run is hidden.
    hidden: bool,
    /// For every choice of contents that is open: whether one was taken.
    choices: Vec<bool>,
}

impl Body {
    fn part(&mut self) -> &mut Part {
        self.inner.last_mut().unwrap_or(&mut self.outer)
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), String> {
        let name = tag.local_name();
        let name: &str = name.as_ref();
        if self.skipped > 0 {
            self.skipped += 1;
            return Ok(());
        }
        if self.properties > 0 {
            self.properties += 1;
            self.property(name, tag);
            return Ok(());
        }
        match name {
            "pPr" | "rPr" => {
                self.properties = 1;
                self.of_paragraph = name == "pPr";
            }
            "r" => self.hidden = false,
            "t" => self.in_text += 1,
            "tab" | "ptab" => self.push('\t'),
            "br" | "cr" => self.push('\n'),
            "noBreakHyphen" => self.push('-'),
            "altChunk" => {
                return Err("it holds text in another format (altChunk)".to_owned());
            }
            "txbxContent" | "tc" if self.inner.len() >= DEEPEST => {
                return Err(format!("more than {DEEPEST} text boxes inside each other"));
            }
            "txbxContent" | "tc" => self.inner.push(Part::default()),
            "AlternateContent" => self.choices.push(false),
            "Choice" | "Fallback" => self.choose(),
            _ if SKIPPED.contains(&name) => self.skipped = 1,
            _ => {}
        }
        Ok(())
    }

    /// The first of several forms of the same content is read.
    fn choose(&mut self) {
        match self.choices.last_mut() {
            Some(taken) if *taken => self.skipped = 1,
            Some(taken) => *taken = true,
            None => {}
        }
    }

    fn property(&mut self, name: &str, tag: &BytesStart<'_>) {
        match name {
            "del" | "moveFrom" if self.of_paragraph => self.part().joined = true,
            "vanish" if !self.of_paragraph => {
                let value = attribute(tag, "val");
                self.hidden = !matches!(value.as_deref(), Some("0" | "false" | "off"));
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        if self.properties > 0 {
            self.properties -= 1;
            return;
        }
        match name {
            "t" => self.in_text = self.in_text.saturating_sub(1),
            "r" => self.hidden = false,
            "p" => self.end_of_paragraph(),
            "txbxContent" => {
                let inner = self.inner.pop().unwrap_or_default();
                self.part().boxes.push_str(&inner.into_text());
            }
            "tc" => {
                let inner = self.inner.pop().unwrap_or_default();
                let part = self.part();
                part.text.push_str(inner.into_text().trim_end_matches('\n'));
                part.text.push('\t');
            }
            "tr" => {
                let text = &mut self.part().text;
                let length = text.trim_end_matches('\t').len();
                text.truncate(length);
                text.push('\n');
            }
            "AlternateContent" => {
                self.choices.pop();
            }
            _ => {}
        }
    }

    fn end_of_paragraph(&mut self) {
        let part = self.part();
        if !std::mem::take(&mut part.joined) {
            part.text.push('\n');
            let boxes = std::mem::take(&mut part.boxes);
            part.text.push_str(&boxes);
        }
    }

    fn push(&mut self, c: char) {
        if !self.hidden {
            self.part().text.push(c);
        }
    }

    fn text_event(&mut self, event: &Event<'_>) {
        if self.in_text > 0 && self.skipped == 0 && self.properties == 0 && !self.hidden {
            push_text(&mut self.part().text, event);
        }
    }
}

/// Appends what an event has as text.
pub(super) fn push_text(text: &mut String, event: &Event<'_>) {
    match event {
        Event::Text(words) => text.push_str(words),
        Event::CData(words) => text.push_str(words),
        Event::GeneralRef(reference) => match reference.resolve_char_ref() {
            Ok(Some(c)) => text.push(c),
            _ => {
                let name: &str = reference;
                text.push_str(
                    quick_xml::escape::resolve_predefined_entity(name).unwrap_or("\u{fffd}"),
                );
            }
        },
        _ => {}
    }
}
