import { useId, type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes } from 'react';

interface Labels {
  label: string;
  /** How to fill it in. */
  hint?: string;
  /** What is wrong with it, as the API says it. */
  problem?: string | undefined;
}

interface Ties {
  id: string;
  'aria-invalid'?: true;
  'aria-describedby'?: string;
}

/** A control with its label, hint and fault, tied together for screen readers. */
export function Labelled({
  label,
  hint,
  problem,
  children,
}: Labels & { children: (ties: Ties) => ReactNode }) {
  const id = useId();
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        ...(problem ? { 'aria-invalid': true } : {}),
        ...(described ? { 'aria-describedby': described } : {}),
      })}
      {hint ? (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {problem ? (
        <p className="fault" id={`${id}-problem`}>
          {problem}
        </p>
      ) : null}
    </div>
  );
}

export function Field({
  label,
  hint,
  problem,
  ...input
}: Labels & Omit<InputHTMLAttributes<HTMLInputElement>, 'id'>) {
  return (
    <Labelled label={label} {...(hint ? { hint } : {})} problem={problem}>
      {(ties) => <input {...input} {...ties} />}
    </Labelled>
  );
}

export function SelectField({
  label,
  hint,
  problem,
  ...select
}: Labels & Omit<SelectHTMLAttributes<HTMLSelectElement>, 'id'>) {
  return (
    <Labelled label={label} {...(hint ? { hint } : {})} problem={problem}>
      {(ties) => <select {...select} {...ties} />}
    </Labelled>
  );
}
