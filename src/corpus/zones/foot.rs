//! Owns what stands behind the body: bars, sources, licences, subscriptions, related articles.

use super::Hints;
use super::dates::{is_dateline, is_press_reference};
use super::forms::{Place, form_of};
use super::head::is_rule;
use super::pieces::{Piece, backward};
use super::reading::{Reader, ends_sentence, holds};
use super::survey::{Edge, has_sign, is_blurb, is_byline};
use super::titles::is_subtitle;
use crate::corpus::{Zone, ZoneKind};

/// Text passed over from the end before the search is given up, in bytes.
const MOST_TEXT: usize = 1400;

/// Pieces looked at from the end.
const MOST_PIECES: usize = 90;

/// Longest block between a rule and the end, in pieces and bytes.
const MOST_IN_BLOCK: usize = 8;
const LONGEST_BLOCK: usize = 3000;

/// What has been seen from the end upwards.
struct Walk<'a> {
    text: &'a str,
    zones: Vec<Zone>,
    /// The pieces below that are text, nearest first; emptied by a rule.
    block: Vec<Piece<'a>>,
    /// Where the pieces below a rule begin to be boilerplate already.
    end: usize,
    /// Bytes of text passed over since boilerplate last began.
    passed: usize,
}

/// Finds what stands behind the body.
pub(super) fn find(text: &str, hints: &Hints<'_>) -> Vec<Zone> {
    let mut walk = Walk {
        text,
        zones: Vec::new(),
        block: Vec::new(),
        end: text.len(),
        passed: 0,
    };
    for (count, piece) in backward(text).enumerate() {
        if count >= MOST_PIECES || walk.passed > MOST_TEXT {
            break;
        }
        let repeats = || hints.repeated.stands_at(Edge::Foot, piece.text);
        let known =
            form_of(piece.text, Place::Edge).or_else(|| repeats().then_some(ZoneKind::Repeated));
        if is_rule(piece.text) {
            walk.close_block(piece);
        } else if begins_licence(walk.text, piece) {
            walk.take_all_from(piece);
        } else if let Some(kind) = known {
            if kind == ZoneKind::Navigation && walk.is_list_of_titles(piece.text) {
                walk.take_block(ZoneKind::Navigation);
            }
            walk.push(piece, kind);
        } else {
            walk.take_tail(piece);
            walk.passed += piece.text.len();
            walk.block.push(piece);
        }
    }
    walk.zones
}

impl<'a> Walk<'a> {
    fn push(&mut self, piece: Piece<'a>, kind: ZoneKind) {
        self.zones.push(Zone {
            start: piece.start,
            end: piece.end(),
            kind,
        });
    }

    fn take_block(&mut self, kind: ZoneKind) {
        self.passed = 0;
        for piece in std::mem::take(&mut self.block) {
            self.push(piece, kind);
        }
    }

    /// At a rule: what stands below it goes with it if it is boilerplate.
    fn close_block(&mut self, rule: Piece<'a>) {
        let below = self.end.saturating_sub(rule.end());
        let is_boilerplate = self.block.is_empty() && !self.zones.is_empty()
            || (self.block.len() <= MOST_IN_BLOCK
                && below <= LONGEST_BLOCK
                && self.block.iter().any(|piece| {
                    is_byline(piece.text) || is_blurb(piece.text) || subscribes(piece.text)
                }));
        if is_boilerplate {
            self.take_block(ZoneKind::Footer);
            self.push(rule, ZoneKind::Footer);
        }
        self.block.clear();
        self.end = rule.start;
    }

    fn take_all_from(&mut self, piece: Piece<'a>) {
        self.zones.clear();
        self.block.clear();
        self.passed = 0;
        let end = self.text.trim_end().len();
        self.zones.push(Zone {
            start: piece.start,
            end,
            kind: ZoneKind::Footer,
        });
    }

    /// Whether `header` announces related articles and only their titles stand below.
    fn is_list_of_titles(&self, header: &str) -> bool {
        let announces = [
            "相关",
            "推荐",
            "热门",
            "延伸阅读",
            "猜你喜欢",
            "最新文章",
            "大家都在看",
        ]
        .iter()
        .any(|word| holds(header, word));
        announces
            && header.len() <= 36
            && self.block.len() <= 20
            && self.block.iter().all(|piece| {
                piece.text.len() <= 240
                    && !piece.text.contains('。')
                    && !piece.text.ends_with(['；', '！', '!', '：'])
            })
    }

    /// Sources in brackets at the end of the last lines of text; a subtitle put behind the text.
    fn take_tail(&mut self, piece: Piece<'a>) {
        if self.passed > 0 {
            return;
        }
        if piece.text.starts_with('—') && is_subtitle(piece.text) {
            self.push(piece, ZoneKind::Title);
            return;
        }
        self.zones.extend(sources_at_end(piece));
    }
}

