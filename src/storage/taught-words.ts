// Which words a version learnt with a clip: a digest tells whether they are still the clip's, and repeats none of them.
import { createHash } from 'node:crypto';

/** SHA-256 of a transcript, hex. */
export const wordsDigest = (transcript: string): string => createHash('sha256').update(transcript).digest('hex');
