//! One that trains: in the page or as a process.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::json;

use crate::page::Page;
use crate::task::Task;

/// A contender that is ready to train a task.
pub struct Contender {
    pub name: &'static str,
    /// In what it differs from the engine.
    pub note: Option<String>,
    /// Whether it is meant to have the engine's losses.
    pub exact: bool,
    place: Place,
}

enum Place {
    /// In the page, under this name.
    Page(&'static str),
    Process(Process),
}

/// What training took, and the loss after it.
pub struct Trained {
    pub seconds: f64,
    pub loss: f64,
}

/// What the page says of a contender.
#[derive(Deserialize)]
struct Prepared {
    able: bool,
    note: Option<String>,
    #[serde(default)]
    exact: bool,
}

/// What the page says of a training.
#[derive(Deserialize)]
struct Answer {
    seconds: f64,
    loss: String,
}

impl Contender {
    /// One of the page's, by its title and the name of its file; none if the task is not for it.
    pub async fn in_page(
        page: &Page,
        name: &'static str,
        file: &'static str,
        task: &Task,
    ) -> Result<Option<Self>> {
        let prepared: Prepared = page.call("prepare", json!([file, task.name])).await?;
        Ok(prepared.able.then_some(Self {
            name,
            note: prepared.note,
            exact: prepared.exact,
            place: Place::Page(file),
        }))
    }

    /// A process that understands the protocol, and the version that it says.
    pub fn process(
        name: &'static str,
        command: &mut Command,
        task: &Task,
    ) -> Result<(Self, String)> {
        let (process, version) =
            Process::start(command, task).with_context(|| format!("{name} does not start"))?;
        let contender = Self {
            name,
            note: None,
            exact: true,
            place: Place::Process(process),
        };
        Ok((contender, version))
    }

    /// Trains so many epochs.
    pub async fn train(&mut self, page: &Page, epochs: u64) -> Result<Trained> {
        let Answer { seconds, loss } = match &mut self.place {
            Place::Page(file) => page.call("train", json!([file, epochs])).await?,
            Place::Process(process) => process.train(epochs)?,
        };
        let loss = f64::from_bits(u64::from_str_radix(&loss, 16)?);
        Ok(Trained { seconds, loss })
    }
}

/// The engine outside of the browser.
pub fn native(program: &Path) -> Command {
    Command::new(program)
}

/// The notebook's loop.
pub fn numpy(python: &Path, script: &Path) -> Command {
    let mut command = Command::new(python);
    command.arg(script);
    // For old versions that do not know a new processor; they slow a current one down.
    command.env_remove("OPENBLAS_CORETYPE");
    command.env_remove("OPENBLAS_L2_SIZE");
    command
}

/// A process that reads numbers of epochs.
struct Process {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Process {
    /// Sends the task; the first line of the answer is a version.
    fn start(command: &mut Command, task: &Task) -> Result<(Self, String)> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let input = child.stdin.take().expect("the input is piped");
        let output = child.stdout.take().expect("the output is piped");
        let mut process = Self {
            child,
            input,
            output: BufReader::new(output),
        };
        let version = process.ask(&serde_json::to_string(task)?)?;
        Ok((process, version))
    }

    fn train(&mut self, epochs: u64) -> Result<Answer> {
        let line = self.ask(&epochs.to_string())?;
        let (seconds, loss) = line.split_once(' ').context("it answers something else")?;
        Ok(Answer {
            seconds: seconds.parse()?,
            loss: loss.to_owned(),
        })
    }

    fn ask(&mut self, line: &str) -> Result<String> {
        writeln!(self.input, "{line}")?;
        let mut answer = String::new();
        self.output.read_line(&mut answer)?;
        Ok(answer.trim().to_owned())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
