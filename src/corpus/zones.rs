//! Owns telling a document's body from what a page put around it.
//!
//! Takes the text as it is counted, gives ranges of it that are not body; the text is never
//! changed. Does not know files, dates or phrases.

mod copies;
mod dates;
mod elisions;
mod foot;
mod forms;
mod head;
mod outline;
mod pieces;
mod reading;
mod sites;
mod survey;
mod titles;
mod words;

pub use survey::RepeatedLines;
pub(crate) use survey::{AskedLines, LineSurvey, Repeated};

use super::{Zone, ZoneKind};
use forms::{Place, form_of};

/// Longest line among the body's that may be boilerplate by its form, in bytes.
const LONGEST_IN_BODY: usize = 120;

/// What is known about a document beside its text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hints<'a> {
    /// Its title by metadata, record or file name.
    pub(crate) title: Option<&'a str>,
    /// Names of sites the user gave.
    pub(crate) site_names: &'a [String],
    /// Lines that repeat across the corpus.
    pub(crate) repeated: Repeated<'a>,
}

/// A document's text as far as it is body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// What is not body: sorted, without overlaps, at character boundaries.
    pub zones: Vec<Zone>,
    /// What was noticed.
    pub flags: Flags,
}

/// What was noticed about a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flags {
    /// How the text is cut short, if it can be seen.
    pub truncated: Option<Truncation>,
    /// Whether an outline stands before the body.
    pub outline: Option<Outline>,
    /// The characters the page says the text has.
    pub declared_chars: Option<u32>,
    /// How often the text stands in the document: 2 where it was pasted twice.
    pub copies: u32,
}

impl Default for Flags {
    fn default() -> Self {
        Self {
            truncated: None,
            outline: None,
            declared_chars: None,
            copies: 1,
        }
    }
}

/// How it can be seen that a text is not whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truncation {
    /// A notice says that text was left out.
    Elision,
    /// A notice says that only a part is shown.
    Preview,
    /// It ends inside a sentence.
    Unfinished,
    /// It is shorter than the page says.
    ShorterThanDeclared,
    /// A long address that begins with a salutation ends without thanks, wish or call: a weak sign.
    NoClosing,
}

impl Truncation {
    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Elision => "elision",
            Self::Preview => "preview",
            Self::Unfinished => "unfinished",
            Self::ShorterThanDeclared => "shorter_than_declared",
            Self::NoClosing => "no_closing",
        }
    }
}

/// How an outline was known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outline {
    /// It says it is one: 【提纲】, 目录.
    Marked,
    /// All its headings stand a second time below.
    Repeating,
}

/// Finds what is not body in a text about which nothing else is known.
///
/// ```
/// use tifa::corpus::find_zones;
///
/// let cleaned = find_zones("浏览量:87\n同志们:\n今天的会议很重要。\n点赞 0");
/// let kinds: Vec<_> = cleaned.zones.iter().map(|zone| zone.kind.name()).collect();
/// assert_eq!(kinds, ["counter", "counter"]);
/// ```
#[must_use]
pub fn find_zones(text: &str) -> Cleaned {
    let hints = Hints {
        title: None,
        site_names: &[],
        repeated: Repeated::Known(&RepeatedLines::default()),
    };
    find(text, &hints)
}

/// Finds what is not body. A text of which nothing would be left is body.
pub(crate) fn find(text: &str, hints: &Hints<'_>) -> Cleaned {
    let head = head::find(text, hints);
    let title = head.title.or(hints.title);
    let body = head.zones.last().map_or(0, |zone| zone.end);
    let mut zones = head.zones;
    zones.extend(foot::find(text, hints));
    zones.extend(elisions::find(text));
    zones.extend(in_body(text));
    let copies = copies::find(text, body, title);
    for copy in &copies.zones {
        zones.extend(foot::sources_before(text, copy.start));
    }
    zones.extend(copies.zones);
    zones.extend(sites::find(text, hints.site_names, &zones));
    arrange(&mut zones);
    let declared_chars = zones
        .iter()
        .filter(|zone| matches!(zone.kind, ZoneKind::Meta | ZoneKind::Elision))
        .filter_map(|zone| text.get(zone.start..zone.end))
        .find_map(elisions::declared_characters);
    let mut flags = Flags {
        truncated: None,
        outline: head.outline,
        declared_chars,
        copies: copies.count,
    };
    if !has_body(text, &zones) {
        return Cleaned::default();
    }
    flags.truncated = elisions::truncation(text, &zones, declared_chars);
    Cleaned { zones, flags }
}

