//! Medians, and how they are shown.

use std::time::Duration;

/// What ten times the cases may cost.
pub const AIM: f64 = 1.5;

/// The middle one.
pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// Three digits and a unit that suits.
pub fn told(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    let (value, unit) = match seconds {
        s if s >= 1.0 => (s, "s"),
        s if s >= 1e-3 => (s * 1e3, "ms"),
        s => (s * 1e6, "µs"),
    };
    let digits = match value {
        v if v >= 100.0 => 0,
        v if v >= 10.0 => 1,
        _ => 2,
    };
    format!("{value:.digits$} {unit}")
}

/// A whole number with its thousands apart.
pub fn count(number: usize) -> String {
    match number {
        0..1000 => number.to_string(),
        _ => format!("{},{:03}", count(number / 1000), number % 1000),
    }
}

/// The first line of the table.
pub fn head(sizes: [usize; 2]) {
    let [small, large] = sizes.map(count);
    line(["Work", &small, &large, "ratio", "aim", ""]);
}

/// One line with two medians and their ratio.
pub fn growth(work: &str, times: [Duration; 2]) {
    let ratio = times[1].as_secs_f64() / times[0].as_secs_f64();
    let verdict = if ratio <= AIM { "ok" } else { "over" };
    let [small, large] = times.map(told);
    let (ratio, aim) = (format!("{ratio:.2}"), format!("≤ {AIM}"));
    line([work, &small, &large, &ratio, &aim, verdict]);
}

/// One line with our median, another program's, and the ratio.
pub fn race(work: &str, [ours, theirs]: [Duration; 2], aim: f64) {
    let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
    let verdict = if ratio <= aim { "ok" } else { "over" };
    let (ratio, aim) = (format!("{ratio:.3}"), format!("≤ {aim}"));
    line([work, &told(ours), &told(theirs), &ratio, &aim, verdict]);
}

/// One line with a figure in MB that may be so large at most.
pub fn most(work: &str, megabytes: f64, aim: f64) {
    let verdict = if megabytes <= aim { "ok" } else { "over" };
    let (told, aim) = (format!("{megabytes:.1} MB"), format!("≤ {aim}"));
    line([work, &told, "", "", &aim, verdict]);
}

/// One line with a single figure.
pub fn single(work: &str, figure: &str) {
    line([work, figure, "", "", "", ""]);
}

fn line([work, small, large, ratio, aim, verdict]: [&str; 6]) {
    let line = format!("{work:<36}{small:>10}{large:>10}{ratio:>8}{aim:>8}  {verdict}");
    println!("{}", line.trim_end());
}
