//! Owns the rules an entry must keep: printable, not empty, consistent, one owner per surface.
//!
//! Every broken rule is collected, so that a user can mend a file in one go.

use rustc_hash::FxHashMap;

use super::findings::Findings;
use super::numbers::agrees_with_components;
use super::{Entry, ItemOrder, Lexicon};
use crate::text::{CharClass, classify, fold_char, fold_key, is_separator};

/// Longer phrases are refused: they are pasted text, not set phrases.
const LONGEST: usize = 1000;

/// The longest slot.
const LONGEST_SLOT: u32 = 40;

/// The widest gap between the items of a list.
const WIDEST_GAP: u8 = 40;

/// The most items that may stand in any order.
pub const MOST_FREE_ITEMS: usize = 5;

/// Checks every entry, drops variants that folding makes redundant, and collects what it found.
pub(super) fn check(lexicon: &mut Lexicon) -> Findings {
    let mut findings = Findings::default();
    for entry in &mut lexicon.entries {
        check_wordings(entry, &mut findings);
        drop_redundant_variants(entry, &mut findings);
        check_variation(entry, &mut findings);
        check_facts(entry, &mut findings);
        check_guard(entry, &mut findings);
    }
    check_ids(&lexicon.entries, &mut findings);
    check_owners(&lexicon.entries, &mut findings);
    findings
}

fn check_wordings(entry: &Entry, findings: &mut Findings) {
    let wordings = std::iter::once(&entry.text)
        .chain(entry.variants.iter().map(|variant| &variant.text))
        .chain(&entry.components);
    for wording in wordings {
        if let Err(message) = check_wording(wording) {
            findings.error(entry, message);
        }
    }
    if let Some(hidden) = entry
        .text
        .chars()
        .find(|&c| classify(c) == CharClass::Invisible)
    {
        let code = u32::from(hidden);
        findings.warn(
            entry,
            format!(
                "{:?} holds an invisible character (U+{code:04X}), which is ignored",
                entry.text
            ),
        );
    }
}

/// Whether something of `c` is left in a folded key.
fn stays_in_key(c: char) -> bool {
    classify(c) == CharClass::Letter && !is_separator(fold_char(c))
}

pub(super) fn check_wording(wording: &str) -> Result<(), String> {
    if !wording.chars().any(stays_in_key) {
        return Err(format!(
            "{wording:?} is an empty phrase: nothing is left of it once quotes, spaces and separators are dropped"
        ));
    }
    let length = wording.chars().count();
    if length > LONGEST {
        return Err(format!(
            "a phrase of {length} characters; at most {LONGEST} are allowed"
        ));
    }
    if let Some(control) = wording.chars().find(|c| c.is_control()) {
        let code = u32::from(control);
        return Err(format!(
            "{wording:?} holds a control character (U+{code:04X}); remove it"
        ));
    }
    check_slots(wording)
}

/// `{2,8}`: at most 40 characters, the smaller number first, and two literal characters beside it.
fn check_slots(wording: &str) -> Result<(), String> {
    if !wording.contains('{') {
        return Ok(());
    }
    let (mut literal, mut slots, mut rest) = (String::new(), 0, wording);
    while let Some(c) = rest.chars().next() {
        if let Some(slot) = Slot::parse(rest) {
            slots += 1;
            rest = &rest[slot.length..];
        } else if Slot::looks_like_one(rest) {
            return Err(format!(
                "{wording:?}: a slot is written {{2,8}}, the smaller number first, at most {LONGEST_SLOT}"
            ));
        } else {
            literal.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    if slots > 0 && fold_key(&literal).chars().count() < 2 {
        return Err(format!(
            "{wording:?} has fewer than two characters beside its slots; add some"
        ));
    }
    Ok(())
}

/// A slot as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// Fewest characters.
    pub least: u8,
    /// Most characters.
    pub most: u8,
    /// Bytes of the slot's own notation.
    pub length: usize,
}

impl Slot {
    /// Two numbers in braces with a comma between; other braces are ordinary characters.
    fn looks_like_one(text: &str) -> bool {
        Self::numbers(text).is_some()
    }

    fn numbers(text: &str) -> Option<(&str, &str, usize)> {
        let inner = text.strip_prefix('{')?;
        let end = inner.find('}')?;
        let (least, most) = inner[..end].split_once(',')?;
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let (least, most) = (least.trim(), most.trim());
        (is_number(least) && is_number(most)).then_some((least, most, end + 2))
    }

    /// Reads the slot that `text` begins with, if it is one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (least, most, length) = Self::numbers(text)?;
        let slot = Self {
            least: least.parse().ok()?,
            most: most.parse().ok()?,
            length,
        };
        (slot.least <= slot.most && u32::from(slot.most) <= LONGEST_SLOT && slot.most > 0)
            .then_some(slot)
    }
}

fn drop_redundant_variants(entry: &mut Entry, findings: &mut Findings) {
    if entry.variants.is_empty() {
        return;
    }
    let mut seen = vec![fold_key(&entry.text)];
    let mut redundant = Vec::new();
    entry.variants.retain(|variant| {
        let key = fold_key(&variant.text);
        let is_new = !seen.contains(&key);
        if !is_new {
            redundant.push(variant.text.clone());
        }
        seen.push(key);
        is_new
    });
    for variant in redundant {
        findings.warn(
            entry,
            format!("the variant {variant:?} is matched without being listed; remove it"),
        );
    }
}

/// The items of a wording: what stands between its separators.
fn items(wording: &str) -> usize {
    wording
        .split(|c| is_separator(fold_char(c)))
        .filter(|item| item.chars().any(stays_in_key))
        .count()
}

