//! Owns which entries a typed phrase means, and what is said about it.

use std::path::Path;

use tifa::Error;
use tifa::corpus::Corpus;
use tifa::lexicon::{Entry, Lexicon, NameKind, Named, PhraseId};

use super::args::{CorpusArgs, LexiconArgs};
use super::config::Copies;
use super::{config, load_files, open_corpus};

/// What was typed.
#[derive(Debug, Clone, Copy)]
pub(super) enum Asked<'a> {
    /// One phrase.
    One(&'a str),
    /// Phrases with commas between them.
    List(&'a str),
    /// Phrases that were typed one by one.
    Each(&'a [String]),
}

/// The lexicon that is searched, and what of it is shown.
#[derive(Debug)]
pub(super) struct Chosen {
    pub(super) lexicon: Lexicon,
    /// The entries, in the order in which they were asked for.
    pub(super) phrases: Vec<PhraseId>,
    /// What is worth saying about the choice.
    pub(super) notes: Vec<String>,
}

/// Finds each phrase among the selected entries, then among all; otherwise it is added.
pub(super) fn choose(asked: Asked<'_>, args: &LexiconArgs) -> tifa::Result<Chosen> {
    let (whole, selected) = match args.files.no_builtin && args.files.lexicon.is_empty() {
        true => (Lexicon::default(), Lexicon::default()),
        false => {
            let whole = load_files(&args.files)?;
            let selected = whole.clone().select(&config::selection(args))?;
            (whole, selected)
        }
    };
    let phrases = match asked {
        Asked::One(phrase) => vec![phrase.to_owned()],
        Asked::List(typed) => listed(typed, &whole)?,
        Asked::Each(phrases) => phrases.to_vec(),
    };
    let is_outside =
        |phrase: &String| selected.find(phrase).is_none() && whole.find(phrase).is_some();
    let lexicon = match phrases.iter().any(is_outside) {
        true => whole.clone(),
        false => selected.clone(),
    };
    let mut chosen = Chosen {
        lexicon,
        phrases: Vec::new(),
        notes: Vec::new(),
    };
    for phrase in &phrases {
        match chosen.lexicon.find(phrase) {
            Some(named) => {
                chosen.take(named, phrase);
                if is_outside(phrase) {
                    chosen.notes.push(chosen.outside(phrase));
                }
            }
            None => chosen.add(phrase)?,
        }
    }
    Ok(chosen)
}

/// The phrases of a list. A comma of ASCII always separates; the Chinese ，and 、 do where they are
/// no part of a phrase that the lexicon has: 不忘初心、牢记使命 is one. Commas in braces belong to a
/// slot, as in 以{2,6}为中心.
fn listed(typed: &str, lexicon: &Lexicon) -> tifa::Result<Vec<String>> {
    let is_known = |phrase: &str| lexicon.find(phrase).is_some();
    let mut phrases: Vec<String> = Vec::new();
    let items = match is_known(typed) {
        true => vec![typed],
        false => pieces(typed, &[',']),
    };
    for item in items {
        let parts = match is_known(item) {
            true => vec![item],
            false => pieces(item, &['，', '、']),
        };
        for part in parts
            .into_iter()
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            phrases.push(part.to_owned());
        }
    }
    if phrases.is_empty() {
        return Err(Error::Setting {
            option: "PHRASE".to_owned(),
            message: "no phrase is named; write one, or several with commas between them"
                .to_owned(),
        });
    }
    Ok(phrases)
}

/// `text` cut at any of `commas` that is not in braces.
fn pieces<'t>(text: &'t str, commas: &[char]) -> Vec<&'t str> {
    let mut is_in_braces = false;
    text.split(|c| {
        is_in_braces = match c {
            '{' => true,
            '}' => false,
            _ => is_in_braces,
        };
        !is_in_braces && commas.contains(&c)
    })
    .collect()
}

/// The entry's name with its id.
fn described(entry: &Entry) -> String {
    match &entry.id {
        Some(id) => format!("{} ({id})", entry.name()),
        None => entry.name(),
    }
}

/// The entry's name with its tier, which is most often why it is not selected.
fn with_tier(entry: &Entry) -> String {
    match entry.tier {
        Some(tier) => format!("{} (tier {})", entry.name(), tier.name()),
        None => entry.name(),
    }
}

