/**
 * Addresses of scripts, as browsers want them of pages that require Trusted Types: such a page
 * starts no worker from a text, only from what a policy with a name that it allows has approved.
 *
 * https://www.w3.org/TR/trusted-types/
 */

/** The policy's name, for the page's `trusted-types`. */
export const POLICY = 'parallel-playground';

interface Policy {
  createScriptURL: (address: string) => unknown;
}

interface Factory {
  createPolicy: (name: string, rules: { createScriptURL: (address: string) => string }) => Policy;
}

/** Null where there is none, or none may be made; it is made once. */
let policy: Policy | null | undefined;

/**
 * The address of a script that a worker may be started with: of this page's own origin, or a
 * `blob:` URL.
 *
 * @throws TypeError where it is of another one
 */
export function trustedScript(address: string): string {
  const own = ownAddress(address);
  policy ??= made();
  // What the policy gives is an object that `Worker` takes in place of a text.
  return policy === null ? own : (policy.createScriptURL(own) as string);
}

function made(): Policy | null {
  const { trustedTypes } = globalThis as { trustedTypes?: Factory };
  try {
    return trustedTypes?.createPolicy(POLICY, { createScriptURL: ownAddress }) ?? null;
  } catch {
    // The page does not allow this name: where it requires Trusted Types, no worker starts, which
    // is told as the browser says it.
    return null;
  }
}

function ownAddress(address: string): string {
  const { origin, protocol } = new URL(address, location.href);
  // No other origin can make a `blob:` URL that this one may read; in a sandbox it names none.
  if (origin === location.origin || protocol === 'blob:') return address;
  throw new TypeError(`No script of this page’s origin: ${address}`);
}
