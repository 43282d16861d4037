//! Owns reading a JSON document that holds records: a list of them, an object around one list,
//! a single record, or records one after the other.
//!
//! Takes the document as UTF-8 without a byte order mark, gives one record at a time. A broken
//! record costs only itself wherever its end can be found.

mod scan;
mod survey;

use super::json_record::Fields;
use super::record::{FieldNames, LineCounter, Loss, Problem, Record, listed};
use scan::{after_value, skip_space};
use survey::Survey;

/// The records of a JSON document.
#[derive(Debug)]
pub(super) struct JsonRecords {
    content: String,
    names: FieldNames,
    lines: LineCounter,
    at: usize,
    state: State,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    /// Before a value of the document: there is one, or several one after the other.
    Between(Expected),
    /// Inside a list of records; with the end of the object around it, if there is one.
    List(Option<usize>),
    /// Records inside an object, at these bytes, last one first; then its end.
    Members(Vec<usize>, Option<usize>),
    Done,
}

/// Whether the document may end here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    Value,
    ValueOrEnd,
}

impl JsonRecords {
    /// The records of `content`.
    pub(super) fn new(content: String, names: FieldNames) -> Self {
        Self {
            content,
            names,
            lines: LineCounter::default(),
            at: 0,
            state: State::Between(Expected::Value),
        }
    }

    fn line_of(&mut self, at: usize) -> u64 {
        self.lines.line_of(self.content.as_bytes(), at)
    }

    fn byte(&self) -> Option<u8> {
        self.content.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        self.at = skip_space(self.content.as_bytes(), self.at);
    }

    /// The rest of the document cannot be read.
    fn stop(&mut self, reason: impl Into<String>) -> Problem {
        self.state = State::Done;
        let line = self.line_of(self.at);
        Problem::rest(line, reason)
    }

    /// The next value of the document; nothing where only the state changes.
    fn value(&mut self, expected: Expected) -> Option<Result<Record, Problem>> {
        self.skip_space();
        if expected == Expected::ValueOrEnd && self.byte() == Some(b',') {
            self.at += 1;
            self.skip_space();
        }
        match (self.byte(), expected) {
            (None, Expected::ValueOrEnd) => {
                self.state = State::Done;
                None
            }
            (None, Expected::Value) => Some(Err(self.stop("no JSON in this file"))),
            (Some(b'['), _) => {
                self.at += 1;
                self.state = State::List(None);
                None
            }
            (Some(b'{'), _) => self.object(),
            (Some(_), Expected::Value) => Some(Err(self.stop(
                "not a JSON document: it must begin with [ or {; correct it, or save it as .txt",
            ))),
            (Some(_), Expected::ValueOrEnd) => Some(Err(self.stop(
                "something that is not a record stands behind the records; it and what follows is not read: remove it",
            ))),
        }
    }

    /// An object at the top: a record, or something around records.
    fn object(&mut self) -> Option<Result<Record, Problem>> {
        let end = || after_value(self.content.as_bytes(), self.at);
        match Survey::of(&self.content, self.at, &self.names.text) {
            Survey::Record => {
                self.state = State::Between(Expected::ValueOrEnd);
                Some(self.element())
            }
            Survey::List(place) => {
                self.state = State::List(Some(end().unwrap_or(self.content.len())));
                self.at = place + 1;
                None
            }
            Survey::Members(mut places) => {
                places.reverse();
                self.state = State::Members(places, end());
                None
            }
            Survey::Several(names) => {
                let names = listed(names.iter().map(String::as_str));
                let reason = format!(
                    "records in several places: {names}; keep those to count in a file of their own"
                );
                Some(Err(self.stop(reason)))
            }
        }
    }

