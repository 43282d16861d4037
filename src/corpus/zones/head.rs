//! Owns what stands before the body: titles, front matter, outlines, bars.

use super::dates::{is_caption, is_dash, is_date_line, is_dateline, is_lead, is_press_reference};
use super::forms::{Place, form_of};
use super::outline::{self, Marker};
use super::pieces::{Piece, forward};
use super::reading::{ends_sentence, letters};
use super::survey::Edge;
use super::titles::{
    LONGEST_TITLE, Salutation, is_heading, is_speaker, is_speech_title, is_subtitle, names_office,
    salutation, same_title,
};
use super::{Hints, Outline};
use crate::corpus::{Zone, ZoneKind};

/// Pieces looked at before the body.
const MOST_PIECES: usize = 24;

/// Sentences among the front matter, in bytes, before the body must have begun.
const MOST_SENTENCES: usize = 750;

/// Longest run of title lines.
const MOST_TITLES: usize = 3;

/// What was found before the body.
#[derive(Default)]
pub(super) struct Head<'a> {
    pub(super) zones: Vec<Zone>,
    /// The first title line.
    pub(super) title: Option<&'a str>,
    pub(super) outline: Option<Outline>,
}

/// What a piece before the body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Boilerplate by its form.
    Known(ZoneKind),
    /// A title by what is known about the document.
    Titled,
    /// A date in a line of its own, or where the speech was given.
    Dated(ZoneKind),
    /// A short line that ends no sentence: a title where its neighbours say so.
    Short,
    /// A numbered line.
    Heading,
    /// Boilerplate that stands in the body as well, and says nothing about its neighbours.
    Aside(ZoneKind),
    /// Text.
    Sentence,
}

impl Mark {
    fn is_definite(self) -> bool {
        matches!(self, Self::Known(_) | Self::Titled | Self::Dated(_))
    }
}

/// The pieces before the body, and how they end.
struct Front<'a> {
    entries: Vec<(Piece<'a>, Mark)>,
    /// Whether a salutation follows.
    saluted: bool,
    /// Whether there is text behind the pieces.
    goes_on: bool,
    outline: Option<Outline>,
}

impl Front<'_> {
    fn has_heading(&self) -> bool {
        self.entries.iter().any(|&(_, mark)| mark == Mark::Heading)
    }
}

/// Finds what stands before the body.
pub(super) fn find<'a>(text: &'a str, hints: &Hints<'_>) -> Head<'a> {
    let front = read(text, hints);
    let entries = &front.entries;
    let mut kinds: Vec<Option<ZoneKind>> =
        entries.iter().map(|&(_, mark)| own_kind(mark)).collect();
    let last = last_definite(&front);
    if let Some(last) = last {
        name_titles(entries, last, &mut kinds);
    }
    // A date below the text is signed to it.
    for (&(_, mark), kind) in entries
        .iter()
        .zip(&mut kinds)
        .skip(last.map_or(0, |last| last + 1))
    {
        if matches!(mark, Mark::Dated(_)) {
            *kind = None;
        }
    }
    name_last_lines(&front, last, &mut kinds);
    let mut head = Head {
        outline: front.outline,
        ..Head::default()
    };
    for (&(piece, _), kind) in entries.iter().zip(kinds) {
        let Some(kind) = kind else { continue };
        if kind == ZoneKind::Title && head.title.is_none() && !piece.text.starts_with(is_dash) {
            head.title = Some(piece.text);
        }
        head.zones.push(Zone {
            start: piece.start,
            end: piece.end(),
            kind,
        });
    }
    head
}

fn own_kind(mark: Mark) -> Option<ZoneKind> {
    match mark {
        Mark::Known(kind) | Mark::Dated(kind) | Mark::Aside(kind) => Some(kind),
        Mark::Titled => Some(ZoneKind::Title),
        Mark::Short | Mark::Heading | Mark::Sentence => None,
    }
}

