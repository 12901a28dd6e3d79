//! What undoing a step needs of the floor: numbers that were given out stay given out, and clocks that
//! stood for a while.

use super::Floor;
use crate::session::ids::RequestId;
use crate::session::time::Time;

impl Floor {
    /// This number was given out.
    pub(in crate::session) fn number(&mut self, request: RequestId) {
        self.last = self.last.max(request.0);
    }

    /// The clocks of these speeches stand still from then on.
    pub(in crate::session) fn stand(&mut self, speeches: &[RequestId], at: Time) {
        for id in speeches {
            if let Some(speech) = self.speech_mut(*id) {
                speech.halt(at);
            }
        }
    }

    /// The clocks of these speeches run again.
    pub(in crate::session) fn go_on(&mut self, speeches: &[RequestId], at: Time) {
        for id in speeches {
            if let Some(speech) = self.speech_mut(*id) {
                speech.running_since.get_or_insert(at);
            }
        }
    }
}
