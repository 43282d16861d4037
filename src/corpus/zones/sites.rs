//! Owns finding names of sites that were put into the sentences of a text.

use std::sync::LazyLock;

use memchr::memmem::{self, Finder};

use super::reading::Reader;
use crate::corpus::{Zone, ZoneKind};

/// Names of known sites, a table beside this file.
const SITES: &str = include_str!("sites.txt");

/// Names that end in the same character.
struct Group {
    ending: Finder<'static>,
    /// Longest first.
    names: Vec<&'static str>,
}

static GROUPS: LazyLock<Vec<Group>> = LazyLock::new(|| {
    let mut groups: Vec<Group> = Vec::new();
    for name in SITES
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
    {
        let Some((byte, _)) = name.char_indices().next_back() else {
            continue;
        };
        let Some(ending) = name.get(byte..) else {
            continue;
        };
        match groups
            .iter_mut()
            .find(|group| group.ending.needle() == ending.as_bytes())
        {
            Some(group) => group.names.push(name),
            None => groups.push(Group {
                ending: Finder::new(ending),
                names: vec![name],
            }),
        }
    }
    for group in &mut groups {
        group
            .names
            .sort_by_key(|name| std::cmp::Reverse(name.len()));
    }
    groups
});

/// Names of papers and authorities, which texts mention.
const KNOWN_MEDIA: [&str; 12] = [
    "人民网",
    "新华网",
    "央视网",
    "中国网",
    "光明网",
    "求是网",
    "中新网",
    "政府网",
    "党建网",
    "新闻网",
    "互联网",
    "因特网",
];

/// Finds the names of known sites, of `given` ones, and of those that the document's boilerplate
/// names.
pub(super) fn find(text: &str, given: &[String], zones: &[Zone]) -> Vec<Zone> {
    let mut found = Vec::new();
    for group in GROUPS.iter() {
        for at in group.ending.find_iter(text.as_bytes()) {
            let end = at + group.ending.needle().len();
            let before = text.get(..end).unwrap_or_default();
            if let Some(name) = group.names.iter().find(|name| before.ends_with(**name)) {
                found.push(zone(text, end - name.len(), end));
            }
        }
    }
    let own = own_names(text, zones);
    for name in given.iter().map(String::as_str).chain(own) {
        if name.chars().nth(1).is_some() {
            found.extend(
                memmem::find_iter(text.as_bytes(), name).map(|at| zone(text, at, at + name.len())),
            );
        }
    }
    found
}

/// A name, with the address that stands behind it.
fn zone(text: &str, start: usize, end: usize) -> Zone {
    let rest = text.get(end..).unwrap_or_default();
    let address = rest.find(|c: char| !c.is_ascii_graphic() || matches!(c, ',' | ';' | '(' | ')'));
    let length = address.unwrap_or(rest.len());
    let is_address = rest
        .get(..length)
        .is_some_and(|address| address.starts_with("www.") || address.starts_with("http"));
    Zone {
        start,
        end: if is_address { end + length } else { end },
        kind: ZoneKind::SiteName,
    }
}

/// The names the document's own boilerplate gives its site: `到…首页`, `（…www.example.org此处…）`.
fn own_names<'a>(text: &'a str, zones: &[Zone]) -> impl Iterator<Item = &'a str> {
    let mut names: Vec<&str> = zones
        .iter()
        .filter(|zone| matches!(zone.kind, ZoneKind::Navigation | ZoneKind::Elision))
        .filter_map(|zone| name_in(text.get(zone.start..zone.end)?))
        .collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter()
}

fn name_in(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(['…', '.', '(', '（', '【', '[', ' ']);
    let name = match line.find("www.") {
        Some(at) => line.get(..at)?,
        None => {
            let goes = ["返回", "回到", "进入", "到"]
                .iter()
                .find_map(|word| line.strip_prefix(word))?;
            goes.strip_suffix("首页")
                .or_else(|| goes.strip_suffix("主页"))?
        }
    };
    let name = name.trim();
    let is_name =
        (3..=12).contains(&name.chars().count()) && name.chars().all(char::is_alphanumeric);
    let is_site = ["文库", "网", "资料库", "范文"]
        .iter()
        .any(|end| name.ends_with(end));
    let is_known = KNOWN_MEDIA.iter().any(|media| name.ends_with(media));
    let plain = !Reader::new(name).eat("网站");
    (is_name && is_site && plain && !is_known).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names<'a>(text: &'a str, given: &[&str], zones: &[Zone]) -> Vec<&'a str> {
        let given: Vec<String> = given.iter().map(ToString::to_string).collect();
        let mut found = find(text, &given, zones);
        found.sort_unstable();
        found
            .iter()
            .map(|zone| &text[zone.start..zone.end])
            .collect()
    }

    #[test]
    fn known_and_given_names() {
        assert_eq!(names("当前,我老秘网区正处于转型期", &[], &[]), ["老秘网"]);
        assert_eq!(names("我第一文库网区", &[], &[]), ["第一文库网"]);
        assert_eq!(names("我某甲网区", &["某甲网"], &[]), ["某甲网"]);
        assert!(names("用好互联网这个最大变量", &[], &[]).is_empty());
    }

    #[test]
    fn names_from_the_boilerplate() {
        let text = "到某甲文库首页\n我某甲文库区发展很快。据人民网报道。";
        let home = |end| Zone {
            start: 0,
            end,
            kind: ZoneKind::Navigation,
        };
        let end = "到某甲文库首页".len();
        assert_eq!(names(text, &[], &[home(end)]), ["某甲文库", "某甲文库"]);
        assert!(
            names(
                "返回人民网首页\n据人民网报道",
                &[],
                &[home("返回人民网首页".len())]
            )
            .is_empty()
        );
    }
}