impl Chosen {
    /// The entries shown with their names in tables.
    pub(super) fn names(&self) -> Vec<(PhraseId, String)> {
        let named = |&id: &PhraseId| (id, self.lexicon.entry(id).name());
        self.phrases.iter().map(named).collect()
    }

    /// The entries' names in one line.
    pub(super) fn title(&self) -> String {
        let names = self.names().into_iter().map(|(_, name)| name);
        names.collect::<Vec<_>>().join("|")
    }

    fn take(&mut self, named: Named, typed: &str) {
        let entries = self.listed(&named.phrases, described);
        let note = match (named.by, named.phrases.as_slice()) {
            (NameKind::Text, &[only]) if self.lexicon.entry(only).name() == typed => None,
            (NameKind::Text, [_, _, ..]) => Some(format!("{typed} has several entries: {entries}")),
            (NameKind::Id | NameKind::Name | NameKind::Text, _) => {
                Some(format!("{typed} is the entry {entries}"))
            }
            (NameKind::Variant, _) => Some(format!(
                "{typed} is a wording of {entries}, all of whose wordings are shown"
            )),
        };
        self.notes.extend(note);
        for phrase in named.phrases {
            if !self.phrases.contains(&phrase) {
                self.phrases.push(phrase);
            }
        }
    }

    /// What is said of a phrase that a report does not count.
    fn outside(&self, typed: &str) -> String {
        let named = self.lexicon.find(typed);
        let phrases = named.map(|named| named.phrases).unwrap_or_default();
        format!(
            "{}: not among the phrases that a report with these options counts, shown all the same",
            self.listed(&phrases, with_tier)
        )
    }

    fn add(&mut self, phrase: &str) -> tifa::Result<()> {
        let (lexicon, id) = std::mem::take(&mut self.lexicon).with_phrase(phrase)?;
        self.lexicon = lexicon;
        self.phrases.push(id);
        let name = self.lexicon.entry(id).name();
        self.notes.push(format!(
            "{name} is not in the lexicon: looked for as a phrase of its own"
        ));
        Ok(())
    }

    fn listed(&self, phrases: &[PhraseId], describe: fn(&Entry) -> String) -> String {
        let entries = phrases.iter().map(|&id| describe(self.lexicon.entry(id)));
        entries.collect::<Vec<_>>().join(", ")
    }
}

/// Opens the corpus of `tifa COMMAND PHRASE CORPUS`; says so when the two were typed in the wrong
/// order.
pub(super) fn corpus_behind(
    phrase: &str,
    args: &CorpusArgs,
    command: &str,
) -> tifa::Result<Corpus> {
    open_corpus(args, Path::new(""), Copies::LeftOut).map_err(|error| match error {
        Error::NotFound { path } if Path::new(phrase).exists() => Error::Setting {
            option: "PHRASE".to_owned(),
            message: format!(
                "the phrase comes first and then the corpus: tifa {command} {} {phrase}",
                path.display()
            ),
        },
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(typed: &str) -> Vec<String> {
        let lexicon = Lexicon::from_phrases(&["不忘初心、牢记使命", "四个意识"]).unwrap();
        listed(typed, &lexicon).unwrap()
    }

    #[test]
    fn a_list_is_cut_at_commas_that_no_phrase_has() {
        assert_eq!(list("获得感"), ["获得感"]);
        assert_eq!(
            list("四个意识,获得感, 双创 ,"),
            ["四个意识", "获得感", "双创"]
        );
        assert_eq!(
            list("四个意识、获得感，双创"),
            ["四个意识", "获得感", "双创"]
        );
        assert_eq!(list("不忘初心、牢记使命"), ["不忘初心、牢记使命"]);
        assert_eq!(
            list("不忘初心、牢记使命,获得感"),
            ["不忘初心、牢记使命", "获得感"]
        );
        assert_eq!(list("不忘初心,牢记使命"), ["不忘初心,牢记使命"]);
        assert_eq!(list("以{2,6}为中心,双创"), ["以{2,6}为中心", "双创"]);
        assert!(listed(" ,、", &Lexicon::default()).is_err());
    }
}
