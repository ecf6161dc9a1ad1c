import sharp from 'sharp';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { encodePoses } from '../../device/store/pose-repository.ts';
import { EMBEDDING_VERSION } from '../../device/swing/embedding/embed-swing.ts';
import { LANDMARK_COUNT } from '../../device/swing/pose/landmark.ts';
import { emptyPoseTrack } from '../../device/swing/pose/pose-track.ts';
import type { SwingReport } from '../../device/swing/report/swing-report.ts';
import type { Act } from './claude-server.fixture.ts';
import { CoachBay, isRepair, TEST_PRICES, whose } from './coach-bay.fixture.ts';
import { costPico, dailyLimit, tokensOf } from './coach-costs.ts';
import { coachedReport, trueAnswer } from './coached-swing.fixture.ts';

const say = (answer: object): Act => ({ kind: 'say', text: JSON.stringify(answer) });
const limits = (moneyPerDay: number) => ({ tokensPerDay: 1e9, moneyPerDay });
const budget = (moneyPerDay: number) => ({ bay: limits(moneyPerDay), facility: limits(5_000), facilityBays: 1 });

let bay: CoachBay;
afterEach(() => bay.close());

/** Answers truly about the swing whose player the question names. */
function answerTruly(reports: ReadonlyMap<string, SwingReport>): void {
  bay.server.script = (question) => say(trueAnswer(reports.get(whose(question)) ?? coachedReport(0)));
}

function addSwings(count: number): Map<string, SwingReport> {
  const reports = new Map<string, SwingReport>();
  for (let seed = 0; seed < count; seed++) {
    const name = `player ${seed}`;
    const report = bay.addSwing(bay.addPlayer(name), seed);
    reports.set(name, report);
    bay.desk.wantSwing(report.id);
  }
  return reports;
}

const adviceOf = (report: SwingReport) => bay.store.swings.report(report.id).advice.claude;
const truth = (way: 'direct' | 'batch') => bay.server.counted.filter((one) => one.way === way);

