//! Reading as it is used: formats, settings, corrections, what is left out.

use std::fs;

use super::cli::Desk;

/// One speech in every format that needs no tool to be made.
fn formats(desk: &Desk, body: &str) {
    use std::io::Write as _;
    let record = serde_json::json!({ "title": "讲话", "text": body }).to_string();
    let page = format!(
        "<html><head><title>讲话</title><script>四个意识</script></head><body><p>{}</p></body></html>",
        body.replace('\n', "</p><p>")
            .replace("四个意识", "四个<b>意识</b>")
    );
    let file = |name: &str, bytes: &[u8]| {
        fs::create_dir_all(desk.path("formats")).unwrap();
        fs::write(desk.path("formats").join(name), bytes).unwrap();
    };
    file("a.txt", body.as_bytes());
    file("b.md", format!("---\ntitle: 讲话\n---\n{body}").as_bytes());
    file("c.html", page.as_bytes());
    file("d.jsonl", record.as_bytes());
    file("e.json", format!("[{record}]").as_bytes());
    file("f.csv", format!("title,text\n讲话,\"{body}\"\n").as_bytes());
    file(
        "g.tsv",
        format!("title\ttext\n讲话\t\"{body}\"\n").as_bytes(),
    );
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(body.as_bytes()).unwrap();
    file("h.txt.gz", &packed.finish().unwrap());
    file(
        "i.jsonl.zst",
        &zstd::encode_all(record.as_bytes(), 0).unwrap(),
    );
    let utf16: Vec<u8> = body.encode_utf16().flat_map(u16::to_le_bytes).collect();
    file("j.txt", &[b"\xff\xfe", utf16.as_slice()].concat());
    // What a file holds decides, not its name.
    file("k.txt", page.as_bytes());
}

#[test]
fn every_format_counts_the_same() {
    let desk = Desk::empty();
    let body = "同志们:\n要增强“四个意识”,坚定四个自信。\n要做到两个维护,谢谢大家!";
    formats(&desk, body);
    desk.report(
        &["formats", "--duplicates", "keep", "--ngrams", "none"],
        "out",
    );
    let documents = fs::read_to_string(desk.path("out/documents.csv")).unwrap();
    assert_eq!(documents.lines().count(), 1 + 11, "{documents}");
    let rows = fs::read_to_string(desk.path("out/phrase_by_document.csv")).unwrap();
    for phrase in ["四个意识", "四个自信", "两个维护"] {
        let found = rows
            .lines()
            .filter(|row| row.contains(&format!(",{phrase},")));
        assert_eq!(found.count(), 11, "{phrase}: {rows}");
    }
    let other = desk.run(&[
        "report",
        "formats",
        "--out",
        "out",
        "-q",
        "--text-field",
        "body",
    ]);
    assert_eq!(other.status.code(), Some(3));
    let said = String::from_utf8_lossy(&other.stderr).into_owned();
    for name in ["d.jsonl:1", "e.json:1", "f.csv", "g.tsv"] {
        assert!(said.contains(name), "{said}");
    }
}

/// What `corpus check` writes can be corrected and given back; unchanged it changes nothing.
#[test]
fn a_table_of_documents_can_be_given_back() {
    let desk = Desk::empty();
    desk.write(
        "c/a.txt",
        "在庆祝中国共产党成立100周年大会上的讲话\n发布时间:2021-07-02\n同志们:\n要增强四个意识。",
    );
    desk.write(
        "c/b.txt",
        "=不是公式\n同志们:\n今天我们开会,要增强四个意识。",
    );
    desk.write(
        "c/c.jsonl",
        "{\"id\":\"r\",\"text\":\"要增强四个意识。\",\"level\":\"县\"}",
    );
    desk.succeeds(&[
        "corpus",
        "check",
        "c",
        "--documents",
        "docs.csv",
        "--zones",
        "z.csv",
        "--dates",
        "d.csv",
    ]);
    let docs = fs::read_to_string(desk.path("docs.csv")).unwrap();
    assert!(docs.contains("2021-07-01,2021,anniversary"), "{docs}");
    assert!(
        fs::read_to_string(desk.path("z.csv"))
            .unwrap()
            .contains("a.txt,title,0,")
    );
    assert!(
        fs::read_to_string(desk.path("d.csv"))
            .unwrap()
            .contains("publish_date,2021-07-02")
    );
    desk.report(&["c", "--ngrams", "none"], "first");
    desk.report(
        &["c", "--ngrams", "none", "--metadata", "docs.csv"],
        "again",
    );
    let table = |out: &str, name: &str| fs::read_to_string(desk.path(out).join(name)).unwrap();
    for name in [
        "documents.csv",
        "phrases.csv",
        "phrase_by_year.csv",
        "zones.csv",
    ] {
        assert_eq!(table("first", name), table("again", name), "{name}");
    }
}

