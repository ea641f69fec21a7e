// What is counted and timed of a process, for Prometheus. Whoever does something worth a figure imports it from here.
import { Counter, Histogram, Registry } from 'prom-client';

/** All figures of this file. */
export const figures = new Registry();
const registers = [figures];

/** From Discord's making of an interaction to its acknowledgement, by Discord's clock and ours. Discord gives up after 3 s. */
export const acknowledgementSeconds = new Histogram({
  name: 'timbre_acknowledgement_seconds',
  help: 'Time until an interaction was acknowledged',
  labelNames: ['kind'] as const,
  buckets: [0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 3],
  registers,
});

/** What people were told instead of a result: the code of the mistake or outage, `internal` for a bug. */
export const failures = new Counter({
  name: 'timbre_failures_total',
  help: 'What did not work, by where and why',
  labelNames: ['where', 'code'] as const,
  registers,
});

export const phaseSeconds = new Histogram({
  name: 'timbre_phase_seconds',
  help: 'Length of the phases of trainings that made a version',
  labelNames: ['engine', 'phase'] as const,
  buckets: [0.5, 1, 2, 5, 10, 20, 60, 180, 600, 1800, 7200],
  registers,
});

export const uploads = new Counter({
  name: 'timbre_uploads_total',
  help: 'Files that were sent, by what became of them',
  labelNames: ['outcome'] as const,
  registers,
});

export const leasesLost = new Counter({
  name: 'timbre_leases_lost_total',
  help: 'Runs and files that were taken from a process that went silent, by its kind',
  labelNames: ['of'] as const,
  registers,
});
