// Safetensors: what is written is read again, and damaged or hostile files are refused with the reason.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Random } from '../../src/learning/random.ts';
import { decodeSafetensors, encodeSafetensors } from '../../src/learning/safetensors.ts';

const tensors = new Map([
  ['hidden.weight', { shape: [2, 3], data: Float32Array.of(1, -2.5, 3e-42, -0, Infinity, 6) }],
  ['10', { shape: [], data: Float32Array.of(0.1) }],
  ['2', { shape: [0, 4], data: new Float32Array() }],
  ['größe/ü', { shape: [1], data: Float32Array.of(-7) }],
]);

/** A file with this header and that many bytes of body. */
function file(header: unknown, bodyBytes: number, headerLength?: bigint): Buffer {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(headerLength ?? BigInt(json.length));
  return Buffer.concat([length, json, Buffer.alloc(bodyBytes)]);
}

const entry = (shape: unknown, offsets: unknown, dtype = 'F32') => ({ dtype, shape, data_offsets: offsets });

describe('safetensors', () => {
  test('round trip, bit for bit, with metadata', () => {
    const bytes = encodeSafetensors(tensors, { step: '12' });
    const read = decodeSafetensors(bytes);
    assert.deepEqual(read.metadata, { step: '12' });
    assert.equal(read.tensors.size, tensors.size);
    for (const [name, { shape, data }] of tensors) {
      assert.deepEqual(read.tensors.get(name)!.shape, shape);
      assert.deepEqual(Buffer.from(read.tensors.get(name)!.data.buffer), Buffer.from(data.buffer));
    }
    assert.deepEqual(encodeSafetensors(tensors, { step: '12' }), bytes);
    assert.equal((8 + Number(bytes.readBigUInt64LE(0))) % 8, 0);
  });

  test('reads a file as the format describes it, from any offset in memory', () => {
    const bytes = file({ b: entry([1], [4, 8]), a: entry([1, 1], [0, 4]) }, 8);
    bytes.writeFloatLE(1.5, bytes.length - 8);
    bytes.writeFloatLE(-3, bytes.length - 4);
    const shifted = Buffer.concat([Buffer.alloc(3), bytes]).subarray(3);
    const { tensors, metadata } = decodeSafetensors(shifted);
    assert.deepEqual([...tensors.get('a')!.data, ...tensors.get('b')!.data], [1.5, -3]);
    assert.deepEqual(metadata, {});
  });

  const hostile: Record<string, [Buffer, RegExp]> = {
    'an empty file': [Buffer.alloc(0), /shorter than its header length/],
    'a header longer than the file': [file({}, 0, 1_000n), /a header of 1000 bytes/],
    'a header length of 2⁶⁴ − 1': [file({}, 0, 2n ** 64n - 1n), /a header of 18446744073709551615 bytes/],
    'a header that is no JSON': [file('{"a":', 0), /no JSON/],
    'a header that is no UTF-8': [Buffer.from([2, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xfe]), /no JSON/],
    'a header behind a byte order mark': [file('\ufeff{}', 0), /no JSON/],
    'one name twice, over the same numbers and others': [
      file(
        '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}',
        8,
      ),
      /begins at 4, not at 0/,
    ],
    'numbers that overlap': [file({ a: entry([2], [0, 8]), b: entry([1], [4, 8]) }, 8), /"b" begins at 4, not at 8/],
    'a header that is a list': [file([], 0), /no object/],
    'another dtype': [file({ a: entry([1], [0, 2], 'F16') }, 2), /only dtype F32/],
    'a negative size': [file({ a: entry([-1], [0, 4]) }, 4), /"a"/],
    'a fractional size': [file({ a: entry([0.5], [0, 2]) }, 2), /"a"/],
    'sizes that overflow': [file({ a: entry([2 ** 53 - 1, 2 ** 53 - 1, 8], [0, 4]) }, 4), /in 4 bytes/],
    'sizes that are 0 · ∞': [
      file(
        {
          a: entry(
            Array(8)
              .fill(2 ** 53 - 1)
              .with(7, 0),
            [0, 4],
          ),
        },
        4,
      ),
      /in 4 bytes/,
    ],
    'a tensor that claims a terabyte': [file({ a: entry([2 ** 38], [0, 2 ** 40]) }, 4), /ends after the file/],
    'offsets in reverse': [file({ a: entry([1], [4, 0]) }, 4), /"a"/],
    'overlapping tensors': [file({ a: entry([2], [0, 8]), b: entry([1], [4, 8]) }, 8), /"b" begins at 4, not at 8/],
    'a gap between tensors': [file({ a: entry([1], [0, 4]), b: entry([1], [8, 12]) }, 12), /"b" begins at 8, not at 4/],
    'bytes after the last tensor': [file({ a: entry([1], [0, 4]) }, 5), /1 bytes too many/],
    'unknown fields': [file({ a: { ...entry([1], [0, 4]), code: 'x' } }, 4), /"a"/],
    'metadata that is no text': [file({ __metadata__: { a: 1 } }, 0), /__metadata__/],
    'too many axes': [file({ a: entry(Array(9).fill(1), [0, 4]) }, 4), /"a"/],
  };
  for (const [name, [bytes, reason]] of Object.entries(hostile)) {
    test(`refuses ${name}`, () => {
      assert.throws(
        () => decodeSafetensors(bytes),
        (error: Error) => reason.test(error.message),
      );
    });
  }

  test('2000 randomly damaged files are read or refused with an Error, never with more memory than they have', () => {
    const random = Random.seeded(3);
    const good = encodeSafetensors(tensors, { step: '12' });
    let refused = 0;
    for (let i = 0; i < 2000; i++) {
      const bytes = Buffer.from(good.subarray(0, random.below(3) === 0 ? random.below(good.length) : good.length));
      for (let n = random.below(4); n >= 0 && bytes.length > 0; n--)
        bytes[random.below(bytes.length)] = random.below(256);
      try {
        const read = [...decodeSafetensors(bytes).tensors.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
        assert.ok(read <= bytes.length);
      } catch (error) {
        assert.match((error as Error).message, /^(not a|damaged) safetensors file/);
        refused++;
      }
    }
    assert.ok(refused > 500, `${refused} refused`);
  });
});
