/** Names of workers, which are the names of their life locks. */

let made = 0;

/** A name that no other worker of this site has. */
export function tabName(part: string): string {
  made += 1;
  return `parallel-playground:${Date.now().toString(36)}:${randomName()}:${part}:${made}`;
}

export function randomName(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(2)), (word) => word.toString(36)).join(
    '',
  );
}
