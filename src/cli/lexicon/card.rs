//! Owns how all that is known of an entry is laid out.

use std::fmt::Write as _;

use tifa::lexicon::{
    DateBasis, Entry, Evidence, Guard, ItemOrder, Lexicon, Particle, PhraseForm, Slot, Switch,
    Tier, VariantKind, Window,
};
use tifa::text::fold_key;

use super::super::cells::pad;

/// Cells before a value.
const LABEL: usize = 12;

/// More entries that contain this one, or are contained in it, are counted, not listed.
const LISTED: usize = 12;

/// Everything about `entry`, one fact per line.
pub(super) fn card(lexicon: &Lexicon, entry: &Entry) -> String {
    let mut card = Card(format!("{}\n", entry.name()));
    card.one("English", entry.english.as_deref());
    card.one("id", entry.id.as_deref());
    card.one("category", Some(&category(lexicon, entry)));
    card.one("listed in", Some(&entry.origin.to_string()));
    card.one("tier", entry.tier.map(tier));
    card.one("form", entry.form.map(form));
    card.one("first use", first_use(entry).as_deref());
    card.each("stands for", &numbered(&entry.components));
    card.one("", gap_between_components(entry).as_deref());
    card.one("parent", entry.parent.as_deref());
    card.one("parent of", Some(&children(lexicon, entry).join("; ")));
    card.each("variants", &variants(entry));
    card.each("may vary", &may_vary(entry));
    card.each("guard", &guard(&entry.guard));
    card.each("counted in", &entry.counted);
    card.each("refused in", &entry.rejected);
    card.one("note", entry.note.as_deref());
    let (outer, inner) = neighbours(lexicon, entry);
    card.one("stands in", Some(&some_of(&outer)));
    card.one("contains", Some(&some_of(&inner)));
    card.0
}

struct Card(String);

impl Card {
    /// A line, unless there is no value.
    fn one(&mut self, label: &str, value: Option<&str>) {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            let _ = writeln!(self.0, "  {}{value}", pad(label, LABEL));
        }
    }

    /// A line for each value.
    fn each(&mut self, label: &str, values: &[String]) {
        for (index, value) in values.iter().enumerate() {
            self.one(if index == 0 { label } else { "" }, Some(value));
        }
    }
}

fn category(lexicon: &Lexicon, entry: &Entry) -> String {
    let known = lexicon.categories().iter().find(|c| c.id == entry.category);
    match known {
        Some(known) if known.title != known.id => format!("{} {}", known.id, known.title),
        _ => entry.category.clone(),
    }
}

fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::A => "A, a curated formulation",
        Tier::B => "B, a set phrase or formula",
        Tier::C => "C, a generic word: counted only with --tier C",
        Tier::Local => "L, a local or one-off slogan",
    }
}

fn form(form: PhraseForm) -> &'static str {
    match form {
        PhraseForm::Numeric => "numeric: a number stands for a list",
        PhraseForm::List => "list: items side by side",
        PhraseForm::Sentence => "sentence: a clause",
        PhraseForm::FourCharacters => "four_char: four characters",
        PhraseForm::Term => "term",
    }
}

/// A line for each kind.
fn variants(entry: &Entry) -> Vec<String> {
    let line = |&kind: &VariantKind| {
        let wordings: Vec<&str> = entry.variants_of(kind).collect();
        (!wordings.is_empty()).then(|| format!("{}: {}", variant(kind), wordings.join("; ")))
    };
    VariantKind::ALL.iter().filter_map(line).collect()
}

fn variant(kind: VariantKind) -> &'static str {
    match kind {
        VariantKind::Spelling => "other wording",
        VariantKind::Abbreviation => "short form",
        VariantKind::Order => "other order",
        VariantKind::Gap => "with words between",
        VariantKind::Expansion => "in full, reported apart",
        VariantKind::Near => "related, reported apart",
        VariantKind::Negation => "negated, reported apart",
    }
}

fn first_use(entry: &Entry) -> Option<String> {
    let mut text = entry.first_year?.to_string();
    if let Some(source) = &entry.first_source {
        let _ = write!(text, ", {source}");
    }
    let basis = match entry.date_basis {
        Some(DateBasis::Verified) => " [verified: a text of that occasion was seen]",
        Some(DateBasis::Corpus) => " [corpus: no earlier hit in the reference corpora]",
        Some(DateBasis::Unverified) => " [unverified: general knowledge]",
        None => "",
    };
    Some(text + basis)
}

