import type { Response } from 'express';
import type { Office } from '../../domain/policy';
import type { Caller } from '../../db/callers';
import { html, nothing, type Html } from './html';

export interface Page {
  title: string;
  office: Office;
  main: Html;
  /** The browser module under `assets/` that brings the page to life. */
  script?: string;
  /** Somebody is signed in, and may sign out. */
  staff?: Caller;
  status?: number;
}

export function sendPage(res: Response, { title, office, main, script, staff, status = 200 }: Page): void {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · ${office.name}</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/pages.css" />
        ${script === undefined ? nothing : html`<script type="module" src="/assets/${script}"></script>`}
      </head>
      <body>
        <header class="top">
          <a class="home" href="/"
            ><img src="/assets/icon.svg" alt="" width="28" height="28" /> ${office.name}</a
          >
          ${staff === undefined ? nothing : signOut(staff)}
        </header>
        ${main}
      </body>
    </html>`;
  res.status(status).type('html').send(page.text);
}

function signOut({ actor }: Caller): Html {
  return html`<form method="post" action="/sign-out">
    <span class="quiet">${actor.replace(/^staff:/, '')}</span>
    <button type="submit" class="plain">Sign out</button>
  </form>`;
}
