/** HTML in which every value is text: what clients are called must not become markup. */

export class Html {
  constructor(readonly text: string) {}
}

type Value = string | number | Html | readonly Html[];

/** `` html`<p>${name}</p>` `` escapes `name`, inside elements and inside quoted attributes. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(String.raw({ raw: parts }, ...values.map(markup)));
}

export const nothing = new Html('');

function markup(value: Value): string {
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(markup).join('');
  return String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