#[test]
fn corrections_count_and_rows_that_match_nothing_are_named() {
    let desk = Desk::empty();
    desk.write(
        "c/a.txt",
        "在庆祝中国共产党成立100周年大会上的讲话\n同志们:\n要增强四个意识。",
    );
    desk.succeeds(&["corpus", "check", "c", "--documents", "docs.csv"]);
    let docs = fs::read_to_string(desk.path("docs.csv")).unwrap();
    let mut corrected = docs.replace("2021-07-01,2021,anniversary", "2022,2022,anniversary");
    let commas = docs.lines().next().unwrap().matches(',').count();
    corrected.push_str(&format!("gone{}\n", ",".repeat(commas)));
    desk.write("docs.csv", &corrected);
    let arguments = "report c --out out -q --ngrams none --metadata docs.csv";
    let output = desk.run(&arguments.split(' ').collect::<Vec<_>>());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(
        said.contains("docs.csv:3") && said.contains("gone"),
        "{said}"
    );
    let documents = fs::read_to_string(desk.path("out/documents.csv")).unwrap();
    assert!(documents.contains("2022,2022,metadata"), "{documents}");
}

#[test]
fn settings_beside_the_texts_are_used_and_the_command_line_comes_first() {
    let desk = Desk::empty();
    desk.write(
        "c/corpus.toml",
        "text_field = \"正文\"\ndefault_year = 2019\n[variables]\nlevel = \"县\"\n",
    );
    desk.write("c/a.csv", "正文,body\n要增强四个意识。,坚持两个维护。\n");
    desk.report(&["c", "--by", "level", "--ngrams", "none"], "out");
    let read = |name: &str| fs::read_to_string(desk.path("out").join(name)).unwrap();
    assert!(read("phrase_by_level.csv").contains("县,四个意识,leader_ideology,1,1,"));
    assert!(read("phrase_by_year.csv").contains("2019,四个意识,leader_ideology,1,1,"));
    desk.report(&["c", "--text-field", "body", "--ngrams", "none"], "out");
    assert!(read("phrase_by_year.csv").contains("2019,两个维护,leader_ideology,1,1,"));
    desk.write("c/corpus.toml", "text_feld = \"正文\"\n");
    desk.fails(
        &["report", "c", "--out", "out"],
        1,
        &["corpus.toml:1", "text_feld"],
    );
}

/// A page that is nothing but what would be left out elsewhere is read as it is.
#[test]
fn no_document_is_left_without_a_body() {
    let desk = Desk::empty();
    desk.write("c/a.md", "---\ntitle: 甲\n---\n<!-- 四个意识 -->");
    desk.write("c/b.html", "<nav><a href=x>四个意识</a></nav>");
    desk.report(&["c", "--ngrams", "none"], "out");
    let rows = fs::read_to_string(desk.path("out/phrase_by_document.csv")).unwrap();
    for name in ["a.md", "b.html"] {
        let row = format!("{name},,四个意识,leader_ideology,1,1,");
        assert!(rows.contains(&row), "{rows}");
    }
}

#[test]
fn boilerplate_and_publication_years_are_kept_when_asked_for() {
    let desk = Desk::empty();
    desk.write(
        "c/a.txt",
        "在庆祝中国共产党成立95周年大会上的讲话\n发布时间:2021-04-16\n同志们:\n要增强四个意识。\n分享到:微信 微博",
    );
    let read = |name: &str| fs::read_to_string(desk.path("out").join(name)).unwrap();
    desk.report(&["c", "--ngrams", "1", "--min-count", "1"], "out");
    assert!(read("documents.csv").contains("2016-07-01,2016,anniversary"));
    assert!(!read("ngrams.csv").contains("微信") && read("zones.csv").contains("微信"));
    desk.report(
        &[
            "c",
            "--ngrams",
            "1",
            "--min-count",
            "1",
            "--boilerplate",
            "keep",
            "--year-by",
            "publication",
        ],
        "out",
    );
    assert!(read("documents.csv").contains("2021-04-16,2021,publish_date"));
    assert!(read("ngrams.csv").contains("微信"));
}
