/**
 * The rhythms of the tempo trainer: one sound where the club starts back, one at the top, one at the ball.
 *
 * Frames of 1/30 s as Tour Tempo counts them (Novosel 2004): the backswing from the takeaway that can be seen to the
 * top, the downswing from there to the ball, three to one in good players of every speed.
 */
export const TEMPO_BEAT_IDS = ['18-6', '21-7', '24-8', '27-9'] as const;
export type TempoBeatId = (typeof TEMPO_BEAT_IDS)[number];

const FRAMES_PER_S = 30;

export interface TempoBeat {
  readonly id: TempoBeatId;
  readonly backswingS: number;
  readonly downswingS: number;
}

export const TEMPO_BEATS: readonly TempoBeat[] = TEMPO_BEAT_IDS.map((id) => {
  const [back = 0, down = 0] = id.split('-').map(Number);
  return { id, backswingS: back / FRAMES_PER_S, downswingS: down / FRAMES_PER_S };
});
