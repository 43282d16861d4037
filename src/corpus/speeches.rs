//! Owns the words by which the title of a speech is known.

/// What the title of a speech ends in.
const SPEECHES: [&str; 30] = [
    "讲话",
    "致辞",
    "致词",
    "演讲",
    "讲演",
    "发言",
    "报告",
    "贺词",
    "贺信",
    "开幕辞",
    "闭幕辞",
    "开幕词",
    "闭幕词",
    "祝酒辞",
    "祝酒词",
    "答谢词",
    "答谢辞",
    "献词",
    "寄语",
    "讲话稿",
    "发言稿",
    "演讲稿",
    "主持词",
    "讲话提纲",
    "署名文章",
    "说明",
    "讲稿",
    "党课",
    "公报",
    "祝词",
];

/// What the words of [`SPEECHES`] begin with.
const BEGINNINGS: [char; 17] = [
    '讲', '致', '演', '发', '报', '贺', '开', '闭', '祝', '答', '献', '寄', '主', '署', '说', '党',
    '公',
];

/// What they end with.
const ENDINGS: [char; 15] = [
    '话', '辞', '词', '讲', '演', '言', '告', '信', '语', '稿', '纲', '章', '明', '课', '报',
];

/// The words that a title may end in whose last character, folded, is `last`.
pub(super) fn words_ending(last: Option<char>) -> &'static [&'static str] {
    match last {
        Some(last) if ENDINGS.contains(&last) => &SPEECHES,
        _ => &[],
    }
}

/// What stands before the last of the words in `title`.
pub(super) fn before_speech(title: &str) -> Option<&str> {
    let begins = |at: usize| {
        let rest = title.get(at..).unwrap_or_default();
        SPEECHES.iter().any(|speech| rest.starts_with(speech))
    };
    let places = title.char_indices().rev();
    let mut words = places.filter(|(_, c)| BEGINNINGS.contains(c));
    let (at, _) = words.find(|&(at, _)| begins(at))?;
    title.get(..at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_is_found_whatever_it_is() {
        for speech in SPEECHES {
            let title = format!("关于报告的{speech}摘要");
            let ends = SPEECHES.iter().filter_map(|speech| title.rfind(speech));
            let expected = ends.max().map(|at| &title[..at]);
            assert_eq!(before_speech(&title), expected, "{title}");
            assert!(words_ending(speech.chars().next_back()).contains(&speech));
        }
        assert_eq!(before_speech("任职名单"), None);
        assert!(words_ending(Some('单')).is_empty() && words_ending(None).is_empty());
    }
}
