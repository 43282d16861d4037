//! Owns what is measured: the first documents of a corpus, up to an amount of text.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use serde_json::json;

use super::super::{Progress, checkpoint, nothing_counted};
use crate::corpus::{
    Corpus, CorpusOptions, Document, Draft, DraftItem, DraftReader, FieldChoice, RepeatedLines,
    Skipped,
};
use crate::error::{Error, Result};

/// The first documents of a corpus; none of them is held here.
#[derive(Debug)]
pub struct Sample {
    corpus: Corpus,
    /// How many drafts it is made of.
    drafts: usize,
    /// Documents in it.
    pub documents: u64,
    /// Bytes of their texts, in UTF-8.
    pub bytes: u64,
    /// Characters of their texts, of all kinds.
    pub chars: u64,
    /// What could not be read, or not wholly.
    pub skipped: Vec<Skipped>,
    /// How much of the corpus it is.
    pub extent: SampleExtent,
}

/// How much of a corpus is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SampleExtent {
    /// All of it.
    Whole,
    /// Whole documents from its beginning.
    Beginning,
}

impl Sample {
    /// The first documents of `corpus` whose texts have at most `limit` bytes together; the first
    /// one in any case. Reads them once.
    ///
    /// # Errors
    ///
    /// A corpus without one readable document, or a run that is to stop.
    pub fn new(corpus: Corpus, limit: Option<u64>, progress: &dyn Progress) -> Result<Self> {
        progress.stage("reading");
        let mut sample = Self {
            corpus,
            drafts: 0,
            documents: 0,
            bytes: 0,
            chars: 0,
            skipped: Vec::new(),
            extent: SampleExtent::Whole,
        };
        for item in DraftReader::new(sample.corpus.clone()) {
            checkpoint(progress)?;
            let draft = match item {
                DraftItem::Draft(draft) => draft,
                DraftItem::Skipped(skipped) => {
                    sample.skipped.push(skipped);
                    continue;
                }
                DraftItem::Input(_) => continue,
            };
            match draft.finish(&RepeatedLines::default()) {
                Ok((document, _)) if !sample.has_room(&document, limit) => {
                    sample.extent = SampleExtent::Beginning;
                    break;
                }
                Ok((document, notes)) => sample.add(&document, notes),
                Err(reason) => sample.skipped.push(reason),
            }
            sample.drafts += 1;
        }
        match sample.documents {
            0 => {
                let path = sample.corpus.path().to_path_buf();
                Err(nothing_counted(path, &sample.skipped))
            }
            _ => Ok(sample),
        }
    }

    fn has_room(&self, document: &Document, limit: Option<u64>) -> bool {
        let bytes = self.bytes + document.text.len() as u64;
        self.documents == 0 || limit.is_none_or(|limit| bytes <= limit)
    }

    fn add(&mut self, document: &Document, notes: Vec<Skipped>) {
        self.documents += 1;
        self.bytes += document.text.len() as u64;
        self.chars += document.text.chars().count() as u64;
        self.skipped.extend(notes);
    }

    /// Reads its drafts once more.
    pub(super) fn drafts(&self) -> impl Iterator<Item = Draft> {
        DraftReader::new(self.corpus.clone())
            .filter_map(|item| match item {
                DraftItem::Draft(draft) => Some(draft),
                DraftItem::Skipped(_) | DraftItem::Input(_) => None,
            })
            .take(self.drafts)
    }

    /// Reads its documents once more, each by itself.
    pub fn documents(&self) -> impl Iterator<Item = Document> {
        let unknown = RepeatedLines::default();
        self.drafts()
            .filter_map(move |draft| draft.finish(&unknown).ok())
            .map(|(document, _)| document)
    }

    /// The sample as a corpus that a report can be made of: the corpus itself where it is the whole
    /// of it, else its texts as JSON Lines, which are written into `folder`.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn corpus(&self, folder: &Path) -> Result<Corpus> {
        if self.extent == SampleExtent::Whole {
            return Ok(self.corpus.clone());
        }
        let path = folder.join("sample.jsonl");
        self.write(&path).map_err(|source| Error::Write {
            path: path.clone(),
            source,
        })?;
        let options = CorpusOptions {
            fields: FieldChoice::default(),
            exclude: Vec::new(),
            encoding: None,
            metadata: None,
            ..self.corpus.options().clone()
        };
        Corpus::open(&[path], &options)
    }

    fn write(&self, path: &Path) -> std::io::Result<()> {
        let mut file = BufWriter::new(File::create(path)?);
        for document in self.documents() {
            let date = document.date.date.map(|date| date.to_string());
            let record = json!({
                "id": document.id,
                "title": document.title.value,
                "date": date,
                "text": document.text,
            });
            serde_json::to_writer(&mut file, &record)?;
            file.write_all(b"\n")?;
        }
        file.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Silent;
    use super::*;

    const RECORDS: &str = "{\"id\":\"a\",\"date\":\"2013-05-02\",\"text\":\"会议强调增强四个意识。\"}\n\
        {\"id\":\"empty\",\"text\":\"\"}\n\
        {\"id\":\"b\",\"text\":\"会议指出坚定四个自信。\"}\n\
        {\"id\":\"c\",\"text\":\"会议要求做到两个维护。\"}\n";

    fn sample(limit: Option<u64>) -> Sample {
        let options = CorpusOptions::default();
        let corpus = Corpus::of_bytes("r.jsonl", RECORDS.as_bytes(), &options).unwrap();
        Sample::new(corpus, limit, &Silent).unwrap()
    }

    fn ids(documents: impl Iterator<Item = Document>) -> Vec<String> {
        documents.map(|document| document.id).collect()
    }

    #[test]
    fn a_sample_is_whole_documents_from_the_beginning() {
        for (limit, expected, extent) in [
            (None, &["a", "b", "c"][..], SampleExtent::Whole),
            (Some(99), &["a", "b", "c"], SampleExtent::Whole),
            (Some(98), &["a", "b"], SampleExtent::Beginning),
            (Some(66), &["a", "b"], SampleExtent::Beginning),
            (Some(65), &["a"], SampleExtent::Beginning),
            (Some(1), &["a"], SampleExtent::Beginning),
        ] {
            let sample = sample(limit);
            assert_eq!(ids(sample.documents()), expected, "{limit:?}");
            assert_eq!(sample.extent, extent, "{limit:?}");
            let documents = expected.len() as u64;
            assert_eq!(
                (sample.documents, sample.bytes, sample.chars),
                (documents, documents * 33, documents * 11)
            );
        }
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        assert_eq!(sample(None).skipped.len(), 1);
        let options = CorpusOptions::default();
        let corpus = Corpus::of_bytes("r.txt", b"  \n", &options).unwrap();
        let failure = Sample::new(corpus, None, &Silent).unwrap_err();
        assert!(matches!(failure, Error::EmptyCorpus { .. }), "{failure:?}");
    }

    #[test]
    fn a_part_becomes_a_corpus_of_its_own_with_dates() {
        let folder = tempfile::tempdir().unwrap();
        let part = sample(Some(70));
        let corpus = part.corpus(folder.path()).unwrap();
        let again: Vec<Document> = Sample::new(corpus, None, &Silent)
            .unwrap()
            .documents()
            .collect();
        let years: Vec<Option<i32>> = again.iter().map(|d| d.date.year()).collect();
        assert_eq!(years, [Some(2013), None]);
        let texts: Vec<String> = part.documents().map(|document| document.text).collect();
        assert!(again.iter().map(|d| &d.text).eq(&texts));
        assert_eq!(ids(again.into_iter()), ["a", "b"]);
    }
}
