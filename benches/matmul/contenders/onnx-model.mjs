// An ONNX model of one product, as the bytes of its protobuf messages. Only what such a model
// needs. Source: the field numbers of onnx.proto3
// (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3), and the wire format
// (https://protobuf.dev/programming-guides/encoding/).

/** Versions of the format and of the operators: the least that this model needs. */
const IR_VERSION = 8;
const OPSET_VERSION = 13;
const ELEMENT = { f32: 1, f64: 11 };

const VARINT = 0;
const BYTES = 2;

/**
 * A model `c = a·b` that holds both operands, so that no call copies them in.
 *
 * @param {import('../types.ts').Problem} problem
 * @returns {Uint8Array}
 */
export function productModel({ precision, shape: [m, k, n], a, b }) {
  const element = ELEMENT[precision];
  const constant = (
    /** @type {string} */ name,
    /** @type {number[]} */ dims,
    /** @type {import('../types.ts').Matrix} */ data,
  ) =>
    message([
      ...dims.map((dim) => integer(1, dim)),
      integer(2, element),
      text(8, name),
      bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
    ]);
  const dimensions = message([m, n].map((dim) => bytes(1, message([integer(1, dim)]))));
  const tensor = message([integer(1, element), bytes(2, dimensions)]);
  const output = message([text(1, 'c'), bytes(2, message([bytes(1, tensor)]))]);
  const node = message([text(1, 'a'), text(1, 'b'), text(2, 'c'), text(4, 'MatMul')]);
  const graph = message([
    bytes(1, node),
    text(2, 'product'),
    bytes(5, constant('a', [m, k], a)),
    bytes(5, constant('b', [k, n], b)),
    bytes(12, output),
  ]);
  const operators = message([text(1, ''), integer(2, OPSET_VERSION)]);
  return message([integer(1, IR_VERSION), bytes(7, graph), bytes(8, operators)]);
}

/** @param {Uint8Array[]} fields @returns {Uint8Array} */
function message(fields) {
  const all = new Uint8Array(fields.reduce((length, field) => length + field.length, 0));
  let at = 0;
  for (const field of fields) {
    all.set(field, at);
    at += field.length;
  }
  return all;
}

/** @param {number} field @param {number} value @returns {Uint8Array} */
function integer(field, value) {
  return Uint8Array.from([...varint(field * 8 + VARINT), ...varint(value)]);
}

/** @param {number} field @param {string} value @returns {Uint8Array} */
function text(field, value) {
  return bytes(field, new TextEncoder().encode(value));
}

/** @param {number} field @param {Uint8Array} value @returns {Uint8Array} */
function bytes(field, value) {
  return message([Uint8Array.from([...varint(field * 8 + BYTES), ...varint(value.length)]), value]);
}

/** Seven bits a byte, the low ones first. @param {number} value @returns {number[]} */
function varint(value) {
  return value < 128 ? [value] : [128 + (value % 128), ...varint(Math.floor(value / 128))];
}
