//! Owns telling titles, subtitles, speakers and salutations by their form.

use super::super::speeches::words_ending;
use super::dates::{eat_date, is_dash};
use super::reading::{Reader, ends_sentence, holds, letters};
use crate::text::{fold_char, is_han};

/// Whom a speech turns to.
const AUDIENCES: [&str; 24] = [
    "同志们",
    "各位代表",
    "代表们",
    "朋友们",
    "女士们",
    "先生们",
    "同胞们",
    "同学们",
    "老师们",
    "各位委员",
    "委员们",
    "各位同志",
    "各位来宾",
    "各位嘉宾",
    "各位领导",
    "各位同事",
    "同事们",
    "乡亲们",
    "战友们",
    "官兵们",
    "各位老师",
    "各位同学",
    "各位朋友",
    "尊敬的",
];

/// Offices that stand before a speaker's name.
const OFFICES: [&str; 17] = [
    "主席",
    "总理",
    "书记",
    "主任",
    "部长",
    "省长",
    "市长",
    "县长",
    "区长",
    "州长",
    "院长",
    "委员长",
    "总书记",
    "局长",
    "镇长",
    "校长",
    "秘书长",
];

/// The commonest surnames.
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文习温华";

/// Longest title line, in bytes.
pub(super) const LONGEST_TITLE: usize = 240;

/// Where the salutation stands in a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Salutation {
    /// The piece is one.
    Whole,
    /// It begins at this byte, behind a speaker's name without a blank between.
    From(usize),
}

/// The salutation a piece is or ends with.
pub(super) fn salutation(line: &str) -> Option<Salutation> {
    let addressed = line.trim_end_matches([':', '：', '!', '！', ',', '，', '\u{200d}']);
    if addressed.len() == line.len() || line.len() > 700 {
        return None;
    }
    let is_short = line.len() <= 180 && !addressed.chars().any(|c| ends_sentence(c) && c != '！');
    let glued = ["各位代表", "同志们", "各位同志"]
        .iter()
        .find_map(|audience| addressed.strip_suffix(audience));
    match glued {
        Some(before) if names_speaker(before) => Some(Salutation::From(before.len())),
        _ if is_short && addresses(addressed) => Some(Salutation::Whole),
        _ => None,
    }
}

/// Whether what stands before a glued salutation is a speaker or a caption, not part of it.
fn names_speaker(before: &str) -> bool {
    let tail = before
        .char_indices()
        .rev()
        .nth(11)
        .map_or(0, |(byte, _)| byte);
    before.get(tails_start(before, tail)..).is_some_and(|tail| {
        letters(tail).count() >= 2
            && !tail.ends_with(['，', '、', ',', '！', '!'])
            && (OFFICES.iter().any(|office| tail.contains(office)) || tail.ends_with(['摄', '。']))
    })
}

fn tails_start(text: &str, tail: usize) -> usize {
    text.char_indices()
        .rev()
        .map(|(byte, _)| byte)
        .find(|&byte| byte <= tail)
        .unwrap_or(0)
}

/// Whether a line turns to an audience.
fn addresses(line: &str) -> bool {
    AUDIENCES.iter().any(|audience| holds(line, audience))
}

/// Whether a line ends as titles of speeches do: `在某会上的讲话（全文）`.
pub(super) fn is_speech_title(line: &str) -> bool {
    let plain = without_note(line);
    (12..=LONGEST_TITLE).contains(&plain.len())
        && !plain.chars().any(ends_sentence)
        && !["我", "他", "她", "听", "刚才"]
            .iter()
            .any(|word| plain.starts_with(word))
        && words_ending(plain.chars().next_back().map(fold_char))
            .iter()
            .any(|end| ends_folded(plain, end))
}

fn without_note(line: &str) -> &str {
    let plain = line.trim_end_matches(['）', ')', ']', '】']).trim_end();
    if plain.len() == line.len() {
        return line;
    }
    ["全文", "摘要", "节选", "讲话稿", "草稿"]
        .iter()
        .find_map(|note| plain.strip_suffix(note))
        .map_or(line, |rest| {
            rest.trim_end_matches(['（', '(', '[', '【']).trim_end()
        })
}

fn ends_folded(line: &str, end: &str) -> bool {
    let length = end.chars().count();
    let from = line
        .char_indices()
        .rev()
        .nth(length - 1)
        .map(|(byte, _)| byte);
    from.and_then(|from| line.get(from..))
        .is_some_and(|tail| Reader::new(tail).eat(end))
}

/// Whether a line is a subtitle that says where a speech was given: `——2019年3月5日在某会上`, or
/// a title with that behind it.
pub(super) fn is_subtitle(line: &str) -> bool {
    // What most lines end with is looked at first.
    if line.len() > LONGEST_TITLE
        || line.ends_with(ends_sentence)
        || line.chars().any(ends_sentence)
    {
        return false;
    }
    let Some(at) = line
        .char_indices()
        .find(|&(_, c)| is_dash(c))
        .map(|(byte, _)| byte)
    else {
        return false;
    };
    let place = line
        .get(at..)
        .unwrap_or_default()
        .trim_start_matches(is_dash);
    let mut reader = Reader::new(place);
    let dated = eat_date(&mut reader);
    let ends = line.ends_with('上') || line.contains("会议上") || is_speech_title(place);
    let begins = ["在", "于", "同", "致", "对"]
        .iter()
        .any(|word| place.trim_start().starts_with(word));
    // Items of the body's lists begin with dashes as well.
    if dated {
        ends || reader.eat_one_of(&["在", "于"])
    } else {
        ends && (at > 0 || begins || is_speech_title(place))
    }
}

