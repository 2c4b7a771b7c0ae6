//! One POST over plain HTTP/1.1. What a witness answers is signed, so that nothing depends on who carries it; a witness behind TLS is reached
//! through a local tunnel.

use crate::output::Failure;
use std::io::{Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

/// How long to wait for each step.
const PATIENCE: Duration = Duration::from_secs(10);

/// The most bytes of an answer.
const MAX_ANSWER_BYTES: u64 = 64 * 1024;

/// Posts a text and gives status and body.
pub fn post(url: &str, body: &str) -> Result<(u16, String), Failure> {
    let fail = |why: String| {
        Failure::new(format!("{url} does not answer: {why}"), format!("{url} پاسخ نمی‌دهد: {why}"))
    };
    let rest = url.strip_prefix("http://").ok_or_else(|| {
        Failure::new(
            format!("{url}: only http:// is spoken here; reach a witness behind TLS through a local tunnel"),
            format!("{url}: این‌جا تنها http:// به کار می‌آید؛ به گواهِ پشت TLS از راه تونلی محلی برسید"),
        )
    })?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let with_port = if host.contains(':') { host.to_owned() } else { format!("{host}:80") };
    let answer = exchange(host, &with_port, path, body).map_err(|error| fail(error.to_string()))?;
    let text = String::from_utf8(answer).map_err(|error| fail(error.to_string()))?;
    let (head, body) = text.split_once("\r\n\r\n").ok_or_else(|| fail("not HTTP".into()))?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    Ok((status.ok_or_else(|| fail("not HTTP".into()))?, body.to_owned()))
}

fn exchange(host: &str, address: &str, path: &str, body: &str) -> std::io::Result<Vec<u8>> {
    let address = address.to_socket_addrs()?.next();
    let address = address.ok_or_else(|| std::io::Error::other("the name has no address"))?;
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    // HTTP/1.0, so that the answer is not sent in chunks.
    let head = format!("POST /{path} HTTP/1.0\r\nHost: {host}\r\nContent-Length: {}\r\n\r\n", body.len());
    stream.write_all(head.as_bytes())?;
    stream.write_all(body.as_bytes())?;
    let mut answer = vec![];
    stream.take(MAX_ANSWER_BYTES).read_to_end(&mut answer)?;
    Ok(answer)
}
