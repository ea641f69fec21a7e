// As fuzz.test.ts, more of them.
import { mutilated } from './fuzz.ts';

mutilated(240);