/// Whether a line is a speaker's name, with an office or without: `国务院总理 某某某`.
pub(super) fn is_speaker(line: &str) -> bool {
    let han = |c: char| is_han(c) || c.is_whitespace() || c == '·' || c == '、';
    if line.len() > 90 || !line.chars().all(han) {
        return false;
    }
    let count = letters(line).count();
    let surname = line
        .chars()
        .next()
        .is_some_and(|c| SURNAMES.contains(fold_char(c)));
    let says_more = line.contains(['在', '等', '的', '了', '令', '摄', '攝']);
    !says_more && ((surname && (2..=3).contains(&count)) || (count <= 26 && names_office(line)))
}

/// Whether an office stands in a line.
pub(super) fn names_office(line: &str) -> bool {
    OFFICES.iter().any(|office| line.contains(office))
}

/// Whether a line begins with an enumerator: 一、 (一) 第一章 1. ——
pub(super) fn is_heading(line: &str) -> bool {
    let number = |c: char| {
        let written = matches!(
            c,
            '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
        );
        c.is_ascii_digit() || written
    };
    let mut reader = Reader::new(line);
    let first = reader.peek();
    if !first.is_some_and(|c| number(c) || matches!(c, '(' | '第')) {
        return line.starts_with("——");
    }
    if reader.eat("(") {
        return (1..=3).contains(&reader.eat_while(number)) && reader.eat(")");
    }
    let ordinal = reader.eat("第");
    let digits = reader.eat_while(number);
    let closes: &[&str] = if ordinal {
        &["章", "节", "部分", "篇", "编", ",", "、"]
    } else {
        &["、", ".", "，"]
    };
    if (1..=3).contains(&digits) && (reader.is_done() || reader.eat_one_of(closes)) {
        return true;
    }
    line.starts_with("——")
}

/// Whether two titles say the same, one perhaps with more around it.
pub(super) fn same_title(left: &str, right: &str) -> bool {
    let (of_left, of_right) = (letters(left).count(), letters(right).count());
    if of_left == of_right {
        return letters(left).eq(letters(right));
    }
    let (short, long) = if of_left < of_right {
        (left, right)
    } else {
        (right, left)
    };
    let (length, room) = (of_left.min(of_right), of_left.abs_diff(of_right));
    let mut rest = letters(long);
    // A part of a title is a title where it is most of it, or long.
    length >= 6
        && (length * 2 >= length + room || length >= 14)
        && (0..=room).any(|_| {
            let here = rest.clone().take(length).eq(letters(short));
            rest.next();
            here
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn salutations() {
        for line in [
            "同志们：",
            "各位代表！",
            "尊敬的某某主席，",
            "女士们，先生们，朋友们：",
            "青年朋友們，同志們：",
        ] {
            assert_eq!(salutation(line), Some(Salutation::Whole), "{line}");
        }
        assert_eq!(
            salutation("国务院总理某某某各位代表："),
            Some(Salutation::From("国务院总理某某某".len()))
        );
        for line in [
            "同志们",
            "同志们，我们的目标是：一定要实现",
            "坚持以下原则：",
        ] {
            assert_eq!(salutation(line), None, "{line}");
        }
    }

    #[test]
    fn titles_and_what_belongs_to_them() {
        assert!(is_speech_title("在全区作风建设工作会议上的讲话（全文）"));
        assert!(is_speech_title("政府工作报告"));
        assert!(!is_speech_title("我们要认真学习这个讲话"));
        assert!(!is_speech_title("讲话"));
        assert!(is_subtitle("——2019年3月5日在第十三届某某大会上"));
        assert!(is_subtitle("——在某某大学的演讲"));
        assert!(is_subtitle("某某年政府工作报告——1957年6月26日在某会议上"));
        assert!(!is_subtitle("——坚持稳中求进"));
        assert!(!is_subtitle("——经济平稳较快发展。"));
        assert!(is_speaker("王　某　某") && is_speaker("中华人民共和国主席　某某某"));
        assert!(!is_speaker("坚持绿色发展理念") && !is_speaker("绿色发展") && !is_speaker("By"));
        for line in ["一、甲", "（二）乙", "第三章 丙", "12.丁", "——戊"] {
            assert!(is_heading(line), "{line}");
        }
        assert!(!is_heading("一年来") && !is_heading("2035年"));
    }

    #[test]
    fn titles_are_compared_by_their_letters() {
        assert!(same_title("在某某大会上的讲话", "在某某大會上的講話"));
        assert!(same_title(
            "为人民造福——在某某座谈会上的讲话",
            "在某某座谈会上的讲话"
        ));
        assert!(!same_title("绿色发展", "坚持绿色发展理念"));
        assert!(!same_title("1959", "1959年工作"));
    }
}
