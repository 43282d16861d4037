//! Owns telling the plans and founding days of other countries from those of China.

use super::place::Place;

/// Countries and parties whose founding days and plans Chinese texts speak of.
const OTHERS: [&str; 16] = [
    "朝鲜",
    "越南",
    "老挝",
    "古巴",
    "劳动党",
    "越共",
    "蒙古",
    "叙利亚",
    "印度",
    "以色列",
    "巴基斯坦",
    "哈萨克斯坦",
    "新加坡",
    "马来西亚",
    "坦桑尼亚",
    "人民革命党",
];

/// Whether the sentence names another country or its party shortly before `start`.
pub(super) fn is_foreign(start: Place<'_>) -> bool {
    let before = start.sentence_before(14);
    OTHERS.iter().any(|name| before.contains(name))
}
