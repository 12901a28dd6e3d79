//! Linear mode: the console as lines that are told one after the other, and a prompt that takes the
//! same verbs in words. For screen readers, braille lines, logs and pipes.
//!
//! What happens is told as it happens, by [`told`] and [`Ear`]; what is said goes to
//! [`spoken`]. Nothing is told twice, nothing is drawn again.

mod lines;

use std::collections::VecDeque;
use std::io;

use tokio::time::{Duration, Instant, MissedTickBehavior, interval_at};

use super::Unseen;
use super::ground::{Given, told_to_end};
use crate::console::model::Link;
use crate::console::overlay::{self, Choice, Kind, Question};
use crate::console::pane::Pane;
use crate::console::spoken::complete::complete;
use crate::console::spoken::ear::Ear;
use crate::console::spoken::{self, Came, Manner, Words, Wrong, told};
use crate::console::verb::Verb;
use crate::link::{News, Ticket};
use crate::session::Seq;
use crate::wire::{Answer, Bye};
use lines::{Lines, Said};

/// How often the clocks are looked at.
const TICK: Duration = Duration::from_secs(1);
/// How many choices are read out with a question.
const MOST_READ: usize = 12;
/// What leaves a question.
const LEAVE: &str = ".";

/// Stays with whoever speaks until they leave, or have said all and been answered. Gives what the hub
/// said, where it had ended the link for good.
///
/// # Errors
/// Where nothing can be told any more.
pub async fn converse(console: Unseen) -> io::Result<Option<Bye>> {
    // Given back as it was, also where a line is just being typed.
    let _given = Given::note();
    let lines = Lines::open()?;
    let mut talk = Talk {
        console,
        lines,
        ear: Ear::default(),
        told: Seq(0),
        has_begun: false,
        waits: false,
        unheard: VecDeque::new(),
        has_ended: false,
        verb: None,
        asked: None,
        upto: Seq(0),
        sent: vec![],
        was_sent: false,
        has_told: false,
        reads: false,
        leaves: false,
    };
    talk.until_left().await?;
    Ok(match talk.console.model.link {
        Link::Ended(bye) => Some(bye),
        Link::Joining | Link::Live | Link::Lost { .. } => None,
    })
}

struct Talk {
    console: Unseen,
    lines: Lines,
    ear: Ear,
    /// The last record that was told.
    told: Seq,
    /// The meeting is known, and was summed up.
    has_begun: bool,
    /// A line is awaited behind a prompt.
    waits: bool,
    /// Lines that came before those before them were answered.
    unheard: VecDeque<String>,
    /// No more lines come.
    has_ended: bool,
    /// What was called last, which asks.
    verb: Option<&'static Verb>,
    /// The question that was told last.
    asked: Option<Question>,
    /// How far the records have to come until what was done last has been told.
    upto: Seq,
    /// What was sent and is not answered yet.
    sent: Vec<Ticket>,
    /// Whether something was sent that was not told of yet.
    was_sent: bool,
    /// Whether something was told since it was sent.
    has_told: bool,
    /// Something is to be read out once it has come.
    reads: bool,
    leaves: bool,
}

impl Talk {
    async fn until_left(&mut self) -> io::Result<()> {
        let mut ticks = interval_at(Instant::now() + TICK, TICK);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut end = told_to_end()?;
        let mut told_all = false;
        let address = self.console.model.address.clone();
        let lang = self.console.model.lang;
        self.tell(&lang.fill("console.link.waiting", &[("address", &address)]))?;
        while !self.leaves {
            tokio::select! {
                biased;
                () = end.wait() => return Ok(()),
                news = self.console.hear(), if !told_all => match news {
                    Some(news) => self.news(news)?,
                    None => told_all = true,
                },
                said = self.lines.hear(), if !self.has_ended => self.said(said)?,
                _ = ticks.tick() => {
                    self.console.tick();
                    self.listen()?;
                }
            }
            self.go_on().await?;
            let has_nothing_to_do = self.unheard.is_empty() && self.is_answered();
            let is_over = matches!(self.console.model.link, Link::Ended(_));
            if (self.has_ended && (has_nothing_to_do || is_over))
                || (is_over && !self.lines.can_ask())
            {
                return Ok(());
            }
        }
        Ok(())
    }

