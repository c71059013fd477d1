// In the page: opens the library and runs the tests' program, with a time-out for each method.

/** Begins the lines that are meant for the runner. */
const MARK = '\x1e';

/** @type {Record<string, string | Uint8Array>} */
let files = {};
let python;

globalThis.cpython = {
  async open(address, sources) {
    const library = await import(address);
    if (library.open) python = (await library.open({ workers: 2 })).python;
    else {
      const closing = new AbortController().signal;
      python = new library.PythonHandle({ workers: 2, sharedMemory: true, closing });
    }
    globalThis.cpython.setFiles(sources);
    await python.ready();
  },

  setFiles(all) {
    files = Object.fromEntries(
      Object.entries(all).map(([path, data]) => [
        path,
        Array.isArray(data) ? Uint8Array.from(data) : data,
      ]),
    );
  },

  /** Runs it; what it has told, its errors, and how it has ended. */
  async run({ main, args, limitMs }) {
    const events = [];
    const ending = new AbortController();
    const abort = () => ending.abort();
    let timer = setTimeout(abort, limitMs);
    let mainPid;
    let line = '';
    let stderr = '';
    const hear = (text) => {
      const lines = (line + text).split('\n');
      line = lines.pop();
      for (const it of lines) {
        const at = it.indexOf(MARK);
        if (at < 0) continue;
        const event = { ...JSON.parse(it.slice(at + 1)), at: performance.now() };
        events.push(event);
        if (!event.data) void globalThis.tell(event);
        clearTimeout(timer);
        timer = setTimeout(abort, limitMs);
      }
    };
    let ended;
    try {
      const result = await python.run(
        { main, files, args },
        {
          startMethod: 'fork',
          stdin: '',
          signal: ending.signal,
          onOutput({ pid, stream, text }) {
            mainPid ??= pid;
            if (stream === 'stdout' && pid === mainPid) hear(text);
            else if (stream === 'stderr') stderr += text;
          },
        },
      );
      ended = `the process ended with ${result.exitCode}`;
      stderr = result.stderr;
    } catch (error) {
      ended = ending.signal.aborted ? `no end within ${limitMs / 1000} s` : String(error);
    } finally {
      clearTimeout(timer);
    }
    return { events, stderr, ended };
  },
};
