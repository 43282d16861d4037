//! Owns what is known of history: anniversaries, congresses, plenums, plans and campaigns.

use super::DocumentDate;

/// An event whose anniversaries are kept: name, year, month (0 where it tells nothing). The
/// longest names come first: of two anniversaries that are equally strong the one with the more
/// exact name counts.
pub(super) const EVENTS: [(&str, i16, i8); 39] = [
    ("中国人民抗日战争暨世界反法西斯战争胜利", 1945, 0),
    ("抗日战争暨世界反法西斯战争胜利", 1945, 0),
    ("志愿军抗美援朝出国作战", 1950, 0),
    ("世界反法西斯战争胜利", 1945, 0),
    ("新疆维吾尔自治区成立", 1955, 0),
    ("全国人民代表大会成立", 1954, 0),
    ("和平共处五项原则发表", 1954, 0),
    ("中华人民共和国成立", 1949, 10),
    ("中国人民解放军建军", 1927, 8),
    ("广西壮族自治区成立", 1958, 0),
    ("宁夏回族自治区成立", 1958, 0),
    ("海南建省办经济特区", 1988, 0),
    ("内蒙古自治区成立", 1947, 0),
    ("深圳经济特区建立", 1980, 0),
    ("中国共产党成立", 1921, 7),
    ("西藏自治区成立", 1965, 0),
    ("毛泽东同志诞辰", 1893, 0),
    ("邓小平同志诞辰", 1904, 0),
    ("孙中山先生诞辰", 1866, 0),
    ("中日邦交正常化", 1972, 0),
    ("抗日战争胜利", 1945, 0),
    ("香港回归祖国", 1997, 7),
    ("澳门回归祖国", 1999, 12),
    ("红军长征胜利", 1936, 0),
    ("西藏和平解放", 1951, 0),
    ("浦东开发开放", 1990, 0),
    ("人民政协成立", 1949, 0),
    ("新中国成立", 1949, 10),
    ("马克思诞辰", 1818, 0),
    ("抗战胜利", 1945, 0),
    ("改革开放", 1978, 0),
    ("香港回归", 1997, 7),
    ("澳门回归", 1999, 12),
    ("长征胜利", 1936, 0),
    ("五四运动", 1919, 5),
    ("辛亥革命", 1911, 0),
    ("建党", 1921, 7),
    ("建国", 1949, 10),
    ("建军", 1927, 8),
];

/// A day: year, month, day of the month.
pub(super) type Day = (i16, i8, i8);

/// A day of the tables as a date.
pub(super) fn date_of((year, month, day): Day) -> Option<DocumentDate> {
    DocumentDate::checked(year, Some(month), Some(day))
}

/// A plenum of a Central Committee: committee, session, first day.
pub(super) type Plenum = (u32, u32, Day);

/// The last days of the plenums whose spirit is studied most.
pub(super) const PLENUM_ENDS: [Plenum; 9] = [
    (18, 3, (2013, 11, 12)),
    (18, 4, (2014, 10, 23)),
    (18, 5, (2015, 10, 29)),
    (18, 6, (2016, 10, 27)),
    (19, 4, (2019, 10, 31)),
    (19, 5, (2020, 10, 29)),
    (19, 6, (2021, 11, 11)),
    (20, 3, (2024, 7, 18)),
    (20, 4, (2025, 10, 23)),
];

/// The sessions of the first five National People's Congresses, by year.
pub(super) const EARLY_SESSIONS: [&[i16]; 5] = [
    &[1954, 1955, 1956, 1957, 1958],
    &[1959, 1960, 1962, 1963],
    &[1964],
    &[1975],
    &[1978, 1979, 1980, 1981, 1982],
];

/// Sessions that were not held in March: congress, session, month.
pub(super) const SESSION_MONTHS: [(u32, u32, i8); 8] = [
    (5, 1, 2),
    (5, 2, 6),
    (5, 3, 8),
    (5, 4, 11),
    (5, 5, 11),
    (6, 1, 6),
    (6, 2, 5),
    (13, 3, 5),
];

/// The five-year plans whose short names are in use: name, first and last year.
pub(super) const PLANS: [(&str, i16, i16); 6] = [
    ("十五", 2001, 2005),
    ("十一五", 2006, 2010),
    ("十二五", 2011, 2015),
    ("十三五", 2016, 2020),
    ("十四五", 2021, 2025),
    ("十五五", 2026, 2030),
];

/// Campaigns of study and education, without their quotation marks: name, first and last day.
pub(super) const CAMPAIGNS: [(&str, Day, Day); 10] = [
    ("党的群众路线教育实践活动", (2013, 6, 18), (2014, 10, 8)),
    ("三严三实专题教育", (2015, 4, 21), (2016, 1, 31)),
    ("两学一做学习教育", (2016, 2, 24), (2017, 12, 31)),
    ("不忘初心牢记使命主题教育", (2019, 5, 31), (2020, 1, 8)),
    ("党史学习教育", (2021, 2, 20), (2021, 12, 24)),
    ("政法队伍教育整顿", (2020, 7, 8), (2022, 1, 17)),
    (
        "新时代中国特色社会主义思想主题教育",
        (2023, 4, 3),
        (2024, 2, 4),
    ),
    ("党纪学习教育", (2024, 4, 7), (2024, 7, 31)),
    (
        "深入贯彻中央八项规定精神学习教育",
        (2025, 3, 17),
        (2025, 7, 31),
    ),
    (
        "树立和践行正确政绩观学习教育",
        (2026, 2, 23),
        (2026, 12, 31),
    ),
];

/// Years that are named by what they open or bring, without quotation marks: name, year.
pub(super) const NAMED_YEARS: [(&str, i16); 7] = [
    ("全面贯彻党的二十大精神的开局之年", 2023),
    ("贯彻党的十九大精神的开局之年", 2018),
    ("全面贯彻落实党的十八大精神的开局之年", 2013),
    ("决胜全面建成小康社会决战脱贫攻坚之年", 2020),
    ("实现十四五规划目标任务的关键一年", 2024),
    ("党的二十大召开之年", 2022),
    ("党的十九大召开之年", 2017),
];
