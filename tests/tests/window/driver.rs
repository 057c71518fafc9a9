//! The real window under a virtual display, driven through WebDriver.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use base64::Engine;
use samsvar_tests::built;
use serde_json::{Value, json};

/// Longest that anything in the window is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// A screen of its own with a window manager.
pub struct Screen {
    number: String,
    servers: Vec<Child>,
}

impl Screen {
    pub fn open() -> Self {
        let mut xvfb = Command::new("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1366x768x24",
                "-nolisten",
                "tcp",
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("Xvfb starts");
        let mut number = String::new();
        let out = xvfb.stdout.take().expect("its output");
        BufReader::new(out)
            .read_line(&mut number)
            .expect("a display number");
        let number = format!(":{}", number.trim());
        let openbox = Command::new("openbox")
            .env("DISPLAY", &number)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("openbox starts");
        Self {
            number,
            servers: vec![xvfb, openbox],
        }
    }

    /// Runs xdotool on this screen and returns what it printed.
    pub fn xdotool(&self, arguments: &[&str]) -> String {
        let output = Command::new("xdotool")
            .env("DISPLAY", &self.number)
            .args(arguments)
            .output()
            .expect("xdotool runs");
        assert!(output.status.success(), "xdotool {arguments:?}");
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// Drags `file` out of another program's window and drops it at a place of
    /// the screen.
    pub fn drop_file(&self, file: &Path, to: (i64, i64)) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/drag_source.py");
        let mut source = Command::new("/usr/bin/python3")
            .arg(script)
            .arg(file)
            .env("DISPLAY", &self.number)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the drag source starts");
        let mut said = BufReader::new(source.stdout.take().expect("its output")).lines();
        let ready = said.next().expect("a line").expect("text");
        let at: Vec<i64> = ready
            .split(' ')
            .skip(1)
            .map(|it| it.parse().unwrap())
            .collect();
        let place = |x: i64, y: i64| [x.to_string(), y.to_string()];
        let pause = || std::thread::sleep(Duration::from_millis(50));
        let [x, y] = place(at[0], at[1]);
        self.xdotool(&["mousemove", &x, &y, "mousedown", "1"]);
        // A drag is many small moves with time between them, as a hand makes it.
        for part in 1..=12 {
            let [x, y] = place(
                at[0] + (to.0 - at[0]) * part / 12,
                at[1] + (to.1 - at[1]) * part / 12,
            );
            self.xdotool(&["mousemove", &x, &y]);
            pause();
        }
        for _ in 0..8 {
            pause();
        }
        self.xdotool(&["mouseup", "1"]);
        assert_eq!(said.next().expect("a line").expect("text"), "ended");
        source.wait().expect("the drag source ends");
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        for server in self.servers.iter_mut().rev() {
            end(server);
        }
    }
}

/// Ends a process and everything it started.
fn end(child: &mut Child) {
    let group = format!("-{}", child.id());
    let _ = Command::new("kill").args(["-TERM", "--", &group]).status();
    let _ = child.wait();
}

/// One run of the window.
pub struct Window {
    driver: Child,
    session: String,
    viewer: Viewer,
    closed: bool,
}

/// A stand-in for the system's viewer, which writes down what it is asked to show.
struct Viewer {
    folder: PathBuf,
    shown: PathBuf,
}

impl Viewer {
    fn in_folder(workspace: &Path) -> Self {
        use std::os::unix::fs::PermissionsExt;
        let folder = workspace.join("viewer");
        let shown = folder.join("shown");
        std::fs::create_dir_all(&folder).expect("a folder");
        let script = folder.join("xdg-open");
        let text = format!("#!/bin/sh\nprintf '%s\\n' \"$1\" > '{}'\n", shown.display());
        std::fs::write(&script, text).expect("a script");
        std::fs::set_permissions(&script, PermissionsExt::from_mode(0o755)).expect("a script");
        Self { folder, shown }
    }

