//! Owns the usual shape of a record: one object of strings, whole numbers and truth values. What
//! is written in any other way, or wrongly, is for `serde_json`.

use std::borrow::Cow;

use memchr::{memchr, memchr2};

use super::super::record::{FieldNames, Record, Role};

/// Fields of a record; of more, names are not compared one by one.
const MOST_FIELDS: usize = 32;

/// Reads the record that is the whole of `content`; `None` for one that is unusual or broken.
pub(super) fn parse(content: &str, line: u64, names: &FieldNames) -> Option<Record> {
    let mut reader = Reader { rest: content };
    let mut record = Record::on_line(line);
    let mut seen: Vec<&str> = Vec::with_capacity(MOST_FIELDS);
    let mut has_text = false;
    reader.eat('{')?;
    loop {
        let name = reader.string()?;
        let is_new = !name.contains('\\') && !seen.contains(&name) && seen.len() < MOST_FIELDS;
        is_new.then(|| seen.push(name))?;
        reader.eat(':')?;
        let value = reader.value()?;
        match (names.role(name), value) {
            (Role::Text, Value::String(written)) => {
                record.text = unescaped(written)?.into_owned();
                has_text = true;
            }
            (Role::Text, _) => return None,
            (role, Value::String(written)) => record.set(role, name, &unescaped(written)?),
            (role, Value::Plain(written)) => record.set(role, name, written),
            (_, Value::Null) => {}
        }
        match reader.next()? {
            b',' => {}
            b'}' => break,
            _ => return None,
        }
    }
    reader.skip_blanks();
    (has_text && reader.rest.is_empty()).then_some(record)
}

/// The value of a field.
enum Value<'a> {
    /// A string, as it is written between its quotes.
    String(&'a str),
    /// A whole number or a truth value.
    Plain(&'a str),
    Null,
}

/// A record being read.
struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }

    /// The next byte, which is ASCII.
    fn next(&mut self) -> Option<u8> {
        self.skip_blanks();
        let byte = *self.rest.as_bytes().first()?;
        self.rest = self.rest.get(1..)?;
        Some(byte)
    }

    fn eat(&mut self, wanted: char) -> Option<()> {
        (char::from(self.next()?) == wanted).then_some(())
    }

    /// A string, without its quotes and with its escapes.
    fn string(&mut self) -> Option<&'a str> {
        self.eat('"')?;
        let bytes = self.rest.as_bytes();
        let mut end = 0;
        loop {
            end += memchr2(b'"', b'\\', bytes.get(end..)?)?;
            if bytes.get(end) == Some(&b'"') {
                break;
            }
            end += 2;
        }
        let written = self.rest.get(..end)?;
        self.rest = self.rest.get(end + 1..)?;
        let smallest = written.bytes().fold(u8::MAX, u8::min);
        (smallest >= b' ').then_some(written)
    }

    fn value(&mut self) -> Option<Value<'a>> {
        self.skip_blanks();
        if self.rest.starts_with('"') {
            return self.string().map(Value::String);
        }
        let is_end = |byte: &u8| matches!(byte, b',' | b'}' | b' ' | b'\t' | b'\n' | b'\r');
        let end = self.rest.bytes().position(|byte| is_end(&byte))?;
        let (written, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        match written {
            "null" => Some(Value::Null),
            "true" | "false" => Some(Value::Plain(written)),
            _ => is_whole_number(written).then_some(Value::Plain(written)),
        }
    }
}

fn is_whole_number(written: &str) -> bool {
    let digits = written.strip_prefix('-').unwrap_or(written);
    let is_padded = digits.len() > 1 && digits.starts_with('0');
    !digits.is_empty() && !is_padded && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The string that is `written` with the usual escapes; `None` where it has others.
fn unescaped(written: &str) -> Option<Cow<'_, str>> {
    let Some(mut at) = memchr(b'\\', written.as_bytes()) else {
        return Some(Cow::Borrowed(written));
    };
    let mut text = String::with_capacity(written.len());
    let mut rest = written;
    loop {
        text.push_str(rest.get(..at)?);
        text.push(match rest.as_bytes().get(at + 1)? {
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            plain @ (b'"' | b'\\' | b'/') => char::from(*plain),
            _ => return None,
        });
        rest = rest.get(at + 2..)?;
        match memchr(b'\\', rest.as_bytes()) {
            Some(next) => at = next,
            None => break,
        }
    }
    text.push_str(rest);
    Some(Cow::Owned(text))
}

#[cfg(test)]
mod tests {
    use super::super::Fields;
    use super::*;

    /// What `serde_json` makes of it.
    fn slowly(content: &str) -> Option<Record> {
        let fields: Fields<'_> = serde_json::from_str(content).ok()?;
        fields.record(3, &FieldNames::default()).ok()
    }

    #[test]
    fn usual_records_are_read_as_all_others() {
        for content in [
            r#"{"text":"绿色发展"}"#,
            " { \"id\" : -7 , \"n\":0,\"text\" :\t\"甲\\n乙\\\\\\\"\\/\\t丙\\r\" , \"x\":null,\"y\":true } ",
            r#"{"text":"","title":" 题 ","date":"2024","source":""}"#,
        ] {
            let record = parse(content, 3, &FieldNames::default());
            assert!(record.is_some(), "{content}");
            assert_eq!(record, slowly(content), "{content}");
        }
    }

    #[test]
    fn what_is_unusual_or_broken_is_left() {
        for content in [
            r#"{"text":"\u53d1"}"#,
            r#"{"text":"a","text":"b"}"#,
            r#"{"te\u0078t":"a"}"#,
            r#"{"text":"a","n":1.5}"#,
            r#"{"text":"a","n":01}"#,
            r#"{"text":"a","n":-}"#,
            r#"{"text":"a","n":[1]}"#,
            r#"{"text":"a",}"#,
            r#"{"text":"a"}x"#,
            r#"{"text":"a""#,
            r#"{"text":"a\"#,
            r#"{"text":1}"#,
            r#"{"title":"a"}"#,
            "{\"text\":\"a\u{1}\"}",
            "{}",
            "",
        ] {
            assert_eq!(parse(content, 3, &FieldNames::default()), None, "{content}");
        }
    }
}
