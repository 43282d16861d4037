//! Owns the decision which lines of a page are its main text. In doubt a line is main text: a lost
//! body is worse than a kept menu.

use rustc_hash::FxHashSet;

use super::builder::Reading;
use super::described;
use super::hints::Hint;
use super::lines::{Block, Part};
use super::survey::{LineKind, Survey};
use super::{Page, PageProblem, line_kinds};
use crate::corpus::zone::{Zone, ZoneKind};
use crate::text::fold_key;

/// Headings looked at for the title.
const HEADINGS: usize = 8;

/// The title is looked for in so many lines.
const TITLE_LINES: usize = 4_000;

/// Characters of a label before a description.
const LONGEST_LABEL: usize = 8;

/// Longer lines are no synopses.
const LONGEST_SYNOPSIS: u32 = 300;

/// Longer lines are no headings.
const LONGEST_HEADING: u32 = 80;

/// Labels of synopses.
const LABELS: [&str; 6] = [
    "视频简介",
    "内容简介",
    "内容提要",
    "摘要",
    "导读",
    "核心提示",
];

/// Link lines in a row that make a list.
const LINKS_IN_A_ROW: usize = 3;

/// The page, and the full stops in its main text.
pub(super) fn page(mut reading: Reading) -> (Page, u32) {
    let survey = Survey::of(&reading);
    let headings: Vec<&str> = reading
        .blocks
        .iter()
        .filter(|block| block.part == Part::Heading)
        .take(HEADINGS)
        .map(|block| words(&reading.text, block).trim())
        .collect();
    let is_line = |title: &str| {
        let mut lines = reading.blocks.iter().take(TITLE_LINES);
        lines.any(|block| {
            (title.len()..title.len() + 8).contains(&(block.end - block.start))
                && words(&reading.text, block).trim() == title
        })
    };
    let title = reading.heads.best_title(&headings, is_line);
    let judge = Judge::new(&reading, &survey, title.as_deref());
    let kinds = judge.kinds();
    let is_list = judge.is_list();
    let mut main_stops = 0;
    for (line, kind) in survey.lines.iter().zip(&kinds) {
        main_stops += if kind.is_none() { line.stops } else { 0 };
    }
    let zones = zones(&reading.blocks, &kinds);
    if is_list {
        reading.problems.push(PageProblem::LinkList);
    } else if let Some(told) = described::only_described(&reading, &zones) {
        reading.problems.push(PageProblem::OnlyDescribed);
        reading.text.push_str(&told);
        reading.text.push('\n');
    }
    let page = Page {
        text: reading.text,
        title,
        published: reading.heads.take_published(),
        zones,
        problems: reading.problems,
    };
    (page, main_stops)
}

fn words<'a>(text: &'a str, block: &Block) -> &'a str {
    text.get(block.start..block.end).unwrap_or_default()
}

/// Zones of neighbouring lines of one kind become one.
fn zones(blocks: &[Block], kinds: &[Option<ZoneKind>]) -> Vec<Zone> {
    let mut zones: Vec<Zone> = Vec::new();
    let mut last_is_open = false;
    for (block, kind) in blocks.iter().zip(kinds) {
        let Some(kind) = *kind else {
            last_is_open = false;
            continue;
        };
        match zones.last_mut() {
            Some(last) if last_is_open && last.kind == kind => last.end = block.end,
            _ => zones.push(Zone {
                start: block.start,
                end: block.end,
                kind,
            }),
        }
        last_is_open = true;
    }
    zones
}

/// Decides line by line.
struct Judge<'a> {
    page: &'a Reading,
    survey: &'a Survey,
    /// What repeats the heading, for comparison.
    titles: Vec<String>,
    description: Option<String>,
    /// Lines from the first to the last one of running text in the main element.
    first: usize,
    last: usize,
}

impl<'a> Judge<'a> {
    fn new(page: &'a Reading, survey: &'a Survey, title: Option<&str>) -> Self {
        let mut titles: Vec<String> = page
            .heads
            .whole_titles()
            .map(|whole| title_key(super::heads::without_site(&whole)))
            .chain(title.map(title_key))
            .filter(|key| key.chars().count() >= 2)
            .filter(|key| !key.is_empty())
            .collect();
        titles.sort_unstable();
        titles.dedup();
        let description = page
            .heads
            .description()
            .map(title_key)
            .filter(|key| !key.is_empty());
        let mut judge = Self {
            page,
            survey,
            titles,
            description,
            first: usize::MAX,
            last: 0,
        };
        for (index, (block, line)) in page.blocks.iter().zip(&survey.lines).enumerate() {
            if line.kind == LineKind::Running
                && survey.is_inside(block)
                && survey.hint(block) != Hint::Aside
                && !judge.repeats_heading(index)
            {
                judge.first = judge.first.min(index);
                judge.last = judge.last.max(index);
            }
        }
        judge
    }

