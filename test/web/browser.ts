/** Chromium with somebody signed in, for pages that any process serves. */
import type { Pool } from 'pg';
import type { BrowserContextOptions } from 'playwright-core';
import type { Role } from '../../domain/roles';
import { startSession } from '../../db/sessions';
import { callerIdOf, ensureUser } from '../../db/users';
import { launchBrowser } from '../../scripts/browser';

export interface Visitor extends BrowserContextOptions {
  /** `null`: nobody is signed in. */
  role?: Role | null;
}

/** One browser; each `open` is a window of its own, as on another computer. */
export async function startBrowser(pool: Pool) {
  const browser = await launchBrowser();

  /** Signed in as `ana`, an admin, or as `desk-user` or `look-user`. What the console complains about is collected. */
  async function open(url: string, { role = 'admin', ...options }: Visitor = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    if (role !== null) {
      const user = await ensureUser(pool, role === 'admin' ? 'ana' : `${role}-user`, role);
      const value = await startSession(pool, callerIdOf(user));
      await context.addCookies([{ name: 'slotkeeper_session', value, url, httpOnly: true }]);
    }
    const complaints: string[] = [];
    const newPage = async () => {
      const page = await context.newPage();
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      return page;
    };
    return { page: await newPage(), newPage, context, complaints };
  }

  return { browser, open, close: () => browser.close() };
}
