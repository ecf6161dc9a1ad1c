/** What the page about accuracy says before its tables. */
export function text(about: { readonly fps: number; readonly seed: number; readonly swings: number }): string[] {
  const { fps, seed, swings } = about;
  const command = `./swingbay bench accuracy --swings ${swings} --seed ${seed} --fps ${fps} --publish`;
  return [
    'The virtual bay knows where every joint of its golfers truly is, and the real pose models look at its pictures, so',
    'accuracy is a figure here. Treat it as the mannequins’: people in loose clothes and bad light will differ in size and',
    'sign.',
    '',
    `    ${command}`,
    '',
    'draws the golfers, has the models look at them, runs the whole pipeline (finding the swing, its events, the club, the',
    'correction, every metric) and writes this table. It goes on where it stopped.',
    '',
    '**Who was measured.** Golfers of the evaluation cast: bodies, limbs, clothes, skin, hair, club, handedness, light, lens,',
    'grain, compression and exposure differ; half of them have a swing fault or two; their rhythms differ; cameras stand as',
    'an installer leaves them, and each calibration is a little wrong (0.12°, 5 mm, 0.2 % of focal length). They are drawn as',
    '*tailored* bodies, in simulator rooms and on ranges, with a gloss; the correction learnt on *blended* bodies whose',
    'shoulders, pelvis, arms and head stray independently, and has seen neither these golfers, nor such swings, nor this way',
    'of drawing. Intervals and the constant part of the errors were set on a third cast, the *proving* golfers:',
    '`./swingbay bench accuracy --cast proving --swings 111 --fit`.',
    '',
    `**What was chosen.** Pictures of 1280 × 720 at ${fps} a second, from 0.4 s before the first movement until 0.55 s after the`,
    'finish. Every third picture is drawn and looked at, and every one from 0.1 s before the top until 0.13 s after impact;',
    'between them landmarks lie on straight lines, as in an analysis that skips pictures. The microphone hears the impact',
    'late, and its preset is wrong by up to 10 cm and 0.7 ms.',
    '',
    '**How to read it.** Bias is the mean of measured less true; median and 95 % are of the absolute error; *interval held* is',
    'how often the stated 90 % interval held the truth. `corrected` is two or more cameras with the correction, `monocular`',
    'the same network from one camera: an estimate.',
  ];
}
