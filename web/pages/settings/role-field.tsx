import { roles } from '../../../domain/roles';
import { SelectField } from '../../parts/field';
import { useText } from '../../texts/use-text';

/** Which role somebody new gets: what a front desk does, unless it is chosen. */
export function RoleField({ problem }: { problem: string | undefined }) {
  const text = useText();
  return (
    <SelectField label={text('role.label')} name="role" defaultValue="desk" problem={problem}>
      {roles.map((role) => (
        <option key={role} value={role}>
          {text(`role.${role}`)}
        </option>
      ))}
    </SelectField>
  );
}
