import { z } from 'zod';

const level = z.number().min(0).max(1);

export const cycleConfigSchema = z.strictObject({
  automaticBall: z
    .boolean()
    .default(true)
    .describe('Whether the next ball is teed up by itself after a swing; else somebody asks for each.'),
  stepBackMs: z
    .number()
    .min(500)
    .max(30_000)
    .default(1_500)
    .describe('The golfer must have left the address for so long before the tee moves, in milliseconds.'),
  patienceMs: z
    .number()
    .min(2_000)
    .max(60_000)
    .default(4_000)
    .describe('A golfer who stands still at an empty tee for so long gets the ball there, in milliseconds.'),
  nextBallWithinMs: z
    .number()
    .min(0)
    .max(60_000)
    .default(8_000)
    .describe('The next ball waits for the result of a swing, but no longer than this, in milliseconds.'),
  creditPerVisit: z
    .int()
    .min(1)
    .max(1_000)
    .nullable()
    .default(null)
    .describe(
      'Balls that a visit begins with: the dispenser’s credit is brought up to this once a visit. Null where credit comes from elsewhere, such as a till.',
    ),
  lights: z
    .strictObject({
      empty: level.default(0.2).describe('Nobody on the mat.'),
      occupied: level.default(0.8).describe('Somebody on the mat.'),
      swinging: level.default(1).describe('From address until the swing is kept.'),
    })
    .prefault({})
    .describe('How bright every light of the bay is at each stage, 0 to 1.'),
  strobe: z
    .strictObject({
      delayUs: z.number().int().min(0).max(10_000).default(0).describe('After the cameras’ trigger, in microseconds.'),
      exposureUs: z.number().int().min(1).max(2_000).default(200).describe('Length of each flash, in microseconds.'),
    })
    .nullable()
    .default(null)
    .describe('Flashes with the cameras’ trigger while a swing may come; null leaves strobes off.'),
});

export type CycleConfig = z.infer<typeof cycleConfigSchema>;
