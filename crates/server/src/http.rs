//! One request over HTTP: to this machine as it is, to any other over TLS, with the certificates that this machine trusts.

use rustls::crypto::ring;
use shura_act::Bilingual;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use ureq::Agent;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

/// How long to wait for a whole answer: one that trickles in would hold off whoever waits for it.
const PATIENCE: Duration = Duration::from_secs(10);

/// The most bytes of an answer.
const MAX_ANSWER_BYTES: u64 = 1 << 20;

/// What speaks plain HTTP, and what trusts whom this machine trusts.
static CLIENTS: [OnceLock<Agent>; 2] = [OnceLock::new(), OnceLock::new()];

/// Posts a text and gives status and body.
///
/// # Errors
/// Why there was no answer.
pub fn post(url: &str, headers: &[(&str, &str)], body: &str) -> Result<(u16, String), Bilingual> {
    let (scheme, _, _) = parts(url)?;
    let [plain, trusting] = &CLIENTS;
    let client = if scheme == "https" {
        trusting.get_or_init(|| client(trusted()))
    } else {
        plain.get_or_init(|| client(vec![]))
    };
    let request =
        headers.iter().fold(client.post(url), |request, (name, value)| request.header(*name, *value));
    let answer = request.send(body).and_then(|mut answer| {
        let body = answer.body_mut().with_config().limit(MAX_ANSWER_BYTES).read_to_string()?;
        Ok((answer.status().as_u16(), body))
    });
    answer.map_err(|error| no_answer(url, &error))
}

fn no_answer(url: &str, error: &ureq::Error) -> Bilingual {
    // What is wrong with a certificate comes as an error of the connection.
    let of_tls = match error {
        ureq::Error::Rustls(why) => Some(why),
        ureq::Error::Io(why) => why.get_ref().and_then(|why| why.downcast_ref::<rustls::Error>()),
        _ => None,
    };
    match of_tls {
        Some(why) => Bilingual::new(
            format!(
                "{url} shows no certificate that this machine trusts ({why}); if you trust its authority, name the file of it in SSL_CERT_FILE"
            ),
            format!(
                "{url} گواهی‌ای که این دستگاه به آن اعتماد کند ندارد ({why})؛ اگر به صادرکنندهٔ آن اعتماد دارید، پروندهٔ آن را در SSL_CERT_FILE نام ببرید"
            ),
        ),
        None => {
            Bilingual::new(format!("{url} does not answer: {error}"), format!("{url} پاسخ نمی‌دهد: {error}"))
        }
    }
}

/// Scheme, host with its port, and path of an address.
///
/// # Errors
/// It begins with neither `http://` nor `https://`.
pub fn parts(url: &str) -> Result<(&str, &str, &str), Bilingual> {
    let (scheme, rest) =
        url.split_once("://").filter(|(scheme, _)| ["http", "https"].contains(scheme)).ok_or_else(|| {
            Bilingual::new(
                format!("{url}: an address begins with http:// or https://"),
                format!("{url}: نشانی با http:// یا https:// آغاز می‌شود"),
            )
        })?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    Ok((scheme, host, path))
}

/// A client that makes one connection a request, follows nobody elsewhere, and goes through no proxy.
fn client(trusted: Vec<Certificate<'static>>) -> Agent {
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::from(trusted))
        .unversioned_rustls_crypto_provider(Arc::new(ring::default_provider()))
        .build();
    let config = Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .http_status_as_error(false)
        .max_redirects(0)
        .max_idle_connections(0)
        .proxy(None)
        .tls_config(tls)
        .build();
    Agent::new_with_config(config)
}

/// The certificates of authorities that this machine trusts, or those in the file that SSL_CERT_FILE names. What cannot be read is not trusted.
fn trusted() -> Vec<Certificate<'static>> {
    let found = rustls_native_certs::load_native_certs().certs;
    found.iter().map(|certificate| Certificate::from_der(certificate).to_owned()).collect()
}
