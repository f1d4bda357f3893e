//! Streams of server-sent events: each becomes an item as soon as it has arrived.

use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::Version;
use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};

use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::http::clock::Timer;
use crate::runtime::http::headers;
use crate::runtime::http::incoming::Incoming;
use crate::runtime::http::open::Opened;
use crate::runtime::http::parameters::parameters;
use crate::runtime::stream::event_parser::EventParser;
use crate::runtime::stream::flow::{Flow, is_error, stream_methods};
use crate::runtime::stream::of_api::of_api;
use crate::runtime::stream::raw_event::RawEvent;

/// The items of an answer that arrives as server-sent events; also a
/// [`Stream`](futures_core::Stream).
///
/// An item is the data of one event. [`last_event`](Self::last_event) is that event as it was sent, and
/// [`raw`](Self::raw) leaves all events as they are.
///
/// It holds the connection of its answer, and dropping it closes that. The timeout of the client bounds
/// each wait for more, not the whole; the deadline of the call bounds the whole. A stream that broke off
/// is not asked for again.
///
/// ```text
/// let mut events = request.await?;
/// while let Some(item) = events.try_next().await? {
///     println!("{item:?}");
/// }
/// ```
#[must_use = "dropping it closes its connection"]
pub struct EventStream<T> {
    flow: Flow,
    // Boxed as the answer is.
    parser: Box<EventParser>,
    decode: Decode<T>,
    /// `None` where every event is an item.
    signs: Option<&'static Signs>,
    last: Option<RawEvent>,
    /// Bounds the wait for the end of the answer, once a sign has ended the stream.
    end: Option<Timer>,
}

/// How long the end of an answer is waited for after the sign that ends the stream. Only a connection whose
/// answer has come to its end can be used again.
const GRACE: Duration = Duration::from_millis(100);

/// Makes an event an item.
pub(crate) type Decode<T> = fn(&RawEvent) -> Result<T, String>;

/// Which events are no items.
#[derive(Debug)]
pub(crate) struct Signs {
    /// The data of events that end a stream.
    pub end_data: &'static [&'static str],
    /// The names of events that end a stream.
    pub end_names: &'static [&'static str],
    /// The names of events that are errors.
    pub errors: &'static [&'static str],
    /// Whether an event is an error whose data is an object with a member `error`.
    pub error_member: bool,
}

impl<T> EventStream<T> {
    /// Reads an answer.
    ///
    /// # Errors
    ///
    /// The answer is no event stream.
    pub(crate) fn open(
        opened: &mut Opened,
        decode: Decode<T>,
        signs: &'static Signs,
    ) -> Result<Self, String> {
        let media_type = headers::text(&opened.head.headers, "content-type").unwrap_or_default();
        let (essence, _) = parameters(media_type);
        let essence = essence.to_ascii_lowercase();
        if essence.ends_with("json") || essence == "text/html" {
            return Err(format!("expected an event stream, found `{essence}`"));
        }
        Ok(Self::new(of_api(opened)?, decode, signs))
    }

    /// Reads an answer.
    pub(crate) fn new(incoming: Incoming, decode: Decode<T>, signs: &'static Signs) -> Self {
        let flow = Flow::new(incoming);
        Self {
            parser: Box::new(EventParser::new(flow.most())),
            flow,
            decode,
            signs: Some(signs),
            last: None,
            end: None,
        }
    }

    /// The event that was read last, as it was sent: that of the item, or of the error, that
    /// [`try_next`](Self::try_next) gave last.
    pub fn last_event(&self) -> Option<&RawEvent> {
        self.last.as_ref()
    }

    /// The id of the last event that is whole; empty where none was sent. The same request with this as its
    /// header `last-event-id` asks for the events after it.
    pub fn last_event_id(&self) -> &str {
        self.parser.last_id()
    }

    /// How long the API asks to wait before a stream is asked for again.
    pub fn retry(&self) -> Option<Duration> {
        self.parser.retry()
    }

    /// The events that follow, as they are sent. All of them: also one that says that the stream is at
    /// its end, and one that is an error.
    pub fn raw(self) -> EventStream<RawEvent> {
        EventStream {
            flow: self.flow,
            parser: self.parser,
            decode: |event| Ok(event.clone()),
            signs: None,
            last: self.last,
            end: self.end,
        }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<T>, Error>> {
        if self.end.is_some() {
            return self.poll_end(context);
        }
        let Some(event) = ready!(self.flow.poll(&mut *self.parser, context))? else {
            return Poll::Ready(self.ended());
        };
        let event = self.last.insert(event);
        if let Some(signs) = self.signs {
            if signs.is_end(event) {
                let client = &self.flow.incoming.call().parts().client;
                self.end = Some(client.inner.clock.timer(GRACE));
                return self.poll_end(context);
            }
            if signs.is_error(event) {
                let data = Bytes::copy_from_slice(event.data.as_bytes());
                return Poll::Ready(Err(self.flow.refused(data)));
            }
        }
        Poll::Ready((self.decode)(event).map(Some).map_err(|message| {
            let name = format!(" (`{}`)", event.name().escape_debug());
            let data = Bytes::copy_from_slice(event.data.as_bytes());
            self.flow.undecodable(&name, data, message, |data| {
                let data = Arc::from(String::from_utf8_lossy(&data));
                (self.decode)(&RawEvent {
                    data,
                    ..event.clone()
                })
            })
        }))
    }
}

impl<T> EventStream<T> {
    /// Waits for the end of the answer. What else comes is not read: then the connection is closed.
    fn poll_end(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<T>, Error>> {
        let body = &mut self.flow.incoming.body;
        if let Some(timer) = &mut self.end
            && body.poll_chunk(context).is_pending()
        {
            ready!(timer.as_mut().poll(context));
        }
        self.end = None;
        self.flow.close();
        Poll::Ready(Ok(None))
    }

    /// What a stream gives at its end. In HTTP/1 without a length and without chunks, an answer ends as a connection
    /// that breaks does: then it is whole only if no event is missing its end.
    fn ended(&mut self) -> Result<Option<T>, Error> {
        let head = self.flow.incoming.head();
        let is_framed = head.version >= Version::HTTP_2
            || head.headers.contains_key(CONTENT_LENGTH)
            || head.headers.contains_key(TRANSFER_ENCODING);
        let unfinished = self.parser.take_unfinished();
        let is_end = |event: &RawEvent| self.signs.is_some_and(|signs| signs.is_end(event));
        if is_framed || unfinished.is_none_or(|event| is_end(&event)) {
            return Ok(None);
        }
        let message = "the connection was closed within an event";
        let mut error = Error::with_message(ErrorKind::Connection, message);
        error.inner.retryable = true;
        Err(self.flow.incoming.told(self.flow.incoming.broken(error)))
    }
}

impl Signs {
    fn is_end(&self, event: &RawEvent) -> bool {
        self.end_data.contains(&event.data.trim_ascii()) || self.end_names.contains(&&*event.name)
    }

    fn is_error(&self, event: &RawEvent) -> bool {
        if self.errors.contains(&&*event.name) {
            return true;
        }
        self.error_member && is_error(event.data.as_bytes())
    }
}

stream_methods!(EventStream);
