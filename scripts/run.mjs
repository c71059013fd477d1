// Runs a command to its end or its deadline, with all it started.
import { spawn } from 'node:child_process';
import process from 'node:process';

// The command's group does not hear the terminal's Ctrl-C: leaving in order ends it.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));

// Make's job server is not passed on, and Cargo warns of one that it cannot reach.
const JOB_SERVER = /^(?:CARGO_)?M(?:AKE)?FLAGS$/;
const env = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !JOB_SERVER.test(name))),
  NO_COLOR: '1',
  CARGO_TERM_COLOR: 'never',
};

/**
 * Runs a command of the shell in a process group of its own, which is ended with it: no browser
 * stays behind.
 *
 * @param {string} command
 * @param {number} deadlineMs
 * @returns {Promise<{ code: number, output: string, timedOut: boolean }>} output holds both streams
 * as they came
 */
export function run(command, deadlineMs) {
  return new Promise((resolve) => {
    const child = spawn('bash', ['-c', command], {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env,
    });
    const end = () => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // The group is gone already.
      }
    };
    let output = '';
    let timedOut = false;
    const deadline = setTimeout(() => {
      timedOut = true;
      end();
    }, deadlineMs);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        output += text;
        if (process.env.VERBOSE) process.stdout.write(text);
      });
    }
    process.once('exit', end);
    // The command has ended; whatever it left running would keep the streams open.
    child.once('exit', end);
    child.once('close', (code) => {
      clearTimeout(deadline);
      process.off('exit', end);
      resolve({ code: code ?? 1, output, timedOut });
    });
  });
}
