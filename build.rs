//! Compiles the dictionary of jieba-rs and its model of unknown words into an image that the
//! segmenter uses as it lies. Both are files of dependencies, which `cargo metadata` finds. Then
//! the built-in lexicon, into a form that is read faster.
#![allow(dead_code, reason = "the compiler is shared with the library")]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

#[path = "src/segment/compile.rs"]
mod compile;
#[path = "build/lexicon.rs"]
mod lexicon;

use compile::{Compiled, compile};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The weight of what the model of unknown words does not know.
const NEVER: f64 = -3.14e100;

fn main() -> Result<()> {
    for changed in [
        "build.rs",
        "src/segment/compile.rs",
        "src/segment/compile/placing.rs",
        "Cargo.toml",
    ] {
        println!("cargo::rerun-if-changed={changed}");
    }
    let metadata = metadata()?;
    let words_file = file_of(&metadata, "jieba-rs", "src/data/dict.txt")?;
    let model_file = file_of(&metadata, "jieba-macros", "src/hmm.model")?;
    let list = read(&words_file)?;
    let model = Model::parse(&read(&model_file)?)
        .ok_or_else(|| format!("{}: not a model of unknown words", model_file.display()))?;
    let (words, total) = words(&list)?;
    let known: Vec<char> = model.emissions.keys().copied().collect();
    let dictionary =
        compile(&words, &known).ok_or("the dictionary is larger than its form allows")?;
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("words.txt"), &dictionary.text)?;
    fs::write(
        out.join("dictionary.bin"),
        image(&dictionary, &model, total)?,
    )?;
    lexicon::write(&out)
}

/// What cargo says about the dependencies.
fn metadata() -> Result<serde_json::Value> {
    let folder = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let mut command = Command::new(env::var("CARGO")?);
    command.args(["metadata", "--format-version=1", "--offline"]);
    if folder.join("Cargo.lock").exists() {
        command.arg("--locked");
    }
    let output = command.current_dir(&folder).output()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(
            format!("cargo metadata, which finds the dictionary of jieba-rs: {said}").into(),
        );
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// A file in the source of the dependency `package`.
fn file_of(metadata: &serde_json::Value, package: &str, file: &str) -> Result<PathBuf> {
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let manifests: Vec<&str> = packages
        .filter(|candidate| candidate["name"] == package)
        .filter_map(|candidate| candidate["manifest_path"].as_str())
        .collect();
    let [manifest] = manifests[..] else {
        return Err(format!(
            "{} versions of {package} among the dependencies",
            manifests.len()
        )
        .into());
    };
    let path = Path::new(manifest).with_file_name(file);
    println!("cargo::rerun-if-changed={}", path.display());
    Ok(path)
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// The words of a list in the order of their bytes, and the sum of the frequencies. Of two equal
/// words the later one is the word, but both are in the sum.
fn words(list: &str) -> Result<(Vec<(&str, u64)>, u64)> {
    let mut words = Vec::new();
    for line in list.lines() {
        let mut fields = line.split_ascii_whitespace();
        let Some(word) = fields.next() else { continue };
        let frequency = fields.next().map_or(Ok(0), str::parse);
        words.push((word, frequency.map_err(|error| format!("{line}: {error}"))?));
    }
    let total = words.iter().map(|&(_, frequency)| frequency).sum();
    words.reverse();
    words.sort_by_key(|&(word, _)| word);
    words.dedup_by_key(|(word, _)| *word);
    Ok((words, total))
}

/// The model of unknown words.
struct Model {
    initial: [f64; 4],
    transitions: [[f64; 4]; 4],
    emissions: BTreeMap<char, [f64; 4]>,
}

impl Model {
    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines().filter(|line| !line.starts_with('#'));
        let mut four = || -> Option<[f64; 4]> {
            let numbers = lines.next()?.split_whitespace().map(str::parse);
            numbers
                .collect::<std::result::Result<Vec<f64>, _>>()
                .ok()?
                .try_into()
                .ok()
        };
        let initial = four()?;
        let transitions = [four()?, four()?, four()?, four()?];
        let mut emissions = BTreeMap::new();
        for state in 0..4 {
            for pair in lines.next()?.split(',') {
                let (c, weight) = pair.split_once(':')?;
                let weights = emissions.entry(c.chars().next()?).or_insert([NEVER; 4]);
                weights[state] = weight.parse().ok()?;
            }
        }
        Some(Self {
            initial,
            transitions,
            emissions,
        })
    }

    /// Weights of each code from the first that the model covers.
    fn by_code(&self, dictionary: &Compiled) -> Vec<u64> {
        let first = usize::from(dictionary.alphabet.first_guessed);
        let mut rows = vec![[NEVER; 4]; 1];
        for (&c, &weights) in &self.emissions {
            let code = usize::from(dictionary.alphabet.code(c));
            if let Some(row) = code
                .checked_sub(first)
                .filter(|_| code < usize::from(u16::MAX))
            {
                rows.resize(rows.len().max(row + 1), [NEVER; 4]);
                rows[row] = weights;
            }
        }
        rows.concat().into_iter().map(f64::to_bits).collect()
    }
}

/// The image: sections of numbers in the byte order of the target, each from a multiple of 8 on,
/// behind a list of their lengths in bytes.
fn image(dictionary: &Compiled, model: &Model, total: u64) -> Result<Vec<u8>> {
    let order = Order {
        is_big: env::var("CARGO_CFG_TARGET_ENDIAN")? == "big",
    };
    let alphabet = &dictionary.alphabet;
    if !alphabet.above.is_empty() {
        return Err("the dictionary has characters above the basic plane".into());
    }
    let single = [total, u64::from(alphabet.first_guessed)];
    let chain = model
        .initial
        .iter()
        .chain(model.transitions.iter().flatten());
    let chain: Vec<u64> = chain.map(|weight| weight.to_bits()).collect();
    let sections = [
        order.eights(&single),
        order.eights(&chain),
        order.eights(&model.by_code(dictionary)),
        order.eights(&dictionary.nodes),
        order.eights(&dictionary.pairs),
        order.eights(&dictionary.frequencies),
        order.eights(&dictionary.ids),
        order.fours(&dictionary.starts),
        order.twos(&alphabet.table),
    ];
    let lengths: Vec<u64> = sections
        .iter()
        .map(|section| section.len() as u64)
        .collect();
    let mut image = order.eights(&lengths);
    for section in sections {
        image.extend(section);
        image.resize(image.len().next_multiple_of(8), 0);
    }
    Ok(image)
}

/// The byte order of the target.
struct Order {
    is_big: bool,
}

impl Order {
    fn eights(&self, numbers: &[u64]) -> Vec<u8> {
        let bytes = |n: &u64| {
            if self.is_big {
                n.to_be_bytes()
            } else {
                n.to_le_bytes()
            }
        };
        numbers.iter().flat_map(bytes).collect()
    }

    fn fours(&self, numbers: &[u32]) -> Vec<u8> {
        let bytes = |n: &u32| {
            if self.is_big {
                n.to_be_bytes()
            } else {
                n.to_le_bytes()
            }
        };
        numbers.iter().flat_map(bytes).collect()
    }

    fn twos(&self, numbers: &[u16]) -> Vec<u8> {
        let bytes = |n: &u16| {
            if self.is_big {
                n.to_be_bytes()
            } else {
                n.to_le_bytes()
            }
        };
        numbers.iter().flat_map(bytes).collect()
    }
}
