//! A real `chair host` process and the links it printed.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;

use chair_console::session::DelegateId;

use super::{briefing, chair, run};

/// A hub that serves the sample session. It is killed when dropped.
pub struct Hub {
    child: Child,
    /// Its data directory, within the home it was started with.
    pub data: PathBuf,
    /// `HOST:PORT`, as it printed it.
    pub address: String,
    /// The join links it printed.
    pub chair: String,
    pub secretary: String,
    pub technician: String,
    /// Where delegates go who have no link of their own.
    pub room: String,
}

impl Hub {
    /// Serves the sample session on a port that the system chooses.
    pub fn start(home: &Path) -> Self {
        let mut command = chair(home);
        command.args(["host", "--listen", "127.0.0.1:0", "--data"]);
        command.arg(home.join("data")).arg(briefing());
        Self::of(command, home.join("data"))
    }

    /// Serves what is kept in the data directory already, at the address where it was.
    pub fn again(home: &Path, address: &str) -> Self {
        let mut command = chair(home);
        command.args(["host", "--listen", address, "--data"]);
        command.arg(home.join("data"));
        Self::of(command, home.join("data"))
    }

    /// Starts a hub and waits until it serves.
    pub fn of(mut command: Command, data: PathBuf) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut told = vec![];
        // It says where it serves last of all.
        let base = lines.by_ref().find_map(|line| {
            let line = line.unwrap();
            let base = line.strip_prefix("Đang phục vụ tại http://");
            let base = base.and_then(|rest| Some(rest.split_once(',')?.0.to_owned()));
            told.push(line);
            base
        });
        let told = told.join("\n");
        let address = base.unwrap_or_else(|| panic!("the hub does not serve:\n{told}"));
        // Whatever it says later must find a reader.
        thread::spawn(move || lines.for_each(drop));
        let mut links = told.split('\'').skip(1).step_by(2).map(str::to_owned);
        let mut link = || links.next().expect(&told);
        let (chair, secretary, technician) = (link(), link(), link());
        let room = format!("http://{address}/briefing");
        Self {
            child,
            data,
            address,
            chair,
            secretary,
            technician,
            room,
        }
    }

    /// Every delegate's own link, from the file that the hub wrote.
    pub fn delegates(&self) -> BTreeMap<DelegateId, String> {
        let table = csv::Reader::from_path(self.data.join("briefing-links.csv"));
        let rows = table.unwrap().into_records().map(Result::unwrap);
        // Role, number, name, unit, link.
        let delegates = rows.filter(|row| &row[0] == "delegate");
        delegates
            .map(|row| (row[1].parse().unwrap(), row[4].to_owned()))
            .collect()
    }

    /// The process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Kills it as a power cut would, at whatever it is doing.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Tells it to end, and gives its exit code.
    pub fn end(mut self) -> Option<i32> {
        signal(self.pid(), "TERM");
        self.child.wait().unwrap().code()
    }

    /// The records of the session as `chair log` prints them.
    pub fn log(&self, home: &Path) -> String {
        let (code, log, complaint) = run(home, &["log", "--data", self.data.to_str().unwrap()]);
        assert_eq!(code, 0, "{complaint}");
        log
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends a process a signal by its name.
pub fn signal(pid: u32, name: &str) {
    let sent = Command::new("kill")
        .args(["-s", name, &pid.to_string()])
        .status();
    assert!(sent.unwrap().success());
}
