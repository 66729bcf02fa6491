import type { Response } from 'express';
import type { Caller } from '../../db/callers';
import type { ApiDeps } from '../deps';
import { html, nothing } from './html';
import { sendPage } from './page';
import { phonesUrl } from './phones-url';

/** The shell; `assets/desk.js` fills it from the API and keeps it up to date. */
export function sendFrontDesk({ config }: ApiDeps, res: Response, staff: Caller): void {
  const phones = phonesUrl(config);
  const main = html`<main
    class="desk"
    id="desk"
    data-time-zone="${config.office.timeZone}"
    ${phones === undefined ? nothing : html`data-phones="${phones}"`}
  >
    <section class="appointments" aria-labelledby="heading">
      <h1 id="heading">Appointments</h1>
      <p class="hint" id="hint">Loading …</p>
      ${phones === undefined ? nothing : html`<p class="jump"><a href="#phones-heading">To the phones</a></p>`}
      <p class="held" id="held" role="status" hidden></p>
      <p class="offline" id="offline" role="status" hidden>Connection lost. Trying again …</p>
      <p class="sr-only" id="news" role="status"></p>
      <ol class="list" id="list" role="list"></ol>
      <p class="quiet" id="more" hidden>Only the first 100 appointments are shown.</p>
      <noscript><p class="problem">This page needs JavaScript.</p></noscript>
    </section>
    ${
      phones === undefined
        ? nothing
        : html`<aside class="phones" aria-labelledby="phones-heading">
            <h2 id="phones-heading">Phones</h2>
            <div class="chooser" id="chooser" role="group" aria-label="Whose phone"></div>
            <div id="phones">
              <p class="quiet" id="no-phone">Click a phone number in the list to see that phone.</p>
            </div>
          </aside>`
    }
    <template id="row">
      <li class="row">
        <p class="when"><span data-part="day"></span> <time data-part="time"></time></p>
        <div class="who">
          <h3 data-part="name"></h3>
          <span data-part="phone"></span>
        </div>
        <p class="status">
          <span aria-hidden="true" data-part="symbol"></span> <span data-part="status"></span>
        </p>
        <p class="why">
          <span class="next" data-part="next"></span> <span class="last" data-part="last"></span>
        </p>
        <p class="outcome" role="status" data-part="outcome"></p>
        <div class="actions">
          <button type="button" data-part="call">Call now</button>
          <a data-part="workflow" target="_blank" rel="noopener">Workflow</a>
        </div>
        <details data-part="details">
          <summary>Timeline</summary>
          <ol class="timeline" data-part="timeline"></ol>
        </details>
      </li>
    </template>
  </main>`;
  sendPage(res, { title: 'Appointments', office: config.office, main, script: 'desk.js', staff });
}
