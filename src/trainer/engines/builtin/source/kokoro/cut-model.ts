// The child process of parts.ts: `node cut-model.ts MODEL TARGET-FOLDER`.
import { beForked } from '../../../../../forked.ts';
import { makeParts } from './parts.ts';

await beForked(makeParts);
