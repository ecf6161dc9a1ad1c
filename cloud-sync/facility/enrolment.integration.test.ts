/** Joining a facility over real HTTP, with somebody on the way who reads and answers what they like. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeyRing } from '../../device/api/auth/key-ring.ts';
import { call } from '../../device/api/fixtures/people-in-test.ts';
import { askToEnrol, codeIn, newEnrolmentCode, sealEnrolment } from '../../device/ports/facility-enrolment.ts';
import { type Enrolment, type SealedEnrolment } from '../../device/ports/facility-exchange.port.ts';
import { aBay, aFacility, type BayInTest, type FacilityInTest, joinWith } from './facility-in-test.fixture.ts';
import { membershipFile, readMembership } from './membership.ts';

let facility: FacilityInTest;
let bay: BayInTest;

beforeEach(async () => {
  facility = await aFacility();
  bay = await aBay('bay-1', facility.way.origin);
});
afterEach(async () => {
  await bay.close();
  await facility.close();
});

const membership = () => readMembership(membershipFile(bay.store.dataDirectory, null));

/** Joins with a new code while the answers are changed on the way. */
async function joinThrough(tamper: (answer: SealedEnrolment, question: Enrolment) => unknown): Promise<void> {
  const { code } = facility.invite('bay-1');
  facility.way.tamper = (body, question) =>
    JSON.stringify(tamper(JSON.parse(body) as SealedEnrolment, JSON.parse(question) as Enrolment));
  try {
    await joinWith(bay, facility, code);
  } finally {
    facility.way.tamper = (body) => body;
    facility.store.facilityBays.remove('bay-1');
  }
}

const NOT_OF_THE_CODE = { code: 'facility/key-wrong' };

describe('a bay that joins while somebody listens', () => {
  it('gives away neither the code nor what it was answered', async () => {
    const { code } = facility.invite('bay-1');
    const heard: string[] = [];
    facility.way.tamper = (body, question) => {
      heard.push(question, body);
      return body;
    };
    await joinWith(bay, facility, code);
    const { credential, lookupSecret } = membership();
    const all = heard.join('\n');
    expect(heard).toHaveLength(2);
    for (const secret of [code, code.replaceAll('-', ''), credential, lookupSecret]) expect(all).not.toContain(secret);
    // What was heard is good for nothing: the code is used up, and another question has no proof.
    const [question = ''] = heard;
    const again = await call(facility.api, 'POST /api/v1/facility/enrolments', { raw: question, headers: JSON_TYPE });
    expect([again.status, again.body['code']]).toEqual([401, 'facility/enrolment-refused']);
    await bay.settle();
  });
});

describe('a bay that is answered by somebody else', () => {
  afterEach(() => {
    expect(membership).toThrow('has not joined');
  });

  it('joins nobody who seals what they like, with a code of their own or the facility’s true keys', async () => {
    const own = newEnrolmentCode();
    const { keys } = {
      keys: facility.api.app.get(KeyRing).all.map(({ id, publicKey }) => ({
        id,
        pem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      })),
    };
    const said = {
      ...{ facility: { id: 'f', name: 'Ours' }, bay: { id: 'b', name: 'bay-1' } },
      ...{ credential: 'x', keys, lookupSecret: 'x' },
    };
    await expect(
      joinThrough((_, question) => sealEnrolment(question, own.publicHalf, JSON.stringify(said))),
    ).rejects.toMatchObject(NOT_OF_THE_CODE);
    // Unsealed, as it would be read by a bay that asks for no proof.
    await expect(joinThrough(() => said)).rejects.toMatchObject({ code: 'facility/not-the-facility' });
  });

  it('joins nobody who repeats an answer to an earlier question, of the same code or another', async () => {
    let kept: SealedEnrolment | undefined;
    await expect(
      joinThrough((answer) => {
        kept = answer;
        return { ...answer, sealed: answer.sealed.slice(1) };
      }),
    ).rejects.toMatchObject(NOT_OF_THE_CODE);
    expect(kept).toBeDefined();
    await expect(joinThrough(() => kept)).rejects.toMatchObject(NOT_OF_THE_CODE);
    // Of two bays that ask, each opens its own answer alone.
    const { shown, publicHalf } = newEnrolmentCode();
    const other = sealEnrolment(askToEnrol('bay-1', codeIn(shown) ?? '').enrolment, publicHalf, '{}');
    await expect(joinThrough(() => other)).rejects.toMatchObject(NOT_OF_THE_CODE);
  });

  it('joins nobody by a part of the answer, wherever it was cut, or by one that was changed', async () => {
    for (const end of [0, 1, 22, -1, -22]) {
      await expect(joinThrough((answer) => ({ ...answer, sealed: answer.sealed.slice(0, end) }))).rejects.toMatchObject(
        NOT_OF_THE_CODE,
      );
    }
    await expect(
      joinThrough((answer) => ({
        ...answer,
        sealed: `${answer.sealed.startsWith('A') ? 'B' : 'A'}${answer.sealed.slice(1)}`,
      })),
    ).rejects.toMatchObject(NOT_OF_THE_CODE);
    const { code } = facility.invite('bay-1');
    facility.way.tamper = (body) => body.slice(0, body.length / 2);
    await expect(joinWith(bay, facility, code)).rejects.toMatchObject({ code: 'facility/not-the-facility' });
  });

  it('joins no other facility that was asked in place of the one that made the code', async () => {
    const other = await aFacility();
    try {
      other.invite('bay-1');
      await expect(joinWith(bay, other, facility.invite('bay-1').code)).rejects.toMatchObject({
        code: 'facility/enrolment-refused',
      });
      // Which learnt nothing by which it could ask in the bay's name.
      expect(facility.store.facilityBays.list()).toMatchObject([{ name: 'bay-1', state: 'invited' }]);
    } finally {
      await other.close();
    }
  });

  it('is told of a code that cannot be one before anything is sent', async () => {
    facility.way.fate = () => 'cut-before';
    await expect(joinWith(bay, facility, 'ABCD-EFGH.x1Y2z3A4')).rejects.toMatchObject({
      code: 'facility/code-mistyped',
    });
  });
});

const JSON_TYPE = { 'Content-Type': 'application/json' };
