// Puts Opus packets as they come out of a call into an Ogg file (RFC 3533, RFC 7845), so that a take is an upload like any other.

const sampleRate = 48_000;
const channels = 2;
/** Frame sizes by the configuration in the first byte of a packet, samples at 48 kHz (RFC 6716, table 2). */
const silkFrames = [480, 960, 1920, 2880];
const hybridFrames = [480, 960];
const celtFrames = [120, 240, 480, 960];
/** Longest packet that there is, samples: 120 ms. */
const longestPacket = 5760;
const mostSegments = 255;
const packetsAPage = 50;

/** 20 ms of digital silence: what clients send when they stop transmitting. */
export const opusSilence: Buffer = Buffer.from([0xf8, 0xff, 0xfe]);

function frameSamples(first: number): number {
  const configuration = first >> 3;
  if (configuration < 12) return silkFrames[configuration % 4];
  return configuration < 16 ? hybridFrames[configuration % 2] : celtFrames[configuration % 4];
}

/** How long a packet plays, samples at 48 kHz; 0 for what is no Opus packet (RFC 6716 §3.4). */
export function opusSamples(packet: Buffer): number {
  if (packet.length === 0) return 0;
  const code = packet[0] & 3;
  if (code === 3 && packet.length < 2) return 0;
  const frames = code === 0 ? 1 : code === 3 ? packet[1] & 63 : 2;
  const samples = frames * frameSamples(packet[0]);
  return samples > longestPacket ? 0 : samples;
}

/**
 * A packet in place of one that was lost: an empty frame, for which a decoder makes up what was probably said
 * (RFC 6716 §3.2.1 and §4.4).
 * @param before the packet in front of it
 */
export const concealed = (before: Buffer): Buffer => Buffer.from([before[0] & ~3]);

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let crc = index << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x80_00_00_00 ? (crc << 1) ^ 0x04_c1_1d_b7 : crc << 1;
  return crc;
});

function checksum(data: Buffer): number {
  let crc = 0;
  for (const byte of data) crc = (crc << 8) ^ crcTable[(crc >>> 24) ^ byte];
  return crc >>> 0;
}

/** Lengths of a packet's segments: full ones, then one that is not. */
const lacing = (length: number): number[] => [
  ...Array.from({ length: Math.floor(length / 255) }, () => 255),
  length % 255,
];

/** A page as it stands in a file; its segments are the lengths of what its body is made of. */
export function pageOf(page: {
  readonly sequence: number;
  readonly flags: number;
  readonly granule: bigint;
  readonly serial: number;
  readonly segments: Buffer;
  readonly body: Buffer;
}): Buffer {
  const header = Buffer.alloc(27);
  header.write('OggS', 0, 'latin1');
  header.writeUInt8(page.flags, 5);
  header.writeBigInt64LE(page.granule, 6);
  header.writeUInt32LE(page.serial, 14);
  header.writeUInt32LE(page.sequence, 18);
  header.writeUInt8(page.segments.length, 26);
  const whole = Buffer.concat([header, page.segments, page.body]);
  whole.writeUInt32LE(checksum(whole), 22);
  return whole;
}

const pageWith = (sequence: number, flags: number, granule: number, packets: readonly Buffer[]): Buffer =>
  pageOf({
    sequence,
    flags,
    granule: BigInt(granule),
    serial: 1,
    segments: Buffer.from(packets.flatMap(({ length }) => lacing(length))),
    body: Buffer.concat(packets),
  });

const head = Buffer.alloc(19);
head.write('OpusHead', 0, 'latin1');
head.writeUInt8(1, 8);
head.writeUInt8(channels, 9);
head.writeUInt32LE(sampleRate, 12);
const vendor = 'Timbre';
const tags = Buffer.alloc(16 + vendor.length);
tags.write('OpusTags', 0, 'latin1');
tags.writeUInt32LE(vendor.length, 8);
tags.write(vendor, 12, 'latin1');

const flags = { first: 2, last: 4 } as const;

/**
 * An Ogg Opus file of these packets; those that are none are left out. Same packets: same bytes.
 * @throws RangeError when there is nothing to hear
 */
export function oggOpus(packets: readonly Buffer[]): Buffer {
  const audible = packets.filter((packet) => opusSamples(packet) > 0);
  if (audible.length === 0) throw new RangeError('An Ogg Opus file needs at least one packet');
  const pages = [pageWith(0, flags.first, 0, [head]), pageWith(1, 0, 0, [tags])];
  let granule = 0;
  let page: Buffer[] = [];
  let segments = 0;
  const end = (flag: number): void => {
    pages.push(pageWith(pages.length, flag, granule, page));
    page = [];
    segments = 0;
  };
  for (const packet of audible) {
    const needed = lacing(packet.length).length;
    if (page.length === packetsAPage || segments + needed > mostSegments) end(0);
    page.push(packet);
    segments += needed;
    granule += opusSamples(packet);
  }
  end(flags.last);
  return Buffer.concat(pages);
}
