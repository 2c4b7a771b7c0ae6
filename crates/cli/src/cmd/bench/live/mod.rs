//! `shura bench live`: a server in a process of its own, and thousands of delegates who sign in, watch, are present and vote.

mod congress;
mod http;
mod limits;
mod peers;

use super::machine::Machine;
use crate::output::{Failure, Output};
use congress::Congress;
use http::Connection;
use serde::Serialize;
use shura_server::live::ask_within;
use std::io;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// How many take part.
#[derive(clap::Args)]
pub struct Args {
    /// Delegates, each with a stream that stays open.
    #[arg(long, default_value_t = 5000)]
    delegates: u64,
    /// Seconds in which all vote.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Divisions one after another.
    #[arg(long, default_value_t = 5)]
    divisions: u64,
}

/// What is printed.
#[derive(Serialize)]
struct Report {
    machine: Machine,
    delegates: u64,
    divisions: u64,
    seconds_of_voting: u64,
    /// Signing in with codes, a thousand and all.
    sign_in_per_s: f64,
    sign_in_of_a_thousand_s: f64,
    presence_per_s: f64,
    ballots: u64,
    ballots_refused: u64,
    /// From sending a ballot to the word that it is durable, in milliseconds.
    ballot_p50_ms: f64,
    ballot_p99_ms: f64,
    ballot_max_ms: f64,
    /// From when a page asks for what concerns its reader alone, after a vote was opened, to the answer, in milliseconds.
    own_part_p50_ms: f64,
    own_part_p99_ms: f64,
    /// From the word that the result is declared to the last stream that shows it, the slowest of the divisions; nothing where a stream did
    /// not show it within half a minute.
    verdict_shown_to_all_ms: Option<f64>,
    /// The server's memory beyond what it had before anybody came, for each delegate: with all connections open and nothing said yet,
    server_bytes_per_connected_client: u64,
    /// and at the end, with everything that they entered.
    server_bytes_per_client: u64,
    limits: limits::Limits,
    peers: Vec<peers::Peer>,
    /// The aims of the design: 250 ms, 1,000 ms, 40,000 bytes, 60 s.
    within_aims: [bool; 4],
}

/// Measures.
pub fn run(args: &Args, out: &Output) -> Result<ExitCode, Failure> {
    if let Some(code) = congress::with_many_files(out)? {
        return Ok(code);
    }
    let failed = |e: io::Error| Failure::plain(format!("the measurement broke off: {e}"));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    let report = runtime.map_err(failed)?.block_on(measure(args, out)).map_err(failed)?;
    if out.json {
        out.json(&report)?;
    } else {
        print(&report, out);
    }
    Ok(ExitCode::SUCCESS)
}

