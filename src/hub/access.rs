//! Who may come in: tokens, how they are made and compared, and the brake on guessing them.
//!
//! An officer's token has 26 characters (130 bits), a delegate's 12 in three groups (60 bits), which
//! can be read out or typed from a slip of paper. The alphabet is Crockford's base 32; case, hyphens
//! and spaces do not matter, `O` is read as `0`, `I` and `L` as `1`. Where tokens are kept is the
//! concern of the room `journal`.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Mutex;

use crate::journal::Access;
use crate::session::{Millis, Role, Time};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const OFFICER_CHARS: usize = 26;
const DELEGATE_CHARS: usize = 12;
/// Longer texts are no tokens and are not looked at.
const LONGEST: usize = 64;

/// Where unguessable bytes come from. Passed in, so that a rehearsal can be repeated exactly.
pub trait Randomness: Send + Sync {
    /// Fills the buffer.
    ///
    /// # Errors
    /// Where the machine has none to give.
    fn fill(&self, buffer: &mut [u8]) -> Result<(), NoRandomness>;
}

/// The machine has no random bytes to give.
#[derive(Debug, thiserror::Error)]
#[error("the system gives no random numbers, so no safe access links can be made ({0})")]
pub struct NoRandomness(String);

/// The system's own source.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRandomness;

impl Randomness for SystemRandomness {
    fn fill(&self, buffer: &mut [u8]) -> Result<(), NoRandomness> {
        getrandom::fill(buffer).map_err(|error| NoRandomness(error.to_string()))
    }
}

/// The same bytes for the same seed: for tests and rehearsals only, since anybody who knows the
/// seed knows the tokens.
#[derive(Debug)]
pub struct SeededRandomness(Mutex<fastrand::Rng>);

impl SeededRandomness {
    /// Begins with this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(fastrand::Rng::with_seed(seed)))
    }
}

impl Randomness for SeededRandomness {
    fn fill(&self, buffer: &mut [u8]) -> Result<(), NoRandomness> {
        super::locked(&self.0).fill(buffer);
        Ok(())
    }
}

/// A new token for somebody of this role, as it is written in a link.
///
/// # Errors
/// Where the machine has no random bytes to give.
pub fn new_token(role: Role, randomness: &dyn Randomness) -> Result<String, NoRandomness> {
    let mut bytes = [0; OFFICER_CHARS];
    let chars = if role == Role::Delegate {
        DELEGATE_CHARS
    } else {
        OFFICER_CHARS
    };
    randomness.fill(&mut bytes[..chars])?;
    let mut token = String::with_capacity(chars + 2);
    for (place, byte) in bytes[..chars].iter().enumerate() {
        if role == Role::Delegate && place > 0 && place % 4 == 0 {
            token.push('-');
        }
        token.push(char::from(ALPHABET[usize::from(byte & 31)]));
    }
    Ok(token)
}

/// What this token opens, of everything that can be opened. Takes as long for a wrong token as for
/// a right one.
#[must_use]
pub fn find<'a>(all: &'a [Access], token: &str) -> Option<&'a Access> {
    let said = plain(token)?;
    let mut found = None;
    for access in all {
        let Some(kept) = plain(&access.token) else {
            continue;
        };
        if equal(said.as_bytes(), kept.as_bytes()) {
            found = Some(access);
        }
    }
    found
}

/// The token without what does not matter; nothing where it cannot be one.
fn plain(token: &str) -> Option<String> {
    if token.is_empty() || token.len() > LONGEST {
        return None;
    }
    let kept = token.chars().filter(|c| !matches!(c, '-' | ' '));
    kept.map(|c| match c.to_ascii_uppercase() {
        'O' => Some('0'),
        'I' | 'L' => Some('1'),
        c if c.is_ascii() && ALPHABET.contains(&(c as u8)) => Some(c),
        _ => None,
    })
    .collect()
}

/// Compares without stopping at the first difference. Lengths are no secret.
fn equal(a: &[u8], b: &[u8]) -> bool {
    let different = a
        .iter()
        .zip(b)
        .fold(0, |sum, (a, b)| std::hint::black_box(sum | (a ^ b)));
    a.len() == b.len() && different == 0
}

/// Whether a token is long enough that guessing it is hopeless, brake or not. So a hall full of
/// people behind one address does not lock out its own chair.
#[must_use]
pub fn is_beyond_guessing(token: &str) -> bool {
    plain(token).is_some_and(|token| token.len() >= OFFICER_CHARS)
}

/// Slows down whoever tries tokens: after [`Brake::WRONG`] wrong ones from one address within a
/// minute, that address is turned away for a minute.
#[derive(Debug, Default)]
pub struct Brake {
    wrong: HashMap<IpAddr, Tries>,
}

#[derive(Clone, Copy, Debug)]
struct Tries {
    since: Time,
    count: u32,
    until: Option<Time>,
}

