//! Owns the canonical TOML form of a lexicon: what [`toml_file`](super::toml_file) reads, in one
//! order of keys, without empty ones.

use std::fmt::Write as _;

use super::{Entry, Evidence, Guard, Pack, Switch, VariantKind, Variation, Window};

/// The entries under the head of `pack`.
pub(super) fn write(pack: &Pack, entries: &[Entry]) -> String {
    let mut out = Writer(String::new());
    out.head(pack);
    for entry in entries {
        out.entry(entry, &pack.category.id);
    }
    out.0
}

struct Writer(String);

impl Writer {
    fn head(&mut self, pack: &Pack) {
        for line in &pack.comment {
            self.0.push_str(format!("# {line}").trim_end());
            self.0.push('\n');
        }
        let category = &pack.category;
        let title = Some(category.title.as_str()).filter(|title| *title != category.id);
        self.0.push_str("[pack]\n");
        self.text("id", Some(&category.id));
        self.text("title", title);
        self.text("english", category.english.as_deref());
        self.text("licence", pack.licence.as_deref());
    }

    fn entry(&mut self, entry: &Entry, pack: &str) {
        self.0.push_str("\n[[phrase]]\n");
        self.text("id", entry.id.as_deref());
        self.text("text", Some(&entry.text));
        self.text("sense", entry.sense.as_deref());
        self.text("tier", entry.tier.map(|tier| tier.name()));
        self.text("form", entry.form.map(|form| form.name()));
        self.value("variants", &variants(entry));
        self.variation(entry.variation);
        let category = Some(entry.category.as_str()).filter(|category| *category != pack);
        self.text("category", category);
        self.text("english", entry.english.as_deref());
        self.number("first_year", entry.first_year);
        self.text("first_source", entry.first_source.as_deref());
        self.text("date_basis", entry.date_basis.map(|basis| basis.name()));
        self.value("components", &list(&entry.components));
        self.number("component_gap", entry.component_gap);
        self.text("parent", entry.parent.as_deref());
        self.value("guard", &guard(&entry.guard));
        self.value("counted", &list(&entry.counted));
        self.value("rejected", &list(&entry.rejected));
        self.text("note", entry.note.as_deref());
    }

    fn variation(&mut self, variation: Variation) {
        let usual = Variation::default();
        let order = (variation.order != usual.order).then(|| variation.order.name());
        self.text("order", order);
        self.number("gap", (variation.gap > 0).then_some(variation.gap));
        let particle = (variation.particle != usual.particle).then(|| variation.particle.name());
        self.text("particle", particle);
        let off = |switch: Switch| (switch == Switch::Off).then(|| switch.name());
        self.text("number_guard", off(variation.number_guard));
        self.text("masks", off(variation.masks));
    }

    fn text(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.value(key, &string(value));
        }
    }

    fn number<N: std::fmt::Display>(&mut self, key: &str, value: Option<N>) {
        if let Some(value) = value {
            self.value(key, &value.to_string());
        }
    }

    /// A line, unless `value` is empty.
    fn value(&mut self, key: &str, value: &str) {
        if !value.is_empty() {
            // Writing to memory cannot fail.
            let _ = writeln!(self.0, "{key} = {value}");
        }
    }
}

/// The wordings by kind; empty for none.
fn variants(entry: &Entry) -> String {
    let lists = VariantKind::ALL.iter().map(|&kind| {
        let texts: Vec<&str> = entry.variants_of(kind).collect();
        (kind.name(), list(&texts))
    });
    table(lists.collect())
}

fn guard(guard: &Guard) -> String {
    let (needs, needs_within) = evidence(guard.needs.as_ref());
    let (unless, unless_within) = evidence(guard.unless.as_ref());
    let one_left = guard.one_left.as_ref().map(|one_left| {
        let inner = table(vec![
            ("not_after", list(&one_left.not_after)),
            ("not_before", list(&one_left.not_before)),
        ]);
        if inner.is_empty() {
            "{}".to_owned()
        } else {
            inner
        }
    });
    table(vec![
        ("not_after", list(&guard.not_after)),
        ("not_before", list(&guard.not_before)),
        ("not_inside", list(&guard.not_inside)),
        ("needs", needs),
        ("needs_within", needs_within),
        ("unless", unless),
        ("unless_within", unless_within),
        ("one_left", one_left.unwrap_or_default()),
    ])
}

/// The strings, and how far they are looked for where that is not the usual sentence.
fn evidence(evidence: Option<&Evidence>) -> (String, String) {
    let Some(evidence) = evidence else {
        return (String::new(), String::new());
    };
    let within = match evidence.within {
        Window::Sentence => String::new(),
        wider => string(wider.name()),
    };
    (list(&evidence.any), within)
}

/// An inline table of the values that are not empty; empty for none.
fn table(values: Vec<(&str, String)>) -> String {
    let pairs: Vec<String> = values
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(key, value)| format!("{key} = {value}"))
        .collect();
    if pairs.is_empty() {
        String::new()
    } else {
        format!("{{ {} }}", pairs.join(", "))
    }
}

/// An array on one line; empty for none.
fn list<S: AsRef<str>>(texts: &[S]) -> String {
    if texts.is_empty() {
        return String::new();
    }
    let texts: Vec<String> = texts.iter().map(|text| string(text.as_ref())).collect();
    format!("[{}]", texts.join(", "))
}

/// A basic string.
fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::toml_file;
    use super::*;

    /// Every key, none with its usual value, in the canonical form.
    const WHOLE: &str = r##"# 我的词表
#
# with \ and "quotes"
[pack]
id = "mine"
title = "我的"
english = "My own"
licence = "CC0-1.0"

[[phrase]]
id = "a"
text = "甲、乙"
sense = "一"
tier = "L"
form = "list"
variants = { spelling = ["甲与乙", "乙甲"], abbr = ["甲乙"], order = ["乙、甲"], gap = ["甲又乙"], expansion = ["甲子、乙丑"], near = ["甲丙"], neg = ["不甲乙"] }
order = "free"
gap = 12
particle = "may-drop-or-add"
number_guard = "off"
masks = "off"
category = "other/inner"
english = "\"A\" \\ B\tC\nD\u0007\u007F"
first_year = 1921
first_source = "一大"
date_basis = "corpus"
components = ["甲", "乙"]
component_gap = 3
parent = "丙"
guard = { not_after = ["子"], not_before = ["丑"], not_inside = ["子甲乙"], needs = ["寅"], needs_within = "document", unless = ["卯"], unless_within = "paragraph", one_left = { not_after = ["辰"], not_before = ["巳"] } }
counted = ["甲乙寅。"]
rejected = ["子甲乙。"]
note = "注"

[[phrase]]
text = "丙丁"
guard = { needs = ["寅"], one_left = {} }
"##;

    #[test]
    fn every_key_is_written_as_it_was_read() {
        let file = toml_file::parse(WHOLE, Path::new("mine.toml")).unwrap();
        assert_eq!(write(&file.pack, &file.entries), WHOLE);
    }

    #[test]
    fn what_is_usual_is_left_out() {
        let content = "[pack]\nid = \"x\"\n[[phrase]]\ntext = \"甲乙\"\norder = \"fixed\"\ngap = 0\nmasks = \"on\"\ncategory = \"x\"\nvariants = []\nguard = { needs_within = \"document\" }\n";
        let file = toml_file::parse(content, Path::new("x.toml")).unwrap();
        assert_eq!(
            write(&file.pack, &file.entries),
            "[pack]\nid = \"x\"\n\n[[phrase]]\ntext = \"甲乙\"\n"
        );
    }
}
