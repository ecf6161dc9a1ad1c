import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import {
  BATCH_BYTES_MAX,
  type Enrolment,
  enrolmentSchema,
  EXCHANGE_TYPE,
  type SealedEnrolment,
  SIGNATURE_HEADER,
  type Telling,
  tellingSchema,
} from '../../ports/facility-exchange.port.ts';
import { type Access, CallAccess } from '../access.ts';
import { bodyInvalid, exchangeTooLarge, forbidden, requestInvalid } from '../errors.ts';
import { FacilityDesk } from './facility-desk.ts';

/** What bays say to their facility, and hear. */
@Controller('api/v1/facility')
export class ExchangeController {
  readonly #desk: FacilityDesk;

  constructor(@Inject(FacilityDesk) desk: FacilityDesk) {
    this.#desk = desk;
  }

  /** A bay joins by the code that staff made for it; what it is told is sealed for who knows the code. */
  @Post('enrolments')
  enrol(@Body({ schema: enrolmentSchema }) enrolment: Enrolment, @CallAccess() { origin }: Access): SealedEnrolment {
    return this.#desk.enrol(enrolment, origin.address);
  }

  /** Not of the general type of JSON, whose bodies are small; read only once the caller is known to be a bay. */
  @Post('exchange')
  @HttpCode(200)
  async exchange(@Req() request: Request, @CallAccess() access: Access, @Res() response: Response): Promise<void> {
    const { caller } = access;
    if (caller?.bay === undefined) throw forbidden();
    response.once('close', this.#desk.talks.begin());
    const telling = await tellingIn(request);
    const body = JSON.stringify(await this.#desk.exchange(caller.bay, telling));
    response.setHeader(SIGNATURE_HEADER, this.#desk.signatureOf(caller.bay, telling.nonce, body));
    response.type('application/json').send(body);
  }
}

async function tellingIn(request: Request): Promise<Telling> {
  if (request.headers['content-type'] !== EXCHANGE_TYPE) {
    throw requestInvalid(`The body has to be of the type ${EXCHANGE_TYPE}.`);
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // The rest is let by, for as long as words may take: who is cut off in the middle of it hears no reason.
    if (bytes <= BATCH_BYTES_MAX) chunks.push(chunk);
  }
  if (bytes > BATCH_BYTES_MAX) throw exchangeTooLarge(BATCH_BYTES_MAX);
  let said: unknown;
  try {
    said = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw bodyInvalid();
  }
  const telling = tellingSchema.safeParse(said);
  if (telling.success) return telling.data;
  const [issue] = telling.error.issues;
  throw requestInvalid(`"${issue?.path.join('.') ?? ''}": ${issue?.message ?? 'It is not what a bay says.'}`);
}
