/**
 * What a browser is shown at an address that leads nowhere: a sentence, and the way to the pages that there are. It is
 * whole in itself, without script or file, since it also stands in for pages that were never built.
 */
import type { Request } from 'express';
import { LANGUAGES, type Language } from '../swing/advice/language.ts';
import type { ApplianceRole } from './role-routes.ts';

/** Nothing but its own few rules of style. */
export const WRONG_ADDRESS_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

interface Words {
  readonly title: string;
  /** For an address that no appliance has. */
  readonly nowhere: string;
  /** For a page of the other role. */
  readonly needsBay: string;
  readonly needsFacility: string;
  readonly swings: string;
  readonly bay: string;
  readonly range: string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    title: 'There is no page here',
    nowhere: 'Perhaps the address was mistyped, or is an old one.',
    needsBay: 'This page belongs to a bay. Here is your range, which has none of its own.',
    needsFacility: 'This page belongs to your range. Here is a bay.',
    swings: 'My swings',
    bay: 'The screen of this bay',
    range: 'Your range',
  },
  de: {
    title: 'Hier ist keine Seite',
    nowhere: 'Vielleicht ist die Adresse vertippt oder alt.',
    needsBay: 'Diese Seite gehört zu einer Bay. Hier ist deine Anlage, die selbst keine hat.',
    needsFacility: 'Diese Seite gehört zu deiner Anlage. Hier ist eine Bay.',
    swings: 'Meine Schwünge',
    bay: 'Der Bildschirm dieser Bay',
    range: 'Deine Anlage',
  },
  ja: {
    title: 'ページが見つかりません',
    nowhere: 'アドレスが間違っているか、古い可能性があります。',
    needsBay: 'このページは打席のものです。こちらは練習場で、打席はありません。',
    needsFacility: 'このページは練習場のものです。こちらは打席です。',
    swings: 'マイスイング',
    bay: 'この打席の画面',
    range: '練習場',
  },
};

const STYLE = [
  'html{background:#0b1110;color:#f4f7f2;font:1.125rem/1.5 system-ui,sans-serif}',
  'body{min-height:100vh;margin:0;display:grid;place-content:center}',
  'main{max-width:32rem;padding:1.5rem}',
  'h1{margin:0 0 .5rem;font-size:2rem;line-height:1.2}',
  'p{margin:0 0 1.5rem;color:#b9c7c0}',
  'a{display:block;margin-top:.75rem;padding:1rem 1.25rem;border-radius:1rem;background:#1d2826;color:#f4f7f2;' +
    'font-weight:600;text-align:center;text-decoration:none}',
  'a:first-of-type{background:#c8f560;color:#0b1110}',
  'a:focus-visible{outline:3px solid #6fd3ff;outline-offset:3px}',
].join('');

export interface WrongAddress {
  readonly language: Language;
  /** Of this appliance. */
  readonly role: ApplianceRole;
  readonly code: string;
  /** Where the facility of this bay is; null where that is not known. */
  readonly facilityAddress: string | null;
}

const WRONG_ADDRESSES: ReadonlySet<string> = new Set(['api/no-such-address', 'api/needs-bay', 'api/needs-facility']);

/** Whether a person came to a wrong address in a browser, as against a program, which reads the refusal itself. */
export function isPersonAstray(request: Request, code: string): boolean {
  if (!WRONG_ADDRESSES.has(code)) return false;
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  return isRead && !/^\/(api\/|metrics$)/.test(request.path) && request.accepts(['json', 'html']) === 'html';
}

/** That of the address (`?lang=de`), else the one that the browser asks for, else the appliance's own. */
export function languageAskedFor(request: Request, own: Language): Language {
  const named = LANGUAGES.find((language) => language === request.query['lang']);
  if (named !== undefined) return named;
  if (request.headers['accept-language'] === undefined) return own;
  const liked = request.acceptsLanguages([...LANGUAGES]);
  return LANGUAGES.find((language) => language === liked) ?? own;
}

export function wrongAddressPage({ language, role, code, facilityAddress }: WrongAddress): string {
  const words = WORDS[language];
  const why =
    code === 'api/needs-bay' ? words.needsBay : code === 'api/needs-facility' ? words.needsFacility : words.nowhere;
  const swings = linkTo('/phone', words.swings);
  const links =
    role === 'facility'
      ? [linkTo('/', words.range), swings]
      : [
          ...(code === 'api/needs-facility' && facilityAddress !== null ? [linkTo(facilityAddress, words.range)] : []),
          ...[swings, linkTo('/', words.bay)],
        ];
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="dark">',
    `<title>Swingbay: ${words.title}</title><style>${STYLE}</style></head>`,
    `<body><main><h1>${words.title}</h1><p>${why}</p>${links.join('')}</main></body></html>`,
  ].join('');
}

function linkTo(address: string, words: string): string {
  return `<a href="${address.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}">${words}</a>`;
}