fn read<'a>(text: &'a str, hints: &Hints<'_>) -> Front<'a> {
    let mut front = Front {
        entries: Vec::new(),
        saluted: false,
        goes_on: true,
        outline: None,
    };
    let mut from = front_matter(text).map_or(0, |end| {
        let whole = text.get(..end).unwrap_or_default();
        let piece = Piece {
            start: 0,
            text: whole,
        };
        front.entries.push((piece, Mark::Aside(ZoneKind::Meta)));
        end
    });
    let mut sentences = 0;
    let mut pieces = forward(text);
    while front.entries.len() < MOST_PIECES {
        pieces.skip_to(from);
        let Some(whole) = pieces.next() else {
            front.goes_on = false;
            break;
        };
        let piece = match salutation(whole.text) {
            Some(Salutation::Whole) => {
                front.saluted = true;
                break;
            }
            Some(Salutation::From(byte)) => {
                front.saluted = true;
                whole.split_at(byte).map_or(whole, |(left, _)| left)
            }
            None => without_outline_word(whole),
        };
        from = piece.end();
        if let Some(end) = outline_end(text, piece, &mut front) {
            from = end;
            continue;
        }
        let mark = mark_of(piece.text, hints);
        if mark == Mark::Sentence {
            sentences += piece.text.len();
        }
        if sentences > MOST_SENTENCES {
            break;
        }
        front.entries.push((piece, mark));
        if front.saluted {
            break;
        }
    }
    front
}

/// Where front matter that was left in the text ends: `---`, lines of keys and values, `---`.
fn front_matter(text: &str) -> Option<usize> {
    let mut end = 0;
    for (number, line) in text.split_inclusive('\n').take(40).enumerate() {
        end += line.len();
        let line = line.trim_end();
        match number {
            0 if line == "---" => {}
            0 => return None,
            _ if line == "---" => return (number > 1).then_some(end),
            _ => {
                let is_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ');
                let (key, _) = line.split_once(':')?;
                if key.is_empty() || !key.chars().all(is_key) {
                    return None;
                }
            }
        }
    }
    None
}

/// The piece without 目录 glued to a speaker's name.
fn without_outline_word(piece: Piece<'_>) -> Piece<'_> {
    let before = ["目录", "目錄"]
        .iter()
        .find_map(|word| piece.text.strip_suffix(word));
    match before.and_then(|before| piece.split_at(before.len())) {
        Some((left, _)) if is_speaker(left.text) => left,
        _ => piece,
    }
}

/// Where the outline that begins with `piece` ends; takes it into the front.
fn outline_end<'a>(text: &'a str, piece: Piece<'a>, front: &mut Front<'a>) -> Option<usize> {
    let marker = outline::marker(piece.text);
    let end = match marker {
        Some(Marker::WithHeadings) => piece.end(),
        Some(Marker::Alone) => outline::end_of(text, piece.end(), marker)?,
        None if is_heading(piece.text) && !front.has_heading() => {
            outline::end_of(text, piece.start, None)?
        }
        None => return None,
    };
    front.outline = Some(match marker {
        Some(_) => Outline::Marked,
        None => Outline::Repeating,
    });
    let text = text.get(piece.start..end)?;
    let whole = Piece {
        start: piece.start,
        text,
    };
    front.entries.push((whole, Mark::Known(ZoneKind::Outline)));
    Some(end)
}

fn mark_of(line: &str, hints: &Hints<'_>) -> Mark {
    if is_date_line(line) || is_dateline(line) {
        return Mark::Dated(ZoneKind::Meta);
    }
    if is_rule(line) || is_caption(line) {
        return Mark::Aside(ZoneKind::Meta);
    }
    if is_lead(line) || is_press_reference(line) {
        return Mark::Known(ZoneKind::Meta);
    }
    if let Some(kind) = form_of(line, Place::Edge) {
        let tells = matches!(kind, ZoneKind::Meta | ZoneKind::Counter) && !line.starts_with('{');
        return if tells {
            Mark::Known(kind)
        } else {
            Mark::Aside(kind)
        };
    }
    if hints.repeated.stands_at(Edge::Head, line) {
        return Mark::Known(ZoneKind::Repeated);
    }
    let is_short = line.len() <= LONGEST_TITLE;
    if is_short && hints.title.is_some_and(|title| is_title(line, title)) {
        return Mark::Titled;
    }
    if is_subtitle(line) {
        return Mark::Dated(ZoneKind::Title);
    }
    if is_heading(line) {
        return Mark::Heading;
    }
    let ends = line
        .ends_with(|c: char| ends_sentence(c) || matches!(c, '：' | ':' | '，' | ',' | '”' | '、'));
    if is_short && !ends && !line.contains(['。', '；']) {
        Mark::Short
    } else {
        Mark::Sentence
    }
}

