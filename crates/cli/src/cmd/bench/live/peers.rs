//! Stand-ins for what another assembly program does with a ballot, driven at the same rate: a hash set in Redis, one script a ballot, and a
//! row of PostgreSQL that holds who has voted, rewritten by each ballot. They are no measurement of that program, only of these two ways of
//! storing, written from their description. Where a server is not running they are left out with a word.

use serde::Serialize;
use std::io;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// A stand-in and how long its ballots took.
#[derive(Serialize)]
pub struct Peer {
    /// Its name.
    pub name: &'static str,
    /// Median, in milliseconds.
    pub p50_ms: Option<f64>,
    /// Of a hundred ballots the slowest but one, in milliseconds.
    pub p99_ms: Option<f64>,
    /// Ballots that were turned away and tried again.
    pub retries: u64,
    /// Why it was left out.
    pub left_out: Option<String>,
}

const REDIS: &str = "stand-in: Redis hash set, one script a ballot";
const POSTGRES: &str = "stand-in: PostgreSQL, one row for all voters, REPEATABLE READ";

/// Addresses where the servers are looked for; `bench/live-peers` starts them there.
const REDIS_AT: &str = "127.0.0.1:16379";
const POSTGRES_AT: &str = "127.0.0.1:15432";

/// Measures both.
pub async fn measure(voters: u64, seconds: u64) -> Vec<Peer> {
    let spread = Duration::from_secs(seconds);
    vec![told(REDIS, redis(voters, spread).await), told(POSTGRES, postgres(voters, spread).await)]
}

fn told(name: &'static str, outcome: io::Result<(Vec<Duration>, u64)>) -> Peer {
    match outcome {
        Ok((mut times, retries)) => {
            times.sort_unstable();
            let at = |share: usize| times.get((times.len() * share / 100).min(times.len().saturating_sub(1)));
            let ms = |share| at(share).map(|t| t.as_secs_f64() * 1000.0);
            Peer { name, p50_ms: ms(50), p99_ms: ms(99), retries, left_out: None }
        }
        Err(error) => {
            let why = format!("left out: {error}; bench/live-peers starts it where it can be had");
            Peer { name, p50_ms: None, p99_ms: None, retries: 0, left_out: Some(why) }
        }
    }
}

/// One ballot a voter: refused if there is one already, as the script does it.
async fn redis(voters: u64, spread: Duration) -> io::Result<(Vec<Duration>, u64)> {
    const SCRIPT: &str = "if redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[2]) == 0 then return 2 end return 0";
    let mut lanes = vec![];
    for _ in 0..100 {
        lanes.push(TcpStream::connect(REDIS_AT).await?);
    }
    drive(lanes, voters, spread, |mut lane: TcpStream, voter| async move {
        let voter = format!("voter-{voter}-{}", std::process::id());
        let parts = ["EVAL", SCRIPT, "1", "bench-ballots", &voter, "{\"value\":\"Y\"}"];
        let mut request = format!("*{}\r\n", parts.len());
        for part in parts {
            request.push_str(&format!("${}\r\n{part}\r\n", part.len()));
        }
        lane.write_all(request.as_bytes()).await?;
        let mut answer = [0; 256];
        let read = lane.read(&mut answer).await?;
        if answer.first() == Some(&b':') && read > 0 {
            Ok((lane, 0))
        } else {
            Err(io::Error::other("no answer"))
        }
    })
    .await
}

/// A transaction a ballot, which rewrites the one row and adds the ballot; tried again when another was faster.
async fn postgres(voters: u64, spread: Duration) -> io::Result<(Vec<Duration>, u64)> {
    let mut first = start(POSTGRES_AT).await?;
    query(&mut first, "DROP TABLE IF EXISTS poll, ballot; CREATE TABLE poll (id int primary key, voted int[] not null); CREATE TABLE ballot (id serial primary key, vote text not null); INSERT INTO poll VALUES (1, '{}')").await?;
    let mut lanes = vec![];
    for _ in 0..50 {
        lanes.push(start(POSTGRES_AT).await?);
    }
    drive(lanes, voters, spread, |mut lane: TcpStream, voter| async move {
        let ballot = format!(
            "BEGIN ISOLATION LEVEL REPEATABLE READ; UPDATE poll SET voted = voted || {voter} WHERE id = 1 AND NOT voted @> ARRAY[{voter}]; \
             INSERT INTO ballot (vote) VALUES ('Y'); COMMIT"
        );
        let mut retries = 0;
        while !query(&mut lane, &ballot).await? {
            query(&mut lane, "ROLLBACK").await?;
            retries += 1;
        }
        Ok((lane, retries))
    })
    .await
}

/// Begins a session without a password, as the user and in the database `postgres`.
async fn start(address: &str) -> io::Result<TcpStream> {
    let mut stream = TcpStream::connect(address).await?;
    let words = b"user\0postgres\0database\0postgres\0\0";
    let mut message = u32::try_from(words.len() + 8).unwrap_or(0).to_be_bytes().to_vec();
    message.extend_from_slice(&196_608_u32.to_be_bytes());
    message.extend_from_slice(words);
    stream.write_all(&message).await?;
    ready(&mut stream).await?;
    Ok(stream)
}

/// Sends a simple query; false if the server answered with an error.
async fn query(stream: &mut TcpStream, sql: &str) -> io::Result<bool> {
    let mut message = vec![b'Q'];
    message.extend_from_slice(&u32::try_from(sql.len() + 5).unwrap_or(0).to_be_bytes());
    message.extend_from_slice(sql.as_bytes());
    message.push(0);
    stream.write_all(&message).await?;
    ready(stream).await
}

/// Reads messages until the server is ready; false if one of them was an error.
async fn ready(stream: &mut TcpStream) -> io::Result<bool> {
    let mut fine = true;
    loop {
        let kind = stream.read_u8().await?;
        let length = usize::try_from(stream.read_u32().await?).unwrap_or(0).saturating_sub(4);
        let mut body = vec![0; length.min(1 << 20)];
        stream.read_exact(&mut body).await?;
        match kind {
            b'E' => fine = false,
            b'Z' => return Ok(fine),
            _ => {}
        }
    }
}

/// Sends a ballot for each voter, spread evenly, over lanes that each carry one at a time. The time of a ballot begins when it is due.
async fn drive<L, F>(
    lanes: Vec<L>,
    voters: u64,
    spread: Duration,
    ballot: impl Fn(L, u64) -> F + Clone + Send + 'static,
) -> io::Result<(Vec<Duration>, u64)>
where
    L: Send + 'static,
    F: Future<Output = io::Result<(L, u64)>> + Send,
{
    let count = lanes.len() as u64;
    let begun = Instant::now();
    let mut driven = JoinSet::new();
    for (first, mut lane) in (0..).zip(lanes) {
        let ballot = ballot.clone();
        driven.spawn(async move {
            let (mut times, mut retries) = (vec![], 0);
            let mut voter = first;
            while voter < voters {
                let due = begun + spread.mul_f64(voter as f64 / voters as f64);
                tokio::time::sleep_until(due.into()).await;
                let (back, tried) = ballot(lane, voter).await?;
                lane = back;
                retries += tried;
                times.push(due.elapsed());
                voter += count;
            }
            io::Result::Ok((times, retries))
        });
    }
    let (mut times, mut retries) = (vec![], 0);
    while let Some(done) = driven.join_next().await {
        let (some, tried) = done.map_err(io::Error::other)??;
        times.extend(some);
        retries += tried;
    }
    Ok((times, retries))
}
