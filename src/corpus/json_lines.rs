//! Owns reading JSON Lines: one record per line, streamed, so that a file may be larger than memory.

use std::io::{BufRead, Read as _};

use super::decode;
use super::json_record;
use super::record::{FieldNames, Problem, Record};

/// A longer line cannot be addressed by 32-bit offsets.
const LONGEST: u64 = 1 << 30;

/// The records of a file.
pub(super) struct JsonLines<R> {
    input: R,
    names: FieldNames,
    line: u64,
    buffer: Vec<u8>,
    state: State,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    Reading,
    /// Something is to be said of the record before.
    Saying(Vec<Problem>),
    Done,
}

impl<R: BufRead> JsonLines<R> {
    /// The records of `input`, which is UTF-8 but for damaged lines.
    pub(super) fn new(input: R, names: FieldNames) -> Self {
        Self {
            input,
            names,
            line: 0,
            buffer: Vec::new(),
            state: State::Reading,
        }
    }

    /// What the lines are read from.
    pub(super) fn input(&self) -> &R {
        &self.input
    }

    /// Reads the next line into the buffer; `false` at the end.
    fn read_line(&mut self) -> Result<bool, String> {
        self.buffer.clear();
        let mut limited = self.input.by_ref().take(LONGEST);
        let length = limited
            .read_until(b'\n', &mut self.buffer)
            .map_err(|cause| format!("cannot be read to its end: {cause}"))?;
        if length as u64 >= LONGEST {
            return Err("a line of more than 1 GiB; what follows is not read".to_owned());
        }
        self.line += u64::from(length > 0);
        Ok(length > 0)
    }

    /// The record on the current line; nothing for an empty line.
    fn record(&mut self) -> Option<Result<Record, Problem>> {
        let bytes = self.buffer.trim_ascii();
        let bytes = match self.line {
            1 => bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes),
            _ => bytes,
        };
        if bytes.is_empty() {
            return None;
        }
        let line = self.line;
        let parsed = match simdutf8::basic::from_utf8(bytes) {
            Ok(text) => json_record::parse(text, line, &self.names),
            Err(_) => decode::decode(bytes.to_vec(), None).and_then(|decoded| {
                let record = json_record::parse(&decoded.text, line, &self.names)?;
                let remarks = decoded.warnings().into_iter();
                let remarks = remarks.map(|warning| Problem::remark(line, warning));
                self.state = State::Saying(remarks.collect());
                Ok(record)
            }),
        };
        let parsed = parsed.and_then(|record| match record.text.trim().is_empty() {
            true => Err("no text".to_owned()),
            false => Ok(record),
        });
        Some(parsed.map_err(|reason| Problem::record(line, reason)))
    }

    fn say(&mut self) -> Option<Problem> {
        match &mut self.state {
            State::Saying(remarks) => match remarks.pop() {
                Some(remark) => Some(remark),
                None => {
                    self.state = State::Reading;
                    None
                }
            },
            State::Reading | State::Done => None,
        }
    }
}

impl<R: BufRead> Iterator for JsonLines<R> {
    type Item = Result<Record, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(remark) = self.say() {
            return Some(Err(remark));
        }
        while self.state == State::Reading {
            match self.read_line() {
                Err(reason) => {
                    self.state = State::Done;
                    return Some(Err(Problem::rest(self.line + 1, reason)));
                }
                Ok(false) => self.state = State::Done,
                Ok(true) => {
                    if let Some(found) = self.record() {
                        return Some(found);
                    }
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Vec<Result<Record, Problem>> {
        JsonLines::new(bytes, FieldNames::default()).collect()
    }

    #[test]
    fn broken_lines_cost_only_themselves() {
        let lines = "\u{feff}{\"text\":\"甲\"}\n\n{\"text\":\" \"}\r\nbroken\n{\"text\":\"乙\"}";
        let found = read(lines.as_bytes());
        let texts: Vec<(u64, &str)> = found
            .iter()
            .flatten()
            .map(|record| (record.line, record.text.as_str()))
            .collect();
        assert_eq!(texts, [(1, "甲"), (5, "乙")]);
        let problems: Vec<u64> = found
            .iter()
            .filter_map(|found| found.as_ref().err())
            .map(|problem| problem.line)
            .collect();
        assert_eq!(problems, [3, 4]);
    }

    #[test]
    fn a_damaged_line_is_read_and_named() {
        let mut bytes = "{\"text\":\"坚持绿色发展,建设美丽中国".as_bytes().to_vec();
        bytes.extend(b"\xe4\xb8 \"}\n");
        bytes.extend("{\"text\":\"乙\"}".as_bytes());
        let found = read(&bytes);
        assert_eq!(found.len(), 3);
        assert!(found[0].as_ref().unwrap().text.contains('\u{fffd}'));
        let remark = found[1].as_ref().unwrap_err();
        assert_eq!(
            (remark.line, remark.loss),
            (1, super::super::record::Loss::Nothing)
        );
        assert!(found[2].is_ok());
    }
}
