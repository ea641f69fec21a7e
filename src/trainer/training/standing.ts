// How a new version stands against the one that speaks now, and so whether it takes its place.
import { rm } from 'node:fs/promises';
import { noteOf } from '../../i18n/notes.ts';
import type { TrainingFacts } from '../../storage/records.ts';
import type { Sample } from '../../storage/storage.ts';
import type { EngineClip, EngineContext } from '../engines/engine.ts';
import { type ClipFigures, toMetrics } from '../engines/measuring/figures.ts';
import { type Decision, judge } from '../gate.ts';
import { likenessTo } from '../likeness.ts';
import { restoreWeights } from '../states.ts';
import type { Attempt } from './attempt.ts';
import { voiceOf } from './survey.ts';

/** How a new version stands against the one that speaks now. */
export interface Standing extends Pick<TrainingFacts, 'rival' | 'decision'> {
  /** `choices` of the voice when it was looked at. */
  readonly choices: number;
}

/**
 * Measure the version that speaks now (usually the parent; for a fresh start, or after a rollback meanwhile, another one) on
 * the same held-out clips, and judge the new one against it. What the owner chose after the run had begun stays active,
 * however good the new one is; so does what another engine made, until its owner has heard both.
 * @param given `rivalDir` gets the rival's state; `figures` are the new version's on the held-out clips; `choices` of the
 *   voice when the run began
 * @throws UserError when the voice is gone
 */
export async function standUp(
  { services, run }: Attempt,
  given: {
    readonly rivalDir: string;
    readonly figures: readonly ClipFigures[];
    readonly samples: readonly Sample[];
    readonly heldOutClips: readonly EngineClip[];
    readonly choices: number;
  },
  context: EngineContext,
): Promise<Standing> {
  const { engine, storage } = services;
  const { rivalDir, heldOutClips } = given;
  const { choices, activeVersionId } = await voiceOf(services, run.voiceId);
  const active = activeVersionId === null ? null : await storage.versions.get(activeVersionId);
  if (active === null || active.manifest === null) return { rival: null, decision: null, choices };
  const { id: versionId, number, manifest } = active;
  const chosen = choices !== given.choices;
  const keep = (judged: Omit<Decision, 'active'>): Decision => ({
    ...judged,
    active: false,
    reason: noteOf('chosen-meanwhile', { number, why: [judged.reason] }),
  });
  const unmeasured = { rival: { versionId, number, metrics: null }, choices };
  const unknown = { details: [], comparison: null };
  if (manifest.engine !== engine.id) {
    const reason = noteOf('other-engine', { number, engine: manifest.engine });
    const decision = { ...unknown, active: false, reason };
    return { ...unmeasured, decision: chosen ? keep(decision) : decision };
  }
  if (manifest.engineVersion !== engine.version) {
    // Nothing here can let it speak any more.
    if (!chosen) return { rival: null, decision: null, choices };
    return { ...unmeasured, decision: keep({ ...unknown, reason: noteOf('listen-and-choose') }) };
  }
  await rm(rivalDir, { recursive: true, force: true });
  await restoreWeights(storage.blobs, engine, manifest, rivalDir, `Version ${number}`);
  const figures = await engine.evaluate(rivalDir, heldOutClips, context);
  const likeness = likenessTo(given.samples);
  const oldIds = new Set(given.samples.filter(({ createdAt }) => createdAt <= active.knownUntil).map(({ id }) => id));
  const decision = judge({
    rivalNumber: number,
    candidate: given.figures,
    rival: figures,
    oldIds,
    similarityOf: (clip) => likeness.ofSpeech(clip),
  });
  return {
    rival: { versionId, number, metrics: toMetrics(figures, likeness.metrics(figures)) },
    decision: chosen ? keep(decision) : decision,
    choices,
  };
}
