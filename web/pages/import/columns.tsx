import { useState } from 'react';
import { dateOrders, importFields, type DateOrder, type ImportField } from '../../../domain/words';
import { SelectField } from '../../parts/field';
import { Trouble } from '../../parts/trouble';
import { useText } from '../../texts/use-text';
import { useMapping, type Import } from './use-import';

/** What each column holds, as it was recognised, to be set right by hand. */
export function Columns({ imported }: { imported: Import }) {
  const text = useText();
  const { id, columns, sample } = imported;
  const [fields, setFields] = useState(columns.map(({ field }) => field));
  const [dateOrder, setDateOrder] = useState(imported.dateOrder);
  const check = useMapping(id);
  const set = (column: number, field: ImportField | null) =>
    setFields(
      fields.map((each, at) => {
        if (at === column) return field;
        // A field is in one column, but for what is kept under the columns' own names.
        return each === field && field !== 'metadata' ? null : each;
      }),
    );
  return (
    <section className="card" aria-labelledby="import-columns">
      <form
        className="stacked"
        onSubmit={(event) => {
          event.preventDefault();
          check.mutate({ fields, dateOrder });
        }}
      >
        <h2 id="import-columns">{text('import.columns')}</h2>
        <p className="quiet">{text('import.columnsHint')}</p>
        <div className="import-columns">
          {columns.map(({ name }, column) => {
            const cells = sample.flatMap((line) => line.cells[column] || []).slice(0, 3);
            return (
              <SelectField
                // A column has no other name than its place: two may be called the same.
                key={column}
                label={name || text('import.column', { number: column + 1 })}
                hint={
                  cells.length > 0
                    ? text('import.example', { cells: cells.join(' · ') })
                    : text('import.noExample')
                }
                value={fields[column] ?? ''}
                onChange={({ target }) =>
                  set(column, importFields.find((field) => field === target.value) ?? null)
                }
              >
                <option value="">{text('import.leaveOut')}</option>
                {importFields.map((field) => (
                  <option key={field} value={field}>
                    {text(`import.field.${field}`)}
                  </option>
                ))}
              </SelectField>
            );
          })}
          <SelectField
            label={text('import.dateOrder')}
            value={dateOrder ?? ''}
            onChange={({ target }) => setDateOrder(orderOf(target.value))}
          >
            <option value="">{text('import.dateOrder.none')}</option>
            {dateOrders.map((order) => (
              <option key={order} value={order}>
                {text(`import.dateOrder.${order}`)}
              </option>
            ))}
          </SelectField>
        </div>
        {check.error ? <Trouble error={check.error} /> : null}
        <p>
          <button
            type="submit"
            className={imported.state === 'uploaded' ? 'main' : ''}
            disabled={check.isPending}
          >
            {text('import.check')}
          </button>
        </p>
      </form>
    </section>
  );
}

function orderOf(value: string): DateOrder | null {
  return dateOrders.find((order) => order === value) ?? null;
}
