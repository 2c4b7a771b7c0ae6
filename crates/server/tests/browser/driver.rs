//! Chromium, led through its driver by the WebDriver protocol (W3C): JSON over HTTP, of which a page of code is all that is needed here.

use super::http::{Answer, ask};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, Once};
use std::thread::sleep;
use std::time::{Duration, Instant};

const CHROMIUM: &str = "/usr/bin/chromium";
const DRIVER: &str = "/usr/bin/chromedriver";

/// When a step is given up: far beyond what a slow machine needs, so that it decides nothing but that a page never came to show it.
const LIMIT: Duration = Duration::from_secs(120);
/// How often a page is looked at again.
const LOOK: Duration = Duration::from_millis(50);

const FLAGS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--window-size=1200,900",
];

/// The key of an element in the protocol.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

pub const TAB: &str = "\u{E004}";
pub const ENTER: &str = "\u{E007}";

/// Whether what a test needs must be there.
pub fn is_required() -> bool {
    std::env::var("SHURA_REQUIRE_BROWSER").is_ok_and(|v| v == "1")
}

/// Says on the terminal what is left out; the output of a test that passes would not be seen.
pub fn leave_out(once: &'static Once, what: &str) {
    assert!(!is_required(), "required, but {what}");
    once.call_once(|| {
        let _ = writeln!(std::io::stderr(), "left out: {what}");
    });
}

/// A driver at work. One test at a time has browsers, for each takes much memory.
pub struct Driver {
    process: Child,
    address: SocketAddr,
    _alone: MutexGuard<'static, ()>,
}

impl Driver {
    /// Starts the driver; none, and a sentence, where there is no browser.
    pub fn start() -> Option<Self> {
        static ALONE: Mutex<()> = Mutex::new(());
        static SAID: Once = Once::new();
        let is_there = |path: &str| std::path::Path::new(path).exists();
        if !is_there(CHROMIUM) || !is_there(DRIVER) {
            leave_out(
                &SAID,
                "the pages are not tried in a browser: Debian's chromium and chromium-driver are not installed",
            );
            return None;
        }
        let alone = ALONE.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let mut process = Command::new(DRIVER)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let port = lines.by_ref().map(Result::unwrap).find_map(|line| {
            line.rsplit_once("successfully on port ")?.1.trim_end_matches('.').parse::<u16>().ok()
        });
        // What the driver says later is read away, so that it never waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        let address = SocketAddr::from(([127, 0, 0, 1], port.expect("the driver tells its port")));
        Some(Self { process, address, _alone: alone })
    }

    /// A new browser with nothing in it, before the pages at an address.
    pub fn browser(&self, at: SocketAddr) -> Browser<'_> {
        self.with(at, json!({}))
    }

    /// The same, with scripts switched off.
    pub fn browser_without_scripts(&self, at: SocketAddr) -> Browser<'_> {
        self.with(at, json!({ "profile.managed_default_content_settings.javascript": 2 }))
    }

    fn with(&self, at: SocketAddr, preferences: Value) -> Browser<'_> {
        let options = json!({ "binary": CHROMIUM, "args": FLAGS, "prefs": preferences });
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "goog:chromeOptions": options, "timeouts": { "script": 300_000, "pageLoad": 300_000, "implicit": 0 },
            "unhandledPromptBehavior": "ignore",
        } } });
        let answer = ask(self.address, "POST", "/session", None, Some(&wanted));
        assert_eq!(answer.status, 200, "no browser: {}", answer.body);
        let session = answer.json()["value"]["sessionId"].as_str().unwrap().to_owned();
        // By its name, since passkeys belong to a name.
        Browser { driver: self, session, at: format!("localhost:{}", at.port()) }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The driver ends its browsers with itself.
        let _ = ask_gently(self.address, "GET", "/shutdown");
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Asks without minding whether anybody answers.
fn ask_gently(address: SocketAddr, method: &'static str, path: &str) -> std::thread::Result<Answer> {
    let path = path.to_owned();
    std::thread::spawn(move || ask(address, method, &path, None, None)).join()
}

