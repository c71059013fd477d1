//! What is written where: lines to standard output; bars to standard error, while something runs
//! and a terminal is there.

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fmt::Display;
use std::io::{self, Write};
use std::ops::Deref;

/// The terminal, if there is one.
pub struct Screen {
    bars: MultiProgress,
}

impl Screen {
    /// A plain screen has neither bars nor colours.
    pub fn new(plain: bool) -> Self {
        if plain {
            console::set_colors_enabled(false);
            console::set_colors_enabled_stderr(false);
        }
        // Standard error hides the bars by itself where it is no terminal.
        let target =
            if plain { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        Self { bars: MultiProgress::with_draw_target(target) }
    }

    /// Writes a line to standard output.
    ///
    /// # Errors
    /// When it cannot be written, as when nobody reads it any more.
    pub fn say(&self, line: impl Display) -> io::Result<()> {
        self.bars.suspend(|| writeln!(io::stdout(), "{line}"))
    }

    /// A bar of that length, with a label before it. It is there until it is dropped.
    pub fn bar(&self, label: &str, length: u64) -> Bar {
        let style = ProgressStyle::with_template("{prefix:>14} {bar:40.cyan} {pos:>7}/{len} {msg}")
            .expect("the template is one of indicatif's")
            .progress_chars("█▉▊▋▌▍▎▏ ");
        let bar = self.bars.add(ProgressBar::new(length).with_style(style));
        bar.set_prefix(label.to_owned());
        Bar(bar)
    }
}

/// A bar on the screen.
pub struct Bar(ProgressBar);

impl Deref for Bar {
    type Target = ProgressBar;

    fn deref(&self) -> &ProgressBar {
        &self.0
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
