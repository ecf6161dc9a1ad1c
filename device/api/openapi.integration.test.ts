import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiInTest, startApi } from './fixtures/api-in-test.ts';
import { DocumentedAnswers } from './fixtures/documented-answers.fixture.ts';
import { routesIn } from './fixtures/routes-in-test.ts';

interface Answered {
  readonly $ref?: string;
  readonly description?: string;
  readonly content?: Readonly<Record<string, { readonly schema?: unknown }>>;
}
interface Described {
  readonly operationId: string;
  readonly summary?: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema?: unknown }[];
  readonly responses: Readonly<Record<string, Answered>>;
}

let api: ApiInTest;
let document: { paths: Record<string, Record<string, Described>>; components: { responses: Record<string, Answered> } };
beforeAll(async () => {
  api = await startApi();
  document = (await (await api.fetch('/api/v1/openapi.json')).json()) as typeof document;
});
afterAll(() => api.close());

const operations = (): [string, Described][] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Described] => [`${method} ${path}`, operation]),
  );

const sharedOr = (answer: Answered): Answered =>
  answer.$ref === undefined ? answer : (document.components.responses[answer.$ref.split('/').at(-1) ?? ''] ?? {});

describe('the document of the interface', () => {
  it('is OpenAPI 3.1 to the letter', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  it('describes every route that is there, and none else', () => {
    const described = operations().map(([operation]) => operation.replaceAll(/\{(\w+)\}/g, ':$1'));
    const there = routesIn(api).map((route) => route.replace(/^\w+/, (method) => method.toLowerCase()));
    expect(described.toSorted()).toEqual(there.toSorted());
  });

  it('has a schema for the answer of every route and status', () => {
    const without = operations().flatMap(([operation, { responses }]) =>
      Object.entries(responses).flatMap(([status, answer]) => {
        const { content, description } = sharedOr(answer);
        if (content === undefined)
          return status === '204' && description !== undefined ? [] : [`${operation} ${status}`];
        return Object.entries(content).flatMap(([mediaType, { schema }]) =>
          schema === undefined ? [`${operation} ${status} ${mediaType}`] : [],
        );
      }),
    );
    expect(without).toEqual([]);
  });

  it('has one name for each operation and each parameter of a path', () => {
    const ids = operations().map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [operation, { parameters }] of operations()) {
      const inPath = [...operation.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect([operation, parameters.filter((one) => one.in === 'path').map(({ name }) => name)]).toEqual([
        operation,
        inPath,
      ]);
    }
  });

  it('says what every caller may be refused for', () => {
    for (const [operation, { responses }] of operations()) {
      expect([operation, Object.keys(responses)]).toEqual([operation, expect.arrayContaining(['429', 'default'])]);
    }
  });
});

describe('what holds answers against it', () => {
  it('finds an answer that does not fit, and one that it does not have', () => {
    const answers = new DocumentedAnswers();
    const answer = (path: string, status: number, body: unknown): void => {
      const response = { statusCode: status, json: (given: unknown) => given };
      const request = { method: 'GET', route: { path } };
      answers.middleware(request as never, response as never, () => undefined);
      response.json(body);
    };
    answer('/api/v1/swings', 200, { swings: [], nextCursor: null });
    expect(answers.mismatches).toEqual([]);
    answer('/api/v1/swings', 200, { swings: [{ id: 'no id' }], nextCursor: null });
    answer('/api/v1/swings', 200, { swings: [], nextCursor: null, secret: 1 });
    answer('/api/v1/swings', 201, { swings: [], nextCursor: null });
    answer('/api/v1/swings', 404, { code: 'a/b', message: 'No.' });
    expect(answers.mismatches).toHaveLength(4);
    expect(() => answers.throwAtMismatch()).toThrow('the document has no such answer');
  });
});