impl Brake {
    /// How many wrong tokens an address may try within a minute.
    pub const WRONG: u32 = 10;
    const MINUTE: Millis = Millis(60_000);
    /// How many addresses are remembered. Beyond that the oldest tries are forgotten.
    const MOST: usize = 10_000;

    /// Whether this address is turned away now.
    #[must_use]
    pub fn holds(&self, address: IpAddr, now: Time) -> bool {
        let until = self.wrong.get(&address).and_then(|tries| tries.until);
        until.is_some_and(|until| now < until)
    }

    /// This address tried a wrong token.
    pub fn wrong(&mut self, address: IpAddr, now: Time) {
        if self.wrong.len() >= Self::MOST && !self.wrong.contains_key(&address) {
            self.make_room(now);
        }
        let fresh = Tries {
            since: now,
            count: 0,
            until: None,
        };
        let tries = self.wrong.entry(address).or_insert(fresh);
        if now.since(tries.since) >= Self::MINUTE && tries.until.is_none_or(|until| now >= until) {
            *tries = fresh;
        }
        tries.count += 1;
        if tries.count >= Self::WRONG && tries.until.is_none() {
            tries.until = Some(now + Self::MINUTE);
        }
    }

    fn make_room(&mut self, now: Time) {
        let over = |tries: &Tries| {
            now.since(tries.since) >= Self::MINUTE && tries.until.is_none_or(|until| now >= until)
        };
        self.wrong.retain(|_, tries| !over(tries));
        if self.wrong.len() >= Self::MOST
            && let Some(oldest) = self.wrong.iter().min_by_key(|(_, tries)| tries.since)
        {
            let oldest = *oldest.0;
            self.wrong.remove(&oldest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn access(token: &str) -> Access {
        Access {
            role: Role::Delegate,
            delegate: None,
            token: token.to_owned(),
        }
    }

    #[test]
    fn tokens_have_their_form() {
        let randomness = SeededRandomness::new(7);
        let delegate = new_token(Role::Delegate, &randomness).unwrap();
        let groups: Vec<_> = delegate.split('-').map(str::len).collect();
        assert_eq!(groups, [4, 4, 4]);
        let chair = new_token(Role::Chair, &randomness).unwrap();
        assert_eq!(chair.len(), OFFICER_CHARS);
        assert!(is_beyond_guessing(&chair));
        assert!(!is_beyond_guessing(&delegate));
    }

    #[test]
    fn the_same_seed_gives_the_same_tokens() {
        let token = |seed| new_token(Role::Chair, &SeededRandomness::new(seed)).unwrap();
        assert_eq!(token(1), token(1));
        assert_ne!(token(1), token(2));
        let real = || new_token(Role::Chair, &SystemRandomness).unwrap();
        assert_ne!(real(), real());
    }

    #[test]
    fn case_hyphens_and_mistaken_letters_do_not_matter() {
        let all = [access("K7Q0-3X1D-9TRW"), access("AAAA-BBBB-CCCC")];
        for said in ["K7Q0-3X1D-9TRW", "k7qo3xld9trw", "k7qO 3xiD 9trw"] {
            assert_eq!(find(&all, said).unwrap().token, all[0].token, "{said}");
        }
    }

    #[test]
    fn what_is_no_token_opens_nothing() {
        let all = [access("K7Q0-3X1D-9TRW")];
        for said in [
            "",
            "-",
            "K7Q0-3X1D-9TR",
            "K7Q0-3X1D-9TRWW",
            "K7Q0-3X1D-9TRẾ",
        ] {
            assert!(find(&all, said).is_none(), "{said}");
        }
        assert!(find(&all, &"0".repeat(1_000)).is_none());
    }

    #[test]
    fn ten_wrong_tokens_in_a_minute_hold_an_address_for_a_minute() {
        let (guesser, other) = (IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        let mut brake = Brake::default();
        for try_no in 0..10 {
            assert!(!brake.holds(guesser, Time(0)));
            brake.wrong(guesser, Time(try_no * 1_000));
        }
        assert!(brake.holds(guesser, Time(9_000)));
        assert!(brake.holds(guesser, Time(68_999)));
        assert!(!brake.holds(other, Time(9_000)));
        assert!(!brake.holds(guesser, Time(69_000)));
        brake.wrong(guesser, Time(69_000));
        assert!(!brake.holds(guesser, Time(69_000)), "it counts anew");
    }

    #[test]
    fn slow_mistakes_hold_nobody() {
        let address = IpAddr::from([10, 0, 0, 1]);
        let mut brake = Brake::default();
        for minute in 0..50 {
            brake.wrong(address, Time(minute * 60_000));
            assert!(!brake.holds(address, Time(minute * 60_000)));
        }
    }

    #[test]
    fn not_more_addresses_are_remembered_than_there_is_room_for() {
        let mut brake = Brake::default();
        for n in 0..12_000_u32 {
            brake.wrong(IpAddr::from(n.to_be_bytes()), Time(i64::from(n)));
        }
        assert!(brake.wrong.len() <= Brake::MOST);
    }
}
