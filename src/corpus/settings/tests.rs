use super::*;

fn parse(content: &str) -> Result<CorpusSettings> {
    CorpusSettings::parse(content, Path::new("corpus.toml"))
}

const FULL: &str = "text_field = \"正文\"\nencoding = \"gb18030\"\ncrawled = 2024-03-05\ndefault_year = 2019\nexclude = [\"*.bak\"]\nwatermarks = [\"某网\"]\n[variables]\nprovince = \"浙江\"\nn = 3\n[folders.\"2020/\"]\ndefault_year = 2020\nvariables = { level = \"省\" }\n[folders.\"2020/县\"]\ncrawled = \"2021-01-02\"\nvariables = { level = \"县\", province = \"江苏\" }\n";

#[test]
fn every_key_is_read() {
    let settings = parse(FULL).unwrap();
    assert_eq!(settings.text_field.as_deref(), Some("正文"));
    assert_eq!(settings.title_field, None);
    assert_eq!(settings.crawled.unwrap().to_string(), "2024-03-05");
    assert_eq!((settings.exclude.len(), settings.watermarks.len()), (1, 1));
    assert_eq!(settings.variables["n"], "3");
    assert_eq!(parse("").unwrap(), CorpusSettings::default());
    assert_eq!(parse("\u{feff}").unwrap(), CorpusSettings::default());
}

#[test]
fn the_innermost_folder_wins() {
    let settings = parse(FULL).unwrap();
    let shown = |id: &str| {
        let found = settings.of_document(id);
        let variables: Vec<&str> = found.variables.values().map(String::as_str).collect();
        format!("{:?} {:?} {variables:?}", found.default_year, found.crawled)
    };
    assert_eq!(
        shown("a.txt"),
        "Some(2019) Some(2024-03-05) [\"3\", \"浙江\"]"
    );
    assert_eq!(
        shown("2020/a.txt"),
        "Some(2020) Some(2024-03-05) [\"省\", \"3\", \"浙江\"]"
    );
    assert_eq!(
        shown("2020/县/深/a.txt"),
        "Some(2020) Some(2021-01-02) [\"县\", \"3\", \"江苏\"]"
    );
    assert_eq!(shown("2020县/a.txt"), shown("a.txt"));
    let ids = ["2020/a.txt"];
    assert_eq!(settings.unmatched_folders(ids.into_iter()), ["2020/县"]);
}

#[test]
fn errors_name_the_line_and_the_key() {
    for (content, line, word) in [
        ("text_field = \"a\"\ntxt = 1\n", 2, "txt"),
        ("\n\nencoding = = 1\n", 3, ""),
        ("default_year = 19\n", 1, "19 is not a year from 1840"),
        (
            "\ncrawled = \"昨天\"\n",
            2,
            "is not a day; write 2024-03-05",
        ),
        ("crawled = \"2024-13-05\"\n", 1, "not a day"),
        ("exclude = \"a\"\n", 1, "sequence"),
        ("\n\ntext_field = \" \"\n", 3, "empty"),
        ("watermarks = [\"a\",\n\"\"]\n", 2, "empty"),
        ("[variables]\na = 1\nb = [1]\n", 3, "a text, number"),
        ("[folders.\"a\"]\nyear = 1\n", 2, "year"),
        ("[folders.\"a\"]\n[folders.\"a/\"]\n", 2, "twice"),
        ("a = 1\na = 2\n", 2, "duplicate"),
    ] {
        let message = parse(content).unwrap_err().to_string();
        let place = format!("corpus.toml:{line}: ");
        assert!(message.starts_with(&place), "{content}: {message}");
        assert!(message.contains(word), "{content}: {message}");
    }
}

#[test]
fn the_file_is_found_in_a_folder_and_beside_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("a.txt");
    std::fs::write(&text, "正文").unwrap();
    assert_eq!(CorpusSettings::beside(folder.path()).unwrap(), None);
    let path = folder.path().join(FILE_NAME);
    std::fs::write(&path, "default_year = 2001").unwrap();
    for root in [folder.path(), &text] {
        let found = CorpusSettings::beside(root).unwrap().unwrap();
        assert_eq!(found.default_year, Some(2001));
    }
    std::fs::write(&path, b"a = 1\n# \xb8\xc4").unwrap();
    let message = CorpusSettings::beside(&text).unwrap_err().to_string();
    assert!(message.contains("corpus.toml:2: not UTF-8"), "{message}");
}
