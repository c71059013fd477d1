//! `queue`: producers and consumers with a bounded queue between them.
//!
//! Consumers work on each item; where producers are faster, the queue fills up, and a producer has
//! to wait until there is room: back-pressure.

use crate::gantt::levels;
use crate::screen::{Bar, Screen};
use clap::Args;
use common::spin::{self, Work};
use ipc::testing::HostWords;
use ipc::{AgentId, Deadline, Error, Overflow, Queue};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;
use timing::{Clock, StdClock};

/// How often the depth of the queue is looked at.
const LOOK: Duration = Duration::from_millis(2);
/// The longest wait for room or for a message, in ms. Nobody works as long on an item.
const PATIENCE_MS: f64 = 60_000.0;
/// What a message takes in the ring: its eight bytes, and its length.
const MESSAGE_BYTES: u32 = 16;

#[derive(Args)]
pub struct Arguments {
    /// Threads that put items
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=32))]
    producers: u32,
    /// Threads that get items
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=32))]
    consumers: u32,
    /// Items of each producer
    #[arg(long, default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    items: u32,
    /// The most items in the queue
    #[arg(long, default_value_t = 32, value_parser = clap::value_parser!(u32).range(1..=65_536))]
    maxsize: u32,
    /// A consumer's work on each item, in microseconds of one core
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    work_us: u32,
}

/// What a thread says when it has ended.
enum Ended {
    Producer,
    Consumer,
}

/// How often, and for how long in all, a producer waited for room.
#[derive(Debug, Clone, Copy, Default)]
struct Waits {
    times: u32,
    ms: f64,
}

pub fn run(arguments: &Arguments, screen: &Screen) -> Result<String, Box<dyn std::error::Error>> {
    let &Arguments { producers, consumers, items, maxsize, work_us } = arguments;
    let clock = StdClock::start();
    let per_ms = spin::per_ms(|| clock.now_ms());

    let capacity = (maxsize * MESSAGE_BYTES).next_power_of_two();
    let words = HostWords::new(Queue::<&HostWords>::needed_words(capacity));
    let attach = |agent: u32| {
        let me = AgentId::new(agent).expect("agents are counted from 1");
        Queue::attach(&words, me).expect("the queue was made before")
    };
    let me = AgentId::new(1).expect("agents are counted from 1");
    let queue = Queue::create(&words, me, capacity, maxsize, Overflow::Waits)?;

    let counts = || (0..producers.max(consumers)).map(|_| AtomicU32::new(0)).collect::<Vec<_>>();
    let (put, got) = (counts(), counts());
    let (tell, ended) = mpsc::channel();
    let start_ms = clock.now_ms();
    let (waits, received, depths) = thread::scope(|scope| {
        let putting: Vec<_> = (0..producers)
            .map(|producer| {
                let (queue, put, tell) =
                    (attach(2 + producer), &put[producer as usize], tell.clone());
                scope.spawn(move || {
                    last_words(&queue, Ended::Producer, &tell, || {
                        produce(&queue, producer, items, put)
                    })
                })
            })
            .collect();
        let getting: Vec<_> = (0..consumers)
            .map(|consumer| {
                let (queue, got) = (attach(2 + producers + consumer), &got[consumer as usize]);
                let (clock, tell) = (&clock, tell.clone());
                let work = move || {
                    let now_ms = clock.now_ms();
                    let mut work = Work::new(now_ms, f64::from(work_us) / 1e3, per_ms);
                    while !work.is_over(clock.now_ms()) {
                        work.turn();
                    }
                };
                scope.spawn(move || {
                    last_words(&queue, Ended::Consumer, &tell, || consume(&queue, got, work))
                })
            })
            .collect();
        drop(tell);
        let depths = watch(arguments, &queue, (&put, &got), &ended, screen);
        let waits: Result<Vec<Waits>, Error> = putting.into_iter().map(join).collect();
        let received: Result<Vec<Vec<u64>>, Error> = getting.into_iter().map(join).collect();
        (waits, received, depths)
    });
    let (waits, received, took_ms) = (waits?, received?, clock.now_ms() - start_ms);
    check(&received, producers, items)?;

    screen.say(format_args!(
        "queue     {producers} producer(s) of {items} items, {consumers} consumer(s) with {work_us} \
         µs of work for each, at most {maxsize} in the queue"
    ))?;
    screen.say("producer     items   waited for room")?;
    for (producer, Waits { times, ms }) in (1..).zip(waits) {
        screen.say(format_args!("{producer:>8}  {items:>8}   {times} times, {ms:.1} ms in all"))?;
    }
    screen.say("consumer     items")?;
    for (consumer, items) in (1..).zip(&received) {
        screen.say(format_args!("{consumer:>8}  {:>8}", items.len()))?;
    }
    let mean = depths.iter().copied().map(f64::from).sum::<f64>() / depths.len().max(1) as f64;
    screen.say(format_args!(
        "depth     {mean:.1} of {maxsize} on average, looked at {} times in {took_ms:.0} ms",
        depths.len()
    ))?;
    screen.say(format_args!("          │{}│", levels(&depths, maxsize)))?;
    let total = u64::from(producers) * u64::from(items);
    screen.say(format_args!("rate      {:.0} items/s", total as f64 / took_ms * 1e3))?;
    Ok(format!("{total} items, each got once, those of each producer in order"))
}

