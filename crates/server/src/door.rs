//! The door: the address at which it stands, how often one may knock in vain, and passkeys that are being made or shown.
//!
//! What opens always opens, however often others knock in vain: a code has 80 random bits, which no number of tries finds, so that a count of
//! tries guards nothing that is worth shutting a hall out for.

use crate::app::App;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use shura_act::Id;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use webauthn_rs::prelude::{DiscoverableAuthentication, PasskeyRegistration, Url, Webauthn, WebauthnBuilder};

/// For how long tries are counted, in seconds.
const WINDOW: i64 = 600;
/// Tries in vain from one address within that time that are told why; whoever tries more is told to wait.
const FROM_ONE: u32 = 60;
/// Addresses kept in mind; those that come after them are not counted.
const ADDRESSES: usize = 20_000;
/// How long the making or showing of a passkey may take, in seconds.
const CEREMONY_SECONDS: i64 = 300;
/// Passkeys that are made or shown at the same time; when another begins, the oldest is forgotten.
const CEREMONIES: usize = 10_000;
/// The same from one address. A whole hall may come from one address.
const CEREMONIES_FROM_ONE: usize = 2_000;

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

/// Tries in vain, by address.
#[derive(Default)]
struct Tries {
    since: i64,
    by_address: BTreeMap<IpAddr, u32>,
}

/// A passkey that is being made or shown.
pub enum Ceremony {
    /// A person makes one.
    Making(Id, Box<PasskeyRegistration>),
    /// Somebody shows one.
    Showing(Box<DiscoverableAuthentication>),
}

/// A ceremony that was begun, when and from where.
struct Begun {
    since: i64,
    from: IpAddr,
    ceremony: Ceremony,
}

/// The door of a server.
#[derive(Default)]
pub struct Door {
    tries: Mutex<Tries>,
    /// Signatures of devices that opened the door lately, and when.
    signatures: Mutex<BTreeMap<[u8; 64], i64>>,
    ceremonies: Mutex<BTreeMap<String, Begun>>,
}

impl Door {
    /// Notes a try in vain. Gives the minutes to wait if there were too many from this address.
    pub fn in_vain(&self, address: IpAddr, now: i64) -> Option<u64> {
        let mut tries = self.tries.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if tries.since + WINDOW <= now || now < tries.since {
            *tries = Tries { since: now, ..Tries::default() };
        }
        if tries.by_address.len() >= ADDRESSES && !tries.by_address.contains_key(&address) {
            return None;
        }
        let here = tries.by_address.entry(address).or_default();
        *here = here.saturating_add(1);
        let minutes = u64::try_from((tries.since + WINDOW - now).max(0)).unwrap_or(0).div_ceil(60).max(1);
        tries.by_address.get(&address).is_some_and(|here| *here > FROM_ONE).then_some(minutes)
    }

    /// Notes the signature by which a device opens the door; true if it did so before, and somebody has only copied it.
    pub fn shown_before(&self, signature: [u8; 64], now: i64) -> bool {
        let mut shown = self.signatures.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        shown.retain(|_, at| *at + CEREMONY_SECONDS > now);
        shown.insert(signature, now).is_some()
    }

    /// Keeps a ceremony until it is finished. Nobody is turned away: where there are too many the oldest is forgotten, of this address if most
    /// come from it.
    pub fn begin(&self, name: &str, ceremony: Ceremony, from: IpAddr, now: i64) {
        let mut ceremonies = self.ceremonies.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        ceremonies.retain(|_, begun| begun.since + CEREMONY_SECONDS > now);
        let from_one = ceremonies.values().filter(|begun| begun.from == from).count();
        if from_one >= CEREMONIES_FROM_ONE || ceremonies.len() >= CEREMONIES {
            let here = |begun: &Begun| from_one < CEREMONIES_FROM_ONE || begun.from == from;
            let oldest =
                ceremonies.iter().filter(|(_, begun)| here(begun)).min_by_key(|(_, begun)| begun.since);
            if let Some(oldest) = oldest.map(|(name, _)| name.clone()) {
                ceremonies.remove(&oldest);
            }
        }
        ceremonies.insert(name.to_owned(), Begun { since: now, from, ceremony });
    }

    /// Takes a ceremony to finish it, once.
    pub fn finish(&self, name: &str, now: i64) -> Option<Ceremony> {
        let mut ceremonies = self.ceremonies.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let begun = ceremonies.remove(name)?;
        (begun.since + CEREMONY_SECONDS > now).then_some(begun.ceremony)
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
        // Only a proxy on this machine is believed when it tells for whom it asks, and of what it sends only the last address: whatever stands
        // before that, in the same line or in lines of its own, the visitor may have written.
        let told = || {
            let last = parts.headers.get_all("x-forwarded-for").iter().next_back()?;
            last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
        };
        Ok(Self::from(if peer.to_canonical().is_loopback() { told().unwrap_or(peer) } else { peer }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_told_to_wait_after_many_tries_in_vain_and_others_are_not() {
        let (door, one, other) = (Door::default(), IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        for _ in 0..FROM_ONE {
            assert_eq!(door.in_vain(one, 0), None);
        }
        assert_eq!((door.in_vain(one, 0), door.in_vain(other, 0)), (Some(10), None));
        assert_eq!(door.in_vain(one, WINDOW), None, "the count begins anew");
    }

    #[test]
    fn addresses_beyond_those_that_are_kept_in_mind_do_not_wait() {
        let door = Door::default();
        for n in 0..20_100_u32 {
            assert_eq!(door.in_vain(IpAddr::from(n.to_be_bytes()), 0), None, "{n}");
        }
        assert!(door.tries.lock().unwrap().by_address.len() <= ADDRESSES);
    }

    #[test]
    fn a_flood_of_ceremonies_forgets_its_own_oldest_first() {
        let site = Origin::new("https://congress.example").unwrap().webauthn.unwrap();
        let showing = || Ceremony::Showing(Box::new(site.start_discoverable_authentication().unwrap().1));
        let door = Door::default();
        let (hall, stranger) = (IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        door.begin("of-the-hall", showing(), hall, 0);
        for n in 0..CEREMONIES_FROM_ONE + 10 {
            door.begin(&format!("stranger-{n}"), showing(), stranger, 1 + i64::from(n > 5));
        }
        door.begin("later-of-the-hall", showing(), hall, 3);
        assert_eq!(door.ceremonies.lock().unwrap().len(), CEREMONIES_FROM_ONE + 2);
        assert!(door.finish("of-the-hall", 3).is_some() && door.finish("later-of-the-hall", 3).is_some());
        assert!(door.finish("stranger-0", 3).is_none(), "the oldest of the flood");
        assert!(door.finish(&format!("stranger-{}", CEREMONIES_FROM_ONE + 9), 3).is_some());
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
