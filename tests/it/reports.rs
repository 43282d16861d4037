//! The committed sample report is what the committed code writes.

use std::process::Command;

use super::cli::tree;
use super::harness::project;

#[test]
fn the_sample_report_is_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("seeds");
    let update = std::env::var_os("TIFA_UPDATE_REPORTS").is_some();
    let committed = project().join("reports/seeds");
    let target = if update { &committed } else { &out };
    let status = Command::new(env!("CARGO_BIN_EXE_tifa"))
        .args(["report", "seeds", "--quiet", "--out"])
        .arg(target)
        .current_dir(project())
        .status()
        .unwrap();
    assert!(status.success());
    if update {
        return;
    }
    let (ours, theirs) = (tree(&out), tree(&committed));
    let names =
        |files: &[(String, Vec<u8>)]| files.iter().map(|file| file.0.clone()).collect::<Vec<_>>();
    assert_eq!(
        names(&ours),
        names(&theirs),
        "run with TIFA_UPDATE_REPORTS=1 to write reports/seeds again"
    );
    for (new, old) in ours.iter().zip(&theirs) {
        assert!(
            new.1 == old.1,
            "reports/seeds/{} differs; run with TIFA_UPDATE_REPORTS=1 to write it again",
            new.0
        );
    }
}

#[test]
fn every_chart_is_well_formed_and_described() {
    let charts = project().join("reports/seeds/charts");
    let mut seen = 0;
    for (name, bytes) in tree(&charts) {
        let text = String::from_utf8(bytes).unwrap();
        let document = roxmltree::Document::parse(&text).unwrap();
        let root = document.root_element();
        assert_eq!(root.attribute("role"), Some("img"), "{name}");
        for tag in ["title", "desc"] {
            let found = root
                .children()
                .find(|node| node.has_tag_name(("http://www.w3.org/2000/svg", tag)));
            assert!(
                found
                    .and_then(|node| node.text())
                    .is_some_and(|text| !text.is_empty()),
                "{name}: {tag}"
            );
        }
        seen += 1;
    }
    assert_eq!(seen, 4);
}
