/** Packages of a run: fetched once by the supervisor, installed in each of its processes. */
import { PlaygroundError } from '../common/errors';
import type { Pyodide } from './pyodide';

/** The wheels by their addresses. `E_ARGUMENT` names one of the argument that is not there. */
export async function fetchWheels(
  addresses: readonly string[],
  argument = 'program.wheels',
): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const fetched = addresses.map(async (address, i) => {
    const missing = (why: string): PlaygroundError =>
      new PlaygroundError('E_ARGUMENT', `${argument}[${i}]: ${address} cannot be had: ${why}.`);
    let response: Response;
    try {
      response = await fetch(address);
    } catch (error) {
      throw missing(String(error));
    }
    if (!response.ok) throw missing(`the server answered with ${response.status}`);
    return [address, new Uint8Array(await response.arrayBuffer())] as const;
  });
  return new Map(await Promise.all(fetched));
}

/** Installs the wheels. */
export async function installWheels(
  pyodide: Pyodide,
  wheels: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
): Promise<void> {
  const fetch = globalThis.fetch.bind(globalThis);
  globalThis.fetch = (input, init) => {
    const wheel = wheels.get(input instanceof Request ? input.url : String(input));
    return wheel ? Promise.resolve(new Response(wheel)) : fetch(input, init);
  };
  try {
    for (const address of wheels.keys()) {
      const said: string[] = [];
      const loaded = await pyodide.loadPackage(address, {
        checkIntegrity: false,
        messageCallback: () => undefined,
        errorCallback: (message: string) => said.push(message),
      });
      if (loaded.length === 0) {
        throw new PlaygroundError(
          'E_ARGUMENT',
          `${address} is no wheel for this Python: ${said.join(' ')}`,
        );
      }
    }
  } finally {
    globalThis.fetch = fetch;
  }
}

/** Whether the process has loaded modules in C: they are not in the memory that a fork copies. */
export function hasModulesInC({ _module: module }: Pyodide): boolean {
  return Object.keys(module.LDSO.loadedLibsByName).length > 1;
}
