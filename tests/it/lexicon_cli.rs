//! `tifa lexicon` as it is used.

use std::process::Output;

use super::cli::Desk;
use super::harness::project;

fn said(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&output.stdout), text(&output.stderr))
}

/// Standard output of a command that succeeds and says nothing else.
fn out(desk: &Desk, args: &[&str]) -> String {
    let (out, err) = desk.succeeds(args);
    assert_eq!(err, "", "{args:?}");
    out
}

#[test]
fn phrases_and_packs_are_listed() {
    let desk = Desk::new();
    let list = out(&desk, &["lexicon", "list"]);
    assert!(list.lines().count() > 1_300, "{list}");
    assert!(list.starts_with("phrase "), "{list}");
    assert!(
        list.contains("\n四个意识                          A     leader_ideology       2016        Four Consciousnesses\n"),
        "{list}"
    );
    let csv = out(
        &desk,
        &["lexicon", "list", "--format", "csv", "--pack", "ecology"],
    );
    assert!(csv.starts_with("phrase,tier,category,first_year,English\n"));
    assert!(csv.contains("\n美丽中国,A,ecology,2012,"), "{csv}");
    assert!(!csv.contains("四个意识"), "{csv}");
    desk.write("mine.txt", "绿色通道建设\n");
    let packs = out(
        &desk,
        &["lexicon", "list", "--packs", "--lexicon", "mine.txt"],
    );
    for line in ["\necology  ", "\nmine.txt  ", "\nall  "] {
        assert!(packs.contains(line), "{packs}");
    }
    let unknown = desk.run(&["lexicon", "list", "--pack", "economy"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(said(&unknown).1.contains("economy_development"));
}

#[test]
fn an_entry_is_shown_by_text_id_variant_and_script() {
    let desk = Desk::new();
    let card = out(&desk, &["lexicon", "show", "四个意识"]);
    for fact in [
        "四个意识\n",
        "Four Consciousnesses",
        "si-ge-yi-shi",
        "builtin/leader_ideology.toml:",
        "2016, 中央政治局会议",
        "4 看齐意识",
    ] {
        assert!(card.contains(fact), "{card}");
    }
    for other in ["四個意識", "si-ge-yi-shi", "“四个意识”"] {
        assert_eq!(out(&desk, &["lexicon", "show", other]), card);
    }
    let owner = out(&desk, &["lexicon", "show", "三个代表"]);
    for fact in [
        "三个代表重要思想\n",
        "short form: 三个代表",
        "not directly before 团",
        "refused in  会议分为西沙",
    ] {
        assert!(owner.contains(fact), "{owner}");
    }
    let senses = out(&desk, &["lexicon", "show", "两个大局"]);
    assert!(senses.contains("\n\n两个大局（沿海与内地）\n"), "{senses}");
    let list = out(&desk, &["lexicon", "show", "获得感、幸福感、安全感"]);
    assert!(
        list.contains("any order") && list.contains("contains    获得感; "),
        "{list}"
    );
    for (other, entry) in [
        ("谱写壮丽的新篇章", "谱写{0,20}篇章\n"),
        ("政治意识、大局意识、核心意识、看齐意识", "四个意识\n"),
        ("安全感、幸福感、获得感", "获得感、幸福感、安全感\n"),
    ] {
        let card = out(&desk, &["lexicon", "show", other]);
        assert!(card.starts_with(entry), "{card}");
    }
    let generic = out(&desk, &["lexicon", "show", "群众"]);
    assert!(generic.contains("--tier C"), "{generic}");
    desk.write("mine.txt", "绿色通道建设\n");
    let own = out(
        &desk,
        &["lexicon", "show", "绿色通道建设", "--lexicon", "mine.txt"],
    );
    assert!(own.contains("mine.txt:1"), "{own}");
}

#[test]
fn what_is_no_entry_gets_suggestions() {
    let desk = Desk::new();
    for (typed, candidate) in [
        ("意识", "\n  四个意识"),
        ("chinese dream", "\n  中国梦"),
        ("全面从演治党", "\n  全面从严治党"),
        ("㊥𠮷", "none is like it"),
    ] {
        let output = desk.run(&["lexicon", "show", typed]);
        let (out, err) = said(&output);
        assert_eq!((output.status.code(), out.as_str()), (Some(1), ""));
        assert!(
            err.contains("is not an entry") && err.contains(candidate),
            "{err}"
        );
    }
}

#[test]
fn every_problem_of_a_list_is_reported() {
    let desk = Desk::new();
    desk.write(
        "bad.toml",
        "[[phrase]]\ntext = \"四个坚定\"\ncomponents = [\"甲\"]\nguard = { not_after = [\"子\"] }\n\n[[phrase]]\ntext = \"“”\"\n\n[[phrase]]\ntext = \"全面从演治党\"\nvariants = [\"两个维护\"]\n\n[[phrase]]\ntext = \"甲乙丙丁\"\nguard = { not_after = [\"子\"] }\ncounted = [\"子甲乙丙丁\"]\nrejected = [\"甲乙丙丁\", \"没有\"]\n",
    );
    desk.write("cut.toml", "[[phrase]]\ntext = = 1\n");
    desk.write("bad.csv", "text,tier\n红色通道,Z\n红色通道,A\n");
    desk.write("bad.yml", "甲:\n- 红色*\n- 绿色小道\n乙:\n- 绿色小道\n");
    desk.write("bad.json", "{\"丙\": [1,\n\"*道\"]}");
    let output = desk.run(&[
        "lexicon", "check", "bad.toml", "cut.toml", "bad.csv", "bad.yml", "bad.json",
    ]);
    let (out, err) = said(&output);
    assert_eq!((output.status.code(), err.as_str()), (Some(1), ""));
    let expected = [
        "bad.csv:2: error: tier: \"Z\"",
        "bad.csv:3: error: \"红色通道\" is listed twice: first in bad.csv:2",
        "bad.json:1: error: a number",
        "bad.json:2: error: \"*道\": there are no wildcards; write \"道\"",
        "bad.toml:6: error: \"“”\" is an empty phrase",
        "bad.yml:2: error: \"红色*\"",
        "bad.yml:5: error: \"绿色小道\" is listed twice: first in bad.yml:3 (as 甲, and here as 乙)",
        "cut.toml:2: error: ",
        "bad.toml:1: warning: \"四个坚定\" has 1 components",
        "bad.toml:1: warning: \"四个坚定\" has a guard without examples",
        "bad.toml:13: warning: counted: ",
        "bad.toml:13: warning: rejected: \"甲乙丙丁\" is counted",
        "bad.toml:13: warning: rejected: \"甲乙丙丁\" does not stand in",
        "bad.toml:9: remark: \"全面从演治党\" is one character away from the built-in \"全面从严治党\"",
        "bad.toml:9: remark: the variant \"两个维护\" takes the place",
    ];
    for (line, expected) in out.lines().zip(expected) {
        assert!(line.starts_with(expected), "{line}\nis not\n{expected}");
    }
    assert_eq!(out.lines().count(), expected.len(), "{out}");
    assert!(out.contains("(the rest of this file was not read)"));
}

#[test]
fn a_list_without_problems_is_said_to_be_so() {
    let desk = Desk::new();
    desk.write("one.txt", "绿色通道建设\n");
    assert_eq!(
        out(&desk, &["lexicon", "check", "one.txt"]),
        "1 entry, no problems\n"
    );
    desk.write("two.txt", "四个意识\n绿色通道建设\n");
    let remark = out(&desk, &["lexicon", "check", "two.txt"]);
    assert!(
        remark.starts_with("two.txt:1: remark: \"四个意识\" takes the place"),
        "{remark}"
    );
    assert!(
        remark.ends_with("2 entries, no errors, 1 remark\n"),
        "{remark}"
    );
    let packs = project().join("lexicons");
    let packs = out(&desk, &["lexicon", "check", packs.to_str().unwrap()]);
    assert!(
        packs.ends_with(" entries, no problems\n") && packs.lines().count() == 1,
        "{packs}"
    );
    let nowhere = desk.run(&["lexicon", "check", "nowhere"]);
    assert_eq!(nowhere.status.code(), Some(1));
    assert!(said(&nowhere).1.contains("nowhere: no such file"));
}

#[test]
fn every_format_becomes_the_same_toml() {
    let desk = Desk::new();
    let toml = "[pack]\nid = \"d\"\n\n[[phrase]]\ntext = \"“双循环”甲\"\ncategory = \"经济/贸易\"\n\n[[phrase]]\ntext = \"新常态乙\"\ncategory = \"政治\"\n";
    for (name, content) in [
        ("d.yml", "经济: {贸易: “双循环”甲}\n政治:\n  - 新常态乙\n"),
        (
            "d.json",
            "{\"经济\": {\"贸易\": [\"“双循环”甲\"]}, \"政治\": \"新常态乙\"}",
        ),
        (
            "d.csv",
            "text,category\n“双循环”甲,经济/贸易\n新常态乙,政治\n",
        ),
        (
            "d.tsv",
            "category\ttext\n经济/贸易\t“双循环”甲\n政治\t新常态乙\n",
        ),
        ("d.toml", toml),
    ] {
        desk.write(name, content);
        assert_eq!(out(&desk, &["lexicon", "convert", name]), toml, "{name}");
        let count = desk.run(&[
            "report",
            "corpus",
            "--no-builtin",
            "--lexicon",
            name,
            "--out",
            "out",
            "-q",
        ]);
        assert!(count.status.success(), "{name}: {}", said(&count).1);
    }
    let pack = project().join("lexicons/ecology.toml");
    let again = out(&desk, &["lexicon", "convert", pack.to_str().unwrap()]);
    assert_eq!(again, std::fs::read_to_string(pack).unwrap());
    let folder = desk.run(&["lexicon", "convert", "corpus"]);
    assert_eq!(folder.status.code(), Some(2));
}

/// A full disk is no success.
#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_written_is_said() {
    let desk = Desk::new();
    desk.write("mine.txt", "绿色通道建设\n");
    for args in [
        ["convert", "mine.txt"],
        ["show", "四个意识"],
        ["list", "--packs"],
        ["list", "--format=csv"],
        ["check", "mine.txt"],
    ] {
        let full = std::fs::File::create("/dev/full").unwrap();
        let output = desk
            .command(&[&["lexicon"][..], &args].concat())
            .stdout(full)
            .output()
            .unwrap();
        let said = said(&output).1;
        assert_eq!(output.status.code(), Some(1), "{args:?}: {said}");
        assert!(said.contains("standard output"), "{args:?}: {said}");
    }
}
