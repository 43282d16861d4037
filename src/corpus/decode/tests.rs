//! Tests of the module as a whole.

use super::*;

const SIMPLE: &str = "我们应当认真总结经验,把好的做法写进制度里。\n会议记录由办公室统一整理,三天以内送到各个科室。\n";
const TRADITIONAL: &str = "我們應當認真總結經驗,把好的做法寫進制度裡。\n會議記錄由辦公室統一整理,三天以內送到各個科室。\n";

fn encoded(text: &str, label: &str) -> Vec<u8> {
    match label {
        "UTF-8" => text.as_bytes().to_vec(),
        "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        "UTF-32LE" => text
            .chars()
            .flat_map(|c| u32::from(c).to_le_bytes())
            .collect(),
        "UTF-32BE" => text
            .chars()
            .flat_map(|c| u32::from(c).to_be_bytes())
            .collect(),
        _ => encoding_rs::Encoding::for_label(label.as_bytes())
            .unwrap()
            .encode(text)
            .0
            .into_owned(),
    }
}

fn decoded(bytes: &[u8]) -> Decoded {
    decode(bytes.to_vec(), None).unwrap()
}

fn outcome(bytes: &[u8]) -> (String, &'static str, u64) {
    let decoded = decoded(bytes);
    (decoded.text, decoded.encoding.name(), decoded.replaced)
}

fn refused(bytes: &[u8]) -> String {
    decode(bytes.to_vec(), None)
        .map(|found| (found.encoding, found.text))
        .unwrap_err()
}

#[test]
fn every_encoding_is_found_without_a_mark() {
    for name in [
        "UTF-8", "GB18030", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE",
    ] {
        assert_eq!(
            outcome(&encoded(SIMPLE, name)),
            (SIMPLE.to_owned(), name, 0)
        );
        assert_eq!(
            outcome(&encoded("开会了", name)),
            ("开会了".to_owned(), name, 0)
        );
    }
    for name in ["UTF-8", "Big5", "GB18030", "UTF-16BE"] {
        assert_eq!(
            outcome(&encoded(TRADITIONAL, name)),
            (TRADITIONAL.to_owned(), name, 0)
        );
    }
}

#[test]
fn a_mark_is_no_text_and_outranks_what_was_asked_for() {
    for name in [
        "UTF-8", "GB18030", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE",
    ] {
        let bytes = encoded(&format!("\u{feff}{SIMPLE}"), name);
        assert_eq!(outcome(&bytes), (SIMPLE.to_owned(), name, 0));
        let forced = decode(bytes, Some(TextEncoding::BIG5)).unwrap();
        assert_eq!(forced.text, SIMPLE);
        assert_eq!(decoded(&encoded("\u{feff}", name)).text, "");
    }
}

#[test]
fn the_encoding_asked_for_is_used() {
    let bytes = encoded("é à ü", "windows-1252");
    let forced = decode(bytes, TextEncoding::from_label("latin1")).unwrap();
    assert_eq!(forced.text, "é à ü");
    let wrong = decode(encoded(SIMPLE, "GBK"), Some(TextEncoding::UTF_8));
    assert!(wrong.unwrap_err().contains("--encoding"));
    let other = decode(SIMPLE.as_bytes().to_vec(), Some(TextEncoding::GB18030));
    assert!(other.is_err() || other.is_ok_and(|found| found.mojibake.is_some()));
}

#[test]
fn a_few_bad_bytes_leave_the_rest_as_it_is() {
    let mut bytes = SIMPLE.repeat(20).into_bytes();
    for at in [30, 300, 900, 1200] {
        bytes[at] = 0xFF;
    }
    let found = decoded(&bytes);
    assert_eq!(found.encoding, TextEncoding::UTF_8);
    assert!((4..=12).contains(&found.replaced), "{}", found.replaced);
    assert!(found.text.ends_with("送到各个科室。\n"));
    assert!(!found.warnings().is_empty());
}