/// A browser of its own: nobody else's cookies.
pub struct Browser<'a> {
    driver: &'a Driver,
    session: String,
    at: String,
}

impl Drop for Browser<'_> {
    fn drop(&mut self) {
        let _ = ask_gently(self.driver.address, "DELETE", &format!("/session/{}", self.session));
    }
}

impl Browser<'_> {
    /// A command of the protocol: its value, or the word of its error.
    fn command(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value, String> {
        let path = format!("/session/{}/{path}", self.session);
        let answer = ask(self.driver.address, method, &path, None, body);
        let value = answer.json()["value"].take();
        if answer.status == 200 {
            return Ok(value);
        }
        Err(format!(
            "{}: {}",
            value["error"].as_str().unwrap_or("error"),
            value["message"].as_str().unwrap_or("")
        ))
    }

    fn post(&self, path: &str, body: Value) -> Result<Value, String> {
        self.command("POST", path, Some(&body))
    }

    /// Looks again and again until something is so.
    pub fn until<T>(&self, what: &str, mut look: impl FnMut() -> Result<T, String>) -> T {
        let begun = Instant::now();
        loop {
            match look() {
                Ok(found) => return found,
                Err(why) if begun.elapsed() > LIMIT => {
                    panic!("{what}: {why}\nat {}\n{}", self.address(), self.words("body").unwrap_or_default())
                }
                Err(_) => sleep(LOOK),
            }
        }
    }

    /// Opens a page.
    pub fn go(&self, path: &str) {
        self.post("url", json!({ "url": format!("http://{}{path}", self.at) })).unwrap();
    }

    /// The address of the page, without the server.
    pub fn address(&self) -> String {
        let url = self.command("GET", "url", None).unwrap_or_default();
        url.as_str().unwrap_or_default().replace(&format!("http://{}", self.at), "")
    }

    fn find(&self, css: &str) -> Result<String, String> {
        let found = self.post("element", json!({ "using": "css selector", "value": css }))?;
        found[ELEMENT].as_str().map(str::to_owned).ok_or_else(|| "no element".to_owned())
    }

    /// How many elements there are of a kind.
    pub fn count(&self, css: &str) -> usize {
        let found =
            self.post("elements", json!({ "using": "css selector", "value": css })).unwrap_or_default();
        found.as_array().map_or(0, Vec::len)
    }

    /// The words of an element, as they are shown.
    pub fn words(&self, css: &str) -> Result<String, String> {
        let element = self.find(css)?;
        let text = self.command("GET", &format!("element/{element}/text"), None)?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until an element says something.
    pub fn says(&self, css: &str, words: &str) {
        self.until(&format!("{css} says {words:?}"), || {
            let said = self.words(css)?;
            if said.contains(words) { Ok(()) } else { Err(format!("it says {said:?}")) }
        });
    }

    /// Waits until an element holds words, whether they are shown or only told to those who listen.
    pub fn holds(&self, css: &str, words: &str) {
        self.until(&format!("{css} holds {words:?}"), || {
            let held = self.run("return document.querySelector(arguments[0])?.textContent", json!([css]))?;
            if held.as_str().is_some_and(|held| held.contains(words)) {
                Ok(())
            } else {
                Err(format!("it holds {held}"))
            }
        });
    }

    /// Waits until there is an element.
    pub fn shows(&self, css: &str) {
        self.until(&format!("there is {css}"), || self.find(css).map(drop));
    }

    /// Waits until there is no such element.
    pub fn shows_no(&self, css: &str) {
        self.until(&format!("there is no {css}"), || match self.count(css) {
            0 => Ok(()),
            n => Err(format!("there are {n}")),
        });
    }

    /// Clicks an element; if it lies in folds, these are opened before. A page may change under the pointer, so it is tried again.
    pub fn click(&self, css: &str) {
        self.until(&format!("click {css}"), || {
            self.unfold(css)?;
            let element = self.find(css)?;
            self.post(&format!("element/{element}/click"), json!({})).map(drop)
        });
    }

    fn unfold(&self, css: &str) -> Result<(), String> {
        let folded = "let e = document.querySelector(arguments[0]); if (!e) return 'not there';
            for (let d = e.parentElement?.closest('details'); d; d = d.parentElement?.closest('details'))
                if (!d.open && e.parentElement !== d) return d.querySelector('summary');
            return null;";
        let found = self.run(folded, json!([css]))?;
        match found[ELEMENT].as_str() {
            Some(summary) => {
                self.post(&format!("element/{summary}/click"), json!({}))?;
                Err("a fold was opened".to_owned())
            }
            None if found.is_string() => Err("it is not there".to_owned()),
            None => Ok(()),
        }
    }

    /// Clicks, and says yes to the question that is asked before what cannot be undone.
    pub fn click_and_confirm(&self, css: &str) {
        self.click(css);
        self.confirm();
    }

    /// Says yes to a question.
    pub fn confirm(&self) {
        self.until("a question is asked", || self.post("alert/accept", json!({})).map(drop));
    }

    /// Waits until a question is asked.
    pub fn is_asked(&self) {
        self.until("a question is asked", || self.command("GET", "alert/text", None).map(drop));
    }

    /// Types into a field what it shall hold.
    pub fn fill(&self, css: &str, text: &str) {
        self.until(&format!("type into {css}"), || {
            self.unfold(css)?;
            let element = self.find(css)?;
            self.post(&format!("element/{element}/clear"), json!({}))?;
            self.post(&format!("element/{element}/value"), json!({ "text": text })).map(drop)
        });
    }

    /// Chooses in a list by the value that is sent.
    pub fn choose(&self, css: &str, value: &str) {
        self.click(&format!("{css} option[value=\"{value}\"]"));
    }

    /// Presses keys, one after another, wherever the focus is.
    pub fn press(&self, keys: &[&str]) {
        let acts: Vec<Value> = keys
            .iter()
            .flat_map(|key| ["keyDown", "keyUp"].map(|act| json!({ "type": act, "value": key })))
            .collect();
        let keyboard = json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": acts }] });
        self.post("actions", keyboard).unwrap();
    }

    /// Runs a script in the page, outside its content security policy as all scripts of a driver are.
    pub fn run(&self, script: &str, arguments: Value) -> Result<Value, String> {
        self.post("execute/sync", json!({ "script": script, "args": arguments }))
    }

    /// Runs a script that calls its last argument when it is done.
    pub fn run_slowly(&self, script: &str, arguments: Value) -> Result<Value, String> {
        self.post("execute/async", json!({ "script": script, "args": arguments }))
    }

    /// Gives the browser an authenticator, as a telephone has one, with which a finger is always on it.
    pub fn has_authenticator(&self) {
        let what = json!({ "protocol": "ctap2", "transport": "internal", "hasResidentKey": true,
            "hasUserVerification": true, "isUserVerified": true });
        self.post("webauthn/authenticator", what).unwrap();
    }

    /// Cuts the connection, or brings it back.
    pub fn is_connected(&self, connected: bool) {
        let network =
            json!({ "network_conditions": { "offline": !connected, "latency": 0, "throughput": -1 } });
        self.post("chromium/network_conditions", network).unwrap();
    }

    /// Makes the window so wide and so high.
    pub fn size(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        let told = json!({ "cmd": "Emulation.setDeviceMetricsOverride", "params": size });
        self.post("goog/cdp/execute", told).unwrap();
    }

    /// What the window shows, as PNG in base 64.
    pub fn picture(&self) -> String {
        self.command("GET", "screenshot", None).unwrap().as_str().unwrap().to_owned()
    }
}
