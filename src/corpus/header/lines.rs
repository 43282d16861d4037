//! Owns the first lines of a document and what kind of line each is.

/// Filled lines that are looked at.
const LINES: usize = 15;

/// Header lines are no longer than this.
pub(super) const LONGEST: usize = 60;

/// A trimmed line and where it starts; lines of no text start at `usize::MAX`.
#[derive(Debug, Clone, Copy)]
pub(super) struct HeadLine<'a> {
    pub(super) text: &'a str,
    pub(super) start: usize,
}

impl HeadLine<'_> {
    /// The bytes of `part` of this line.
    pub(super) fn range_of(&self, part: &str) -> Option<std::ops::Range<usize>> {
        let at = self.text.find(part).filter(|_| self.start != usize::MAX)?;
        let start = self.start + at;
        Some(start..start + part.len())
    }
}

/// The short lines before the body begins.
pub(super) fn head_lines(text: &str) -> Vec<HeadLine<'_>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for raw in text.split_inclusive('\n') {
        let line = raw.trim();
        let indent = raw.len() - raw.trim_start().len();
        if lines.len() == LINES || is_salutation(line) {
            break;
        }
        if line.chars().nth(LONGEST).is_some() {
            // A long line is the body, unless a site put an outline before the title.
            if !line.starts_with('【') {
                break;
            }
        } else if !line.is_empty() {
            lines.push(HeadLine {
                text: line,
                start: start + indent,
            });
        }
        start += raw.len();
    }
    lines
}

/// 同志们: and the like, with which a speech begins.
pub(super) fn is_salutation(line: &str) -> bool {
    let opening = [
        "同志们",
        "各位",
        "尊敬的",
        "女士们",
        "朋友们",
        "代表们",
        "同学们",
        "亲爱的",
    ];
    let is_call = line.ends_with([':', '：', '！', '!', '，', ',']);
    is_call && line.chars().count() <= 40 && opening.iter().any(|word| line.starts_with(word))
}

/// Publication lines, counters, ways through the site: nothing of the document's own.
pub(super) fn is_furniture(line: &str) -> bool {
    const WORDS: [&str; 30] = [
        "发布时间",
        "发表时间",
        "发布日期",
        "更新时间",
        "发表于",
        "浏览",
        "点击",
        "阅读",
        "来源",
        "作者",
        "字号",
        "字数",
        "编辑",
        "首页",
        "登录",
        "注册",
        "上一篇",
        "下一篇",
        "下载",
        "收藏",
        "点赞",
        "分享",
        "打印",
        "关闭",
        "http",
        "www.",
        "Copyright",
        "©",
        "当前位置",
        "目录",
    ];
    WORDS.iter().any(|word| line.contains(word))
}

/// Whether the line is only a date or a time, perhaps in brackets, perhaps with a place.
pub(super) fn is_date_line(line: &str) -> bool {
    let inner = line.trim_matches(|c: char| "（）()[]【】—- 　".contains(c));
    let has_month = inner.contains('月') || inner.contains(['-', '/', '.']);
    if !has_month {
        return false;
    }
    let is_part =
        |c: char| c.is_numeric() || "〇零○一二三四五六七八九十年月日号-/.: 　".contains(c);
    let date: usize = inner.chars().take_while(|&c| is_part(c)).count();
    let rest = inner.chars().count() - date;
    let has_number = inner
        .chars()
        .any(|c| c.is_numeric() || "〇一二三四五六七八九".contains(c));
    date >= 5 && has_number && rest <= 8
}

/// 一、 or (二) or 第三章: a section of the body.
pub(super) fn is_section(line: &str) -> bool {
    let line = line.trim_start_matches(['(', '（', '第']);
    let number = line
        .chars()
        .take_while(|c| "一二三四五六七八九十0123456789".contains(*c));
    let count = number.count();
    let behind = line.chars().nth(count);
    count > 0 && behind.is_some_and(|c| "、.．)）章节，,".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_before_the_body() {
        let text = "  某县县委书记讲话 \n\n（2019年3月1日）\n同志们：\n今天开会。";
        let lines = head_lines(text);
        let shown: Vec<_> = lines.iter().map(|line| line.text).collect();
        assert_eq!(shown, ["某县县委书记讲话", "（2019年3月1日）"]);
        assert_eq!(lines[0].start, 2);
        assert_eq!(lines[1].range_of("3月"), Some(39..43));
    }

    #[test]
    fn kinds_of_lines() {
        assert!(is_date_line("（二〇一九年三月一日）"));
        assert!(is_date_line("2014年7月4日，首尔"));
        assert!(!is_date_line("2019年全县经济工作会议"));
        assert!(is_section("（一）提高认识"));
        assert!(!is_section("一要抓落实"));
        assert!(is_salutation("各位代表："));
        assert!(!is_salutation("各位代表认真审议"));
        assert!(is_furniture("来源：本站 浏览：12"));
    }
}
