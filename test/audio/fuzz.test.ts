// A few mutilated recordings; many are in fuzz.long.ts.
import { mutilated } from './fuzz.ts';

mutilated(16);