async fn measure(args: &Args, out: &Output) -> io::Result<Report> {
    let step = |en: &str, fa: &str| {
        if !out.json {
            out.line(out.pick(en, fa));
        }
    };
    step("Making the congress …", "کنگره ساخته می‌شود …");
    let congress = Arc::new(Congress::begin(args.delegates)?);
    let before = congress.server_bytes();
    step("Signing in …", "نمایندگان وارد می‌شوند …");
    let (tokens, sign_in) = sign_in(&congress).await?;
    step("Opening the streams …", "جریان‌ها باز می‌شوند …");
    let hall = Arc::new(Hall::default());
    let mut watchers = watch(&congress, &tokens, &hall).await?;
    step("Presence …", "حضور …");
    let voices = connect(&congress, &tokens).await?;
    hall.all_see(args.delegates).await?;
    let connected = congress.server_bytes();
    let presence = Instant::now();
    let voices = everyone(voices, Duration::ZERO, |congress, n| congress.presence(n), &congress).await?;
    let presence_per_s = args.delegates as f64 / presence.elapsed().as_secs_f64();
    let mut own_parts_took = vec![];
    let (mut times, mut refused, mut slowest) = (vec![], 0, Some(Duration::ZERO));
    let mut voices = voices.voices;
    for number in 1..=args.divisions {
        step(&format!("Division {number} …"), &format!("رأی‌گیری {number} …"));
        congress.ask(&mut voices, number).await?;
        let spread = Duration::from_secs(args.seconds);
        // Every page asks once for its reader's own part, and then its reader votes.
        let asked = tokio::spawn(own_parts(congress.clone(), tokens.clone()));
        let cast = everyone(voices, spread, move |congress, n| congress.ballot(number, n), &congress).await?;
        own_parts_took.extend(asked.await.map_err(io::Error::other)??);
        times.extend(cast.times);
        refused += cast.refused;
        voices = cast.voices;
        hall.shown.store(0, Ordering::SeqCst);
        hall.awaits.store(number, Ordering::SeqCst);
        congress.declare(&mut voices, number).await?;
        slowest = slowest.zip(hall.shown_to_all(args.delegates).await?).map(|(a, b)| a.max(b));
    }
    let after = congress.server_bytes();
    watchers.shutdown().await;
    step("Limits of this machine …", "حدهای این دستگاه …");
    let limits = limits::measure(args.delegates, congress.event_bytes()).await?;
    step("Stand-ins …", "بدل‌ها …");
    let peers = peers::measure(args.delegates, args.seconds).await;
    times.sort_unstable();
    own_parts_took.sort_unstable();
    let ms = |time: Option<&Duration>| time.map_or(0.0, |t| t.as_secs_f64() * 1000.0);
    let at = |times: &[Duration], share: usize| {
        ms(times.get((times.len() * share / 100).min(times.len().saturating_sub(1))))
    };
    let for_each = |bytes: u64| bytes.saturating_sub(before) / args.delegates.max(1);
    let (p99, per_client) = (at(&times, 99), for_each(after));
    let shown = slowest.map(|slowest| slowest.as_secs_f64() * 1000.0);
    let rate = args.delegates as f64 / sign_in.as_secs_f64();
    Ok(Report {
        machine: Machine::here(),
        delegates: args.delegates,
        divisions: args.divisions,
        seconds_of_voting: args.seconds,
        sign_in_per_s: rate,
        sign_in_of_a_thousand_s: 1000.0 / rate,
        presence_per_s,
        ballots: times.len() as u64,
        ballots_refused: refused,
        ballot_p50_ms: at(&times, 50),
        ballot_p99_ms: p99,
        ballot_max_ms: ms(times.last()),
        own_part_p50_ms: at(&own_parts_took, 50),
        own_part_p99_ms: at(&own_parts_took, 99),
        verdict_shown_to_all_ms: shown,
        server_bytes_per_connected_client: for_each(connected),
        server_bytes_per_client: per_client,
        limits,
        peers,
        within_aims: [
            p99 < 250.0,
            shown.is_some_and(|ms| ms < 1000.0),
            per_client <= 40_000,
            1000.0 / rate < 60.0,
        ],
    })
}

/// How long a verdict is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the streams have shown.
#[derive(Default)]
struct Hall {
    /// How many streams have shown the hall at all.
    open: AtomicU64,
    /// How many have ended, which none may.
    ended: AtomicU64,
    /// The division whose verdict is awaited; 0 for none.
    awaits: AtomicU64,
    /// How many streams have shown it.
    shown: AtomicU64,
}

impl Hall {
    /// Waits until every stream shows the hall.
    async fn all_see(&self, all: u64) -> io::Result<()> {
        self.reaches(&self.open, all)
            .await?
            .map(drop)
            .ok_or_else(|| io::Error::other("a stream shows nothing"))
    }

    /// How long it takes from now until every stream has shown the verdict; nothing if one does not.
    async fn shown_to_all(&self, all: u64) -> io::Result<Option<Duration>> {
        self.reaches(&self.shown, all).await
    }

