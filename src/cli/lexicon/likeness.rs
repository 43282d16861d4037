//! Owns what a user's entry has in common with built-in ones.

use rustc_hash::FxHashMap;
use tifa::lexicon::{Entry, Lexicon, Origin, Variant, VariantKind};
use tifa::text::{fold_key, is_numeral};

/// Shorter texts that differ in one character are different phrases.
const LONG_ENOUGH: usize = 5;

/// The built-in entries by what they match.
pub(super) struct Builtins<'a> {
    /// Several entries of one text are its senses.
    texts: FxHashMap<String, Vec<&'a Entry>>,
    variants: FxHashMap<String, (&'a Entry, VariantKind)>,
    by_length: FxHashMap<usize, Vec<(Vec<char>, &'a Entry)>>,
}

impl<'a> Builtins<'a> {
    pub(super) fn new(lexicon: &'a Lexicon) -> Self {
        let mut builtins = Self {
            texts: FxHashMap::default(),
            variants: FxHashMap::default(),
            by_length: FxHashMap::default(),
        };
        for entry in lexicon.entries() {
            let key = fold_key(&entry.text);
            let chars: Vec<char> = key.chars().collect();
            let same_length = builtins.by_length.entry(chars.len()).or_default();
            same_length.push((chars, entry));
            builtins.texts.entry(key).or_default().push(entry);
            for variant in &entry.variants {
                let key = fold_key(&variant.text);
                builtins.variants.insert(key, (entry, variant.kind));
            }
        }
        builtins
    }

    /// What the writer of `entry` should know of built-in entries; nothing for a copy of one.
    pub(super) fn remarks(&self, entry: &Entry) -> Vec<String> {
        let key = fold_key(&entry.text);
        let same = self.texts.get(&key).map_or(&[][..], Vec::as_slice);
        if same.iter().any(|same| is_copy(same, entry)) {
            return Vec::new();
        }
        let mut remarks = Vec::new();
        if !same.is_empty() {
            remarks.push(replaces(&format!("{:?}", entry.text), same));
        } else if let Some((owner, kind)) = self.variants.get(&key) {
            remarks.push(variant_remark(&format!("{:?}", entry.text), owner, *kind));
        } else if let Some(near) = self.one_edit_away(&key) {
            remarks.push(format!(
                "{:?} is one character away from the built-in {}; look for a slip",
                entry.text,
                named(near)
            ));
        }
        let counted = entry.variants.iter().filter(|v| v.kind.is_counted());
        remarks.extend(counted.filter_map(|variant| self.remark_on(variant, same)));
        remarks
    }

    /// A remark on a variant, unless it is one of the entry that is replaced anyway.
    fn remark_on(&self, variant: &Variant, replaced: &[&Entry]) -> Option<String> {
        let key = fold_key(&variant.text);
        let what = format!("the variant {:?}", variant.text);
        if let Some(same) = self.texts.get(&key) {
            return Some(replaces(&what, same));
        }
        let (owner, kind) = self.variants.get(&key)?;
        let is_replaced = replaced.iter().any(|one| one.origin == owner.origin);
        (!is_replaced).then(|| variant_remark(&what, owner, *kind))
    }

    fn one_edit_away(&self, key: &str) -> Option<&'a Entry> {
        let chars: Vec<char> = key.chars().collect();
        if chars.len() < LONG_ENOUGH {
            return None;
        }
        (chars.len() - 1..=chars.len() + 1)
            .filter_map(|length| self.by_length.get(&length))
            .flatten()
            .find(|(other, _)| other.len() >= LONG_ENOUGH && differ_by_one(&chars, other))
            .map(|(_, entry)| *entry)
    }
}

/// Whether the entries differ in nothing but where they stand.
fn is_copy(builtin: &Entry, own: &Entry) -> bool {
    let placeless = |entry: &Entry| Entry {
        origin: Origin::default(),
        ..entry.clone()
    };
    placeless(builtin) == placeless(own)
}

fn named(entry: &Entry) -> String {
    format!("{:?} ({})", entry.name(), entry.origin)
}

fn replaces(what: &str, entries: &[&Entry]) -> String {
    let names: Vec<String> = entries.iter().map(|entry| named(entry)).collect();
    format!(
        "{what} takes the place of the built-in {}, with its variants and guard",
        names.join(" and ")
    )
}

fn variant_remark(what: &str, owner: &Entry, kind: VariantKind) -> String {
    let effect = if kind.is_counted() {
        "it is counted here, and no longer there"
    } else {
        "it is counted here, and reported apart there"
    };
    format!(
        "{what} is listed ({}) for the built-in {}; {effect}",
        kind.name(),
        named(owner)
    )
}

/// Whether one character is wrong, missing or additional; another numeral is another phrase.
fn differ_by_one(a: &[char], b: &[char]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let prefix = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let suffix = short[prefix..]
        .iter()
        .rev()
        .zip(long.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let differing = &long[prefix..long.len() - suffix];
    differing.len() == 1 && !differing.iter().any(|&c| is_numeral(c) || c == '双')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_character_more_less_or_other() {
        let differ = |a: &str, b: &str| {
            let chars = |text: &str| text.chars().collect::<Vec<char>>();
            differ_by_one(&chars(a), &chars(b)) && differ_by_one(&chars(b), &chars(a))
        };
        for other in [
            "全面从演治党",
            "全面从严党",
            "全面从严治好党",
            "全面从严治党啊",
        ] {
            assert!(differ("全面从严治党", other), "{other}");
        }
        for other in ["全面从严治党", "全面从党治严", "从严治党", "全部从严治军"]
        {
            assert!(!differ("全面从严治党", other), "{other}");
        }
        assert!(!differ("党的十八大以来", "党的十九大以来"));
        assert!(differ("啊啊啊啊啊啊", "啊啊啊啊啊"));
    }
}
