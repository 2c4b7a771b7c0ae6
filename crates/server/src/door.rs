//! The door: the address at which it stands, how often one may knock in vain, and passkeys that are being made or shown.

use crate::app::App;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use shura_act::Id;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard};
use webauthn_rs::prelude::{DiscoverableAuthentication, PasskeyRegistration, Url, Webauthn, WebauthnBuilder};

/// For how long tries are counted, in seconds.
const WINDOW: i64 = 600;
/// Tries in vain from one address within that time. A whole hall may come from one address.
const FROM_ONE: u32 = 60;
/// Tries in vain from everywhere within that time.
const FROM_ALL: u32 = 6000;
/// Addresses kept in mind; when more knock, all wait.
const ADDRESSES: usize = 20_000;
/// How long the making or showing of a passkey may take, in seconds.
const CEREMONY_SECONDS: i64 = 300;
/// Passkeys that are made or shown at the same time.
const CEREMONIES: usize = 10_000;

/// Why a server cannot be reached at an address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no address of a server: write it as https://congress.example")]
pub struct OriginError(pub String);

/// Where the door stands, as browsers call it.
#[derive(Clone)]
pub struct Origin {
    /// Scheme, name and port, without a slash behind: `https://congress.example`.
    pub text: String,
    /// Passkeys for this name; none where the name is only a number, to which no browser binds a passkey.
    pub webauthn: Option<Webauthn>,
}

impl Origin {
    /// Reads an origin.
    ///
    /// # Errors
    /// It is not of the form `https://name` or `http://name:port`.
    pub fn new(text: &str) -> Result<Self, OriginError> {
        let fail = || OriginError(text.to_owned());
        let url = Url::parse(text).map_err(|_| fail())?;
        let bare = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty();
        if !matches!(url.scheme(), "http" | "https") || !bare {
            return Err(fail());
        }
        let webauthn = url.domain().and_then(|name| {
            let builder = WebauthnBuilder::new(name, &url).ok()?;
            builder.rp_name("Shura").build().ok()
        });
        Ok(Self { text: url.origin().ascii_serialization(), webauthn })
    }
}

/// Tries in vain, from one address and from everywhere.
#[derive(Default)]
struct Tries {
    since: i64,
    all: u32,
    by_address: BTreeMap<IpAddr, u32>,
}

/// A passkey that is being made or shown.
pub enum Ceremony {
    /// A person makes one.
    Making(Id, Box<PasskeyRegistration>),
    /// Somebody shows one.
    Showing(Box<DiscoverableAuthentication>),
}

/// The door of a server.
#[derive(Default)]
pub struct Door {
    tries: Mutex<Tries>,
    /// Signatures of devices that opened the door lately, and when.
    signatures: Mutex<BTreeMap<[u8; 64], i64>>,
    ceremonies: Mutex<BTreeMap<String, (i64, Ceremony)>>,
}

impl Door {
    fn tries(&self, now: i64) -> MutexGuard<'_, Tries> {
        let mut tries = self.tries.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if tries.since + WINDOW <= now || now < tries.since {
            *tries = Tries { since: now, ..Tries::default() };
        }
        tries
    }

    /// Minutes to wait before this address may knock again; none if it may now.
    pub fn wait(&self, address: IpAddr, now: i64) -> Option<u64> {
        let tries = self.tries(now);
        let here = tries.by_address.get(&address).copied().unwrap_or(0);
        let full = tries.by_address.len() >= ADDRESSES && here == 0;
        let must = here >= FROM_ONE || tries.all >= FROM_ALL || full;
        must.then(|| u64::try_from((tries.since + WINDOW - now).max(0)).unwrap_or(0).div_ceil(60).max(1))
    }

    /// Notes a try in vain.
    pub fn in_vain(&self, address: IpAddr, now: i64) {
        let mut tries = self.tries(now);
        tries.all = tries.all.saturating_add(1);
        let here = tries.by_address.entry(address).or_default();
        *here = here.saturating_add(1);
    }

    /// Notes the signature by which a device opens the door; true if it did so before, and somebody has only copied it.
    pub fn shown_before(&self, signature: [u8; 64], now: i64) -> bool {
        let mut shown = self.signatures.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        shown.retain(|_, at| *at + CEREMONY_SECONDS > now);
        shown.insert(signature, now).is_some()
    }

    /// Keeps a ceremony until it is finished; false if too many are going on.
    pub fn begin(&self, name: &str, ceremony: Ceremony, now: i64) -> bool {
        let mut ceremonies = self.ceremonies.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        ceremonies.retain(|_, (since, _)| *since + CEREMONY_SECONDS > now);
        if ceremonies.len() >= CEREMONIES {
            return false;
        }
        ceremonies.insert(name.to_owned(), (now, ceremony));
        true
    }

    /// Takes a ceremony to finish it, once.
    pub fn finish(&self, name: &str, now: i64) -> Option<Ceremony> {
        let mut ceremonies = self.ceremonies.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let (since, ceremony) = ceremonies.remove(name)?;
        (since + CEREMONY_SECONDS > now).then_some(ceremony)
    }
}

/// The address from which a request comes, as visitors are counted by it: of IPv6 the network of 64 bits, within which whoever has one address
/// has all of them.
pub struct Address(pub IpAddr);

impl From<IpAddr> for Address {
    fn from(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64)).into(),
            v4 => v4,
        })
    }
}

impl FromRequestParts<Arc<App>> for Address {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
        let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
        // Only a proxy on this machine is believed when it tells for whom it asks.
        let told =
            || parts.headers.get("x-forwarded-for")?.to_str().ok()?.rsplit(',').next()?.trim().parse().ok();
        Ok(Self::from(if peer.to_canonical().is_loopback() { told().unwrap_or(peer) } else { peer }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_waits_after_many_tries_and_others_do_not() {
        let (door, one, other) = (Door::default(), IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        for _ in 0..FROM_ONE {
            assert_eq!(door.wait(one, 0), None);
            door.in_vain(one, 0);
        }
        assert_eq!((door.wait(one, 0), door.wait(other, 0)), (Some(10), None));
        assert_eq!(door.wait(one, WINDOW), None, "the count begins anew");
    }

    #[test]
    fn all_wait_after_very_many_tries() {
        let door = Door::default();
        for n in 0..FROM_ALL {
            door.in_vain(IpAddr::from(n.to_be_bytes()), 0);
        }
        assert!(door.wait(IpAddr::from([200, 0, 0, 1]), 1).is_some());
    }

    #[test]
    fn an_origin_is_a_scheme_a_name_and_a_port() {
        for (text, passkeys) in [
            ("https://congress.example", true),
            ("http://localhost:8017", true),
            ("http://127.0.0.1:8017/", false),
        ] {
            assert_eq!(Origin::new(text).unwrap().webauthn.is_some(), passkeys, "{text}");
        }
        for text in
            ["congress.example", "ftp://a.example", "https://a.example/path", "https://a.example/?x", ""]
        {
            assert!(Origin::new(text).is_err(), "{text}");
        }
    }
}
