/** Random values for tests: graphs of objects. */
/** Objects with random references to one another. */
export function graph(random: () => number): unknown {
  const pick = (n: number): number => Math.floor(random() * n);
  const nodes: object[] = Array.from({ length: 1 + pick(30) }, () => {
    const make = [
      () => ({}),
      () => [],
      () => new Map(),
      () => new Set(),
      () => new Date(pick(1e9)),
      () => Float64Array.from({ length: pick(5) }, random),
      () => new Uint8Array(pick(9)).fill(7).buffer,
      () => new DataView(new ArrayBuffer(3)),
    ];
    return (make[pick(make.length)] ?? make[0])?.() ?? {};
  });
  const any = (): unknown => {
    const leaves = [
      pick(100) - 50,
      random() * 1e12,
      -0,
      NaN,
      null,
      undefined,
      true,
      5n,
      'é\ud800',
      'text',
    ];
    return random() < 0.6 ? nodes[pick(nodes.length)] : leaves[pick(leaves.length)];
  };
  for (const node of nodes) {
    for (let rest = pick(6); rest > 0; rest -= 1) {
      if (Array.isArray(node)) {
        if (random() < 0.2) node.length += 1;
        else node.push(any());
        if (random() < 0.1) Object.assign(node, { extra: any() });
      } else if (node instanceof Map) node.set(any(), any());
      else if (node instanceof Set) node.add(any());
      else if (Object.getPrototypeOf(node) === Object.prototype) {
        const keys = ['a', 'b', '7', '__proto__', 'é', '\udfff'];
        Object.defineProperty(node, keys[pick(keys.length)] ?? '', {
          value: any(),
          enumerable: true,
          configurable: true,
          writable: true,
        });
      }
    }
  }
  return nodes;
}
