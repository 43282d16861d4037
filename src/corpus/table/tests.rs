use super::super::record::Loss;
use super::*;

fn read(content: &str) -> Vec<Result<Record, Problem>> {
    TableRecords::new(content.to_owned(), &FieldNames::default()).collect()
}

fn summary(content: &str) -> String {
    let shown = read(content).into_iter().map(|item| match item {
        Ok(record) => format!("{}:{}", record.line, record.text.replace('\n', "/")),
        Err(problem) => format!("{}!{:?}", problem.line, problem.loss),
    });
    shown.collect::<Vec<_>>().join(" ")
}

fn first_reason(content: &str) -> String {
    let found = read(content).into_iter().find_map(Result::err);
    found.map_or_else(String::new, |problem| problem.reason)
}

#[test]
fn rows_become_records() {
    let rows = read(
        "\u{200b}id, title ,date,text,来源,,来源\n 1 ,\"甲 \"\"引\"\" 号\",2024-01-01,\" 第一行\n第二行\r\n\n\"\"，末\",网,x,报\n\n2,,,正文\n",
    );
    let record = rows[0].as_ref().unwrap();
    assert_eq!(
        (record.line, record.id.as_deref(), record.title.as_deref()),
        (2, Some("1"), Some("甲 \"引\" 号"))
    );
    assert_eq!(record.text, " 第一行\n第二行\r\n\n\"，末");
    let variables: Vec<String> = record
        .variables
        .iter()
        .map(|(k, v)| format!("{k}={v}"))
        .collect();
    assert_eq!(variables, ["column_6=x", "来源=网", "来源_2=报"]);
    assert_eq!(rows[1].as_ref().unwrap().line, 7);
    assert_eq!(rows[2].as_ref().unwrap_err().loss, Loss::Nothing);
    assert_eq!(rows.len(), 3);
}

#[test]
fn delimiters_and_line_ends() {
    for (content, expected) in [
        ("id;text\n1;甲,乙\n2;丙\n", "2:甲,乙 3:丙"),
        ("id\ttext\r\n1\t甲\r\n\r\n2\t乙\r\n", "2:甲 4:乙"),
        ("id,text\r1,甲\r2,乙\r", "2:甲 3:乙"),
        ("sep=;\nid;text\n1;甲\n", "3:甲"),
        ("id,text\n,\n , \n1,甲\n\n\n", "4:甲"),
        (
            "text\n我们,他们\n你们,大家,同志\n",
            "2:我们,他们 3:你们,大家,同志",
        ),
        ("id,text\n1,\u{0}甲\u{0}\n", "2:\u{0}甲\u{0}"),
        ("id,text", "1!Nothing"),
        ("", "1!Rest"),
        ("\n\n", "1!Rest"),
    ] {
        assert_eq!(summary(content), expected, "{content}");
    }
}

#[test]
fn ragged_rows_are_named_with_their_line() {
    for (content, expected) in [
        ("id,date,text\n1,甲\n2,,乙\n", "2!Record 3:乙"),
        ("id,text,source\n1,甲\n2,乙,网\n", "2:甲 2!Nothing 3:乙"),
        ("id,text\n1,甲,多,余\n2,乙,,\n", "2:甲 2!Nothing 3:乙"),
    ] {
        assert_eq!(summary(content), expected, "{content}");
    }
    let reason = first_reason("id,text\n1,我们,\"他们\n第二\"\n");
    assert!(
        reason.contains("not read: 他们 第二; put a text that holds ','"),
        "{reason}"
    );
    let reason = first_reason("id,date,text\n1,甲\n");
    assert!(
        reason.contains("2 columns of 3; the column \"text\" is missing"),
        "{reason}"
    );
}

#[test]
fn unclosed_quotes_never_merge_rows() {
    for (content, expected) in [
        ("id,text\n1,\"甲\n2,乙\n3,丙\n", "2!Record 3:乙 4:丙"),
        ("id,text\n1,\"甲\n2,\"乙\"\n3,丙\n", "2!Record 3:乙 4:丙"),
        (
            "id,text,x\n1,\"甲,\n2,\"乙\",\n3,丙,\n",
            "2!Record 3:乙 4:丙",
        ),
        ("id,text\r1,\"甲\r2,\"乙\"\r", "2!Record 3:乙"),
        ("id,text\n1,\"甲\"乙\"丙\n2,丁\n", "2:甲乙\"丙 3:丁"),
        ("id,text\n1,甲\n2,\"乙", "2:甲 3:乙 3!Nothing"),
        ("id,text\n1,\"甲\n\n", "2:甲\n\n 2!Nothing"),
        ("\"id,text\n1,甲\n", "1!Rest"),
    ] {
        let expected = expected.replace('\n', "/");
        assert_eq!(summary(content), expected, "{content}");
    }
}

#[test]
fn headers_that_cannot_be_used_are_named() {
    for (content, words) in [
        (
            "标题,正文,日期\n甲,乙,丙\n",
            "there are: 标题, 正文, 日期; name the one",
        ),
        ("1,甲,正文\n2,乙,正文\n", "--text-field"),
        ("text,id,text\n甲,1,乙\n", "\"text\" occurs twice"),
        ("id,text,id\n甲,1,乙\n", "\"id\" occurs twice"),
    ] {
        let reason = first_reason(content);
        assert!(reason.contains(words), "{content}: {reason}");
        assert_eq!(read(content).len(), 1);
    }
}

#[test]
fn wide_and_huge_tables() {
    let names: Vec<String> = (0..5000).map(|i| format!("c{i}")).collect();
    let header = names.join(",");
    let wide = format!("text,{header}\n甲,{header}\n");
    let rows = read(&wide);
    assert_eq!(rows[0].as_ref().unwrap().variables.len(), 5000);
    let huge = format!("id,text\n1,\"{}\"\n2,乙\n", "长,\n".repeat(1_000_000));
    let rows = read(&huge);
    assert_eq!(rows[0].as_ref().unwrap().text.len(), 5_000_000);
    assert_eq!(rows[1].as_ref().unwrap().line, 1_000_003);
}

#[test]
fn broken_tables_take_linear_time() {
    for line in [
        "1,\"甲\n",
        "\"\"\"甲\n",
        "1,\"\"\"\"甲\"\n",
        "\"\n",
        "1,\"\"甲\"\n",
    ] {
        let content = format!("id,text\n{}", line.repeat(100_000));
        assert!(!read(&content).is_empty());
    }
}
