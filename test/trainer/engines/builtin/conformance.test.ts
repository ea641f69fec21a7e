// The built-in engine keeps the contract of all engines.
import { engineConformance } from '../conformance.ts';
import { plan } from './fixtures.ts';
import { sharedEngine } from './shared-engine.ts';

engineConformance('the built-in engine', sharedEngine, { ...plan, epochs: 2 }, () => Promise.resolve());
