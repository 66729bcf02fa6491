import { useCallback } from 'react';
import { useIntl, type PrimitiveType } from 'react-intl';
import type en from './en.json';

export type TextId = keyof typeof en;

/** The pages' own words: `text('day.empty', { date })`. What happened to whom comes from the API in words. */
export function useText(): (id: TextId, values?: Record<string, PrimitiveType>) => string {
  const intl = useIntl();
  return useCallback((id, values) => intl.formatMessage({ id }, values), [intl]);
}
