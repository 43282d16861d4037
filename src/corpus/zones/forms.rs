//! Owns telling lines of boilerplate by their form: words, labels and numbers that fill them.

mod bars;

use bars::{bar, eat_number, is_pager};

use super::dates::{eat_date, is_dateline, is_page_clock, is_press_reference};
use super::reading::{Reader, ends_sentence, holds};
use super::words::{self, Role, words_at};
use crate::corpus::ZoneKind;

/// Lines longer than this, in bytes, are text.
const LONGEST: usize = 450;

/// Longest line of labels and short values, in bytes.
const LONGEST_LABELS: usize = 330;

/// Where a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Before or behind the body.
    Edge,
    /// Among the lines of the body: only what cannot be meant.
    Middle,
}

/// What a line is by its form, or `None` for text.
pub(super) fn form_of(line: &str, place: Place) -> Option<ZoneKind> {
    if line.len() > LONGEST {
        return None;
    }
    if line.starts_with("{{") && line.ends_with("}}") {
        return Some(ZoneKind::Meta);
    }
    // What most lines are; only a line that its first word announces may end so as well.
    if line.ends_with('。') {
        let certain = place == Place::Edge && !line.starts_with('《');
        return certain
            .then(|| labelled_from(line).or_else(|| begun(line)))
            .flatten();
    }
    if is_pager(line) {
        return Some(ZoneKind::Navigation);
    }
    if let Some((kind, strength)) = bar(line) {
        let certain = strength >= 4 || (place == Place::Edge && strength >= 2);
        return certain.then_some(kind);
    }
    if place == Place::Middle {
        return None;
    }
    way_home(line)
        .or_else(|| labelled(line))
        .or_else(|| begun(line))
        .or_else(|| reference(line))
}

/// Whether a line begins as those that their first word makes boilerplate: by a word of the table, a
/// mark before it, a date, or what a page's clock begins with.
fn announces(line: &str) -> bool {
    let first = Reader::new(line).next();
    first.is_some_and(|first| {
        opens(first)
            || opens_notice(first)
            || matches!(first, '1' | '2' | '一' | '二' | '今' | '现' | '当')
            || words::begin_with(first)
    })
}

/// `到某某网首页`, `首页 > 讲话 > 正文`.
fn way_home(line: &str) -> Option<ZoneKind> {
    if line.len() > 150 {
        return None;
    }
    let goes = || Reader::new(line).eat_one_of(&["到", "返回", "回到", "进入", "去", "回"]);
    let plain = || {
        !line
            .chars()
            .any(|c| ends_sentence(c) || matches!(c, '，' | ',' | '、'))
    };
    if line.len() <= 60 && line.ends_with(['页', '頁']) && goes() && plain() {
        let home = ["首页", "主页"].iter().any(|word| holds(line, word));
        return home.then_some(ZoneKind::Navigation);
    }
    let mut reader = Reader::new(line);
    let begins = reader.eat_one_of(&["首页", "网站首页", "主页"]);
    let steps = begins && matches!(reader.peek(), Some('>' | '»' | '›' | '→'));
    steps.then_some(ZoneKind::Navigation)
}

/// A line of labels with values: `发布时间:2025/8/29 字数:3829`, a date before them or not.
fn labelled(line: &str) -> Option<ZoneKind> {
    if let Some(kind) = labelled_from(line) {
        return Some(kind);
    }
    let labels = line.contains([':', '：']) || line.contains('于') || line.contains('於');
    let figures = line.bytes().any(|byte| byte.is_ascii_digit());
    if line.len() > LONGEST_LABELS / 2 || !labels || !figures {
        return None;
    }
    let mut parts = line.split_whitespace().filter(|part| !part.is_empty());
    let dated = parts.clone().any(|part| eat_date(&mut Reader::new(part)));
    let label = dated.then(|| parts.find_map(labelled_from)).flatten();
    label.or_else(|| is_byline(line).then_some(ZoneKind::Meta))
}

/// Whether `c` may stand before a label.
fn opens(c: char) -> bool {
    matches!(c, '【' | '[' | '(' | '|' | '*' | '>' | '■' | '●' | '◆')
}

