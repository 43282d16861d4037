//! Owns which entries a typed phrase means, and what is said about it.

use tifa::lexicon::{Entry, Lexicon, NameKind, Named, PhraseId};

use super::args::LexiconArgs;
use super::{config, load_files};

/// The lexicon that is searched, and what of it is shown.
#[derive(Debug)]
pub(super) struct Chosen {
    pub(super) lexicon: Lexicon,
    pub(super) phrases: Vec<PhraseId>,
    /// What is worth saying about the choice.
    pub(super) notes: Vec<String>,
}

/// Finds `phrase` among the selected entries, then among all; otherwise it is added.
pub(super) fn choose(phrase: &str, args: &LexiconArgs) -> tifa::Result<Chosen> {
    if args.files.no_builtin && args.files.lexicon.is_empty() {
        return added(Lexicon::default(), phrase);
    }
    let whole = load_files(&args.files)?;
    let selected = whole.clone().select(&config::selection(args))?;
    if let Some(named) = selected.find(phrase) {
        return Ok(found(selected, named, phrase));
    }
    let Some(named) = whole.find(phrase) else {
        return added(selected, phrase);
    };
    let mut chosen = found(whole, named, phrase);
    chosen.notes.push(format!(
        "{}: not among the phrases that a report with these options counts, shown all the same",
        chosen.listed(outside)
    ));
    Ok(chosen)
}

fn found(lexicon: Lexicon, named: Named, typed: &str) -> Chosen {
    let mut chosen = Chosen {
        lexicon,
        phrases: named.phrases,
        notes: Vec::new(),
    };
    let entries = chosen.listed(described);
    let note = match (named.by, chosen.phrases.as_slice()) {
        (NameKind::Text, &[only]) if chosen.lexicon.entry(only).name() == typed => None,
        (NameKind::Text, [_, _, ..]) => Some(format!("{typed} has several entries: {entries}")),
        (NameKind::Id | NameKind::Name | NameKind::Text, _) => {
            Some(format!("{typed} is the entry {entries}"))
        }
        (NameKind::Variant, _) => Some(format!(
            "{typed} is a wording of {entries}, all of whose wordings are shown"
        )),
    };
    chosen.notes.extend(note);
    chosen
}

fn added(lexicon: Lexicon, phrase: &str) -> tifa::Result<Chosen> {
    let (lexicon, id) = lexicon.with_phrase(phrase)?;
    let name = lexicon.entry(id).name();
    Ok(Chosen {
        lexicon,
        phrases: vec![id],
        notes: vec![format!(
            "{name} is not in the lexicon: looked for as a phrase of its own"
        )],
    })
}

/// The entry's name with its id.
fn described(entry: &Entry) -> String {
    match &entry.id {
        Some(id) => format!("{} ({id})", entry.name()),
        None => entry.name(),
    }
}

/// The entry's name with its tier, which is most often why it is not selected.
fn outside(entry: &Entry) -> String {
    match entry.tier {
        Some(tier) => format!("{} (tier {})", entry.name(), tier.name()),
        None => entry.name(),
    }
}

impl Chosen {
    /// The entries shown with their names in tables.
    pub(super) fn names(&self) -> Vec<(PhraseId, String)> {
        self.phrases
            .iter()
            .map(|&id| (id, self.lexicon.entry(id).name()))
            .collect()
    }

    fn listed(&self, describe: fn(&Entry) -> String) -> String {
        let entries: Vec<String> = self
            .phrases
            .iter()
            .map(|&id| describe(self.lexicon.entry(id)))
            .collect();
        entries.join(", ")
    }
}
