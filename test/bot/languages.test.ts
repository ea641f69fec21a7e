// Whose language an answer has: the person's where only they see it, else the server's.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Locale } from 'discord.js';
import { assertClean, startLab } from './support.ts';

it('a private answer speaks the person’s language, a public one the server’s', async () => {
  const lab = await startLab();
  try {
    const { discord } = lab;
    const otto = discord.person('otto', { locale: Locale.German });
    const channel = discord.guild('Tokyo', { locale: Locale.Japanese }).channel('voices');
    await lab.startBot();
    const own = await otto.slash(channel, 'voices list').answer();
    assert.ok(own.ephemeral);
    assert.equal(own.content, 'Du hast noch keine Stimme. Schick mit `/aufnahmen-senden` Aufnahmen von dir.');
    const refused = await otto.slash(channel, 'train status').answer();
    assert.match(refused.content, /^⚠️ Du hast noch keine Stimme\.\nSchick zuerst mit \/aufnahmen-senden/);
    const shown = await otto.slash(channel, 'record').answer();
    assert.ok(!shown.ephemeral);
    // Nobody agrees to what they can't read.
    assert.match(shown.text, /deine Stimme, deine Entscheidung/);
    otto.click(shown, 'Nein, danke');
    await shown.until(({ content }) => content.includes('nichts wurde gespeichert'));
    const open = await otto.slash(channel, 'leave').answer();
    assert.ok(!open.ephemeral);
    assert.match(open.content, /ボイスチャンネル/);
    assertClean(lab);
  } finally {
    await lab.close();
  }
});
