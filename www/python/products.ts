/**
 * Matrix products that Python asks for: the window has the engine multiply. The process waits for
 * the result at a queue of its own.
 */
import type { Product, ProductReply, Request, RunEvent } from '../common/python-messages';

/** What the door needs of its process. */
interface Asking {
  post(request: Request): void;
}

/** The door: `a` and `b` by their addresses and lengths, what they are as JSON. */
export function productCall(
  caller: Asking,
  bytes: (at: number, length: number) => Uint8Array,
): (answer: number, a: number, aLength: number, b: number, bLength: number, of: string) => void {
  return (answer, a, aLength, b, bLength, of) => {
    const { is64, ...rest } = JSON.parse(of) as Omit<Product, 'a' | 'b'> & { is64: boolean };
    const operand = (at: number, length: number): Product['a'] => {
      const { buffer } = bytes(at, length).slice();
      return is64 ? new Float64Array(buffer) : new Float32Array(buffer);
    };
    const product = { ...rest, a: operand(a, aLength), b: operand(b, bLength) };
    caller.post({ kind: 'product', answer, product });
  };
}

/** The message with the result: the length of a JSON text, the text, the elements of C. */
export function productMessage({ c, ...told }: ProductReply): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(told));
  const elements = new Uint8Array(c?.buffer ?? new ArrayBuffer(0));
  const message = new Uint8Array(4 + text.length + elements.length);
  new DataView(message.buffer).setUint32(0, text.length, true);
  message.set(text, 4);
  message.set(elements, 4 + text.length);
  return message;
}

const NO_ENGINE: ProductReply['error'] = [
  'E_UNSUPPORTED',
  'playground.matmul needs the engine of Parallel Playground’s page, which is not here.',
];

/** The supervisor's side: what is asked of the window, by the port of the run's events. */
export class Products {
  readonly #events: MessagePort | null;
  readonly #open = new Map<number, (reply: ProductReply) => void>();
  #calls = 0;

  /** Null where there is no window to ask. */
  constructor(events: MessagePort | null) {
    this.#events = events;
    if (events)
      events.onmessage = ({ data }: MessageEvent<{ call: number; reply: ProductReply }>) => {
        this.#open.get(data.call)?.(data.reply);
        this.#open.delete(data.call);
      };
  }

  ask(product: Product): Promise<ProductReply> {
    if (!this.#events) return Promise.resolve({ error: NO_ENGINE });
    this.#calls += 1;
    const call = this.#calls;
    const moved = [product.a.buffer, product.b.buffer] as ArrayBuffer[];
    this.#events.postMessage({ kind: 'product', call, product } satisfies RunEvent, moved);
    return new Promise((resolve) => this.#open.set(call, resolve));
  }
}
