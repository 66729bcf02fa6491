import { useIntl } from 'react-intl';
import { useText } from '../../texts/use-text';
import type { Lead } from './leads';

/** `1 day before, 1 hour before`. */
export function useLeadWords(): (leads: readonly Lead[]) => string {
  const text = useText();
  const intl = useIntl();
  const one = (lead: Lead) =>
    lead.kind === 'other'
      ? text('lead.other', { offset: lead.offset })
      : text(`lead.${lead.unit}`, { count: Number(lead.count) });
  return (leads) =>
    leads.length === 0 ? text('lead.none') : intl.formatList(leads.map(one), { type: 'unit' });
}
