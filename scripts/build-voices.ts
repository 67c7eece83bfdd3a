/**
 * Makes the recordings that a hall's board plays where its browser has no voice for a language:
 * one file of short clips for each language, in `src/channels/hall/voices`, and `clips.json`, which
 * says where each clip begins. The results are in the repository; whoever changes a text runs
 *
 *     npm install --no-save espeak-ng@1.0.2 && npm run build:voices
 *
 * eSpeak NG (GPL-3.0-or-later) is only a tool of this script and no dependency of the product; what
 * it says is not under its licence.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** What is said, and by which voice of eSpeak NG. */
interface Script {
  readonly voice: string;
  readonly ticket: string;
  readonly counter: string;
  /** 0 to 10. Higher numbers are said digit by digit. */
  readonly numbers: string;
}

interface Espeak {
  readonly FS: { readFile(path: string): Uint8Array };
}

const scripts: Readonly<Record<string, Script>> = {
  en: {
    voice: "en-gb",
    ticket: "ticket",
    counter: "counter",
    numbers: "zero one two three four five six seven eight nine ten",
  },
  fr: {
    voice: "fr",
    ticket: "ticket",
    counter: "guichet",
    numbers: "zéro un deux trois quatre cinq six sept huit neuf dix",
  },
  az: {
    voice: "az",
    ticket: "növbə",
    counter: "pəncərə",
    numbers: "sıfır bir iki üç dörd beş altı yeddi səkkiz doqquz on",
  },
  // eSpeak NG has no Kinyarwanda. The Swahili voice reads it, spelt as Swahili would (cy → ch).
  rw: {
    voice: "sw",
    ticket: "nomero",
    counter: "gishe",
    numbers: "zeru rimwe kabiri gatatu kane gatanu gatandatu karindwi umunani ichenda ichumi",
  },
};

const target = join(import.meta.dirname, "../src/channels/hall/voices");
const rate = 8_000;

/** Everything that is said in a language: clip → text. */
function textsOf({ ticket, counter, numbers }: Script): [string, string][] {
  return [
    ["ticket", ticket],
    ["counter", counter],
    ...numbers.split(" ").map((word, value): [string, string] => [String(value), word]),
    ...[..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].map((letter): [string, string] => [letter, letter]),
  ];
}

/** eSpeak NG speaks at 22,050 Hz; so many of its samples make one of ours. */
const step = 22_050 / rate;
const reach = 24;

/** A windowed sinc that leaves what our rate can carry. `x` in samples of eSpeak NG. */
function lowPass(x: number): number {
  if (Math.abs(x) >= reach) return 0;
  const cut = 0.92 / step;
  const sinc = x === 0 ? cut : Math.sin(Math.PI * cut * x) / (Math.PI * x);
  return sinc * (0.54 + 0.46 * Math.cos((Math.PI * x) / reach));
}

/** Samples from -1 to 1 at our rate, without the silence around them, equally loud. */
function clean(wav: Buffer): number[] {
  const spoken = Array.from(
    { length: Math.floor((wav.length - 44) / 2) },
    (_, index) => wav.readInt16LE(44 + index * 2) / 32_768,
  );
  const samples = Array.from({ length: Math.floor(spoken.length / step) }, (_, index) => {
    const centre = index * step;
    let sum = 0;
    for (let at = Math.ceil(centre - reach); at < centre + reach; at++)
      sum += (spoken[at] ?? 0) * lowPass(centre - at);
    return sum;
  });
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  const audible = (sample: number) => Math.abs(sample) > peak * 0.02;
  const first = samples.findIndex(audible);
  const last = samples.findLastIndex(audible);
  return samples.slice(first, last + 1).map((sample) => (sample / peak) * 0.9);
}

/** G.711: 8 bits that keep what is quiet as clear as what is loud. */
function muLaw(sample: number): number {
  const bias = 132;
  const size = Math.min(32_635, Math.round(Math.abs(sample) * 32_767)) + bias;
  const exponent = 31 - Math.clz32(size) - 7;
  const mantissa = (size >> (exponent + 3)) & 15;
  return ~((sample < 0 ? 128 : 0) | (exponent << 4) | mantissa) & 255;
}

/** RIFF/WAVE, format 7 (µ-law), one channel. */
function waveOf(bytes: Uint8Array): Buffer {
  const head = Buffer.alloc(46);
  head.write("RIFF", 0);
  head.writeUInt32LE(38 + bytes.length, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(18, 16);
  head.writeUInt16LE(7, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write("data", 38);
  head.writeUInt32LE(bytes.length, 42);
  return Buffer.concat([head, bytes]);
}

/** One language: its file, and where each clip begins and how long it is, in seconds. */
async function recorded(script: Script, speak: (args: string[]) => Promise<Espeak>) {
  const bytes: number[] = [];
  const clips: Record<string, readonly [number, number]> = {};
  const seconds = (samples: number) => Math.round((samples / rate) * 1000) / 1000;
  for (const [name, text] of textsOf(script)) {
    const { FS } = await speak(["-w", "clip.wav", "-s", "155", "-v", script.voice, text]);
    const samples = clean(Buffer.from(FS.readFile("clip.wav")));
    clips[name] = [seconds(bytes.length), seconds(samples.length)];
    for (const sample of samples) bytes.push(muLaw(sample));
    // So that no clip lets the beginning of the next be heard.
    for (let pause = 0; pause < rate / 50; pause++) bytes.push(255);
  }
  return { clips, wave: waveOf(Uint8Array.from(bytes)) };
}

const tool = "espeak-ng";
const { default: start } = await import(tool);
const speak = (args: string[]): Promise<Espeak> => start({ arguments: args });
const all: Record<string, unknown> = {};
for (const [lang, script] of Object.entries(scripts)) {
  const { clips, wave } = await recorded(script, speak);
  all[lang] = clips;
  writeFileSync(join(target, `voice-${lang}.wav`), wave);
  console.log(`voice-${lang}.wav: ${Object.keys(clips).length} clips, ${wave.length} bytes`);
}
const lines = JSON.stringify(all).replaceAll("],", "],\n").replaceAll("},", "},\n");
writeFileSync(join(target, "clips.json"), `${lines}\n`);
