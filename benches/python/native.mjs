// The same programs by the machine's own Python: `PYTHON` in the environment, else `python3`.
import { execFile } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const python = process.env.PYTHON ?? 'python3';
const folder = fileURLToPath(new URL('.', import.meta.url));

/** @param {string[]} args @returns {Promise<string>} what it prints */
async function output(args) {
  const { stdout } = await promisify(execFile)(python, args, { cwd: folder, maxBuffer: 1 << 26 });
  return stdout;
}

/** @returns {Promise<string>} its version, which must be 3.11 or newer */
export async function nativeVersion() {
  const version = (
    await output(['-c', 'import platform; print(platform.python_version())'])
  ).trim();
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < 3 || minor < 11) throw new Error(`${python} is ${version}; 3.11 or newer is needed`);
  return version;
}

/**
 * @param {string} name
 * @param {object} parameters
 * @returns {Promise<string>} what the program prints
 */
export const runNative = (name, parameters) =>
  output(['native.py', `${name}.py`, JSON.stringify(parameters)]);
