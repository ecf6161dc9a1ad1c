/** Decides about a file of shots by its headers, and takes one at a time: reading one costs the bay's processor. */
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import { defer, finalize, type Observable } from 'rxjs';
import { removingReceived } from '../received-files.ts';
import { lengthUnknown, notMultipart } from '../swings/upload-refusals.ts';
import { IMPORT_BYTES_MAX, importBusy, importTooLarge } from './import-refusals.ts';

const FORM_BYTES_MAX = 8 * 1024;

@Injectable()
export class ImportAdmission implements NestInterceptor {
  #isTaking = false;

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    if (!/^multipart\/form-data\b/i.test(request.headers['content-type'] ?? '')) throw notMultipart();
    const announced = request.headers['content-length'];
    if (announced === undefined) throw lengthUnknown();
    if (Number(announced) > IMPORT_BYTES_MAX + FORM_BYTES_MAX) throw importTooLarge();
    if (this.#isTaking) throw importBusy();
    return defer(() => {
      this.#isTaking = true;
      return removingReceived(request, next.handle());
    }).pipe(finalize(() => (this.#isTaking = false)));
  }
}
