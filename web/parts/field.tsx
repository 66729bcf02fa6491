import { useId, type InputHTMLAttributes } from 'react';

type Props = Omit<InputHTMLAttributes<HTMLInputElement>, 'id'> & {
  label: string;
  /** How to fill it in. */
  hint?: string;
  /** What is wrong with it, as the API says it. */
  problem?: string | undefined;
};

/** A labelled input with its hint and its fault, tied together for screen readers. */
export function Field({ label, hint, problem, ...input }: Props) {
  const id = useId();
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        id={id}
        aria-invalid={problem === undefined ? undefined : true}
        {...(described ? { 'aria-describedby': described } : {})}
      />
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
