//! The bare limits of the same run: the same event to as many streams with nothing else to do, and single commits of SQLite.

use serde::Serialize;
use std::io;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// How long commits are counted.
const COUNTED: Duration = Duration::from_secs(1);

/// The limits.
#[derive(Serialize)]
pub struct Limits {
    /// From the first write to the last stream that has read an event of the same size, in milliseconds.
    pub fan_out_ms: f64,
    /// Rows of 300 bytes, one a commit, WAL and `synchronous=FULL`.
    pub sqlite_commits_per_s: f64,
}

/// Measures both.
pub async fn measure(clients: u64, bytes: usize) -> io::Result<Limits> {
    let fan_out = fan_out(clients, bytes).await?;
    let commits = tokio::task::spawn_blocking(commits).await.map_err(io::Error::other)?;
    Ok(Limits {
        fan_out_ms: fan_out.as_secs_f64() * 1000.0,
        sqlite_commits_per_s: commits.map_err(io::Error::other)?,
    })
}

async fn fan_out(clients: u64, bytes: usize) -> io::Result<Duration> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let (mut readers, mut writers) = (JoinSet::new(), vec![]);
    for _ in 0..clients {
        let mut near = TcpStream::connect(address).await?;
        writers.push(listener.accept().await?.0);
        readers.spawn(async move {
            let mut read = vec![0; bytes];
            near.read_exact(&mut read).await.map(|_| Instant::now())
        });
    }
    let event = vec![b'x'; bytes];
    let begun = Instant::now();
    for writer in &mut writers {
        writer.write_all(&event).await?;
    }
    let mut last = begun;
    while let Some(read) = readers.join_next().await {
        last = last.max(read.map_err(io::Error::other)??);
    }
    Ok(last - begun)
}

fn commits() -> rusqlite::Result<f64> {
    let path = std::env::temp_dir().join(format!("shura-bench-commits-{}", std::process::id()));
    let connection = rusqlite::Connection::open(&path)?;
    connection.execute_batch(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE row (n INTEGER PRIMARY KEY, bytes BLOB)",
    )?;
    let row = vec![7u8; 300];
    let (begun, mut count) = (Instant::now(), 0u32);
    while begun.elapsed() < COUNTED {
        connection.execute("INSERT INTO row (bytes) VALUES (?1)", [&row])?;
        count += 1;
    }
    let rate = f64::from(count) / begun.elapsed().as_secs_f64();
    drop(connection);
    for ending in ["", "-wal", "-shm"] {
        // They lie among the machine's temporary files.
        let _ = std::fs::remove_file(format!("{}{ending}", path.display()));
    }
    Ok(rate)
}