    fn tell(&mut self, line: &str) -> io::Result<()> {
        self.has_told = true;
        self.lines.tell(line)
    }

    fn listen(&mut self) -> io::Result<()> {
        for line in self.ear.listen(&self.console.model) {
            self.tell(&line)?;
        }
        Ok(())
    }

    /// Tells what is new.
    fn news(&mut self, news: News) -> io::Result<()> {
        if let News::Joined { resumed: false, .. } = news {
            self.told = Seq(0);
            self.has_begun = false;
        }
        if !self.has_begun && self.console.is_up_to_date() {
            self.has_begun = true;
            self.told = self.console.model.seen;
            for line in told::pane(&self.console.model, Pane::Main) {
                self.tell(&line)?;
            }
        }
        if self.has_begun
            && let News::Records { records, .. } = &news
        {
            let told = self.told;
            for record in records.iter().filter(|record| record.seq > told) {
                let said = told::record_said(&self.console.model, record);
                self.told = record.seq;
                for line in said {
                    self.lines.tell(&line)?;
                    self.has_told = true;
                }
            }
        }
        if let News::Answered { ticket, answer } = &news {
            self.sent.retain(|sent| sent != ticket);
            if let Answer::Done { seq } = answer {
                self.upto = self.upto.max(*seq);
            }
            self.notice()?;
        }
        // The records say what else there is to say.
        self.console.model.notice = None;
        self.listen()
    }

    /// Tells the console's word to the person, if it has one.
    fn notice(&mut self) -> io::Result<()> {
        match self.console.model.notice.take() {
            Some(notice) => self.tell(&notice.text),
            None => Ok(()),
        }
    }

    fn said(&mut self, said: Said) -> io::Result<()> {
        match said {
            Said::Line(line) => {
                self.waits = false;
                self.unheard.push_back(line);
            }
            Said::Leave => {
                self.waits = false;
                self.unheard.push_back(LEAVE.to_owned());
            }
            Said::End => {
                self.waits = false;
                self.has_ended = true;
            }
            Said::Complete(line, answers) => {
                let completed = complete(&mut self.console.model, &line);
                // Whoever asked may have gone on.
                drop(answers.send((completed.from, completed.put)));
                self.choices(&completed.choices)?;
            }
        }
        Ok(())
    }

    /// Whether all that was done was answered, and what came of it was told. While the connection is
    /// lost nothing is waited for but the end.
    fn is_answered(&self) -> bool {
        self.sent.is_empty() && self.console.model.seen >= self.upto
    }

    /// Takes the next lines, as far as those before them are answered, and asks for more.
    async fn go_on(&mut self) -> io::Result<()> {
        let is_over = matches!(self.console.model.link, Link::Ended(_));
        if !self.has_begun && !is_over {
            return Ok(());
        }
        while self.may_go_on() {
            self.read_out()?;
            if self.reads {
                return Ok(());
            }
            if std::mem::take(&mut self.was_sent) && !self.has_told && self.is_answered() {
                let said = self.console.model.lang.text("spoken.said.already");
                self.tell(said)?;
            }
            let Some(line) = self.unheard.pop_front() else {
                break;
            };
            self.line(line.trim()).await?;
        }
        if self.may_go_on() && !self.waits && !self.has_ended {
            self.waits = true;
            self.tell_question()?;
            let before = self.asked.as_ref().map(|asked| asked.before.clone());
            let prompt = if self.asked.is_some() { "? " } else { "> " };
            self.lines.ask(prompt, &before.unwrap_or_default());
        }
        Ok(())
    }

    /// Where the connection is lost, nothing is waited for.
    fn may_go_on(&self) -> bool {
        !self.leaves && (self.is_answered() || !self.console.model.is_live())
    }

