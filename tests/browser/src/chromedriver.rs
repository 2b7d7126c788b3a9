//! The program between tests and Chromium.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// How long chromedriver may take to start, and to stop.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often it is started. Once in some hundred times it ends before it has a port.
const ATTEMPTS: usize = 3;

/// A running chromedriver, on a port that was free.
pub struct Chromedriver {
    process: Child,
    port: u16,
}

impl Chromedriver {
    /// Starts the chromedriver on the path.
    pub fn start() -> Result<Self> {
        for _ in 1..ATTEMPTS {
            if let Some(chromedriver) = Self::attempt()? {
                return Ok(chromedriver);
            }
        }
        Self::attempt()?.context("chromedriver ends before it says which port it listens on")
    }

    /// None if it has ended without a port.
    fn attempt() -> Result<Option<Self>> {
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot run chromedriver: install Chromium and its driver, or run `cargo xtask test`")?;
        let output = BufReader::new(process.stdout.take().expect("the output is piped"));
        let (sender, ports) = mpsc::channel();
        thread::spawn(move || {
            // To the end: chromedriver would not survive a closed pipe.
            for line in output.lines().map_while(Result::ok) {
                if let Some(port) = port_in(&line) {
                    let _ = sender.send(port);
                }
            }
        });
        // A process of its own from here on: dropping it stops it.
        let mut chromedriver = Self { process, port: 0 };
        match ports.recv_timeout(PATIENCE) {
            Err(RecvTimeoutError::Disconnected) => return Ok(None),
            port => {
                chromedriver.port =
                    port.context("chromedriver does not say which port it listens on")?;
            }
        }
        Ok(Some(chromedriver))
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Asks chromedriver to close its browsers and to end.
    fn shut_down(&mut self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(
            stream,
            "GET /shutdown HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        )?;
        // The answer comes when the browsers are closed.
        let _ = stream.read(&mut [0; 1024]);
        let started = Instant::now();
        while self.process.try_wait()?.is_none() && started.elapsed() < PATIENCE {
            thread::sleep(Duration::from_millis(10));
        }
        Ok(())
    }
}

impl Drop for Chromedriver {
    /// Leaves no process behind, also after a panic. Killing chromedriver would: its browsers.
    fn drop(&mut self) {
        let _ = self.shut_down();
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The port in chromedriver's "… was started successfully on port 4444."
fn port_in(line: &str) -> Option<u16> {
    let (_, port) = line.split_once("started successfully on port ")?;
    port.trim_end_matches('.').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_the_greeting() {
        assert_eq!(
            port_in("ChromeDriver was started successfully on port 41809."),
            Some(41809)
        );
        assert_eq!(port_in("Starting ChromeDriver 156.0 on port 0"), None);
    }
}
