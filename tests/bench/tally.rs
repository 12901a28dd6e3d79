//! How long it takes to count a million weighted ballots, beside plain iteration over the same
//! memory. Prints the times and their ratio; asserts nothing, for machines differ.
//!
//! `cargo bench --bench tally`

#![expect(clippy::print_stdout, reason = "it is there to print")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use chair_console::session::Weight;
use chair_console::session::rule::{Mark, count};

const BALLOTS: u64 = 1_000_000;
const ROUNDS: usize = 30;

/// The shortest of many rounds: what others do on the machine only makes a round longer.
fn shortest(mut round: impl FnMut()) -> Duration {
    let time = |_| {
        let begun = Instant::now();
        round();
        begun.elapsed()
    };
    (0..ROUNDS).map(time).min().unwrap_or_default()
}

fn main() {
    let marks = [
        Mark::Yes,
        Mark::No,
        Mark::Abstain,
        Mark::Invalid,
        Mark::NotVoting,
    ];
    // Mixed without any order that a processor could foresee, and the same in every run.
    let mut state: u64 = 1;
    let ballots: Vec<(Mark, Weight)> = (0..BALLOTS)
        .map(|_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let mark = marks[usize::try_from((state >> 33) % 5).unwrap_or_default()];
            (mark, Weight::millionths((state >> 40) % 3_000_000 + 1))
        })
        .collect();
    let plain = shortest(|| {
        let sum = ballots.iter().fold(0u64, |sum, (mark, weight)| {
            sum.wrapping_add(weight.in_millionths())
                .wrapping_add(*mark as u64)
        });
        black_box(sum);
    });
    let counted = shortest(|| {
        black_box(count(black_box(&ballots).iter().copied()));
    });
    let ratio = counted.as_secs_f64() / plain.as_secs_f64();
    println!("plain iteration over {BALLOTS} ballots: {plain:?}");
    println!("counting them by mark and weight:   {counted:?}, {ratio:.2} times as long");
}
