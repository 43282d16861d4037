use std::io::Write;

use super::*;

/// A document whose parts are stored or deflated.
fn document(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated);
        writer.start_file(*name, options).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn text_of(body: &str) -> String {
    let content =
        format!("<?xml version=\"1.0\"?><w:document><w:body>{body}</w:body></w:document>");
    read(&document(&[(MAIN_PART, &content)])).unwrap().text
}

#[test]
fn paragraphs_tabs_and_breaks() {
    let body = "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>绿色</w:t></w:r>\n<w:r><w:t xml:space=\"preserve\">发展 </w:t><w:tab/><w:t>甲&amp;&#x4e59;</w:t><w:br/><w:t>丙</w:t></w:r></w:p><w:p/><w:p><w:hyperlink><w:r><w:t><![CDATA[丁]]></w:t></w:r></w:hyperlink></w:p>";
    assert_eq!(text_of(body), "绿色发展 \t甲&乙\n丙\n\n丁\n");
}

#[test]
fn deleted_text_and_field_codes_are_no_text() {
    let body = "<w:p><w:del><w:r><w:delText>删</w:delText><w:t>删</w:t></w:r></w:del><w:ins><w:r><w:t>增</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom><w:r><w:instrText>PAGE 绿色</w:instrText><w:t>文</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>显</w:t></w:r></w:p>";
    assert_eq!(text_of(body), "增文显\n");
    let joined = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>绿色</w:t></w:r></w:p><w:p><w:r><w:t>发展</w:t></w:r></w:p>";
    assert_eq!(text_of(joined), "绿色发展\n");
    let ruby = "<w:p><w:r><w:ruby><w:rt><w:r><w:t>lv</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>绿</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>";
    assert_eq!(text_of(ruby), "绿\n");
}

#[test]
fn text_boxes_come_once_and_behind_their_paragraph() {
    let boxed = "<w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>";
    let body = format!(
        "<w:p><w:r><w:t>绿色</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><wps:txbx>{boxed}</wps:txbx></mc:Choice><mc:Fallback><v:textbox>{boxed}</v:textbox></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>发展</w:t></w:r></w:p><w:p><mc:AlternateContent><mc:Fallback><w:r><w:t>旧</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>"
    );
    assert_eq!(text_of(&body), "绿色发展\n框\n旧\n");
    let alone = format!("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{boxed}</w:p>");
    assert_eq!(text_of(&alone), "框\n");
}

#[test]
fn tables_come_row_by_row() {
    let cell =
        |text: &str| format!("<w:tc><w:tcPr/><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}<w:tc><w:p/></w:tc></w:tr></w:tbl><w:p><w:r><w:t>后</w:t></w:r></w:p>",
        cell("甲"),
        cell("乙"),
        cell("丙</w:t></w:r></w:p><w:p><w:r><w:t>丁"),
    );
    assert_eq!(text_of(&body), "甲\t乙\n丙\n丁\n后\n");
}

#[test]
fn properties_and_other_main_parts() {
    let bytes = document(&[
        (
            "_rels/.rels",
            "<Relationships><Relationship Type=\"x/metadata\" Target=\"a\"/><Relationship Type=\"http://x/officeDocument\" Target=\"/word/document2.xml\"/></Relationships>",
        ),
        ("word/document2.xml", "<d><p><t>文</t></p></d>"),
        (
            "docProps/core.xml",
            "<c><dc:title> 讲话 &lt;稿&gt;</dc:title><dc:creator>张三</dc:creator><dcterms:created>2020</dcterms:created></c>",
        ),
    ]);
    let expected = Docx {
        title: Some("讲话 <稿>".to_owned()),
        author: Some("张三".to_owned()),
        text: "文\n".to_owned(),
    };
    assert_eq!(read(&bytes).unwrap(), expected);
}

#[test]
fn unusable_files_say_why() {
    let open = document(&[(MAIN_PART, "<d><p><t>文</t></p>")]);
    let wrong = document(&[(MAIN_PART, "<d><p><t>文</p></d>")]);
    let sheet = document(&[("xl/workbook.xml", "<x/>")]);
    let deep = document(&[(MAIN_PART, &"<txbxContent>".repeat(1000))]);
    let chunk = document(&[(MAIN_PART, "<d><altChunk/></d>")]);
    let bomb = document(&[(MAIN_PART, &" ".repeat(129 << 20))]);
    for (bytes, word) in [
        (&b"\xd0\xcf\x11\xe0\xa1"[..], "password"),
        (b"PK\x03\x04", "damaged"),
        (b"", "damaged"),
        (&open, "breaks off"),
        (&wrong, "damaged"),
        (&sheet, "no word/document.xml"),
        (&deep, "inside each other"),
        (&chunk, "altChunk"),
        (&bomb, "larger than 128 MiB"),
    ] {
        let reason = read(bytes).unwrap_err();
        assert!(reason.contains(word), "{reason}");
    }
}

#[test]
fn damaged_bytes_never_panic() {
    let content = format!("<d>{}</d>", "<p><r><t>绿色发展</t></r></p>".repeat(50));
    let good = document(&[(MAIN_PART, &content), ("docProps/core.xml", "<c/>")]);
    let expected = read(&good).unwrap().text;
    for at in 0..good.len() {
        for change in [1_u8, 0x80, 0xff] {
            let mut bytes = good.clone();
            bytes[at] ^= change;
            if let Ok(found) = read(&bytes) {
                assert_eq!(found.text, expected, "byte {at}");
            }
        }
        assert!(read(&good[..at]).is_err());
    }
}
