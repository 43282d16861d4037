//! The program as it is used: what it says, what it leaves behind, and how it ends.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::harness::project;

/// A folder for one test, with a small corpus in it.
pub(crate) struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    /// A folder with nothing in it.
    pub(crate) fn empty() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub(crate) fn new() -> Self {
        let desk = Self::empty();
        desk.write("corpus/2019-05-a.txt", "同志们,要增强“四个意识”。一九年。");
        desk.write(
            "corpus/2021-07-b.txt",
            "坚定“四个自信”,做到“两个维护”,增强四个意识。",
        );
        desk
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: &str) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    /// The program with these arguments, not yet run.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tifa"));
        command
            .args(args)
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// Runs what must go well; gives standard output and standard error.
    pub(crate) fn succeeds(&self, args: &[&str]) -> (String, String) {
        let output = self.run(args);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{args:?}: {said}");
        (String::from_utf8(output.stdout).unwrap(), said)
    }

    /// Runs, and checks the exit status and a word on standard error.
    pub(crate) fn fails(&self, args: &[&str], status: i32, words: &[&str]) {
        let output = self.run(args);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(status), "{args:?}: {said}");
        for word in words {
            assert!(said.contains(word), "{args:?} should name {word}: {said}");
        }
        assert!(!said.contains("panicked"), "{said}");
    }

    pub(crate) fn report(&self, args: &[&str], out: &str) {
        self.succeeds(&[&["report"], args, &["--out", out, "--quiet"]].concat());
    }

    /// Every file below a folder with its bytes.
    pub(crate) fn tree(&self, name: &str) -> Vec<(String, Vec<u8>)> {
        tree(&self.path(name))
    }
}

pub(crate) fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let name = entry
                .path()
                .strip_prefix(folder)
                .unwrap()
                .to_string_lossy()
                .into_owned();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect();
    files.sort();
    files
}

fn same(a: &[(String, Vec<u8>)], b: &[(String, Vec<u8>)]) {
    let names =
        |files: &[(String, Vec<u8>)]| files.iter().map(|file| file.0.clone()).collect::<Vec<_>>();
    assert_eq!(names(a), names(b));
    for (a, b) in a.iter().zip(b) {
        assert!(a.1 == b.1, "{} differs", a.0);
    }
}

#[test]
fn threads_and_the_order_of_files_change_nothing() {
    let desk = Desk::new();
    let seeds = project().join("seeds");
    let seeds = seeds.to_str().unwrap();
    desk.report(&[seeds, "--threads", "1"], "one");
    desk.report(&[seeds, "--threads", "8"], "eight");
    same(&desk.tree("one"), &desk.tree("eight"));
    desk.report(&["corpus/2019-05-a.txt", "corpus/2021-07-b.txt"], "forth");
    desk.report(
        &[
            "corpus/2021-07-b.txt",
            "corpus/2019-05-a.txt",
            "--threads",
            "3",
        ],
        "back",
    );
    same(&desk.tree("forth"), &desk.tree("back"));
}

/// Records of several parts, with lines that repeat at their edges, copies, and one that is broken.
fn many_records() -> String {
    let body = "坚持以人民为中心，推动高质量发展，坚定“四个自信”，做到“两个维护”。";
    let record = |number: usize| {
        let year = 2010 + number % 9;
        let paragraph = format!("第{}段{body}", number % 70).repeat(number % 30 + 1);
        let footer = match number % 3 {
            0 => "转载请注明出处：某某网 www.example.org",
            1 => "某某新闻网供稿",
            _ => "会议到此结束。",
        };
        format!(
            "{{\"id\":\"r{number}\",\"date\":\"{year}-03-05\",\"title\":\"第{number}次会议\",\"text\":\"同志们：\\n{paragraph}\\n{footer}\"}}\n"
        )
    };
    let mut records: Vec<String> = (0..400).map(record).collect();
    records.insert(200, "{\"text\": 1}\n".to_owned());
    records.concat()
}

#[test]
fn documents_that_are_kept_and_documents_that_are_read_again_give_the_same() {
    let desk = Desk::new();
    desk.write("many.jsonl", &many_records());
    let report = |args: &[&str], out: &str| {
        let all = [
            &["report", "many.jsonl", "--ngrams", "1-3", "--out", out],
            args,
        ]
        .concat();
        assert_eq!(
            desk.run(&all).status.code(),
            Some(3),
            "one record is broken"
        );
        desk.tree(out)
    };
    let kept = report(&["--threads", "1"], "kept");
    let rows = |name: &str| {
        let file = kept.iter().find(|file| file.0 == name).unwrap();
        String::from_utf8(file.1.clone()).unwrap()
    };
    assert!(rows("zones.csv").contains(",repeated,"));
    assert!(rows("duplicates.csv").lines().count() > 1);
    same(&kept, &report(&["--threads", "3"], "kept_by_three"));
    same(
        &kept,
        &report(&["--threads", "1", "--memory", "1k"], "again"),
    );
    same(
        &kept,
        &report(&["--threads", "4", "--memory", "1k"], "again_by_four"),
    );
}

