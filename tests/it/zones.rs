//! Telling a document's body from boilerplate on real texts, where these lie beside the checkout.

use std::path::{Path, PathBuf};

use tifa::corpus::{Cleaned, ZoneKind, find_zones};

use super::harness::shared;

fn read(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned()
}

fn texts(folder: &Path) -> Vec<(String, String)> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    paths.sort();
    let name = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
    paths.iter().map(|path| (name(path), read(path))).collect()
}

fn body(text: &str, cleaned: &Cleaned) -> String {
    let (mut body, mut from) = (String::new(), 0);
    for zone in &cleaned.zones {
        assert!(zone.start >= from && zone.end > zone.start, "{zone:?}");
        body.push_str(&text[from..zone.start]);
        from = zone.end;
    }
    body + &text[from..]
}

fn removed<'a>(text: &'a str, cleaned: &Cleaned, kind: ZoneKind) -> Vec<&'a str> {
    let zones = cleaned.zones.iter().filter(|zone| zone.kind == kind);
    zones.map(|zone| &text[zone.start..zone.end]).collect()
}

/// Letters of a text, full width as half.
fn letters(text: &str) -> Vec<char> {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .map(tifa::text::fold_char)
        .collect()
}

#[test]
fn seeds_lose_their_boilerplate_and_nothing_else() {
    let Some(folder) = shared("seeds") else {
        return;
    };
    let kinds: [&[(ZoneKind, usize)]; 5] = [
        &[(ZoneKind::Counter, 3), (ZoneKind::Meta, 1)],
        &[
            (ZoneKind::Meta, 1),
            (ZoneKind::Title, 1),
            (ZoneKind::SiteName, 4),
            (ZoneKind::Navigation, 2),
        ],
        &[
            (ZoneKind::Navigation, 5),
            (ZoneKind::Title, 2),
            (ZoneKind::Meta, 1),
            (ZoneKind::Outline, 1),
            (ZoneKind::Elision, 2),
        ],
        &[(ZoneKind::Title, 2)],
        &[(ZoneKind::Title, 1), (ZoneKind::Footer, 1)],
    ];
    for ((name, text), expected) in texts(&folder).iter().zip(kinds) {
        let cleaned = find_zones(text);
        for &(kind, count) in expected {
            assert_eq!(
                removed(text, &cleaned, kind).len(),
                count,
                "{name} {kind:?}"
            );
        }
        let all: usize = expected.iter().map(|(_, count)| count).sum();
        assert_eq!(cleaned.zones.len(), all, "{name}");
    }
    let (_, text) = &texts(&folder)[2];
    let flags = find_zones(text).flags;
    assert_eq!(
        flags.truncated.map(|truncated| truncated.name()),
        Some("preview")
    );
    assert_eq!((flags.declared_chars, flags.copies), (Some(3829), 1));
    assert!(flags.outline.is_some());
}

#[test]
fn clean_reports_lose_only_titles_and_sources() {
    let Some(folder) = shared("corpora/gwr") else {
        return;
    };
    let (mut lost, mut all) = (0, 0);
    for (name, text) in texts(&folder) {
        let cleaned = find_zones(&text);
        for zone in &cleaned.zones {
            let kinds = [ZoneKind::Title, ZoneKind::Meta, ZoneKind::Footer];
            assert!(kinds.contains(&zone.kind), "{name} {zone:?}");
            lost += zone.end - zone.start;
        }
        all += text.len();
    }
    assert!(lost * 1000 < all, "{lost} of {all} bytes");
}

#[test]
fn scraped_reports_are_the_clean_ones() {
    let Some(clean) = shared("corpora/gwr") else {
        return;
    };
    let clean: std::collections::BTreeMap<_, _> = texts(&clean).into_iter().collect();
    let (mut same, mut compared) = (0, 0);
    for folder in [
        "corpora/gwr/variant_chengjun",
        "corpora/gwr/variant_wikisource",
    ] {
        let Some(folder) = shared(folder) else { return };
        for (name, text) in texts(&folder) {
            let Some(reference) = clean.get(&name) else {
                continue;
            };
            let cleaned = find_zones(&text);
            let left = letters(&body(&text, &cleaned));
            let reference = letters(&body(reference, &find_zones(reference)));
            compared += 1;
            same += usize::from(left == reference);
            let pasted = folder.ends_with("variant_chengjun") && (name == "1959" || name == "1991");
            assert_eq!(cleaned.flags.copies, if pasted { 2 } else { 1 }, "{name}");
            let least = if name == "2007" { 60 } else { 95 };
            assert!(left.len() * 100 > reference.len() * least, "{name}");
            assert!(left.len() * 100 < reference.len() * 108, "{name}");
            let opens: String = left.iter().take(2).collect();
            let titled = ["政府", "国务"].contains(&opens.as_str());
            assert!(!titled, "{name} begins with its title");
        }
    }
    assert!(
        compared > 90 && same * 10 > compared * 6,
        "{same} of {compared} are the same"
    );
}

#[test]
fn speeches_begin_with_the_speech() {
    let Some(folder) = shared("corpora/xi_speeches") else {
        return;
    };
    for (name, text) in texts(&folder) {
        let body = body(&text, &find_zones(&text));
        let head: String = body.chars().take(400).collect();
        assert!(
            !head.contains("发表时间") && !head.contains("来源：人民网"),
            "{name}"
        );
        assert!(
            !head.contains("讲话全文如下") && !head.contains("新华社记者"),
            "{name}"
        );
        let tail: String = body
            .chars()
            .rev()
            .take(80)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        assert!(!tail.contains("人民日报 》"), "{name}");
    }
}

#[test]
fn congress_reports_keep_their_text() {
    let Some(folder) = shared("corpora/cpc_congress") else {
        return;
    };
    for (name, text) in texts(&folder) {
        let cleaned = find_zones(&text);
        let lost: usize = cleaned.zones.iter().map(|zone| zone.end - zone.start).sum();
        assert!(lost < 300, "{name} loses {lost} bytes");
    }
}
