// Log-mel spectra: a tone is where it belongs, silence is silence, and after the end there is nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logMel, melFilters } from '../../src/dsp/log-mel.ts';

test('a tone sounds in the band around it', () => {
  const bands = 80;
  const filters = melFilters(bands);
  for (const hz of [200, 1000, 3000, 7000]) {
    const tone = Float32Array.from({ length: 16_000 }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / 16_000));
    const spectra = logMel(tone, bands, 2);
    const column = Array.from({ length: bands }, (_, band) => spectra[band * 200 + 50]);
    const loudest = column.indexOf(Math.max(...column));
    assert.ok(filters[loudest * 201 + hz / 40] > 0, `${hz} Hz in band ${loudest}`);
    assert.ok(Math.abs(Math.max(...spectra) - Math.min(...spectra.filter((value) => value !== 0)) - 2) < 1e-6, '80 dB');
    assert.ok(
      Array.from({ length: bands }, (_, band) => spectra[band * 200 + 150]).every((value) => value === 0),
      'nothing after the end',
    );
  }
});

test('filters have equal areas and cover all from 0 to 8 kHz', () => {
  const filters = melFilters(80);
  for (let bin = 1; bin < 200; bin++) {
    assert.ok(
      Array.from({ length: 80 }, (_, band) => filters[band * 201 + bin]).some((height) => height > 0),
      `${bin}`,
    );
  }
});
