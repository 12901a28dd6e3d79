//! The terminal's state: taken, and given back as it was found, whatever happens.

use std::io::{self, Write};
use std::panic;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::Show;
use crossterm::event::{
    DisableBracketedPaste, EnableBracketedPaste, KeyboardEnhancementFlags,
    PopKeyboardEnhancementFlags, PushKeyboardEnhancementFlags,
};
use crossterm::execute;
use crossterm::style::ResetColor;
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};

use super::mouse::{Listen, Unlisten};

/// Whether the terminal is ours at the moment, so that it is given back only once.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Whether it was asked to tell keys by the kitty keyboard protocol, which it is then asked to leave.
static KITTY: AtomicBool = AtomicBool::new(false);

/// Whether it was asked to tell of the mouse.
static MOUSE: AtomicBool = AtomicBool::new(false);

/// A terminal that was taken. Gives it back when dropped.
pub(super) struct Ground {
    /// Whether it knows the kitty keyboard protocol.
    knows_kitty: bool,
}

impl Ground {
    /// Takes the terminal: raw input, a screen of our own. A panic gives it back before it is told.
    pub(super) fn take() -> io::Result<Self> {
        static HOOK: Once = Once::new();
        HOOK.call_once(|| {
            let told = panic::take_hook();
            panic::set_hook(Box::new(move |panic| {
                give_back();
                told(panic);
            }));
        });
        let mut ground = Self { knows_kitty: false };
        ground.take_again()?;
        Ok(ground)
    }

    /// Lends the terminal to somebody else for a while.
    pub(super) fn lend(&mut self) {
        give_back();
    }

    /// Takes it again.
    pub(super) fn take_again(&mut self) -> io::Result<()> {
        TAKEN.store(true, Ordering::SeqCst);
        enable_raw_mode()?;
        execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
        if self.knows_kitty {
            self.use_kitty()?;
        }
        Ok(())
    }

    /// Lets the terminal tell keys by the kitty keyboard protocol: `Esc` and what begins with it, and
    /// keys with Ctrl, are then told apart. The screen of our own has flags of its own.
    pub(super) fn use_kitty(&mut self) -> io::Result<()> {
        self.knows_kitty = true;
        KITTY.store(true, Ordering::SeqCst);
        let flags = KeyboardEnhancementFlags::DISAMBIGUATE_ESCAPE_CODES;
        execute!(io::stdout(), PushKeyboardEnhancementFlags(flags))
    }

    /// Has the terminal tell of the mouse from now on, or no more. While it does, it selects no text of
    /// its own without a further key, so it is asked only where somebody wants it. Lent and taken
    /// again, it is asked anew.
    pub(super) fn listen_to_mouse(&mut self, wanted: bool) -> io::Result<()> {
        match (MOUSE.swap(wanted, Ordering::SeqCst), wanted) {
            (false, true) => execute!(io::stdout(), Listen),
            (true, false) => execute!(io::stdout(), Unlisten),
            _ => Ok(()),
        }
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        give_back();
    }
}

fn give_back() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = io::stdout();
    // The terminal may be gone; there is nobody to tell then.
    if KITTY.swap(false, Ordering::SeqCst) {
        let _ = execute!(out, PopKeyboardEnhancementFlags);
    }
    if MOUSE.swap(false, Ordering::SeqCst) {
        let _ = execute!(out, Unlisten);
    }
    let _ = execute!(
        out,
        DisableBracketedPaste,
        ResetColor,
        LeaveAlternateScreen,
        Show
    );
    let _ = disable_raw_mode();
    let _ = out.flush();
}

/// How the terminal was, to be put back whatever becomes of it meanwhile; nothing where there is none.
pub(super) struct Given {
    #[cfg(unix)]
    was: Option<rustix::termios::Termios>,
}

impl Given {
    /// Notes how the terminal is now.
    pub(super) fn note() -> Self {
        Self {
            #[cfg(unix)]
            was: rustix::termios::tcgetattr(io::stdin()).ok(),
        }
    }
}

impl Drop for Given {
    fn drop(&mut self) {
        #[cfg(unix)]
        if let Some(was) = &self.was {
            use rustix::termios::{OptionalActions, tcsetattr};
            // The terminal may be gone; there is nobody to tell then.
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, was);
        }
    }
}

/// Waits until the program is told to end.
pub(super) struct End {
    #[cfg(unix)]
    signals: [tokio::signal::unix::Signal; 3],
}

/// Listens for what ends a program: a hangup, a request to terminate, an interrupt from outside.
pub(super) fn told_to_end() -> io::Result<End> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let listen = |kind| signal(kind);
        let signals = [
            listen(SignalKind::hangup())?,
            listen(SignalKind::terminate())?,
            listen(SignalKind::interrupt())?,
        ];
        Ok(End { signals })
    }
    #[cfg(not(unix))]
    Ok(End {})
}

impl End {
    /// Comes back once the program is told to end, but for an interrupt, which is meant for whoever
    /// has the terminal just then.
    pub(super) async fn wait_but_for_interrupt(&mut self) {
        #[cfg(unix)]
        {
            let [hangup, terminate, _] = &mut self.signals;
            tokio::select! {
                _ = hangup.recv() => {}
                _ = terminate.recv() => {}
            }
        }
        #[cfg(not(unix))]
        std::future::pending::<()>().await;
    }

    /// Comes back once the program is told to end.
    pub(super) async fn wait(&mut self) {
        #[cfg(unix)]
        {
            let [hangup, terminate, interrupt] = &mut self.signals;
            tokio::select! {
                _ = hangup.recv() => {}
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        }
        #[cfg(not(unix))]
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
