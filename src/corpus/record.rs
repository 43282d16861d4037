//! Owns one record of a structured file: its fields, what can be wrong with it, and where it
//! stands.

use std::collections::BTreeMap;

/// Column names that a message lists.
const LISTED: usize = 12;

/// Characters of a column name that a message shows.
const SHOWN: usize = 24;

/// Names of the fields of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FieldNames {
    /// The record's unique id.
    pub(super) id: String,
    /// Its title.
    pub(super) title: String,
    /// Its date.
    pub(super) date: String,
    /// Its text.
    pub(super) text: String,
}

impl Default for FieldNames {
    fn default() -> Self {
        let [id, title, date, text] = ["id", "title", "date", "text"].map(str::to_owned);
        Self {
            id,
            title,
            date,
            text,
        }
    }
}

impl FieldNames {
    /// What the field `name` is used for.
    pub(super) fn role(&self, name: &str) -> Role {
        if name == self.text {
            Role::Text
        } else if name == self.id {
            Role::Id
        } else if name == self.title {
            Role::Title
        } else if name == self.date {
            Role::Date
        } else {
            Role::Variable
        }
    }
}

/// What a field is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The text to count.
    Text,
    /// The document's id.
    Id,
    /// Its title.
    Title,
    /// Its date.
    Date,
    /// A document variable.
    Variable,
}

/// The fields of a record that are used.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Record {
    /// Line on which it begins, from 1; for a file without lines its number, from 1.
    pub(super) line: u64,
    /// Its unique id.
    pub(super) id: Option<String>,
    /// Its title.
    pub(super) title: Option<String>,
    /// Its date, as written.
    pub(super) date: Option<String>,
    /// Its text.
    pub(super) text: String,
    /// Further fields.
    pub(super) variables: BTreeMap<String, String>,
}

impl Record {
    /// An empty record that begins on `line`.
    pub(super) fn on_line(line: u64) -> Self {
        Self {
            line,
            ..Self::default()
        }
    }

    /// Takes over a field that is not the text; an empty value says nothing.
    pub(super) fn set(&mut self, role: Role, name: &str, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        let value = value.to_owned();
        match role {
            Role::Text => self.text = value,
            Role::Id => self.id = Some(value),
            Role::Title => self.title = Some(value),
            Role::Date => self.date = Some(value),
            Role::Variable => {
                self.variables.insert(name.to_owned(), value);
            }
        }
    }
}

/// How much a problem costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Loss {
    /// Nothing: what was read is counted, and something about it should be looked at.
    Nothing,
    /// One record.
    Record,
    /// This and everything behind it.
    Rest,
}

/// Something in a structured file that cannot be used as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    /// Line on which the record begins, from 1; 0 for the whole file.
    pub(super) line: u64,
    /// What is wrong and what to do.
    pub(super) reason: String,
    /// What is not counted because of it.
    pub(super) loss: Loss,
}

impl Problem {
    /// One record that is not read.
    pub(super) fn record(line: u64, reason: impl Into<String>) -> Self {
        Self {
            line,
            reason: reason.into(),
            loss: Loss::Record,
        }
    }

    /// Everything from `line` on is not read.
    pub(super) fn rest(line: u64, reason: impl Into<String>) -> Self {
        Self {
            line,
            reason: reason.into(),
            loss: Loss::Rest,
        }
    }

    /// Read all the same.
    pub(super) fn remark(line: u64, reason: impl Into<String>) -> Self {
        Self {
            line,
            reason: reason.into(),
            loss: Loss::Nothing,
        }
    }
}

/// Why there is no text: the field's name, and what there is instead.
pub(super) fn no_text_field<'a>(
    what: &str,
    text: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> String {
    format!(
        "no {what} {text:?}; there are: {}; name the one that holds the text with --text-field",
        listed(names)
    )
}

/// Names for a message: the first few, each cut.
pub(super) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut names = names.into_iter();
    let shown: Vec<String> = names.by_ref().take(LISTED).map(cut).collect();
    let more = names.count();
    let shown = if shown.is_empty() {
        "none".to_owned()
    } else {
        shown.join(", ")
    };
    if more == 0 {
        shown
    } else {
        format!("{shown} and {more} more")
    }
}

fn cut(name: &str) -> String {
    let name = name.trim();
    let printable = |c: char| if c.is_control() { ' ' } else { c };
    let mut shown: String = name.chars().take(SHOWN).map(printable).collect();
    if name.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    if shown.is_empty() {
        shown.push_str("(without a name)");
    }
    shown
}

/// Counts lines forwards, so that a long file is read once; `\r`, `\n` and `\r\n` end a line.
#[derive(Debug, Clone)]
pub(super) struct LineCounter {
    offset: usize,
    line: u64,
}

impl Default for LineCounter {
    fn default() -> Self {
        Self { offset: 0, line: 1 }
    }
}

impl LineCounter {
    /// The line of byte `offset`, from 1; an offset before the last one gives the last line.
    pub(super) fn line_of(&mut self, content: &[u8], offset: usize) -> u64 {
        let offset = offset.max(self.offset).min(content.len());
        let ends = |(at, byte): (usize, &u8)| {
            *byte == b'\n' || (*byte == b'\r' && content.get(at + 1) != Some(&b'\n'))
        };
        let passed = content.iter().enumerate().take(offset).skip(self.offset);
        self.line += passed
            .filter(|&place| ends(place))
            .map(|_| 1_u64)
            .sum::<u64>();
        self.offset = offset;
        self.line
    }

    /// Counts on from byte `offset`, which is on `line`.
    pub(super) fn go_back_to(&mut self, offset: usize, line: u64) {
        (self.offset, self.line) = (offset, line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_list_a_few_names() {
        let long = "长".repeat(100);
        let message = no_text_field("column", "text", ["标题", "", long.as_str()]);
        assert!(message.starts_with("no column \"text\"; there are: 标题, (without a name), 长长"));
        assert!(message.contains("…; name the one"));
        let names: Vec<String> = (0..5000).map(|i| format!("c{i}")).collect();
        assert!(listed(names.iter().map(String::as_str)).ends_with("c11 and 4988 more"));
    }

    #[test]
    fn all_line_ends_are_counted() {
        let content = b"a\r\nb\rc\nd";
        let mut lines = LineCounter::default();
        let found: Vec<u64> = [0, 3, 5, 7].map(|at| lines.line_of(content, at)).to_vec();
        assert_eq!(found, [1, 2, 3, 4]);
        assert_eq!(lines.line_of(content, 1000), 4);
    }
}
