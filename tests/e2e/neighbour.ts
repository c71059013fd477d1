/**
 * A page of somebody else's that embeds a demo: of another origin and another site, with the
 * headers a test gives it.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Neighbour {
  /** Its origin: `localhost`, where the site is at 127.0.0.1. */
  readonly origin: string;
  close(): Promise<void>;
}

export async function startNeighbour(
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Neighbour> {
  const server = createServer((request, response) => {
    response.writeHead(200, { ...headers, 'Content-Type': 'text/html; charset=utf-8' });
    response.end(
      `<!doctype html><link rel="icon" href="data:," /><title>neighbour</title>${request.url === '/' ? body : ''}`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
