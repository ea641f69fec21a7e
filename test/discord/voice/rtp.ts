// RTP packets of a voice connection: aead_aes256_gcm_rtpsize, which leaves the header readable and has the nonce at the end.
import { createCipheriv, createDecipheriv } from 'node:crypto';

const opusPayloadType = 120;
/** Samples of a packet at 48 kHz: 20 ms. */
export const samplesPerPacket = 960;
/** What clients send five of when they stop talking. */
export const silence = Buffer.from([0xf8, 0xff, 0xfe]);

const headerBytes = 12;
const tagBytes = 16;
const nonceBytes = 4;

export interface RtpHeader {
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
}

const nonceOf = (counter: Buffer): Buffer => Buffer.concat([counter, Buffer.alloc(8)]);

/** @param counter unique for the key */
export function seal(key: Buffer, { sequence, timestamp, ssrc }: RtpHeader, counter: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(headerBytes);
  header.writeUInt8(0x80);
  header.writeUInt8(opusPayloadType, 1);
  header.writeUInt16BE(sequence % 2 ** 16, 2);
  header.writeUInt32BE(timestamp % 2 ** 32, 4);
  header.writeUInt32BE(ssrc, 8);
  const nonce = Buffer.alloc(nonceBytes);
  nonce.writeUInt32BE(counter);
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(nonce)).setAAD(header);
  return Buffer.concat([header, cipher.update(payload), cipher.final(), cipher.getAuthTag(), nonce]);
}

/** @returns null for what is no RTP packet of Opus @throws Error where it was not sealed with this key */
export function unseal(key: Buffer, packet: Buffer): { header: RtpHeader; payload: Buffer } | null {
  if (packet.length < headerBytes + tagBytes + nonceBytes) return null;
  if (packet.readUInt8() !== 0x80 || (packet.readUInt8(1) & 0x7f) !== opusPayloadType) return null;
  const end = packet.length - nonceBytes;
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(packet.subarray(end)))
    .setAAD(packet.subarray(0, headerBytes))
    .setAuthTag(packet.subarray(end - tagBytes, end));
  const payload = Buffer.concat([decipher.update(packet.subarray(headerBytes, end - tagBytes)), decipher.final()]);
  const header = { sequence: packet.readUInt16BE(2), timestamp: packet.readUInt32BE(4), ssrc: packet.readUInt32BE(8) };
  return { header, payload };
}
