//! Owns `tifa lexicon`: looking at phrase lists, checking them and writing them in TOML.

mod args;
mod card;
mod check;
mod find;
mod likeness;
mod list;

use tifa::Error;
use tifa::lexicon::{Builtin, Lexicon};

pub(crate) use args::LexiconCommand;
use args::{ConvertArgs, ShowArgs};

use super::status::ExitStatus;
use super::{load_files, messages};
use find::Found;

/// Runs one of the commands.
pub(super) fn run(command: &LexiconCommand) -> tifa::Result<ExitStatus> {
    match command {
        LexiconCommand::List(args) => list::run(args),
        LexiconCommand::Show(args) => show(args),
        LexiconCommand::Check(args) => check::run(&args.paths),
        LexiconCommand::Convert(args) => convert(args),
    }
}

fn show(args: &ShowArgs) -> tifa::Result<ExitStatus> {
    let lexicon = load_files(&args.files)?;
    match find::find(&lexicon, &args.phrase) {
        Found::Entries(entries) => {
            let cards: Vec<String> = entries
                .into_iter()
                .map(|entry| card::card(&lexicon, entry))
                .collect();
            messages::print(&cards.join("\n"))?;
            Ok(ExitStatus::Complete)
        }
        Found::Candidates(candidates) => {
            messages::note(&find::suggestion(&args.phrase, &candidates));
            Ok(ExitStatus::Failed)
        }
    }
}

fn convert(args: &ConvertArgs) -> tifa::Result<ExitStatus> {
    if args.file.is_dir() {
        let message = format!("{} is a folder; name one file", args.file.display());
        return Err(Error::Setting {
            option: "convert".to_owned(),
            message,
        });
    }
    let lexicon = Lexicon::load(Builtin::LeftOut, &[&args.file])?;
    messages::warnings(lexicon.warnings());
    for pack in lexicon.packs() {
        messages::write(lexicon.to_toml(pack).as_bytes())?;
    }
    Ok(ExitStatus::Complete)
}