    async fn reaches(&self, count: &AtomicU64, all: u64) -> io::Result<Option<Duration>> {
        let since = Instant::now();
        while count.load(Ordering::SeqCst) < all {
            if self.ended.load(Ordering::SeqCst) > 0 {
                return Err(io::Error::other("a stream ended"));
            }
            if since.elapsed() > PATIENCE {
                return Ok(None);
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        Ok(Some(since.elapsed()))
    }
}

/// Signs everyone in, a hundred at a time, and gives their tokens in order.
async fn sign_in(congress: &Arc<Congress>) -> io::Result<(Vec<String>, Duration)> {
    let begun = Instant::now();
    let mut tokens = vec![String::new(); congress.codes.len()];
    let mut lanes = JoinSet::new();
    for lane in 0..100 {
        let congress = congress.clone();
        lanes.spawn(async move {
            let mut connection = Connection::open(congress.address).await?;
            let mut got = vec![];
            for n in (lane..congress.codes.len()).step_by(100) {
                let code = congress.codes.get(n).map_or("", String::as_str);
                let json = format!("{{\"code\":\"{code}\"}}");
                let answer = connection.post(&congress.path("session"), "", &json).await?;
                let token = serde_json::from_str::<serde_json::Value>(&answer.body).ok();
                let token = token.and_then(|v| v.get("token")?.as_str().map(str::to_owned));
                got.push((n, token.ok_or_else(|| io::Error::other(answer.body))?));
            }
            io::Result::Ok(got)
        });
    }
    while let Some(lane) = lanes.join_next().await {
        for (n, token) in lane.map_err(io::Error::other)?? {
            if let Some(place) = tokens.get_mut(n) {
                *place = token;
            }
        }
    }
    Ok((tokens, begun.elapsed()))
}

/// Opens a stream for everyone.
async fn watch(congress: &Arc<Congress>, tokens: &[String], hall: &Arc<Hall>) -> io::Result<JoinSet<()>> {
    let mut watchers = JoinSet::new();
    for token in tokens {
        let mut connection = Connection::open(congress.address).await?;
        connection.watch(&congress.live(), token).await?;
        let hall = hall.clone();
        watchers.spawn(async move {
            // A stream has no end but that of the measurement.
            let _ = follow(connection, &hall).await;
            hall.ended.fetch_add(1, Ordering::SeqCst);
        });
    }
    Ok(watchers)
}

/// Reads a stream and tells once of each verdict that is awaited.
async fn follow(mut connection: Connection, hall: &Hall) -> io::Result<()> {
    let (mut told, mut event) = (0, Vec::new());
    connection.more().await?;
    hall.open.fetch_add(1, Ordering::SeqCst);
    loop {
        let bytes = connection.more().await?;
        let awaited = hall.awaits.load(Ordering::SeqCst);
        if awaited == told {
            continue;
        }
        event.extend_from_slice(bytes);
        if Congress::shows_verdict(&String::from_utf8_lossy(&event), awaited) {
            told = awaited;
            event.clear();
            hall.shown.fetch_add(1, Ordering::SeqCst);
        }
    }
}

/// A delegate who can be heard: a connection and a token.
pub struct Voice {
    connection: Connection,
    token: String,
}

/// What became of what everyone sent.
struct Heard {
    voices: Vec<Voice>,
    times: Vec<Duration>,
    refused: u64,
}

async fn connect(congress: &Congress, tokens: &[String]) -> io::Result<Vec<Voice>> {
    let mut voices = vec![];
    for token in tokens {
        voices.push(Voice { connection: Connection::open(congress.address).await?, token: token.clone() });
    }
    Ok(voices)
}

/// Everyone sends one act, spread evenly over some time, and waits for the answer.
async fn everyone(
    voices: Vec<Voice>,
    spread: Duration,
    act: impl Fn(&Congress, u64) -> String + Clone + Send + 'static,
    congress: &Arc<Congress>,
) -> io::Result<Heard> {
    let count = u32::try_from(voices.len()).unwrap_or(u32::MAX).max(1);
    let begun = tokio::time::Instant::now();
    let mut sent = JoinSet::new();
    for (n, mut voice) in voices.into_iter().enumerate() {
        let (congress, act) = (congress.clone(), act.clone());
        let due = begun + spread * u32::try_from(n).unwrap_or(u32::MAX) / count;
        sent.spawn(async move {
            tokio::time::sleep_until(due).await;
            let json = act(&congress, n as u64);
            let at = Instant::now();
            let answer = voice.connection.post(&congress.path("acts"), &voice.token, &json).await?;
            io::Result::Ok((n, voice, at.elapsed(), answer.status == 201))
        });
    }
    let (mut voices, mut times, mut refused) = (vec![], vec![], 0);
    while let Some(done) = sent.join_next().await {
        let (n, voice, time, entered) = done.map_err(io::Error::other)??;
        voices.push((n, voice));
        times.push(time);
        refused += u64::from(!entered);
    }
    voices.sort_by_key(|(n, _)| *n);
    Ok(Heard { voices: voices.into_iter().map(|(_, voice)| voice).collect(), times, refused })
}

/// Everyone's page asks for what concerns its reader alone, within the time in which pages do so; from when each is due to its answer.
async fn own_parts(congress: Arc<Congress>, tokens: Vec<String>) -> io::Result<Vec<Duration>> {
    const LANES: usize = 100;
    let count = u32::try_from(tokens.len()).unwrap_or(u32::MAX).max(1);
    let within = ask_within(tokens.len());
    let (begun, tokens) = (tokio::time::Instant::now(), Arc::new(tokens));
    let mut lanes = JoinSet::new();
    for lane in 0..LANES {
        let (congress, tokens) = (congress.clone(), tokens.clone());
        lanes.spawn(async move {
            let mut connection = Connection::open(congress.address).await?;
            let mut times = vec![];
            for (n, token) in tokens.iter().enumerate().skip(lane).step_by(LANES) {
                let due = begun + within * u32::try_from(n).unwrap_or(u32::MAX) / count;
                tokio::time::sleep_until(due).await;
                let answer = connection.get(&congress.mine(), token).await?;
                if answer.status != 200 {
                    return Err(io::Error::other(answer.body));
                }
                times.push(due.elapsed());
            }
            io::Result::Ok(times)
        });
    }
    let mut times = vec![];
    while let Some(lane) = lanes.join_next().await {
        times.extend(lane.map_err(io::Error::other)??);
    }
    Ok(times)
}

fn print(report: &Report, out: &Output) {
    let row = |en: &str, fa: &str, value: String, aim: &str| {
        vec![out.pick(en, fa), out.number(value), out.number(aim)]
    };
    out.table(&[
        row(
            "signing in, a thousand",
            "ورود هزار نفر",
            format!("{:.2} s", report.sign_in_of_a_thousand_s),
            "< 60 s",
        ),
        row("presence", "حضور", format!("{:.0}/s", report.presence_per_s), ""),
        row("ballots refused", "رأی‌های نپذیرفته", report.ballots_refused.to_string(), "0"),
        row("ballot durable, median", "ماندگاری رأی، میانه", format!("{:.1} ms", report.ballot_p50_ms), ""),
        row(
            "ballot durable, 99 of 100",
            "ماندگاری رأی، ۹۹ از ۱۰۰",
            format!("{:.1} ms", report.ballot_p99_ms),
            "< 250 ms",
        ),
        row(
            "own part of a page, 99 of 100",
            "بخش هر کس در صفحه، ۹۹ از ۱۰۰",
            format!("{:.0} ms", report.own_part_p99_ms),
            "",
        ),
        row(
            "verdict shown to all",
            "نمایش نتیجه به همه",
            report.verdict_shown_to_all_ms.map_or("> 30 s".to_owned(), |ms| format!("{ms:.0} ms")),
            "< 1000 ms",
        ),
        row(
            "server memory a client",
            "حافظهٔ سرور برای هر نفر",
            format!("{} B", report.server_bytes_per_client),
            "<= 40000 B",
        ),
        row(
            "limit: the same event to all",
            "حد: همان رویداد به همه",
            format!("{:.0} ms", report.limits.fan_out_ms),
            "",
        ),
        row(
            "limit: SQLite, one row a commit",
            "حد: SQLite، هر سطر یک ثبت",
            format!("{:.0}/s", report.limits.sqlite_commits_per_s),
            "",
        ),
    ]);
    for peer in &report.peers {
        out.line(match (peer.p99_ms, &peer.left_out) {
            (Some(p99), _) => format!("{}: p99 {p99:.1} ms", peer.name),
            (None, Some(why)) => format!("{}: {why}", peer.name),
            (None, None) => peer.name.to_owned(),
        });
    }
}

/// The address of the server, which it prints when it listens.
pub fn address_in(line: &str) -> Option<SocketAddr> {
    line.split("//").nth(1)?.split('/').next()?.parse().ok()
}
