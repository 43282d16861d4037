//! Owns what an entry's wordings become: strings of the automaton, with their joints.

use crate::lexicon::{Entry, PhraseId};
use crate::text::{CharClass, classify, fold_char, is_separator};

use super::guards::NumeralEdges;
use super::numerals;

/// More combinations of numeral spellings than this are not made.
const MOST_FORMS: usize = 32;

/// One wording of an entry; its forms share it.
#[derive(Debug)]
pub(super) struct Surface {
    /// As printed: what an exact hit equals.
    pub(super) display: String,
    /// Whether it is one of the entry's variants.
    pub(super) is_variant: bool,
    /// What may not stand beside it.
    pub(super) edges: NumeralEdges,
}

/// One string of the automaton as one entry sees it.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) phrase: PhraseId,
    pub(super) surface: usize,
    /// For each character: whether separators may follow it.
    pub(super) joints: Box<[bool]>,
}

/// Folded characters of a wording, each with whether a joint follows it.
type Folded = Vec<(char, bool)>;

/// All forms of `entry`; its wordings are appended to `surfaces`.
pub(super) fn compile(
    id: PhraseId,
    entry: &Entry,
    surfaces: &mut Vec<Surface>,
) -> Vec<(String, Form)> {
    let mut forms = Vec::new();
    let wordings = std::iter::once((&entry.text, false))
        .chain(entry.variants.iter().map(|variant| (variant, true)));
    for (wording, is_variant) in wordings {
        let display = wording.replace('|', "");
        surfaces.push(Surface {
            edges: NumeralEdges::of(&display),
            display,
            is_variant,
        });
        for folded in numeral_forms(&fold(wording)) {
            let key = folded.iter().map(|&(ch, _)| ch).collect();
            let joints = folded.iter().map(|&(_, joint)| joint).collect();
            forms.push((
                key,
                Form {
                    phrase: id,
                    surface: surfaces.len() - 1,
                    joints,
                },
            ));
        }
    }
    forms
}

fn fold(wording: &str) -> Folded {
    let mut folded: Folded = Vec::new();
    for c in wording
        .chars()
        .filter(|&c| classify(c) == CharClass::Letter)
    {
        let ch = fold_char(c);
        if !is_separator(ch) {
            folded.push((ch, false));
        } else if let Some(last) = folded.last_mut() {
            last.1 = true;
        }
    }
    if let Some(last) = folded.last_mut() {
        last.1 = false;
    }
    folded
}

/// MATCHING 1.7: every numeral in Chinese and in Arabic digits, all combinations.
fn numeral_forms(folded: &Folded) -> Vec<Folded> {
    let mut forms: Vec<Folded> = vec![Vec::new()];
    let mut at = 0;
    while at < folded.len() {
        let length = numerals::run_length(folded[at..].iter().map(|&(ch, joint)| (ch, joint)));
        let piece = &folded[at..at + length.max(1)];
        let spellings = if length == 0 {
            vec![piece.to_vec()]
        } else {
            spellings(piece)
        };
        forms = forms
            .iter()
            .flat_map(|head| {
                spellings
                    .iter()
                    .map(move |tail| head.iter().chain(tail).copied().collect())
            })
            .take(MOST_FORMS)
            .collect();
        at += length.max(1);
    }
    forms
}

/// The numeral as written first, then its other spellings; the joint after it stays.
fn spellings(piece: &[(char, bool)]) -> Vec<Folded> {
    let written: String = piece.iter().map(|&(ch, _)| ch).collect();
    let joint = piece.last().is_some_and(|&(_, joint)| joint);
    let mut all = vec![piece.to_vec()];
    for other in numerals::other_spellings(&written) {
        let mut spelled: Folded = other.chars().map(|ch| (ch, false)).collect();
        if let Some(last) = spelled.last_mut() {
            last.1 = joint;
        }
        all.push(spelled);
    }
    all
}
