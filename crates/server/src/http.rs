//! One request over plain HTTP/1.0. A witness signs what it answers, and a server at some distance is reached through a tunnel that encrypts, so
//! that nothing here depends on who carries it.

use shura_act::Bilingual;
use std::io::{Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::{Duration, Instant};

/// How long to wait for each step.
const PATIENCE: Duration = Duration::from_secs(10);

/// The most bytes of an answer.
const MAX_ANSWER_BYTES: usize = 1 << 20;

/// Posts a text and gives status and body. `headers` are whole lines, each with its line end.
///
/// # Errors
/// Why there was no answer.
pub fn post(url: &str, headers: &str, body: &str) -> Result<(u16, String), Bilingual> {
    let fail = |why: String| {
        Bilingual::new(format!("{url} does not answer: {why}"), format!("{url} پاسخ نمی‌دهد: {why}"))
    };
    let (host, path) = host_and_path(url)?;
    let with_port = if host.contains(':') { host.to_owned() } else { format!("{host}:80") };
    // HTTP/1.0, so that the answer is not sent in chunks.
    let length = body.len();
    let request =
        format!("POST /{path} HTTP/1.0\r\nHost: {host}\r\n{headers}Content-Length: {length}\r\n\r\n{body}");
    let answer = exchange(&with_port, &request).map_err(|error| fail(error.to_string()))?;
    let text = String::from_utf8(answer).map_err(|error| fail(error.to_string()))?;
    let (head, body) = text.split_once("\r\n\r\n").ok_or_else(|| fail("not HTTP".into()))?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    Ok((status.ok_or_else(|| fail("not HTTP".into()))?, body.to_owned()))
}

/// The host, with its port, and the path of an address.
///
/// # Errors
/// It does not begin with `http://`.
pub fn host_and_path(url: &str) -> Result<(&str, &str), Bilingual> {
    let rest = url.strip_prefix("http://").ok_or_else(|| {
        Bilingual::new(
            format!("{url}: only http:// is spoken here; reach a place behind TLS through a local tunnel"),
            format!("{url}: این‌جا تنها http:// به کار می‌آید؛ به جایی که پشت TLS است از راه تونلی محلی برسید"),
        )
    })?;
    Ok(rest.split_once('/').unwrap_or((rest, "")))
}

fn exchange(address: &str, request: &str) -> std::io::Result<Vec<u8>> {
    let address = address.to_socket_addrs()?.next();
    let address = address.ok_or_else(|| std::io::Error::other("the name has no address"))?;
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.write_all(request.as_bytes())?;
    // The whole answer has to be there in time: one that trickles in would hold off whoever waits for it.
    let until = Instant::now() + PATIENCE;
    let (mut answer, mut part) = (vec![], [0; 4096]);
    loop {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(std::io::Error::other("the answer took too long"));
        }
        stream.set_read_timeout(Some(left))?;
        match stream.read(&mut part)? {
            0 => return Ok(answer),
            read => answer.extend_from_slice(part.get(..read).unwrap_or_default()),
        }
        if answer.len() > MAX_ANSWER_BYTES {
            return Err(std::io::Error::other("the answer is too long"));
        }
    }
}