/// Whether a line is the title that is known; a sentence only where it is all of it.
fn is_title(line: &str, title: &str) -> bool {
    if line.ends_with(ends_sentence) || is_heading(line) {
        return letters(line).eq(letters(title));
    }
    letters(line).next().is_some() && same_title(line, title)
}

/// Whether a line is a rule: `---`.
pub(super) fn is_rule(line: &str) -> bool {
    let mut chars = line.chars();
    let is_drawn = |c: &char| matches!(c, '-' | '=' | '*' | '_' | '—' | '─' | '~');
    let first = chars.next().filter(is_drawn);
    first.is_some_and(|first| chars.clone().all(|c| c == first)) && line.len() >= 3
}

/// The last piece that is certain not to be body, of those that body follows.
fn last_definite(front: &Front<'_>) -> Option<usize> {
    let is_text = |&(piece, mark): &(Piece<'_>, Mark)| {
        matches!(mark, Mark::Sentence | Mark::Heading) && letters(piece.text).nth(9).is_some()
    };
    let end = if front.goes_on {
        front.entries.len()
    } else {
        front.entries.iter().rposition(is_text)?
    };
    let before = front.entries.get(..end)?;
    before.iter().rposition(|(_, mark)| mark.is_definite())
}

/// Names short lines above a definite piece: titles, or the speaker between title and date.
fn name_titles(entries: &[(Piece<'_>, Mark)], last: usize, kinds: &mut [Option<ZoneKind>]) {
    let mark_at = |at: usize| entries.get(at).map(|&(_, mark)| mark);
    let mut end = last;
    while end > 0 {
        let shorts = (0..end)
            .rev()
            .take_while(|&at| mark_at(at) == Some(Mark::Short))
            .count();
        let begin = end - shorts;
        let before = begin.checked_sub(1).and_then(mark_at);
        let enclosed =
            before.is_none_or(|mark| mark.is_definite() || matches!(mark, Mark::Aside(_)));
        let directly = mark_at(end).is_some_and(Mark::is_definite);
        for at in begin..end {
            let Some((&(piece, _), slot)) = entries.get(at).zip(kinds.get_mut(at)) else {
                continue;
            };
            let titled = enclosed || is_speech_title(piece.text);
            let speaks = matches!(before, Some(Mark::Dated(_))) && is_speaker(piece.text);
            if (directly && shorts <= MOST_TITLES && titled) || (speaks && at == begin) {
                *slot = Some(if speaks {
                    ZoneKind::Meta
                } else {
                    ZoneKind::Title
                });
            }
        }
        end = begin.saturating_sub(1);
    }
}

/// Names short lines between the last definite piece and the body.
fn name_last_lines(front: &Front<'_>, last: Option<usize>, kinds: &mut [Option<ZoneKind>]) {
    let from = last.map_or(0, |last| last + 1);
    let rest = front.entries.get(from..).unwrap_or_default();
    let shorts = rest
        .iter()
        .take_while(|(_, mark)| *mark == Mark::Short)
        .count();
    let all = front.saluted && shorts == rest.len() && shorts <= MOST_TITLES;
    let first = front.entries.first().map(|&(piece, _)| piece.text);
    for (offset, &(piece, _)) in rest.iter().take(shorts.min(MOST_TITLES)).enumerate() {
        let before = (from + offset).checked_sub(1);
        let dated = before.is_some_and(|at| {
            kinds.get(at) == Some(&Some(ZoneKind::Title))
                || front
                    .entries
                    .get(at)
                    .is_some_and(|(_, mark)| matches!(mark, Mark::Dated(_)))
        });
        let named = names_office(piece.text) || dated || (all && from + offset > 0);
        let speaks = named && is_speaker(piece.text);
        let repeats = from + offset > 0 && first.is_some_and(|first| same_title(first, piece.text));
        let begins = offset == 0 && is_speech_title(piece.text) && front.entries.len() > from + 1;
        let kind = if speaks && (all || offset > 0 || last.is_some()) {
            ZoneKind::Meta
        } else if all || repeats || begins {
            ZoneKind::Title
        } else {
            return;
        };
        if let Some(slot) = kinds.get_mut(from + offset) {
            *slot = Some(kind);
        }
    }
}
