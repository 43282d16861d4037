//! Owns the YAML form of front matter (saphyr-parser): fields with plain values.

use saphyr_parser::{Event, Parser, ScalarStyle, StrInput};

use super::Pairs;

/// The fields whose value is plain text or a list of it; nothing if it is not a mapping. An error
/// has its line, from 1.
pub(super) fn read(inside: &str) -> Result<Option<Pairs>, (usize, String)> {
    let mut reader = Reader {
        events: Parser::new_from_str(inside),
    };
    loop {
        match reader.next()? {
            Event::StreamStart | Event::DocumentStart(_) | Event::Nothing => {}
            Event::MappingStart(..) => break,
            _ => return Ok(None),
        }
    }
    let mut pairs = Pairs::new();
    loop {
        match reader.next()? {
            Event::MappingEnd => break,
            Event::Scalar(name, ..) => {
                if let Some(value) = reader.value()? {
                    pairs.push((name.trim().to_owned(), value));
                }
            }
            other => {
                reader.skip(&other)?;
                reader.value()?;
            }
        }
    }
    while reader.next()? != Event::StreamEnd {}
    Ok(Some(pairs))
}

struct Reader<'a> {
    events: Parser<'a, StrInput<'a>>,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<Event<'a>, (usize, String)> {
        match self.events.next_event() {
            None => Ok(Event::StreamEnd),
            Some(Ok((event, _))) => Ok(event),
            Some(Err(cause)) => Err((
                cause.marker().line().max(1),
                format!(
                    "{}; put a value with : # [ or * in quotation marks",
                    cause.info()
                ),
            )),
        }
    }

    /// The value of a field; `None` if it is empty or not plain.
    fn value(&mut self) -> Result<Option<String>, (usize, String)> {
        match self.next()? {
            Event::Scalar(text, style, ..) => Ok(plain(&text, style)),
            Event::SequenceStart(..) => self.list(),
            other => {
                self.skip(&other)?;
                Ok(None)
            }
        }
    }

    fn list(&mut self) -> Result<Option<String>, (usize, String)> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                Event::SequenceEnd => return Ok(Some(items.join("; "))),
                Event::Scalar(text, style, ..) => items.extend(plain(&text, style)),
                other => self.skip(&other)?,
            }
        }
    }

    /// Passes over the rest of the value that begins with `event`.
    fn skip(&mut self, event: &Event<'a>) -> Result<(), (usize, String)> {
        let mut depth = opens(event);
        while depth > 0 {
            let event = self.next()?;
            match event {
                Event::SequenceEnd | Event::MappingEnd => depth -= 1,
                Event::StreamEnd => return Ok(()),
                other => depth += opens(&other),
            }
        }
        Ok(())
    }
}

fn opens(event: &Event<'_>) -> usize {
    usize::from(matches!(
        event,
        Event::SequenceStart(..) | Event::MappingStart(..)
    ))
}

fn plain(text: &str, style: ScalarStyle) -> Option<String> {
    let is_null = style == ScalarStyle::Plain && matches!(text, "" | "~" | "null");
    (!is_null).then(|| text.to_owned())
}
