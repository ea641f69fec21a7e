// The state machine of a run. SQL enforces it: each transition is one UPDATE guarded by state and fence (see runs/leases.ts).

/** In the order in which a run passes through them. A synthesis goes from preparing straight to publishing. */
export const runStates = [
  'queued',
  'claimed',
  'preparing',
  'training',
  'evaluating',
  'publishing',
  'done',
  'failed',
  'cancelled',
] as const;
export type RunState = (typeof runStates)[number];

/** A trainer holds the run: it has a lease and a fence. */
export const heldStates = ['claimed', 'preparing', 'training', 'evaluating', 'publishing'] as const;
/** Nothing will change any more. */
export const endedStates = ['done', 'failed', 'cancelled'] as const;
/** Still going on: waiting or held. */
export const openStates = ['queued', ...heldStates] as const;

/** The states that a trainer moves through with `advance`. */
export type PhaseState = Exclude<(typeof heldStates)[number], 'claimed'>;

/** From which state each phase may be entered. */
export const phaseEnteredFrom = {
  train: { preparing: 'claimed', training: 'preparing', evaluating: 'training', publishing: 'evaluating' },
  synthesis: { preparing: 'claimed', training: null, evaluating: null, publishing: 'preparing' },
} as const satisfies Record<'train' | 'synthesis', Record<PhaseState, RunState | null>>;
