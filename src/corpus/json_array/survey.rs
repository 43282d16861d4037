//! Owns finding the records of a JSON document that is an object: the object itself, a list
//! inside it, or objects inside it.

use super::scan::{after_string, after_value, skip_space};

/// Objects inside objects are looked through to this depth.
const DEEPEST: usize = 8;

/// Where the records are.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Survey {
    /// The object is the record.
    Record,
    /// In the one list that begins at this byte.
    List(usize),
    /// Each an object inside the object, at these bytes.
    Members(Vec<usize>),
    /// There are several lists, or lists and objects; with the fields that lead to them.
    Several(Vec<String>),
}

/// A value inside the object, with the fields that lead to it.
struct Place {
    name: String,
    at: usize,
}

#[derive(Default)]
struct Found {
    lists: Vec<Place>,
    records: Vec<Place>,
}

impl Survey {
    /// Looks through the object at byte `at`; a record has a field named `text`.
    pub(super) fn of(content: &str, at: usize, text: &str) -> Self {
        let mut found = Found::default();
        if found.object(
            content,
            at,
            &Looked {
                text,
                path: "",
                depth: 0,
            },
        ) == Kind::Record
        {
            return Self::Record;
        }
        match (found.lists.as_slice(), found.records.is_empty()) {
            ([], true) => Self::Record,
            ([], false) => Self::Members(found.records.iter().map(|place| place.at).collect()),
            ([only], true) => Self::List(only.at),
            _ => {
                let places = found.lists.into_iter().chain(found.records);
                Self::Several(places.map(|place| place.name).collect())
            }
        }
    }
}

#[derive(PartialEq, Eq)]
enum Kind {
    Record,
    Other,
}

/// What is looked for, and where.
struct Looked<'a> {
    text: &'a str,
    path: &'a str,
    depth: usize,
}

impl Found {
    /// Notes what the object at byte `at` holds; says whether it is a record itself.
    fn object(&mut self, content: &str, at: usize, looked: &Looked<'_>) -> Kind {
        let bytes = content.as_bytes();
        let mut inside = Self::default();
        let mut at = skip_space(bytes, at + 1);
        while bytes.get(at) == Some(&b'"') {
            let Some(end) = after_string(bytes, at) else {
                break;
            };
            let name: String = content
                .get(at..end)
                .and_then(|raw| serde_json::from_str(raw).ok())
                .unwrap_or_default();
            if name == looked.text {
                return Kind::Record;
            }
            at = skip_space(bytes, end);
            if bytes.get(at) != Some(&b':') {
                break;
            }
            at = skip_space(bytes, at + 1);
            inside.value(content, at, &name, looked);
            let Some(end) = after_value(bytes, at) else {
                break;
            };
            at = skip_space(bytes, end);
            if bytes.get(at) == Some(&b',') {
                at = skip_space(bytes, at + 1);
            }
        }
        self.lists.append(&mut inside.lists);
        self.records.append(&mut inside.records);
        Kind::Other
    }

    fn value(&mut self, content: &str, at: usize, name: &str, looked: &Looked<'_>) {
        let bytes = content.as_bytes();
        let path = if looked.path.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", looked.path)
        };
        match bytes.get(at) {
            Some(b'[') if bytes.get(skip_space(bytes, at + 1)) == Some(&b'{') => {
                self.lists.push(Place { name: path, at });
            }
            Some(b'{') if looked.depth < DEEPEST => {
                let deeper = Looked {
                    path: &path,
                    depth: looked.depth + 1,
                    text: looked.text,
                };
                if self.object(content, at, &deeper) == Kind::Record {
                    self.records.push(Place { name: path, at });
                }
            }
            _ => {}
        }
    }
}