fn numbered(components: &[String]) -> Vec<String> {
    (1..)
        .zip(components)
        .map(|(number, component)| format!("{number} {component}"))
        .collect()
}

fn gap_between_components(entry: &Entry) -> Option<String> {
    let most = entry.component_gap?;
    Some(format!(
        "(up to {most} characters between two of them in an expansion)"
    ))
}

fn children(lexicon: &Lexicon, entry: &Entry) -> Vec<String> {
    let text = entry.display();
    let is_child = |other: &&Entry| {
        let parent = other.parent.as_deref().unwrap_or_default();
        parent.replace('|', "") == text
    };
    let children = lexicon.entries().iter().filter(is_child);
    children.map(Entry::name).collect()
}

fn may_vary(entry: &Entry) -> Vec<String> {
    let variation = &entry.variation;
    let mut words = Vec::new();
    if entry.text.contains('|') {
        words.push("| is a joint: a separator may stand there".to_owned());
    }
    words.extend(slots(&entry.text));
    if variation.order == ItemOrder::Free {
        words.push("the items may stand in any order".to_owned());
    }
    if variation.gap > 0 {
        words.push(format!(
            "up to {} characters may stand between two items",
            variation.gap
        ));
    }
    words.extend(match variation.particle {
        Particle::MayDrop => None,
        Particle::Fixed => Some("no 的 may be missing".to_owned()),
        Particle::MayAdd => Some("a 的 may be added, none may be missing".to_owned()),
        Particle::MayDropOrAdd => Some("a 的 may be missing or added".to_owned()),
    });
    if variation.number_guard == Switch::Off {
        words.push("a numeral beside it does not matter".to_owned());
    }
    if variation.masks == Switch::Off {
        words.push("hidden characters in it are not restored".to_owned());
    }
    words
}

fn slots(text: &str) -> impl Iterator<Item = String> {
    text.match_indices('{').filter_map(|(at, _)| {
        let slot = Slot::parse(&text[at..])?;
        let written = &text[at..at + slot.length];
        let (least, most) = (slot.least, slot.most);
        Some(format!(
            "{written} is a slot: any {least} to {most} characters"
        ))
    })
}

fn guard(guard: &Guard) -> Vec<String> {
    let mut words = Vec::new();
    let mut add = |what: &str, strings: &[String], after: &str| {
        if !strings.is_empty() {
            words.push(format!("{what} {}{after}", strings.join(", ")));
        }
    };
    add("not directly after", &guard.not_after, "");
    add("not directly before", &guard.not_before, "");
    add("not inside", &guard.not_inside, "");
    if let Some(Evidence { any, within }) = &guard.needs {
        add("only with one of", any, near(*within));
    }
    if let Some(Evidence { any, within }) = &guard.unless {
        add("not with any of", any, near(*within));
    }
    if let Some(one_left) = &guard.one_left {
        let what = "where one character is left of it: not directly";
        add(&format!("{what} after"), &one_left.not_after, "");
        add(&format!("{what} before"), &one_left.not_before, "");
    }
    words
}

fn near(window: Window) -> &'static str {
    match window {
        Window::Sentence => " in the same sentence",
        Window::Paragraph => " in the same paragraph",
        Window::Document => " in the same document",
    }
}

/// The entries that contain this one, and those that it contains.
fn neighbours(lexicon: &Lexicon, entry: &Entry) -> (Vec<String>, Vec<String>) {
    let key = fold_key(&entry.text);
    let (mut outer, mut inner) = (Vec::new(), Vec::new());
    for other in lexicon.entries() {
        let other_key = fold_key(&other.text);
        if other_key == key {
            continue;
        }
        if other_key.contains(&key) {
            outer.push(other.name());
        } else if key.contains(&other_key) {
            inner.push(other.name());
        }
    }
    (outer, inner)
}

fn some_of(names: &[String]) -> String {
    let listed = names.len().min(LISTED);
    let mut text = names[..listed].join("; ");
    if names.len() > listed {
        let _ = write!(text, "; … and {} more", names.len() - listed);
    }
    text
}
