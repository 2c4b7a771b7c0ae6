//! Listening: plain on loopback or behind a proxy, or TLS by files; and a graceful stop.

use crate::app::{App, router};
use crate::clerk::Clock;
use crate::house::House;
use crate::{live, witnesses};
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// How long requests may take to end when the server stops.
const FAREWELL: Duration = Duration::from_secs(5);

/// How long a connection may be quiet before a request, or take to send the head of one: it costs memory, and a browser opens another when it
/// needs one, and sends again what was under way. Between two votes of a hall nobody's connection need stay. A stream is not quiet, the server
/// speaks on it.
const QUIET: Duration = Duration::from_secs(5);

/// How often codes and sessions that ended long ago are cleared away.
const SWEPT_EVERY: Duration = Duration::from_secs(3600);

/// How often a checkpoint is signed at most.
const SEALED_EVERY: Duration = Duration::from_secs(1);

/// How long after they did not all answer witnesses are asked again.
const ASKED_AGAIN: Duration = Duration::from_secs(5);

/// How often it is looked whether another program has written to the register.
const LOOKED_EVERY: Duration = Duration::from_secs(1);

/// Certificate and key, as PEM files.
#[derive(Clone, Debug)]
pub struct TlsFiles {
    /// The certificate, with those that lead to its root.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}

/// Serves until `stop` ends. Then no more requests are taken, live streams end, and everything handed in is made durable.
///
/// # Errors
/// The address or the TLS files cannot be used.
pub async fn serve(
    app: App,
    listener: TcpListener,
    tls: Option<TlsFiles>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let app = Arc::new(app);
    let tellers = app.houses.values().map(|house| tokio::spawn(live::tell(house.clone())));
    let sealers = app.houses.values().map(|house| tokio::spawn(seal(house.clone())));
    let sweepers = app.houses.values().map(|house| tokio::spawn(sweep(house.clone(), app.clock)));
    let lookers = app.houses.values().map(|house| tokio::spawn(look(house.clone())));
    let workers: Vec<_> = tellers.chain(sealers).chain(sweepers).chain(lookers).collect();
    let handle = Handle::new();
    let stopping = (handle.clone(), app.clone());
    tokio::spawn(async move {
        stop.await;
        for house in stopping.1.houses.values() {
            house.live.close();
        }
        stopping.0.graceful_shutdown(Some(FAREWELL));
    });
    let service = router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    match tls {
        None => {
            // Without TLS browsers speak HTTP/1.1 alone; not having to tell the versions apart halves what is kept to read with.
            let mut server = axum_server::from_tcp(listener)?.handle(handle).http1_only();
            server.http_builder().http1().header_read_timeout(QUIET);
            server.serve(service).await?;
        }
        Some(files) => {
            let config = RustlsConfig::from_pem_file(&files.certificate, &files.key).await?;
            let mut server = axum_server::from_tcp_rustls(listener, config)?.handle(handle);
            server.http_builder().http1().header_read_timeout(QUIET);
            server.serve(service).await?;
        }
    }
    for worker in workers {
        worker.abort();
        // An aborted worker has nothing left to say.
        let _ = worker.await;
    }
    app.houses.values().for_each(|house| house.publish());
    if let Some(app) = Arc::into_inner(app) {
        app.close();
    }
    Ok(())
}

/// Looks at the register again and again: the command line may erase a person while the server runs.
async fn look(house: Arc<House>) {
    loop {
        tokio::time::sleep(LOOKED_EVERY).await;
        let looking = house.clone();
        // What cannot be read now is read the next time.
        let _ = tokio::task::spawn_blocking(move || drop(looking.desk.look_again())).await;
    }
}

/// Puts what is entered under signed checkpoints, at most one a second, until the server closes.
async fn seal(house: Arc<House>) {
    let mut size = house.size();
    witnesses::remember(&house).await;
    loop {
        let now = *size.borrow_and_update();
        house.publish();
        witnesses::cosign(&house).await;
        let waiting = house.witnesses().is_some_and(|witnesses| !witnesses.reached(now));
        tokio::select! {
            changed = size.changed() => if changed.is_err() { return },
            () = tokio::time::sleep(ASKED_AGAIN), if waiting => {}
        }
        tokio::time::sleep(SEALED_EVERY).await;
    }
}

/// Clears away codes and sessions that ended long ago, until the server closes.
async fn sweep(house: Arc<House>, clock: Clock) {
    loop {
        // What cannot be cleared away now is so the next time; it opens nothing meanwhile.
        let _ = house.desk.sweep(clock());
        tokio::time::sleep(SWEPT_EVERY).await;
    }
}
