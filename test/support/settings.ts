/** Which settings there are, read from the sources: for the tests that hold the files that name them together. */
import { readText } from './compose';

/** All that config.ts reads. */
export function settingsOfConfig(): string[] {
  const text = readText('config.ts') + readText('config/settings.ts');
  const names = [...text.matchAll(/^\s+([A-Z][A-Z0-9_]+): |env\['(\w+)'\]/gm)].map(
    ([, key, read]) => key ?? read ?? '',
  );
  return [...new Set(names)].sort();
}

/** All that .env.example shows, set or as a comment. */
export function settingsInExample(): string[] {
  return [...new Set(exampleLines().map(({ name }) => name))];
}

export function exampleLines(): { name: string; value: string }[] {
  return [...readText('.env.example').matchAll(/^#?([A-Z][A-Z0-9_]+)=(.*)$/gm)].map(
    ([, name = '', value = '']) => ({
      name,
      value: value.replace(/^"(.*)"$/, '$1'),
    }),
  );
}
