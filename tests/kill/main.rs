//! The hub is killed, again and again, in the middle of a meeting, at moments that chance chooses.
//!
//! Meanwhile everybody goes on: they connect again, send again what was not answered, and note every
//! answer. In the end what was acknowledged is compared with what the journal holds.
//!
//! | file | subject |
//! |---|---|
//! | `common::talker` | a client that notes what it was promised and never gives up |
//! | `common::people` | what a chair, a delegate and a secretary do |
//! | `reckoning` | the comparison |

#![expect(clippy::unwrap_used, reason = "what is missing here fails the test")]

#[path = "../common/mod.rs"]
mod common;
mod reckoning;

use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use chair_console::journal::{Journal, Store};
use chair_console::session::DelegateId;
use common::people::{Chair, DEVICES, Delegate, announce};
use common::talker::{Meeting, Talker};
use common::{Hub, PATIENCE, run};

/// How often the hub is killed.
const KILLS: u32 = 100;
/// What all chance in this test comes from.
const SEED: u64 = 20_261_130;

#[test]
fn a_hub_that_is_killed_loses_nothing_acknowledged_and_doubles_nothing() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let mut hub = Hub::start(home);
    let (address, data) = (hub.address.clone(), hub.data.clone());
    let meeting = Arc::new(Meeting::default());
    let (answers, answered) = channel();

    let chair = Talker::new(&hub.chair, Chair::default(), SEED, &meeting, &answers);
    let mut talkers = vec![thread::spawn(move || chair.talk())];
    for id in DEVICES {
        let link = hub.delegates()[&DelegateId(id)].clone();
        let person = Delegate(DelegateId(id));
        let seed = SEED + u64::from(id);
        let delegate = Talker::new(&link, person, seed, &meeting, &answers);
        talkers.push(thread::spawn(move || delegate.talk()));
    }
    let (link, end) = (hub.secretary.clone(), Arc::clone(&meeting));
    let secretary = thread::spawn(move || announce(&link, &end));

    let mut chance = fastrand::Rng::with_seed(SEED);
    for _ in 0..KILLS {
        // After so many answers, and a little later: within a write, or between two.
        for _ in 0..chance.u32(0..25) {
            match answered.recv_timeout(PATIENCE) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => panic!("nobody was answered any more"),
                Err(RecvTimeoutError::Disconnected) => panic!("nobody is there any more"),
            }
        }
        let later = Duration::from_micros(chance.u64(0..20_000));
        meeting.wait(later);
        hub.kill();
        hub = Hub::again(home, &address);
        meeting.up_again();
    }
    meeting.end();
    let told: Vec<_> = talkers.into_iter().map(|t| t.join().unwrap()).collect();
    let announced = secretary.join().unwrap();
    hub.kill();

    let store = Store::open_read_only(&data).unwrap();
    let kept = store.journal("briefing").unwrap().load().unwrap();
    reckoning::compare(&kept, &told, &announced);
    let (code, said, _) = run(home, &["verify", data.to_str().unwrap()]);
    assert_eq!(code, 0, "{said}");
}