/// Lines among those of the body that can be nothing else than boilerplate.
fn in_body(text: &str) -> impl Iterator<Item = Zone> {
    let mut start = 0;
    memchr::memchr2_iter(b'\n', b'\r', text.as_bytes())
        .chain(std::iter::once(text.len()))
        .filter_map(move |end| {
            let from = std::mem::replace(&mut start, end + 1);
            if from >= end || end - from > LONGEST_IN_BODY {
                return None;
            }
            let line = text.get(from..end)?;
            let kept = line.trim_start();
            let start = end - kept.len();
            let kept = kept.trim_end();
            let kind = form_of(kept, Place::Middle)?;
            Some(Zone {
                start,
                end: start + kept.len(),
                kind,
            })
        })
}

/// Sorts zones and cuts overlaps; of two that begin together the first found is kept.
fn arrange(zones: &mut Vec<Zone>) {
    zones.retain(|zone| zone.start < zone.end);
    zones.sort_by_key(|zone| zone.start);
    let mut reached = 0;
    zones.retain_mut(|zone| {
        zone.start = zone.start.max(reached);
        let keeps = zone.start < zone.end;
        reached = reached.max(zone.end);
        keeps
    });
}

/// The ranges between the zones.
fn bodies<'a>(text: &str, zones: &'a [Zone]) -> impl Iterator<Item = (usize, usize)> + 'a {
    let starts = std::iter::once(0).chain(zones.iter().map(|zone| zone.end));
    let ends = zones
        .iter()
        .map(|zone| zone.start)
        .chain(std::iter::once(text.len()));
    starts.zip(ends).filter(|(start, end)| start < end)
}

