//! Tests of the module as a whole.

use super::*;

const PAGE: &str =
    "<!DOCTYPE html>\n<html><head><title>村口</title></head><body><p>修路</p></body></html>";

fn shape(text: &str, extension: &str) -> Shape {
    sniff(text.as_bytes(), extension)
}

#[test]
fn pages_are_told_by_their_tags() {
    for text in [
        PAGE,
        "\u{feff}  <HTML lang=zh>\n<body>修路</body>",
        "<!-- saved -->\n<?xml version=\"1.0\"?>\n<html>",
        "<div class=a>村口</div><p>修路</p>",
    ] {
        assert_eq!(shape(text, "txt"), Shape::Html, "{text}");
    }
    for text in [
        "<修路通知>各村:",
        "a < b 而 b > c",
        "他写下<p>三个字。",
        "htmlx",
    ] {
        assert_eq!(shape(text, "txt"), Shape::Text, "{text}");
    }
    assert_eq!(shape("村口的路修好了。", "html"), Shape::Text);
    assert_eq!(shape("村口<br>的路<br>修好了。", "html"), Shape::Html);
    assert_eq!(
        shape("<div align=center>\n\n# 题\n\n</div></div>", "md"),
        Shape::Markdown
    );
    assert_eq!(
        shape("<?xml version=\"1.0\"?><rss></rss>", "txt"),
        Shape::Xml
    );
}

#[test]
fn pages_in_other_encodings_are_pages() {
    let wide: Vec<u8> = PAGE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(sniff(&wide, "txt"), Shape::Html);
    assert_eq!(
        sniff(&[b"\xff\xfe", &wide[..]].concat(), "txt"),
        Shape::Html
    );
    assert_eq!(sniff(&encoding_rs::GBK.encode(PAGE).0, "txt"), Shape::Html);
}

#[test]
fn records_are_told_whatever_the_name() {
    let line = "{\"text\":\"修路\"}\n";
    for extension in ["json", "jsonl", "txt", ""] {
        assert_eq!(
            shape(&line.repeat(2), extension),
            Shape::JsonLines,
            "{extension}"
        );
        assert_eq!(
            shape("[{\"text\":\"修路\"},\n{\"text\":\"看病\"}]", extension),
            Shape::JsonDocument
        );
        assert_eq!(
            shape("{\n  \"text\": \"修路\"\n}\n", extension),
            Shape::JsonDocument
        );
    }
    assert_eq!(shape(line, "jsonl"), Shape::JsonLines);
    assert_eq!(shape(line, "json"), Shape::JsonDocument);
    assert_eq!(
        shape("{坏了\n{\"text\":\"修路\"}", "jsonl"),
        Shape::JsonLines
    );
    let long = format!("{{\"text\":\"{}", "修路".repeat(9000));
    assert_eq!(shape(&long, "jsonl"), Shape::JsonLines);
    for text in [
        "[新华社北京电]村口的路",
        "{注}村口",
        "[1] 村口",
        "[\"村口\"一词]",
    ] {
        assert_eq!(shape(text, "txt"), Shape::Text, "{text}");
    }
}

#[test]
fn tables_go_by_their_name_and_delimiter() {
    assert_eq!(
        shape("题目,正文\n修路,好", "csv"),
        Shape::Table(Delimiter::Comma)
    );
    assert_eq!(
        shape("题目;正文\n", "csv"),
        Shape::Table(Delimiter::Semicolon)
    );
    assert_eq!(
        shape("\"a,b,c\"\t正文\n", "tsv"),
        Shape::Table(Delimiter::Tab)
    );
    assert_eq!(shape("正文\n修路", "csv"), Shape::Table(Delimiter::Comma));
    assert_eq!(shape("题目,正文\n修路,好", "txt"), Shape::Text);
    assert_eq!(shape(PAGE, "csv"), Shape::Html);
}

#[test]
fn files_that_are_no_text_are_named() {
    for (bytes, extension, expected) in [
        (&b"PAR1\x15\x04"[..], "txt", Shape::Parquet),
        (b"%PDF-1.7\n", "txt", Shape::Pdf),
        (
            b"PK\x03\x04......[Content_Types].xml....word/document.xml",
            "zip",
            Shape::Docx,
        ),
        (b"PK\x03\x04....picture.png", "docx", Shape::Docx),
        (b"PK\x03\x04....picture.png", "zip", Shape::Archive("zip")),
        (b"7z\xbc\xaf\x27\x1c", "txt", Shape::Archive("7z")),
        (b"\x1f\x8b\x08\0", "txt", Shape::Archive("gzip within gzip")),
    ] {
        assert_eq!(sniff(bytes, extension), expected);
    }
    let old = sniff(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "doc");
    assert!(old.refusal().unwrap().contains(".docx"));
    assert!(
        sniff(b"\x89PNG\r\n\x1a\n\0", "txt")
            .refusal()
            .unwrap()
            .contains("image")
    );
    let mut tar = vec![0; 512];
    tar[257..262].copy_from_slice(b"ustar");
    assert_eq!(sniff(&tar, "txt"), Shape::Archive("tar"));
}

#[test]
fn nothing_is_empty_and_text_is_text() {
    assert_eq!(shape("", "txt"), Shape::Empty);
    assert_eq!(shape("\u{feff} \n\u{3000}\n", "jsonl"), Shape::Empty);
    assert_eq!(shape("# 题\n\n正文", "md"), Shape::Markdown);
    assert_eq!(shape("MZ是车牌", "txt"), Shape::Text);
    for end in 0..PAGE.len() {
        let _ = sniff(&PAGE.as_bytes()[..end], "txt");
    }
}