/// Runs a thread's part, and says that it has ended. If it failed the queue is closed, so that
/// nobody waits for this thread.
fn last_words<T>(
    queue: &Queue<&HostWords>,
    ended: Ended,
    tell: &Sender<Ended>,
    part: impl FnOnce() -> Result<T, Error>,
) -> Result<T, Error> {
    let result = part();
    if result.is_err() {
        queue.close();
    }
    // Nobody listens any more if the main thread has failed.
    let _ = tell.send(ended);
    result
}

fn join<T>(thread: thread::ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// Puts all items of a producer. An item has the producer's number in its upper half.
fn produce(
    queue: &Queue<&HostWords>,
    producer: u32,
    items: u32,
    put: &AtomicU32,
) -> Result<Waits, Error> {
    let words = *queue.words();
    let mut waits = Waits::default();
    for item in 0..items {
        let message = (u64::from(producer) << 32 | u64::from(item)).to_le_bytes();
        match queue.try_put(&message) {
            Err(Error::Full | Error::TimedOut) => {
                let deadline = Deadline::after_ms(&words, PATIENCE_MS);
                queue.put(&message, deadline)?;
                waits.times += 1;
                waits.ms += PATIENCE_MS - deadline.left_ms(&words);
            }
            result => result?,
        }
        put.store(item + 1, Relaxed);
    }
    Ok(waits)
}

/// Gets items until there will be no more, and works on each.
fn consume(queue: &Queue<&HostWords>, got: &AtomicU32, work: impl Fn()) -> Result<Vec<u64>, Error> {
    let words = *queue.words();
    let (mut received, mut message) = (Vec::new(), Vec::new());
    loop {
        match queue.get(&mut message, Deadline::after_ms(&words, PATIENCE_MS)) {
            Err(Error::Closed) if queue.is_finished() => return Ok(received),
            result => result?,
        }
        let bytes = message.as_slice().try_into().expect("a message has eight bytes");
        received.push(u64::from_le_bytes(bytes));
        got.store(received.len() as u32, Relaxed);
        work();
    }
}

/// Moves the bars until all threads have ended, and ends the input when the last producer has;
/// returns the depths of the queue.
fn watch(
    arguments: &Arguments,
    queue: &Queue<&HostWords>,
    (put, got): (&[AtomicU32], &[AtomicU32]),
    ended: &Receiver<Ended>,
    screen: &Screen,
) -> Vec<u32> {
    let &Arguments { producers, consumers, items, maxsize, .. } = arguments;
    let bars = |name: &str, n: u32, length: u32| -> Vec<Bar> {
        (1..=n).map(|number| screen.bar(&format!("{name} {number}"), u64::from(length))).collect()
    };
    let puts = bars("producer", producers, items);
    let depth_bar = screen.bar("queue", u64::from(maxsize));
    let gets = bars("consumer", consumers, producers * items / consumers);
    let mut depths = Vec::new();
    let mut left = producers;
    loop {
        match ended.recv_timeout(LOOK) {
            Ok(Ended::Producer) => {
                left -= 1;
                if left == 0 {
                    queue.finish();
                }
            }
            Ok(Ended::Consumer) => {}
            Err(RecvTimeoutError::Disconnected) => return depths,
            Err(RecvTimeoutError::Timeout) => {
                let depth = queue.size();
                depths.push(depth);
                depth_bar.set_position(u64::from(depth));
                for (bar, count) in puts.iter().zip(put).chain(gets.iter().zip(got)) {
                    bar.set_position(u64::from(count.load(Relaxed)));
                }
            }
        }
    }
}

/// Whether each item was got once, and by each consumer those of a producer in order.
fn check(received: &[Vec<u64>], producers: u32, items: u32) -> Result<(), String> {
    let wrong = |what: String| Err(format!("the answer is wrong: {what}"));
    for (consumer, received) in (1..).zip(received) {
        for producer in 0..u64::from(producers) {
            if !received.iter().filter(|item| **item >> 32 == producer).is_sorted() {
                return wrong(format!("consumer {consumer} got items out of order"));
            }
        }
    }
    let mut all = received.concat();
    all.sort_unstable();
    let put = (0..u64::from(producers))
        .flat_map(|producer| (0..u64::from(items)).map(move |item| producer << 32 | item));
    if all.iter().copied().eq(put) {
        Ok(())
    } else {
        wrong(format!(
            "of {} items {} were got",
            u64::from(producers) * u64::from(items),
            all.len()
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn a_lost_a_double_and_a_late_item_are_wrong() {
        let second = 1 << 32;
        assert_eq!(check(&[vec![0, second], vec![1, second + 1]], 2, 2), Ok(()));
        for (wrong, why) in [
            ([vec![0, second], vec![1]], "of 4 items 3"),
            ([vec![0, 0, second], vec![1, second + 1]], "of 4 items 5"),
            ([vec![0, 0, second], vec![second + 1]], "of 4 items 4"),
            ([vec![1, 0, second], vec![second + 1]], "out of order"),
        ] {
            let said = check(&wrong, 2, 2).unwrap_err();
            assert!(said.contains("wrong") && said.contains(why), "{said}");
        }
    }
}
