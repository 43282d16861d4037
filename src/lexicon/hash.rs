//! Owns the hash of a lexicon: what manifests name it by.

use super::{Entry, Evidence, Guard, Variation};
use crate::digest::sha256;
use crate::text::is_han;

/// The hash of `entries`, in whatever order they are.
pub(super) fn of(entries: &[Entry]) -> String {
    let usual = format!("{:?}", Variation::default());
    let mut lines: Vec<String> = entries.iter().map(|entry| line(entry, &usual)).collect();
    lines.sort_unstable();
    sha256(lines.concat().as_bytes())
}

/// What is hashed of an entry; `usual` is what may vary in most.
///
/// Rules and components stand in it as `{:?}` writes them, which is slow: hence the functions below,
/// which write the same.
fn line(entry: &Entry, usual: &str) -> String {
    let mut variants: Vec<String> = entry
        .variants
        .iter()
        .map(|variant| [variant.kind.name(), ":", &variant.text].concat())
        .collect();
    variants.sort_unstable();
    let mut line = entry.name();
    line.reserve(512);
    for field in [&entry.category, &variants.join("\u{1e}")] {
        line.push('\u{1f}');
        line.push_str(field);
    }
    line.push('\u{1f}');
    if entry.variation == Variation::default() {
        line.push_str(usual);
    } else {
        line.push_str(&format!("{:?}", entry.variation));
    }
    guard(&mut line, &entry.guard);
    line.push('\u{1f}');
    list(&mut line, &entry.components);
    match entry.component_gap {
        Some(gap) => line.push_str(&format!("Some({gap})")),
        None => line.push_str("None"),
    }
    line.push('\n');
    line
}

fn guard(line: &mut String, guard: &Guard) {
    line.push_str("Guard { not_after: ");
    list(line, &guard.not_after);
    line.push_str(", not_before: ");
    list(line, &guard.not_before);
    line.push_str(", not_inside: ");
    list(line, &guard.not_inside);
    line.push_str(", needs: ");
    evidence(line, guard.needs.as_ref());
    line.push_str(", unless: ");
    evidence(line, guard.unless.as_ref());
    line.push_str(", one_left: ");
    match &guard.one_left {
        Some(one_left) => line.push_str(&format!("Some({one_left:?})")),
        None => line.push_str("None"),
    }
    line.push_str(" }");
}

fn evidence(line: &mut String, evidence: Option<&Evidence>) {
    let Some(evidence) = evidence else {
        line.push_str("None");
        return;
    };
    line.push_str("Some(Evidence { any: ");
    list(line, &evidence.any);
    line.push_str(&format!(", within: {:?} }})", evidence.within));
}

fn list(line: &mut String, texts: &[String]) {
    line.push('[');
    for (at, text) in texts.iter().enumerate() {
        if at > 0 {
            line.push_str(", ");
        }
        // No Han character of the basic plane is escaped.
        if text.chars().all(|c| c < '\u{a000}' && is_han(c)) {
            line.push('"');
            line.push_str(text);
            line.push('"');
        } else {
            line.push_str(&format!("{text:?}"));
        }
    }
    line.push(']');
}

#[cfg(test)]
mod tests {
    use super::super::{Builtin, Lexicon, OneLeft, Particle, Window};
    use super::*;

    fn described(entry: &Entry) -> String {
        let mut variants: Vec<String> = entry
            .variants
            .iter()
            .map(|variant| format!("{}:{}", variant.kind.name(), variant.text))
            .collect();
        variants.sort_unstable();
        format!(
            "{}\u{1f}{}\u{1f}{}\u{1f}{:?}{:?}\u{1f}{:?}{:?}\n",
            entry.name(),
            entry.category,
            variants.join("\u{1e}"),
            entry.variation,
            entry.guard,
            entry.components,
            entry.component_gap
        )
    }

    fn guarded() -> Entry {
        let texts = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
        let evidence = |within| Evidence {
            any: texts(&["农\u{301}村", "\u{a0}\"甲\"", "\u{3400}〇", "\u{20000}"]),
            within,
        };
        Entry {
            text: "走在前列".to_owned(),
            variation: Variation {
                particle: Particle::MayAdd,
                gap: 3,
                ..Variation::default()
            },
            guard: Guard {
                not_after: texts(&["抓", "\\", "a"]),
                not_before: texts(&["团", "，\n"]),
                not_inside: texts(&["一直走在前列"]),
                needs: Some(evidence(Window::Paragraph)),
                unless: Some(evidence(Window::Document)),
                one_left: Some(OneLeft {
                    not_after: texts(&["不"]),
                    not_before: Vec::new(),
                }),
            },
            components: texts(&["甲、乙", "丙", ""]),
            component_gap: Some(7),
            ..Entry::default()
        }
    }

    #[test]
    fn no_han_character_is_escaped() {
        for c in ('\0'..'\u{a000}').filter(|&c| is_han(c)) {
            assert_eq!(format!("{:?}", c.to_string()), format!("\"{c}\""));
        }
    }

    #[test]
    fn lines_are_what_debug_formatting_writes() {
        let lexicon = Lexicon::load(Builtin::Included, &[] as &[&str]).unwrap();
        let usual = format!("{:?}", Variation::default());
        for entry in lexicon.entries().iter().chain([&guarded()]) {
            assert_eq!(line(entry, &usual), described(entry));
        }
    }
}
