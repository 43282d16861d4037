//! Owns telling lines that are dates, datelines and newspaper references.

use super::reading::{Reader, ends_sentence, holds};
use crate::text::{fold_char, is_chinese_digit};

/// Words a dateline begins with.
const AGENCIES: [&str; 12] = [
    "新华社",
    "新华网",
    "中新社",
    "中新网",
    "人民网",
    "中国网",
    "央视网",
    "本报",
    "本社",
    "中广网",
    "中国政府网",
    "据新华社",
];

/// Longest line that is one date, in bytes.
const LONGEST_DATE: usize = 150;

/// Whether a line's first character, folded, is one of these: what most lines fail by.
#[inline]
fn begins_among(line: &str, characters: &str) -> bool {
    let first = line.chars().next().map(fold_char);
    first.is_some() && characters.chars().any(|c| Some(c) == first)
}

/// Reads a year with a month or day behind it; not a bare year.
pub(super) fn eat_date(reader: &mut Reader<'_>) -> bool {
    let mut ahead = reader.clone();
    if !eat_year(&mut ahead) || !ahead.eat_one_of(&["年", "-", "/", "."]) {
        return false;
    }
    if ahead.eat_while(is_numeral) == 0 {
        return false;
    }
    if ahead.eat_one_of(&["月", "-", "/", "."]) && ahead.eat_while(is_numeral) > 0 {
        ahead.eat_one_of(&["日", "号"]);
    }
    *reader = ahead;
    true
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || is_chinese_digit(c) || matches!(c, '○' | '十' | '廿')
}

/// Reads a year between 1800 and 2099, in figures or Chinese numerals.
fn eat_year(reader: &mut Reader<'_>) -> bool {
    let mut ahead = reader.clone();
    let century = [
        "18", "19", "20", "一八", "一九", "二〇", "二零", "二○", "二0",
    ];
    let digits = |c: char| is_numeral(c) && c != '十' && c != '廿';
    if !ahead.eat_one_of(&century) || ahead.eat_while(digits) != 2 {
        return false;
    }
    *reader = ahead;
    true
}

/// Reads a time of day, a weekday, or nothing, to the end of the line.
fn ends_with_clock(reader: &mut Reader<'_>) -> bool {
    reader.eat_while(|c| {
        c.is_ascii_digit()
            || ":.-/+tz,()|上下中午晚凌晨早星期周礼拜一二三四五六日天时点分秒前".contains(c)
    });
    reader.is_done()
}

/// Whether the line is nothing but a date: `（2013年3月25日，某地）`, `2016-05-03 08:00`.
pub(super) fn is_date_line(line: &str) -> bool {
    if line.len() > LONGEST_DATE || !begins_among(line, "(12一二—-―–─") {
        return false;
    }
    let mut reader = Reader::new(line);
    reader.eat_while(is_dash);
    if reader.eat("(") {
        let closes = line.trim_end().ends_with([')', '）']);
        return closes
            && eat_year(&mut reader)
            && reader.eat_one_of(&["年", "-", "/", "."])
            && (1..=3).contains(&reader.eat_while(is_numeral))
            && !reader.rest().chars().any(ends_sentence);
    }
    eat_date(&mut reader) && ends_with_clock(&mut reader)
}

/// Whether the line says what day it is: `今天是2025年8月29日 星期五`.
pub(super) fn is_page_clock(line: &str) -> bool {
    let mut reader = Reader::new(line);
    line.len() <= LONGEST_DATE
        && begins_among(line, "今现当")
        && reader.eat_one_of(&["今天是", "今日是", "现在是", "现在时间", "当前时间"])
        && {
            reader.eat_one_of(&[":", "北京时间"]);
            eat_date(&mut reader) && ends_with_clock(&mut reader)
        }
}

/// Whether `c` is a dash that sets off a subtitle.
#[inline]
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '—' | '－' | '-' | '―' | '–' | '─')
}

/// Whether the line is a dateline: `新华社北京4月28日电`, in brackets or not.
pub(super) fn is_dateline(line: &str) -> bool {
    if line.len() > 120 || !begins_among(line, "([新中人央本据") {
        return false;
    }
    let mut reader = Reader::new(line);
    reader.eat_one_of(&["(", "["]);
    if !reader.eat_one_of(&AGENCIES) {
        return false;
    }
    let rest = reader.rest().trim_end();
    let rest = rest.trim_end_matches([')', '）', ']', '】']).trim_end();
    let told = rest
        .strip_suffix(['电', '電', '讯', '訊'])
        .or_else(|| rest.strip_suffix("消息"));
    told.is_some_and(|told| told.trim_end().ends_with(['日', '号']))
        && !rest
            .chars()
            .any(|c| ends_sentence(c) || matches!(c, '：' | ':' | '，'))
}

