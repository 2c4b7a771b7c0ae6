//! The little of HTTP/1.1 that measuring needs: one connection, one request after another, and a stream that is read as it comes.

use std::io;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The longest answer that is taken, in bytes.
const ANSWER_MAX: usize = 16 << 20;

/// A connection that is kept, and opened anew when the server has closed it because it was quiet.
pub struct Connection {
    address: SocketAddr,
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// An answer.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body.
    pub body: String,
}

impl Connection {
    /// Connects.
    pub async fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = connect(address).await?;
        Ok(Self { address, stream, buffer: Vec::new() })
    }

    /// Sends JSON and waits for the answer. What is sent twice counts once, so that it is sent again over a new connection if the first
    /// was closed.
    pub async fn post(&mut self, path: &str, token: &str, json: &str) -> io::Result<Answer> {
        let bearer =
            if token.is_empty() { String::new() } else { format!("Authorization: Bearer {token}\r\n") };
        let length = json.len();
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: shura\r\n{bearer}Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{json}"
        );
        self.ask(&request).await
    }

    /// Asks for a page.
    pub async fn get(&mut self, path: &str, token: &str) -> io::Result<Answer> {
        let request = format!("GET {path} HTTP/1.1\r\nHost: shura\r\nAuthorization: Bearer {token}\r\n\r\n");
        self.ask(&request).await
    }

    async fn ask(&mut self, request: &str) -> io::Result<Answer> {
        if let Ok(answer) = self.exchange(request).await {
            return Ok(answer);
        }
        self.stream = connect(self.address).await?;
        self.exchange(request).await
    }

    async fn exchange(&mut self, request: &str) -> io::Result<Answer> {
        self.stream.write_all(request.as_bytes()).await?;
        self.answer().await
    }

    async fn answer(&mut self) -> io::Result<Answer> {
        self.buffer.clear();
        loop {
            if let Some(answer) = self.whole()? {
                return Ok(answer);
            }
            if self.buffer.len() > ANSWER_MAX || self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err(io::Error::other("the answer broke off"));
            }
        }
    }

    /// The answer, if all of it is there.
    fn whole(&self) -> io::Result<Option<Answer>> {
        let text = String::from_utf8_lossy(&self.buffer);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { return Ok(None) };
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok());
        let status = status.ok_or_else(|| io::Error::other("no status"))?;
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
        });
        let length = length.unwrap_or(0);
        Ok((body.len() >= length).then(|| Answer { status, body: body.to_owned() }))
    }

    /// Asks for a stream; what comes is read with [`Connection::more`].
    pub async fn watch(&mut self, path: &str, token: &str) -> io::Result<()> {
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: shura\r\nAuthorization: Bearer {token}\r\nAccept: text/event-stream\r\n\r\n"
        );
        self.stream.write_all(request.as_bytes()).await
    }

    /// The next bytes of a stream, in place of those before them.
    pub async fn more(&mut self) -> io::Result<&[u8]> {
        self.buffer.clear();
        if self.stream.read_buf(&mut self.buffer).await? == 0 {
            return Err(io::Error::other("the stream ended"));
        }
        Ok(&self.buffer)
    }
}

async fn connect(address: SocketAddr) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}