fn labelled_from(line: &str) -> Option<ZoneKind> {
    if !announces(line) {
        return None;
    }
    let mut reader = Reader::new(line);
    reader.eat_while(opens);
    if eat_date(&mut reader) {
        reader.eat_while(|c| c.is_ascii_digit() || matches!(c, ':' | '|' | '-' | '·' | ','));
    }
    words_at(&reader).find_map(|(word, mut behind)| {
        if !behind.eat_one_of(&[":", "】", "]"]) {
            return None;
        }
        behind.eat(":");
        let fits = match word.role {
            Role::Label => line.len() <= LONGEST_LABELS && is_value(behind.rest()),
            Role::Free => true,
            Role::Dated => {
                let rest = behind.rest();
                eat_date(&mut behind) && is_value(rest)
            }
            _ => false,
        };
        fits.then_some(word.kind)
    })
}

/// Whether a label's value is a name, number or list of labels, not a sentence.
fn is_value(value: &str) -> bool {
    let commas = value.chars().filter(|c| matches!(c, ',' | '，')).count();
    commas <= 2 && !value.chars().any(ends_sentence)
}

/// `某某 发表于 12 小时前`.
fn is_byline(line: &str) -> bool {
    let Some((name, when)) = line
        .split_once("发表于")
        .or_else(|| line.split_once("發表於"))
    else {
        return false;
    };
    let is_name = name.chars().count() <= 20
        && !name
            .chars()
            .any(|c| ends_sentence(c) || matches!(c, '，' | '、' | ',' | '《'));
    let mut when = Reader::new(when);
    when.eat(":");
    let said = eat_date(&mut when)
        || when.eat_one_of(&["昨天", "前天", "今天", "刚刚", "半小时前"])
        || eat_number(&mut when);
    if !is_name || !said {
        return false;
    }
    when.eat_while(|c| {
        c.is_ascii_digit() || ":-/.|年月日个小时天分秒钟周前来自手机客户端".contains(c)
    });
    when.is_done()
}

/// Whether `c` may stand before a notice.
fn opens_notice(c: char) -> bool {
    matches!(
        c,
        '(' | '【' | '[' | '*' | '※' | '>' | '-' | '—' | '…' | '.' | '▲' | '◎'
    )
}

/// A line begun by a word that announces boilerplate: `如若转载，请注明出处…`, `预览结束，…`.
fn begun(line: &str) -> Option<ZoneKind> {
    if !announces(line) {
        return None;
    }
    if is_page_clock(line) {
        return Some(ZoneKind::Meta);
    }
    let mut reader = Reader::new(line);
    reader.eat_while(opens_notice);
    let (word, behind) = words_at(&reader).find(|(word, _)| word.role == Role::Prefix)?;
    let certain = match word.kind {
        ZoneKind::Counter => {
            line.len() <= 120 && !behind.rest().chars().any(|c| matches!(c, '。' | '；'))
        }
        ZoneKind::Elision => {
            line.len() <= 240
                && (behind.is_done()
                    || ["字", "预览", "下载", "全文", "阅读", "登录"]
                        .iter()
                        .any(|sign| holds(line, sign)))
        }
        _ => speaks_of_itself(line),
    };
    certain.then_some(word.kind)
}

/// Whether a line speaks of the page it stands on, not of the world.
fn speaks_of_itself(line: &str) -> bool {
    const SIGNS: [&str; 16] = [
        "出处",
        "版权",
        "著作权",
        "公众号",
        "原创",
        "转载",
        "copyright",
        "©",
        "http",
        "www.",
        "备案",
        "网",
        "订户",
        "扫码",
        "免责",
        "文库",
    ];
    SIGNS.iter().any(|sign| holds(line, sign))
}

