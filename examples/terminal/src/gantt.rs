//! Text pictures: a Gantt chart, and a line of levels over time.

use console::{Color, Style};

/// Columns of a picture.
pub const COLUMNS: usize = 60;

/// The heights of a level, from nothing to full.
const LEVELS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// What stands for idle time.
const IDLE: char = '·';
/// Items that follow each other on a row differ, without colours too.
const BUSY: [char; 2] = ['█', '▒'];
const COLOURS: [Color; 6] =
    [Color::Cyan, Color::Yellow, Color::Green, Color::Magenta, Color::Blue, Color::Red];

/// A bar of a Gantt chart.
#[derive(Debug, Clone, Copy)]
pub struct Interval {
    /// The row, which is a worker.
    pub row: u32,
    /// What was done.
    pub item: u32,
    /// When it began.
    pub start_ms: f64,
    /// When it ended.
    pub end_ms: f64,
}

/// A line for each of `rows` rows, from time 0 to `end_ms`, in colours where standard output is a
/// terminal.
pub fn gantt(intervals: &[Interval], rows: u32, end_ms: f64) -> Vec<String> {
    let line = |row| {
        let mine = intervals.iter().filter(|interval| interval.row == row);
        let (mut text, mut last, mut glyph) = (String::new(), None, 1);
        for cell in cells(mine, end_ms / COLUMNS as f64) {
            match cell {
                Some(item) => {
                    glyph ^= usize::from(last != cell);
                    let colour = COLOURS[item as usize % COLOURS.len()];
                    text += &Style::new().fg(colour).apply_to(BUSY[glyph]).to_string();
                }
                None => text.push(IDLE),
            }
            last = cell;
        }
        format!("{row:>9} {text}")
    };
    (0..rows).map(line).collect()
}

/// The item that has the most of each column of a row; `None` where the row is idle for more than
/// half of it.
fn cells<'a>(
    intervals: impl Iterator<Item = &'a Interval>,
    column_ms: f64,
) -> [Option<u32>; COLUMNS] {
    let mut busy_ms = [0.0; COLUMNS];
    let mut most: [(f64, Option<u32>); COLUMNS] = [(0.0, None); COLUMNS];
    for interval in intervals {
        let first = (interval.start_ms / column_ms) as usize;
        for column in first..COLUMNS {
            let (begin, end) = (column as f64 * column_ms, (column + 1) as f64 * column_ms);
            let here = interval.end_ms.min(end) - interval.start_ms.max(begin);
            if interval.end_ms <= begin {
                break;
            }
            busy_ms[column] += here;
            if here > most[column].0 {
                most[column] = (here, Some(interval.item));
            }
        }
    }
    std::array::from_fn(|column| most[column].1.filter(|_| 2.0 * busy_ms[column] >= column_ms))
}

/// The levels, from 0 to `full`, in the order of time, each column the mean of its share of them.
pub fn levels(samples: &[u32], full: u32) -> String {
    let columns = samples.len().min(COLUMNS);
    let level = |column: usize| {
        let begin = |column| column * samples.len() / columns;
        let share = &samples[begin(column)..begin(column + 1)];
        let mean = share.iter().copied().map(f64::from).sum::<f64>() / share.len() as f64;
        let highest = (LEVELS.len() - 1) as f64;
        LEVELS[(mean / f64::from(full) * highest).round().min(highest) as usize]
    };
    (0..columns).map(level).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_shows_what_has_the_most_of_it_and_idle_time_is_shown() {
        let bar = |row, item, start_ms, end_ms| Interval { row, item, start_ms, end_ms };
        let chart = [bar(0, 0, 0.0, 30.0), bar(0, 1, 30.0, 60.0), bar(1, 2, 0.0, 15.4)];
        let lines = gantt(&chart, 3, 60.0);
        assert_eq!(lines[0], format!("        0 {}{}", "█".repeat(30), "▒".repeat(30)));
        assert_eq!(lines[1], format!("        1 {}{}", "█".repeat(15), "·".repeat(45)));
        assert_eq!(lines[2], format!("        2 {}", "·".repeat(60)));
        assert_eq!(gantt(&[], 1, 0.0), [format!("        0 {}", "·".repeat(60))]);
    }

    #[test]
    fn many_short_items_of_one_column_fill_it() {
        let short = |item| Interval {
            row: 0,
            item,
            start_ms: f64::from(item) / 10.0,
            end_ms: f64::from(item + 1) / 10.0,
        };
        let many: Vec<Interval> = (0..600).map(short).collect();
        assert!(!gantt(&many, 1, 60.0)[0].contains(IDLE));
    }

    #[test]
    fn levels_are_means_between_nothing_and_full() {
        assert_eq!(levels(&[0, 4, 8], 8), " ▄█");
        assert_eq!(levels(&[], 8), "");
        let many: Vec<u32> = (0..600).map(|i| i / 10 % 2 * 8).collect();
        assert_eq!(levels(&many, 8), " █".repeat(30));
        assert_eq!(levels(&[9], 8), "█", "a count that is just being changed may be beyond");
    }
}