    /// Takes one line: an answer where something is asked, else a verb.
    async fn line(&mut self, line: &str) -> io::Result<()> {
        self.console.tick();
        if matches!(self.console.model.link, Link::Ended(_)) {
            self.leaves = true;
            return Ok(());
        }
        let manner = match self.lines.can_ask() {
            true => Manner::Conversing,
            false => Manner::Reciting { confirms: false },
        };
        let model = &mut self.console.model;
        let came = if overlay::asked(model).is_some() {
            // The same question is told again where it is asked again.
            self.asked = None;
            if line == LEAVE {
                overlay::leave(model);
                return self.nothing_done();
            }
            spoken::go_on(model, Words::one(line), manner)
        } else if line.is_empty() || line == LEAVE {
            return Ok(());
        } else {
            let mut words = Words::of_line(line);
            match spoken::verb_of(model, &mut words) {
                Ok(verb) => {
                    self.verb = Some(verb);
                    spoken::begin(model, verb, words, manner)
                }
                Err(wrong) => Err(wrong),
            }
        };
        match came {
            Ok(came) => self.came(came).await,
            Err(wrong) => self.came_to_nothing(&wrong),
        }
    }

    async fn came(&mut self, came: Came) -> io::Result<()> {
        self.has_told = false;
        match came {
            Came::Asks(effects, _) => {
                self.console.act(effects).await;
                self.notice()?;
                self.tell_question()
            }
            Came::Told(lines) => {
                for line in lines {
                    self.tell(&line)?;
                }
                Ok(())
            }
            Came::Tells(effects) => {
                self.console.act(effects).await;
                self.reads = true;
                Ok(())
            }
            Came::Done(effects) => {
                let (sent, leaves) = self.console.act(effects).await;
                self.leaves = leaves;
                self.was_sent = !sent.is_empty();
                self.sent.extend(sent);
                self.notice()?;
                if self.verb.is_some_and(spoken::shows) {
                    let pane = self.console.model.pane;
                    for line in told::pane(&self.console.model, pane) {
                        self.tell(&line)?;
                    }
                }
                match self.was_sent || self.has_told || self.leaves {
                    true => Ok(()),
                    false => self.nothing_done(),
                }
            }
        }
    }

    fn nothing_done(&mut self) -> io::Result<()> {
        let said = self.console.model.lang.text("spoken.said.nothing_done");
        self.tell(said)
    }

    fn came_to_nothing(&mut self, wrong: &Wrong) -> io::Result<()> {
        self.console.model.notice = None;
        let said = wrong.say(&self.console.model);
        self.tell(&said)?;
        let choices = wrong.choices(&self.console.model);
        self.choices(&choices)
    }

    fn choices(&mut self, choices: &[Choice]) -> io::Result<()> {
        for choice in choices.iter().take(MOST_READ) {
            self.tell(&format!("{}: {}", choice.answer, choice.label))?;
        }
        let more = choices.len().saturating_sub(MOST_READ);
        if more > 0 {
            let lang = self.console.model.lang;
            self.tell(&lang.fill("console.more", &[("n", &more)]))?;
        }
        Ok(())
    }

    /// Tells what is asked, once. What is on its way is not asked again meanwhile.
    fn tell_question(&mut self) -> io::Result<()> {
        let asked = overlay::asked(&self.console.model);
        let asked = asked.filter(|_| self.sent.is_empty());
        if asked == self.asked {
            return Ok(());
        }
        self.asked = asked.clone();
        let Some(question) = asked else {
            return Ok(());
        };
        let answers = question.choices.iter().map(|choice| choice.label.as_str());
        match question.kind {
            Kind::YesNo => {
                let answers = answers.collect::<Vec<_>>().join(", ");
                self.tell(&format!("{} ({answers})", question.text))
            }
            // Whoever knows who is meant need not hear the whole roster.
            Kind::Person if question.choices.len() > MOST_READ => self.tell(&question.text),
            Kind::Person | Kind::Choice | Kind::Text => {
                self.tell(&question.text)?;
                self.choices(&question.choices)
            }
        }
    }

    /// Reads out what is to be read, once it has come.
    fn read_out(&mut self) -> io::Result<()> {
        if !self.reads {
            return Ok(());
        }
        if let Some(lines) = overlay::content(&self.console.model) {
            for line in lines {
                self.tell(&line)?;
            }
            overlay::leave(&mut self.console.model);
            self.reads = false;
        }
        Ok(())
    }
}
