//! The hash chain: each record bound to the one before it, so that a changed journal is noticed.
//!
//! The hash of a record is SHA-256 over the hash of the record before it (32 bytes; zeros before the
//! first) and the bytes of the record's own JSON as it stands in the journal. That JSON is kept as
//! it was written and never written anew, so the chain holds byte for byte even where a later
//! version of this program would write the same record differently.
//!
//! A chain shows that something was changed to whoever knows the last hash. Somebody who changes a
//! record and works out every hash behind it anew makes a chain that holds again, but ends in
//! another hash: so the last hash belongs on paper, in the minutes.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

use super::flaw::{Flaw, What};
use crate::session::{Record, Seq};

/// A SHA-256 hash. Written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// What stands before the first record.
    pub const NONE: Self = Self([0; 32]);

    /// The hash of some bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Text that is no hash: not 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a hash is 64 lower-case hexadecimal digits")]
pub struct WrongHash;

impl FromStr for Hash {
    type Err = WrongHash;

    fn from_str(text: &str) -> Result<Self, WrongHash> {
        // One way to write it only: a digit in another case is a changed byte.
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Ok(byte - b'0'),
            b'a'..=b'f' => Ok(byte - b'a' + 10),
            _ => Err(WrongHash),
        };
        let mut hash = [0; 32];
        if text.len() != 2 * hash.len() {
            return Err(WrongHash);
        }
        for (byte, pair) in hash.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            *byte = digit(pair[0])? * 16 + digit(pair[1])?;
        }
        Ok(Self(hash))
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// The hash of a record behind the record with the hash `prev`.
#[must_use]
pub fn link(prev: &Hash, record_json: &str) -> Hash {
    let digest = Sha256::new()
        .chain_update(prev.0)
        .chain_update(record_json.as_bytes());
    Hash(digest.finalize().into())
}

/// A record as it stands in a journal: its JSON as it was first written, and its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chained {
    /// The record as one compact JSON object.
    pub json: String,
    /// Its place in the chain.
    pub hash: Hash,
}

impl Chained {
    const BEFORE_HASH: &str = ",\"hash\":\"";
    const AFTER_HASH: &str = "\"}";

    /// The record as one line of JSON, without the line's end: its own fields in order, and `hash`
    /// as the last.
    #[must_use]
    pub fn line(&self) -> String {
        let fields = self.json.strip_suffix('}').unwrap_or(&self.json);
        let (before, after) = (Self::BEFORE_HASH, Self::AFTER_HASH);
        format!("{fields}{before}{}{after}", self.hash)
    }

    /// Reads such a line. None where it does not end in a hash.
    #[must_use]
    pub fn read(line: &str) -> Option<Self> {
        let rest = line.strip_suffix(Self::AFTER_HASH)?;
        let (rest, hash) = rest.split_at_checked(rest.len().checked_sub(64)?)?;
        let fields = rest.strip_suffix(Self::BEFORE_HASH)?;
        Some(Self {
            json: format!("{fields}}}"),
            hash: hash.parse().ok()?,
        })
    }
}

/// The end of a chain: what the next record is bound to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    /// The number of the last record.
    pub head: Seq,
    /// Its hash.
    pub hash: Hash,
}

impl Chain {
    /// Binds a new record to the chain.
    ///
    /// # Errors
    /// Where it bears another number than the next.
    pub fn extend(&mut self, record: &Record) -> Result<Chained, Flaw> {
        self.must_be_next(record)?;
        let json = json(record);
        let hash = link(&self.hash, &json);
        self.go_on(hash);
        Ok(Chained { json, hash })
    }

    /// Reads a record that was kept, as the next of the chain.
    ///
    /// # Errors
    /// Where it is no record, bears another number than the next, or its hash does not fit.
    pub fn follow(&mut self, kept: &Chained) -> Result<Record, Flaw> {
        let record: Record =
            serde_json::from_str(&kept.json).map_err(|_| self.flaw(What::NotARecord))?;
        self.must_be_next(&record)?;
        if link(&self.hash, &kept.json) != kept.hash {
            return Err(self.flaw(What::WrongHash));
        }
        self.go_on(kept.hash);
        Ok(record)
    }

    /// Something that is wrong with the record that comes next.
    #[must_use]
    pub fn flaw(&self, what: What) -> Flaw {
        Flaw {
            seq: self.head.next(),
            what,
        }
    }

    fn must_be_next(&self, record: &Record) -> Result<(), Flaw> {
        if record.seq == self.head.next() {
            Ok(())
        } else {
            Err(self.flaw(What::WrongNumber { found: record.seq }))
        }
    }

    fn go_on(&mut self, hash: Hash) {
        self.head = self.head.next();
        self.hash = hash;
    }
}

#[expect(
    clippy::expect_used,
    reason = "a record has no map with keys other than strings, so it can always be written"
)]
fn json(record: &Record) -> String {
    serde_json::to_string(record).expect("a record can be written as JSON")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::testing;

    #[test]
    fn a_hash_is_written_in_one_way_only() {
        let hash = Hash::of(b"abc");
        let text = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(hash.to_string(), text);
        assert_eq!(text.parse(), Ok(hash));
        for wrong in [&text.to_uppercase(), &text[1..], &format!("{text}0"), ""] {
            assert_eq!(wrong.parse::<Hash>(), Err(WrongHash));
        }
    }

    #[test]
    fn the_hash_covers_the_one_before_and_the_bytes() {
        let joined = [&[0; 32][..], b"{\"seq\":1}"].concat();
        assert_eq!(link(&Hash::NONE, "{\"seq\":1}"), Hash::of(&joined));
        assert_ne!(link(&Hash::of(b""), "x"), link(&Hash::NONE, "x"));
    }

    #[test]
    fn a_line_is_the_record_with_its_hash_behind_it() {
        let mut chain = Chain::default();
        let first = &testing::records()[0];
        let chained = chain.extend(first).unwrap();
        let line = chained.line();
        assert!(line.starts_with("{\"seq\":1,\"at\":"));
        assert!(line.ends_with(&format!(",\"hash\":\"{}\"}}", chained.hash)));
        assert_eq!(Chained::read(&line), Some(chained));
        // It is JSON of the record still, with one name more.
        let mut read: serde_json::Value = serde_json::from_str(&line).unwrap();
        read.as_object_mut().unwrap().remove("hash").unwrap();
        assert_eq!(&serde_json::from_value::<Record>(read).unwrap(), first);
        assert_eq!(Chained::read("{\"seq\":1}"), None);
        assert_eq!(Chained::read("ế\"}"), None);
    }

    #[test]
    fn a_record_is_bound_to_its_place() {
        let records = testing::records();
        let mut chain = Chain::default();
        let first = chain.extend(&records[0]).unwrap();
        let second = chain.extend(&records[1]).unwrap();
        let mut again = Chain::default();
        let flaw = again.follow(&second).unwrap_err();
        assert_eq!(flaw.seq, Seq(1));
        assert_eq!(flaw.what, What::WrongNumber { found: Seq(2) });
        again.follow(&first).unwrap();
        assert_eq!(again.follow(&second).unwrap(), records[1]);
        assert_eq!(again, chain);
    }
}
