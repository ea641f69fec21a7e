// How long tests wait for what must happen, ms: the last resort against hanging and no measure of anything, so that it does
// where a machine is slow or busy.
export const patienceMs = 400_000;
