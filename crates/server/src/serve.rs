//! Listening: plain on loopback or behind a proxy, or TLS by files; and a graceful stop.

use crate::app::{App, router};
use crate::clerk::Clock;
use crate::house::House;
use crate::{live, witnesses};
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use axum_server::{Handle, Server};
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
            over_tls(listener, config, QUIET)?.handle(handle).serve(service).await?;
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

/// A server over TLS that waits for nobody longer than this: neither for the first request, until which nothing is known of a connection, not
/// even its version of HTTP, nor for the head of another one, nor for a sign of life of whoever keeps a connection of HTTP/2.
fn over_tls(
    listener: TcpListener,
    config: RustlsConfig,
    quiet: Duration,
) -> io::Result<Server<SocketAddr, RustlsAcceptor>> {
    let mut server = axum_server::from_tcp_rustls(listener, config)?.first_request_timeout(quiet);
    let builder = server.http_builder();
    builder.http1().header_read_timeout(quiet);
    // A telephone that sleeps for a moment is not gone.
    builder.http2().keep_alive_interval(quiet).keep_alive_timeout(4 * quiet);
    Ok(server)
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

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use rustls::pki_types::{CertificateDer, pem::PemObject};
    use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
    use std::io::{ErrorKind, Read, Write};
    use std::net::TcpStream;

    /// A certificate of `localhost` and its key, which the tests of the command line have too.
    const CERTIFICATE: &[u8] = include_bytes!("../../cli/tests/serving/localhost.pem");
    const KEY: &[u8] = include_bytes!("../../cli/tests/serving/localhost-key.pem");

    /// Says some bytes over TLS and then nothing any more. Ends when the server hangs up; until then it waits for a minute.
    fn says_and_falls_silent(at: SocketAddr, protocol: &str, says: &[u8]) -> io::Result<Vec<u8>> {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(CERTIFICATE).unwrap()).unwrap();
        let mut config = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
        config.alpn_protocols = vec![protocol.into()];
        let client = ClientConnection::new(Arc::new(config), "localhost".try_into().unwrap()).unwrap();
        let socket = TcpStream::connect(at)?;
        socket.set_read_timeout(Some(Duration::from_secs(60)))?;
        let mut stream = StreamOwned::new(client, socket);
        stream.write_all(says)?;
        stream.flush()?;
        while stream.conn.is_handshaking() {
            stream.conn.complete_io(&mut stream.sock)?;
        }
        let mut answer = vec![];
        match stream.read_to_end(&mut answer) {
            // Who hangs up need not say goodbye.
            Err(error)
                if error.kind() != ErrorKind::UnexpectedEof && error.kind() != ErrorKind::ConnectionReset =>
            {
                Err(error)
            }
            _ => Ok(answer),
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn over_tls_whoever_falls_silent_is_hung_up_on() {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let config = RustlsConfig::from_pem(CERTIFICATE.to_vec(), KEY.to_vec()).await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = listener.local_addr().unwrap();
        let server = over_tls(listener, config, Duration::from_millis(300)).unwrap();
        tokio::spawn(server.serve(Router::new().into_make_service()));
        // Of HTTP/2: its preface, empty settings, and a request of `/` (RFC 9113, 3.4 and 6.2; RFC 7541, appendix A).
        let preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
        let request = b"\0\0\x0e\x01\x05\0\0\0\x01\x82\x87\x84\x41\x09localhost";
        let asked = [&preface[..], request].concat();
        for (protocol, says, answered) in [
            ("http/1.1", &b""[..], false),
            ("http/1.1", b"GET / HTTP/1.1\r\nHo", false),
            ("http/1.1", b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", true),
            ("h2", b"", false),
            ("h2", b"PRI * HT", false),
            ("h2", preface, true),
            ("h2", &asked, true),
        ] {
            let says = says.to_vec();
            let silent = tokio::task::spawn_blocking(move || says_and_falls_silent(at, protocol, &says));
            let answer = silent.await.unwrap().unwrap_or_else(|error| panic!("{protocol}: {error}"));
            assert_eq!(!answer.is_empty(), answered, "{protocol}");
        }
    }
}
