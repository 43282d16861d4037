//! Owns what a line of a page says of itself: publication lines, share bars, ways on, imprints.

use crate::corpus::zone::ZoneKind;

/// Longer lines are text whatever they begin with.
const LONGEST: usize = 120;

/// Begin publication lines, before a colon.
const META: [&str; 40] = [
    "来源",
    "文章来源",
    "信息来源",
    "稿件来源",
    "新闻来源",
    "来稿",
    "发布时间",
    "发布日期",
    "发表时间",
    "发表日期",
    "更新时间",
    "时间",
    "日期",
    "成文日期",
    "发文日期",
    "编辑",
    "责任编辑",
    "责编",
    "作者",
    "文章作者",
    "记者",
    "本文作者",
    "撰稿",
    "供稿",
    "审核",
    "初审",
    "复审",
    "终审",
    "校对",
    "发布机构",
    "发布单位",
    "发布人",
    "索引号",
    "发文字号",
    "文号",
    "主题分类",
    "视频编辑",
    "文字编辑",
    "摄影",
    "出处",
];

/// Begin counters and share bars.
const COUNTER: [&str; 20] = [
    "浏览次数",
    "浏览量",
    "浏览",
    "阅读次数",
    "阅读量",
    "阅读数",
    "点击数",
    "点击量",
    "点击率",
    "点赞",
    "收藏",
    "分享到",
    "分享",
    "转发",
    "字号",
    "字体",
    "打印",
    "评论",
    "访问量",
    "阅读",
];

/// Begin ways to other pages.
const NAVIGATION: [&str; 30] = [
    "上一篇",
    "下一篇",
    "上一页",
    "下一页",
    "上一条",
    "下一条",
    "相关阅读",
    "相关新闻",
    "相关链接",
    "相关文章",
    "相关推荐",
    "相关报道",
    "延伸阅读",
    "推荐阅读",
    "热点推荐",
    "热播榜",
    "当前位置",
    "您的位置",
    "您现在的位置",
    "您当前的位置",
    "你的位置",
    "所在位置",
    "返回顶部",
    "返回首页",
    "关闭窗口",
    "扫一扫",
    "查看更多",
    "加载更多",
    "更多>",
    "全部评论",
];

/// Stand in imprints.
const FOOTER: [&str; 12] = [
    "版权所有",
    "Copyright",
    "copyright",
    "COPYRIGHT",
    "ICP备",
    "ICP证",
    "公网安备",
    "网安备",
    "网站标识码",
    "All Rights Reserved",
    "all rights reserved",
    "©",
];

/// What a line outside running text is by its words.
pub(super) fn kind(line: &str) -> Option<ZoneKind> {
    if line.len() > LONGEST * 3 || line.chars().count() > LONGEST {
        return None;
    }
    if is_footer(line) {
        return Some(ZoneKind::Footer);
    }
    let line = line.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '(' | '（' | '[' | '［' | '【' | '|' | '｜')
    });
    if begins_labelled(line) || begins_dated(line) {
        Some(ZoneKind::Meta)
    } else if begins_short(line, &COUNTER) || is_bar(line) {
        Some(ZoneKind::Counter)
    } else if NAVIGATION.iter().any(|start| line.starts_with(start)) {
        Some(ZoneKind::Navigation)
    } else {
        None
    }
}

/// Whether a line is an imprint's.
pub(super) fn is_footer(line: &str) -> bool {
    line.len() <= LONGEST * 3 && FOOTER.iter().any(|words| line.contains(words))
}

/// Whether a line begins with a label of publication lines and a colon.
fn begins_labelled(line: &str) -> bool {
    META.iter().any(|label| {
        line.strip_prefix(label)
            .is_some_and(|rest| rest.trim_start().starts_with([':', '：', '丨']))
    })
}

/// Whether a short line begins with one of these words.
fn begins_short(line: &str, words: &[&str]) -> bool {
    line.chars().count() <= 24
        && !line.contains(['，', '。', '；'])
        && words.iter().any(|word| {
            line.strip_prefix(word).is_some_and(|rest| {
                rest.chars()
                    .next()
                    .is_none_or(|c| !crate::text::is_han(c) || rest.starts_with("本页"))
            })
        })
}

/// Whether a line begins with two words of share bars: 点赞 收藏
fn is_bar(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let mut is_counter = || {
        words
            .next()
            .is_some_and(|word| COUNTER.contains(&word.trim_end_matches([':', '：'])))
    };
    is_counter() && is_counter()
}

/// Whether a line is a date with or without a time, and nothing else but a label's words.
fn begins_dated(line: &str) -> bool {
    if !line.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let is_part =
        |c: char| c.is_ascii_digit() || c.is_whitespace() || "-/:.年月日时分：".contains(c);
    let rest = line.trim_start_matches(is_part);
    let date = line.get(..line.len() - rest.len()).unwrap_or_default();
    let digits = date.chars().filter(char::is_ascii_digit).count();
    date.len() >= 8 && digits >= 6 && (rest.is_empty() || begins_labelled(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_known_by_their_words() {
        for (line, expected) in [
            ("来源 : 某某网", Some(ZoneKind::Meta)),
            ("（责任编辑：王某）", Some(ZoneKind::Meta)),
            ("2023-12-05 19:13", Some(ZoneKind::Meta)),
            ("2023年12月5日", Some(ZoneKind::Meta)),
            ("2023年12月5日08:15 来源：某某报", Some(ZoneKind::Meta)),
            ("2023年12月5日来源于群众", None),
            ("来源于群众的智慧", None),
            ("作者在文中写道", None),
            ("阅读123", Some(ZoneKind::Counter)),
            ("阅读使人充实", None),
            ("分享发展成果", None),
            ("分享到：", Some(ZoneKind::Counter)),
            ("【字体：大 中 小】", Some(ZoneKind::Counter)),
            ("点赞 收藏 看看别人说了什么", Some(ZoneKind::Counter)),
            ("打印本页", Some(ZoneKind::Counter)),
            ("上一篇：修路记", Some(ZoneKind::Navigation)),
            ("版权所有 某某网", Some(ZoneKind::Footer)),
            ("京ICP备000000号", Some(ZoneKind::Footer)),
            ("1949年以来的发展", None),
            ("坚持绿色发展", None),
            ("", None),
        ] {
            assert_eq!(kind(line), expected, "{line}");
        }
    }
}