/// Whether the line is an agency's lead to a text that follows: `新华社某地3月1日电 … 全文如下：`.
pub(super) fn is_lead(line: &str) -> bool {
    if line.len() > 900 || !line.ends_with([':', '：']) {
        return false;
    }
    let mut reader = Reader::new(line);
    let dated = reader.eat_one_of(&AGENCIES) && {
        let place = |c: char| !matches!(c, '日' | ',' | ':') && !ends_sentence(c);
        reader.eat_while(place) <= 24 && reader.eat_one_of(&["日电", "日讯"])
    };
    let tail = line.trim_end_matches([':', '：']);
    dated
        && [
            "全文如下",
            "讲话如下",
            "演讲如下",
            "文章如下",
            "致辞如下",
            "发言如下",
            "贺词如下",
        ]
        .iter()
        .any(|end| tail.ends_with(end))
}

/// Whether the line is a caption with its photographer: `…。新华社记者 某某 摄`.
pub(super) fn is_caption(line: &str) -> bool {
    if line.len() > 700 || !line.ends_with(['摄', '攝']) {
        return false;
    }
    let tail = line
        .char_indices()
        .rev()
        .nth(14)
        .map_or(0, |(byte, _)| byte);
    line.get(tail..).is_some_and(|tail| holds(tail, "记者"))
}

/// Whether the line names the paper a text stood in: `《某某日报》（2013年09月06日 02 版）`.
pub(super) fn is_press_reference(line: &str) -> bool {
    if line.len() > 160 || !begins_among(line, "(《") {
        return false;
    }
    let mut reader = Reader::new(line);
    reader.eat("(");
    reader.eat("原载");
    if !reader.eat("《") {
        return false;
    }
    let name = reader.rest();
    let letters = reader.eat_while(|c| c.is_alphabetic());
    let is_paper = name.split_once('》').is_some_and(|(name, _)| {
        name.trim_end()
            .ends_with(['报', '報', '刊', '是', '志', '誌'])
    });
    if !(2..=14).contains(&letters) || !is_paper || !reader.eat("》") {
        return false;
    }
    let figures = reader
        .clone()
        .rest()
        .chars()
        .filter(char::is_ascii_digit)
        .count();
    reader.eat_while(|c| is_numeral(c) || "年月日第版期卷号页至-—,、()".contains(c));
    figures >= 4 && reader.is_done()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_fill_their_lines() {
        for line in [
            "（2013年3月25日）",
            "（２０１３年３月２２日，某城）",
            "——（二〇一六年十月十六日，某地）",
            "(2014年7月15日某城)",
            "2016年05月03日00:00",
            "2024/3/5 20:03:48",
            "2025年8月29日 星期五",
        ] {
            assert!(is_date_line(line), "{line}");
        }
        for line in [
            "2024年",
            "2024年工作回顾",
            "2024年3月5日我们召开会议",
            "（2024年完成一半。其余明年完成）",
            "（一）2024年3月",
            "1000-12",
        ] {
            assert!(!is_date_line(line), "{line}");
        }
        assert!(is_page_clock("今天是2025年8月29日 星期五"));
        assert!(!is_page_clock("今天是2025年8月29日，我们召开会议"));
    }

    #[test]
    fn agencies_and_papers() {
        assert!(is_dateline("（新华社北京4月28日电）"));
        assert!(is_dateline("(新华社一九七五年一月二十日讯)"));
        assert!(!is_dateline("新华社记者到村里来。"));
        assert!(is_lead(
            "新华社某地3月27日电 某某出席大会并讲话。讲话全文如下："
        ));
        assert!(!is_lead("新华社某地3月27日电 某某出席大会。"));
        assert!(is_caption("大会开幕。新华社记者 某 某摄"));
        assert!(!is_caption("某某摄"));
        assert!(is_press_reference(
            "（《某某日报》1 9 5 4 0 9 2 4 第1至2 版）"
        ));
        assert!(is_press_reference(
            "《 某某日报 》（ 2013年09月06日 02 版）"
        ));
        assert!(!is_press_reference("《某某日报》1954年发表社论"));
    }
}
