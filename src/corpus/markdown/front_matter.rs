//! Owns front matter: the YAML, TOML or JSON at the start of a Markdown file, split from the text.
//!
//! What does not read as front matter is text: nothing is left out unless its meaning is clear.

mod yaml;

use std::collections::BTreeMap;

/// Front matter does not go on behind this many bytes.
const LONGEST: usize = 1 << 16;

/// Names of the title, in the order in which they are asked for.
const TITLES: [&str; 3] = ["title", "标题", "题目"];

/// Names of the date.
const DATES: [&str; 5] = ["date", "日期", "发布日期", "发布时间", "时间"];

/// What stands before the text of a Markdown file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in super::super) struct FrontMatter {
    /// The title it gives.
    pub(in super::super) title: Option<String>,
    /// The date it gives, as written.
    pub(in super::super) date: Option<String>,
    /// Its other fields: texts, numbers, and lists of them joined with `; `.
    pub(in super::super) variables: BTreeMap<String, String>,
    /// Where the text begins, in bytes.
    pub(in super::super) body_start: usize,
    /// Why something at the start is not read as front matter, and what to do.
    pub(in super::super) problem: Option<String>,
}

/// The forms of front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Yaml,
    Toml,
    Json,
}

/// The fields in their order.
type Pairs = Vec<(String, String)>;

/// Splits the front matter of `text` from its body.
pub(super) fn split(text: &str) -> FrontMatter {
    let Some(form) = Form::of(text) else {
        return FrontMatter::default();
    };
    let Some((inside, body_start)) = form.extent(text) else {
        return FrontMatter::refused(match form {
            Form::Yaml if !looks_like_fields(text) => None,
            _ => Some(format!(
                "the front matter that begins with {0} has no end and is read as text: close it with a line {0}",
                form.mark()
            )),
        });
    };
    match form.read(inside) {
        Ok(Some(pairs)) => FrontMatter::of(pairs, body_start),
        Ok(None) => FrontMatter::refused(None),
        Err((line, what)) => FrontMatter::refused(Some(format!(
            "the front matter is broken in line {} and is read as text: {what}",
            line + 1
        ))),
    }
}

/// Whether the line behind the first is a field, so that `---` is not a rule between paragraphs.
fn looks_like_fields(text: &str) -> bool {
    let second = text.lines().nth(1).unwrap_or_default();
    second.split_once(':').is_some_and(|(name, _)| {
        !name.is_empty() && name.chars().count() <= 40 && !name.contains(char::is_whitespace)
    })
}

impl FrontMatter {
    fn refused(problem: Option<String>) -> Self {
        Self {
            problem,
            ..Self::default()
        }
    }

    fn of(pairs: Pairs, body_start: usize) -> Self {
        let mut found = Self {
            body_start,
            ..Self::default()
        };
        for (name, value) in pairs {
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            if found.variables.contains_key(&name) {
                found.problem = Some(format!(
                    "the front matter has the field {name:?} twice; the first one is used"
                ));
                continue;
            }
            found.variables.insert(name, value.to_owned());
        }
        found.title = TITLES.iter().find_map(|name| found.variables.remove(*name));
        found.date = DATES.iter().find_map(|name| found.variables.remove(*name));
        found
    }
}

impl Form {
    fn of(text: &str) -> Option<Self> {
        let first = text.lines().next()?.trim_end();
        [Self::Yaml, Self::Toml, Self::Json]
            .into_iter()
            .find(|form| form.mark() == first)
    }

    fn mark(self) -> &'static str {
        match self {
            Self::Yaml => "---",
            Self::Toml => "+++",
            Self::Json => ";;;",
        }
    }

    /// What stands between the marks, and where the text behind them begins.
    fn extent(self, text: &str) -> Option<(&str, usize)> {
        let mut lines = text.split_inclusive('\n');
        let start = lines.next()?.len();
        let mut at = start;
        for line in lines {
            if at > LONGEST {
                return None;
            }
            let mark = line.trim_end();
            if mark == self.mark() || (self == Self::Yaml && mark == "...") {
                return Some((text.get(start..at)?, at + line.len()));
            }
            at += line.len();
        }
        None
    }

    /// The fields; nothing if it is not front matter but text between two rules. An error has its
    /// line in `inside`, from 1.
    fn read(self, inside: &str) -> Result<Option<Pairs>, (usize, String)> {
        match self {
            Self::Yaml if inside.trim().is_empty() => Ok(Some(Pairs::new())),
            Self::Yaml
                if inside
                    .lines()
                    .next()
                    .is_some_and(|line| line.trim().is_empty()) =>
            {
                Ok(None)
            }
            Self::Yaml => yaml::read(inside),
            Self::Toml => toml_pairs(inside).map(Some),
            Self::Json => json_pairs(inside).map(Some),
        }
    }
}

