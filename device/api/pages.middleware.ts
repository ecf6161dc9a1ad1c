/**
 * The built pages of the bay screen at `/`: names with a hash are kept for ever, everything else is asked for anew. A
 * page carries the bay’s language as its own, so that it speaks it before any script has run.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Inject, Injectable, type NestMiddleware } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import type { Language } from '../swing/advice/language.ts';
import { API_CONFIG, type ApiConfig } from './api.config.ts';
import { BAY_LANGUAGE } from './catalogue.controller.ts';
import { needsBay, needsFacility, pagesNotBuilt } from './errors.ts';
import { APPLIANCE_ROLE, type ApplianceRole, firstPageOf, roleOfPage } from './role-routes.ts';

export const PAGES_DIRECTORY = Symbol('PagesDirectory');
/** In what the bay’s operator wants speeds and distances said. */
export const BAY_UNITS = Symbol('BayUnits');

const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The bay's pages are for whoever stands in it or was sent a link: no search engine, and no other site, learns of them. */
const PAGE_HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex, nofollow, noarchive',
};

/** Addresses for people: `/games` is the page `games.html`. */
const PAGE = /^\/([a-z-]*)$/;
const PAGE_FILE = /^\/[a-z-]+\.html$/;

@Injectable()
export class PagesMiddleware implements NestMiddleware {
  readonly #directory: string;
  readonly #role: ApplianceRole;
  /** How a page begins in this bay. */
  readonly #beginning: string;

  constructor(
    @Inject(PAGES_DIRECTORY) directory: string,
    @Inject(BAY_LANGUAGE) language: Language,
    @Inject(BAY_UNITS) units: string,
    @Inject(APPLIANCE_ROLE) role: ApplianceRole,
    @Inject(API_CONFIG) config: ApiConfig,
  ) {
    this.#directory = directory;
    this.#role = role;
    const later = config.facilityAddress === null ? '' : ` data-after-visit="${attributeOf(config.facilityAddress)}"`;
    this.#beginning = `<html lang="${language}" data-units="${units}" data-role="${role}"${later}>`;
  }

  use(request: Request, response: Response, next: NextFunction): void {
    const pathname = URL.parse(request.originalUrl, 'http://bay')?.pathname;
    if (
      pathname === undefined ||
      pathname.startsWith('/api/') ||
      pathname === '/metrics' ||
      (request.method !== 'GET' && request.method !== 'HEAD')
    )
      return next();
    const page = decoded(this.#fileOf(pathname));
    if (page === undefined || page.includes('\0')) return next();
    const role = roleOfPage(page);
    if (role !== null && role !== this.#role) return next(role === 'bay' ? needsBay() : needsFacility());
    if (page === firstPageOf(this.#role) && !existsSync(join(this.#directory, page))) return next(pagesNotBuilt());
    const isNamedByContent = pathname.startsWith('/assets/');
    if (extname(page) === '.html') response.set(PAGE_HEADERS);
    response.set('Cache-Control', isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache');
    if (PAGE_FILE.test(page)) {
      void this.#sendPage(page, response, next);
      return;
    }
    // The root keeps every path inside it; the directory itself may lie below one whose name begins with a dot.
    response.sendFile(page, { root: this.#directory, cacheControl: false, dotfiles: 'ignore' }, (error) => {
      if (error !== undefined && !response.headersSent) next();
    });
  }

  /** Addresses for people lead to files; `/` to the first page of the role, and a bay's screen is no facility's. */
  #fileOf(pathname: string): string {
    const name = PAGE.exec(pathname)?.[1];
    if (name === '' || (name === 'index' && this.#role === 'facility')) return firstPageOf(this.#role);
    return name === undefined ? pathname : `/${name}.html`;
  }

  async #sendPage(page: string, response: Response, next: NextFunction): Promise<void> {
    let html: string;
    try {
      html = await readFile(join(this.#directory, page), 'utf8');
    } catch {
      // A page that was not built, as an address that there is not.
      next();
      return;
    }
    response.type('html').send(html.replace('<html lang="en">', this.#beginning));
  }
}

function decoded(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}

function attributeOf(address: string): string {
  return address.replace(/\/+$/, '').replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}
