/** How long before the start a reminder is due, as it is chosen in the form. */

export const units = ['minutes', 'hours', 'days', 'weeks'] as const;
export type Unit = (typeof units)[number];

export type Lead =
  | { kind: 'counted'; count: string; unit: Unit }
  /** A mixed one that some program has sent, such as `P1DT2H`. */
  | { kind: 'other'; offset: string };

const patterns: Record<Unit, RegExp> = {
  minutes: /^PT(\d+)M$/,
  hours: /^PT(\d+)H$/,
  days: /^P(\d+)D$/,
  weeks: /^P(\d+)W$/,
};

/** From ISO 8601. */
export function leadOf(offset: string): Lead {
  for (const unit of units) {
    const count = patterns[unit].exec(offset)?.[1];
    if (count !== undefined) return { kind: 'counted', count, unit };
  }
  return { kind: 'other', offset };
}

/** In ISO 8601; whether it is a good one, the API says. */
export function offsetOf(lead: Lead): string {
  if (lead.kind === 'other') return lead.offset;
  const count = lead.count.trim();
  switch (lead.unit) {
    case 'minutes':
      return `PT${count}M`;
    case 'hours':
      return `PT${count}H`;
    case 'days':
      return `P${count}D`;
    case 'weeks':
      return `P${count}W`;
  }
}
