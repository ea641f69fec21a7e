// What the operator reads, in English.
import type { OutgoingMessage } from '../discord/message.ts';
import { count, duration } from './text.ts';

export const stateOfThings = (now: {
  readonly isPaused: boolean;
  readonly running: number;
  readonly waiting: readonly { kind: string; engine: string; count: number; oldestSeconds: number }[];
  readonly trainers: readonly { engine: string; device: string }[];
  readonly people: number;
  readonly voices: number;
  readonly freeBytes: number;
  readonly reports: number;
}): OutgoingMessage => ({
  content: [
    ...(now.isPaused ? ['⏸️ Paused: nothing new is taken. `/admin pause on:False` goes on.'] : []),
    `**Runs**: ${now.running} at work; waiting: ${
      now.waiting
        .map(({ kind, engine, count: n, oldestSeconds }) => `${n} ${kind} (${engine}), ${duration(oldestSeconds)}`)
        .join(', ') || 'none'
    }`,
    `**Trainers**: ${now.trainers.map(({ engine, device }) => `${engine} on ${device}`).join(', ') || '⚠️ none'}`,
    `**People**: ${now.people} with ${count(now.voices, 'voice')}`,
    `**Disk**: ${(now.freeBytes / 1e9).toFixed(1)} GB free`,
    `**Reports**: ${now.reports}`,
  ].join('\n'),
});

export const settled = (wasThere: boolean): OutgoingMessage => ({
  content: wasThere ? 'Done; the report is deleted.' : 'There is no such report. `/admin reports` lists them.',
});

export const paused = (isPaused: boolean): OutgoingMessage => ({
  content: isPaused
    ? 'Paused: whoever asks for something is told so. What was asked for before goes on.'
    : 'Everything is taken again.',
});

export const announced = (people: number): OutgoingMessage => ({
  content: `${people === 1 ? '1 person' : `${people} people`} will be told.`,
});