/// Papers, datelines, licences and addresses.
fn reference(line: &str) -> Option<ZoneKind> {
    if is_press_reference(line) || is_dateline(line) {
        return Some(ZoneKind::Footer);
    }
    let mut ascii = line.bytes().filter(u8::is_ascii_alphabetic);
    ascii.next()?;
    const SIGNS: [&str; 4] = ["icp备", "icp证", "公网安备", "allrightsreserved"];
    const CONTACTS: [&str; 6] = ["联系", "联络", "电邮", "投稿", "邮箱", "来稿"];
    let contact = line.contains("protected]")
        && line.len() <= 240
        && CONTACTS.iter().any(|word| holds(line, word));
    let signed = line.len() <= 300 && SIGNS.iter().any(|sign| holds(line, sign));
    (signed || contact || is_address(line)).then_some(ZoneKind::Footer)
}

/// Whether the line is one web address.
fn is_address(line: &str) -> bool {
    let mut reader = Reader::new(line);
    reader.eat_one_of(&["http://", "https://", "www."])
        && reader.rest().chars().all(|c| c.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_edge(line: &str) -> Option<&'static str> {
        form_of(line, Place::Edge).map(ZoneKind::name)
    }

    #[test]
    fn lines_by_form() {
        for (line, kind) in [
            ("浏览量:87", "counter"),
            ("点击率：865", "counter"),
            ("阅读 12", "counter"),
            ("阅读（1.2万）  评论(3)  点赞 0", "counter"),
            ("88次浏览", "counter"),
            ("分享到： 微信 微博 QQ空间", "counter"),
            ("扫一扫在手机打开当前页", "counter"),
            ("【大 中 小】【打印】【关闭】", "counter"),
            ("发布时间:2025/8/29 20:03:48 字数:3829", "meta"),
            ("某某 发表于 12 小时前", "meta"),
            ("来　源：某某网  作者：某某  编辑：某某", "meta"),
            ("2013-05-06 | 来源： 某某网 | 【大 中 小】【打印】", "meta"),
            ("某某频道 来源：某某社 2016年12月31日 19:06", "meta"),
            ("（视频编辑：某某 文字编辑：某某）", "meta"),
            ("原标题：我们的路在哪里？请看这里！", "meta"),
            ("今天是2025年8月29日 星期五", "meta"),
            ("{{}}", "meta"),
            ("页: [1]", "navigation"),
            ("上一页 1 2 3 下一页", "navigation"),
            ("查看完整版本: 在某会上的讲话", "navigation"),
            ("到某某文库首页", "navigation"),
            ("首页 > 讲话 > 正文", "navigation"),
            ("下载此文档(WORD版)", "navigation"),
            ("本文6", "navigation"),
            ("相关文章", "navigation"),
            ("预览结束，全文3829字，当前显示2336字", "elision"),
            ("如若转载，请注明出处：https://example.org/1.html", "footer"),
            ("版权所有 某某网 京ICP备00000000号", "footer"),
            ("（新华社北京4月28日电）", "footer"),
            ("https://example.org/1.html", "footer"),
        ] {
            assert_eq!(at_edge(line), Some(kind), "{line}");
        }
    }

    #[test]
    fn sentences_with_the_same_words_are_body() {
        for line in [
            "我们要加强版权保护",
            "版权保护是创新的前提，要依法打击侵权。",
            "阅读是一生的事",
            "转载率不断提高，影响力不断扩大。",
            "作者：我们永远感谢的人。他们写下了历史！",
            "时间：不等人",
            "来源于人民，植根于人民，服务于人民，依靠于人民",
            "下载量",
            "大 中 小",
            "第一页讲的是历史",
            "回首页页光辉的历史，我们充满信心",
            "还剩三个月，任务艰巨",
            "编辑部的同志们辛苦了！",
            "12",
            "第12",
            "绿色发展",
            "分享经济要规范发展",
        ] {
            assert_eq!(at_edge(line), None, "{line}");
        }
    }

    #[test]
    fn in_the_middle_only_what_is_certain() {
        assert!(form_of("下载全文", Place::Middle).is_some());
        assert!(form_of("上一页 下一页", Place::Middle).is_some());
        for line in ["分享", "下载", "来源：人民", "收藏"] {
            assert_eq!(form_of(line, Place::Middle), None, "{line}");
        }
        assert!(form_of("收藏", Place::Edge).is_some());
    }
}
