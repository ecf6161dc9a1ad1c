/** The scripted bay's voice: two seconds of a low tone, as a WAV file. */
const RATE = 8_000;
const SECONDS = 2;
const HERTZ = 220;

export class ScriptedVoice {
  isOn = true;
  readonly soundsAsked: string[] = [];
  readonly wav = tone();
}

function tone(): Buffer {
  const samples = RATE * SECONDS;
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(RATE, 24);
  wav.writeUInt32LE(RATE * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(samples * 2, 40);
  for (let at = 0; at < samples; at++) {
    wav.writeInt16LE(Math.round(8_000 * Math.sin((2 * Math.PI * HERTZ * at) / RATE)), 44 + at * 2);
  }
  return wav;
}
