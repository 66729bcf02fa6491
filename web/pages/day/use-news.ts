import { useEffect, useRef, useState } from 'react';
import { useText } from '../../texts/use-text';
import { standingOf, standingText, type Row, type Standing } from './standing';

interface News {
  /** Whose rows flash. */
  ids: ReadonlySet<number>;
  /** For a screen reader: "Ada Moreno: confirmed". */
  words: string;
}

const flashMs = 1_500;
/** A list that changes as a whole is not read out. */
const maxNames = 3;

/** Which of the rows have just got another standing. Those that only come into view are no news. */
export function useNews(rows: readonly Row[]): News {
  const text = useText();
  const known = useRef(new Map<number, Standing>());
  const [news, setNews] = useState<News>({ ids: new Set(), words: '' });
  useEffect(() => {
    const changed = rows.filter((row) => {
      const before = known.current.get(row.id);
      return before !== undefined && before !== standingOf(row);
    });
    for (const row of rows) known.current.set(row.id, standingOf(row));
    if (changed.length === 0) return;
    const words = changed
      .slice(0, maxNames)
      .map((row) =>
        text('day.news', { name: row.client.name, standing: text(standingText[standingOf(row)]) }),
      );
    const more = changed.length - words.length;
    if (more > 0) words.push(text('day.newsMore', { more }));
    setNews({ ids: new Set(changed.map(({ id }) => id)), words: words.join('. ') });
  }, [rows, text]);
  useEffect(() => {
    if (news.ids.size === 0) return;
    const timer = setTimeout(() => setNews(({ words }) => ({ ids: new Set(), words })), flashMs);
    return () => clearTimeout(timer);
  }, [news]);
  return news;
}