    /// The search path with this viewer first.
    fn path(&self) -> std::ffi::OsString {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::iter::once(self.folder.clone()).chain(std::env::split_paths(&path));
        std::env::join_paths(folders).expect("a path")
    }
}

impl Window {
    /// Starts the window on a workspace.
    pub fn open(screen: &Screen, workspace: &Path) -> Self {
        let port = free_port();
        let native = free_port();
        let log = File::create(workspace.join("driver.log")).expect("a log");
        let viewer = Viewer::in_folder(workspace);
        let driver = Command::new("dbus-run-session")
            .arg("--")
            .arg(std::env::var_os("SAMSVAR_DRIVER").expect("cargo xtask test names the driver"))
            .args([
                "--port",
                &port.to_string(),
                "--native-port",
                &native.to_string(),
            ])
            .env("DISPLAY", &screen.number)
            .env("SAMSVAR_WORKSPACE", workspace)
            .env("PATH", viewer.path())
            .env("XDG_DATA_HOME", workspace.join("settings"))
            .env("GDK_BACKEND", "x11")
            .stdout(log.try_clone().expect("a log"))
            .stderr(log)
            .process_group(0)
            .spawn()
            .expect("the driver starts");
        let server = format!("http://127.0.0.1:{port}");
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "wry",
            "tauri:options": { "application": built("samsvar-window") },
        }}});
        let start = Instant::now();
        let id = loop {
            // The driver listens a moment after it has started.
            match post(&format!("{server}/session"), &wanted) {
                Ok(answer) => break answer["sessionId"].as_str().expect("an id").to_owned(),
                Err(fault) if start.elapsed() > PATIENCE => panic!("no session: {fault}"),
                Err(_) => std::thread::sleep(Duration::from_millis(100)),
            }
        };
        Self {
            driver,
            session: format!("{server}/session/{id}"),
            viewer,
            closed: false,
        }
    }

    /// Waits until the system's viewer was asked to show a file; which one.
    pub fn shown_in_viewer(&self) -> PathBuf {
        let start = Instant::now();
        loop {
            if let Ok(path) = std::fs::read_to_string(&self.viewer.shown) {
                return PathBuf::from(path.trim_end());
            }
            assert!(start.elapsed() < PATIENCE, "nothing was shown");
            self.settle();
        }
    }

    /// Runs a script's body in the page and returns its value.
    pub fn script(&self, body: &str) -> Value {
        let call = json!({ "script": body, "args": [] });
        post(&format!("{}/execute/sync", self.session), &call).expect(body)
    }

    /// Waits until `condition`, an expression in the page, holds.
    pub fn until(&self, condition: &str) {
        let start = Instant::now();
        while self.script(&format!(
            "try {{ return !!({condition}) }} catch {{ return false }}"
        )) != true
        {
            if start.elapsed() > PATIENCE {
                let text = self.script("return document.body.innerText");
                panic!("waited for {condition}; the window says: {text}");
            }
            // The page is asked, not hurried: its own events set the pace.
            self.settle();
        }
    }

    /// Waits for two painted frames.
    pub fn settle(&self) {
        let call = json!({ "args": [], "script":
            "const done = arguments[arguments.length - 1];
             requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50)));" });
        post(&format!("{}/execute/async", self.session), &call).expect("a frame");
    }

    fn element(&self, css: &str) -> String {
        self.until(&format!("document.querySelector({})", json!(css)));
        let found = json!({ "using": "css selector", "value": css });
        let answer = post(&format!("{}/element", self.session), &found).expect(css);
        let id = answer
            .as_object()
            .and_then(|it| it.values().next())
            .expect("an element");
        format!("{}/element/{}", self.session, id.as_str().expect("an id"))
    }

    pub fn click(&self, css: &str) {
        let element = self.element(css);
        self.until(&format!("!document.querySelector({}).disabled", json!(css)));
        // To the middle, as a person scrolls: away from notices at the edge.
        self.script(&format!(
            "document.querySelector({}).scrollIntoView({{ block: 'center' }})",
            json!(css)
        ));
        post(&format!("{element}/click"), &json!({})).expect(css);
    }

    pub fn type_into(&self, css: &str, text: &str) {
        let element = self.element(css);
        post(&format!("{element}/clear"), &json!({})).expect(css);
        post(&format!("{element}/value"), &json!({ "text": text })).expect(css);
    }

    pub fn text(&self, css: &str) -> String {
        self.until(&format!("document.querySelector({})", json!(css)));
        let text = self.script(&format!(
            "return document.querySelector({}).innerText",
            json!(css)
        ));
        text.as_str().unwrap_or_default().to_owned()
    }

    /// The middle of an element on the screen.
    pub fn middle(&self, css: &str) -> (i64, i64) {
        self.until(&format!("document.querySelector({})", json!(css)));
        let place = self.script(&format!(
            "const box = document.querySelector({}).getBoundingClientRect();
             return [Math.round(window.screenX + (window.outerWidth - window.innerWidth) / 2
                       + box.x + box.width / 2),
                     Math.round(window.screenY + window.outerHeight - window.innerHeight
                       + box.y + box.height / 2)]",
            json!(css)
        ));
        (place[0].as_i64().expect("x"), place[1].as_i64().expect("y"))
    }

    /// Keeps a picture when pictures are asked for.
    pub fn picture(&self, name: &str) {
        let Some(folder) = std::env::var_os("SAMSVAR_PICTURES") else {
            return;
        };
        self.settle();
        let answer = get(&format!("{}/screenshot", self.session)).expect("a picture");
        let png = base64::engine::general_purpose::STANDARD
            .decode(answer.as_str().expect("text"))
            .expect("base64");
        let path = PathBuf::from(folder).join(name).with_extension("png");
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, png).expect("a picture");
    }

    /// Closes the window as the system does.
    pub fn close(mut self) {
        let _ = ureq::delete(&self.session).call();
        std::thread::sleep(Duration::from_millis(300));
        end(&mut self.driver);
        self.closed = true;
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        if !self.closed {
            end(&mut self.driver);
        }
    }
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

fn post(url: &str, body: &Value) -> Result<Value, String> {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .build()
        .into();
    let answer = agent
        .post(url)
        .send_json(body)
        .map_err(|error| error.to_string())?;
    read(answer)
}

fn get(url: &str) -> Result<Value, String> {
    let answer = ureq::get(url).call().map_err(|error| error.to_string())?;
    read(answer)
}

fn read(mut answer: ureq::http::Response<ureq::Body>) -> Result<Value, String> {
    let body = answer
        .body_mut()
        .with_config()
        .limit(64 << 20)
        .read_to_string();
    let body: Value = serde_json::from_str(&body.map_err(|error| error.to_string())?)
        .map_err(|error| error.to_string())?;
    match body["value"].get("error") {
        Some(error) => Err(format!("{error}: {}", body["value"]["message"])),
        None => Ok(body["value"].clone()),
    }
}
