//! The programs' story over a file server: Samba on this machine alone, its share
//! mounted twice, so that what one mount has cached is not what the other has.

use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use super::processes;

/// The share's name.
const SHARE: &str = "delad";

/// How long the server may take to begin.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often it is asked whether it has begun: it tells nobody.
const ASKED: Duration = Duration::from_millis(50);

/// Runs for so many minutes. True when it went well, or when something that it
/// needs is not here.
pub fn run(minutes: u64) -> bool {
    let (smbd, mount) = match (program("smbd"), program("mount.cifs")) {
        (Some(smbd), Some(mount)) if is_root() && knows_cifs() => (smbd, mount),
        (smbd, mount) => {
            let missing = [
                ("smbd", smbd.is_some()),
                ("mount.cifs", mount.is_some()),
                ("root", is_root()),
                ("cifs in the kernel", knows_cifs()),
            ];
            let missing = missing.into_iter().filter(|(_, is_here)| !is_here);
            let missing: Vec<_> = missing.map(|(name, _)| name).collect();
            let missing = missing.join(", ");
            println!("Skipped: a Samba share on loopback: {missing}.");
            return true;
        }
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let server = Server::begin(&smbd, folder.path());
    let mounts = ["a", "b"].map(|name| Mount::make(&mount, &folder.path().join(name), server.port));
    let paths = mounts.each_ref().map(|it| it.path.clone());
    processes::run(minutes, &paths)
}

/// A program on the path, or where only root has it there.
fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path);
    let all = folders.chain(["/usr/sbin", "/sbin"].map(PathBuf::from));
    all.map(|folder| folder.join(name)).find(|it| it.is_file())
}

fn is_root() -> bool {
    let told = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mut lines = told.lines();
    let effective = lines.find_map(|it| it.strip_prefix("Uid:")?.split_whitespace().nth(1));
    effective == Some("0")
}

/// Whether the kernel can mount it, after loading what it may lie in.
fn knows_cifs() -> bool {
    let listed = || {
        let told = fs::read_to_string("/proc/filesystems").unwrap_or_default();
        told.split_whitespace().any(|it| it == "cifs")
    };
    // What cannot be loaded is not listed afterwards.
    let load = || Command::new("modprobe").args(["--quiet", "cifs"]).status();
    listed() || load().is_ok_and(|it| it.success()) && listed()
}

/// The file server, with everything it keeps in one folder; ended when dropped.
struct Server {
    program: Child,
    port: u16,
}

impl Server {
    fn begin(smbd: &Path, folder: &Path) -> Self {
        let port = free_port();
        for name in [SHARE, "state"] {
            fs::create_dir(folder.join(name)).expect("a folder");
        }
        let told = folder.join("smb.conf");
        fs::write(&told, configuration(folder, port)).expect("a configuration");
        let mut command = Command::new(smbd);
        // It ends its whole group of processes, which must not be ours.
        command.args(["--foreground", "--configfile"]);
        let program = command.arg(&told).spawn().expect("the server starts");
        let mut server = Self { program, port };
        server.wait();
        server
    }

    fn wait(&mut self) {
        let begun = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_err() {
            let ended = self.program.try_wait().expect("a program of ours");
            assert_eq!(ended, None, "the server ended");
            assert!(begun.elapsed() < PATIENCE, "the server does not answer");
            std::thread::sleep(ASKED);
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Asked and not killed: it ends those that it started for each client.
        let id = self.program.id().to_string();
        let _ = Command::new("kill").args(["-TERM", &id]).status();
        let _ = self.program.wait();
    }
}

/// A port that nobody has now.
fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("a port").port()
}

/// One share that whoever reaches this machine's own network may write.
fn configuration(folder: &Path, port: u16) -> String {
    let folder = folder.display();
    format!(
        "[global]
server role = standalone server
server min protocol = SMB3
interfaces = lo
bind interfaces only = yes
hosts allow = 127.0.0.1
smb ports = {port}
map to guest = Bad User
guest account = root
load printers = no
printcap name = /dev/null
disable spoolss = yes
disable netbios = yes
log file = {folder}/state/log
private dir = {folder}/state
lock directory = {folder}/state
state directory = {folder}/state
cache directory = {folder}/state
pid directory = {folder}/state
ncalrpc dir = {folder}/state/ncalrpc

[{SHARE}]
path = {folder}/{SHARE}
read only = no
guest ok = yes
"
    )
}

/// The share, mounted; taken away when dropped.
struct Mount {
    path: PathBuf,
}

impl Mount {
    fn make(mount: &Path, path: &Path, port: u16) -> Self {
        fs::create_dir(path).expect("a folder");
        // A connection of its own, and so a cache of its own.
        let options = format!("port={port},guest,vers=3.1.1,nosharesock");
        let done = Command::new(mount)
            .arg(format!("//{}/{SHARE}", Ipv4Addr::LOCALHOST))
            .arg(path)
            .args(["-o", &options])
            .status();
        assert!(done.is_ok_and(|it| it.success()), "the share is mounted");
        Self {
            path: path.to_owned(),
        }
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.path).status();
    }
}