fn toml_pairs(inside: &str) -> Result<Pairs, (usize, String)> {
    let table: toml::Table = toml::from_str(inside).map_err(|cause| {
        let start = cause.span().map_or(0, |span| span.start);
        let before = inside.get(..start).unwrap_or_default();
        let message = cause.message().to_owned();
        (before.matches('\n').count() + 1, message)
    })?;
    let pairs = table.into_iter().filter_map(|(name, value)| {
        let value = match value {
            toml::Value::Array(items) => {
                let items: Vec<String> = items.iter().filter_map(toml_scalar).collect();
                Some(items.join("; "))
            }
            other => toml_scalar(&other),
        };
        value.map(|value| (name, value))
    });
    Ok(pairs.collect())
}

fn toml_scalar(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Float(number) => Some(number.to_string()),
        toml::Value::Boolean(truth) => Some(truth.to_string()),
        toml::Value::Datetime(date) => Some(date.to_string()),
        toml::Value::Array(_) | toml::Value::Table(_) => None,
    }
}

fn json_pairs(inside: &str) -> Result<Pairs, (usize, String)> {
    let fields: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(inside).map_err(|cause| (cause.line(), cause.to_string()))?;
    let pairs = fields.into_iter().filter_map(|(name, value)| {
        let value = match value {
            serde_json::Value::Array(items) => {
                let items: Vec<String> = items.iter().filter_map(json_scalar).collect();
                Some(items.join("; "))
            }
            other => json_scalar(&other),
        };
        value.map(|value| (name, value))
    });
    Ok(pairs.collect())
}

fn json_scalar(value: &serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::String(text) => Some(text.clone()),
        serde_json::Value::Number(_) | serde_json::Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let found = split(text);
        let variables: Vec<String> = found
            .variables
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        format!(
            "{}|{}|{}|{}",
            found.title.unwrap_or_default(),
            found.date.unwrap_or_default(),
            variables.join(","),
            text[found.body_start..].replace('\n', "/")
        )
    }

    #[test]
    fn all_forms_are_split_off() {
        for (text, expected) in [
            (
                "---\ntitle: \"绿色: 标题\"\ndate: 2024-02-03\nspeaker: 张三\ntags: [甲, 乙]\nempty:\nsource:\n  - 网\n  - 报\nnested:\n  text: x\n---\n# 一\n正文",
                "绿色: 标题|2024-02-03|source=网; 报,speaker=张三,tags=甲; 乙|# 一/正文",
            ),
            ("---\r\n标题: 甲\r\n...\r\n正文", "甲|||正文"),
            (
                "+++\ntitle = \"甲\"\ndate = 2024-02-03\ntags = [\"乙\", 1]\n[x]\ny = 1\n+++\n正文",
                "甲|2024-02-03|tags=乙; 1|正文",
            ),
            (
                ";;;\n{\"title\":\"甲\",\"n\":1,\"x\":{}}\n;;;\n正文",
                "甲||n=1|正文",
            ),
            ("---\n---\n正文", "|||正文"),
            ("正文\n---\ntitle: 甲\n---\n", "|||正文/---/title: 甲/---/"),
            ("", "|||"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_front_matter_stays_text() {
        for (text, problem) in [
            (
                "---\ntitle: [未闭合 {\ndate: 2024\n# 标题\n正文",
                Some("has no end"),
            ),
            ("---\ntitle: [未闭合 {\n---\n正文", Some("line 2")),
            ("+++\ntitle = \n+++\n正文", Some("line 2")),
            (";;;\n{\"title\"\n;;;\n正文", Some("broken in line")),
            ("---\n\n第一段\n\n---\n第二段", None),
            ("---\n同志们，今天开会。\n---\n第二段", None),
            ("---\n同志们：今天开会。\n我们讲三点意见。", None),
            ("---\n- 甲\n- 乙\n---\n第二段", None),
            ("----\ntitle: 甲\n----\n", None),
        ] {
            let found = split(text);
            assert_eq!(found.body_start, 0, "{text}");
            assert_eq!(found.variables.len(), 0);
            match (found.problem, problem) {
                (Some(found), Some(word)) => assert!(found.contains(word), "{text}: {found}"),
                (found, expected) => assert_eq!(found.as_deref(), expected, "{text}"),
            }
        }
    }

    #[test]
    fn a_field_that_occurs_twice_is_named() {
        let found = split("---\ntitle: 甲\ntitle: 乙\n---\n正文");
        assert_eq!(found.title.as_deref(), Some("甲"));
        assert!(
            found
                .problem
                .is_some_and(|problem| problem.contains("twice"))
        );
    }

    #[test]
    fn hostile_front_matter_is_refused() {
        for inside in ["[", "{a:", "- ", "? ", "a:\n ", "&a ", "\"", "| \n", "!!"] {
            for start in ["a: ", "a:\n  - ", "? "] {
                let text = format!("---\n{start}{}\n---\n正文", inside.repeat(20_000));
                assert!(split(&text).body_start <= text.len(), "{inside}");
            }
        }
    }
}
