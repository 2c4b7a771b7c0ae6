//! Device keys: with which a person signs what they do.

use super::words::KeyState;
use crate::{Bilingual, Id, PublicKey};
use serde::{Deserialize, Serialize};

/// A device key. A person may hold several, one for each device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct DeviceKey {
    /// Whose it is.
    pub person: Id,
    /// The public key: Ed25519, 64 hexadecimal digits.
    pub public: PublicKey,
    /// The device, in the person's words; nothing that should not be known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<Bilingual>,
    /// The key of the same person that it replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<Id>,
}

/// What becomes of a device key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct KeyChange {
    /// The key, by the act that enrolled it.
    pub of: Id,
    /// What becomes of it.
    pub to: KeyState,
}
