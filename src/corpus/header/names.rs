//! Owns telling a person's name and an office from other words.

/// Family names that make up nearly all of the population, and those of leading figures.
const FAMILIES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤习温栗俞卓华项瞿聂乔柴纪吉耿闵阮蓝骆焦柳殷岳祁翟盛洪安颜倪施牛章鲁葛齐伍庞傅詹关甘鲍";

/// Family names of two characters.
const LONG_FAMILIES: [&str; 6] = ["欧阳", "司马", "诸葛", "上官", "司徒", "夏侯"];

/// What the name of an office ends with, longer ones first.
const OFFICES: [&str; 34] = [
    "总书记",
    "副书记",
    "委员长",
    "检察长",
    "秘书长",
    "副总理",
    "代总理",
    "副主席",
    "副部长",
    "副省长",
    "副市长",
    "副县长",
    "副区长",
    "副主任",
    "董事长",
    "总经理",
    "书记",
    "总理",
    "主席",
    "部长",
    "省长",
    "市长",
    "县长",
    "区长",
    "镇长",
    "乡长",
    "局长",
    "厅长",
    "处长",
    "院长",
    "校长",
    "主任",
    "组长",
    "会长",
];

/// Words that begin with a family name and are none.
const WORDS: [&str; 24] = [
    "高举", "高度", "高质", "于是", "关于", "关键", "任务", "安全", "安排", "向前", "万众", "万里",
    "金融", "方案", "方法", "时代", "武装", "石油", "华夏", "江山", "黄河", "龙头", "温暖", "周年",
];

/// `written` without spaces, if it is a person's name of two to four characters.
pub(super) fn person(written: &str) -> Option<String> {
    let name: String = written.chars().filter(|c| !c.is_whitespace()).collect();
    let length = name.chars().count();
    let is_han = name.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let is_family = name.chars().next().is_some_and(|c| FAMILIES.contains(c));
    let is_long_family = LONG_FAMILIES.iter().any(|family| name.starts_with(family));
    let longest = if is_long_family { 4 } else { 3 };
    let is_word = WORDS.iter().any(|word| name.starts_with(word)) || ends_office(&name);
    let is_name = (2..=longest).contains(&length) && is_han && !is_word;
    (is_name && (is_family || is_long_family)).then_some(name)
}

/// Whether `written` is an office: 区委组织部部长.
pub(super) fn ends_office(written: &str) -> bool {
    OFFICES.iter().any(|office| written.ends_with(office))
}

/// The name behind an office: 国务院总理　李　强.
pub(super) fn person_behind_office(written: &str) -> Option<String> {
    // What every office ends with.
    if !written.contains(['记', '长', '理', '席', '任']) {
        return None;
    }
    let ends = OFFICES.iter().filter_map(|office| {
        let at = written.rfind(office)?;
        Some(at + office.len())
    });
    let behind = written.get(ends.max()?..)?;
    person(behind.trim_matches(|c: char| c.is_whitespace() || c == '同' || c == '志'))
}

/// The name before an office: 李强总理.
pub(super) fn person_before_office(written: &str) -> Option<String> {
    let office = OFFICES
        .iter()
        .find_map(|office| written.strip_suffix(office))?;
    person(office).filter(|name| name.chars().count() >= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons() {
        assert_eq!(person("李　强").as_deref(), Some("李强"));
        assert_eq!(person("欧阳建国").as_deref(), Some("欧阳建国"));
        for word in [
            "关于",
            "王县长",
            "高质量",
            "同志们",
            "李",
            "刘大为民",
            "李强A",
        ] {
            assert_eq!(person(word), None, "{word}");
        }
    }

    #[test]
    fn offices() {
        let name = |written| person_behind_office(written);
        assert_eq!(
            name("国务院副总理兼国家计划委员会主任李富春").as_deref(),
            Some("李富春")
        );
        assert_eq!(
            name("中华人民共和国主席　习近平").as_deref(),
            Some("习近平")
        );
        assert_eq!(name("区委组织部部长"), None);
        for office in OFFICES {
            let written = format!("{office}李强");
            assert_eq!(person_behind_office(&written).as_deref(), Some("李强"));
        }
        assert!(ends_office("区委组织部部长"));
        assert_eq!(person_before_office("李强总理").as_deref(), Some("李强"));
        assert_eq!(person_before_office("县委书记"), None);
    }
}
