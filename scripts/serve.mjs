// `make serve`: serves the built site and prints its address.
// PORT chooses the port (else the first free one from 8080); ISOLATED=0 leaves out the headers that
// threads need; FOLDER serves another one.
import process from 'node:process';

import { serveSite } from './site-server.mjs';

const { PORT, ISOLATED, FOLDER } = process.env;
const chosen = PORT !== undefined && PORT !== '';
const port = chosen ? Number(PORT) : 8080;
const isolated = ISOLATED !== '0';

if (!Number.isInteger(port) || port < 0 || port > 65535) {
  console.error(
    `PORT=${String(PORT)} is not a port: give a number from 0 (any free one) to 65535.`,
  );
  process.exit(1);
}

try {
  const { url } = await serveSite({
    port,
    strictPort: chosen,
    isolated,
    ...(FOLDER && { folder: FOLDER }),
  });
  console.log(`\n  Parallel Playground: ${url}`);
  console.log(
    isolated
      ? '  Isolated: threads and processes. Ctrl-C stops.\n'
      : '  Not isolated: processes only. Ctrl-C stops.\n',
  );
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(
    /already in use|EADDRINUSE/.test(reason)
      ? `Port ${String(port)} is in use: choose another, e.g. make serve PORT=${String(port + 1)}.`
      : `Cannot serve the site on port ${String(port)}: ${reason}`,
  );
  process.exit(1);
}
