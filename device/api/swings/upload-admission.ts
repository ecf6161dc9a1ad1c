/**
 * Decides about an upload by its headers, before a byte of it is taken, and bounds how many are taken at once, of
 * everybody and of each: a refused video costs neither the line nor the disk, and one that fails leaves nothing.
 */
import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import { defer, finalize, type Observable } from 'rxjs';
import { STORE, type Store } from '../../store/store.ts';
import { accessOf } from '../access.ts';
import { removingReceived } from '../received-files.ts';
import { UploadQuota } from './upload-quota.ts';
import {
  lengthUnknown,
  notMultipart,
  UPLOAD_BYTES_MAX,
  UPLOADS_AT_ONCE_MAX,
  uploadBusy,
  uploadDiskFull,
  uploadTooLarge,
} from './upload-refusals.ts';

/** What a form adds to its one file: boundaries, names, the other fields. */
const FORM_BYTES_MAX = 64 * 1024;

@Injectable()
export class UploadAdmission implements NestInterceptor {
  readonly #store: Store;
  readonly #quota: UploadQuota;
  #uploads = 0;
  /** Players whose video is being received. */
  readonly #sending = new Set<string>();

  constructor(@Inject(STORE) store: Store, @Inject(UploadQuota) quota: UploadQuota) {
    this.#store = store;
    this.#quota = quota;
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    if (!/^multipart\/form-data\b/i.test(request.headers['content-type'] ?? '')) throw notMultipart();
    const announced = request.headers['content-length'];
    // Without an end in sight the form parser would read on long after the file is too large.
    if (announced === undefined) throw lengthUnknown();
    const bytes = Number(announced);
    if (bytes > UPLOAD_BYTES_MAX + FORM_BYTES_MAX) throw uploadTooLarge();
    const disk = this.#store.disk.status();
    if (disk.state === 'full' || disk.freeBytes < bytes) throw uploadDiskFull();
    const sender = accessOf(context).caller?.player ?? null;
    if (sender !== null) this.#quota.refuseBeyond(sender, bytes);
    if (this.#uploads >= UPLOADS_AT_ONCE_MAX || (sender !== null && this.#sending.has(sender))) throw uploadBusy();
    return defer(() => {
      this.#uploads++;
      if (sender !== null) this.#sending.add(sender);
      return removingReceived(request, next.handle());
    }).pipe(
      finalize(() => {
        this.#uploads--;
        if (sender !== null) this.#sending.delete(sender);
      }),
    );
  }
}
