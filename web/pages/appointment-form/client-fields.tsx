import { useSession } from '../../data/session';
import { Field, SelectField } from '../../parts/field';
import { useText } from '../../texts/use-text';
import type { Draft } from './draft';
import type { Faults } from './faults';

interface Props {
  draft: Draft;
  faults: Faults;
  set: (part: Partial<Draft>) => void;
}

const zones = Intl.supportedValuesOf('timeZone');
const languages = new Intl.DisplayNames(['en'], { type: 'language' });

/** Who is called, in which language, and on whose clock. */
export function ClientFields({ draft, faults, set }: Props) {
  const text = useText();
  const { locales, defaultCountry } = useSession();
  const known = draft.locale === '' || locales.includes(draft.locale) ? locales : [...locales, draft.locale];
  return (
    <>
      <Field
        label={text('form.name')}
        name="client.name"
        autoComplete="off"
        value={draft.name}
        onChange={(event) => set({ name: event.target.value })}
        problem={faults['client.name']?.message}
      />
      <Field
        label={text('form.phone')}
        hint={text('form.phoneHint', { country: defaultCountry })}
        name="client.phone"
        type="tel"
        autoComplete="off"
        value={draft.phone}
        onChange={(event) => set({ phone: event.target.value })}
        problem={faults['client.phone']?.message}
      />
      <div className="pair">
        <SelectField
          label={text('form.locale')}
          name="client.locale"
          value={draft.locale}
          onChange={(event) => set({ locale: event.target.value })}
          problem={faults['client.locale']?.message}
        >
          <option value="">{text('form.localeDefault')}</option>
          {known.map((locale) => (
            <option key={locale} value={locale}>
              {languages.of(locale) ?? locale}
            </option>
          ))}
        </SelectField>
        <Field
          label={text('form.timeZone')}
          name="client.timeZone"
          list="time-zones"
          autoComplete="off"
          placeholder={text('form.timeZoneDefault')}
          value={draft.timeZone}
          onChange={(event) => set({ timeZone: event.target.value })}
          problem={faults['client.timeZone']?.message}
        />
      </div>
      <datalist id="time-zones">
        {zones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}
