//! Who is connected to one session: their outboxes, what they may see, and how they fare.

use std::collections::{BTreeMap, HashMap};

use super::outbox::Outbox;
use super::past::{Frame, Past};
use crate::session::{Actor, DelegateId, Role, Seq, Time};
use crate::wire::{Audience, Bye, Connection, HubMessage, Vitals};

/// The number of a connection; later ones have higher numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct SeatNo(pub(super) u64);

/// One connection.
#[derive(Debug)]
pub(super) struct Seat {
    /// Who acts through it.
    pub(super) actor: Actor,
    /// Whether somebody is here because of it.
    is_device: bool,
    /// Since when.
    pub(super) since: Time,
    /// Nothing before the client was welcomed and after it was cut off.
    outbox: Option<Outbox>,
}

/// Every connection of one session.
#[derive(Debug, Default)]
pub(super) struct Seats {
    seats: BTreeMap<SeatNo, Seat>,
    devices: HashMap<DelegateId, u32>,
    too_slow: u32,
    told: Option<Vitals>,
}

impl Seats {
    /// Somebody came. They are told nothing until [`Seats::welcome`]. Says whose first device it is.
    pub(super) fn take(&mut self, no: SeatNo, seat: Seat) -> Option<DelegateId> {
        let device = seat.device();
        self.seats.insert(no, seat);
        let count = self.devices.entry(device?).or_insert(0);
        *count += 1;
        device.filter(|_| *count == 1)
    }

    /// From now on they are told what happens.
    pub(super) fn welcome(&mut self, no: SeatNo, outbox: Outbox, welcome: Frame, past: Vec<Frame>) {
        let Some(seat) = self.seats.get_mut(&no) else {
            return;
        };
        let sent = outbox
            .send(welcome)
            .and_then(|()| outbox.send_backlog(past));
        if sent.is_ok() {
            seat.outbox = Some(outbox);
        }
    }

    /// Somebody went. Says whose last device it was.
    pub(super) fn leave(&mut self, no: SeatNo) -> Option<DelegateId> {
        let device = self.seats.remove(&no)?.device()?;
        let count = self.devices.get_mut(&device)?;
        *count -= 1;
        if *count > 0 {
            return None;
        }
        self.devices.remove(&device);
        Some(device)
    }

    /// Who acts through this connection.
    pub(super) fn actor(&self, no: SeatNo) -> Option<&Actor> {
        self.seats.get(&no).map(|seat| &seat.actor)
    }

    /// Whether any device of this delegate is connected.
    pub(super) fn has_device(&self, delegate: DelegateId) -> bool {
        self.devices.contains_key(&delegate)
    }

    /// Tells everybody what happened after `since`, as far as they may see it.
    pub(super) fn tell(&mut self, past: &Past, since: Seq) {
        let mut frames: BTreeMap<Audience, Frame> = BTreeMap::new();
        for seat in self.seats.values_mut() {
            let audience = past.alike(Audience::of(&seat.actor), since);
            let frame = frames.entry(audience);
            let frame = frame.or_insert_with(|| past.news(audience, since));
            self.too_slow += u32::from(seat.send(frame.clone()));
        }
    }

    /// Sends to one.
    pub(super) fn send_to(&mut self, no: SeatNo, frame: Frame) {
        if let Some(seat) = self.seats.get_mut(&no) {
            self.too_slow += u32::from(seat.send(frame));
        }
    }

    /// Tells officers and technicians how the hub fares, where that has changed.
    pub(super) fn tell_vitals(&mut self, vitals: Vitals) {
        let watches = |actor: &Actor| actor.role.is_officer() || actor.role == Role::Technician;
        if !self.seats.values().any(|seat| watches(&seat.actor)) {
            return;
        }
        let vitals = Vitals {
            connections: self.seats.values().map(Seat::connection).collect(),
            too_slow: self.too_slow,
            ..vitals
        };
        if self.told.as_ref() == Some(&vitals) {
            return;
        }
        let frame = HubMessage::Vitals(vitals.clone()).encode().into();
        self.told = Some(vitals);
        self.send(&frame, watches);
    }

    /// Says goodbye to everybody.
    pub(super) fn dismiss(&mut self, bye: Bye) {
        for outbox in self
            .seats
            .values_mut()
            .filter_map(|seat| seat.outbox.take())
        {
            outbox.send_bye(bye);
        }
    }

    fn send(&mut self, frame: &Frame, to: impl Fn(&Actor) -> bool) {
        let mut cut_off = 0;
        for seat in self.seats.values_mut().filter(|seat| to(&seat.actor)) {
            cut_off += u32::from(seat.send(frame.clone()));
        }
        self.too_slow += cut_off;
    }
}

impl Seat {
    /// A connection that is told nothing yet.
    pub(super) fn of(actor: Actor, is_device: bool, since: Time) -> Self {
        Self {
            actor,
            is_device,
            since,
            outbox: None,
        }
    }

    /// Whose device it is, where it is a delegate's own.
    fn device(&self) -> Option<DelegateId> {
        let is_own = self.is_device && self.actor.role == Role::Delegate;
        self.actor.delegate.filter(|_| is_own)
    }

    /// Whether this cut the client off.
    fn send(&mut self, frame: Frame) -> bool {
        let cut_off = self
            .outbox
            .as_ref()
            .is_some_and(|outbox| outbox.send(frame).is_err());
        if cut_off {
            // The connection will say when it is gone; until then the device counts as there.
            self.outbox = None;
        }
        cut_off
    }

    fn connection(&self) -> Connection {
        Connection {
            role: self.actor.role,
            delegate: self.actor.delegate,
            name: self.actor.name.clone(),
            since: self.since,
            unread: self.outbox.as_ref().map_or(0, Outbox::unread),
        }
    }
}
