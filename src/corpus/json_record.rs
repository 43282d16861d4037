//! Owns one JSON record: its fields by name, and what its other fields become.

mod flat;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::record::{FieldNames, Record, Role, no_text_field};

/// Fields in their order, values unread: a number too large for a float in a field that nobody
/// asks for must not lose the record.
pub(super) struct Fields<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Fields<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs<'a>(std::marker::PhantomData<&'a ()>);
        impl<'de: 'a, 'a> Visitor<'de> for Pairs<'a> {
            type Value = Fields<'a>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON object")
            }
            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                let mut fields = Vec::new();
                while let Some(pair) = map.next_entry::<Cow<'de, str>, &'de RawValue>()? {
                    fields.push(pair);
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(Pairs(std::marker::PhantomData))
    }
}

impl Fields<'_> {
    /// The record of these fields, which begins on `line`.
    ///
    /// # Errors
    ///
    /// Why it cannot be used, for `skipped.csv`.
    pub(super) fn record(&self, line: u64, names: &FieldNames) -> Result<Record, String> {
        let mut record = Record::on_line(line);
        let mut seen = BTreeSet::new();
        for (name, value) in &self.0 {
            if !seen.insert(name.as_ref()) {
                return Err(format!("the field {name:?} occurs twice"));
            }
            match names.role(name) {
                Role::Text => record.text = text_of(value, name)?,
                role => {
                    if let Some(value) = scalar(value) {
                        record.set(role, name, &value);
                    }
                }
            }
        }
        if seen.contains(names.text.as_str()) {
            return Ok(record);
        }
        let present = self.0.iter().map(|(name, _)| name.as_ref());
        Err(no_text_field("field", &names.text, present))
    }
}

/// Reads the record that is the whole of `content`.
///
/// # Errors
///
/// Why the record cannot be used, for `skipped.csv`.
pub(super) fn parse(content: &str, line: u64, names: &FieldNames) -> Result<Record, String> {
    if let Some(record) = flat::parse(content, line, names) {
        return Ok(record);
    }
    let fields: Fields<'_> =
        serde_json::from_str(content).map_err(|cause| format!("not a JSON record: {cause}"))?;
    fields.record(line, names)
}

fn text_of(value: &RawValue, name: &str) -> Result<String, String> {
    let raw = value.get();
    serde_json::from_str::<String>(raw).map_err(|cause| {
        if raw.starts_with('"') {
            format!("the field {name:?} holds a broken string: {cause}")
        } else {
            format!("the field {name:?} is not a string")
        }
    })
}

/// A string, number or truth value as text; nothing for null, lists and objects.
fn scalar(value: &RawValue) -> Option<Cow<'_, str>> {
    let raw = value.get();
    match raw.as_bytes().first()? {
        b'"' => serde_json::from_str(raw).ok().map(Cow::Owned),
        b'[' | b'{' | b'n' => None,
        _ => Some(Cow::Borrowed(raw)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn further_fields_become_variables() {
        let line = r#"{"id":7,"text":"绿色\u53d1展","source":"新华社","n":1e400,"tags":["a"],"title":null}"#;
        let record = parse(line, 3, &FieldNames::default()).unwrap();
        assert_eq!(
            (record.id.as_deref(), record.text.as_str(), record.title),
            (Some("7"), "绿色发展", None)
        );
        assert_eq!(record.variables.keys().collect::<Vec<_>>(), ["n", "source"]);
        assert_eq!(record.line, 3);
    }

    #[test]
    fn unusable_records_say_why() {
        for (line, word) in [
            (r#"{"id":1,"正文":"a"}"#, "there are: id, 正文;"),
            (r#"{"text":42}"#, "not a string"),
            (r#"{"text":null}"#, "not a string"),
            (r#"{"text":"\ud800"}"#, "broken string"),
            (r#"{"text":"a","text":"b"}"#, "twice"),
            (r#"["text"]"#, "JSON"),
            (r#"{"text":"a""#, "JSON"),
        ] {
            let reason = parse(line, 1, &FieldNames::default()).unwrap_err();
            assert!(reason.contains(word), "{line}: {reason}");
        }
    }

    #[test]
    fn many_fields_take_linear_time() {
        let fields: Vec<String> = (0..200_000).map(|i| format!("\"f{i}\":1")).collect();
        let line = format!("{{{},\"text\":\"甲\"}}", fields.join(","));
        assert_eq!(parse(&line, 1, &FieldNames::default()).unwrap().text, "甲");
    }
}
