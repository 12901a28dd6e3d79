//! The door: how many sockets may be open at once, and how long one may stay open for nothing.
//!
//! The server beneath sets no limit and no time by itself, neither on connections nor on requests
//! that are sent by halves. Here whoever comes while all sockets are taken waits in the system's
//! queue, and a socket to which the hub had nothing to say for a while is closed. That is enough
//! for both: a request that never becomes whole gets no answer, and a WebSocket hears a pulse.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep, sleep};

/// Accepts as many as there is room for.
pub(super) struct Door {
    listener: TcpListener,
    room: Arc<Semaphore>,
    silence: Duration,
}

impl Door {
    pub(super) fn new(listener: TcpListener, sockets: usize, silence: Duration) -> Self {
        Self {
            listener,
            room: Arc::new(Semaphore::new(sockets)),
            silence,
        }
    }
}

impl Listener for Door {
    type Io = Socket;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Socket, SocketAddr) {
        let Ok(permit) = Arc::clone(&self.room).acquire_owned().await else {
            // Nobody closes the semaphore.
            return std::future::pending().await;
        };
        let (stream, address) = Listener::accept(&mut self.listener).await;
        // A frame is worth a packet of its own; without this the screen only feels slower.
        let _ = stream.set_nodelay(true);
        let socket = Socket {
            stream,
            silence: self.silence,
            end: Box::pin(sleep(self.silence)),
            _permit: permit,
        };
        (socket, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// Where a connection comes from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Peer(pub(super) IpAddr);

impl Connected<IncomingStream<'_, Door>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        Self(stream.remote_addr().ip())
    }
}

/// A socket that ends by itself once nothing could be written to it for a while.
pub(super) struct Socket {
    stream: TcpStream,
    silence: Duration,
    end: Pin<Box<Sleep>>,
    _permit: OwnedSemaphorePermit,
}

impl Socket {
    /// Goes on with what was tried; an error where it has to wait and there is no time left.
    fn in_time<T>(
        &mut self,
        context: &mut Context<'_>,
        tried: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if tried.is_pending() && self.end.as_mut().poll(context).is_ready() {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        tried
    }

    fn written(
        &mut self,
        context: &mut Context<'_>,
        tried: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        if let Poll::Ready(Ok(_)) = tried {
            self.end.as_mut().reset(Instant::now() + self.silence);
        }
        self.in_time(context, tried)
    }
}

impl AsyncRead for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let tried = Pin::new(&mut self.stream).poll_read(context, buffer);
        self.in_time(context, tried)
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let tried = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.written(context, tried)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let tried = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.written(context, tried)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    async fn door(sockets: usize, silence: Duration) -> (Door, SocketAddr) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        (Door::new(listener, sockets, silence), address)
    }

    #[tokio::test]
    async fn who_comes_while_the_house_is_full_waits_until_somebody_goes() {
        let (mut door, address) = door(1, Duration::from_secs(60)).await;
        let _first = TcpStream::connect(address).await.unwrap();
        let (inside, _) = door.accept().await;
        let second = TcpStream::connect(address).await.unwrap();
        assert!(door.accept().now_or_never().is_none());
        drop(inside);
        let (_, from) = door.accept().await;
        assert_eq!(from, second.local_addr().unwrap());
    }

    #[tokio::test]
    async fn a_socket_ends_where_nothing_is_said_to_it_however_much_it_says_itself() {
        let silence = Duration::from_millis(200);
        let (mut door, address) = door(1, silence).await;
        let mut client = TcpStream::connect(address).await.unwrap();
        let (mut inside, _) = door.accept().await;
        inside.write_all(b"!").await.unwrap();
        let written = Instant::now();
        client.write_all(b"GET /").await.unwrap();
        let mut heard = vec![];
        let ended = inside.read_to_end(&mut heard).await.unwrap_err();
        assert_eq!(ended.kind(), io::ErrorKind::TimedOut);
        assert_eq!(heard, b"GET /");
        assert!(written.elapsed() >= silence - Duration::from_millis(1));
    }
}