/// Sources behind the text that ends at byte `end`, where a copy of it begins.
pub(super) fn sources_before(text: &str, end: usize) -> Vec<Zone> {
    let mut zones = Vec::new();
    for piece in backward(text.get(..end).unwrap_or_default()).take(4) {
        let kind = form_of(piece.text, Place::Edge);
        let Some(kind) = kind.filter(|kind| matches!(kind, ZoneKind::Footer | ZoneKind::Meta))
        else {
            zones.extend(sources_at_end(piece));
            break;
        };
        zones.push(Zone {
            start: piece.start,
            end: piece.end(),
            kind,
        });
    }
    zones
}

/// Sources in brackets at the end of a line, last first.
fn sources_at_end(piece: Piece<'_>) -> Vec<Zone> {
    let mut zones = Vec::new();
    let mut text = piece.text;
    while let Some(start) = source_in_brackets(text) {
        zones.push(Zone {
            start: piece.start + start,
            end: piece.start + text.len(),
            kind: ZoneKind::Footer,
        });
        text = text.get(..start).unwrap_or_default().trim_end();
    }
    zones
}

/// Whether a line calls to subscribe or to follow.
fn subscribes(line: &str) -> bool {
    line.len() <= 600
        && (has_sign(line)
            || ["订户", "订阅", "赞助"]
                .iter()
                .any(|word| holds(line, word)))
}

/// Where a source in brackets begins at the end of `line`: `…。（新华社北京3月17日电）`.
fn source_in_brackets(line: &str) -> Option<usize> {
    let inner_end = line.strip_suffix(['）', ')'])?.len();
    let (start, open) = line
        .char_indices()
        .rev()
        .take(60)
        .skip(1)
        .find(|&(_, c)| matches!(c, '（' | '(' | '）' | ')'))?;
    if start == 0 || !matches!(open, '（' | '(') {
        return None;
    }
    let whole = line.get(start..)?;
    let inner = line.get(start + open.len_utf8()..inner_end)?;
    let agency = Reader::new(inner).eat_one_of(&["新华社", "中新社"])
        && inner.len() <= 90
        && !inner
            .chars()
            .any(|c| ends_sentence(c) || matches!(c, '，' | ','));
    let labelled = form_of(inner, Place::Edge).is_some_and(|kind| kind == ZoneKind::Meta);
    (agency || labelled || is_press_reference(whole) || is_dateline(whole)).then_some(start)
}

/// Whether a licence begins here that reaches to the end: `本作品是…公有领域…`.
fn begins_licence(text: &str, piece: Piece<'_>) -> bool {
    if !Reader::new(piece.text).eat("本作品") {
        return false;
    }
    let rest = text.get(piece.start..).unwrap_or_default().trim_end();
    rest.len() <= 4000
        && ["著作权", "公有领域", "publicdomain", "知识共享", "创用cc"]
            .iter()
            .any(|word| holds(rest, word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::zones::survey::{Repeated, RepeatedLines};

    fn removed(text: &str) -> Vec<&str> {
        let hints = Hints {
            title: None,
            site_names: &[],
            repeated: Repeated::Known(&RepeatedLines::default()),
        };
        let mut zones = find(text, &hints);
        zones.sort_unstable();
        zones
            .iter()
            .map(|zone| &text[zone.start..zone.end])
            .collect()
    }

    #[test]
    fn bars_and_sources() {
        assert_eq!(
            removed("我们一定能够胜利!\n点赞 0\n收藏 0"),
            ["点赞 0", "收藏 0"]
        );
        assert_eq!(
            removed("走向胜利。 （《某某日报》1 9 5 7 0 6 2 7）"),
            ["（《某某日报》1 9 5 7 0 6 2 7）"]
        );
        assert_eq!(
            removed(
                "走向胜利！（新华社一九七五年一月二十日讯）\u{3000}\u{3000}（《某某报》1 9 7 5 0 1 2 1 第1 版）"
            ),
            [
                "（新华社一九七五年一月二十日讯）",
                "（《某某报》1 9 7 5 0 1 2 1 第1 版）"
            ]
        );
        assert!(removed("走向胜利！（全体起立，长时间鼓掌）").is_empty());
        assert!(removed("走向胜利。\n谢谢大家！").is_empty());
    }

    #[test]
    fn blocks_below_rules() {
        let text =
            "正文到此结束。\n---\n請加入成為月費訂戶。\n---\n博客 | 某某\n【某某・杂记】写作的人。";
        assert_eq!(removed(text).len(), 5);
        assert!(removed("正文。\n---\n我们还要继续努力,做好明年的工作。").is_empty());
    }

    #[test]
    fn a_licence_broken_at_its_links() {
        let text = "我们奋勇前进！\n\n本作品是某国的\n法律\n，根据《\n著作权法\n》，属于\n公有领域\n。\nfalse";
        let found = removed(text);
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("本作品") && found[0].ends_with("false"));
        assert!(removed("我们要保护著作权。\n本作品获奖。").is_empty());
    }

    #[test]
    fn related_articles() {
        let text = "正文到此结束。\n相关文章\n在某会上的讲话\n某某同志的发言";
        assert_eq!(removed(text).len(), 3);
        let text = "正文到此结束。\n相关文章\n我们还要继续努力。";
        assert_eq!(removed(text), ["相关文章"]);
    }
}
