/** A facility and bays that join it, of one test: made before each, closed after it. */
import { afterEach, beforeEach, expect } from 'vitest';
import { call } from '../../device/api/fixtures/people-in-test.ts';
import { aFacility, aJoinedBay, type BayInTest, type FacilityInTest } from './facility-in-test.fixture.ts';

export const PASSWORD = 'a sound of rain on tin';

export class FacilityBench {
  facility!: FacilityInTest;
  readonly bays: BayInTest[] = [];

  /** To be called once, where tests are described. */
  constructor() {
    beforeEach(async () => {
      this.facility = await aFacility();
    });
    afterEach(async () => {
      for (const bay of this.bays.splice(0)) await bay.close();
      await this.facility.close();
    });
  }

  async joined(name: string, offMs = 0): Promise<BayInTest> {
    const bay = await aJoinedBay(this.facility, name, offMs);
    this.bays.push(bay);
    return bay;
  }
}

/** Answers the player. */
export async function register(bay: BayInTest, email: string, name = 'Ana'): Promise<string> {
  const registered = await call(bay.api, 'POST /api/v1/auth/register', {
    json: { email, password: PASSWORD, name, handedness: 'left' },
  });
  expect(registered.status).toBe(201);
  return String(registered.body['player']);
}

export const logIn = ({ api }: BayInTest, email: string) =>
  call(api, 'POST /api/v1/auth/login', { json: { email, password: PASSWORD } });

/** Until each has heard what any of them said. */
export async function settleAll(...all: BayInTest[]): Promise<void> {
  for (const bay of [...all, ...all]) await bay.settle();
}