    /// Whether the page is a list of links, but for what stands beside it.
    fn is_list(&self) -> bool {
        if self.first <= self.last || self.count(LineKind::Links) < LINKS_IN_A_ROW {
            return false;
        }
        let (mut linked, mut plain) = (0_u64, 0_u64);
        for (block, line) in self.page.blocks.iter().zip(&self.survey.lines) {
            if self.survey.hint(block) != Hint::Aside {
                let han = u64::from(line.han);
                match line.kind {
                    LineKind::Links => linked += han,
                    LineKind::Running | LineKind::Short => plain += han,
                }
            }
        }
        linked > plain * 2
    }

    fn count(&self, kind: LineKind) -> usize {
        let lines = &self.survey.lines;
        lines.iter().filter(|line| line.kind == kind).count()
    }

    fn is_aside(&self, index: usize) -> bool {
        let block = self.page.blocks.get(index);
        block.is_some_and(|block| self.survey.hint(block) == Hint::Aside)
    }

    /// What each line is; `None` is main text.
    fn kinds(&self) -> Vec<Option<ZoneKind>> {
        let has_parts = self.count(LineKind::Links) >= LINKS_IN_A_ROW
            || self
                .survey
                .regions
                .iter()
                .any(|region| region.trusted == Hint::Aside && region.chars > 0);
        let is_list = self.is_list();
        let mut kinds: Vec<Option<ZoneKind>> = (0..self.page.blocks.len())
            .map(|index| {
                self.kind(index, has_parts)
                    .filter(|_| !is_list || self.is_aside(index))
            })
            .collect();
        self.mark_headings(&mut kinds);
        self.rescue(&mut kinds);
        kinds
    }

    /// Where nothing is left as main text, what repeats the head is the text, or the heading is.
    fn rescue(&self, kinds: &mut [Option<ZoneKind>]) {
        let lines = &self.survey.lines;
        let has_main = |kinds: &[Option<ZoneKind>]| {
            let mut pairs = lines.iter().zip(kinds);
            pairs.any(|(line, kind)| {
                kind.is_none() && line.kind != LineKind::Links && line.plain > 0
            })
        };
        if !has_main(kinds) && !self.is_list() {
            for (kind, line) in kinds.iter_mut().zip(lines) {
                if line.kind == LineKind::Running {
                    *kind = None;
                }
            }
        }
        if !has_main(kinds) && !self.is_list() {
            for kind in kinds
                .iter_mut()
                .filter(|kind| **kind == Some(ZoneKind::Title))
            {
                *kind = None;
            }
        }
    }

    /// The kind of a line but for headings.
    fn kind(&self, index: usize, has_parts: bool) -> Option<ZoneKind> {
        let (block, line) = (self.page.blocks.get(index)?, self.survey.lines.get(index)?);
        let text = words(&self.page.text, block);
        let hint = self.survey.hint(block);
        let is_within = (self.first..=self.last).contains(&index);
        if hint == Hint::Aside {
            return Some(line_kinds::kind(text).unwrap_or(ZoneKind::Navigation));
        }
        if block.part == Part::Control {
            return Some(ZoneKind::Navigation);
        }
        let is_inside = self.survey.is_inside(block);
        if is_inside && is_within {
            let is_list = line.kind == LineKind::Links && self.is_in_link_list(index);
            return is_list.then_some(ZoneKind::Navigation);
        }
        if line.kind == LineKind::Running {
            let stays = is_inside || !has_parts || !self.survey.is_among_links(self.page, block);
            return (!stays).then_some(ZoneKind::Navigation);
        }
        if let Some(kind) = line_kinds::kind(text) {
            return Some(kind);
        }
        let is_part =
            line.kind == LineKind::Links || !self.survey.is_framed(block) || hint == Hint::Edge;
        (has_parts && is_part).then_some(ZoneKind::Navigation)
    }