    /// The next record of a list.
    fn in_list(&mut self, end_around: Option<usize>) -> Option<Result<Record, Problem>> {
        loop {
            self.skip_space();
            match self.byte() {
                None => {
                    let reason =
                        "the list of records has no end: the file seems to be cut off; complete it";
                    return Some(Err(Problem {
                        loss: Loss::Nothing,
                        ..self.stop(reason)
                    }));
                }
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at = end_around.unwrap_or(self.at + 1);
                    self.state = State::Between(Expected::ValueOrEnd);
                    return None;
                }
                Some(b'}' | b':') => {
                    let reason = "the list of records is broken here; what follows is not read";
                    return Some(Err(self.stop(reason)));
                }
                Some(_) => return Some(self.element()),
            }
        }
    }

    /// The next record inside an object.
    fn member(&mut self) -> Option<Result<Record, Problem>> {
        let State::Members(places, end) = &mut self.state else {
            return None;
        };
        match (places.pop(), *end) {
            (Some(place), _) => {
                self.at = place;
                Some(self.element())
            }
            (None, Some(end)) => {
                self.at = end;
                self.state = State::Between(Expected::ValueOrEnd);
                None
            }
            (None, None) => Some(Err(self.stop(
                "the object around the records has no end: the file seems to be cut off; complete it",
            ))),
        }
    }

    /// The value that begins here, as a record; the next one is looked for behind it.
    fn element(&mut self) -> Result<Record, Problem> {
        let start = self.at;
        let line = self.line_of(start);
        let rest = self.content.get(start..).unwrap_or_default();
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Fields<'_>>();
        match values.next() {
            Some(Ok(fields)) => {
                let record = fields.record(line, &self.names);
                self.at = start + values.byte_offset();
                record.map_err(|reason| Problem::record(line, reason))
            }
            Some(Err(cause)) => Err(self.broken(start, line, &cause)),
            None => Err(self.stop("the file ends here")),
        }
    }

    /// Goes on behind a broken record, if its end can be found.
    fn broken(&mut self, start: usize, line: u64, cause: &serde_json::Error) -> Problem {
        let cause_line = line + (cause.line() as u64).saturating_sub(1);
        let full = cause.to_string();
        let what = full.split(" at line ").next().unwrap_or_default();
        match after_value(self.content.as_bytes(), start) {
            Some(end) => {
                self.at = end;
                let last = self.line_of(end);
                let span = if last > line {
                    format!("; lines {line} to {last} are not read")
                } else {
                    String::new()
                };
                Problem::record(
                    line,
                    format!("not a JSON record: {what} (line {cause_line}){span}"),
                )
            }
            None => {
                self.state = State::Done;
                let reason = format!(
                    "a record without an end: {what} (line {cause_line}); it and what follows is not read: complete the file"
                );
                Problem::rest(line, reason)
            }
        }
    }
}

