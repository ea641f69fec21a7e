// Hears one person in a call, take by take. Packets of everybody else are neither decrypted nor kept: the library drops what
// nobody subscribed to, and only this one person ever is.
import {
  AudioReceiveStream,
  EndBehaviorType,
  type VoiceConnection,
  type VoiceConnectionState,
  VoiceConnectionStatus,
} from '@discordjs/voice';
import { opusSilence } from '../../audio/ogg-opus.ts';
import type { Clock } from '../clock.ts';
import type { Arrived } from './take.ts';

/** Nothing was said for so long: the take is over, ms. */
const silenceMs = 900;
/** Longest take, packets of 20 ms: who never falls silent has a microphone that hears more than their voice. */
const mostPackets = 1500;

export interface Listening {
  /** Whether the person is saying something. */
  isSpeaking(): boolean;
  /** Forget what was said of the present take. */
  drop(): void;
  stop(): void;
}

/** Sequence number and timestamp of the packet that is being handed on. */
interface Header {
  sequence: number;
  timestamp: number;
}

/** The library's stream with the numbers that it leaves out of it, without which nobody knows what was lost. */
class NumberedStream extends AudioReceiveStream {
  readonly #onPacket: (opus: Buffer) => void;

  constructor(onPacket: (opus: Buffer) => void) {
    super({ end: { behavior: EndBehaviorType.Manual } });
    this.#onPacket = onPacket;
  }

  override push(opus: Buffer | null): boolean {
    if (opus !== null) this.#onPacket(opus);
    return true;
  }
}

/**
 * @param onTake gets every take when the person has fallen silent
 */
export function listenTo(
  connection: VoiceConnection,
  userId: string,
  clock: Clock,
  onTake: (packets: readonly Arrived[]) => void,
): Listening {
  const header: Header = { sequence: 0, timestamp: 0 };
  let take: Arrived[] = [];
  let callOff: (() => void) | null = null;
  let isOver = false;

  const end = (): void => {
    callOff?.();
    callOff = null;
    const spoken = take;
    take = [];
    if (spoken.length > 0 && !isOver) onTake(spoken);
  };

  const hear = (opus: Buffer): void => {
    const isSilence = opus.equals(opusSilence);
    if (take.length === 0 && isSilence) return;
    take.push({ ...header, opus: Buffer.from(opus) });
    if (isSilence) return;
    callOff?.();
    if (take.length >= mostPackets) return end();
    callOff = clock.after(silenceMs, end);
  };

  const { receiver } = connection;
  const subscribe = (): void => {
    if (isOver) return;
    const stream = new NumberedStream(hear);
    receiver.subscriptions.set(userId, stream);
    stream.on('error', () => {});
    stream.once('close', () => {
      if (receiver.subscriptions.get(userId) === stream) receiver.subscriptions.delete(userId);
      // A packet that could not be opened closes it; the next ones can.
      if (connection.state.status !== VoiceConnectionStatus.Destroyed) subscribe();
    });
  };

  /** Before the library opens a packet, so that its numbers are there when it is handed on. */
  const readHeader = (packet: Buffer): void => {
    if (packet.length < 12) return;
    header.sequence = packet.readUInt16BE(2);
    header.timestamp = packet.readUInt32BE(4);
  };
  let socket: { off(event: 'message', listener: (packet: Buffer) => void): unknown } | null = null;
  const attach = (state: VoiceConnectionState): void => {
    const networking = state.status === VoiceConnectionStatus.Ready ? state.networking.state : null;
    if (networking === null || !('udp' in networking) || networking.udp === socket) return;
    socket?.off('message', readHeader);
    networking.udp.prependListener('message', readHeader);
    socket = networking.udp;
  };
  const onChange = (_before: VoiceConnectionState, now: VoiceConnectionState): void => attach(now);
  connection.on('stateChange', onChange);
  attach(connection.state);
  subscribe();

  return {
    isSpeaking: () => take.length > 0,
    drop() {
      take = [];
      callOff?.();
      callOff = null;
    },
    stop() {
      isOver = true;
      callOff?.();
      take = [];
      connection.off('stateChange', onChange);
      socket?.off('message', readHeader);
      receiver.subscriptions.get(userId)?.destroy();
    },
  };
}
