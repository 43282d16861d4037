//! Owns the rules an entry must keep: non-empty, printable, and one owner for every surface.

use rustc_hash::FxHashMap;

use super::{Entry, Lexicon, broken};
use crate::error::Result;
use crate::text::{CharClass, classify, fold_key};

/// Longer phrases are refused: they are pasted text, not set phrases.
const LONGEST: usize = 1000;

/// Checks every entry, drops variants that folding makes redundant, and collects warnings.
pub(super) fn check(lexicon: &mut Lexicon) -> Result<()> {
    for entry in &mut lexicon.entries {
        check_entry(entry, &mut lexicon.warnings)?;
    }
    check_owners(lexicon)
}

fn check_entry(entry: &mut Entry, warnings: &mut Vec<String>) -> Result<()> {
    for surface in std::iter::once(&entry.text).chain(&entry.variants) {
        check_surface(surface, entry)?;
    }
    let place = format!("{}:{}", entry.origin.path.display(), entry.origin.line);
    if let Some(hidden) = entry
        .text
        .chars()
        .find(|&c| classify(c) == CharClass::Invisible)
    {
        let code = u32::from(hidden);
        warnings.push(format!(
            "{place}: {:?} holds an invisible character (U+{code:04X}), which is ignored",
            entry.text
        ));
    }
    let mut seen = vec![fold_key(&entry.text)];
    entry.variants.retain(|variant| {
        let key = fold_key(variant);
        let redundant = seen.contains(&key);
        if redundant {
            warnings.push(format!(
                "{place}: the variant {variant:?} is matched without being listed; remove it"
            ));
        }
        seen.push(key);
        !redundant
    });
    Ok(())
}

fn check_surface(surface: &str, entry: &Entry) -> Result<()> {
    let fail = |message: String| Err(broken(&entry.origin.path, entry.origin.line, message));
    if fold_key(surface).is_empty() {
        return fail(format!(
            "{surface:?} is an empty phrase: nothing is left of it once quotes, spaces and separators are dropped"
        ));
    }
    if surface.chars().count() > LONGEST {
        return fail(format!(
            "a phrase of {} characters; at most {LONGEST} are allowed",
            surface.chars().count()
        ));
    }
    if let Some(control) = surface.chars().find(|c| c.is_control()) {
        let code = u32::from(control);
        return fail(format!(
            "{surface:?} holds a control character (U+{code:04X}); remove it"
        ));
    }
    Ok(())
}

/// No surface may have two owners; two entries whose texts only fold alike are allowed and named.
fn check_owners(lexicon: &mut Lexicon) -> Result<()> {
    let mut texts: FxHashMap<String, usize> = FxHashMap::default();
    for (index, entry) in lexicon.entries.iter().enumerate() {
        let Some(first) = texts.insert(fold_key(&entry.text), index) else {
            continue;
        };
        let first = &lexicon.entries[first];
        if first.text == entry.text {
            return Err(broken(
                &entry.origin.path,
                entry.origin.line,
                format!(
                    "{:?} is listed twice: first in {}",
                    entry.text,
                    place(first)
                ),
            ));
        }
        lexicon.warnings.push(format!(
            "{}: {:?} matches the same places as {:?} ({}): both are counted",
            place(entry),
            entry.text,
            first.text,
            place(first),
        ));
    }
    let mut variants: FxHashMap<String, usize> = FxHashMap::default();
    for (index, entry) in lexicon.entries.iter().enumerate() {
        for variant in &entry.variants {
            let key = fold_key(variant);
            let owner = texts
                .get(&key)
                .copied()
                .or_else(|| variants.insert(key, index));
            if let Some(owner) = owner.filter(|&owner| owner != index) {
                let owner = &lexicon.entries[owner];
                let message = format!(
                    "the variant {variant:?} of {:?} already belongs to {:?} ({}); remove one",
                    entry.text,
                    owner.text,
                    place(owner)
                );
                return Err(broken(&entry.origin.path, entry.origin.line, message));
            }
        }
    }
    Ok(())
}

fn place(entry: &Entry) -> String {
    format!("{}:{}", entry.origin.path.display(), entry.origin.line)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::{load, toml_file};
    use super::*;

    fn lexicon(content: &str) -> Result<Lexicon> {
        load::from_files(vec![
            toml_file::parse(content, Path::new("lex.toml")).unwrap(),
        ])
    }

    fn error(content: &str) -> String {
        lexicon(content).unwrap_err().to_string()
    }

    #[test]
    fn broken_rules_name_file_and_line() {
        let twice = error("[[phrase]]\ntext = \"绿色发展\"\n\n[[phrase]]\ntext = \"绿色发展\"\n");
        assert!(
            twice.starts_with("lex.toml:4:") && twice.contains("lex.toml:1"),
            "{twice}"
        );
        let owned = error(
            "[[phrase]]\ntext = \"甲乙\"\nvariants = [\"丙丁\"]\n[[phrase]]\ntext = \"戊己\"\nvariants = [\"丙、丁\"]\n",
        );
        assert!(
            owned.starts_with("lex.toml:4:") && owned.contains("甲乙"),
            "{owned}"
        );
        let canonical = error(
            "[[phrase]]\ntext = \"甲乙\"\nvariants = [\"戊己\"]\n[[phrase]]\ntext = \"戊己\"\n",
        );
        assert!(canonical.contains("戊己"), "{canonical}");
        assert!(error("[[phrase]]\ntext = \"“、”\"\n").contains("empty"));
        assert!(error("[[phrase]]\ntext = \"甲\\u0007\"\n").contains("U+0007"));
        assert!(error(&format!("[[phrase]]\ntext = \"{}\"\n", "长".repeat(1001))).contains("1000"));
    }

    #[test]
    fn what_folds_alike_is_named_but_allowed() {
        let loaded = lexicon("[[phrase]]\ntext = \"绿色发展\"\nvariants = [\"“绿色”发展\"]\n[[phrase]]\ntext = \"綠色發展\"\n").unwrap();
        assert_eq!(loaded.entries().len(), 2);
        assert!(loaded.entries()[0].variants.is_empty());
        assert_eq!(loaded.warnings().len(), 2);
    }
}