describe('after twelve hours without a line', () => {
  it('what has waited goes as batches, within every day’s budget, and the book is exact', async () => {
    bay = await CoachBay.open({ budget: budget(3), batchQuestionsMax: 20 }, 1);
    await bay.server.goOffline();
    const reports = new Map<string, SwingReport>();
    for (let swing = 0; swing < 36; swing++) {
      const name = `player ${swing}`;
      const report = bay.addSwing(bay.addPlayer(name), swing);
      reports.set(name, report);
      bay.desk.wantSwing(report.id);
      bay.pass(20);
      await bay.run();
    }
    expect(bay.store.coach.spentOn('2026-11-20')).toEqual({ tokens: 0, pico: 0 });
    expect(bay.desk.trouble).toMatchObject({ code: 'coach/unreachable' });

    await bay.server.comeBack();
    answerTruly(reports);
    const limit = dailyLimit(bay.config);
    for (let hour = 0; hour < 60 && [...reports.values()].some((one) => adviceOf(one) === null); hour++) {
      bay.pass(60);
      await bay.run();
      const day = bay.clock.now.toISOString().slice(0, 10);
      expect(bay.store.coach.spentOn(day).pico).toBeLessThanOrEqual(limit.pico);
      bay.server.endBatches();
    }
    expect([...reports.values()].map((one) => adviceOf(one)?.from)).toEqual(Array.from(reports, () => 'batch'));
    expect(bay.server.batches.length).toBeGreaterThan(1);
    expect(bay.server.batches.every(({ requests }) => requests.length <= 20)).toBe(true);
    expect(truth('direct')).toEqual([]);
    const spent = ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23'].map((day) => bay.store.coach.spentOn(day));
    expect(spent.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(
      truth('batch').reduce((sum, { usage }) => sum + tokensOf(usage), 0),
    );
    expect(spent.reduce((sum, { pico }) => sum + pico, 0)).toBe(
      truth('batch').reduce((sum, { usage }) => sum + costPico(usage, TEST_PRICES, 'batch'), 0),
    );
    expect(bay.desk.trouble).toBeNull();
  });

  it('a batch is collected by the run after a power cut, and none of it is asked twice', async () => {
    bay = await CoachBay.open({ budget: budget(50) });
    const reports = addSwings(5);
    answerTruly(reports);
    bay.pass(60);
    await bay.run();
    expect(bay.server.batches).toHaveLength(1);
    bay.restartDesk();
    bay.server.endBatches();
    bay.pass(2);
    await bay.run();
    expect([...reports.values()].map((one) => adviceOf(one)?.from)).toEqual(Array.from(reports, () => 'batch'));
    expect(bay.server.batches).toHaveLength(1);
    expect(bay.server.questions).toHaveLength(5);
  });

  it('a batch that the service has, but whose name could not be kept, is counted and not asked again', async () => {
    bay = await CoachBay.open({ budget: budget(50) });
    answerTruly(addSwings(3));
    vi.spyOn(bay.store.coach, 'nameBatch').mockImplementation(() => {
      throw new Error('The disk is full.');
    });
    bay.pass(60);
    await bay.run();
    bay.pass(60);
    await bay.run();
    expect(bay.server.batches).toHaveLength(1);
    expect(bay.store.coach.exchanges(10).map(({ state }) => state)).toEqual(['open', 'open', 'open']);
    expect(bay.store.coach.spentOn('2026-11-20').pico).toBeGreaterThan(0);
  });

  it('everybody else has their turn between any two answers of a batch', async () => {
    bay = await CoachBay.open({ budget: budget(50) });
    answerTruly(addSwings(6));
    bay.pass(60);
    await bay.run();
    bay.server.endBatches();
    let turn = 0;
    const turns: number[] = [];
    let counting = setImmediate(function count() {
      turn++;
      counting = setImmediate(count);
    });
    const { keepAnswer } = bay.store.coach;
    vi.spyOn(bay.store.coach, 'keepAnswer').mockImplementation((...answer) => {
      turns.push(turn);
      return keepAnswer.apply(bay.store.coach, answer);
    });
    bay.pass(2);
    await bay.run();
    clearImmediate(counting);
    expect(turns).toHaveLength(6);
    expect(new Set(turns).size).toBe(6);
  });

  it('a bad answer of a batch is mended in the next one', async () => {
    bay = await CoachBay.open({ budget: budget(50) });
    const reports = addSwings(3);
    bay.server.script = (question) => {
      const answer = trueAnswer(reports.get(whose(question)) ?? coachedReport(0));
      return say(isRepair(question) ? answer : { ...answer, overallFeedback: 'You gained 12.3 % of speed.' });
    };
    for (let round = 0; round < 3; round++) {
      bay.pass(60);
      await bay.run();
      bay.server.endBatches();
    }
    expect([...reports.values()].map((one) => adviceOf(one)?.from)).toEqual(['batch', 'batch', 'batch']);
    expect(bay.server.batches.map(({ requests }) => requests.length)).toEqual([3, 3]);
  });
});

describe('when the bay’s clock was wrong and is put right', () => {
  const RIGHT = new Date('2026-11-20T09:00:00.000Z');

  it.each([
    ['in 1970', '1970-01-01T00:01:00.000Z'],
    ['a month late', '2026-10-20T09:00:00.000Z'],
    ['a month ahead', '2026-12-20T09:00:00.000Z'],
  ])('what waited while it was %s is no older for it, and is asked', async (_, wrong) => {
    bay = await CoachBay.open({ budget: budget(50) }, 1);
    bay.clock.now = new Date(wrong);
    await bay.server.goOffline();
    const reports = addSwings(3);
    await bay.run();
    expect(bay.desk.trouble).toMatchObject({ code: 'coach/unreachable' });
    await bay.server.comeBack();
    answerTruly(reports);
    bay.clock.now = RIGHT;
    bay.pass(1);
    await bay.run();
    bay.pass(1);
    await bay.run();
    // They are fresh still: only time that passed makes them old.
    expect([...reports.values()].map((one) => adviceOf(one)?.from)).toEqual(['asked', 'asked', 'asked']);
  });

  it('what was with the service meanwhile is no older for it when it waits again', async () => {
    bay = await CoachBay.open({ budget: budget(50) });
    bay.clock.now = new Date('2026-10-20T09:00:00.000Z');
    const reports = addSwings(2);
    bay.server.script = (question) => {
      const answer = trueAnswer(reports.get(whose(question)) ?? coachedReport(0));
      return say(isRepair(question) ? answer : { ...answer, overallFeedback: 'You gained 12.3 % of speed.' });
    };
    await bay.run();
    bay.pass(60);
    const late = bay.addSwing(bay.addPlayer('late'), 5);
    reports.set('late', late);
    bay.desk.wantSwing(late.id);
    bay.pass(60);
    await bay.run();
    expect(bay.server.batches).toHaveLength(1);
    bay.clock.now = RIGHT;
    for (let look = 0; look < 3; look++) {
      bay.server.endBatches();
      bay.pass(2);
      await bay.run();
    }
    expect(adviceOf(late)).toMatchObject({ from: 'batch' });
  });

  it('what was written in 1970 before the bay was off is not taken for too old', async () => {
    bay = await CoachBay.open({ budget: budget(50) });
    bay.clock.now = new Date('1970-01-01T09:00:00.000Z');
    const reports = addSwings(1);
    answerTruly(reports);
    bay.restartDesk();
    bay.clock.now = RIGHT;
    await bay.run();
    expect(adviceOf(reports.get('player 0') as SwingReport)).toMatchObject({ from: 'asked' });
  });

  it('what truly waited too long is given up all the same', async () => {
    bay = await CoachBay.open({ budget: budget(50) });
    await bay.server.goOffline();
    addSwings(1);
    bay.pass(8 * 24 * 60);
    await bay.run();
    expect(bay.store.coach.waiting(10)).toEqual([]);
  });
});

describe('the coach’s desk', () => {
  it('lets nothing leave of who has not agreed, or has taken it back before it left', async () => {
    bay = await CoachBay.open({ budget: budget(50) });
    const stranger = bay.addSwing(bay.addPlayer('says no', false), 1);
    const guest = bay.addSwing(null, 2);
    const player = bay.addPlayer('changes their mind');
    const report = bay.addSwing(player, 3);
    for (const { id } of [stranger, guest, report]) bay.desk.wantSwing(id);
    expect(bay.store.coach.waiting(10)).toHaveLength(1);
    bay.store.players.change(player, { sharesSince: null });
    await bay.run();
    expect(bay.server.questions).toEqual([]);
    expect(bay.store.coach.waiting(10)).toEqual([]);
  });

  it('sends no name, and the key frames with the face hidden', async () => {
    bay = await CoachBay.open({ budget: budget(50) });
    const report = await swingWithKeyFrame('only goal');
    answerTruly(new Map([['only goal', report]]));
    bay.desk.wantSwing(report.id);
    await bay.run();
    const asked = JSON.stringify(bay.server.questions[0]);
    expect(asked).not.toContain('Anna Surname');
    expect(asked).not.toContain(report.id);
    const image = bay.server.questions[0]?.messages[0]?.content.find(({ type }) => type === 'image');
    const data = (image?.['source'] as { data: string } | undefined)?.data ?? '';
    const { channels } = await sharp(Buffer.from(data, 'base64')).stats();
    // The picture is red where the face is, and blue everywhere else; its face became one colour with the rest.
    expect(channels[2]?.mean).toBeGreaterThan(200);
    expect(adviceOf(report)).toMatchObject({ from: 'asked', model: 'model-a-answering', language: 'en' });
    expect(bay.advised).toEqual([{ swing: report.id, revision: 2 }]);
  });

  it('gives a like swing the same answer for thirty days, where it is true of that one too', async () => {
    bay = await CoachBay.open({ budget: budget(50) });
    const player = bay.addPlayer('regular');
    const embedding = (x: number) => ({
      ...({ space: 'space', version: EMBEDDING_VERSION } as const),
      values: Float32Array.from({ length: 8 }, () => x),
    });
    const first = bay.addSwing(player, 7, { embedding: embedding(0) });
    bay.server.script = () => say(trueAnswer(first));
    bay.desk.wantSwing(first.id);
    await bay.run();
    const { metrics, faults, score } = first;
    const like = bay.addSwing(player, 8, { report: { metrics, faults, score }, embedding: embedding(0.01) });
    const other = bay.addSwing(player, 9, { report: { faults }, embedding: embedding(0.02) });
    const far = bay.addSwing(player, 10, { report: { metrics, faults, score }, embedding: embedding(9) });
    for (const { id } of [like, other, far]) bay.desk.wantSwing(id);
    await bay.run();
    expect(adviceOf(like)).toMatchObject({ from: 'similar-swing', answer: { overallFeedback: expect.any(String) } });
    // Its numbers are others, so that the answer is not true of it.
    expect(adviceOf(other)?.from).not.toBe('similar-swing');
    expect(adviceOf(far)).toMatchObject({ from: 'asked' });
    bay.pass(40 * 24 * 60);
    const late = bay.addSwing(player, 11, { report: { metrics, faults, score }, embedding: embedding(0.01) });
    bay.desk.wantSwing(late.id);
    await bay.run();
    expect(adviceOf(late)).toMatchObject({ from: 'asked' });
  });

  it('sums up a visit and plans the week, by the same rules', async () => {
    bay = await CoachBay.open({ budget: budget(50) });
    const player = bay.addPlayer('visitor');
    bay.store.players.beginSession('visit-1', 'bay-1');
    for (let seed = 20; seed < 24; seed++) bay.addSwing(player, seed);
    const drills = [{ drillId: 'stop-at-the-top', why: 'It helps.' }];
    const summary = {
      ...{ overview: 'You made 4 swings.', positives: ['You kept going.'], focus: [], drills, coachingCues: [] },
    };
    const plan = {
      aim: 'A calm week.',
      days: [{ day: 1, focus: 'Slow swings.', drills, event: null }],
      howToTell: 'It feels easy.',
    };
    bay.server.script = ({ format, messages }) => {
      const isPlan = JSON.stringify(format.schema).includes('howToTell');
      if (!isPlan) return say(messages.length > 1 ? summary : { ...summary, overview: 'You made 44 swings.' });
      return say(plan);
    };
    bay.store.players.endSession('visit-1');
    bay.desk.wantVisit('visit-1');
    await bay.run();
    const since = '2026-01-01';
    expect(bay.store.coach.answersOf(player, 'visit', since, 5)).toMatchObject([
      { subject: 'visit-1', document: summary },
    ]);
    expect(bay.store.coach.answersOf(player, 'week', since, 5)).toMatchObject([
      { subject: '2026-11-16', document: plan },
    ]);
  });

  it('says what the operator must mend, and goes on when it is mended', async () => {
    bay = await CoachBay.open({ budget: budget(50), retriesMax: 0 });
    const reports = addSwings(1);
    bay.server.script = () => ({ kind: 'error', status: 401 });
    await bay.run();
    expect(bay.desk.trouble).toMatchObject({ code: 'coach/key-refused', hint: expect.any(String) });
    expect(bay.server.questions).toHaveLength(1);
    answerTruly(reports);
    bay.pass(6);
    await bay.run();
    expect(bay.desk.trouble).toBeNull();
    expect(adviceOf(reports.get('player 0') as SwingReport)).toMatchObject({ from: 'asked' });
  });

  it('rests after an answer that was lost on the way, rather than pay for the next one that is', async () => {
    bay = await CoachBay.open({ budget: budget(50) }, 1);
    addSwings(3);
    bay.server.script = () => ({ kind: 'hang-up' });
    await bay.run();
    // Those that were under way together.
    expect(bay.server.questions).toHaveLength(2);
    expect(bay.desk.trouble).toMatchObject({ code: 'coach/unclear' });
  });

  it('asks nothing beyond the budget', async () => {
    bay = await CoachBay.open({ budget: budget(0) });
    addSwings(3);
    await bay.run();
    expect(bay.server.questions).toEqual([]);
    expect(bay.store.coach.waiting(10)).toHaveLength(3);
    expect(bay.counters.value('coach_over_budget')).toBeGreaterThan(0);
    expect(bay.desk.state().isOverBudget).toBe(true);
  });

  it('gives up what no day’s budget bears', async () => {
    bay = await CoachBay.open({ budget: budget(0.1) });
    addSwings(3);
    await bay.run();
    expect(bay.server.questions).toEqual([]);
    expect([1, 2, 3].map((job) => bay.store.coach.job(job)?.reason)).toEqual(['too-dear', 'too-dear', 'too-dear']);
    expect(bay.desk.state().isOverBudget).toBe(false);
  });

  it.each([
    ['no day’s budget bears', { limit: 3, spent: 0 }, { state: 'given-up', reason: 'too-dear' }],
    ['what is left of the day does not bear', { limit: 8, spent: 4 }, { state: 'waiting', reason: null }],
  ])('lets the others pass a question that %s', async (_, { limit, spent }, after) => {
    for (const minutes of [0, 60]) {
      bay = await CoachBay.open({ budget: budget(limit) });
      spend(spent);
      const reports = addSwings(3);
      answerTruly(reports);
      // The newest comes first, and every byte of its question may be a token.
      const dear = bay.addSwing(bay.addPlayer('dear'), 9, { report: { club: 'x'.repeat(1_000_000) } });
      bay.desk.wantSwing(dear.id);
      bay.pass(minutes);
      await bay.run();
      bay.server.endBatches();
      bay.pass(2);
      await bay.run();
      const from = minutes === 0 ? 'asked' : 'batch';
      expect([...reports.values()].map((one) => adviceOf(one)?.from)).toEqual([from, from, from]);
      expect(bay.store.coach.job((spent > 0 ? 1 : 0) + 4)).toMatchObject(after);
      expect(bay.desk.state().isOverBudget).toBe(after.state === 'waiting');
      if (minutes === 0) await bay.close();
    }
  });

  it('forgets an answer about a swing that was deleted meanwhile, and still counts its cost', async () => {
    bay = await CoachBay.open({ budget: budget(50) });
    const reports = addSwings(1);
    const report = reports.get('player 0') as SwingReport;
    answerTruly(reports);
    bay.pass(60);
    await bay.run();
    await bay.store.swings.remove(report.id);
    bay.server.endBatches();
    bay.pass(2);
    await bay.run();
    const [truly] = truth('batch');
    expect(bay.store.coach.spentOn('2026-11-20').tokens).toBe(tokensOf(truly?.usage ?? ({} as never)));
  });
});

/** So much of the day's budget is used up already. */
function spend(money: number): void {
  if (money === 0) return;
  bay.store.coach.want({ task: 'swing', subject: 'gone', player: bay.addPlayer('earlier') });
  const [job] = bay.store.coach.waiting(1);
  if (job === undefined) throw new Error('No job.');
  const about = { bay: 'bay-1', facility: 'club', day: '2026-11-20', model: 'model-a', question: {} };
  const reserved = { tokens: 0, pico: money * 1e12 };
  const [exchange] = bay.store.coach.open([{ ...about, job, way: 'direct', reserved }]);
  bay.store.coach.close(exchange?.id ?? 0, { state: 'lost' });
}

async function swingWithKeyFrame(goal: string): Promise<SwingReport> {
  const player = bay.store.players.add('Anna Surname', 'right').id;
  bay.store.players.change(player, { goals: [goal], sharesSince: '2026-01-01T00:00:00.000Z' });
  const [width, height] = [400, 400];
  const face = await sharp({ create: { width: 20, height: 20, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  const jpeg = await sharp({ create: { width, height, channels: 3, background: 'blue' } })
    .composite([{ input: face, left: 190, top: 90 }])
    .jpeg({ quality: 95 })
    .toBuffer();
  const track = emptyPoseTrack('face-on', { width, height }, Float64Array.from([990, 1_000]));
  track.presence.fill(1);
  for (let row = 0; row < 2 * LANDMARK_COUNT; row++) {
    const landmark = row % LANDMARK_COUNT;
    track.image.set([200 + (landmark % 3), landmark < 11 ? 100 : 120 + 8 * (landmark - 11), 0, 1], row * 4);
  }
  const staged = await bay.store.media.stage({
    ...{ kind: 'key-frame', camera: 'face-on', mediaType: 'image/jpeg', content: { bytes: jpeg } },
  });
  if (!staged.isStored) throw new Error('No room.');
  const { sha256, bytes } = staged.media;
  const keyFrame = {
    sha256,
    bytes,
    mediaType: 'image/jpeg',
    event: 'impact',
    camera: 'face-on',
    timeMs: 1_000,
    width,
    height,
  } as const;
  return bay.addSwing(player, 1, {
    report: { keyFrames: [keyFrame] },
    media: [staged.media],
    poses: [encodePoses(track)],
  });
}
