// Words of chats and names that the dictionary lacks or says otherwise, in ARPAbet with stress; and what is written for short.

// oxfmt-ignore
const list: Readonly<Record<string, string>> = {
  // Of this program, and where it lives
  timbre: 'T AE1 M B ER0', discord: 'D IH1 S K AO2 R D', kokoro: 'K OW1 K AH0 R OW2', flite: 'F L AY1 T', espeak: 'IY1 S P IY2 K',
  emoji: 'IH0 M OW1 JH IY0', emote: 'IY1 M OW2 T', gif: 'G IH1 F', gifs: 'G IH1 F S', meme: 'M IY1 M', memes: 'M IY1 M Z',
  selfie: 'S EH1 L F IY0', hashtag: 'HH AE1 SH T AE2 G', vlog: 'V L AO1 G', podcast: 'P AA1 D K AE2 S T', twitch: 'T W IH1 CH',
  youtube: 'Y UW1 T UW2 B', youtuber: 'Y UW1 T UW2 B ER0', tiktok: 'T IH1 K T AA2 K', reddit: 'R EH1 D IH0 T', google: 'G UW1 G AH0 L',
  whatsapp: 'W AH1 T S AE2 P', spotify: 'S P AA1 T AH0 F AY2', netflix: 'N EH1 T F L IH0 K S', steam: 'S T IY1 M', github: 'G IH1 T HH AH2 B',
  minecraft: 'M AY1 N K R AE2 F T', fortnite: 'F AO1 R T N AY2 T', roblox: 'R OW1 B L AA2 K S', valorant: 'V AE1 L ER0 AH0 N T',
  nintendo: 'N IH0 N T EH1 N D OW0', pokemon: 'P OW1 K AH0 M AA2 N', playstation: 'P L EY1 S T EY2 SH AH0 N', xbox: 'EH1 K S B AA2 K S',
  linux: 'L IH1 N AH0 K S', ubuntu: 'UH0 B UH1 N T UW0', android: 'AE1 N D R OY2 D', iphone: 'AY1 F OW2 N', ipad: 'AY1 P AE2 D',
  bluetooth: 'B L UW1 T UW2 TH', wifi: 'W AY1 F AY2', wi: 'W AY1', fi: 'F AY1', covid: 'K OW1 V IH0 D', app: 'AE1 P', apps: 'AE1 P S',
  bot: 'B AA1 T', bots: 'B AA1 T S', config: 'K AH0 N F IH1 G', async: 'EY1 S IH2 NG K', sync: 'S IH1 NG K', admin: 'AE1 D M IH2 N',
  admins: 'AE1 D M IH2 N Z', mod: 'M AA1 D', mods: 'M AA1 D Z', nitro: 'N AY1 T R OW0', webcam: 'W EH1 B K AE2 M', login: 'L AO1 G IH2 N',
  username: 'Y UW1 Z ER0 N EY2 M', spam: 'S P AE1 M', ping: 'P IH1 NG', jpeg: 'JH EY1 P EH2 G',
  // Of chats
  dm: 'D IY2 EH1 M', dms: 'D IY2 EH1 M Z', npcs: 'EH2 N P IY2 S IY1 Z', vcs: 'V IY2 S IY1 Z', pfp: 'P IY2 EH2 F P IY1',
  lol: 'L AA1 L', lmao: 'L AH0 M AW1', rofl: 'R AA1 F AH0 L', gg: 'JH IY2 JH IY1', cya: 'S IY1 Y AA0', wanna: 'W AA1 N AH0', sorta: 'S AO1 R T AH0',
  lemme: 'L EH1 M IY0', gimme: 'G IH1 M IY0', dunno: 'D AH0 N OW1', yeah: 'Y AE1 AH0', yep: 'Y EH1 P', nope: 'N OW1 P', nah: 'N AA1', meh: 'M EH1',
  ugh: 'AH1 G', um: 'AH1 M', uh: 'AH1', hmm: 'HH AH1 M', huh: 'HH AH1', ok: 'OW2 K EY1', okay: 'OW2 K EY1', okey: 'OW2 K EY1', yay: 'Y EY1', woah: 'W OW1',
  whoa: 'W OW1', aw: 'AO1', aww: 'AO1', haha: 'HH AA2 HH AA1', hahaha: 'HH AA2 HH AA0 HH AA1', hehe: 'HH EH2 HH EH1', bro: 'B R OW1',
  noob: 'N UW1 B', newbie: 'N UW1 B IY0', poggers: 'P AA1 G ER0 Z', pog: 'P AA1 G', yeet: 'Y IY1 T', sus: 'S AH1 S', simp: 'S IH1 M P', vibe: 'V AY1 B',
  cringe: 'K R IH1 N JH', nerf: 'N ER1 F', buff: 'B AH1 F', rizz: 'R IH1 Z',
  // Said otherwise, or not there
  kilometer: 'K AH0 L AA1 M AH0 T ER0', kilometers: 'K AH0 L AA1 M AH0 T ER0 Z', caret: 'K EH1 R AH0 T', json: 'JH EY1 S AH0 N', xray: 'EH1 K S R EY2',
  thirty: 'TH ER1 T IY0', real: 'R IY1 AH0 L', wednesday: 'W EH1 N Z D EY2', library: 'L AY1 B R EH2 R IY0',
  miz: 'M IH1 Z', etcetera: 'EH2 T S EH1 T ER0 AH0', vs: 'V ER1 S AH0 S', mic: 'M AY1 K', mics: 'M AY1 K S', karaoke: 'K EH2 R IY0 OW1 K IY0',
  anime: 'AE1 N AH0 M EY2', manga: 'M AA1 NG G AH0', sudoku: 'S UW0 D OW1 K UW0', wiki: 'W IH1 K IY0', wikipedia: 'W IH2 K IH0 P IY1 D IY0 AH0',
  cafe: 'K AE0 F EY1', naive: 'N AA0 IY1 V', cliche: 'K L IY0 SH EY1', fiance: 'F IY2 AA0 N S EY1', jalapeno: 'HH AA2 L AH0 P EY1 N Y OW0', sepultura: 'S EH2 P AH0 L T UH1 R AH0', stilted: 'S T IH1 L T AH0 D',
  chatbot: 'CH AE1 T B AA2 T', hyperlink: 'HH AY1 P ER0 L IH2 NG K', screenshot: 'S K R IY1 N SH AA2 T', livestream: 'L AY1 V S T R IY2 M', livestreams: 'L AY1 V S T R IY2 M Z',
};