fn check_variation(entry: &Entry, findings: &mut Findings) {
    let items = items(&entry.text);
    let is_list = entry.variation.order == ItemOrder::Free || entry.variation.gap > 0;
    if is_list && (items < 2 || entry.text.contains('{')) {
        findings.error(
            entry,
            format!(
                "{:?}: order and gap need a list of items with 、 between them and no slot",
                entry.text
            ),
        );
    }
    if entry.variation.order == ItemOrder::Free && items > MOST_FREE_ITEMS {
        findings.error(
            entry,
            format!(
                "{:?} has {items} items; at most {MOST_FREE_ITEMS} may stand in any order",
                entry.text
            ),
        );
    }
    if entry.variation.gap > WIDEST_GAP {
        findings.error(entry, format!("gap: at most {WIDEST_GAP} characters"));
    }
}

fn check_facts(entry: &Entry, findings: &mut Findings) {
    if entry.components.len() > usize::from(u8::MAX) {
        findings.error(entry, "more than 255 components".to_owned());
    }
    if !agrees_with_components(&entry.text, entry.components.len()) {
        findings.warn(
            entry,
            format!(
                "{:?} has {} components; its numerals say otherwise: list them all, or none",
                entry.text,
                entry.components.len()
            ),
        );
    }
}

fn check_guard(entry: &Entry, findings: &mut Findings) {
    if entry.guard.not_inside.is_empty() {
        return;
    }
    let wordings: Vec<String> = std::iter::once(&entry.text)
        .chain(entry.variants.iter().map(|variant| &variant.text))
        .map(|wording| fold_key(wording))
        .collect();
    for around in &entry.guard.not_inside {
        let key = fold_key(around);
        if !wordings.iter().any(|wording| key.contains(wording)) {
            findings.error(
                entry,
                format!(
                    "not_inside: {around:?} holds no wording of {:?}",
                    entry.text
                ),
            );
        }
    }
}

fn check_ids(entries: &[Entry], findings: &mut Findings) {
    let mut ids: FxHashMap<&str, &Entry> = FxHashMap::default();
    for entry in entries {
        let Some(id) = entry.id.as_deref() else {
            continue;
        };
        if let Some(first) = ids.insert(id, entry) {
            findings.error(
                entry,
                format!(
                    "the id {id:?} is taken: {} has it; choose another",
                    first.origin
                ),
            );
        }
    }
}

/// No surface may have two owners, but for two senses that are both guarded; two entries whose
/// texts only fold alike are allowed and named.
fn check_owners(entries: &[Entry], findings: &mut Findings) {
    let mut texts: FxHashMap<String, &Entry> = FxHashMap::default();
    for entry in entries {
        let Some(first) = texts.insert(fold_key(&entry.text), entry) else {
            continue;
        };
        if are_senses(first, entry) {
            continue;
        }
        if first.text == entry.text {
            let categories = if first.category == entry.category {
                String::new()
            } else {
                format!(" (as {}, and here as {})", first.category, entry.category)
            };
            let message = format!(
                "{:?} is listed twice: first in {}{categories}; remove one, or give both a sense and a guard",
                entry.text, first.origin
            );
            findings.error(entry, message);
        } else {
            let message = format!(
                "{:?} matches the same places as {:?} ({}): both are counted",
                entry.text, first.text, first.origin,
            );
            findings.warn(entry, message);
        }
    }
    check_variant_owners(entries, &texts, findings);
}

fn check_variant_owners(
    entries: &[Entry],
    texts: &FxHashMap<String, &Entry>,
    findings: &mut Findings,
) {
    let mut variants: FxHashMap<String, &Entry> = FxHashMap::default();
    for entry in entries {
        let counted = entry.variants.iter().filter(|v| v.kind.is_counted());
        for variant in counted {
            let key = fold_key(&variant.text);
            let owner = texts
                .get(&key)
                .copied()
                .or_else(|| variants.insert(key, entry));
            if let Some(owner) =
                owner.filter(|owner| !std::ptr::eq(*owner, entry) && !are_guarded(owner, entry))
            {
                let message = format!(
                    "the variant {:?} of {:?} already belongs to {:?} ({}); remove one",
                    variant.text, entry.text, owner.text, owner.origin
                );
                findings.error(entry, message);
            }
        }
    }
}

fn are_senses(a: &Entry, b: &Entry) -> bool {
    a.sense.is_some() && b.sense.is_some() && a.sense != b.sense && are_guarded(a, b)
}

fn are_guarded(a: &Entry, b: &Entry) -> bool {
    !a.guard.is_empty() && !b.guard.is_empty()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::{load, toml_file};
    use super::*;
    use crate::error::Result;

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
    fn slots_are_checked_and_other_braces_are_characters() {
        let with = |text: &str| lexicon(&format!("[[phrase]]\ntext = '{text}'\n"));
        assert!(with("谱写{0,20}篇章").is_ok() && with(r"\d{2}和{}").is_ok());
        for wrong in ["把{8,2}摆在首位", "把{2,400}摆在首位", "把{2,8}"] {
            assert!(with(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_folds_alike_is_named_but_allowed() {
        let loaded = lexicon("[[phrase]]\ntext = \"绿色发展\"\nvariants = [\"“绿色”发展\"]\n[[phrase]]\ntext = \"綠色發展\"\n").unwrap();
        assert_eq!(loaded.entries().len(), 2);
        assert!(loaded.entries()[0].variants.is_empty());
        assert_eq!(loaded.warnings().len(), 2);
    }
}
