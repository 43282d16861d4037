//! Owns what the lines and elements of a page weigh: how much running text they hold, how much of
//! it is links, and where the main text lies.

use super::builder::Reading;
use super::hints::Hint;
use super::line_kinds;
use super::lines::{Block, Part};
use crate::text::is_han;

/// Elements looked at around the one that holds the main text.
const FRAME_LEVELS: usize = 2;

/// What a line is like.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Line {
    /// Characters other than white space.
    pub(super) chars: u32,
    /// Of them outside links.
    pub(super) plain: u32,
    /// Chinese characters among all.
    pub(super) han: u32,
    /// Full stops and their like.
    pub(super) stops: u32,
    pub(super) kind: LineKind,
}

/// What a line looks like by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum LineKind {
    /// Sentences.
    Running,
    /// Words without a sentence: headings, labels, list items.
    #[default]
    Short,
    /// A link, or mostly links.
    Links,
}

/// What an element holds.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Region {
    /// One past the last element inside.
    pub(super) end: usize,
    /// Running text; short lines weigh less.
    pub(super) weight: u64,
    pub(super) chars: u64,
    pub(super) linked: u64,
    /// What its hints say, where what it holds does not speak against them.
    pub(super) trusted: Hint,
}

/// A page's lines and elements.
#[derive(Debug)]
pub(super) struct Survey {
    pub(super) lines: Vec<Line>,
    pub(super) regions: Vec<Region>,
    /// The element that holds the main text.
    pub(super) container: usize,
    /// The element around it that holds little else: headings, a date, a signature.
    pub(super) frame: usize,
}

impl Survey {
    pub(super) fn of(page: &Reading) -> Self {
        let lines: Vec<Line> = page
            .blocks
            .iter()
            .map(|block| {
                line(
                    page.text.get(block.start..block.end).unwrap_or_default(),
                    block,
                )
            })
            .collect();
        let mut survey = Self {
            lines,
            regions: vec![Region::default(); page.elements.len()],
            container: 0,
            frame: 0,
        };
        survey.sum(page, |_| true);
        survey.trust_hints(page);
        let asides: Vec<bool> = survey
            .regions
            .iter()
            .map(|region| region.trusted == Hint::Aside)
            .collect();
        survey.sum(page, |element| {
            !asides.get(element).is_some_and(|&aside| aside)
        });
        survey.container = survey.find_container(page);
        survey.frame = survey.find_frame(page);
        survey
    }

    /// Adds up what the elements hold, for the weight only of those that count.
    fn sum(&mut self, page: &Reading, counts: impl Fn(usize) -> bool) {
        for (number, region) in self.regions.iter_mut().enumerate() {
            region.weight = 0;
            region.chars = 0;
            region.linked = 0;
            region.end = number + 1;
        }
        for (block, line) in page.blocks.iter().zip(&self.lines) {
            let element = block.element as usize;
            if let Some(region) = self.regions.get_mut(element) {
                if counts(element) {
                    region.weight += weight(line, block);
                }
                region.chars += u64::from(line.chars);
                region.linked += u64::from(line.chars - line.plain);
            }
        }
        // Children have greater numbers than their parents.
        for number in (1..self.regions.len()).rev() {
            let (Some(&child), Some(element)) =
                (self.regions.get(number), page.elements.get(number))
            else {
                continue;
            };
            if let Some(parent) = self.regions.get_mut(element.parent as usize) {
                parent.weight += child.weight;
                parent.chars += child.chars;
                parent.linked += child.linked;
                parent.end = parent.end.max(child.end);
            }
        }
    }

    /// Believes the hints of elements that hold the lesser part of the text, unless all of them
    /// together hold the greater part.
    fn trust_hints(&mut self, page: &Reading) {
        let total = self.total();
        let mut aside_weight = 0;
        for number in 1..self.regions.len() {
            let Some(element) = page.elements.get(number) else {
                continue;
            };
            let inherited = self
                .regions
                .get(element.parent as usize)
                .map_or(Hint::None, |parent| parent.trusted);
            let Some(region) = self.regions.get_mut(number) else {
                continue;
            };
            let is_small = region.weight * 10 < total * 4;
            region.trusted = match (inherited, element.hint) {
                (Hint::Aside, _) => Hint::Aside,
                (_, Hint::Aside) if is_small => {
                    aside_weight += region.weight;
                    Hint::Aside
                }
                (_, Hint::Edge) if is_small => Hint::Edge,
                (_, Hint::Body) => Hint::Body,
                _ => inherited,
            };
        }
        if aside_weight * 2 > total {
            for region in &mut self.regions {
                region.trusted = Hint::None;
            }
        }
    }