/// Arguments, exit status, and words that the message must have.
type Misuse = (&'static str, i32, &'static [&'static str]);

const MISUSES: [Misuse; 18] = [
    ("report nowhere --out out", 1, &["nowhere", "no such file"]),
    (
        "report corpus --out out --lexicon broken.toml",
        2,
        &["broken.toml:4"],
    ),
    (
        "report corpus --out out --lexicon twice.txt --no-builtin",
        2,
        &["twice.txt:2", "twice.txt:1"],
    ),
    (
        "report corpus --out out --lexicon absent.txt",
        1,
        &["absent.txt"],
    ),
    ("report corpus --out out --no-builtin", 2, &["--lexicon"]),
    ("report corpus --out out --colour", 2, &["--colour"]),
    ("report corpus --out out --threads 0", 2, &["--threads"]),
    (
        "report corpus --out out --ngrams 7-3",
        2,
        &["--ngrams", "7-3"],
    ),
    (
        "report corpus --out out --by speaker",
        2,
        &["--by", "speaker"],
    ),
    ("report corpus --out out --exclude a{b", 2, &["--exclude"]),
    ("report only --out out", 1, &["only", "speech.docx"]),
    ("report empty --out out", 1, &["empty", "corpus"]),
    ("report corpus --out corpus", 2, &["--out", "corpus"]),
    ("report corpus --out .", 2, &["--out"]),
    (
        "report corpus --out corpus/2019-05-a.txt",
        2,
        &["--out", "file"],
    ),
    ("report corpus --out only", 2, &["not empty"]),
    ("compare corpus/2019-05-a.txt --out cmp", 2, &["two"]),
    ("frobnicate", 2, &["frobnicate"]),
];

#[test]
fn what_is_wrong_is_said_and_the_older_report_stays() {
    let desk = Desk::new();
    desk.report(&["corpus"], "out");
    let older = desk.tree("out");
    desk.write(
        "broken.toml",
        "[[phrase]]\ntext = \"四个意识\"\n\ntext = = 1\n",
    );
    desk.write("twice.txt", "绿色发展\n绿色发展\n");
    fs::create_dir_all(desk.path("only")).unwrap();
    fs::write(desk.path("only/speech.docx"), b"PK\x03\x04\0\0 cut off").unwrap();
    fs::create_dir_all(desk.path("empty")).unwrap();
    for (args, status, words) in MISUSES {
        desk.fails(&args.split(' ').collect::<Vec<_>>(), status, words);
    }
    same(&older, &desk.tree("out"));
    assert!(!desk.path("cmp").exists());
    let left: Vec<_> = fs::read_dir(desk.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert!(
        left.iter()
            .all(|name| !name.to_string_lossy().starts_with(".tifa")),
        "{left:?}"
    );
}

#[test]
fn what_cannot_be_read_is_listed_and_the_rest_is_counted() {
    let desk = Desk::new();
    fs::write(
        desk.path("corpus/picture.txt"),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    )
    .unwrap();
    desk.write(
        "corpus/news.jsonl",
        "{\"text\":\"四个意识\"}\n{\"body\":\"x\"}\n",
    );
    let output = desk.run(&["report", "corpus", "--out", "out"]);
    assert_eq!(output.status.code(), Some(3));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("picture.txt")
            && said.contains("news.jsonl:2")
            && said.contains("--text-field"),
        "{said}"
    );
    let skipped = fs::read_to_string(desk.path("out/skipped.csv")).unwrap();
    assert!(
        skipped.contains("picture.txt,,skipped") && skipped.contains("news.jsonl,2,skipped"),
        "{skipped}"
    );
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(desk.path("out/manifest.json")).unwrap()).unwrap();
    assert_eq!(
        (
            manifest["counts"]["documents"].as_u64(),
            manifest["counts"]["skipped"].as_u64()
        ),
        (Some(3), Some(2))
    );
}

/// A run that is told to stop leaves the older report as it was, and nothing beside it.
#[cfg(unix)]
#[test]
fn a_run_that_is_stopped_leaves_nothing_behind() {
    let desk = Desk::new();
    desk.report(&["corpus"], "out");
    let older = desk.tree("out");
    let mut child = desk
        .command(&["report", "-", "--out", "out", "-q"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let partial = || {
        let entries = fs::read_dir(desk.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name());
        entries
            .filter(|name| name.to_string_lossy().starts_with(".tifa"))
            .count()
    };
    // It waits for standard input once its folder is there; then it is told to stop and let go on.
    while partial() == 0 {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let killed = Command::new("kill")
        .args(["-TERM", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(killed.success());
    drop(child.stdin.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        output.status.code(),
        Some(1),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(partial(), 0);
    same(&older, &desk.tree("out"));
}

#[test]
fn standard_input_is_a_corpus() {
    use std::io::Write as _;
    let desk = Desk::new();
    let mut child = desk
        .command(&["report", "-", "--out", "out", "-q", "--date-field", "day"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let records = "{\"id\":\"a\",\"day\":\"2024-03-05\",\"text\":\"高质量发展\"}\n";
    child
        .stdin
        .take()
        .unwrap()
        .write_all(records.as_bytes())
        .unwrap();
    assert!(child.wait().unwrap().success());
    let documents = fs::read_to_string(desk.path("out/documents.csv")).unwrap();
    assert!(
        documents.contains("2024-03-05,2024,metadata"),
        "{documents}"
    );
}

#[test]
fn tables_are_grouped_by_document_variables() {
    let desk = Desk::new();
    desk.write(
        "corpus/metadata.csv",
        "path,speaker\n2019-05-a.txt,甲\n2021-07-b.txt,乙\n",
    );
    desk.report(
        &[
            "corpus",
            "--by",
            "speaker",
            "--ngrams",
            "1",
            "--min-count",
            "1",
            "--bom",
        ],
        "out",
    );
    let read = |name: &str| fs::read_to_string(desk.path("out").join(name)).unwrap();
    let speakers = read("speakers.csv");
    assert!(
        speakers.starts_with('\u{feff}') && speakers.contains("\n甲,1,"),
        "{speakers}"
    );
    let phrases = read("phrase_by_speaker.csv");
    assert!(
        phrases.contains("\n乙,四个自信,leader_ideology,1,1,"),
        "{phrases}"
    );
    assert!(
        phrases.contains("\n甲,四个自信,leader_ideology,0,0,"),
        "{phrases}"
    );
    assert!(read("ngram_by_speaker.csv").contains("\n甲,1,增强,1,1\n"));
    assert!(read("category_by_speaker.csv").contains("\n乙,leader_ideology,领袖思想,3,"));
}

#[test]
fn options_of_tokens_and_overlap_do_what_they_say() {
    let desk = Desk::new();
    desk.write(
        "c/a.txt",
        "全面从严治党的3项要求,全面从严治党。我老秘网区的发展",
    );
    desk.write("stop.txt", "的\n");
    desk.write("words.txt", "全面从严治党 n\n");
    desk.write(
        "own.csv",
        "text,category\n我区,x\n全面从严治党,x\n从严治党,x\n",
    );
    let base = [
        "c",
        "--lexicon",
        "own.csv",
        "--no-builtin",
        "--min-count",
        "1",
        "--ngrams",
        "2",
    ];
    let ngrams = |args: &[&str]| {
        desk.report(&[&base, args].concat(), "out");
        fs::read_to_string(desk.path("out/ngrams.csv")).unwrap()
    };
    let plain = ngrams(&[]);
    assert!(
        plain.contains("从严治党 的,") && !plain.contains(" 3"),
        "{plain}"
    );
    assert!(!ngrams(&["--stopwords", "stop.txt"]).contains('的'));
    assert_eq!(ngrams(&["--memory", "1k", "--threads", "3"]), plain);
    assert!(!plain.contains("1,全面从严治党,"));
    assert!(ngrams(&["--words", "words.txt"]).contains("1,全面从严治党,2,1,"));
    assert!(ngrams(&["--phrases-as-words"]).contains("1,全面从严治党,2,1,"));
    let manifest = fs::read_to_string(desk.path("out/manifest.json")).unwrap();
    assert!(manifest.contains("\"number\": 3"), "{manifest}");
    assert!(ngrams(&["--ngram-include", "numbers"]).contains("的 3,"));
    assert!(ngrams(&["--ngram-unit", "char"]).contains("2,治党,2,1,2,"));
    let counts = |args: &[&str]| {
        desk.report(&[&base, args].concat(), "out");
        fs::read_to_string(desk.path("out/phrases.csv")).unwrap()
    };
    assert!(
        counts(&[]).contains("从严治党,x,,2,2,0,0,0,2,0,"),
        "{}",
        counts(&[])
    );
    assert!(counts(&["--overlap", "outermost"]).contains("\n从严治党,x,,0,0,0,0,0,0,"));
    assert!(counts(&["--watermark", "老秘网"]).contains("\n我区,x,,1,0,1,0,0,0,1,"));
}

#[test]
fn help_shows_examples() {
    let desk = Desk::new();
    for args in [
        vec!["--help"],
        vec!["report", "--help"],
        vec!["compare", "--help"],
        vec!["kwic", "--help"],
        vec!["bench", "--help"],
        vec!["corpus", "--help"],
        vec!["corpus", "check", "--help"],
        vec!["lexicon", "--help"],
        vec!["lexicon", "list", "--help"],
        vec!["lexicon", "show", "--help"],
        vec!["lexicon", "check", "--help"],
        vec!["lexicon", "convert", "--help"],
    ] {
        let output = desk.run(&args);
        assert!(output.status.success());
        assert!(
            String::from_utf8_lossy(&output.stdout).contains("Example"),
            "{args:?}"
        );
    }
}