    /// Whether a line of links has others beside it.
    fn is_in_link_list(&self, index: usize) -> bool {
        let is_links = |line: &&super::survey::Line| line.kind == LineKind::Links;
        let lines = &self.survey.lines;
        let before = lines.get(..index).unwrap_or_default();
        let after = lines.get(index + 1..).unwrap_or_default();
        let before = before
            .iter()
            .rev()
            .take(LINKS_IN_A_ROW)
            .take_while(is_links);
        let after = after.iter().take(LINKS_IN_A_ROW).take_while(is_links);
        before.count() + 1 + after.count() >= LINKS_IN_A_ROW
    }

    /// Marks the heading, and what repeats it or the description outside the running text.
    fn mark_headings(&self, kinds: &mut [Option<ZoneKind>]) {
        let mut title_seen = false;
        let mut headings = None;
        for (index, kind) in kinds.iter_mut().enumerate() {
            let is_within = (self.first..=self.last).contains(&index);
            if is_within && title_seen {
                continue;
            }
            if self.repeats_title(index) {
                *kind = Some(if title_seen {
                    ZoneKind::Copy
                } else {
                    ZoneKind::Title
                });
                title_seen = true;
            } else if !self.is_inside(index)
                && (self.repeats_heading(index) || self.is_synopsis(index, &mut headings))
            {
                *kind = Some(ZoneKind::Copy);
            }
        }
    }

    /// Whether a line lies in the element with the main text.
    fn is_inside(&self, index: usize) -> bool {
        let block = self.page.blocks.get(index);
        block.is_some_and(|block| self.survey.is_inside(block))
    }

    /// Whether a line of running text outside the main text only strings together the title and
    /// the headings of the main text.
    fn is_synopsis(&self, index: usize, headings: &mut Option<FxHashSet<String>>) -> bool {
        let (Some(block), Some(line)) = (self.page.blocks.get(index), self.survey.lines.get(index))
        else {
            return false;
        };
        let is_candidate = line.kind == LineKind::Running && line.chars <= LONGEST_SYNOPSIS;
        if !is_candidate || self.first > self.last {
            return false;
        }
        let headings = headings.get_or_insert_with(|| self.headings_inside());
        let says_heading = |clause: &str| {
            let key = title_key(clause);
            key.chars().all(|c| c.is_ascii_digit())
                || LABELS.contains(&key.as_str())
                || self.titles.iter().any(|title| title.contains(&key))
                || headings.contains(&key)
        };
        words(&self.page.text, block)
            .split(['；', '。', '（', '）'])
            .all(|clause| says_heading(clause) || clause.split('：').all(says_heading))
    }

    /// Short lines of the element with the main text, for comparison.
    fn headings_inside(&self) -> FxHashSet<String> {
        let pairs = self.page.blocks.iter().zip(&self.survey.lines);
        pairs
            .filter(|(block, line)| {
                line.kind == LineKind::Short
                    && line.chars <= LONGEST_HEADING
                    && self.survey.is_inside(block)
            })
            .map(|(block, _)| title_key(words(&self.page.text, block)))
            .collect()
    }

    fn repeats_title(&self, index: usize) -> bool {
        self.key_if_short(index)
            .is_some_and(|key| self.titles.contains(&key))
    }

    /// Whether a line says what the title or description says.
    fn repeats_heading(&self, index: usize) -> bool {
        let Some(key) = self.key_if_short(index) else {
            return false;
        };
        let describes = |description: &String| {
            // 视频简介：, 摘要： before it.
            key.strip_suffix(description.as_str())
                .is_some_and(|label| label.chars().count() <= LONGEST_LABEL)
        };
        self.titles.contains(&key) || self.description.as_ref().is_some_and(describes)
    }

    /// A line for comparison, if it is about as long as what it may repeat.
    fn key_if_short(&self, index: usize) -> Option<String> {
        let (block, line) = (self.page.blocks.get(index)?, self.survey.lines.get(index)?);
        let chars = line.chars as usize;
        let is_near = |known: &String| {
            let length = known.chars().count();
            (length..=length * 2 + 12).contains(&chars)
        };
        self.titles
            .iter()
            .chain(&self.description)
            .any(is_near)
            .then(|| title_key(words(&self.page.text, block)))
    }
}

/// A title for comparison: without a label before it and without punctuation.
fn title_key(title: &str) -> String {
    let mut rest = title.trim();
    for (open, close) in [('[', ']'), ('［', '］')] {
        if let Some((_, after)) = rest
            .strip_prefix(open)
            .and_then(|inner| inner.split_once(close))
            && !after.trim().is_empty()
        {
            rest = after;
        }
    }
    let mut key = fold_key(rest);
    key.retain(char::is_alphanumeric);
    key
}