    /// The innermost element with most of the text; half of it is enough where a hint agrees.
    fn find_container(&self, page: &Reading) -> usize {
        let total = self.total();
        if total == 0 {
            return 0;
        }
        let enough = |number: usize, region: &Region| {
            let is_hinted = page
                .elements
                .get(number)
                .is_some_and(|element| element.hint == Hint::Body);
            let share = if is_hinted { 5 } else { 7 };
            region.trusted != Hint::Aside && region.weight * 10 >= total * share
        };
        self.regions
            .iter()
            .enumerate()
            .rev()
            .find(|(number, region)| enough(*number, region))
            .map_or(0, |(number, _)| number)
    }

    /// The container's parent or grandparent, if what it adds is little and not links.
    fn find_frame(&self, page: &Reading) -> usize {
        let mut frame = self.container;
        let region = |number: usize| self.regions.get(number).copied().unwrap_or_default();
        let inner = region(frame);
        for _ in 0..FRAME_LEVELS {
            let parent = page
                .elements
                .get(frame)
                .map_or(0, |element| element.parent as usize);
            let outer = region(parent);
            let (chars, linked) = (outer.chars - inner.chars, outer.linked - inner.linked);
            if parent == 0 || chars * 2 > inner.chars.max(200) || linked * 3 > chars {
                break;
            }
            frame = parent;
        }
        frame
    }

    pub(super) fn total(&self) -> u64 {
        self.regions.first().map_or(0, |root| root.weight)
    }

    /// Whether a block lies in the element that holds the main text.
    pub(super) fn is_inside(&self, block: &Block) -> bool {
        self.contains(self.container, block)
    }

    /// Whether a block lies in the element around that.
    pub(super) fn is_framed(&self, block: &Block) -> bool {
        self.contains(self.frame, block)
    }

    fn contains(&self, element: usize, block: &Block) -> bool {
        let end = self.regions.get(element).map_or(0, |region| region.end);
        (element..end).contains(&(block.element as usize))
    }

    /// What the hints around a block say.
    pub(super) fn hint(&self, block: &Block) -> Hint {
        self.regions
            .get(block.element as usize)
            .map_or(Hint::None, |region| region.trusted)
    }

    /// Whether the elements around a block hold mostly links.
    pub(super) fn is_among_links(&self, page: &Reading, block: &Block) -> bool {
        let mut element = block.element as usize;
        for _ in 0..2 {
            element = page
                .elements
                .get(element)
                .map_or(0, |element| element.parent as usize);
        }
        self.regions
            .get(element)
            .is_some_and(|region| region.linked * 2 > region.chars)
    }
}

/// What a line weighs as a sign of the main text.
fn weight(line: &Line, block: &Block) -> u64 {
    let plain = u64::from(line.plain);
    match line.kind {
        _ if block.part != Part::Plain => 0,
        LineKind::Running => plain * 10,
        LineKind::Short => plain * 2,
        LineKind::Links => 0,
    }
}

fn line(text: &str, block: &Block) -> Line {
    let mut line = Line::default();
    let mut commas = 0_u32;
    for c in text.chars() {
        match c {
            '。' | '！' | '？' | '；' | '…' | '．' => line.stops += 1,
            '，' | '、' | ',' | ';' => commas += 1,
            ' ' | '\t' | '\u{A0}' | '\u{3000}' => continue,
            _ => line.han += u32::from(is_han(c)),
        }
        line.chars += 1;
    }
    line.plain = line.chars.saturating_sub(block.linked);
    let is_linked = line.plain * 10 <= line.chars * 4;
    let has_sentence = line.stops > 0 && line.plain >= 12 || commas > 0 && line.plain >= 20;
    line.kind = if is_linked {
        LineKind::Links
    } else if (has_sentence || line.plain >= 40)
        && line.plain * 2 >= line.chars
        && !line_kinds::is_footer(text)
        && (line.stops > 1 || line_kinds::kind(text).is_none())
    {
        LineKind::Running
    } else {
        LineKind::Short
    };
    line
}
