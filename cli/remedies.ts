/** What to do about a refusal of the API, by its code; where its own sentence does not say so already. */
const remedies: Readonly<Record<string, string>> = {
  outside_hours: 'Try again when they are open, or ring by hand.',
  opted_out: 'Ring by hand, or lift it with DELETE /v1/opt-outs/<phone> if the client asks for that.',
  cap_reached: 'Ring by hand, or try again tomorrow.',
  country_not_allowed: 'Add the country there if its calls may be paid for.',
  number_type_not_allowed: 'Change client.phone to a personal number.',
  not_in_dial_only: 'Add the number there, or unset DIAL_ONLY when the trial is over.',
  too_late: 'Ring by hand.',
  answered: 'slotkeeper show tells what the answer was.',
  cancelled: 'slotkeeper show tells who cancelled it.',
  key_cap_reached: 'Raise MAX_APPOINTMENTS_PER_KEY_PER_DAY if this is no mistake.',
  internal: 'slotkeeper doctor may find the cause.',
  unavailable: 'slotkeeper doctor tells more.',
  not_found: 'slotkeeper list shows those that there are.',
};

export const remedyOf = (code: string): string | undefined => remedies[code];
