// Makes Ogg files that hold the headers of an Opus stream of a given length, for rules that look at nothing else.

/** @param seconds playing time @returns an Ogg file of two pages: OpusHead (pre-skip 312), and an end with its granule position */
export function oggOpus(seconds: number): Buffer {
  const preSkip = 312;
  const head = Buffer.from('OpusHead\x01\x01\x00\x00\x80\xbb\x00\x00\x00\x00\x00', 'latin1');
  head.writeUInt16LE(preSkip, 10);
  return Buffer.concat([
    page(0n, head),
    page(BigInt(Math.round(seconds * 48_000)) + BigInt(preSkip), Buffer.from([0xf8])),
  ]);
}

function page(granule: bigint, packet: Buffer): Buffer {
  const header = Buffer.alloc(28);
  header.write('OggS', 0, 'latin1');
  header.writeBigInt64LE(granule, 6);
  header.writeUInt8(1, 26);
  header.writeUInt8(packet.length, 27);
  return Buffer.concat([header, packet]);
}