/// Whether a letter stands outside the zones.
pub(super) fn has_body(text: &str, zones: &[Zone]) -> bool {
    bodies(text, zones)
        .filter_map(|(start, end)| text.get(start..end))
        .any(|body| reading::letters(body).next().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPEECH: &str = "同志们：\n今天我们开会研究明年的工作，任务很重。\n一、抓学习\n要学深悟透。\n二、抓落实\n要一抓到底。\n谢谢大家！";

    /// The zones of a text with their kinds, after checking what holds for all.
    fn zones<'a>(text: &'a str, title: Option<&str>) -> Vec<(&'static str, &'a str)> {
        let hints = Hints {
            title,
            site_names: &[],
            repeated: Repeated::Known(&RepeatedLines::default()),
        };
        let cleaned = find(text, &hints);
        let mut reached = 0;
        for zone in &cleaned.zones {
            assert!(zone.start >= reached && zone.start < zone.end, "{zone:?}");
            reached = zone.end;
        }
        let cut = |zone: &Zone| (zone.kind.name(), &text[zone.start..zone.end]);
        cleaned.zones.iter().map(cut).collect()
    }

    #[test]
    fn a_speech_without_boilerplate_is_all_body() {
        assert_eq!(zones(SPEECH, None), []);
        assert_eq!(zones(SPEECH, Some("speech")), []);
        for text in [
            "",
            "\n\n",
            "绿色发展",
            "绿色发展\n绿色发展",
            "绿色发展\n共同富裕\n来源于人民",
        ] {
            assert_eq!(zones(text, None), [], "{text:?}");
        }
    }

    #[test]
    fn a_text_of_which_nothing_is_left_is_body() {
        assert_eq!(zones("浏览量:87\n发布时间:2026-02-23\n点赞 0", None), []);
        assert_eq!(zones("绿色发展", Some("绿色发展")), []);
    }

    #[test]
    fn front_matter_titles_and_speakers() {
        let text = format!("在某某大会上的讲话\n（2025年3月5日）\n国务院总理　某某某\n{SPEECH}");
        let expected = [
            ("title", "在某某大会上的讲话"),
            ("meta", "（2025年3月5日）"),
            ("meta", "国务院总理　某某某"),
        ];
        assert_eq!(zones(&text, None), expected);
        let one_line = text.replace('\n', "\u{3000}\u{3000}");
        assert_eq!(zones(&one_line, None), expected);
        let text = format!("某某频道\n来源：某某网\n{SPEECH}");
        assert_eq!(
            zones(&text, None),
            [("title", "某某频道"), ("meta", "来源：某某网")]
        );
        let text = format!("---\ntitle: 甲\ndate: 2024-01-01\n---\n{SPEECH}");
        assert_eq!(zones(&text, None).len(), 1);
    }

    #[test]
    fn a_title_that_is_known_or_stands_twice() {
        let text = format!("团结起来向前进\n{SPEECH}");
        assert_eq!(
            zones(&text, Some("团结起来，向前进")),
            [("title", "团结起来向前进")]
        );
        let text = "在某某座谈会上的讲话\n为民造福——在某某座谈会上的讲话\n今天的座谈会开得很好，讲几点意见。";
        assert_eq!(zones(text, None).len(), 2);
        // A heading of the body is no title, and neither is a date below it.
        let text =
            "一、总体要求\n要坚持稳中求进，抓好各项工作，确保完成任务。\n某某\n2016年12月29日";
        assert_eq!(zones(text, None), []);
    }

    #[test]
    fn outlines_marked_and_repeating() {
        let body =
            "一、抓学习\n要学深悟透。\n二、抓整改\n要改到位。\n三、抓落实\n要一抓到底，抓出成效。";
        let list = "一、抓学习\n二、抓整改\n三、抓落实";
        assert_eq!(zones(&format!("{list}\n{body}"), None), [("outline", list)]);
        let marked = "【提纲】一、抓学习。二、抓整改。三、抓落实。";
        assert_eq!(
            zones(&format!("{marked}\n{body}"), None),
            [("outline", marked)]
        );
        assert_eq!(zones(body, None), []);
    }

    #[test]
    fn what_repeats_in_the_corpus() {
        let text = |n: usize| {
            format!(
                "{}\n{SPEECH}\n眾友請訂閱本刊 www.example.org",
                "某".repeat(n + 70)
            )
        };
        let mut survey = LineSurvey::default();
        for n in 0..9 {
            survey.add(&text(n));
        }
        let hints = Hints {
            title: None,
            site_names: &[],
            repeated: Repeated::Known(&survey.into_repeated()),
        };
        let text = text(20);
        let found = find(&text, &hints).zones;
        let kinds: Vec<ZoneKind> = found.iter().map(|zone| zone.kind).collect();
        assert_eq!(kinds, [ZoneKind::Repeated]);
        assert!(text[found[0].start..].starts_with("眾友"));
    }

    #[test]
    fn any_mixture_of_lines_gives_sorted_zones() {
        let parts = [
            "浏览量:87",
            "发布时间:2026-02-23 字数:99",
            "页: [1]",
            "【提纲】一、甲。二、乙。",
            "目录",
            "一、甲",
            "（2025年3月5日）",
            "……（某网www.a.cn此处省略7字。）……",
            "---",
            "{{}}",
            "\u{3000}\u{3000}",
            "\t",
            "\r",
            "同志们：",
            "同志们，我们走。",
            "相关文章",
            "老秘网",
            "本作品属于公有领域",
            "某某 | 某某",
            "【某・某】某",
            "（《某报》1 9 5 4 0 9 2 4）",
            "谢谢大家！",
            "\u{feff}",
            "Ａ１",
            "😀",
            "摄",
            "省略",
            "www.",
        ];
        let mut state = 7_u64;
        for _ in 0..600 {
            let mut text = String::new();
            for _ in 0..12 {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1);
                let pick = usize::try_from(state >> 33).unwrap();
                text.push_str(parts[pick % parts.len()]);
                text.push_str(["\n", "", " "][pick / 64 % 3]);
            }
            zones(&text, Some("甲"));
            zones(&text.repeat(3), None);
        }
    }

    #[test]
    fn large_texts_take_linear_time() {
        let begun = std::time::Instant::now();
        zones(&"\n".repeat(400_000), None);
        zones(&"绿色发展要坚持。".repeat(100_000), None);
        zones(&"一、绿色\n".repeat(50_000), None);
        zones(&"（省略7字".repeat(30_000), None);
        zones(&"绿色\u{3000}\u{3000}".repeat(100_000), None);
        zones(&"甲老秘网".repeat(50_000), None);
        assert!(begun.elapsed().as_secs() < 60);
    }
}
