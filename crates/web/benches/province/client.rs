//! Many people at once over TCP on 127.0.0.1: one thread and one kept-alive connection for each.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    sync::Barrier,
    time::{Duration, Instant},
};

use crate::Outcome;

/// How long somebody reads before the next click.
const READING: Duration = Duration::from_secs(1);

/// One browser: a connection that is kept, and the cookie of its session.
pub(crate) struct Person {
    stream: BufReader<TcpStream>,
    cookie: String,
    /// When it last asked.
    asked: Instant,
}

/// The server closes what is quiet for ten seconds; a browser connects anew, and so do these people.
const QUIET: Duration = Duration::from_secs(8);

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) set_cookie: Option<String>,
    pub(crate) bytes: usize,
}

/// Times of single requests, sorted.
pub(crate) struct Times(Vec<Duration>);

impl Times {
    /// Sorts what was measured.
    pub(crate) fn of(mut all: Vec<Duration>) -> Self {
        all.sort_unstable();
        Self(all)
    }

    /// The time that `percent` of the requests stayed within.
    pub(crate) fn percentile(&self, percent: usize) -> Duration {
        let at = (self.0.len() * percent).div_ceil(100).saturating_sub(1);
        self.0.get(at).copied().unwrap_or_default()
    }

    /// What was measured, to be put together with more.
    pub(crate) fn all(self) -> Vec<Duration> {
        self.0
    }

    /// How many were measured.
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }
}

impl Person {
    /// Connects without a session.
    pub(crate) fn connect(server: SocketAddr) -> Outcome<Self> {
        let stream = TcpStream::connect(server)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_mins(2)))?;
        Ok(Self { stream: BufReader::new(stream), cookie: String::new(), asked: Instant::now() })
    }

    /// Asks for a page as a browser does, compression included.
    pub(crate) fn get(&mut self, path: &str) -> Outcome<Answer> {
        let cookie = &self.cookie;
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept-encoding: gzip\r\ncookie: {cookie}\r\n\r\n"
        );
        self.ask(&request)
    }

    /// Signs in and keeps the session's cookie; returns how long it took.
    pub(crate) fn sign_in(&mut self, account: &str, password: &str) -> Outcome<Duration> {
        let body = format!("account={account}&password={password}&back=/");
        let request = format!(
            "POST /dang-nhap HTTP/1.1\r\nhost: 127.0.0.1\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        let start = Instant::now();
        let answer = self.ask(&request)?;
        let took = start.elapsed();
        let cookie = answer.set_cookie.filter(|_| answer.status == 303);
        self.cookie = cookie.ok_or_else(|| format!("{account} was answered {}", answer.status))?;
        Ok(took)
    }

    fn ask(&mut self, request: &str) -> Outcome<Answer> {
        if self.asked.elapsed() > QUIET {
            let server = self.stream.get_ref().peer_addr()?;
            self.stream = Self::connect(server)?.stream;
        }
        self.asked = Instant::now();
        self.stream.get_mut().write_all(request.as_bytes())?;
        let status = self.line()?;
        let status =
            status.split(' ').nth(1).and_then(|s| s.parse().ok()).ok_or("no status line")?;
        let mut answer = Answer { status, set_cookie: None, bytes: 0 };
        let (mut length, mut chunked) = (0, false);
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(':') else { break };
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse()?,
                "transfer-encoding" => chunked = value.eq_ignore_ascii_case("chunked"),
                "set-cookie" => {
                    answer.set_cookie = value.split(';').next().map(ToOwned::to_owned);
                }
                _ => {}
            }
        }
        answer.bytes = if chunked { self.chunks()? } else { self.skip(length)? };
        Ok(answer)
    }

    fn chunks(&mut self) -> Outcome<usize> {
        let mut all = 0;
        loop {
            let size = usize::from_str_radix(&self.line()?, 16)?;
            all += self.skip(size)?;
            self.line()?;
            if size == 0 {
                return Ok(all);
            }
        }
    }

    fn skip(&mut self, bytes: usize) -> Outcome<usize> {
        let mut rest = (&mut self.stream).take(u64::try_from(bytes)?);
        if std::io::copy(&mut rest, &mut std::io::sink())? < u64::try_from(bytes)? {
            return Err("the answer broke off".into());
        }
        Ok(bytes)
    }

    fn line(&mut self) -> Outcome<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line)? == 0 {
            return Err("the server hung up".into());
        }
        line.truncate(line.trim_end().len());
        Ok(line)
    }
}

/// Lets everybody do the same at the same instant, `bursts` times; all wait for the slowest in between.
pub(crate) fn together(
    people: &mut [Person],
    bursts: usize,
    act: impl Fn(&mut Person, usize) -> Outcome<Duration> + Sync,
) -> Outcome<Times> {
    let barrier = Barrier::new(people.len());
    let (barrier, act) = (&barrier, &act);
    let measured: Vec<Result<Vec<Duration>, String>> = std::thread::scope(|scope| {
        let threads: Vec<_> = people
            .iter_mut()
            .enumerate()
            .map(|(at, person)| scope.spawn(move || bursts_of(person, at, bursts, barrier, act)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|_| Err("a person's thread broke".into())))
            .collect()
    });
    let mut all = Vec::new();
    for times in measured {
        all.extend(times?);
    }
    Ok(Times::of(all))
}

/// Lets everybody do the same on their own time: `clicks` times, a second of reading before each.
pub(crate) fn strolling(
    people: &mut [Person],
    clicks: usize,
    act: impl Fn(&mut Person, usize) -> Outcome<Duration> + Sync,
) -> Outcome<Times> {
    let (act, all) = (&act, people.len());
    let measured: Vec<Result<Vec<Duration>, String>> = std::thread::scope(|scope| {
        let threads: Vec<_> = people
            .iter_mut()
            .enumerate()
            .map(|(at, person)| {
                scope.spawn(move || {
                    // Everybody begins at another moment of the first second.
                    std::thread::sleep(
                        READING * u32::try_from(at).unwrap_or(0) / u32::try_from(all).unwrap_or(1),
                    );
                    let mut times = Vec::with_capacity(clicks);
                    for _ in 0..clicks {
                        std::thread::sleep(READING);
                        times.push(act(person, at).map_err(|error| error.to_string())?);
                    }
                    Ok(times)
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|_| Err("a person's thread broke".into())))
            .collect()
    });
    let mut all = Vec::new();
    for times in measured {
        all.extend(times?);
    }
    Ok(Times::of(all))
}

fn bursts_of(
    person: &mut Person,
    at: usize,
    bursts: usize,
    barrier: &Barrier,
    act: &(impl Fn(&mut Person, usize) -> Outcome<Duration> + Sync),
) -> Result<Vec<Duration>, String> {
    let mut times = Vec::with_capacity(bursts);
    let mut failed = None;
    for _ in 0..bursts {
        // A person who failed still comes to the barrier: the others wait there.
        barrier.wait();
        match act(person, at) {
            Ok(took) => times.push(took),
            Err(error) => failed = Some(error.to_string()),
        }
    }
    failed.map_or(Ok(times), Err)
}
