//! One meeting, run in every way there is to run one, with the same records in the end.
//!
//! [`meeting`] is the script, as verbs and answers; a [`Way`] does one step of it after the other, each
//! in a file of its own. [`follow`] is about what a script sees besides, [`readme`] about what the README shows.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "what is missing here fails the test"
)]

#[path = "../common/mod.rs"]
mod common;
mod ctl;
mod follow;
mod keys;
mod linear;
mod meeting;
mod readme;

use std::path::Path;

use common::Hub;
use meeting::{MEETING, Step};

/// A way to run a meeting.
pub trait Way {
    /// Sits down before a hub's chair.
    fn begin(home: &Path, hub: &Hub) -> Self;

    /// Does one step. What came of it is waited for elsewhere: it need only have been asked for.
    fn does(&mut self, step: &Step);

    /// Leaves, once all is done.
    fn leave(self);
}

/// Runs the whole meeting in this way, and gives its records as they can be compared: without what no
/// two meetings have in common.
fn records_of<W: Way>() -> Vec<String> {
    let home = tempfile::tempdir().unwrap();
    let hub = Hub::start(home.path());
    let mut observer = meeting::Observer::at(&hub);
    let mut way = W::begin(home.path(), &hub);
    for step in MEETING {
        way.does(step);
        observer.waits_for(step);
    }
    way.leave();
    let records = meeting::comparable(&hub.log(home.path()));
    assert_eq!(hub.end(), Some(0));
    records
}

#[test]
fn every_way_ends_with_the_same_records() {
    let by_ctl = records_of::<ctl::Ctl>();
    assert_eq!(by_ctl.len(), meeting::RECORDS, "{by_ctl:#?}");
    assert_eq!(records_of::<linear::Linear>(), by_ctl);
    assert_eq!(records_of::<keys::FunctionKeys>(), by_ctl);
}
