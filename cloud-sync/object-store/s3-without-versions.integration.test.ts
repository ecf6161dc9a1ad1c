import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { codeOf } from './object-store.suite.ts';
import { S3ObjectStore } from './s3-object-store.ts';

/** Speaks as much of S3 as an erasure needs, and knows no versions, as some stores that call themselves S3 do. */
let server: Server;
let keys: Set<string>;
let lacksUploads = false;
beforeEach(async () => {
  keys = new Set();
  lacksUploads = false;
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://store');
    const answer = (status: number, xml = ''): void => {
      request.resume();
      response.writeHead(status, { 'content-type': 'application/xml' }).end(xml);
    };
    const prefix = searchParams.get('prefix') ?? '';
    if (searchParams.has('versions') || (searchParams.has('uploads') && lacksUploads)) {
      answer(501, '<Error><Code>NotImplemented</Code><Message>Not implemented</Message></Error>');
    } else if (searchParams.has('uploads')) {
      answer(200, '<ListMultipartUploadsResult><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>');
    } else if (request.method === 'DELETE') {
      keys.delete(decodeURIComponent(pathname.slice('/bucket/'.length)));
      answer(204);
    } else {
      const found = [...keys].filter((key) => key.startsWith(prefix));
      const contents = found.map((key) => `<Contents><Key>${key}</Key><Size>1</Size></Contents>`).join('');
      const count = `<KeyCount>${found.length}</KeyCount><IsTruncated>false</IsTruncated>`;
      answer(200, `<ListBucketResult>${count}${contents}</ListBucketResult>`);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => server.close());

const opened = (): S3ObjectStore =>
  new S3ObjectStore({
    ...{ endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, region: 'auto', bucket: 'bucket' },
    ...{ accessKeyId: 'a', secretAccessKey: 'b', ca: null, partBytes: 8 * 1024 * 1024, idleMs: 5_000 },
  });

it('erases everything of a person, and nothing of others', async () => {
  for (let n = 0; n < 45; n++) keys.add(`users/ada/swings/${n}/clip.mp4`);
  keys.add('users/ada2/swings/1/clip.mp4');
  const store = opened();
  expect(await store.removeAll('users/ada/')).toBe(45);
  expect([...keys]).toEqual(['users/ada2/swings/1/clip.mp4']);
  await store.close();
});

it('says of what it lacks otherwise that it is not offered, which is no rush that passes', async () => {
  lacksUploads = true;
  const store = opened();
  expect(await codeOf(store.removeAll('users/ada/'))).toBe('object-store/not-offered');
  await store.close();
});
