//! Owns `index.html`: one self-contained page that opens from disk, with the charts and the heads
//! of the tables.
//!
//! Takes titles, sentences, charts and cells, gives HTML. Text from a corpus is data: maud escapes
//! it, and the page allows no script.

use super::one_line;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// A page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) title: String,
    /// What the report comes to, a sentence each.
    pub(super) summary: Vec<String>,
    /// Charts as SVG; these are our own and already escaped.
    pub(super) charts: Vec<String>,
    pub(super) tables: Vec<PageTable>,
    /// How the numbers were made, a sentence each.
    pub(super) methods: Vec<String>,
    /// The files beside the page.
    pub(super) files: Vec<String>,
}

/// The head of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct PageTable {
    pub(super) title: String,
    /// The file that holds all of it.
    pub(super) file: String,
    /// Rows of the whole table.
    pub(super) height: usize,
    pub(super) columns: Vec<&'static str>,
    pub(super) rows: Vec<Vec<String>>,
}

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{font:16px/1.5 'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif;\
max-width:76rem;margin:0 auto;padding:1rem}\
figure{margin:1.5rem 0;overflow-x:auto}figure svg{background:#fff;max-width:none}\
.wide{overflow-x:auto}table{border-collapse:collapse;font-size:.9rem}\
caption{text-align:left;padding:.4rem 0}\
th,td{border-bottom:1px solid #8884;padding:.2rem .6rem;text-align:left;vertical-align:top}\
td.n{text-align:right;font-variant-numeric:tabular-nums}\
@media print{body{max-width:none}figure,tr{break-inside:avoid}}";

const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

impl Page {
    /// The page as HTML.
    pub(super) fn to_html(&self) -> Vec<u8> {
        let page = html! {
            (DOCTYPE)
            html lang="zh-Hans" {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(POLICY);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (self.title) }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    main {
                        h1 { (self.title) }
                        (sentences("摘要 Summary", &self.summary))
                        h2 { "图 Charts" }
                        @for chart in &self.charts { figure { (PreEscaped(chart)) } }
                        h2 { "表 Tables" }
                        @for table in &self.tables { (table.to_markup()) }
                        (sentences("方法 Methods", &self.methods))
                        (self.file_list())
                    }
                }
            }
        };
        let mut bytes = page.into_string().into_bytes();
        bytes.push(b'\n');
        bytes
    }

    fn file_list(&self) -> Markup {
        html! {
            h2 { "文件 Files" }
            ul { @for file in &self.files { li { a href=(file) { (file) } } } }
        }
    }
}

impl PageTable {
    fn to_markup(&self) -> Markup {
        html! {
            div.wide {
                table {
                    caption {
                        strong { (self.title) } " "
                        a href=(self.file) { (self.file) }
                        @if self.height > self.rows.len() {
                            " (the first " (self.rows.len()) " of " (self.height) " rows)"
                        }
                    }
                    thead { tr { @for column in &self.columns { th scope="col" { (column) } } } }
                    tbody { @for row in &self.rows { tr { @for cell in row { (cell_of(cell)) } } } }
                }
            }
        }
    }
}

/// Numbers stand at the right of their column.
fn cell_of(cell: &str) -> Markup {
    let cell = one_line(cell);
    if cell.parse::<f64>().is_ok() {
        html! { td.n { (cell) } }
    } else {
        html! { td { (cell) } }
    }
}

fn sentences(title: &str, sentences: &[String]) -> Markup {
    html! {
        h2 { (title) }
        ul { @for sentence in sentences { li { (one_line(sentence)) } } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_a_corpus_stays_text() {
        let page = Page {
            title: "<script>alert(1)</script>".to_owned(),
            tables: vec![PageTable {
                columns: vec!["phrase", "count"],
                rows: vec![vec!["</td><b>".to_owned(), "7".to_owned()]],
                height: 1,
                ..PageTable::default()
            }],
            ..Page::default()
        };
        let text = String::from_utf8(page.to_html()).unwrap();
        assert!(!text.contains("<script") && !text.contains("<b>"), "{text}");
        assert!(
            text.contains("&lt;script&gt;") && text.contains("<td class=\"n\">7</td>"),
            "{text}"
        );
    }
}