impl Iterator for JsonRecords {
    type Item = Result<Record, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let found = match &self.state {
                State::Done => return None,
                State::Between(expected) => self.value(*expected),
                State::Members(..) => self.member(),
                State::List(end_around) => self.in_list(*end_around),
            };
            if found.is_some() {
                return found;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(content: &str) -> Vec<Result<Record, Problem>> {
        JsonRecords::new(content.to_owned(), FieldNames::default()).collect()
    }

    fn summary(content: &str) -> String {
        let shown = read(content).into_iter().map(|item| match item {
            Ok(record) => format!("{}:{}", record.line, record.text),
            Err(problem) => format!("{}!{:?}", problem.line, problem.loss),
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn every_shape_of_document() {
        for (content, expected) in [
            ("[]", ""),
            (" [{\"text\":\"甲\"},\n{\"text\":\"乙\"}]\n", "1:甲 2:乙"),
            (
                "{\"total\":2,\"data\":[{\"text\":\"甲\"},{\"text\":\"乙\"}],\"page\":1}",
                "1:甲 1:乙",
            ),
            (
                "{\"code\":0,\"result\":{\"tags\":[\"a\"],\"articles\":[\n{\"text\":\"甲\"}]}}",
                "2:甲",
            ),
            ("{\"text\":\"甲\",\"comments\":[{\"text\":\"乙\"}]}", "1:甲"),
            ("{\"text\":\"甲\"}\n{\"text\":\"乙\"}\n", "1:甲 2:乙"),
            (
                "{\"a1\":{\"text\":\"甲\"},\n\"a2\":{\"text\":\"乙\"}}",
                "1:甲 2:乙",
            ),
            ("{\"data\":{\"text\":\"甲\"}}", "1:甲"),
            (
                "{\"a\":[{\"text\":\"甲\"}],\"b\":[{\"text\":\"乙\"}]}",
                "1!Rest",
            ),
            (
                "{\"data\":[{\"text\":\"甲\"}]}\n{\"data\":[{\"text\":\"乙\"}]}",
                "1:甲 2:乙",
            ),
            ("{\"data\":[{\"text\":\"甲\"}]} x", "1:甲 1!Rest"),
            (
                "{\"m\":{\"text\":\"甲\"},\"d\":[{\"text\":\"乙\"}]}",
                "1!Rest",
            ),
            ("{\"content\":\"甲\"}", "1!Record"),
            ("", "1!Rest"),
            ("\"text\"", "1!Rest"),
            ("[{\"text\":\"甲\"}] x", "1:甲 1!Rest"),
            ("{\"text\":\"甲\"} ]", "1:甲 1!Rest"),
        ] {
            assert_eq!(summary(content), expected, "{content}");
        }
    }

    #[test]
    fn a_broken_record_costs_only_itself() {
        for (content, expected) in [
            (
                "[{\"text\":\"甲\"},\n{\"text\":tru},\n{\"text\":\"乙\"}]",
                "1:甲 2!Record 3:乙",
            ),
            (
                "[{\"text\":\"甲\n乙\"},\n{\"text\":\"丙\"}]",
                "1!Record 3:丙",
            ),
            (
                "[{\"text\":\"他说\"好\"的\"},\n{\"text\":\"丙\"}]",
                "1!Record 2:丙",
            ),
            (
                "[\"甲\",\n42,null,[{\"text\":\"乙\"}],\n{\"text\":\"丙\"},]",
                "1!Record 2!Record 2!Record 2!Record 3:丙",
            ),
            ("[{\"text\":\"甲\"}\n{\"text\":\"乙\"}]", "1:甲 2:乙"),
            ("[{\"text\":\"甲\"},\n{\"text\":\"乙", "1:甲 2!Rest"),
            ("[{\"text\":\"甲\"},\n", "1:甲 2!Nothing"),
            ("[{\"text\":\"甲\"}},{\"text\":\"乙\"}]", "1:甲 1!Rest"),
            (
                "{\"data\":[{\"text\":\"甲\"},{\"text\":tru}]}",
                "1:甲 1!Record",
            ),
            ("{\"data\":[{\"text\":\"甲\"},{\"te", "1:甲 1!Rest"),
        ] {
            assert_eq!(summary(content), expected, "{content}");
        }
        let Err(problem) = read("[{\"text\":\"甲\n乙\"}]").remove(0) else {
            panic!()
        };
        assert!(problem.reason.contains("control character"), "{problem:?}");
        assert!(problem.reason.ends_with("lines 1 to 2 are not read"));
    }

    #[test]
    fn deep_nesting_is_read_or_refused() {
        for open in ["[", "{\"a\":", "[{\"text\":\"甲\",\"a\":["] {
            let content = open.repeat(100_000);
            assert!(read(&content).iter().any(Result::is_err));
        }
        let deep = format!(
            "[{{\"text\":\"甲\",\"x\":{}{}}}]",
            "[".repeat(100_000),
            "]".repeat(100_000)
        );
        assert_eq!(summary(&deep), "1:甲");
    }

    #[test]
    fn broken_documents_take_linear_time() {
        let content = format!("[{}]", "{\"text\":\"甲\",".repeat(100_000));
        assert!(read(&content).len() < 3);
        let content = format!("[{}", "{\"text\":\"x\"y\"},\n".repeat(50_000));
        assert!(read(&content).len() > 10_000);
    }
}
