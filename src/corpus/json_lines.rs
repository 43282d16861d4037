//! Owns one JSON record: its fields by name, and what its other fields become.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::discover::FieldNames;

/// The fields of a record that are used.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) id: Option<String>,
    pub(super) title: Option<String>,
    pub(super) date: Option<String>,
    pub(super) text: String,
    pub(super) variables: BTreeMap<String, String>,
}

/// Fields in their order, values unread: a number too large for a float in a field that nobody
/// asks for must not lose the record.
struct Fields<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

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

/// Reads one line.
///
/// # Errors
///
/// Why the record cannot be used, for `skipped.csv`.
pub(super) fn parse(line: &str, names: &FieldNames) -> Result<Record, String> {
    let fields: Fields<'_> =
        serde_json::from_str(line).map_err(|cause| format!("not a JSON record: {cause}"))?;
    let mut record = Record::default();
    let mut has_text = false;
    for (index, (name, value)) in fields.0.iter().enumerate() {
        if fields.0[..index].iter().any(|(other, _)| other == name) {
            return Err(format!("the field {name:?} occurs twice"));
        }
        if *name == names.text {
            record.text = text_of(value, name)?;
            has_text = true;
        } else {
            record.set(name, value, names);
        }
    }
    if !has_text {
        return Err(format!(
            "no field {:?}; name the field that holds the text with --text-field",
            names.text
        ));
    }
    Ok(record)
}

fn text_of(value: &RawValue, name: &str) -> Result<String, String> {
    serde_json::from_str::<String>(value.get())
        .map_err(|_| format!("the field {name:?} is not a string"))
}

impl Record {
    fn set(&mut self, name: &str, value: &RawValue, names: &FieldNames) {
        let Some(value) = scalar(value) else { return };
        if name == names.id {
            self.id = Some(value);
        } else if name == names.title {
            self.title = Some(value);
        } else if name == names.date {
            self.date = Some(value);
        } else {
            self.variables.insert(name.to_owned(), value);
        }
    }
}

/// A string, number or truth value as text; nothing for null, lists and objects.
fn scalar(value: &RawValue) -> Option<String> {
    let raw = value.get();
    match raw.as_bytes().first()? {
        b'"' => serde_json::from_str(raw)
            .ok()
            .filter(|text: &String| !text.is_empty()),
        b'[' | b'{' | b'n' => None,
        _ => Some(raw.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn further_fields_become_variables() {
        let line = r#"{"id":7,"text":"绿色\u53d1展","source":"新华社","n":1e400,"tags":["a"],"title":null}"#;
        let record = parse(line, &FieldNames::default()).unwrap();
        assert_eq!(
            (record.id.as_deref(), record.text.as_str(), record.title),
            (Some("7"), "绿色发展", None)
        );
        assert_eq!(record.variables.keys().collect::<Vec<_>>(), ["n", "source"]);
    }

    #[test]
    fn unusable_records_say_why() {
        for (line, word) in [
            (r#"{"id":1}"#, "--text-field"),
            (r#"{"text":42}"#, "not a string"),
            (r#"{"text":null}"#, "not a string"),
            (r#"{"text":"a","text":"b"}"#, "twice"),
            (r#"["text"]"#, "JSON"),
            (r#"{"text":"a""#, "JSON"),
        ] {
            let reason = parse(line, &FieldNames::default()).unwrap_err();
            assert!(reason.contains(word), "{line}: {reason}");
        }
    }
}