#[test]
fn a_cut_end_costs_one_character() {
    for name in ["UTF-8", "GB18030", "UTF-16LE"] {
        let bytes = encoded(SIMPLE.trim(), name);
        let found = decoded(&bytes[..bytes.len() - 1]);
        assert_eq!((found.encoding.name(), found.replaced), (name, 1));
        assert!(
            found.text.ends_with("送到各个科室\u{fffd}"),
            "{name}: {}",
            found.text
        );
    }
}

#[test]
fn two_encodings_in_one_file_are_both_read_and_told() {
    for (first, second) in [("UTF-8", "GBK"), ("GBK", "UTF-8")] {
        let bytes = [encoded(SIMPLE, first), encoded(SIMPLE, second)].concat();
        let found = decoded(&bytes);
        assert_eq!(
            (found.text.as_str(), found.replaced, found.parts.len()),
            (SIMPLE.repeat(2).as_str(), 0, 1)
        );
        assert!(!found.warnings().is_empty());
    }
}

#[test]
fn nul_bytes_are_left_out_of_text_and_make_the_rest_binary() {
    for name in ["UTF-8", "GB18030"] {
        let bytes = encoded(&SIMPLE.replace('\n', "\0\n"), name);
        let found = decoded(&bytes);
        assert_eq!((found.text.as_str(), found.nuls), (SIMPLE, 2), "{name}");
    }
    let padded = [SIMPLE.as_bytes(), &[0; 4096]].concat();
    assert_eq!(decoded(&padded).nuls, 4096);
    assert!(refused(&[0; 4096]).contains("NUL"));
    assert!(
        refused(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0\x01\0\0\0").contains("binary")
    );
}

#[test]
fn noise_is_no_text() {
    let mut state = 7_u64;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        state.to_be_bytes()[0]
    })
    .take(5000)
    .collect();
    assert!(refused(&noise).contains("binary"));
    for marked in [&b"\xff\xfe"[..], b"\xef\xbb\xbf"] {
        assert!(decode([marked, &noise].concat(), None).is_err());
    }
}

#[test]
fn other_languages_are_not_taken_for_chinese() {
    let russian = encoded(
        "Сегодня утром мы собрались в школе и обсудили дорогу.",
        "windows-1251",
    );
    assert!(refused(&russian).contains("not Chinese"));
    let french = encoded(
        "Ce matin nous avons parlé de la route, déjà réparée à côté de l'école.",
        "windows-1252",
    );
    let french_text = "Ce matin nous avons parlé de la route, déjà réparée à côté de l'école.";
    match decode(french, None) {
        Ok(found) => assert_eq!(found.text, french_text),
        Err(reason) => assert!(reason.contains("not Chinese")),
    }
    for text in [
        "Cette école est déjà réparée.",
        "Сегодня утром мы собрались.",
        "Xi·Jinping",
        "20°C × 3",
    ] {
        assert_eq!(outcome(text.as_bytes()), (text.to_owned(), "UTF-8", 0));
    }
}

#[test]
fn short_and_odd_input_never_panics() {
    let seeds: [&[u8]; 8] = [
        b"\xff\xfe",
        b"\xed\xa0\xbd",
        b"\xc0\x80",
        b"\x81\x30",
        b"~{",
        b"\xfe\xff\xd8",
        b"\x1b$",
        b"\xe4\xb8",
    ];
    for seed in seeds {
        for length in 0..=seed.len() {
            for tail in [&b""[..], b"a", b"\n", b"\0", b"\xff\xff\xff"] {
                let bytes = [&seed[..length], tail].concat();
                let _ = decode(bytes.clone(), None);
                for name in [
                    "UTF-8",
                    "GBK",
                    "Big5",
                    "UTF-16BE",
                    "UTF-32LE",
                    "hz",
                    "shift_jis",
                ] {
                    let _ = decode(bytes.clone(), TextEncoding::from_label(name));
                }
            }
        }
    }
    assert_eq!(outcome(b""), (String::new(), "UTF-8", 0));
}

#[test]
fn chinese_in_ascii_bytes_is_read_or_refused() {
    assert_eq!(
        outcome(b"~{1167~}\n"),
        ("北斗\n".to_owned(), "HZ-GB-2312", 0)
    );
    assert!(refused(b"\x1b$)A\x0e1167").contains("ISO-2022"));
}