/** Pronunciations of our own, by word in lower case; each an ARPAbet with stress, spaces between the phones. */
export const ownWords: ReadonlyMap<string, string> = new Map(Object.entries(list));

// oxfmt-ignore
const shortList: Readonly<Record<string, string>> = {
  btw: 'by the way', idk: "I don't know", imo: 'in my opinion', imho: 'in my humble opinion', tbh: 'to be honest', brb: 'be right back', wp: 'well played',
  gl: 'good luck', hf: 'have fun', glhf: 'good luck, have fun', ggwp: 'gg, well played', nvm: 'never mind', thx: 'thanks', ty: 'thank you', np: 'no problem',
  tysm: 'thank you so much', pls: 'please', plz: 'please', ppl: 'people', rn: 'right now', irl: 'in real life', ngl: 'not gonna lie', wtf: 'what the fuck',
  smh: 'shaking my head', jk: 'just kidding', ofc: 'of course', msg: 'message', msgs: 'messages', iirc: 'if I recall correctly', afaik: 'as far as I know',
  bc: 'because', cuz: "'cause", tho: 'though', thru: 'through', u: 'you', ur: 'your', r: 'are', y: 'why', w: 'with', abt: 'about', omw: 'on my way', fr: 'for real',
  ily: 'I love you', gn: 'good night', gm: 'good morning', wyd: "what're you doing", hbu: 'how about you', lmk: 'let me know', tldr: 'too long, didn\'t read',
};

/** What is written for short in lower case, and the words that it is said with. */
export const shortForms: ReadonlyMap<string, string> = new Map(Object.entries(shortList));
